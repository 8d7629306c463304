//! Edits of a record that stands still. Who made one without having seen that it stands still is late: the edit is kept
//! beside what was submitted. Who had seen it broke a rule. Decided on what each laptop had seen, never on clocks.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::{Thing, What, look::Look, note, past::Past};
use crate::{
    record::{Id, Kind, Value},
    store::{
        Frozen, Result, Verb,
        heads::{self, Head, WriteAt, is_plain},
    },
};

/// A current version of a field that may be late.
struct Suspect {
    field: String,
    field_no: i64,
    head: Head,
}

/// What waits at a record since an edit came late.
pub fn look(look: &Look<'_>, kind: &Kind, record: Id, out: &mut Vec<Thing>) -> Result<()> {
    let Some(frozen) = look.rules.frozen_by(look.db, kind.name(), record)? else {
        return Ok(());
    };
    let points = points(look.db, &frozen)?;
    let suspects = suspects(look.db, kind, record, &points)?;
    for suspect in suspects {
        let Some(after) = judge(look.db, record, &suspect, &points)? else {
            continue;
        };
        let what = if after { What::Rule } else { What::Signed };
        let head = std::slice::from_ref(&suspect.head);
        let known = out
            .iter()
            .any(|t| t.what == what && t.about == suspect.field);
        if known || look.left(kind.name(), record, what, &suspect.field, head)? {
            continue;
        }
        let froze = points.iter().map(|p| p.clock).min().unwrap_or(0);
        out.push(Thing {
            what,
            kind: kind.name().into(),
            record,
            about: suspect.field,
            note: if after {
                note::AFTER.into()
            } else {
                String::new()
            },
            target: None,
            since: froze.max(suspect.head.clock) >> 16,
        });
    }
    Ok(())
}

/// The writes that froze a record: the versions of the field that did, as far as they agree with the one shown.
fn points(db: &Connection, frozen: &Frozen) -> Result<Vec<Head>> {
    let Some(number) = heads::number(db, &frozen.kind, &frozen.field)? else {
        return Ok(vec![]);
    };
    let mut heads = heads::of(db, frozen.record, number)?;
    let shown = heads.first().and_then(|h| h.value.clone());
    heads.retain(|h| h.value == shown);
    Ok(heads)
}

/// Versions that no action made which may touch what stands still.
fn suspects(db: &Connection, kind: &Kind, record: Id, points: &[Head]) -> Result<Vec<Suspect>> {
    let mut rows = db.prepare_cached(
        "SELECT h.change_no, h.idx, h.clock, f.field, h.field_no, c.verb FROM head h
         JOIN log_field f USING (field_no) JOIN log_change c USING (change_no)
         WHERE h.record = ?1 AND f.kind = ?2",
    )?;
    let mut rows = rows.query(params![record, kind.name()])?;
    let mut out = vec![];
    while let Some(r) = rows.next()? {
        let at: WriteAt = (r.get(0)?, r.get(1)?);
        let (field, verb): (String, String) = (r.get(3)?, r.get(5)?);
        let allowed = Verb::named(&verb).is_some_and(|v| v.through_frozen() || v == Verb::Settle);
        if !is_plain(&field) || allowed || points.iter().any(|p| p.at.0 == at.0) {
            continue;
        }
        let field_no = r.get(4)?;
        let all = heads::of(db, record, field_no)?;
        let Some(head) = all.into_iter().find(|h| h.at == at) else {
            continue;
        };
        out.push(Suspect {
            field,
            field_no,
            head,
        });
    }
    Ok(out)
}

/// None: it was seen by who froze the record, or says the same. Otherwise whether its author had seen the freezing.
fn judge(db: &Connection, record: Id, suspect: &Suspect, points: &[Head]) -> Result<Option<bool>> {
    let change = suspect.head.at.0;
    for point in points {
        if is_earlier_of_one_actor(db, change, point.at.0)? {
            return Ok(None);
        }
    }
    let Some(value) = &suspect.head.value else {
        // Erased: nobody can say any more whether it differed.
        return Ok(None);
    };
    for point in points {
        let (past, versions) = seen_versions(db, record, suspect.field_no, point.at.0)?;
        let as_it_stood = values(db, &versions)?;
        let same = match &as_it_stood[..] {
            [] => value.is_null(),
            some => some.iter().all(|v| v == value),
        };
        if past.holds(change) || same {
            return Ok(None);
        }
    }
    let mut after = !points.is_empty();
    for point in points {
        after &= Past::of(db, change, point.at.0)?.holds(point.at.0);
    }
    Ok((!points.is_empty()).then_some(after))
}

/// Both are of one laptop's one history, so who made the later one had seen the earlier one.
fn is_earlier_of_one_actor(db: &Connection, earlier: i64, later: i64) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM log_change e JOIN log_change l USING (actor_no)
             WHERE e.change_no = ?1 AND l.change_no = ?2 AND e.seq < l.seq AND NOT EXISTS (
               SELECT 1 FROM log_change f INDEXED BY log_change_twice WHERE f.actor_no = e.actor_no AND f.branch > 0))",
        )?
        .query_row([earlier, later], |r| r.get(0))?)
}

/// The versions of a field that the author of a change had before them, with the past of that change.
fn seen_versions(
    db: &Connection,
    record: Id,
    field_no: i64,
    change: i64,
) -> Result<(Past, Vec<WriteAt>)> {
    let mut rows = db.prepare_cached(
        "SELECT w.change_no, w.idx, p.parent_no, p.parent_idx FROM log_write w
         LEFT JOIN log_parent p ON p.change_no = w.change_no AND p.idx = w.idx
         WHERE w.record = ?1 AND w.field_no = ?2",
    )?;
    let rows = rows
        .query_map(params![record, field_no], |r| {
            let parent: (Option<i64>, Option<i64>) = (r.get(2)?, r.get(3)?);
            Ok(((r.get(0)?, r.get(1)?), parent.0.zip(parent.1)))
        })?
        .collect::<rusqlite::Result<Vec<(WriteAt, Option<WriteAt>)>>>()?;
    let oldest = rows.iter().map(|r| r.0.0).min().unwrap_or(change);
    let past = Past::of(db, change, oldest)?;
    let mut versions: BTreeSet<WriteAt> = BTreeSet::new();
    let mut replaced: BTreeSet<WriteAt> = BTreeSet::new();
    for (at, parent) in rows.into_iter().filter(|r| past.holds(r.0.0)) {
        versions.insert(at);
        replaced.extend(parent);
    }
    let versions = versions.difference(&replaced).copied().collect();
    Ok((past, versions))
}

fn values(db: &Connection, versions: &[WriteAt]) -> Result<Vec<Value>> {
    let mut read =
        db.prepare_cached("SELECT value FROM log_write WHERE change_no = ?1 AND idx = ?2")?;
    let mut out = vec![];
    for at in versions {
        out.push(read.query_row([at.0, at.1], |r| r.get(0))?);
    }
    Ok(out)
}

/// The versions of a field as they were when the record was frozen.
pub fn as_frozen(
    db: &Connection,
    rules: &dyn crate::store::Rules,
    kind: &str,
    record: Id,
    field: &str,
) -> Result<Vec<WriteAt>> {
    let Some(frozen) = rules.frozen_by(db, kind, record)? else {
        return Ok(vec![]);
    };
    let Some(number) = heads::number(db, kind, field)? else {
        return Ok(vec![]);
    };
    match points(db, &frozen)?.first() {
        Some(point) => Ok(seen_versions(db, record, number, point.at.0)?.1),
        None => Ok(vec![]),
    }
}

/// Whether a version was written by what made its record itself stand still, such as one of two submissions.
pub fn of_what_stands_still(
    db: &Connection,
    rules: &dyn crate::store::Rules,
    (kind, record): (&str, Id),
    at: WriteAt,
) -> Result<bool> {
    let Some(frozen) = rules.frozen_by(db, kind, record)? else {
        return Ok(false);
    };
    if (frozen.kind.as_str(), frozen.record) != (kind, record) {
        return Ok(false);
    }
    let verb: String = db
        .prepare_cached("SELECT verb FROM log_change WHERE change_no = ?1")?
        .query_row([at.0], |r| r.get(0))?;
    let act = Verb::named(&verb).is_some_and(Verb::through_frozen);
    Ok(act || points(db, &frozen)?.iter().any(|p| p.at.0 == at.0))
}
