//! Who did what, when, on which laptop, for every field, for as long as the record is kept.

use rusqlite::params;

use super::{Result, Store, log::special};
use crate::record::{Id, Value};

/// One edit of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// UTC milliseconds, as the laptop's clock said.
    pub at: i64,
    /// Person.
    pub author: Id,
    /// Name of the laptop.
    pub laptop: String,
    /// Action.
    pub action: Id,
    /// Verb of the action, as the log names it.
    pub verb: String,
    /// Field.
    pub field: String,
    /// Before; none when it was erased.
    pub old: Option<Value>,
    /// After; none when it was erased.
    pub new: Option<Value>,
    /// Why, if someone said so.
    pub reason: String,
}

impl Store {
    /// Every edit of a record, newest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn history(&self, record: Id) -> Result<Vec<Edit>> {
        let mut rows = self.db.prepare_cached(
            "SELECT c.clock >> 16, c.author, a.laptop, c.action, c.verb, f.field,
                    w.value, w.commitment IS NOT NULL, p.value, p.commitment IS NOT NULL,
                    (SELECT r.value FROM log_write r JOIN log_field rf USING (field_no)
                     WHERE r.record = c.action AND rf.kind = ?2 AND rf.field = 'reason' LIMIT 1)
             FROM log_write w
             JOIN log_change c USING (change_no)
             JOIN log_actor a USING (actor_no)
             JOIN log_field f ON f.field_no = w.field_no
             LEFT JOIN log_write p ON (p.change_no, p.idx) = (
               SELECT e.parent_no, e.parent_idx
               FROM log_parent e JOIN log_write q ON q.change_no = e.parent_no AND q.idx = e.parent_idx
               WHERE e.change_no = w.change_no AND e.idx = w.idx AND q.field_no = w.field_no
               ORDER BY e.parent_no, e.parent_idx LIMIT 1)
             WHERE w.record = ?1
             ORDER BY w.change_no DESC, w.idx",
        )?;
        let edits = rows.query_map(params![record, special::ACTION], |r| {
            let value = |at: usize| -> rusqlite::Result<Option<Value>> {
                Ok(if r.get::<_, Option<bool>>(at + 1)? == Some(true) {
                    None
                } else {
                    Some(r.get(at)?)
                })
            };
            Ok(Edit {
                at: r.get(0)?,
                author: r.get(1)?,
                laptop: r.get(2)?,
                action: r.get(3)?,
                verb: r.get(4)?,
                field: r.get(5)?,
                new: value(6)?,
                old: value(8)?,
                reason: r.get::<_, Option<String>>(10)?.unwrap_or_default(),
            })
        })?;
        Ok(edits.collect::<rusqlite::Result<_>>()?)
    }
}
