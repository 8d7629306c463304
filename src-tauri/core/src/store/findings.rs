//! The derived list of findings: reading it, and keeping it for the rules that fill it.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::{Result, Store, meta, set_meta};
use crate::record::Id;

/// Something due, missing or in breach.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Rule.
    pub rule: String,
    /// `breach`, `due`, `missing` or `note`.
    pub severity: String,
    /// Kind of the record concerned.
    pub kind: String,
    /// Record concerned.
    pub record: Id,
    /// A plain sentence.
    pub text: String,
    /// What to do.
    pub fix: String,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// What a look at every record gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// The findings.
    pub findings: Vec<Finding>,
    /// When a rule must look at a record again although nothing is changed: rule, record, day.
    pub next: Vec<(String, Id, NaiveDate)>,
}

/// Puts what a look at every record gave in place of all that was kept.
pub(crate) fn replace_all(db: &Connection, looked: &Looked, today: NaiveDate) -> Result<()> {
    db.execute_batch("DELETE FROM finding; DELETE FROM finding_date;")?;
    for finding in &looked.findings {
        keep(db, finding)?;
    }
    for (rule, record, next) in &looked.next {
        look_again(db, rule, *record, *next)?;
    }
    set_as_of(db, today)
}

/// The records of which something is kept, by rule.
pub(crate) type Known = HashMap<String, HashSet<Id>>;

/// Everything of which something is kept: for whoever looks at so many records that asking for each would take longer.
pub(crate) fn known(db: &Connection) -> Result<Known> {
    let mut known = Known::new();
    let mut rows = db.prepare_cached(
        "SELECT rule, record FROM finding UNION ALL SELECT rule, record FROM finding_date",
    )?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let rule: String = row.get(0)?;
        known.entry(rule).or_default().insert(row.get(1)?);
    }
    Ok(known)
}

/// Takes out what a rule said about a record.
pub(crate) fn forget(db: &Connection, rule: &str, record: Id) -> Result<()> {
    db.prepare_cached("DELETE FROM finding WHERE rule = ?1 AND record = ?2")?
        .execute(params![rule, record])?;
    db.prepare_cached("DELETE FROM finding_date WHERE rule = ?1 AND record = ?2")?
        .execute(params![rule, record])?;
    Ok(())
}

/// Keeps a finding.
pub(crate) fn keep(db: &Connection, f: &Finding) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO finding (rule, record, kind, severity, text, fix, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![f.rule, f.record, f.kind, f.severity, f.text, f.fix, f.due.map(|d| d.to_string())])?;
    Ok(())
}

/// Keeps the day on which a rule must look at a record again.
pub(crate) fn look_again(db: &Connection, rule: &str, record: Id, next: NaiveDate) -> Result<()> {
    db.prepare_cached("INSERT INTO finding_date (rule, record, next) VALUES (?1, ?2, ?3)")?
        .execute(params![rule, record, next.to_string()])?;
    Ok(())
}

/// What has come due for another look on a day.
pub(crate) fn due_again(db: &Connection, today: NaiveDate) -> Result<Vec<(String, Id)>> {
    let mut rows = db.prepare_cached("SELECT rule, record FROM finding_date WHERE next <= ?1")?;
    let rows = rows.query_map([today.to_string()], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The day that the findings speak of.
pub(crate) fn as_of(db: &Connection) -> Result<Option<NaiveDate>> {
    Ok(meta(db, "findings_as_of")?.and_then(|d| d.parse().ok()))
}

/// Remembers the day that the findings speak of.
pub(crate) fn set_as_of(db: &Connection, day: NaiveDate) -> Result<()> {
    set_meta(db, "findings_as_of", &day.to_string())
}

impl Store {
    /// Brings the list up to a day: what has come due since is looked at again.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn refresh_findings(&mut self, today: NaiveDate) -> Result<()> {
        if self.read_only() || as_of(&self.db)? == Some(today) {
            return Ok(());
        }
        let db = self
            .db
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        self.rules
            .refresh(&db, &BTreeSet::new(), today, &mut |_, _| Ok(()))?;
        db.commit()?;
        Ok(())
    }

    /// All findings as at a day, the most pressing first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn findings(&self, today: NaiveDate) -> Result<Vec<Finding>> {
        if as_of(&self.db)? == Some(today) {
            return read(&self.db);
        }
        // The table speaks of another day: work it out anew, without a trace, since reading never writes.
        let mut findings = self.rules.all(&self.db, today)?.findings;
        findings.sort_by_key(|f| {
            let rank = ["breach", "due", "missing"]
                .iter()
                .position(|s| *s == f.severity)
                .unwrap_or(3);
            (rank, f.due.is_none(), f.due, f.rule.clone(), f.text.clone())
        });
        Ok(findings)
    }
}

/// The findings as the table holds them.
pub(crate) fn read(db: &Connection) -> Result<Vec<Finding>> {
    let mut rows = db.prepare_cached(
        "SELECT rule, severity, kind, record, text, fix, due FROM finding
         ORDER BY CASE severity WHEN 'breach' THEN 0 WHEN 'due' THEN 1 WHEN 'missing' THEN 2 ELSE 3 END,
                  due IS NULL, due, rule, text",
    )?;
    let rows = rows.query_map([], |r| {
        Ok(Finding {
            rule: r.get(0)?,
            severity: r.get(1)?,
            kind: r.get(2)?,
            record: r.get(3)?,
            text: r.get(4)?,
            fix: r.get(5)?,
            due: r.get::<_, Option<String>>(6)?.and_then(|d| d.parse().ok()),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
