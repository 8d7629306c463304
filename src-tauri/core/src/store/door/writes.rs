//! One write: its value, the writes it replaces, and what the tables show then.

use rusqlite::params;

use super::{Part, Pending, Tx};
use crate::{
    record::{Id, Kind, Value},
    store::{
        Result, StoreError, generation,
        heads::{self, Applied, LIFE, WriteAt},
        log::{self, WRITES_PER_CHANGE},
    },
};

impl Tx<'_> {
    pub(super) fn known_field(&self, kind: &str, field: &str) -> Option<i64> {
        self.names.borrow().number(kind, field)
    }

    pub(in crate::store) fn field_no(&self, kind: &str, field: &str) -> Result<i64> {
        crate::store::field_no(self.db, self.names, kind, field)
    }

    /// One write over all versions that the writer saw.
    pub(super) fn write(
        &mut self,
        kind: &Kind,
        id: Id,
        field: &str,
        value: Value,
        generation: Option<i64>,
    ) -> Result<()> {
        let no = self.field_no(kind.name(), field)?;
        let parents = if field == LIFE {
            // A word on the whole record: it has seen every field as it stands.
            heads::of_record(self.db, id)?
        } else {
            self.seen(id, no, generation)?
        };
        self.write_over(kind.name(), id, field, value, parents)
    }

    /// The versions of a field that somebody saw who read the file at `generation`.
    pub(super) fn seen(
        &self,
        id: Id,
        field_no: i64,
        generation: Option<i64>,
    ) -> Result<Vec<WriteAt>> {
        let mut rows = self.db.prepare_cached(
            "SELECT change_no, idx FROM head WHERE record = ?1 AND field_no = ?2",
        )?;
        let now = rows
            .query_map(params![id, field_no], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<rusqlite::Result<Vec<WriteAt>>>()?;
        let limit = generation.unwrap_or(i64::MAX);
        let newest = now.iter().map(|at| at.0).max().unwrap_or(0);
        let current = self.parts.first().map_or(i64::MAX, |p| p.change_no);
        if newest > limit && newest < current {
            return heads::as_of(self.db, id, field_no, limit);
        }
        Ok(now)
    }

    pub(in crate::store) fn write_over(
        &mut self,
        kind: &str,
        id: Id,
        field: &str,
        value: Value,
        parents: Vec<WriteAt>,
    ) -> Result<()> {
        if !fits_the_log(&value) {
            let message =
                "This text is too long or holds characters that can't be kept.".to_owned();
            let fault = crate::contract::FieldFault {
                field: field.to_owned(),
                message,
            };
            return Err(StoreError::Invalid(vec![fault]));
        }
        let field_no = self.field_no(kind, field)?;
        self.touch(kind, id);
        let in_this_part = self.written.get(&(id, field_no)).copied();
        if let (Some(idx), Some(part)) = (in_this_part, self.parts.last_mut())
            && field != LIFE
            && parents == [(part.change_no, idx as i64)]
        {
            // Written a moment ago by this same part, over nothing else: the later value takes the place of the earlier
            // one. A word on the whole record stays, since what it had seen counts.
            self.db
                .prepare_cached(
                    "UPDATE log_write SET value = ?3 WHERE change_no = ?1 AND idx = ?2",
                )?
                .execute(params![part.change_no, idx as i64, value])?;
            part.writes[idx].value = value;
            return Ok(());
        }
        let (change_no, clock, idx) = self.next_place()?;
        self.db
            .prepare_cached("INSERT INTO log_write (change_no, idx, field_no, record, value) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![change_no, idx as i64, field_no, id, value])?;
        let mut edge = self.db.prepare_cached(
            "INSERT INTO log_parent (change_no, idx, parent_no, parent_idx) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for parent in &parents {
            edge.execute(params![change_no, idx as i64, parent.0, parent.1])?;
        }
        drop(edge);
        let at = (change_no, idx as i64);
        heads::advance(
            self.db,
            &Applied {
                at,
                clock,
                field_no,
                record: id,
                parents: &parents,
            },
        )?;
        self.written.insert((id, field_no), idx);
        if let Some(part) = self.parts.last_mut() {
            part.writes.push(Pending {
                field_no,
                record: id,
                parents,
                value,
            });
        }
        self.writes += 1;
        Ok(())
    }

    /// Change number, clock and place of the next write; starts a new part when the current one is full.
    pub(super) fn next_place(&mut self) -> Result<(i64, i64, usize)> {
        let full = self
            .parts
            .last()
            .is_none_or(|p| p.writes.len() >= WRITES_PER_CHANGE);
        if full {
            let next: i64 = match self.parts.last() {
                Some(part) => part.change_no + 1,
                None => generation(self.db)? + 1,
            };
            self.writer.clock = log::tick(self.writer.clock, self.env.now());
            self.parts.push(Part {
                change_no: next,
                clock: self.writer.clock,
                writes: vec![],
            });
            self.written.clear();
        }
        let part = self.parts.last().ok_or(StoreError::Stopped)?;
        Ok((part.change_no, part.clock, part.writes.len()))
    }

    pub(super) fn touch(&mut self, kind: &str, id: Id) {
        if heads::is_plain(kind) && self.touched_set.insert((kind.to_owned(), id)) {
            self.touched.push((kind.to_owned(), id));
        }
    }

    pub(super) fn show<'f>(
        &self,
        kind: &Kind,
        id: Id,
        fields: impl Iterator<Item = &'f str>,
        life: bool,
    ) -> Result<()> {
        let mut known = vec![];
        for name in fields {
            if let Some(field) = kind.field(name) {
                known.push((self.field_no(kind.name(), name)?, field));
            }
        }
        if !known.is_empty() {
            heads::show(self.db, kind, id, &known)?;
        }
        if life {
            heads::show_life(self.db, kind, id, self.field_no(kind.name(), LIFE)?)?;
        }
        Ok(())
    }
}

/// Longest text in the log, in bytes: 64 KiB of characters may take four bytes each.
const TEXT_BYTES: usize = 256 * 1024;

pub(in crate::store) fn fits_the_log(value: &Value) -> bool {
    match value {
        Value::Text(t) => {
            t.len() <= TEXT_BYTES
                && !t
                    .chars()
                    .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
        }
        Value::Int(i) => i.unsigned_abs() <= 1 << 53,
        Value::Null | Value::Id(_) => true,
    }
}
