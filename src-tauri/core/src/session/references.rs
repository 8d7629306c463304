//! Records named by a person: by identifier, by code, or by the title where just one has it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    contract::LookupHit,
    record::{FieldType, Id, Kind, Value},
    store::{Result, Store},
};

/// Distinct names of one kind that are looked up one by one; for more, all its titles are read once.
const FEW: usize = 20;
/// Candidates told when a name is that of several records.
const TOLD: usize = 5;

/// Whom a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// One record.
    One(Id),
    /// No record.
    Nobody,
    /// Several: the first few of them.
    Several(Vec<Id>),
}

/// Names already looked up, so that a column of a thousand equal names costs one question.
#[derive(Default)]
pub struct References {
    known: BTreeMap<String, HashMap<String, Named>>,
    titles: BTreeMap<String, HashMap<String, Vec<Id>>>,
}

impl References {
    /// Whom a text stands for.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn find(&mut self, store: &Store, kind: &str, text: &str) -> Result<Named> {
        let declared = store.kind(kind)?;
        let text = text.trim();
        let known = self.known.entry(kind.to_owned()).or_default();
        if let Some(named) = known.get(text) {
            return Ok(named.clone());
        }
        let many = known.len() >= FEW;
        let named = match by_code(store, declared, text)? {
            Some(id) => Named::One(id),
            None if many => {
                if !self.titles.contains_key(kind) {
                    self.titles
                        .insert(kind.to_owned(), titles(store, declared)?);
                }
                let of_this_name = self.titles[kind].get(&text.to_lowercase());
                named(of_this_name.map(Vec::as_slice).unwrap_or_default())
            }
            None => by_title(store, declared, text)?,
        };
        let known = self.known.entry(kind.to_owned()).or_default();
        known.insert(text.to_owned(), named.clone());
        Ok(named)
    }
}

/// Records to choose from, as the window shows them.
///
/// # Errors
/// When the file can't be read.
pub fn candidates(store: &Store, kind: &str, ids: &[Id]) -> Result<Vec<LookupHit>> {
    let declared = store.kind(kind)?;
    let detail = detail_of(declared);
    ids.iter()
        .map(|id| {
            let detail = match detail.and_then(|name| declared.field(name)) {
                Some(field) => store.row(kind, *id)?.value(&field.name).words(&field.type_),
                None => String::new(),
            };
            Ok(LookupHit {
                id: id.to_string(),
                title: store.title(kind, *id)?,
                detail,
            })
        })
        .collect()
}

/// The field that tells a record from its namesakes: a code, else what it does.
pub fn detail_of(kind: &Kind) -> Option<&'static str> {
    let names = kind.declaration.key.iter().chain(&["role", "category"]);
    names
        .copied()
        .find(|name| kind.field(name).is_some() && !kind.declaration.title.contains(name))
}

/// By identifier or by code; one that was merged into another leads there.
fn by_code(store: &Store, kind: &Kind, text: &str) -> Result<Option<Id>> {
    let candidate = match text.parse::<Id>() {
        Ok(id) => Some(id),
        Err(_) => match kind.declaration.key {
            [only] => {
                kind.natural_id(&[((*only).to_owned(), Value::from(text.to_uppercase()))].into())
            }
            _ => None,
        },
    };
    match candidate {
        Some(id) if store.find_row(kind, id)?.is_some() => {
            Ok(Some(store.standing_for(kind.name(), id)?))
        }
        _ => Ok(None),
    }
}

/// The field whose words alone are a record's title.
fn title_field(kind: &Kind) -> Option<&'static str> {
    let title = kind.declaration.title.first()?;
    let text = |t: &FieldType| matches!(t, FieldType::Text { .. });
    kind.field(title).filter(|f| text(&f.type_))?;
    Some(title)
}

fn by_title(store: &Store, kind: &Kind, text: &str) -> Result<Named> {
    let Some(title) = title_field(kind) else {
        return Ok(Named::Nobody);
    };
    let sql = format!(
        "SELECT id FROM \"live_{}\" WHERE folded(\"{title}\") = folded(?1) LIMIT {TOLD}",
        kind.name()
    );
    let mut find = store.db().prepare_cached(&sql)?;
    let found = find.query_map([text], |r| r.get(0))?;
    Ok(named(&found.collect::<rusqlite::Result<Vec<Id>>>()?))
}

fn titles(store: &Store, kind: &Kind) -> Result<HashMap<String, Vec<Id>>> {
    let mut out: HashMap<String, Vec<Id>> = HashMap::new();
    let Some(title) = title_field(kind) else {
        return Ok(out);
    };
    let sql = format!(
        "SELECT id, \"{title}\" FROM \"live_{0}\" WHERE \"{title}\" IS NOT NULL",
        kind.name()
    );
    let mut all = store.db().prepare_cached(&sql)?;
    let all = all.query_map([], |r| Ok((r.get::<_, Id>(0)?, r.get::<_, String>(1)?)))?;
    for one in all {
        let (id, title) = one?;
        out.entry(title.to_lowercase()).or_default().push(id);
    }
    Ok(out)
}

fn named(ids: &[Id]) -> Named {
    let different: BTreeSet<&Id> = ids.iter().collect();
    match ids {
        [] => Named::Nobody,
        [one, ..] if different.len() == 1 => Named::One(*one),
        several => Named::Several(several.iter().take(TOLD).copied().collect()),
    }
}
