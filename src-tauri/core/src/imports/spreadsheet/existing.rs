//! Whether a row is a record that the hub has already: by what identifies it, or nearly by its name.

use std::collections::BTreeMap;

use super::named::{by_texts, by_values, title_field};
use crate::{
    alike::{likeness, plain_name},
    record::{Fields, Id, Kind, Value},
    store::{Result, Store},
};

/// Two names alike to this degree may be one, from 0 to 1.
const NEAR: f32 = 0.84;

/// Names that differ more in length, in bytes, are not compared.
const NEAR_LENGTH: usize = 8;

/// Most candidates put before a person.
const MOST: usize = 5;

/// Names that share a word are compared; a word as common as this tells nothing.
const COMMON: usize = 200;

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// This record.
    Same(Id),
    /// One of these, perhaps: a person must say.
    Perhaps(Vec<Id>),
    /// None that is there.
    New,
}

/// The records of a kind by name.
pub(super) struct Existing<'a> {
    store: &'a Store,
    kind: &'a Kind,
    names: Vec<(Id, String)>,
    by_word: BTreeMap<String, Vec<usize>>,
}

impl<'a> Existing<'a> {
    /// Reads the names once.
    pub fn of(store: &'a Store, kind: &'a Kind) -> Result<Self> {
        let mut names = vec![];
        if let Some(title) = title_field(kind) {
            let sql = format!(
                "SELECT id, \"{title}\" FROM \"live_{}\" WHERE \"{title}\" IS NOT NULL ORDER BY id",
                kind.name()
            );
            let mut read = store.db().prepare(&sql)?;
            let rows = read.query_map([], |r| Ok((r.get::<_, Id>(0)?, r.get::<_, Value>(1)?)))?;
            for row in rows {
                let (id, name) = row?;
                names.push((id, plain_name(name.as_text().unwrap_or_default())));
            }
        }
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (_, name)) in names.iter().enumerate() {
            for word in name.split(' ') {
                by_word.entry(word.to_owned()).or_default().push(at);
            }
        }
        Ok(Self {
            store,
            kind,
            names,
            by_word,
        })
    }

    /// What a row with these values is.
    pub fn find(&self, fields: &Fields) -> Result<Found> {
        let kind = self.kind;
        if let Some(id) = kind.natural_id(fields) {
            let there = self.store.find_row(kind, id)?.is_some();
            return Ok(if there {
                Found::Same(self.store.standing_for(kind.name(), id)?)
            } else {
                Found::New
            });
        }
        if !kind.declaration.from_lists.told_by.is_empty() {
            return self.told(fields);
        }
        let name = title_field(kind)
            .and_then(|t| fields.get(t))
            .and_then(Value::as_text);
        for group in kind.declaration.same_when {
            let texts: Option<Vec<(&str, &str)>> = group
                .iter()
                .map(|f| Some((*f, fields.get(*f)?.as_text()?)))
                .collect();
            let Some(texts) = texts else { continue };
            let found = by_texts(self.store, kind, &texts)?;
            match found[..] {
                [] => {}
                // A shared mailbox is a weak hint only: another name is asked about.
                [one] if self.called_alike(one, name) => return Ok(Found::Same(one)),
                _ => return Ok(Found::Perhaps(found)),
            }
        }
        let near = name.map(|n| self.near(n)).unwrap_or_default();
        Ok(if near.is_empty() {
            Found::New
        } else {
            Found::Perhaps(near)
        })
    }

    /// What a row is of a kind without names: the record that says all that the row says, or perhaps those that say the
    /// same in what tells them.
    fn told(&self, fields: &Fields) -> Result<Found> {
        let told_by = self.kind.declaration.from_lists.told_by;
        if told_by.first().is_none_or(|f| !fields.contains_key(*f)) {
            return Ok(Found::New);
        }
        let all: Vec<(&str, &Value)> = fields.iter().map(|(f, v)| (f.as_str(), v)).collect();
        if let Some(same) = by_values(self.store, self.kind, &all)?.first() {
            return Ok(Found::Same(*same));
        }
        let told: Option<Vec<(&str, &Value)>> = told_by
            .iter()
            .map(|f| Some((*f, fields.get(*f)?)))
            .collect();
        let found = match told {
            Some(told) => by_values(self.store, self.kind, &told)?,
            None => vec![],
        };
        Ok(if found.is_empty() {
            Found::New
        } else {
            Found::Perhaps(found)
        })
    }

    pub(super) fn called_alike(&self, id: Id, name: Option<&str>) -> bool {
        let Some(name) = name.map(plain_name) else {
            return true;
        };
        let other = self.names.iter().find(|(other, _)| *other == id);
        other.is_none_or(|(_, other)| *other == name || likeness(other, &name) >= NEAR)
    }

    /// Records of this name, whatever the order of its words and the forms of address.
    pub(super) fn of_name(&self, name: &str) -> Vec<Id> {
        let name = plain_name(name);
        let same = self.names.iter().filter(|(_, other)| *other == name);
        same.take(MOST).map(|(id, _)| *id).collect()
    }

    /// Records with nearly this name, the nearest first.
    pub(super) fn near(&self, name: &str) -> Vec<Id> {
        let name = plain_name(name);
        let mut places: Vec<usize> = name
            .split(' ')
            .filter_map(|word| self.by_word.get(word))
            .filter(|places| places.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        let mut found: Vec<(f32, Id)> = places
            .into_iter()
            .filter_map(|at| self.names.get(at))
            .filter(|(_, other)| other.len().abs_diff(name.len()) <= NEAR_LENGTH)
            .map(|(id, other)| {
                (
                    if *other == name {
                        1.0
                    } else {
                        likeness(other, &name)
                    },
                    *id,
                )
            })
            .filter(|(alike, _)| *alike >= NEAR)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.into_iter().take(MOST).map(|(_, id)| id).collect()
    }
}
