//! What the registers tell the store: which records are frozen, what the rules find, what ships with the program.

use std::{collections::BTreeSet, sync::Arc};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::{
    catalogue,
    findings::{self, Look},
    record::{Id, Kinds},
    registers::governance::minuted,
    store::{Frozen, Looked, Result, Rules, Told, log::special::LIFE},
};

/// The registers, as the store sees them.
pub struct House {
    kinds: Arc<Kinds>,
}

impl House {
    /// Over these kinds.
    pub fn new(kinds: Arc<Kinds>) -> Self {
        Self { kinds }
    }
}

impl Rules for House {
    fn frozen(&self, db: &Connection, kind: &str, id: Id) -> Result<Option<String>> {
        let state = |sql: &str| -> Result<Option<String>> {
            Ok(db
                .prepare_cached(sql)?
                .query_row([id], |r| r.get(0))
                .optional()?
                .flatten())
        };
        let state = match kind {
            "kpi_set" | "indicator" if is_there(db, kind, id)? => {
                return Ok(Some(
                    "A published set of indicators is never changed; a new version follows it."
                        .into(),
                ));
            }
            "sign_off" if is_there(db, kind, id)? => {
                return Ok(Some(
                    "A sign-off is never changed; it can be withdrawn.".into(),
                ));
            }
            "issued_pack" if is_there(db, kind, id)? => {
                return Ok(Some(
                    "A pack that went out is kept as it was. What came later goes into another version.".into(),
                ));
            }
            "return_revision" if is_there(db, kind, id)? => {
                return Ok(Some("What was submitted is kept as it was.".into()));
            }
            "return" => state("SELECT state FROM live_return WHERE id = ?1")?,
            "answer" => state(
                "SELECT r.state FROM answer a JOIN live_return r ON r.id = a.kpi_return WHERE a.id = ?1",
            )?,
            _ => return self.joins_frozen(db, kind, id),
        };
        Ok(state
            .filter(|s| s != "open")
            .map(|_| "This return was submitted, so its answers stand still. Open its next revision to change it.".into()))
    }

    /// What minutes show stands still with them, and nothing comes to it.
    fn joins_frozen(&self, db: &Connection, kind: &str, id: Id) -> Result<Option<String>> {
        let still = minuted::approved(db, kind, id)?.is_some();
        Ok(still.then(|| {
            "The minutes of this meeting were approved, so what they show stands still. What is wrong in them is noted at \
             the next meeting."
                .into()
        }))
    }

    fn frozen_by(&self, db: &Connection, kind: &str, id: Id) -> Result<Option<Frozen>> {
        if self.frozen(db, kind, id)?.is_none() {
            return Ok(None);
        }
        let by = |kind: &str, record: Id, field: &str| Frozen {
            kind: kind.to_owned(),
            record,
            field: field.to_owned(),
        };
        Ok(match kind {
            "return" => Some(by("return", id, "state")),
            "answer" => db
                .prepare_cached("SELECT kpi_return FROM answer WHERE id = ?1")?
                .query_row([id], |r| r.get(0))
                .optional()?
                .flatten()
                .map(|kpi_return| by("return", kpi_return, "state")),
            _ => match minuted::approved(db, kind, id)? {
                Some(minutes) => Some(by("minutes", minutes, "state")),
                // Made once and for all.
                None => Some(by(kind, id, LIFE)),
            },
        })
    }

    fn freezes(&self, db: &Connection, kind: &str, id: Id) -> Result<Vec<(String, Id)>> {
        let (part, sql) = match kind {
            "return" => ("answer", "SELECT id FROM answer WHERE kpi_return = ?1"),
            "minutes" => return minuted::by(db, id),
            _ => return Ok(vec![]),
        };
        let mut parts = db.prepare_cached(sql)?;
        let parts = parts.query_map([id], |r| Ok((part.to_owned(), r.get(0)?)))?;
        Ok(parts.collect::<rusqlite::Result<_>>()?)
    }

    fn refresh(
        &self,
        db: &Connection,
        touched: &BTreeSet<(String, Id)>,
        today: NaiveDate,
        told: &mut Told<'_>,
    ) -> Result<()> {
        findings::refresh(&Look::new(db, &self.kinds, today), touched, told)
    }

    fn all(&self, db: &Connection, today: NaiveDate) -> Result<Looked> {
        findings::all(&Look::new(db, &self.kinds, today))
    }

    fn load_shipped(&self, db: &Connection) -> Result<()> {
        catalogue::load_kpi_sets(db, &self.kinds)
    }

    fn shipped(&self) -> &str {
        catalogue::fingerprint()
    }
}

fn is_there(db: &Connection, kind: &str, id: Id) -> Result<bool> {
    let sql = format!("SELECT 1 FROM \"live_{kind}\" WHERE id = ?1");
    Ok(db
        .prepare_cached(&sql)?
        .query_row([id], |_| Ok(()))
        .optional()?
        .is_some())
}
