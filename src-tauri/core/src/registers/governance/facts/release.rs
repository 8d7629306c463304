//! The chair's permission to let a confidential item out.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::BoardFacts;
use crate::{
    record::Id,
    store::{
        Result,
        column::{day, text},
    },
};

/// Whether the chair, or who may take the chair, permitted that a confidential item be released to everybody, and did
/// not take that back by a day.
///
/// # Errors
/// When the tables can't be read.
pub fn released(db: &Connection, item: Id, board: &BoardFacts, by: NaiveDate) -> Result<bool> {
    Ok(release(db, item, board, by)?.is_some())
}

/// A permission to let a confidential item out to everybody.
#[derive(Debug, Clone)]
pub struct ReleaseFacts {
    /// The chair who gave it.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
    /// What may be released.
    pub scope: String,
}

/// The permission that [`released`] speaks of.
///
/// # Errors
/// When the tables can't be read.
pub fn release(
    db: &Connection,
    item: Id,
    board: &BoardFacts,
    by: NaiveDate,
) -> Result<Option<ReleaseFacts>> {
    let mut find = db.prepare_cached(
        "SELECT given_by, day, withdrawn_on, scope FROM live_release_permission
         WHERE item = ?1 AND public = 1 ORDER BY day, id",
    )?;
    let given = find
        .query_map([item], |r| {
            Ok((
                r.get::<_, Option<Id>>(0)?,
                day(r, 1)?,
                day(r, 2)?,
                text(r, 3)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(given.into_iter().find_map(|(who, on, withdrawn, scope)| {
        let (who, on) = (who?, on?);
        let stands = on <= by && withdrawn.is_none_or(|w| w > by);
        let chair = board.chairs_on(on).into_iter().find(|s| s.person == who)?;
        stands.then(|| ReleaseFacts {
            by: chair.name.clone(),
            on,
            scope,
        })
    }))
}
