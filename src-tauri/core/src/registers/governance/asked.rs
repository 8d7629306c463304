//! Actions as approved minutes show them: as they were asked for when a later meeting approved the minutes, whatever was
//! written, moved or removed since. What becomes of an action goes on; what was minuted of it does not.

use rusqlite::{OptionalExtension, params};

use super::carried::{self, ActionLine};
use crate::{
    record::{Id, Value},
    store::{Edit, Result, Store, log::special::LIFE},
};

/// Every action of a board as it stood at a moment (UTC milliseconds), the most pressing first. Who may see it is as now.
///
/// # Errors
/// When the file can't be read.
pub fn at_moment(store: &Store, board: Id, moment: i64) -> Result<Vec<ActionLine>> {
    let mut stood = vec![];
    for action in carried::ever_of_board(store.db(), board)? {
        let mut edits = store.history(action.id)?;
        edits.retain(|e| e.at <= moment);
        stood.extend(as_it_stood(store, action, &edits)?);
    }
    stood.sort_by_key(|a| (a.due.is_none(), a.due, a.id));
    Ok(stood)
}

/// `until_then`: its edits, newest first. None where it was not there yet, or no longer.
fn as_it_stood(store: &Store, now: ActionLine, until_then: &[Edit]) -> Result<Option<ActionLine>> {
    let newest = |field: &str| {
        let edits = until_then.iter().rev().filter(|e| e.field == field);
        edits.max_by_key(|e| e.at)
    };
    // What was erased since is as it is now: gone.
    let then = |field: &str, now: Value| match newest(field) {
        None => Value::Null,
        Some(edit) => edit.new.clone().unwrap_or(now),
    };
    if then(LIFE, Value::Null) != Value::from(true) {
        return Ok(None);
    }
    let owner = match newest("owner").map(|e| &e.new) {
        None => String::new(),
        Some(None) => now.owner,
        Some(Some(owner)) => name(store, owner)?,
    };
    let what = then("what", now.what.into());
    Ok(Some(ActionLine {
        what: what.as_text().unwrap_or_default().to_owned(),
        owner,
        due: then("due", now.due.into()).as_date(),
        meeting: then("meeting", now.meeting.into()).as_id(),
        item: then("item", now.item.into()).as_id(),
        ..now
    }))
}

/// The name of whoever is meant, also when they were removed or are one with somebody else since.
fn name(store: &Store, person: &Value) -> Result<String> {
    let Some(person) = person.as_id() else {
        return Ok(String::new());
    };
    let mut find = store.db().prepare_cached(
        "SELECT coalesce(r.name, p.name) FROM person p LEFT JOIN person r ON r.id = p.alias_of WHERE p.id = ?1",
    )?;
    let name: Option<Option<String>> = find.query_row(params![person], |r| r.get(0)).optional()?;
    Ok(name.flatten().unwrap_or_default())
}
