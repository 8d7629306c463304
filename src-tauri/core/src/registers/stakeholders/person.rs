//! STK-1: people. One person is one record, whatever hats they wear.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::{
    record::{Declaration, Id, LongText, Record},
    store::{Result, Store},
};

/// A person: a colleague, a contact, a board member, an educator. Keep only what the work needs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Person {
    /// Name as the person uses it.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// What they do, in their own organisation's words.
    pub role: Option<String>,
    /// Work e-mail.
    #[schemars(title = "E-mail")]
    #[garde(length(chars, max = 254), custom(email_address))]
    pub email: Option<String>,
    /// Work telephone number.
    #[garde(length(chars, max = 40))]
    pub telephone: Option<String>,
    /// Anything worth knowing. The person may read it. Never goes into a copy for another team.
    #[schemars(extend("x-confidential" = true))]
    pub notes: Option<LongText>,
    /// Yes keeps the person out of every copy for another team. Colleagues of your own team see them as before.
    #[schemars(title = "Keep to our team")]
    pub confidential: Option<bool>,
}

/// Something before an @ and a name with a dot after it. No more: odd addresses exist.
pub(super) fn email_address(address: &Option<String>, _: &()) -> garde::Result {
    let Some(address) = address else {
        return Ok(());
    };
    let fits = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if fits && !address.contains(char::is_whitespace) {
        Ok(())
    } else {
        Err(garde::Error::new(format!(
            "“{address}” is not an e-mail address."
        )))
    }
}

impl Record for Person {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        confidential_when: Some("confidential"),
        same_when: &[&["email"]],
        columns: &["name", "role", "email", "telephone", "post_now"],
        quick: &["name", "role", "email"],
        ..Declaration::new("person", "Person", "People", AREA)
    };
}

/// The person of this name, capitals or not; none when there is no such person or more than one.
///
/// # Errors
/// When the file can't be read.
pub fn person_named(store: &Store, name: &str) -> Result<Option<Id>> {
    let mut find = store
        .db()
        .prepare_cached("SELECT id FROM live_person WHERE folded(name) = folded(?1) LIMIT 2")?;
    let found = find
        .query_map([name.trim()], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<Id>>>()?;
    Ok(if let [one] = found[..] {
        Some(one)
    } else {
        None
    })
}
