//! What waits for a person inside a register of interests: a draft says so, and the
//! register is not issued while anything does, since nobody could say which version it means.

use rusqlite::params;

use crate::{
    record::Id,
    store::{Result, Store, Thing, What, unsettled},
};

/// Kinds that a register is made of, and the fields that it reads; none named = all of them. A doubt about whether such a
/// record is there, or is another one, counts whatever the field.
const READ: [(&str, &[&str]); 7] = [
    ("declaration", &[]),
    ("board_membership", &[]),
    ("host_policy", &[]),
    ("board", &["name", "hub"]),
    ("person", &["name", "role"]),
    ("organisation", &["name"]),
    ("practice", &["name"]),
];

/// A person, organisation or practice that the register of this board (none = all) names: who sits or sat there, and what
/// they declared.
const NAMED: &str = "SELECT EXISTS (
        SELECT 1 FROM live_board_membership m WHERE m.person = ?1 AND (?2 IS NULL OR m.board = ?2)
    ) OR EXISTS (
        SELECT 1 FROM live_declaration d WHERE ?1 IN (d.person, d.organisation, d.practice, d.action_by) AND (?2 IS NULL OR EXISTS (
            SELECT 1 FROM live_board_membership m WHERE m.person = d.person AND m.board = ?2))
    )";

/// What waits inside the register of a board, or of all, a sentence each.
///
/// # Errors
/// When the file can't be read.
pub fn inside(store: &Store, board: Option<Id>) -> Result<Vec<String>> {
    unsettled::sentences(store, |thing| is_inside(store, thing, board))
}

/// Whether a thing waits inside the register of a board, or of all.
///
/// # Errors
/// When the file can't be read.
pub fn is_inside(store: &Store, thing: &Thing, board: Option<Id>) -> Result<bool> {
    let Some((kind, fields)) = READ.iter().find(|read| read.0 == thing.kind) else {
        return Ok(false);
    };
    // Private details have no place in a register.
    let field = store.kind(kind)?.field(&thing.about);
    if field.is_some_and(|f| f.confidential) {
        return Ok(false);
    }
    let whole = matches!(thing.what, What::Removed | What::Same);
    if !whole && !fields.is_empty() && !fields.contains(&thing.about.as_str()) {
        return Ok(false);
    }
    let Some(board) = board.filter(|_| *kind != "host_policy") else {
        return Ok(match *kind {
            "declaration" | "board_membership" | "host_policy" | "board" => true,
            _ => is_named(store, thing, None)?,
        });
    };
    let of = |field: &str| -> Result<Option<Id>> {
        Ok(store.row(kind, thing.record)?.value(field).as_id())
    };
    Ok(match *kind {
        "board" => thing.record == board,
        // Whose it is, or which board is meant, is what is in doubt: then it may be of this one.
        "board_membership" => thing.about == "board" || of("board")? == Some(board),
        "declaration" => match of("person")? {
            Some(person) if thing.about != "person" => named(store, person, Some(board))?,
            _ => true,
        },
        _ => is_named(store, thing, Some(board))?,
    })
}

/// Of two records that are the same, either may be the one that is named.
fn is_named(store: &Store, thing: &Thing, board: Option<Id>) -> Result<bool> {
    for record in [Some(thing.record), thing.target].into_iter().flatten() {
        if named(store, record, board)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn named(store: &Store, record: Id, board: Option<Id>) -> Result<bool> {
    let mut find = store.db().prepare_cached(NAMED)?;
    Ok(find.query_row(params![record, board], |r| r.get(0))?)
}
