//! The versions of one thing that waits, side by side: each with its author, its moment and what it replaced.

use rusqlite::{OptionalExtension, params};

use super::{
    Result, Store, Thing, What,
    heads::{self, LIFE, WriteAt},
    log::special,
    unsettled::{as_frozen, note, token},
};
use crate::record::{Id, Value};

/// A clock this far ahead of the moment of arrival can't be right.
const DOUBTFUL_MS: i64 = 10 * 60 * 1000;

/// A version of a field, or of a record's being there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Stands for this version; the same on every laptop.
    pub token: String,
    /// The field.
    pub field: String,
    /// The value; none when it was erased.
    pub value: Option<Value>,
    /// Who wrote it.
    pub author: Id,
    /// When, by that laptop's clock, UTC milliseconds.
    pub at: i64,
    /// That clock can't be right.
    pub doubtful: bool,
    /// Name of the laptop.
    pub laptop: String,
    /// What it replaced, each value once.
    pub replaced: Vec<Value>,
    /// What the person said about that edit.
    pub reason: Option<String>,
    /// Shown until this is settled.
    pub shown: bool,
}

impl Store {
    /// The versions of a thing, the one that is shown first; for records that are the same, none.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn versions_of(&self, thing: &Thing) -> Result<Vec<Version>> {
        let writes = self.writes_of(thing)?;
        let stands = thing.target.unwrap_or(thing.record);
        let one_shown = thing.note != note::JOINED && thing.what != What::Removed;
        let mut out = vec![];
        for (i, at) in writes.iter().enumerate() {
            let mut version = self.version(*at)?;
            version.shown = match thing.what {
                What::Field if thing.note == note::MERGED_AWAY => self.is_of(stands, *at)?,
                What::Signed | What::Rule => self.is_head(*at)?,
                What::Removed => version.value != Some(Value::Int(0)),
                _ => one_shown && i == 0,
            };
            out.push(version);
        }
        Ok(out)
    }

    /// The writes that a thing is about.
    pub(super) fn writes_of(&self, thing: &Thing) -> Result<Vec<WriteAt>> {
        let number = |field: &str| heads::number(&self.db, &thing.kind, field);
        let current_at = |record: Id, field: &str| -> Result<Vec<WriteAt>> {
            match number(field)? {
                Some(no) => Ok(heads::of(&self.db, record, no)?
                    .into_iter()
                    .map(|h| h.at)
                    .collect()),
                None => Ok(vec![]),
            }
        };
        let current = |field: &str| current_at(thing.record, field);
        Ok(match thing.what {
            What::Field if thing.note == note::MERGED_AWAY => {
                let stands = thing.target.unwrap_or(thing.record);
                let mut writes = current_at(stands, &thing.about)?;
                writes.extend(current(&thing.about)?);
                writes
            }
            What::Rule if thing.note == note::TOLD_APART => current(special::ALIAS)?,
            What::Same => vec![],
            What::Twice => self.forked_at(thing)?,
            What::Removed => {
                let mut writes = current(LIFE)?;
                if let (Some(no), Some(kind)) = (number(LIFE)?, self.kinds.get(&thing.kind)) {
                    writes.extend(heads::unseen(&self.db, kind, thing.record, no)?);
                }
                writes
            }
            What::Signed => self.frozen_and_now(thing, current(&thing.about)?)?,
            What::Rule if thing.note == note::AFTER => {
                self.frozen_and_now(thing, current(&thing.about)?)?
            }
            What::Field | What::Missing | What::Rule => current(&thing.about)?,
        })
    }

    /// As it stood when the record was frozen, then as it is now.
    fn frozen_and_now(&self, thing: &Thing, now: Vec<WriteAt>) -> Result<Vec<WriteAt>> {
        let rules = self.rules.as_ref();
        let mut writes = as_frozen(&self.db, rules, &thing.kind, thing.record, &thing.about)?;
        for at in now {
            if !writes.contains(&at) {
                writes.push(at);
            }
        }
        Ok(writes)
    }

    /// The first edits of each of an actor's two histories.
    fn forked_at(&self, thing: &Thing) -> Result<Vec<WriteAt>> {
        let mut rows = self.db.prepare_cached(
            "SELECT c.change_no FROM log_change c JOIN log_actor a USING (actor_no)
             WHERE a.actor = ?1 AND c.seq = ?2 ORDER BY c.hash",
        )?;
        let seq: i64 = thing.about.parse().unwrap_or(0);
        let rows = rows.query_map(params![thing.record, seq], |r| Ok((r.get(0)?, 0)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn is_of(&self, record: Id, at: WriteAt) -> Result<bool> {
        let sql = "SELECT record = ?3 FROM log_write WHERE change_no = ?1 AND idx = ?2";
        let mut find = self.db.prepare_cached(sql)?;
        Ok(find.query_row(params![at.0, at.1, record], |r| r.get(0))?)
    }

    pub(super) fn is_head(&self, at: WriteAt) -> Result<bool> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM log_write w JOIN head h ON h.record = w.record
                   AND h.field_no = w.field_no AND h.change_no = w.change_no AND h.idx = w.idx
                 WHERE w.change_no = ?1 AND w.idx = ?2)",
            )?
            .query_row([at.0, at.1], |r| r.get(0))?)
    }

    pub(super) fn version(&self, at: WriteAt) -> Result<Version> {
        let (field, value, erased, author, clock, arrived, laptop, action) = self
            .db
            .prepare_cached(
                "SELECT f.field, w.value, w.commitment IS NOT NULL, c.author, c.clock, c.arrived, a.laptop, c.action
                 FROM log_write w JOIN log_field f USING (field_no) JOIN log_change c USING (change_no)
                 JOIN log_actor a USING (actor_no) WHERE w.change_no = ?1 AND w.idx = ?2",
            )?
            .query_row([at.0, at.1], |r| {
                Ok((
                    r.get(0)?,
                    r.get::<_, Value>(1)?,
                    r.get::<_, bool>(2)?,
                    r.get(3)?,
                    r.get::<_, i64>(4)?,
                    r.get::<_, i64>(5)?,
                    r.get(6)?,
                    r.get::<_, Id>(7)?,
                ))
            })?;
        let mut parents = self.db.prepare_cached(
            "SELECT w.value, c.clock FROM log_parent p
             JOIN log_write w ON w.change_no = p.parent_no AND w.idx = p.parent_idx
             JOIN log_change c ON c.change_no = p.parent_no
             JOIN log_write o ON o.change_no = p.change_no AND o.idx = p.idx
             WHERE p.change_no = ?1 AND p.idx = ?2 AND w.field_no = o.field_no AND w.commitment IS NULL
             ORDER BY c.clock DESC",
        )?;
        let parents = parents
            .query_map([at.0, at.1], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(Value, i64)>>>()?;
        let ahead = (clock >> 16) > arrived + DOUBTFUL_MS;
        let behind = parents.iter().any(|p| p.1 > clock);
        let mut replaced: Vec<Value> = vec![];
        for (value, _) in parents {
            if !replaced.contains(&value) {
                replaced.push(value);
            }
        }
        Ok(Version {
            token: token(&self.db, at)?,
            field,
            value: (!erased).then_some(value),
            author,
            at: clock >> 16,
            doubtful: ahead || behind,
            laptop,
            replaced,
            reason: self.reason_of(action)?,
            shown: false,
        })
    }

    fn reason_of(&self, action: Id) -> Result<Option<String>> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT w.value FROM log_write w JOIN log_field f USING (field_no)
                 WHERE w.record = ?1 AND f.kind = ?2 AND f.field = 'reason' LIMIT 1",
            )?
            .query_row(params![action, special::ACTION], |r| r.get(0))
            .optional()?
            .flatten())
    }
}
