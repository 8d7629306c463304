//! What may leave in a copy, and what is counted when it does: records about people, texts that people wrote freely; and
//! what is kept back.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    contract::CellText,
    exchange::{
        Result,
        send::personal::{freely, named, writers},
    },
    record::{FieldType, Id, Kind, Value},
    store::Store,
};

/// How far a title that names other records is followed; as deep as titles are made.
pub const HOPS: u8 = 3;

/// What leaves and what stays.
pub struct Leaving<'a> {
    store: &'a Store,
    /// Records about people that are named, by kind.
    people: BTreeMap<String, BTreeSet<Id>>,
    /// Texts that people wrote freely.
    pub texts: usize,
    /// Confidential fields left out, in words.
    pub fields: BTreeSet<String>,
    /// Confidential records left out, or left empty where something refers to them.
    records: BTreeSet<Id>,
}

impl<'a> Leaving<'a> {
    /// Nothing yet.
    pub fn new(store: &'a Store) -> Self {
        Self {
            store,
            people: BTreeMap::new(),
            texts: 0,
            fields: BTreeSet::new(),
            records: BTreeSet::new(),
        }
    }

    /// Whether what a cell refers to may be named. Counts it when it is about a person.
    pub fn reference(&mut self, kind: &str, cell: &CellText) -> Result<bool> {
        let Some(id) = cell.value.as_str().and_then(|t| t.parse::<Id>().ok()) else {
            return Ok(true);
        };
        match self.store.kinds().get(kind) {
            Some(kind) => self.may_be_named(kind, id, HOPS),
            None => Ok(false),
        }
    }

    /// Whether a record may be named by its title, which may name others.
    pub fn may_be_named(&mut self, kind: &Kind, id: Id, depth: u8) -> Result<bool> {
        if kind.declaration.confidential || !self.may_leave(kind, id)? {
            return Ok(false);
        }
        let title = kind.declaration.title.iter().filter_map(|t| kind.field(t));
        for field in title {
            if field.confidential {
                return Ok(false);
            }
            let FieldType::Ref { kind: other } = &field.type_ else {
                continue;
            };
            let row = self.store.find_row(kind, id)?;
            let named = row.and_then(|r| r.value(&field.name).as_id());
            if let (Some(other), Some(named), true) =
                (self.store.kinds().get(other), named, depth > 0)
                && !self.may_be_named(other, named, depth - 1)?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a record may leave. Counts it when it is about a person.
    pub fn may_leave(&mut self, kind: &Kind, id: Id) -> Result<bool> {
        if let Some(field) = kind.declaration.confidential_when
            && self.says_yes(kind, id, field)?
        {
            self.records.insert(id);
            return Ok(false);
        }
        if kind.declaration.personal {
            let known = self.people.entry(kind.name().to_owned()).or_default();
            known.insert(id);
        }
        Ok(true)
    }

    /// Any current version of a field says yes: of two versions that wait to be settled, the careful one counts.
    fn says_yes(&self, kind: &Kind, id: Id, field: &str) -> Result<bool> {
        let shown = self.store.find_row(kind, id)?;
        if shown.is_some_and(|r| r.value(field).as_int() == Some(1)) {
            return Ok(true);
        }
        let versions = self.store.versions(id, kind.name(), field)?;
        Ok(versions
            .iter()
            .any(|v| v.as_ref().and_then(Value::as_int) == Some(1)))
    }

    /// The personal data that leaves, a sentence each. Colleagues who write here do not count.
    pub fn personal(&self) -> Result<Vec<String>> {
        let writers = writers(self.store)?;
        let mut personal = vec![];
        for (kind, ids) in &self.people {
            let others = ids.difference(&writers).count();
            if let (Some(kind), true) = (self.store.kinds().get(kind), others > 0) {
                personal.push(named(kind, others));
            }
        }
        if self.texts > 0 {
            personal.push(freely(self.texts));
        }
        Ok(personal)
    }

    /// What stays here, a sentence each.
    pub fn kept_back(&self) -> Vec<String> {
        let mut kept_back = vec![];
        match self.records.len() {
            0 => {}
            1 => kept_back.push("1 record that is kept to your team".into()),
            n => kept_back.push(format!("{n} records that are kept to your team")),
        }
        if !self.fields.is_empty() {
            let fields: Vec<&str> = self.fields.iter().map(String::as_str).collect();
            kept_back.push(format!("Confidential fields: {}", fields.join(", ")));
        }
        kept_back
    }
}
