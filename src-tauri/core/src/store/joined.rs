//! Two versions of a long text whose edits did not meet, shown as one text with both in it. Worked out, never written:
//! the versions stay as they are until a person has read what came out.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Result,
    heads::{Head, WriteAt},
};
use crate::{
    longtext,
    record::{Field, FieldType, Value},
};

/// Most earlier versions that are looked through for what two edits started from.
const MOST_VERSIONS: usize = 10_000;

/// The joined text of two versions; none for short texts, three versions or more, and edits that overlap.
pub fn value(db: &Connection, field: &Field, heads: &[Head]) -> Result<Option<String>> {
    if !matches!(field.type_, FieldType::Text { long: true, .. }) {
        return Ok(None);
    }
    let mut versions: Vec<(&str, WriteAt)> = vec![];
    for head in heads {
        match &head.value {
            None => {}
            Some(Value::Text(text)) if versions.iter().any(|v| v.0 == text) => {}
            Some(Value::Text(text)) => versions.push((text, head.at)),
            Some(_) => return Ok(None),
        }
    }
    let [(first, one), (second, two)] = versions[..] else {
        return Ok(None);
    };
    Ok(match started_from(db, one, two)? {
        Some(base) => longtext::join(&base, first, second),
        None => None,
    })
}

/// The one text that both versions were made from; none when they have no common one, or several.
fn started_from(db: &Connection, one: WriteAt, two: WriteAt) -> Result<Option<String>> {
    let (mine, theirs) = (Past::of(db, one)?, Past::of(db, two)?);
    let common: BTreeSet<WriteAt> = mine.all.intersection(&theirs.all).copied().collect();
    // Of what both have seen, the newest: what no other common version was made from.
    let mut newest = common.clone();
    for write in &common {
        for parent in mine.parents.get(write).into_iter().flatten() {
            newest.remove(parent);
        }
    }
    let [base] = newest.into_iter().collect::<Vec<_>>()[..] else {
        return Ok(None);
    };
    let text: Option<Value> = db
        .prepare_cached(
            "SELECT value FROM log_write WHERE change_no = ?1 AND idx = ?2 AND commitment IS NULL",
        )?
        .query_row(params![base.0, base.1], |r| r.get(0))
        .optional()?;
    Ok(match text {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    })
}

/// A version and all that it was made from.
struct Past {
    all: BTreeSet<WriteAt>,
    parents: BTreeMap<WriteAt, Vec<WriteAt>>,
}

impl Past {
    fn of(db: &Connection, version: WriteAt) -> Result<Self> {
        let mut past = Self {
            all: BTreeSet::new(),
            parents: BTreeMap::new(),
        };
        let mut open = vec![stands_for(db, version)?];
        while let Some(write) = open.pop() {
            if past.all.len() >= MOST_VERSIONS || !past.all.insert(write) {
                continue;
            }
            let mut made_from = vec![];
            for parent in parents(db, write)? {
                made_from.push(stands_for(db, parent)?);
            }
            open.extend(&made_from);
            past.parents.insert(write, made_from);
        }
        Ok(past)
    }
}

/// The writes of the same field that a write replaces.
fn parents(db: &Connection, at: WriteAt) -> Result<Vec<WriteAt>> {
    let mut rows = db.prepare_cached(
        "SELECT p.parent_no, p.parent_idx FROM log_parent p WHERE p.change_no = ?1 AND p.idx = ?2",
    )?;
    let rows = rows.query_map(params![at.0, at.1], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What an undo put back is what was there before: the version of the same words that the undone edit had replaced.
fn stands_for(db: &Connection, at: WriteAt) -> Result<WriteAt> {
    let mut at = at;
    loop {
        // Lowest name first, so that every laptop finds the same.
        let before: Option<WriteAt> = db
            .prepare_cached(
                "SELECT o.change_no, o.idx
                 FROM log_change c
                 JOIN log_write w ON w.change_no = c.change_no AND w.idx = ?2
                 JOIN log_parent p ON p.change_no = w.change_no AND p.idx = w.idx
                 JOIN log_change u ON u.change_no = p.parent_no AND u.action = c.undoes
                 JOIN log_parent g ON g.change_no = p.parent_no AND g.idx = p.parent_idx
                 JOIN log_write o ON o.change_no = g.parent_no AND o.idx = g.parent_idx
                 JOIN log_change oc ON oc.change_no = o.change_no
                 WHERE c.change_no = ?1 AND o.value IS w.value AND o.field_no = w.field_no
                 ORDER BY oc.hash, o.idx LIMIT 1",
            )?
            .query_row(params![at.0, at.1], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        match before {
            Some(before) => at = before,
            None => return Ok(at),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_short_text_is_never_joined() {
        let db = Connection::open_in_memory().unwrap();
        let field = Field {
            name: "name".into(),
            label: "Name".into(),
            help: String::new(),
            type_: FieldType::Text {
                long: false,
                max: 500,
            },
            required: false,
            bytes: None,
            confidential: false,
            proof: false,
        };
        let head = |text: &str, no| Head {
            at: (no, 0),
            clock: no,
            value: Some(Value::from(text)),
        };
        // The tables are not there: a short text does not even look.
        assert_eq!(
            value(&db, &field, &[head("a", 1), head("b", 2)]).unwrap(),
            None
        );
    }
}
