//! Rules for records of every kind: merged data may break what a form would not let through.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use rusqlite::OptionalExtension;

use super::{Look, Rule, Severity, Verdict, said};
use crate::{
    record::{FieldType, Fields, Id, Value},
    store::{Result, record_title},
};

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "record.rule_broken",
        severity: Severity::Breach,
        subject: "*",
        reads: &["*"],
        affected: named_by_title,
        look: rule_broken,
    },
    Rule {
        id: "record.points_to_removed",
        severity: Severity::Breach,
        subject: "*",
        reads: &["*"],
        affected: pointing_here,
        look: points_to_removed,
    },
];

fn values(look: &Look<'_>, kind: &str, id: Id) -> Result<Fields> {
    let mut out = Fields::new();
    let Some(kind) = look.kinds.get(kind) else {
        return Ok(out);
    };
    let columns: Vec<String> = kind
        .fields
        .iter()
        .map(|f| format!("\"{}\"", f.name))
        .collect();
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE id = ?1",
        columns.join(", "),
        kind.name()
    );
    look.db.prepare_cached(&sql)?.query_row([id], |r| {
        for (i, field) in kind.fields.iter().enumerate() {
            out.insert(field.name.clone(), r.get(i).unwrap_or_default());
        }
        Ok(())
    })?;
    Ok(out)
}

/// What was erased on a person's request can't be filled in again, so that it is missing is no fault.
fn erased_fields(look: &Look<'_>, kind: &str, id: Id) -> Result<HashSet<String>> {
    let mut erased = look.db.prepare_cached(
        "SELECT f.field FROM field_note n JOIN log_field f USING (field_no)
         WHERE n.record = ?1 AND f.kind = ?2 AND n.note = 'erased'",
    )?;
    let erased = erased.query_map(rusqlite::params![id, kind], |r| r.get(0))?;
    Ok(erased.collect::<rusqlite::Result<_>>()?)
}

fn rule_broken(look: &Look<'_>, kind: &str, id: Id) -> Result<Verdict> {
    let Some(declared) = look.kinds.get(kind) else {
        return Ok(Verdict::default());
    };
    let mut faults = declared.validate(&values(look, kind, id)?);
    if !faults.is_empty() {
        let erased = erased_fields(look, kind, id)?;
        faults.retain(|f| !erased.contains(&f.field));
    }
    if faults.is_empty() {
        return Ok(Verdict::default());
    }
    let words: Vec<&str> = faults.iter().map(|f| f.message.as_str()).collect();
    let title = record_title(look.db, look.kinds, kind, id)?;
    Ok(Verdict {
        finding: said(
            format!("{title}: {}", words.join(" ")),
            "Open the record and put this right.",
        ),
        next: None,
    })
}

/// Records with a finding whose words name this record: their title is made of its title.
fn named_by_title(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    found_pointing_here(look, "record.rule_broken", kind, id)
}

/// For a rule and a kind of record: which records have a finding that can name one of that kind, by what they refer to.
/// Many records come in with one edit, and many findings may stand: reading these for each of them would be felt.
#[derive(Default)]
pub struct Naming(RefCell<HashMap<(&'static str, String), Referred>>);

/// Who refers to a record.
type Referred = HashMap<Id, Vec<Id>>;

/// Records with a finding of a rule that point at this one, or at one that points at it: titles are made of others'
/// titles, two hops deep.
pub(super) fn found_pointing_here(
    look: &Look<'_>,
    rule: &'static str,
    kind: &str,
    id: Id,
) -> Result<Vec<Id>> {
    let asked = (rule, kind.to_owned());
    let known = look.naming.0.borrow().contains_key(&asked);
    if !known {
        let referred = found_pointing_at(look, rule, kind)?;
        look.naming.0.borrow_mut().insert(asked.clone(), referred);
    }
    let naming = look.naming.0.borrow();
    let here = naming.get(&asked).and_then(|referred| referred.get(&id));
    Ok(here.cloned().unwrap_or_default())
}

/// The records with a finding of a rule that can name a record of a kind, by what they refer to, two hops deep.
fn found_pointing_at(look: &Look<'_>, rule: &str, kind: &str) -> Result<Referred> {
    let mut found = look
        .db
        .prepare_cached("SELECT kind, record FROM finding WHERE rule = ?1 ORDER BY kind")?;
    let found = found
        .query_map([rule], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, Id)>>>()?;
    let mut referred = Referred::new();
    for of_kind in found.chunk_by(|a, b| a.0 == b.0) {
        let Some((from, _)) = of_kind.first().filter(|f| reaches(look, &f.0, kind)) else {
            continue;
        };
        for (_, record) in of_kind {
            let near = references(look, from, *record)?;
            let mut all = near.clone();
            for (kind, target) in &near {
                all.extend(references(look, kind, *target)?);
            }
            for (_, target) in all {
                referred.entry(target).or_default().push(*record);
            }
        }
    }
    Ok(referred)
}

/// A kind can refer to another one, directly or over one in between.
fn reaches(look: &Look<'_>, from: &str, to: &str) -> bool {
    let targets = |kind: &str| -> Vec<String> {
        let fields = look.kinds.get(kind).map(|k| k.fields.iter());
        let types = fields.into_iter().flatten().map(|f| &f.type_);
        types
            .filter_map(|t| match t {
                FieldType::Ref { kind } => Some(kind.clone()),
                _ => None,
            })
            .collect()
    };
    targets(from)
        .iter()
        .any(|near| near == to || targets(near).iter().any(|far| far == to))
}

/// What a record refers to: kind and record.
fn references(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<(String, Id)>> {
    let Some(declared) = look.kinds.get(kind) else {
        return Ok(vec![]);
    };
    let mut out = vec![];
    for field in &declared.fields {
        let FieldType::Ref { kind: other } = &field.type_ else {
            continue;
        };
        let sql = format!("SELECT \"{}\" FROM \"{kind}\" WHERE id = ?1", field.name);
        let value: Option<Value> = look
            .db
            .prepare_cached(&sql)?
            .query_row([id], |r| r.get(0))
            .optional()?;
        if let Some(Value::Id(target)) = value {
            out.push((other.clone(), target));
        }
    }
    Ok(out)
}

/// Records that point at this one, whose reference may have become, or ceased to be, one to a removed record; and those
/// whose finding names this one.
fn pointing_here(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    let mut out = found_pointing_here(look, "record.points_to_removed", kind, id)?;
    // Pointing at a record that is there is never a fault, and what was one is among those found above.
    if super::is_live(look.db, look.kinds, kind, id)? {
        return Ok(out);
    }
    for other in look.kinds {
        for field in &other.fields {
            if field.type_
                == (FieldType::Ref {
                    kind: kind.to_owned(),
                })
            {
                let sql = format!(
                    "SELECT id FROM \"live_{}\" WHERE \"{}\" = ?1",
                    other.name(),
                    field.name
                );
                let mut rows = look.db.prepare_cached(&sql)?;
                for row in rows.query_map([id], |r| r.get(0))? {
                    out.push(row?);
                }
            }
        }
    }
    Ok(out)
}

fn points_to_removed(look: &Look<'_>, kind: &str, id: Id) -> Result<Verdict> {
    let Some(declared) = look.kinds.get(kind) else {
        return Ok(Verdict::default());
    };
    let mut gone = vec![];
    for field in &declared.fields {
        let FieldType::Ref { kind: other } = &field.type_ else {
            continue;
        };
        let sql = format!(
            "SELECT \"{}\" FROM \"{}\" WHERE id = ?1",
            field.name,
            declared.name()
        );
        let value: Value = look
            .db
            .prepare_cached(&sql)?
            .query_row([id], |r| r.get(0))
            .unwrap_or_default();
        let Value::Id(target) = value else { continue };
        if !super::is_live(look.db, look.kinds, other, target)? {
            let title = record_title(look.db, look.kinds, other, target)?;
            gone.push(format!("{} “{title}”", field.label));
        }
    }
    if gone.is_empty() {
        return Ok(Verdict::default());
    }
    let text = format!(
        "{} names a record that was removed: {}.",
        record_title(look.db, look.kinds, kind, id)?,
        gone.join(", ")
    );
    Ok(Verdict {
        finding: said(
            text,
            "Choose another record, or bring the removed one back.",
        ),
        next: None,
    })
}
