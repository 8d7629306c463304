//! A practice that leaves one network and joins another is one move to a person, not an end and a beginning.

use std::collections::BTreeMap;

use super::compare::{Words, Write};
use crate::{
    contract::{FieldChange, ImportChange},
    record::{Id, Value},
    store::Result,
};

/// Where a practice leaves and where it joins, as places in the list of writes.
#[derive(Default)]
struct Move {
    leaves: Option<usize>,
    joins: Option<usize>,
}

/// The changes, with the end of one membership and the beginning of another told as `moved` for the practice.
pub(super) fn told(
    words: &Words<'_>,
    writes: &[Write],
    changes: Vec<ImportChange>,
) -> Result<Vec<ImportChange>> {
    let mut moves: BTreeMap<Id, Move> = BTreeMap::new();
    for (at, write) in writes.iter().enumerate() {
        if write.kind != "pcn_membership" {
            continue;
        }
        let Some(practice) = value(write, "practice").as_id() else {
            continue;
        };
        let ends_now = write.fields.get("to").is_some_and(|to| !to.is_null());
        let pair = moves.entry(practice).or_default();
        if write.old.is_some() && ends_now {
            pair.leaves = Some(at);
        } else if write.old.is_none() && value(write, "to").is_null() {
            pair.joins = Some(at);
        }
    }
    let mut instead: BTreeMap<usize, Option<ImportChange>> = BTreeMap::new();
    for (practice, pair) in moves {
        let (Some(leaves), Some(joins)) = (pair.leaves, pair.joins) else {
            continue;
        };
        let (from, to) = (&writes[leaves], &writes[joins]);
        if value(from, "pcn") != value(to, "pcn") {
            instead.insert(leaves, Some(moved(words, practice, from, to)?));
            instead.insert(joins, None);
        }
    }
    let one = |(at, change)| match instead.remove(&at) {
        Some(other) => other,
        None => Some(change),
    };
    Ok(changes.into_iter().enumerate().filter_map(one).collect())
}

fn moved(words: &Words<'_>, practice: Id, from: &Write, to: &Write) -> Result<ImportChange> {
    let pcn = |write: &Write| match value(write, "pcn").as_id() {
        Some(id) => words.title("pcn", id),
        None => Ok(String::new()),
    };
    let day = |write: &Write, field: &str, before: &str| {
        let day = value(write, field).as_date();
        day.map_or_else(String::new, |d| {
            format!(" {before} {}", d.format("%d/%m/%Y"))
        })
    };
    Ok(ImportChange {
        kind: "practice".into(),
        title: words.title("practice", practice)?,
        what: "moved".into(),
        fields: vec![FieldChange {
            field: "pcn_now".into(),
            label: "PCN".into(),
            old: format!("{}{}", pcn(from)?, day(from, "to", "until")),
            new: format!("{}{}", pcn(to)?, day(to, "from", "from")),
        }],
    })
}

/// A field as it will be.
fn value(write: &Write, field: &str) -> Value {
    let old = || write.old.as_ref().and_then(|old| old.get(field));
    let value = write.fields.get(field).or_else(old);
    value.cloned().unwrap_or_default()
}
