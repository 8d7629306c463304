//! From a request's JSON to the values of a kind, all faults at once; and names for references.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::references::{Named, References, candidates};
use crate::{
    contract::{FieldFault, LookupHit},
    dates,
    record::{Field, FieldType, Fields, Id, Kind, Value, from_json},
    store::{Result, Store, StoreError},
};

/// Why what was typed is no value of a field.
pub struct Unread {
    /// In a plain sentence.
    pub message: String,
    /// The records that a name could stand for.
    pub candidates: Vec<LookupHit>,
}

/// Reads cells as people type them, on a day.
pub struct Reader<'s> {
    store: &'s Store,
    today: NaiveDate,
    references: References,
}

impl<'s> Reader<'s> {
    /// Over the open hub file.
    pub fn new(store: &'s Store, today: NaiveDate) -> Self {
        Self {
            store,
            today,
            references: References::default(),
        }
    }

    /// One value: of the field's own type, or text as a person types it.
    ///
    /// # Errors
    /// The outer one when the file can't be read, the inner one when this is no value of the field.
    pub fn cell(&mut self, field: &Field, json: &Json) -> Result<Result<Value, Unread>> {
        let Some(text) = json.as_str().map(str::trim).filter(|t| !t.is_empty()) else {
            return Ok(from_json(field, json).map_err(|e| Unread::plain(e.0)));
        };
        match &field.type_ {
            FieldType::Ref { kind } => self.reference(field, kind, text),
            FieldType::Date => Ok(dates::parse_typed(text, self.today)
                .map(Value::from)
                .map_err(|e| Unread::plain(format!("{}: {e}.", field.label)))),
            _ => Ok(from_json(field, json).map_err(|e| Unread::plain(e.0))),
        }
    }

    fn reference(
        &mut self,
        field: &Field,
        kind: &str,
        text: &str,
    ) -> Result<Result<Value, Unread>> {
        let one = self.store.kind(kind)?.declaration.one;
        let label = &field.label;
        Ok(match self.references.find(self.store, kind, text)? {
            Named::One(id) => Ok(Value::Id(id)),
            Named::Nobody => Err(Unread::plain(format!(
                "{label}: there is no {one} “{text}”."
            ))),
            Named::Several(ids) => Err(Unread {
                message: format!(
                    "{label}: there is more than one {one} “{text}”. Choose which one is meant."
                ),
                candidates: candidates(self.store, kind, &ids)?,
            }),
        })
    }
}

impl Unread {
    fn plain(message: String) -> Self {
        Self {
            message,
            candidates: vec![],
        }
    }
}

/// Reads the values of a form or a command line.
///
/// # Errors
/// [`StoreError::Invalid`] with every field that can't be read.
pub fn read(
    store: &Store,
    kind: &Kind,
    json: &Map<String, Json>,
    today: NaiveDate,
) -> Result<Fields> {
    let mut reader = Reader::new(store, today);
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
        match reader.cell(field, value)? {
            Ok(value) => drop(fields.insert(name.clone(), value)),
            Err(unread) => faults.push(FieldFault {
                field: name.clone(),
                message: unread.message,
            }),
        }
    }
    if faults.is_empty() {
        Ok(fields)
    } else {
        Err(StoreError::Invalid(faults))
    }
}

/// A record by its identifier, its code, or its title where just one has it.
///
/// # Errors
/// When the file can't be read.
pub fn reference(store: &Store, kind: &str, text: &str) -> Result<Option<Id>> {
    Ok(match References::default().find(store, kind, text)? {
        Named::One(id) => Some(id),
        _ => None,
    })
}
