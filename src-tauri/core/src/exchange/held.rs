//! What another laptop's hub file holds as far as known here: for the day on which it is lost.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension;

use super::{
    Result, peers,
    send::{personal, touched},
};
use crate::{
    record::Id,
    store::{Store, StoreError},
};

/// What a laptop holds and what it last did.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// It said what it holds; otherwise what follows is all that it may hold.
    pub said: Option<i64>,
    /// Edits here that it lacks.
    pub lacks: usize,
    /// Records on it, by kind.
    pub records: BTreeMap<String, BTreeSet<Id>>,
    /// The personal data among them, a sentence each.
    pub personal: Vec<String>,
    /// Its last file that was brought in here: name, and when it was, UTC milliseconds.
    pub last_file: Option<(String, i64)>,
    /// Files for colleagues made here since it said so: it may have got them.
    pub sent_since: i64,
    /// When its newest edit here was made, by its own clock, UTC milliseconds.
    pub last_edit: Option<i64>,
}

/// What the laptop of this key (hex) holds.
///
/// # Errors
/// When the hub file can't be read.
pub fn held(store: &Store, key: &str) -> Result<Held> {
    let holdings = peers(store.db())?.remove(key);
    let all = store.lacking(&BTreeMap::new())?;
    let lacks: BTreeSet<i64> = match &holdings {
        Some(held) => store.lacking(held)?.into_iter().collect(),
        None => BTreeSet::new(),
    };
    let has: Vec<i64> = all.into_iter().filter(|c| !lacks.contains(c)).collect();
    let records = touched(store, &has)?;
    let read = || -> rusqlite::Result<_> {
        let said: Option<i64> = store.db().query_row(
            "SELECT max(said) FROM share_peer WHERE peer = ?1",
            [key],
            |r| r.get(0),
        )?;
        let last_file = store
            .db()
            .query_row(
                "SELECT name, at FROM share_file WHERE maker = ?1 AND what = 'in' ORDER BY at DESC, file_no DESC LIMIT 1",
                [key],
                |r| Ok((r.get(0)?, r.get(1)?)),
            )
            .optional()?;
        let last_edit: Option<i64> = store.db().query_row(
            "SELECT max(c.clock >> 16) FROM log_change c JOIN log_actor a USING (actor_no)
             WHERE lower(hex(a.key)) = ?1",
            [key],
            |r| r.get(0),
        )?;
        let sent_since: i64 = store.db().query_row(
            "SELECT count(*) FROM share_file WHERE what = 'sent' AND at > ?1",
            [said.unwrap_or(0)],
            |r| r.get(0),
        )?;
        Ok((said, last_file, last_edit, sent_since))
    };
    let (said, last_file, last_edit, sent_since) = read().map_err(StoreError::from)?;
    Ok(Held {
        said: said.filter(|_| holdings.is_some()),
        lacks: lacks.len(),
        personal: personal::in_changes(store, &has, &[], &records)?,
        records,
        last_file,
        sent_since,
        last_edit,
    })
}
