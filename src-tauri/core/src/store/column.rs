//! What a column of a row of the tables holds, as rules want it: a text, a day, a yes.

use chrono::NaiveDate;
use rusqlite::Row;

/// A text; empty where there is none.
pub fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default())
}

/// A day; what is no day counts as none.
pub fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row
        .get::<_, Option<String>>(at)?
        .and_then(|d| d.parse().ok()))
}

/// A yes; a no and nothing said are none.
pub fn yes(row: &Row<'_>, at: usize) -> rusqlite::Result<bool> {
    Ok(row.get::<_, Option<i64>>(at)? == Some(1))
}
