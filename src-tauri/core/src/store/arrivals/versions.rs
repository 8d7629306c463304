//! The versions of one record's fields while changes come in: those that the tables have, and those that arrived.

use rusqlite::{Connection, params};

use super::super::{Result, heads::WriteAt};
use crate::record::{Id, Value};

/// A version that the tables have.
#[derive(Debug)]
pub struct Before {
    /// Field.
    pub field_no: i64,
    /// Which write it is.
    pub at: WriteAt,
    /// Something that arrived was written in its place.
    pub replaced: bool,
}

/// A version that arrived and was not replaced by a later one.
#[derive(Debug)]
pub struct Now {
    /// Field.
    pub field_no: i64,
    /// Which write it is.
    pub at: WriteAt,
    /// Its clock.
    pub clock: i64,
    /// Its value; none when it was erased.
    pub value: Option<Value>,
}

/// The versions of one record's fields, in two lists: a file may touch hundreds of thousands of fields, and lists for
/// each of them would take three times the memory.
#[derive(Debug, Default)]
pub struct RecordVersions {
    /// As the table says; none = the record has no row there.
    pub before: Vec<Before>,
    /// In the order in which they arrived.
    pub now: Vec<Now>,
}

impl RecordVersions {
    /// Fields that something arrived for, each once.
    pub fn touched(&self) -> Vec<i64> {
        let mut fields: Vec<i64> = self.now.iter().map(|v| v.field_no).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Versions of a field that the table has.
    pub fn before(&self, field_no: i64) -> impl Iterator<Item = &Before> {
        self.before.iter().filter(move |v| v.field_no == field_no)
    }

    /// Versions of a field that arrived.
    pub fn now(&self, field_no: i64) -> impl Iterator<Item = &Now> {
        self.now.iter().filter(move |v| v.field_no == field_no)
    }

    /// The value of a field that has one version, and had one at most.
    pub fn only(&mut self, field_no: i64) -> Option<Value> {
        if self.before(field_no).count() > 1 || self.before(field_no).any(|v| !v.replaced) {
            return None;
        }
        let mut now = self.now.iter_mut().filter(|v| v.field_no == field_no);
        match (now.next(), now.next()) {
            (Some(one), None) => one.value.take(),
            _ => None,
        }
    }

    /// Writes the versions of a field that something arrived for.
    ///
    /// # Errors
    /// When the table can't be written.
    pub fn write(&self, db: &Connection, record: Id, field_no: i64) -> Result<()> {
        let mut before = self.before(field_no);
        let mut now = self.now(field_no);
        if let (Some(old), None, Some(new), None) =
            (before.next(), before.next(), now.next(), now.next())
            && old.replaced
        {
            db.prepare_cached(
                "UPDATE head SET change_no = ?5, idx = ?6, clock = ?7
                 WHERE record = ?1 AND field_no = ?2 AND change_no = ?3 AND idx = ?4",
            )?
            .execute(params![
                record, field_no, old.at.0, old.at.1, new.at.0, new.at.1, new.clock
            ])?;
            return Ok(());
        }
        let delete = "DELETE FROM head
             WHERE record = ?1 AND field_no = ?2 AND change_no = ?3 AND idx = ?4";
        for gone in self.before(field_no).filter(|v| v.replaced) {
            db.prepare_cached(delete)?
                .execute(params![record, field_no, gone.at.0, gone.at.1])?;
        }
        let insert = "INSERT INTO head (record, field_no, change_no, idx, clock)
             VALUES (?1, ?2, ?3, ?4, ?5)";
        for new in self.now(field_no) {
            db.prepare_cached(insert)?
                .execute(params![record, field_no, new.at.0, new.at.1, new.clock])?;
        }
        Ok(())
    }
}
