//! What a copy for another team holds, one file per kind of subject: registers -> copy. How a copy is signed, protected
//! and read is decided in `exchange`.

mod kpi_return;
mod list;
mod record;

use chrono::NaiveDate;

use crate::{
    contract::{RecordRef, ViewSpec},
    exchange::{self, packet::Gathered},
    record::Id,
    store::Store,
};

/// What a list is called where a kind is asked for: a list is no record, so nothing of that name can be.
pub const LIST: &str = "list";

/// The copy of one record: of a return as it was submitted, of a place with its practices, of any other with what points
/// at it.
///
/// # Errors
/// A return that was never submitted; a record that is confidential or is not there.
pub fn of_record(
    store: &Store,
    kind: &str,
    id: Id,
    today: NaiveDate,
) -> exchange::Result<Gathered> {
    match kind {
        "return" => kpi_return::copy(store, id, today),
        _ => record::copy(store, kind, id, today),
    }
}

/// The copy of a list: every row of it.
///
/// # Errors
/// A list of something confidential.
pub fn of_list(store: &Store, view: &ViewSpec, today: NaiveDate) -> exchange::Result<Gathered> {
    list::copy(store, view, today)
}

/// Whether something that another team speaks of can be here: a record of a known kind, or a list.
///
/// # Errors
/// When the file can't be read.
pub fn subject_is_here(store: &Store, subject: &RecordRef) -> exchange::Result<bool> {
    if subject.kind == LIST {
        return Ok(true);
    }
    let (Ok(kind), Ok(id)) = (store.kind(&subject.kind), subject.id.parse::<Id>()) else {
        return Ok(false);
    };
    Ok(store.find_row(kind, id)?.is_some())
}
