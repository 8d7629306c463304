//! Rules over several registers: what is due, missing or in breach. Never silently allowed, never silently refused.
//!
//! A rule looks at one record of its kind and says at most one thing about it. It names the kinds it reads and which
//! records a change can affect, so that the list is kept up to date in the same transaction as the edit; a test
//! compares with a look at everything after random edits.

mod any_record;
mod board_terms;
mod board_work;
mod boards;
mod declared;
mod engagement;
mod hub;
mod interests;
mod meetings;
mod new_work;
mod patch;
mod returns;
mod stakeholders;
mod waiting;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    record::{Id, Kinds},
    store::{Finding, Looked, Result, StoreError, Told, findings as kept},
};

/// What a rule reads from.
pub struct Look<'a> {
    /// The tables.
    pub db: &'a Connection,
    /// The kinds.
    pub kinds: &'a Kinds,
    /// The day that rules go by.
    pub today: NaiveDate,
    /// Whose findings name other records, looked up once for all records that an edit touched.
    naming: any_record::Naming,
}

impl<'a> Look<'a> {
    /// On a day. For one refresh: what it has looked up holds until findings change.
    pub fn new(db: &'a Connection, kinds: &'a Kinds, today: NaiveDate) -> Self {
        Self {
            db,
            kinds,
            today,
            naming: any_record::Naming::default(),
        }
    }
}

/// What a rule says about a record.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The finding: text and what to do.
    pub finding: Option<Said>,
    /// When to look again although nothing is changed.
    pub next: Option<NaiveDate>,
}

/// The words of a finding.
#[derive(Debug)]
pub struct Said {
    /// A plain sentence.
    pub text: String,
    /// What to do.
    pub fix: String,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// How pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// A rule is broken.
    Breach,
    /// Something is to be done by a day.
    Due,
    /// Something that others rely on is not filled in.
    Missing,
    /// Worth knowing.
    Note,
}

impl Severity {
    fn name(self) -> &'static str {
        match self {
            Self::Breach => "breach",
            Self::Due => "due",
            Self::Missing => "missing",
            Self::Note => "note",
        }
    }
}

/// Finds the records that an edit of a record of some kind can affect.
type Affected = fn(&Look<'_>, &str, Id) -> Result<Vec<Id>>;

/// One rule.
pub struct Rule {
    /// Name.
    pub id: &'static str,
    /// How pressing.
    pub severity: Severity,
    /// Kind of the records it speaks about; `*` = every kind.
    pub subject: &'static str,
    /// Kinds it reads; `*` = every kind.
    pub reads: &'static [&'static str],
    /// Records of its kind that an edit of a record it reads can affect. The record itself, where it is of the
    /// rule's kind, needs no mention.
    pub affected: Affected,
    /// What it says about a record that is there.
    pub look: fn(&Look<'_>, &str, Id) -> Result<Verdict>,
}

/// Every rule.
fn rules() -> impl Iterator<Item = &'static Rule> {
    any_record::RULES
        .iter()
        .chain(patch::RULES)
        .chain(hub::RULES)
        .chain(returns::RULES)
        .chain(boards::RULES)
        .chain(board_terms::RULES)
        .chain(meetings::RULES)
        .chain(board_work::RULES)
        .chain(interests::RULES)
        .chain(new_work::RULES)
        .chain(stakeholders::RULES)
        .chain(engagement::RULES)
        .chain(declared::RULES)
        .chain(waiting::RULES)
}

/// Whether there is a rule of this name.
pub fn is_rule(name: &str) -> bool {
    rules().any(|rule| rule.id == name)
}

/// Looks again at what the touched records can affect and at what has come due; at everything when the day went back.
/// After an import this may be the longest part of it: `told` hears how far it has come, first in finding what is
/// affected, then in looking at it.
///
/// # Errors
/// When the tables can't be read or written, or `told` says that it is to stop.
pub fn refresh(
    look: &Look<'_>,
    touched: &BTreeSet<(String, Id)>,
    told: &mut Told<'_>,
) -> Result<()> {
    let as_of = kept::as_of(look.db)?;
    if as_of.is_none_or(|day| day > look.today) {
        return kept::replace_all(look.db, &all(look)?, look.today);
    }
    let mut again: BTreeSet<(&'static str, String, Id)> = BTreeSet::new();
    let asked = asked(look, touched.len())?;
    for (at, (kind, id)) in touched.iter().enumerate() {
        told(at, touched.len())?;
        // Rules over one thing mostly share the way to what an edit affects.
        let mut known: Vec<(Affected, Vec<Id>)> = vec![];
        for rule in &asked {
            if rule.subject == "*" || rule.subject == kind {
                again.insert((rule.id, kind.clone(), *id));
            }
            if rule.reads.contains(&kind.as_str()) || rule.reads.contains(&"*") {
                let same = |k: &(Affected, _)| std::ptr::fn_addr_eq(k.0, rule.affected);
                let place = match known.iter().position(same) {
                    Some(place) => place,
                    None => {
                        known.push((rule.affected, (rule.affected)(look, kind, *id)?));
                        known.len() - 1
                    }
                };
                for subject in known[place].1.iter().copied() {
                    let kind = if rule.subject == "*" {
                        kind_of(look, subject)?
                    } else {
                        Some(rule.subject.into())
                    };
                    if let Some(kind) = kind {
                        again.insert((rule.id, kind, subject));
                    }
                }
            }
        }
    }
    if as_of != Some(look.today) {
        for (name, record) in kept::due_again(look.db, look.today)? {
            let Some(rule) = rules().find(|r| r.id == name) else {
                continue;
            };
            let kind = if rule.subject == "*" {
                kind_of(look, record)?
            } else {
                Some(rule.subject.into())
            };
            if let Some(kind) = kind {
                again.insert((rule.id, kind, record));
            }
        }
        kept::set_as_of(look.db, look.today)?;
    }
    look_again(look, again, told)
}

/// More records than this are many: what is the same for all of them is then looked up once, which one edit would not repay.
const MANY: usize = 100;

/// The rules that may have something to say after an edit. Where many records were edited, those about a kind of which there
/// is no record are left out: whatever was edited, they can concern nothing.
fn asked(look: &Look<'_>, edited: usize) -> Result<Vec<&'static Rule>> {
    let mut asked = vec![];
    for rule in rules() {
        let concerns_some = edited <= MANY
            || look.kinds.get(rule.subject).is_none()
            || look
                .db
                .prepare_cached(&format!(
                    "SELECT EXISTS (SELECT 1 FROM \"{}\")",
                    rule.subject
                ))?
                .query_row([], |r| r.get(0))?;
        if concerns_some {
            asked.push(rule);
        }
    }
    Ok(asked)
}

/// Looks again at these: records in order, so that whether a record is there is asked once for all its rules.
fn look_again(
    look: &Look<'_>,
    again: BTreeSet<(&'static str, String, Id)>,
    told: &mut Told<'_>,
) -> Result<()> {
    let mut again: Vec<_> = again.into_iter().collect();
    again.sort_unstable_by(|a, b| (&a.1, a.2, a.0).cmp(&(&b.1, b.2, b.0)));
    let of_records: Vec<_> = again.chunk_by(|a, b| (&a.1, a.2) == (&b.1, b.2)).collect();
    let known = match of_records.len() {
        0..=MANY => None,
        _ => Some(kept::known(look.db)?),
    };
    let is_kept = |rule: &str, record: Id| {
        let of_rule = known.as_ref().map(|known| known.get(rule));
        of_rule.is_none_or(|records| records.is_some_and(|r| r.contains(&record)))
    };
    for (at, of_record) in of_records.iter().enumerate() {
        told(at, of_records.len())?;
        let Some((_, kind, record)) = of_record.first() else {
            continue;
        };
        let live = is_live(look.db, look.kinds, kind, *record)?;
        for (name, ..) in *of_record {
            let Some(rule) = rules().find(|r| r.id == *name) else {
                continue;
            };
            if is_kept(rule.id, *record) {
                kept::forget(look.db, rule.id, *record)?;
            }
            if !live {
                continue;
            }
            let mut looked = Looked::default();
            look_at(look, rule, kind, *record, &mut looked)?;
            for finding in &looked.findings {
                kept::keep(look.db, finding)?;
            }
            for (rule, record, next) in &looked.next {
                kept::look_again(look.db, rule, *record, *next)?;
            }
        }
    }
    Ok(())
}

/// Looks at everything.
///
/// # Errors
/// When the tables can't be read.
pub fn all(look: &Look<'_>) -> Result<Looked> {
    let mut looked = Looked::default();
    for rule in rules() {
        for kind in look.kinds {
            if rule.subject != "*" && rule.subject != kind.name() {
                continue;
            }
            let mut ids = look
                .db
                .prepare_cached(&format!("SELECT id FROM \"live_{}\"", kind.name()))?;
            for id in ids.query_map([], |r| r.get(0))? {
                look_at(look, rule, kind.name(), id?, &mut looked)?;
            }
        }
    }
    Ok(looked)
}

/// Looks at a record that is there.
fn look_at(look: &Look<'_>, rule: &Rule, kind: &str, record: Id, into: &mut Looked) -> Result<()> {
    let verdict = (rule.look)(look, kind, record)?;
    if let Some(said) = verdict.finding {
        into.findings.push(Finding {
            rule: rule.id.into(),
            severity: rule.severity.name().into(),
            kind: kind.into(),
            record,
            text: said.text,
            fix: said.fix,
            due: said.due,
        });
    }
    if let Some(next) = verdict.next.filter(|n| *n > look.today) {
        into.next.push((rule.id.into(), record, next));
    }
    Ok(())
}

fn is_live(db: &Connection, kinds: &Kinds, kind: &str, record: Id) -> Result<bool> {
    let kind = kinds
        .get(kind)
        .ok_or_else(|| StoreError::UnknownKind(kind.to_owned()))?;
    let sql = format!("SELECT 1 FROM \"live_{}\" WHERE id = ?1", kind.name());
    Ok(db
        .prepare_cached(&sql)?
        .query_row([record], |_| Ok(()))
        .optional()?
        .is_some())
}

/// The kind of a record, by its writes.
fn kind_of(look: &Look<'_>, record: Id) -> Result<Option<String>> {
    Ok(look
        .db
        .prepare_cached("SELECT f.kind FROM head h JOIN log_field f USING (field_no) WHERE h.record = ?1 LIMIT 1")?
        .query_row([record], |r| r.get(0))
        .optional()?)
}

/// Every record that a field of this record ever pointed at, or that stands for one now: an edit that moves a reference
/// affects both ends.
pub(crate) fn ever(look: &Look<'_>, record: Id, field: &str) -> Result<Vec<Id>> {
    let mut rows = look.db.prepare_cached(
        "SELECT DISTINCT ifnull(a.root, w.value) FROM log_write w JOIN log_field f USING (field_no)
         LEFT JOIN alias a ON a.record = w.value
         WHERE w.record = ?1 AND f.field = ?2 AND typeof(w.value) = 'blob'",
    )?;
    let rows = rows.query_map(params![record, field], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The records that a statement finds.
pub(crate) fn ids(look: &Look<'_>, sql: &str, of: impl rusqlite::Params) -> Result<Vec<Id>> {
    let mut find = look.db.prepare_cached(sql)?;
    let found = find.query_map(of, |r| r.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// A verdict with both its parts.
pub(crate) fn verdict(finding: Option<Said>, next: Option<NaiveDate>) -> Result<Verdict> {
    Ok(Verdict { finding, next })
}

/// Nothing else is affected.
pub(crate) fn nothing_else(_: &Look<'_>, _: &str, _: Id) -> Result<Vec<Id>> {
    Ok(vec![])
}

/// A finding without a day.
pub(crate) fn said(text: String, fix: &str) -> Option<Said> {
    Some(Said {
        text,
        fix: fix.into(),
        due: None,
    })
}

/// The earliest of some days.
pub(crate) fn earliest(
    days: impl IntoIterator<Item = Option<NaiveDate>>,
    after: NaiveDate,
) -> Option<NaiveDate> {
    days.into_iter().flatten().filter(|d| *d > after).min()
}
