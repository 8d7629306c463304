//! Records of a kind that say the same in what tells them apart. The one with the lowest identifier stands first; each
//! later one waits beside the first that nobody has told it apart from.

use rusqlite::params_from_iter;

use super::{Thing, What, look::Look};
use crate::{
    record::{Id, Kind, Value},
    store::{Result, aliases::Touched, heads},
};

/// What waits at a record since an earlier one says the same.
pub fn look(look: &Look<'_>, kind: &Kind, record: Id, out: &mut Vec<Thing>) -> Result<()> {
    for group in kind.identifying() {
        for other in others(look, kind, record, group, "<")? {
            let about = other.to_string();
            if out.iter().any(|t| t.what == What::Same && t.about == about) {
                break;
            }
            if !look
                .said(kind.name(), record, What::Same, &about)?
                .is_empty()
            {
                continue;
            }
            let since =
                said_since(look, kind, record, group)?.max(said_since(look, kind, other, group)?);
            out.push(Thing {
                what: What::Same,
                kind: kind.name().into(),
                record,
                about,
                note: String::new(),
                target: Some(other),
                since,
            });
            break;
        }
    }
    Ok(())
}

/// Later records that say the same as this one.
pub fn around(look: &Look<'_>, kind: &Kind, record: Id, out: &mut Touched) -> Result<()> {
    for group in kind.identifying() {
        for other in others(look, kind, record, group, ">")? {
            out.insert((kind.name().into(), other));
        }
    }
    Ok(())
}

/// All records that say the same as this one in some group, this one not among them.
pub fn all(look: &Look<'_>, kind: &Kind, record: Id) -> Result<Vec<Id>> {
    let mut out = vec![];
    for group in kind.identifying() {
        out.extend(others(look, kind, record, group, "<>")?);
    }
    out.sort();
    out.dedup();
    Ok(out)
}

/// Live records that say the same in a group, on one side of this one.
fn others(look: &Look<'_>, kind: &Kind, record: Id, group: &[&str], side: &str) -> Result<Vec<Id>> {
    let Some(values) = values(look, kind, record, group)? else {
        return Ok(vec![]);
    };
    let mut conditions = String::new();
    for (i, name) in group.iter().enumerate() {
        // Letters are compared without capitals; the index of the kind does the same.
        let collate = if matches!(values[i], Value::Text(_)) {
            " COLLATE NOCASE"
        } else {
            ""
        };
        conditions += &format!(" AND \"{name}\" IS ?{}{collate}", i + 2);
    }
    let sql = format!(
        "SELECT id FROM \"live_{}\" WHERE id {side} ?1{conditions} ORDER BY id",
        kind.name()
    );
    let mut rows = look.db.prepare_cached(&sql)?;
    let params = std::iter::once(Value::Id(record)).chain(values);
    let rows = rows.query_map(params_from_iter(params), |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a live record says in a group; none where that is not enough to tell it by. A key may have gaps in fields that
/// need not be filled in; other groups may not.
fn values(look: &Look<'_>, kind: &Kind, record: Id, group: &[&str]) -> Result<Option<Vec<Value>>> {
    let columns: Vec<String> = group.iter().map(|n| format!("\"{n}\"")).collect();
    let sql = format!(
        "SELECT {} FROM \"live_{}\" WHERE id = ?1",
        columns.join(", "),
        kind.name()
    );
    let mut rows = look.db.prepare_cached(&sql)?;
    let mut rows = rows.query([record])?;
    let Some(r) = rows.next()? else {
        return Ok(None);
    };
    let values: Vec<Value> = (0..group.len())
        .map(|i| r.get(i).unwrap_or_default())
        .collect();
    let key = group == kind.declaration.key;
    let enough = group.iter().zip(&values).enumerate().all(|(i, (name, v))| {
        let optional = key && i > 0 && kind.field(name).is_some_and(|f| !f.required);
        optional || !v.is_null()
    });
    Ok(enough.then_some(values))
}

/// When a record came to say what it says in a group, UTC milliseconds.
fn said_since(look: &Look<'_>, kind: &Kind, record: Id, group: &[&str]) -> Result<i64> {
    let mut newest = 0;
    for field in group {
        if let Some(number) = heads::number(look.db, kind.name(), field)? {
            let heads = heads::of(look.db, record, number)?;
            newest = heads.iter().map(|h| h.clock >> 16).fold(newest, i64::max);
        }
    }
    Ok(newest)
}
