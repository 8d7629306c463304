//! From writes to what is shown: heads of each field, and the plain tables.
//!
//! A pure function of the set of writes in causal order; the door, `rebuild` and later the exchange all use it.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Result, joined,
    log::special::{self, SETTLED},
};
use crate::record::{Field, Id, Kind, Value};

/// A write: the number of its change, and its place in that change.
pub type WriteAt = (i64, i64);

/// A current version of a field.
#[derive(Debug, Clone)]
pub struct Head {
    /// Which write.
    pub at: WriteAt,
    /// Its clock.
    pub clock: i64,
    /// Its value; none when it was erased.
    pub value: Option<Value>,
}

/// The current versions of a field, the one shown first: greatest clock, then actor, then number.
pub fn of(db: &Connection, record: Id, field_no: i64) -> Result<Vec<Head>> {
    let mut rows = db.prepare_cached(
        "SELECT h.change_no, h.idx, h.clock, w.value, w.commitment IS NOT NULL
         FROM head h JOIN log_write w ON w.change_no = h.change_no AND w.idx = h.idx
         WHERE h.record = ?1 AND h.field_no = ?2",
    )?;
    let mut heads = rows
        .query_map(params![record, field_no], |r| {
            let erased: bool = r.get(4)?;
            Ok(Head {
                at: (r.get(0)?, r.get(1)?),
                clock: r.get(2)?,
                value: if erased { None } else { Some(r.get(3)?) },
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    if heads.len() > 1 {
        order(db, &mut heads)?;
    }
    Ok(heads)
}

/// The writes that were the current versions of a field when the change of number `last` had arrived here.
pub fn as_of(db: &Connection, record: Id, field_no: i64, last: i64) -> Result<Vec<WriteAt>> {
    let mut rows = db.prepare_cached(
        "SELECT w.change_no, w.idx FROM log_write w
         WHERE w.record = ?1 AND w.field_no = ?2 AND w.change_no <= ?3 AND NOT EXISTS (
           SELECT 1 FROM log_parent p JOIN log_write n ON n.change_no = p.change_no AND n.idx = p.idx
           WHERE p.parent_no = w.change_no AND p.parent_idx = w.idx AND p.change_no <= ?3 AND n.field_no = ?2)",
    )?;
    let rows = rows.query_map(params![record, field_no, last], |r| {
        Ok((r.get(0)?, r.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every current version of every field of a record.
pub fn of_record(db: &Connection, record: Id) -> Result<Vec<WriteAt>> {
    let mut rows = db.prepare_cached("SELECT change_no, idx FROM head WHERE record = ?1")?;
    let rows = rows.query_map([record], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Versions of a field in the order in which they are shown.
pub fn in_order(db: &Connection, writes: &[WriteAt]) -> Result<Vec<WriteAt>> {
    let mut clock = db.prepare_cached("SELECT clock FROM log_change WHERE change_no = ?1")?;
    let mut heads = vec![];
    for at in writes {
        heads.push(Head {
            at: *at,
            clock: clock.query_row([at.0], |r| r.get(0))?,
            value: None,
        });
    }
    order(db, &mut heads)?;
    Ok(heads.into_iter().map(|h| h.at).collect())
}

/// Same on every laptop: local numbers never decide.
fn order(db: &Connection, heads: &mut [Head]) -> Result<()> {
    let mut rank = db.prepare_cached(
        "SELECT a.actor, c.seq FROM log_change c JOIN log_actor a USING (actor_no) WHERE c.change_no = ?1",
    )?;
    let mut keyed = vec![];
    for head in heads.iter() {
        // The change being written has no row yet; its clock is the greatest here, so nothing ties with it.
        let rank: (Id, i64) = rank
            .query_row([head.at.0], |r| Ok((r.get(0)?, r.get(1)?)))
            .unwrap_or((Id::from_bytes([255; 16]), i64::MAX));
        keyed.push((
            std::cmp::Reverse((head.clock, rank, head.at.1)),
            head.clone(),
        ));
    }
    keyed.sort_by_key(|k| k.0);
    for (slot, (_, head)) in heads.iter_mut().zip(keyed) {
        *slot = head;
    }
    Ok(())
}

/// One write, as it is applied.
pub struct Applied<'a> {
    /// Which write.
    pub at: WriteAt,
    /// Its clock.
    pub clock: i64,
    /// Local number of its field.
    pub field_no: i64,
    /// Record.
    pub record: Id,
    /// The writes of the same field that it replaces. For [`special::LIFE`]: of all fields it had seen.
    pub parents: &'a [WriteAt],
}

/// Makes a write a head in place of those it replaces.
pub fn advance(db: &Connection, write: &Applied<'_>) -> Result<()> {
    let mut gone = db.prepare_cached(
        "DELETE FROM head WHERE record = ?1 AND field_no = ?2 AND change_no = ?3 AND idx = ?4",
    )?;
    for parent in write.parents {
        gone.execute(params![write.record, write.field_no, parent.0, parent.1])?;
    }
    db.prepare_cached(
        "INSERT INTO head (record, field_no, change_no, idx, clock) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        write.record,
        write.field_no,
        write.at.0,
        write.at.1,
        write.clock
    ])?;
    Ok(())
}

/// Shows the current versions of some fields of a record in its table.
pub fn show(db: &Connection, kind: &Kind, record: Id, fields: &[(i64, &Field)]) -> Result<()> {
    let mut columns = vec![];
    let mut values: Vec<Value> = vec![Value::Id(record)];
    for (field_no, field) in fields {
        let heads = of(db, record, *field_no)?;
        columns.push(field.name.as_str());
        values.push(shown(db, record, *field_no, field, &heads)?);
    }
    let names: String = columns.iter().map(|c| format!(", \"{c}\"")).collect();
    let marks: String = (2..=columns.len() + 1).map(|i| format!(", ?{i}")).collect();
    let sets: Vec<String> = columns
        .iter()
        .map(|c| format!("\"{c}\" = excluded.\"{c}\""))
        .collect();
    let update = if sets.is_empty() {
        "NOTHING".into()
    } else {
        format!("UPDATE SET {}", sets.join(", "))
    };
    let sql = format!(
        "INSERT INTO \"{}\" (id{names}) VALUES (?1{marks}) ON CONFLICT (id) DO {update}",
        kind.name()
    );
    db.prepare_cached(&sql)?
        .execute(rusqlite::params_from_iter(values))?;
    Ok(())
}

/// The value to show; notes what is erased, unreadable, has several versions, or was joined from two. What was erased
/// is no version beside one that was not.
fn shown(
    db: &Connection,
    record: Id,
    field_no: i64,
    field: &Field,
    heads: &[Head],
) -> Result<Value> {
    db.prepare_cached("DELETE FROM field_note WHERE record = ?1 AND field_no = ?2")?
        .execute(params![record, field_no])?;
    let note = |note: &str| -> Result<()> {
        db.prepare_cached("INSERT INTO field_note (record, field_no, note) VALUES (?1, ?2, ?3)")?
            .execute(params![record, field_no, note])?;
        Ok(())
    };
    if heads.is_empty() {
        return Ok(Value::Null);
    }
    let Some(first) = heads.iter().find_map(|h| h.value.as_ref()) else {
        note("erased")?;
        return Ok(Value::Null);
    };
    if heads.iter().flat_map(|h| &h.value).any(|v| v != first) {
        if let Some(joined) = joined::value(db, field, heads)? {
            note("joined")?;
            return Ok(Value::Text(joined));
        }
        note("versions")?;
    }
    if first.fits(&field.type_) {
        Ok(first.clone())
    } else {
        note("unreadable")?;
        Ok(Value::Null)
    }
}

/// Local number of a field; none when nothing ever wrote it.
pub fn number(db: &Connection, kind: &str, field: &str) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached("SELECT field_no FROM log_field WHERE kind = ?1 AND field = ?2")?
        .query_row([kind, field], |r| r.get(0))
        .optional()?)
}

/// Shows whether a record is there. Gone means: every word on it says "removed", and each of its fields as it stands was
/// seen by one of those who removed it. An edit that none of them had seen keeps the record visible, and so does a word
/// that brought it back.
pub fn show_life(db: &Connection, kind: &Kind, record: Id, life_no: i64) -> Result<()> {
    let heads = of(db, record, life_no)?;
    // Without any word on it: writes to a record whose making has not arrived, a stub.
    let removed = heads.iter().all(|h| h.value == Some(Value::Int(0)));
    let deleted = removed && (heads.is_empty() || unseen(db, kind, record, life_no)?.is_empty());
    // Each order that is kept of a list begins with this: what stays as it is must not be taken out of them and put back.
    let sql = format!(
        "INSERT INTO \"{0}\" (id, deleted) VALUES (?1, ?2)
         ON CONFLICT (id) DO UPDATE SET deleted = excluded.deleted WHERE \"{0}\".deleted IS NOT excluded.deleted",
        kind.name()
    );
    db.prepare_cached(&sql)?.execute(params![record, deleted])?;
    Ok(())
}

/// The versions of a record's fields that none of the current words on its being there had seen.
pub fn unseen(db: &Connection, kind: &Kind, record: Id, life_no: i64) -> Result<Vec<WriteAt>> {
    let mut rows = db.prepare_cached(
        "SELECT h.change_no, h.idx FROM head h JOIN log_field f USING (field_no)
         WHERE h.record = ?1 AND h.field_no <> ?2 AND f.kind = ?3 AND substr(f.field, 1, ?5) <> ?4
           AND NOT EXISTS (
             SELECT 1 FROM head l JOIN log_parent p ON p.change_no = l.change_no AND p.idx = l.idx
             WHERE l.record = ?1 AND l.field_no = ?2 AND p.parent_no = h.change_no AND p.parent_idx = h.idx)",
    )?;
    let skip = i64::try_from(SETTLED.len()).unwrap_or(0);
    let rows = rows.query_map(params![record, life_no, kind.name(), SETTLED, skip], |r| {
        Ok((r.get(0)?, r.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A field name is one of a record's own, not one of the log's.
pub fn is_plain(field: &str) -> bool {
    !field.starts_with('@')
}

/// Name of the field that says whether a record is there.
pub const LIFE: &str = special::LIFE;
