//! What a file asks for, held against what the hub file holds: only the difference is shown and written.

use std::collections::BTreeMap;

use super::{
    moves,
    plan::{OwnText, Plan, Planned, Problem},
};
use crate::{
    contract::{FieldChange, FieldFault, ImportChange, ImportCount},
    record::{FieldType, Fields, Id, Kind, OWN, Value},
    registers::desk::own,
    store::{Result, Row, Store, StoreError},
};

/// A record that is to be written, with the fields that differ.
#[derive(Debug, Clone)]
pub(super) struct Write {
    /// Kind.
    pub kind: &'static str,
    /// Identifier.
    pub id: Id,
    /// The fields that differ.
    pub fields: Fields,
    /// The fields as they are now; none when the record is new.
    pub old: Option<Fields>,
    /// The identifier only stands for one that is yet to be given.
    pub fresh: bool,
    /// What the record is to say in columns that the hub made itself, where that differs.
    pub own: Vec<OwnText>,
}

/// The difference between file and hub.
#[derive(Default)]
pub(super) struct Difference {
    /// What would be written.
    pub writes: Vec<Write>,
    /// The same in words, record by record.
    pub changes: Vec<ImportChange>,
    /// Counts by kind.
    pub counts: Vec<ImportCount>,
}

/// Works out the difference. Values that the kind's rules refuse become problems of the plan.
pub(super) fn difference(store: &Store, plan: &mut Plan) -> Result<Difference> {
    let mut difference = Difference::default();
    let titles: BTreeMap<Id, &str> = plan
        .records
        .iter()
        .map(|p| (p.id, p.title.as_str()))
        .collect();
    let words = Words { store, titles };
    let mut problems = vec![];
    for planned in &plan.records {
        let kind = store.kind(planned.kind)?;
        let row = store.find_row(kind, planned.id)?;
        let live = row.filter(|r| !r.deleted);
        problems.extend(faults(kind, live.as_ref(), planned));
        let count = count(&mut difference.counts, kind);
        count.found += 1;
        let own = plan.own.get(&planned.id).map_or(&[][..], Vec::as_slice);
        let Some((mut write, change)) = one(&words, kind, live.as_ref(), planned, own)? else {
            count.unchanged += 1;
            continue;
        };
        if write.old.is_none() {
            count.added += 1;
        } else {
            count.changed += 1;
        }
        write.fresh = plan.fresh.contains(&write.id);
        difference.writes.push(write);
        difference.changes.push(change);
    }
    difference.changes = moves::told(&words, &difference.writes, difference.changes)?;
    plan.problems.extend(problems);
    plan.problems.sort_by_key(|p| p.row);
    Ok(difference)
}

fn count<'c>(counts: &'c mut Vec<ImportCount>, kind: &Kind) -> &'c mut ImportCount {
    let at = match counts.iter().position(|c| c.kind == kind.name()) {
        Some(at) => at,
        None => {
            counts.push(ImportCount {
                kind: kind.name().into(),
                label: kind.declaration.many.into(),
                found: 0,
                added: 0,
                changed: 0,
                unchanged: 0,
            });
            counts.len() - 1
        }
    };
    &mut counts[at]
}

/// One record: what differs, and the same in words; none when nothing does.
fn one(
    words: &Words<'_>,
    kind: &Kind,
    live: Option<&Row>,
    planned: &Planned,
    own: &[OwnText],
) -> Result<Option<(Write, ImportChange)>> {
    let differs = |(name, value): &(&String, &Value)| {
        live.map_or(!value.is_null(), |row| row.value(name) != **value)
    };
    let fields: Fields = planned
        .fields
        .iter()
        .filter(differs)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let (own, told_own) = own_differs(words.store, kind, live, own)?;
    if live.is_some() && fields.is_empty() && own.is_empty() {
        return Ok(None);
    }
    let old = live.map(Row::fields);
    let was = |name: &str| live.map_or(Value::Null, |row| row.value(name));
    let mut told = vec![];
    // In the order of the kind's form, which people know.
    for field in kind.fields.iter().filter(|f| fields.contains_key(&f.name)) {
        let now = fields.get(&field.name).cloned().unwrap_or_default();
        told.push(FieldChange {
            field: field.name.clone(),
            label: field.label.clone(),
            old: words.of(&was(&field.name), &field.type_)?,
            new: words.of(&now, &field.type_)?,
        });
    }
    told.extend(told_own);
    let ends = |name: &str| was(name).is_null() && fields.get(name).is_some_and(|v| !v.is_null());
    let what = if live.is_none() {
        "added"
    } else if ends("closed") || ends("to") {
        "closed"
    } else if fields.contains_key("name") {
        "renamed"
    } else {
        "changed"
    };
    let title = match live {
        Some(_) => words.store.title(planned.kind, planned.id)?,
        None => planned.title.clone(),
    };
    let change = ImportChange {
        kind: planned.kind.into(),
        title,
        what: what.into(),
        fields: told,
    };
    let (kind, id) = (planned.kind, planned.id);
    Ok(Some((
        Write {
            kind,
            id,
            fields,
            old,
            fresh: false,
            own,
        },
        change,
    )))
}

/// What a record says otherwise, up to now, in columns that the hub made itself; and the same in words.
fn own_differs(
    store: &Store,
    kind: &Kind,
    live: Option<&Row>,
    own: &[OwnText],
) -> Result<(Vec<OwnText>, Vec<FieldChange>)> {
    let said = match live {
        Some(row) if !own.is_empty() => own::said(store, kind.name(), row.id)?,
        _ => vec![],
    };
    let (mut differs, mut told) = (vec![], vec![]);
    for text in own {
        let before: Vec<&str> = said
            .iter()
            .filter(|s| s.column == text.column && !s.text.is_empty())
            .map(|s| s.text.as_str())
            .collect();
        if before.contains(&text.text.as_str()) {
            continue;
        }
        differs.push(text.clone());
        told.push(FieldChange {
            field: format!("{OWN}{}", text.column),
            label: text.name.clone(),
            old: before.join("; "),
            new: text.text.clone(),
        });
    }
    Ok((differs, told))
}

/// What the kind's rules say against the values. A fault that was there before and that the file does not touch does
/// not stand in the way, as at the door.
fn faults(kind: &Kind, live: Option<&Row>, planned: &Planned) -> Vec<Problem> {
    let old = live.map(Row::fields);
    let mut whole = old.clone().unwrap_or_default();
    whole.extend(planned.fields.iter().map(|(k, v)| (k.clone(), v.clone())));
    let mut faults: Vec<FieldFault> = kind.validate(&whole);
    if let (Some(old), false) = (&old, faults.is_empty()) {
        let before = kind.validate(old);
        faults.retain(|f| planned.fields.contains_key(&f.field) || !before.contains(f));
    }
    let label = |name: &str| {
        kind.field(name)
            .map_or_else(String::new, |f| f.label.clone())
    };
    faults
        .into_iter()
        .map(|f| Problem {
            code: "bad_value",
            row: planned.row,
            column: label(&f.field),
            text: f.message,
        })
        .collect()
}

/// Values in words; records that are yet to be written by the title that the file gives them.
pub(super) struct Words<'a> {
    pub store: &'a Store,
    titles: BTreeMap<Id, &'a str>,
}

impl Words<'_> {
    /// A value in words.
    pub fn of(&self, value: &Value, type_: &FieldType) -> Result<String> {
        match (value, type_) {
            (Value::Id(id), FieldType::Ref { kind }) => self.title(kind, *id),
            _ => Ok(value.words(type_)),
        }
    }

    /// What people call a record.
    pub fn title(&self, kind: &str, id: Id) -> Result<String> {
        let title = self.store.title(kind, id)?;
        Ok(match self.titles.get(&id) {
            Some(planned) if title.is_empty() => (*planned).to_owned(),
            _ => title,
        })
    }
}

/// As an error of the store, for what runs inside a transaction.
pub(super) fn stopped_unless(going_on: bool) -> Result<()> {
    if going_on {
        Ok(())
    } else {
        Err(StoreError::Stopped)
    }
}
