//! Writing a comment on a copy that was received.

use super::standing::fields;
use crate::{
    env::Env,
    record::{Id, LONG_TEXT},
    store::{Action, Result, Store, StoreError, Verb},
};

/// Writes a comment. It goes back to the sender with the next file of comments.
///
/// # Errors
/// No such copy; no words, or too many.
pub fn say(store: &mut Store, env: &dyn Env, who: Id, copy: Id, text: &str) -> Result<Id> {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() || text.chars().count() as i64 > LONG_TEXT {
        return Err(StoreError::refused(
            "no_comment",
            "There are no words in this comment, or too many. Nothing was changed.",
            "Write what the other team should know, in up to 60,000 characters.",
        ));
    }
    let row = store.row("received_copy", copy)?;
    let person = store.title("person", who)?;
    let (id, _) = store.transact(
        env,
        who,
        Action::new(Verb::Comment).of(row.text("title")),
        |tx| {
            let values = fields([
                ("partner", row.value("partner")),
                ("comment", tx.new_id().to_string().into()),
                ("ours", 1.into()),
                ("subject_kind", row.value("subject_kind")),
                ("subject", row.value("subject")),
                ("title", row.value("title")),
                ("version", row.value("version")),
                ("copy", row.value("copy")),
                ("person", person.as_str().into()),
                ("day", tx.env().today().into()),
                ("text", text.as_str().into()),
            ]);
            tx.put("copy_comment", None, &values)
        },
    )?;
    Ok(id)
}
