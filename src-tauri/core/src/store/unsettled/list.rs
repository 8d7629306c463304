//! The list as it is kept: reading it and writing it.

use rusqlite::{Connection, Params, Row, params};

use super::{Thing, What};
use crate::{
    record::Id,
    store::{Result, Store, StoreError},
};

const COLUMNS: &str = "what, kind, record, about, note, target, since";

fn thing(r: &Row<'_>) -> rusqlite::Result<Thing> {
    let what: String = r.get(0)?;
    Ok(Thing {
        what: What::named(&what).unwrap_or(What::Rule),
        kind: r.get(1)?,
        record: r.get(2)?,
        about: r.get(3)?,
        note: r.get(4)?,
        target: r.get(5)?,
        since: r.get(6)?,
    })
}

fn read(db: &Connection, condition: &str, params: impl Params) -> Result<Vec<Thing>> {
    let sql = format!("SELECT {COLUMNS} FROM unsettled WHERE {condition}");
    let mut rows = db.prepare_cached(&sql)?;
    let rows = rows.query_map(params, thing)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What waits at a record.
pub fn of(db: &Connection, kind: &str, record: Id) -> Result<Vec<Thing>> {
    read(
        db,
        "record = ?1 AND kind = ?2 ORDER BY what, about",
        params![record, kind],
    )
}

/// Puts these in place of what waited at a record; says whether that is anything else than before.
pub fn keep(db: &Connection, kind: &str, record: Id, things: &[Thing]) -> Result<bool> {
    let mut now = things.to_vec();
    now.sort();
    let mut before = of(db, kind, record)?;
    before.sort();
    if now == before {
        return Ok(false);
    }
    db.prepare_cached("DELETE FROM unsettled WHERE record = ?1 AND kind = ?2")?
        .execute(params![record, kind])?;
    for thing in &now {
        insert(db, thing)?;
    }
    Ok(true)
}

/// Adds a thing.
pub fn insert(db: &Connection, thing: &Thing) -> Result<()> {
    db.prepare_cached(&format!(
        "INSERT INTO unsettled ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    ))?
    .execute(params![
        thing.what.name(),
        thing.kind,
        thing.record,
        thing.about,
        thing.note,
        thing.target,
        thing.since
    ])?;
    Ok(())
}

impl Store {
    /// What waits for a person, what has waited longest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn to_settle(&self) -> Result<Vec<Thing>> {
        read(&self.db, "1 ORDER BY since, kind, record, what, about", [])
    }

    /// What waits for a person at a record, or names it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn to_settle_at(&self, record: Id) -> Result<Vec<Thing>> {
        read(
            &self.db,
            "record = ?1 OR target = ?1 ORDER BY since, kind, record, what, about",
            [record],
        )
    }

    /// Number of things that wait.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn count_to_settle(&self) -> Result<i64> {
        Ok(self
            .db
            .prepare_cached("SELECT count(*) FROM unsettled")?
            .query_row([], |r| r.get(0))?)
    }

    /// The thing of this identifier.
    ///
    /// # Errors
    /// When it does not wait: it never did, or was settled meanwhile.
    pub fn thing(&self, id: &str) -> Result<Thing> {
        let settled = || {
            StoreError::refused(
                "settled",
                "This does not wait any more: somebody has settled it, or a later edit has. Nothing was changed.",
                "Look at the list again.",
            )
        };
        let mut parts = id.trim().splitn(4, '/');
        let (Some(what), Some(kind), Some(record), Some(about)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(settled());
        };
        let record: Id = record.parse().map_err(|_| settled())?;
        of(&self.db, kind, record)?
            .into_iter()
            .find(|t| t.what.name() == what && t.about == about)
            .ok_or_else(settled)
    }
}

/// What waits at a record, for rules.
///
/// # Errors
/// When the tables can't be read.
pub(crate) fn at(db: &Connection, kind: &str, record: Id) -> Result<Vec<Thing>> {
    of(db, kind, record)
}
