//! Records that hang on a record of any kind, such as values in columns that a hub made itself. They have no life of
//! their own: they are found, removed, brought back and erased with the record on which they hang.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Result, Store, aliases, heads};
use crate::record::{FieldType, HangsOn, Id, Kind, Kinds, Value};

/// The kind and record on which a record hangs; none where that can't be told.
pub(super) fn owner<'k>(
    db: &Connection,
    kinds: &'k Kinds,
    kind: &Kind,
    id: Id,
) -> Result<Option<(&'k Kind, Id)>> {
    let Some(on) = kind.hangs_on() else {
        return Ok(None);
    };
    let named = named(db, kind, on, id)?;
    let found = named.and_then(|(owner, record)| Some((kinds.get(&owner)?, record)));
    // A kind that hangs on others carries nothing itself.
    Ok(found.filter(|(owner, _)| owner.hangs_on().is_none()))
}

fn named(db: &Connection, kind: &Kind, on: HangsOn, id: Id) -> Result<Option<(String, Id)>> {
    let sql = format!(
        "SELECT \"{}\", \"{}\" FROM \"{}\" WHERE id = ?1",
        on.kind,
        on.record,
        kind.name()
    );
    let found: Option<(Option<String>, Option<String>)> = db
        .prepare_cached(&sql)?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    Ok(found.and_then(|(owner, record)| Some((owner?, record?.parse().ok()?))))
}

/// The words of everything that hangs on a record.
pub(super) fn words(db: &Connection, kinds: &Kinds, kind: &Kind, id: Id) -> Result<Vec<String>> {
    let mut out = vec![];
    for (other, on) in kinds.hanging() {
        for field in &other.fields {
            let names_it = [on.kind, on.record].contains(&field.name.as_str());
            // A fingerprint of bytes is no word.
            if names_it || field.bytes.is_some() || !matches!(field.type_, FieldType::Text { .. }) {
                continue;
            }
            let sql = format!(
                "SELECT \"{}\" FROM \"live_{}\" WHERE \"{}\" = ?1 AND \"{}\" = ?2 ORDER BY id",
                field.name,
                other.name(),
                on.record,
                on.kind
            );
            let mut read = db.prepare_cached(&sql)?;
            let values = read.query_map(params![id.to_string(), kind.name()], |r| {
                r.get::<_, Value>(0)
            })?;
            for value in values {
                if let Value::Text(text) = value? {
                    out.push(text);
                }
            }
        }
    }
    Ok(out)
}

/// Everything of a kind that hangs on a record, removed ones too.
pub(super) fn all(db: &Connection, other: &Kind, kind: &str, id: Id) -> Result<Vec<Id>> {
    let Some(on) = other.hangs_on() else {
        return Ok(vec![]);
    };
    let sql = format!(
        "SELECT id FROM \"{}\" WHERE \"{}\" = ?1 AND \"{}\" = ?2 ORDER BY id",
        other.name(),
        on.record,
        on.kind
    );
    let mut read = db.prepare_cached(&sql)?;
    let found = read.query_map(params![id.to_string(), kind], |r| r.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Lets a record hang on the one that stands for what it names.
pub(super) fn lead(db: &Connection, kind: &Kind, id: Id) -> Result<()> {
    let Some(on) = kind.hangs_on() else {
        return Ok(());
    };
    let Some((owner, record)) = named(db, kind, on, id)? else {
        return Ok(());
    };
    let root = aliases::root(db, &owner, record)?;
    if root != record {
        let sql = format!(
            "UPDATE \"{}\" SET \"{}\" = ?2 WHERE id = ?1",
            kind.name(),
            on.record
        );
        db.prepare_cached(&sql)?
            .execute(params![id, root.to_string()])?;
    }
    Ok(())
}

/// Shows again, from what was written, everything that hangs on a record.
pub(super) fn show_again(
    db: &Connection,
    kinds: &Kinds,
    kind: &Kind,
    target: Id,
    touched: &mut aliases::Touched,
) -> Result<()> {
    for (other, on) in kinds.hanging() {
        let number = heads::number(db, other.name(), on.record)?;
        let (Some(number), Some(field)) = (number, other.field(on.record)) else {
            continue;
        };
        for record in all(db, other, kind.name(), target)? {
            heads::show(db, other, record, &[(number, field)])?;
            touched.insert((other.name().to_owned(), record));
        }
    }
    Ok(())
}

impl Store {
    /// Everything that hangs on a record, with whether it is there or was removed.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn hanging_on(&self, kind: &str, id: Id) -> Result<Vec<(String, Id, bool)>> {
        let mut out = vec![];
        for (other, _) in self.kinds.hanging() {
            for record in all(&self.db, other, kind, id)? {
                let there = self.find_row(other, record)?.is_some_and(|r| !r.deleted);
                out.push((other.name().to_owned(), record, there));
            }
        }
        Ok(out)
    }
}
