//! From a request's JSON to the values of a kind, all faults at once; and names for references.

use serde_json::{Map, Value as Json};

use crate::{
    contract::FieldFault,
    record::{FieldType, Fields, Id, Kind, Value, from_json},
    store::{Result, Store, StoreError},
};

/// Reads the values of a form or a command line.
///
/// # Errors
/// [`StoreError::Invalid`] with every field that can't be read.
pub fn read(store: &Store, kind: &Kind, json: &Map<String, Json>) -> Result<Fields> {
    let mut fields = Fields::new();
    let mut faults = vec![];
    for (name, value) in json {
        let Some(field) = kind.field(name) else {
            let kind = kind.declaration.one.to_owned();
            return Err(StoreError::UnknownField {
                kind,
                field: name.clone(),
            });
        };
        let read = match (&field.type_, value) {
            (FieldType::Ref { kind: other }, Json::String(text)) if !text.trim().is_empty() => {
                match reference(store, other, text)? {
                    Some(id) => Ok(Value::Id(id)),
                    None => {
                        let one = store.kind(other)?.declaration.one;
                        Err(format!(
                            "{}: there is no {one} “{}”, or more than one.",
                            field.label,
                            text.trim()
                        ))
                    }
                }
            }
            _ => from_json(field, value).map_err(|e| e.0),
        };
        match read {
            Ok(value) => drop(fields.insert(name.clone(), value)),
            Err(message) => faults.push(FieldFault {
                field: name.clone(),
                message,
            }),
        }
    }
    if faults.is_empty() {
        Ok(fields)
    } else {
        Err(StoreError::Invalid(faults))
    }
}

/// A record by its identifier, its code, or its title where just one has it; one that was merged into another leads
/// there.
///
/// # Errors
/// When the file can't be read.
pub fn reference(store: &Store, kind: &str, text: &str) -> Result<Option<Id>> {
    let declared = store.kind(kind)?;
    let text = text.trim();
    let candidate = match text.parse::<Id>() {
        Ok(id) => Some(id),
        Err(_) => match declared.declaration.key {
            [only] => declared
                .natural_id(&[((*only).to_owned(), Value::from(text.to_uppercase()))].into()),
            _ => None,
        },
    };
    if let Some(id) = candidate
        && store.find_row(declared, id)?.is_some()
    {
        return Ok(Some(store.standing_for(kind, id)?));
    }
    let Some(title) = declared.declaration.title.first().filter(|t| {
        declared
            .field(t)
            .is_some_and(|f| matches!(f.type_, FieldType::Text { .. }))
    }) else {
        return Ok(None);
    };
    let sql =
        format!("SELECT id FROM \"live_{kind}\" WHERE folded(\"{title}\") = folded(?1) LIMIT 2");
    let mut find = store.db().prepare_cached(&sql)?;
    let found = find
        .query_map([text], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<Id>>>()?;
    Ok(if let [one] = found[..] {
        Some(one)
    } else {
        None
    })
}
