//! What waits for a person inside a meeting: while anything does, no pack of it goes out and none is signed off, since
//! nobody could say which version it means.

use std::collections::BTreeSet;

use crate::{
    record::{Id, Value},
    store::{Result, Store, Thing, unsettled},
};

/// Kinds that a meeting's packs are made of, and the fields that lead to the meeting, its board or one of its items: any of
/// them is enough.
const PARTS: [(&str, &[&str]); 12] = [
    ("agenda_item", &["meeting"]),
    ("attendance", &["meeting"]),
    ("minutes", &["meeting"]),
    ("issued_pack", &["meeting"]),
    ("item_subject", &["item"]),
    ("decision", &["item", "meeting", "reported_at"]),
    ("board_action", &["item", "meeting"]),
    ("item_ruling", &["item"]),
    ("release_permission", &["item"]),
    ("board_seat", &["board"]),
    ("board_membership", &["board"]),
    ("pack_template", &["board"]),
];

/// What waits inside a meeting, a sentence each. `also`: records beside its own that its packs show.
///
/// # Errors
/// When the file can't be read.
pub fn inside(store: &Store, meeting: Id, also: &BTreeSet<Id>) -> Result<Vec<String>> {
    let things = store.to_settle()?;
    let mut sentences = vec![];
    if things.is_empty() {
        return Ok(sentences);
    }
    let board = store.row("meeting", meeting)?.value("board");
    for thing in things {
        if (also.contains(&thing.record) && !is_private(store, &thing))
            || is_inside(store, &thing, meeting, &board)?
        {
            sentences.push(unsettled::sentence(store.db(), store.kinds(), &thing)?);
        }
    }
    Ok(sentences)
}

/// In a field that no pack shows.
fn is_private(store: &Store, thing: &Thing) -> bool {
    let field = store.kind(&thing.kind).ok();
    let field = field.and_then(|kind| kind.field(&thing.about));
    field.is_some_and(|f| f.confidential)
}

/// Whether a thing waits inside a meeting of this board.
///
/// # Errors
/// When the file can't be read.
pub fn is_inside(store: &Store, thing: &Thing, meeting: Id, board: &Value) -> Result<bool> {
    let here = match thing.kind.as_str() {
        "meeting" => return Ok(thing.record == meeting),
        "board" => return Ok(*board == Value::Id(thing.record)),
        kind => PARTS.iter().find(|part| part.0 == kind),
    };
    let Some((kind, fields)) = here else {
        return Ok(false);
    };
    let row = store.row(kind, thing.record)?;
    for field in *fields {
        let to = row.value(field);
        let inside = match (*field, to.as_id()) {
            (_, None) => false,
            ("board", Some(_)) => to == *board,
            ("item", Some(item)) => {
                store.row("agenda_item", item)?.value("meeting").as_id() == Some(meeting)
            }
            (_, at) => at == Some(meeting),
        };
        if inside {
            return Ok(true);
        }
    }
    Ok(false)
}
