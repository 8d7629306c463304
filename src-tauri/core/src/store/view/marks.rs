//! Marks of a list: cells that show one of two versions, of its own records and of those that they lead to.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use rusqlite::OptionalExtension;

use super::Column;
use crate::{
    record::{FieldType, Id, Kind, Kinds, OWN},
    store::{Result, Store},
};

/// The fields with versions to settle that the columns of a list lead to.
pub struct Marks {
    /// Fields with versions, by kind; kinds without any are not in it.
    fields: BTreeMap<String, BTreeSet<(Id, String)>>,
    /// For each column its path, where anything that it leads to has versions.
    paths: Vec<Option<String>>,
}

impl Marks {
    /// For these columns of lists of a kind.
    pub fn of(store: &Store, kind: &Kind, columns: &[Column]) -> Result<Self> {
        let mut fields = BTreeMap::new();
        for column in columns {
            for at in kinds_on(&store.kinds, kind, &column.path) {
                if let Entry::Vacant(free) = fields.entry(at.name().to_owned()) {
                    free.insert(with_versions(store, at)?);
                }
            }
        }
        fields.retain(|_, found| !found.is_empty());
        let leads_there = |path: &str| {
            let mut on = kinds_on(&store.kinds, kind, path).into_iter();
            on.any(|at| fields.contains_key(at.name()))
        };
        let paths = columns.iter().map(|c| c.path.as_str());
        let paths = paths
            .map(|path| leads_there(path).then(|| path.to_owned()))
            .collect();
        Ok(Self { fields, paths })
    }

    /// Whether the cell of a record in a column has versions, or the record on the way to it does.
    pub fn at(&self, store: &Store, kind: &Kind, record: Id, column: usize) -> Result<bool> {
        let Some(path) = self.paths.get(column).and_then(Option::as_deref) else {
            return Ok(false);
        };
        let (mut kind, mut record) = (kind, record);
        let mut hops = path.split('.').peekable();
        while let Some(hop) = hops.next() {
            let fields = self.fields.get(kind.name());
            if fields.is_some_and(|f| f.contains(&(record, hop.to_owned()))) {
                return Ok(true);
            }
            if hops.peek().is_none() {
                break;
            }
            let (Some(next), Some(to)) = (
                led_to(&store.kinds, kind, hop),
                referred(store, kind, record, hop)?,
            ) else {
                break;
            };
            (kind, record) = (next, to);
        }
        Ok(false)
    }
}

/// The kinds of the records that a path comes by.
fn kinds_on<'a>(kinds: &'a Kinds, kind: &'a Kind, path: &str) -> Vec<&'a Kind> {
    if path.starts_with(OWN) {
        return vec![];
    }
    let mut all = vec![kind];
    let mut at = kind;
    for hop in path.split('.') {
        let Some(next) = led_to(kinds, at, hop) else {
            break;
        };
        all.push(next);
        at = next;
    }
    // What the last hop refers to is only named.
    all.truncate(path.split('.').count());
    all
}

fn led_to<'a>(kinds: &'a Kinds, kind: &Kind, hop: &str) -> Option<&'a Kind> {
    match &kind.field(hop)?.type_ {
        FieldType::Ref { kind } => kinds.get(kind),
        _ => None,
    }
}

/// The record that a field refers to.
fn referred(store: &Store, kind: &Kind, record: Id, field: &str) -> Result<Option<Id>> {
    let sql = format!("SELECT \"{field}\" FROM \"{}\" WHERE id = ?1", kind.name());
    let mut find = store.db.prepare_cached(&sql)?;
    let found = find
        .query_row([record], |r| {
            Ok(r.get::<_, Option<Id>>(0).unwrap_or_default())
        })
        .optional()?;
    Ok(found.flatten())
}

/// Fields of a kind with versions to settle.
fn with_versions(store: &Store, kind: &Kind) -> Result<BTreeSet<(Id, String)>> {
    let mut notes = store.db.prepare_cached(
        "SELECT n.record, f.field FROM field_note n JOIN log_field f USING (field_no)
         WHERE f.kind = ?1 AND n.note IN ('versions', 'joined')",
    )?;
    let notes = notes.query_map([kind.name()], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(notes.collect::<rusqlite::Result<_>>()?)
}
