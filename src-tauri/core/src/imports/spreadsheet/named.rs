//! A cell that names another record: by its code, its e-mail address or its name.

use crate::{
    record::{FieldType, Id, Kind, Value},
    store::{Result, Store},
};

/// Most candidates that are looked at.
const MOST: usize = 10;

/// The records that a text may name.
pub(super) fn candidates(store: &Store, kind: &str, text: &str) -> Result<Vec<Id>> {
    let kind = store.kind(kind)?;
    let text = text.trim();
    for words in [Some(text), in_brackets(text)].into_iter().flatten() {
        if let Some(id) = by_code(store, kind, words)? {
            return Ok(vec![id]);
        }
    }
    for group in kind.declaration.same_when {
        if let [only] = group {
            let found = by_texts(store, kind, &[(only, text)])?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }
    match title_field(kind) {
        Some(title) => by_texts(store, kind, &[(title, text)]),
        None => Ok(vec![]),
    }
}

/// `Abbey Surgery (A12345)`: people write the code behind the name.
fn in_brackets(text: &str) -> Option<&str> {
    let (_, rest) = text.strip_suffix(')')?.rsplit_once('(')?;
    Some(rest.trim())
}

fn by_code(store: &Store, kind: &Kind, text: &str) -> Result<Option<Id>> {
    let candidate = match (text.parse::<Id>(), kind.declaration.key) {
        (Ok(id), _) => Some(id),
        (Err(_), [only]) => {
            kind.natural_id(&[((*only).to_owned(), Value::from(text.to_uppercase()))].into())
        }
        _ => None,
    };
    let Some(id) = candidate else { return Ok(None) };
    if store.find_row(kind, id)?.is_none_or(|r| r.deleted) {
        return Ok(None);
    }
    Ok(Some(store.standing_for(kind.name(), id)?))
}

/// The text field that people call a record by.
pub(super) fn title_field(kind: &Kind) -> Option<&'static str> {
    let title = kind.declaration.title.first()?;
    let text = matches!(kind.field(title)?.type_, FieldType::Text { .. });
    text.then_some(*title)
}

/// The records with these texts in these fields, capitals or not.
pub(super) fn by_texts(store: &Store, kind: &Kind, texts: &[(&str, &str)]) -> Result<Vec<Id>> {
    let conditions: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(at, (field, _))| format!("folded(\"{field}\") = folded(?{})", at + 1))
        .collect();
    let sql = format!(
        "SELECT id FROM \"live_{}\" WHERE {} LIMIT {MOST}",
        kind.name(),
        conditions.join(" AND ")
    );
    let mut find = store.db().prepare_cached(&sql)?;
    let values = rusqlite::params_from_iter(texts.iter().map(|(_, text)| text.trim()));
    let found = find.query_map(values, |r| r.get(0))?;
    Ok(found.collect::<rusqlite::Result<Vec<Id>>>()?)
}

/// The records with these values in these fields.
pub(super) fn by_values(store: &Store, kind: &Kind, values: &[(&str, &Value)]) -> Result<Vec<Id>> {
    let conditions: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(at, (field, _))| format!("\"{field}\" IS ?{}", at + 1))
        .collect();
    if conditions.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "SELECT id FROM \"live_{}\" WHERE {} ORDER BY id LIMIT {MOST}",
        kind.name(),
        conditions.join(" AND ")
    );
    let mut find = store.db().prepare_cached(&sql)?;
    let values = rusqlite::params_from_iter(values.iter().map(|(_, value)| *value));
    let found = find.query_map(values, |r| r.get(0))?;
    Ok(found.collect::<rusqlite::Result<Vec<Id>>>()?)
}
