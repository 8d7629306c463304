//! Kept bytes from the side of the records that name them: which record, in which field, and whose edit it was, so that a
//! person can be told whom to ask for what has not come.

use rusqlite::params;

use super::{Kept, Result, Store, heads, log::hex};
use crate::record::{Id, Value};

/// A record that names bytes which are not here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Kind.
    pub kind: String,
    /// Record.
    pub record: Id,
    /// The edits that name them, one for each version.
    pub named: Vec<Naming>,
}

/// The edit that names bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// Who made it.
    pub author: Id,
    /// Key of the laptop it was made on, hex.
    pub key: String,
    /// What that laptop was called.
    pub laptop: String,
    /// Its actor, hex, as holdings name it.
    pub actor: String,
    /// Its number in that actor's edits.
    pub seq: i64,
}

impl Store {
    /// The live records that name bytes which are neither here nor erased, each once, by kind and identifier; at most
    /// `most`.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn missing_papers(&self, most: usize) -> Result<Vec<Missing>> {
        let mut out: Vec<Missing> = vec![];
        for kind in self.kinds.iter() {
            for field in kind.fields.iter().filter(|f| f.bytes.is_some()) {
                let sql = format!(
                    "SELECT id, \"{0}\" FROM \"live_{1}\" WHERE \"{0}\" IS NOT NULL ORDER BY id",
                    field.name,
                    kind.name()
                );
                let mut rows = self.db.prepare_cached(&sql)?;
                let mut rows = rows.query([])?;
                while let Some(r) = rows.next()? {
                    let (record, value): (Id, Value) = (r.get(0)?, r.get(1)?);
                    let missing = match value.as_text() {
                        Some(hash) => self.kept(hash)? == Kept::Missing,
                        None => false,
                    };
                    let known = out
                        .iter()
                        .any(|m| m.record == record && m.kind == kind.name());
                    if !missing || known {
                        continue;
                    }
                    if out.len() == most {
                        return Ok(out);
                    }
                    out.push(Missing {
                        kind: kind.name().into(),
                        record,
                        named: self.who_named(kind.name(), &field.name, record)?,
                    });
                }
            }
        }
        Ok(out)
    }

    /// The edits that name what a field of a record holds now, the newest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn who_named(&self, kind: &str, field: &str, record: Id) -> Result<Vec<Naming>> {
        let Some(number) = heads::number(&self.db, kind, field)? else {
            return Ok(vec![]);
        };
        let mut rows = self.db.prepare_cached(
            "SELECT c.author, a.key, a.laptop, a.actor, c.seq
             FROM head h JOIN log_change c USING (change_no) JOIN log_actor a USING (actor_no)
             WHERE h.record = ?1 AND h.field_no = ?2 ORDER BY h.clock DESC",
        )?;
        let rows = rows.query_map(params![record, number], |r| {
            Ok(Naming {
                author: r.get(0)?,
                key: hex(&r.get::<_, Vec<u8>>(1)?),
                laptop: r.get(2)?,
                actor: hex(&r.get::<_, Vec<u8>>(3)?),
                seq: r.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
