//! The columns of a hub's own and what records say in them, read and written.

use rusqlite::params;

use crate::{
    record::{Fields, Id, OwnColumns, Value},
    store::{Result, Store},
};

/// Kind of the columns.
pub const COLUMN: &str = "own_column";

/// Kind of what stands in them.
pub const VALUE: &str = "own_value";

/// How lists read them.
pub const COLUMNS: OwnColumns = OwnColumns {
    list: "SELECT id, name FROM live_own_column WHERE list = ?1 ORDER BY place, name, id",
    // The identifier stands there as text, as people and other programs read it. Records that became one may bring a word each.
    value: "SELECT group_concat(o.value, '; ') FROM (SELECT DISTINCT v.value FROM live_own_value v
      WHERE v.\"column\" = :column AND v.value IS NOT NULL AND v.subject = lower(substr(hex(t.id), 1, 8) || '-' ||
        substr(hex(t.id), 9, 4) || '-' || substr(hex(t.id), 13, 4) || '-' || substr(hex(t.id), 17, 4) || '-' ||
        substr(hex(t.id), 21)) ORDER BY v.value) o",
};

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Identifier.
    pub id: Id,
    /// Heading in files.
    pub heading: String,
    /// What the team calls it.
    pub name: String,
    /// Its place, as a word.
    pub place: String,
}

/// What a record says in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Identifier of the value.
    pub id: Id,
    /// The column.
    pub column: Id,
    /// What it says; empty = nothing.
    pub text: String,
}

/// The columns for records of a kind, in their order.
///
/// # Errors
/// When the file can't be read.
pub fn columns(store: &Store, kind: &str) -> Result<Vec<Column>> {
    let mut read = store.db().prepare_cached(
        "SELECT id, ifnull(heading, ''), ifnull(name, ''), ifnull(place, '') FROM live_own_column WHERE list = ?1
         ORDER BY place, name, id",
    )?;
    let rows = read.query_map([kind], |r| {
        Ok(Column {
            id: r.get(0)?,
            heading: r.get(1)?,
            name: r.get(2)?,
            place: r.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a record says, in all columns.
///
/// # Errors
/// When the file can't be read.
pub fn said(store: &Store, kind: &str, record: Id) -> Result<Vec<Said>> {
    let mut read = store.db().prepare_cached(
        "SELECT id, \"column\", ifnull(value, '') FROM live_own_value WHERE subject = ?1 AND subject_kind = ?2 ORDER BY value, id",
    )?;
    let rows = read.query_map(params![record.to_string(), kind], |r| {
        Ok(Said {
            id: r.get(0)?,
            column: r.get(1)?,
            text: r.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A new column, to be written. It stands behind the others.
pub fn new_column(kind: &str, heading: &str, place: usize) -> Fields {
    let place = format!("{place:04}");
    [
        ("list", kind),
        ("heading", heading),
        ("name", heading),
        ("place", place.as_str()),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), Value::from(text)))
    .collect()
}

/// A value, to be written; empty = nothing is said any more.
pub fn new_value(column: Id, kind: &str, record: Id, text: &str) -> Fields {
    let value = match text {
        "" => Value::Null,
        _ => Value::from(text),
    };
    [
        ("column", Value::Id(column)),
        ("subject_kind", Value::from(kind)),
        ("subject", Value::from(record.to_string())),
        ("value", value),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}
