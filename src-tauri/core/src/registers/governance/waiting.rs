//! What waits for a person inside a meeting: while anything does, no pack of it goes out and none is signed off, since
//! nobody could say which version it means.

use crate::{
    record::{Id, Value},
    store::{Result, Store, Thing, unsettled},
};

/// Kinds that a meeting's packs are made of, and the field that leads to the meeting, its board or one of its items.
const PARTS: [(&str, &str); 11] = [
    ("agenda_item", "meeting"),
    ("attendance", "meeting"),
    ("minutes", "meeting"),
    ("issued_pack", "meeting"),
    ("item_subject", "item"),
    ("decision", "item"),
    ("item_ruling", "item"),
    ("release_permission", "item"),
    ("board_seat", "board"),
    ("board_membership", "board"),
    ("pack_template", "board"),
];

/// Refuses while something waits inside a meeting.
///
/// # Errors
/// [`crate::store::StoreError::Refused`] that names the first thing and says what to do.
pub fn refuse(store: &Store, meeting: Id, first_then: &str) -> Result<()> {
    let board = store.row("meeting", meeting)?.value("board");
    unsettled::refuse_where(
        store,
        |thing| is_inside(store, thing, meeting, &board),
        first_then,
    )
}

fn is_inside(store: &Store, thing: &Thing, meeting: Id, board: &Value) -> Result<bool> {
    let here = match thing.kind.as_str() {
        "meeting" => return Ok(thing.record == meeting),
        "board" => return Ok(*board == Value::Id(thing.record)),
        kind => PARTS.iter().find(|part| part.0 == kind),
    };
    let Some((kind, field)) = here else {
        return Ok(false);
    };
    let to = store.row(kind, thing.record)?.value(field);
    Ok(match (*field, to.as_id()) {
        ("meeting", to) => to == Some(meeting),
        ("item", Some(item)) => {
            store.row("agenda_item", item)?.value("meeting").as_id() == Some(meeting)
        }
        ("board", Some(_)) => to == *board,
        _ => false,
    })
}
