//! Files that went or came before an erasure and that may hold the person: out of reach, so they are listed.

use std::collections::BTreeSet;

use rusqlite::params;

use crate::{
    record::Id,
    store::{Result, Store},
};

/// A file for colleagues, or a copy for another team, that may hold what was erased.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileElsewhere {
    /// UTC milliseconds.
    pub at: i64,
    /// File name.
    pub name: String,
    /// It was sent from here; otherwise it was brought in here.
    pub sent: bool,
    /// It is a copy for another team.
    pub for_another_team: bool,
}

impl Store {
    /// The files sent from here while these records were in the hub file, and those that brought edits of them in,
    /// until a moment (UTC milliseconds), oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn files_elsewhere(
        &self,
        records: &BTreeSet<Id>,
        until: i64,
    ) -> Result<Vec<FileElsewhere>> {
        let mut find = self.db.prepare_cached(
            "SELECT at, name, what <> 'in', what = 'copy_sent' FROM share_file f
             WHERE at <= ?2 AND (
               (what IN ('sent', 'copy_sent') AND at >= (SELECT min(c.arrived) FROM log_write w JOIN log_change c USING (change_no)
                                         WHERE w.record = ?1))
               OR (what = 'in' AND EXISTS (SELECT 1 FROM log_write w WHERE w.record = ?1
                                           AND w.change_no BETWEEN f.first_no AND f.last_no)))",
        )?;
        let mut all = BTreeSet::new();
        for record in records {
            let files = find.query_map(params![record, until], |r| {
                Ok(FileElsewhere {
                    at: r.get(0)?,
                    name: r.get(1)?,
                    sent: r.get(2)?,
                    for_another_team: r.get(3)?,
                })
            })?;
            for file in files {
                all.insert(file?);
            }
        }
        Ok(all.into_iter().collect())
    }

    /// When the first of these records was written, here or elsewhere, UTC milliseconds: no copy made earlier holds one. None
    /// where nothing is known of them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn first_written(&self, records: &BTreeSet<Id>) -> Result<Option<i64>> {
        let mut find = self.db.prepare_cached(
            "SELECT min(min(c.arrived, c.clock >> 16)) FROM log_write w JOIN log_change c USING (change_no)
             WHERE w.record = ?1",
        )?;
        let mut first: Option<i64> = None;
        for record in records {
            let written: Option<i64> = find.query_row([record], |r| r.get(0))?;
            first = match (first, written) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        Ok(first)
    }
}
