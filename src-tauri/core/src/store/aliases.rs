//! Records that became another name for one: who stands for whom, and references that lead to the one that stands.
//!
//! The log keeps references as they were written; the tables hold what they lead to. Taking a merging back is one more
//! write, and everything is as it was.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Action, Receipt, Result, Store, Verb, hanging, heads, log::special::ALIAS};
use crate::{
    env::Env,
    record::{FieldType, Id, Kind, Kinds, Value},
};

/// A kind and a record.
pub type Touched = BTreeSet<(String, Id)>;

/// Brings names and references up to date for touched records. Adds the records whose references lead elsewhere now.
pub fn refresh(db: &Connection, kinds: &Kinds, touched: &mut Touched) -> Result<()> {
    let mut turned = vec![];
    for (kind, record) in touched.iter() {
        if let Some(kind) = kinds.get(kind)
            && note_merging(db, kind, *record)?
        {
            turned.push((kind, *record));
        }
    }
    for (kind, record) in turned {
        turn(db, kinds, kind, record, touched)?;
    }
    let any: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM alias)")?
        .query_row([], |r| r.get(0))?;
    if any {
        for (kind, record) in touched.iter() {
            if let Some(kind) = kinds.get(kind) {
                lead(db, kind, *record)?;
                hanging::lead(db, kind, *record)?;
            }
        }
    }
    Ok(())
}

/// Notes what a record was merged into; says whether that is another than before.
fn note_merging(db: &Connection, kind: &Kind, record: Id) -> Result<bool> {
    let Some(number) = heads::number(db, kind.name(), ALIAS)? else {
        return Ok(false);
    };
    let heads = heads::of(db, record, number)?;
    let now = heads
        .iter()
        .find_map(|h| h.value.as_ref())
        .and_then(Value::as_id)
        .filter(|other| *other != record);
    let before: Option<Id> = db
        .prepare_cached("SELECT other FROM alias WHERE record = ?1 AND kind = ?2")?
        .query_row(params![record, kind.name()], |r| r.get(0))
        .optional()?;
    if now == before {
        return Ok(false);
    }
    match now {
        None => db
            .prepare_cached("DELETE FROM alias WHERE record = ?1 AND kind = ?2")?
            .execute(params![record, kind.name()])?,
        // The root is worked out once all mergings are noted; until then the record stands for itself as before.
        Some(other) => db
            .prepare_cached(
                "INSERT INTO alias (record, kind, other, root) VALUES (?1, ?2, ?3, ?1)
                 ON CONFLICT (record, kind) DO UPDATE SET other = excluded.other",
            )?
            .execute(params![record, kind.name(), other])?,
    };
    Ok(true)
}

/// Works out again who stands for a record and for all that were merged into it, and lets references follow.
fn turn(
    db: &Connection,
    kinds: &Kinds,
    kind: &Kind,
    record: Id,
    touched: &mut Touched,
) -> Result<()> {
    let mut affected = BTreeSet::new();
    let mut open = vec![record];
    while let Some(one) = open.pop() {
        if affected.insert(one) {
            let mut merged = db.prepare_cached(
                "SELECT record FROM alias WHERE kind = ?2 AND (other = ?1 OR root = ?1)",
            )?;
            for other in merged.query_map(params![one, kind.name()], |r| r.get(0))? {
                open.push(other?);
            }
        }
    }
    let mut led_to = affected.clone();
    for one in &affected {
        led_to.insert(shown_root(db, kind, *one)?);
        let root = follow(db, kind.name(), *one)?;
        db.prepare_cached("UPDATE alias SET root = ?3 WHERE record = ?1 AND kind = ?2")?
            .execute(params![one, kind.name(), root])?;
        let alias_of = (root != *one).then_some(root);
        let sql = format!("UPDATE \"{}\" SET alias_of = ?2 WHERE id = ?1", kind.name());
        db.prepare_cached(&sql)?.execute(params![one, alias_of])?;
        touched.insert((kind.name().to_owned(), *one));
        touched.insert((kind.name().to_owned(), root));
    }
    for target in led_to {
        show_references_to(db, kinds, kind, target, touched)?;
        hanging::show_again(db, kinds, kind, target, touched)?;
    }
    Ok(())
}

/// Who stood for a record until now, as its table says.
fn shown_root(db: &Connection, kind: &Kind, record: Id) -> Result<Id> {
    let sql = format!("SELECT alias_of FROM \"{}\" WHERE id = ?1", kind.name());
    let alias_of: Option<Option<Id>> = db
        .prepare_cached(&sql)?
        .query_row([record], |r| r.get(0))
        .optional()?;
    Ok(alias_of.flatten().unwrap_or(record))
}

/// Who stands for a record in the end. Where mergings go round in a circle, the one with the lowest identifier does.
fn follow(db: &Connection, kind: &str, record: Id) -> Result<Id> {
    let mut find = db.prepare_cached("SELECT other FROM alias WHERE record = ?1 AND kind = ?2")?;
    let mut way = vec![record];
    let mut at = record;
    loop {
        let next: Option<Id> = find.query_row(params![at, kind], |r| r.get(0)).optional()?;
        let Some(next) = next else { return Ok(at) };
        if let Some(circle) = way.iter().position(|w| *w == next) {
            return Ok(way[circle..].iter().min().copied().unwrap_or(at));
        }
        way.push(next);
        at = next;
    }
}

/// Shows again every reference that leads to a record, from what was written.
fn show_references_to(
    db: &Connection,
    kinds: &Kinds,
    kind: &Kind,
    target: Id,
    touched: &mut Touched,
) -> Result<()> {
    for other in kinds {
        for field in &other.fields {
            let FieldType::Ref { kind: to } = &field.type_ else {
                continue;
            };
            let Some(number) = heads::number(db, other.name(), &field.name)? else {
                continue;
            };
            if to != kind.name() {
                continue;
            }
            let sql = format!(
                "SELECT id FROM \"{}\" WHERE \"{}\" = ?1",
                other.name(),
                field.name
            );
            let from = db
                .prepare_cached(&sql)?
                .query_map([target], |r| r.get(0))?
                .collect::<rusqlite::Result<Vec<Id>>>()?;
            for record in from {
                heads::show(db, other, record, &[(number, field)])?;
                touched.insert((other.name().to_owned(), record));
            }
        }
    }
    Ok(())
}

/// Lets the references of a record lead to who stands for what they name.
fn lead(db: &Connection, kind: &Kind, record: Id) -> Result<()> {
    for field in &kind.fields {
        let FieldType::Ref { kind: to } = &field.type_ else {
            continue;
        };
        let sql = format!(
            "UPDATE \"{0}\" SET \"{1}\" = (SELECT a.root FROM alias a WHERE a.record = \"{0}\".\"{1}\" AND a.kind = ?2)
             WHERE id = ?1 AND EXISTS (SELECT 1 FROM alias a WHERE a.record = \"{0}\".\"{1}\" AND a.kind = ?2)",
            kind.name(),
            field.name
        );
        db.prepare_cached(&sql)?.execute(params![record, to])?;
    }
    Ok(())
}

/// Who stands for a record.
pub fn root(db: &Connection, kind: &str, record: Id) -> Result<Id> {
    let root: Option<Id> = db
        .prepare_cached("SELECT root FROM alias WHERE record = ?1 AND kind = ?2")?
        .query_row(params![record, kind], |r| r.get(0))
        .optional()?;
    Ok(root.unwrap_or(record))
}

impl Store {
    /// The record that stands for this one: itself, unless it was merged into another.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn standing_for(&self, kind: &str, record: Id) -> Result<Id> {
        root(&self.db, kind, record)
    }

    /// Makes one record another name for a second one of the same kind.
    ///
    /// # Errors
    /// As [`super::Tx::merge`].
    pub fn merge_records(
        &mut self,
        env: &dyn Env,
        author: Id,
        kind: &str,
        keep: Id,
        other: Id,
        reason: Option<String>,
    ) -> Result<Receipt> {
        let words = format!(
            "{} into {}",
            self.title(kind, other)?,
            self.title(kind, keep)?
        );
        let action = Action::new(Verb::Merge).of(words).because(reason);
        let ((), receipt) = self.transact(env, author, action, |tx| tx.merge(kind, keep, other))?;
        Ok(receipt)
    }
}
