//! Reading one record. Reading never fails on what it finds: each field is known, missing, erased or unreadable.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::{Result, Store, StoreError, hanging};
use crate::record::{FieldType, Fields, Id, Kind, Value};

/// What a field of a merged record can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Filled in.
    Known(Value),
    /// Not filled in.
    Missing,
    /// Was erased on a person's lawful request.
    Erased,
    /// Holds something this version of the program can't read; it is kept.
    Unreadable,
}

impl Cell {
    /// The value, `Null` where there is none to show.
    pub fn value(&self) -> Value {
        if let Self::Known(v) = self {
            v.clone()
        } else {
            Value::Null
        }
    }

    /// The state's name at the door.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Known(_) => "known",
            Self::Missing => "missing",
            Self::Erased => "erased",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A record as it stands.
#[derive(Debug, Clone)]
pub struct Row {
    /// Identifier.
    pub id: Id,
    /// Was removed.
    pub deleted: bool,
    /// Every field of the kind.
    pub cells: BTreeMap<String, Cell>,
    /// Fields with several versions to settle, and how many.
    pub versions: BTreeMap<String, i64>,
}

impl Row {
    /// A field's value, `Null` where there is none to show.
    pub fn value(&self, field: &str) -> Value {
        self.cells.get(field).map_or(Value::Null, Cell::value)
    }

    /// A field's text, empty where there is none to show.
    pub fn text(&self, field: &str) -> String {
        if let Value::Text(t) = self.value(field) {
            t
        } else {
            String::new()
        }
    }

    /// All values, as a draft starts from.
    pub fn fields(&self) -> Fields {
        self.cells
            .iter()
            .map(|(k, c)| (k.clone(), c.value()))
            .collect()
    }
}

impl Store {
    /// A record, removed ones too.
    ///
    /// # Errors
    /// [`StoreError::NoRecord`] when it never was.
    pub fn row(&self, kind: &str, id: Id) -> Result<Row> {
        let kind = self.kind(kind)?;
        self.find_row(kind, id)?
            .ok_or_else(|| StoreError::NoRecord {
                kind: kind.declaration.one.to_owned(),
                id,
            })
    }

    /// A record, removed ones too; none when it never was.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn find_row(&self, kind: &Kind, id: Id) -> Result<Option<Row>> {
        let columns: String = kind
            .fields
            .iter()
            .map(|f| format!(", \"{}\"", f.name))
            .collect();
        let sql = format!(
            "SELECT deleted{columns} FROM \"{}\" WHERE id = ?1",
            kind.name()
        );
        let read = self
            .db
            .prepare_cached(&sql)?
            .query_row([id], |r| {
                let mut cells = BTreeMap::new();
                for (i, field) in kind.fields.iter().enumerate() {
                    let cell = match r.get(i + 1) {
                        Ok(Value::Null) => Cell::Missing,
                        Ok(value) => Cell::Known(value),
                        Err(_) => Cell::Unreadable,
                    };
                    cells.insert(field.name.clone(), cell);
                }
                Ok(Row {
                    id,
                    deleted: r.get::<_, Option<bool>>(0)? != Some(false),
                    cells,
                    versions: BTreeMap::new(),
                })
            })
            .optional()?;
        let Some(mut row) = read else { return Ok(None) };
        self.add_notes(kind, &mut row)?;
        Ok(Some(row))
    }

    fn add_notes(&self, kind: &Kind, row: &mut Row) -> Result<()> {
        let mut notes = self.db.prepare_cached(
            "SELECT f.field, n.note,
                    (SELECT count(*) FROM head h WHERE h.record = n.record AND h.field_no = n.field_no)
             FROM field_note n JOIN log_field f USING (field_no) WHERE n.record = ?1 AND f.kind = ?2",
        )?;
        let found = notes.query_map(params![row.id, kind.name()], |r| {
            Ok((
                r.get::<_, String>(0)?,
                r.get::<_, String>(1)?,
                r.get::<_, i64>(2)?,
            ))
        })?;
        for note in found {
            let (field, note, heads) = note?;
            match note.as_str() {
                "erased" => row.cells.insert(field, Cell::Erased).map_or((), drop),
                "unreadable" => row.cells.insert(field, Cell::Unreadable).map_or((), drop),
                _ => row.versions.insert(field, heads).map_or((), drop),
            }
        }
        Ok(())
    }

    /// What people call a record: the words of its title fields.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn title(&self, kind: &str, id: Id) -> Result<String> {
        title(&self.db, &self.kinds, kind, id)
    }
}

/// What people call a record; two hops deep at most, so that a record that names another is still told apart.
pub(crate) fn title(
    db: &rusqlite::Connection,
    kinds: &crate::record::Kinds,
    kind: &str,
    id: Id,
) -> Result<String> {
    title_to(db, kinds, kind, id, 3)
}

fn title_to(
    db: &rusqlite::Connection,
    kinds: &crate::record::Kinds,
    kind: &str,
    id: Id,
    depth: u8,
) -> Result<String> {
    let Some(kind) = kinds.get(kind).filter(|_| depth > 0) else {
        return Ok(String::new());
    };
    let columns: Vec<String> = kind
        .declaration
        .title
        .iter()
        .map(|t| format!("\"{t}\""))
        .collect();
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE id = ?1",
        columns.join(", "),
        kind.name()
    );
    let values: Option<Vec<Value>> = db
        .prepare_cached(&sql)?
        .query_row([id], |r| {
            (0..columns.len())
                .map(|i| Ok(r.get(i).unwrap_or_default()))
                .collect()
        })
        .optional()?;
    let Some(values) = values else {
        return Ok(String::new());
    };
    let mut words = vec![];
    for (name, value) in kind.declaration.title.iter().zip(values) {
        let Some(field) = kind.field(name) else {
            continue;
        };
        let text = match (&value, &field.type_) {
            (Value::Id(other), FieldType::Ref { kind }) => {
                title_to(db, kinds, kind, *other, depth - 1)?
            }
            (value, type_) => value.words(type_),
        };
        if !text.is_empty() {
            words.push(text);
        }
    }
    if let Some((owner, record)) = hanging::owner(db, kinds, kind, id)? {
        words.push(title_to(db, kinds, owner.name(), record, depth - 1)?);
    }
    Ok(if words.is_empty() {
        format!("{} without a name", kind.declaration.one)
    } else {
        words.join(", ")
    })
}

/// A field of a record in words, as `db` has it; none when nothing is filled in or the record is not there.
pub(crate) fn words(
    db: &rusqlite::Connection,
    kinds: &crate::record::Kinds,
    kind: &Kind,
    id: Id,
    field: &crate::record::Field,
) -> Result<Option<String>> {
    let sql = format!(
        "SELECT \"{}\" FROM \"{}\" WHERE id = ?1",
        field.name,
        kind.name()
    );
    let value: Option<Value> = db
        .prepare_cached(&sql)?
        .query_row([id], |r| r.get(0))
        .optional()?;
    value_words(db, kinds, field, value.unwrap_or(Value::Null))
}

/// A value of a field in words; none when it is empty.
pub(crate) fn value_words(
    db: &rusqlite::Connection,
    kinds: &crate::record::Kinds,
    field: &crate::record::Field,
    value: Value,
) -> Result<Option<String>> {
    Ok(match (value, &field.type_) {
        (Value::Null, _) => None,
        (Value::Id(other), FieldType::Ref { kind }) => Some(title(db, kinds, kind, other)?),
        (value, type_) => Some(value.words(type_)),
    })
}
