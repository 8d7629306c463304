//! Changes that can't be applied yet: kept as they came, tried again when what they need arrives.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::{
    super::{
        Result, Store,
        erasures::Suppressed,
        parcel::{Opened, Parcel},
    },
    Taking,
};
use crate::record::Id;

/// The name under which a change waits for another: actor, number, start of the hash.
pub fn name(actor: &str, seq: i64, start: &str) -> String {
    format!("{actor} {seq} {start}")
}

/// Everything that some change waits for.
pub fn needs(db: &Connection) -> Result<BTreeSet<String>> {
    let mut rows = db.prepare("SELECT DISTINCT needs FROM log_waiting")?;
    let rows = rows.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes what was erased out of the changes that wait.
pub(in crate::store) fn blank_waiting(db: &Connection, suppressed: &Suppressed) -> Result<()> {
    let waiting = db
        .prepare("SELECT hash, line, contents FROM log_waiting")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<([u8; 32], String, String)>>>()?;
    for (hash, line, contents) in waiting {
        let parcel = Parcel {
            line: &line,
            contents: &contents,
        };
        let mut opened = parcel.open_again(hash)?;
        if super::blank(suppressed, &mut opened)? {
            db.prepare_cached("UPDATE log_waiting SET contents = ?2 WHERE hash = ?1")?
                .execute(params![hash.as_slice(), opened.contents()])?;
        }
    }
    Ok(())
}

/// A change that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Whose.
    pub actor: Id,
    /// Its number.
    pub seq: i64,
    /// For what: `admit KEY`, `blocked KEY`, or `ACTOR NUMBER HASH`.
    pub needs: String,
}

impl Store {
    /// What waits.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn waiting(&self) -> Result<Vec<Waiting>> {
        let mut rows = self
            .db
            .prepare("SELECT actor, seq, needs FROM log_waiting ORDER BY actor, seq")?;
        let rows = rows.query_map([], |r| {
            Ok(Waiting {
                actor: r.get(0)?,
                seq: r.get(1)?,
                needs: r.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Taking<'_> {
    pub(super) fn keep_waiting(
        &mut self,
        opened: &Opened<'_>,
        parcel: &Parcel<'_>,
        needs: String,
    ) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO log_waiting (hash, actor, seq, needs, line, contents) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (hash) DO UPDATE SET needs = excluded.needs",
            )?
            .execute(params![
                opened.hash.as_slice(),
                opened.actor,
                opened.line.seq,
                needs,
                parcel.line,
                parcel.contents
            ])?;
        self.needs.insert(needs);
        Ok(())
    }

    /// Something arrived under these names: what waits for it may be applied, and what waits for that, and so on.
    pub(super) fn free(&mut self, names: &[String]) -> Result<()> {
        let mut open: Vec<String> = names.to_vec();
        while let Some(name) = open.pop() {
            if !self.needs.remove(&name) {
                continue;
            }
            let waiting = self
                .db
                .prepare_cached(
                    "SELECT hash, line, contents FROM log_waiting WHERE needs = ?1 ORDER BY actor, seq",
                )?
                .query_map([&name], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
                .collect::<rusqlite::Result<Vec<([u8; 32], String, String)>>>()?;
            for (hash, line, contents) in waiting {
                let parcel = Parcel {
                    line: &line,
                    contents: &contents,
                };
                let opened = parcel.open_again(hash)?;
                match self.wants(&opened)? {
                    Ok(deps) => {
                        self.no_longer_waits(&hash)?;
                        open.extend(self.apply(opened, &parcel, &deps)?);
                    }
                    Err(needs) => self.keep_waiting(&opened, &parcel, needs)?,
                }
            }
        }
        Ok(())
    }

    /// A change that waited came again and was applied.
    pub(super) fn no_longer_waits(&self, hash: &[u8; 32]) -> Result<()> {
        self.db
            .prepare_cached("DELETE FROM log_waiting WHERE hash = ?1")?
            .execute([hash.as_slice()])?;
        Ok(())
    }

    /// The team may have changed since these came: tries everything that waited for a laptop.
    pub(super) fn try_again(&mut self) -> Result<()> {
        if self.needs.is_empty() {
            return Ok(());
        }
        self.free(&self.team_needs())
    }
}
