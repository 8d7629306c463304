//! The personal data in what would leave this laptop. Colleagues who write here themselves do not count; anybody else,
//! and any text that people wrote freely, does.

use std::collections::{BTreeMap, BTreeSet};

use super::Written;
use crate::{
    exchange::Result,
    record::{Id, Kind},
    store::{Store, StoreError, log::special},
};

/// The word about an action that says why.
const REASON: &str = "reason";

/// Everybody who ever wrote in this hub file.
pub fn writers(store: &Store) -> Result<BTreeSet<Id>> {
    let read = || -> rusqlite::Result<_> {
        let mut writers = store
            .db()
            .prepare_cached("SELECT DISTINCT author FROM log_change")?;
        writers.query_map([], |r| r.get(0))?.collect()
    };
    Ok(read().map_err(StoreError::from)?)
}

/// "3 people: names and what is noted of them".
pub fn named(kind: &Kind, count: usize) -> String {
    let what = if count == 1 {
        kind.declaration.one
    } else {
        kind.declaration.many
    };
    format!(
        "{count} {}: names and what is noted of them",
        what.to_lowercase()
    )
}

/// "2 texts that people wrote freely, such as notes".
pub fn freely(count: usize) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} text{s} that people wrote freely, such as notes")
}

/// The personal data in some changes, and in those that wait and go along.
pub fn in_changes(
    store: &Store,
    changes: &[i64],
    waiting: &[Written],
    records: &BTreeMap<String, BTreeSet<Id>>,
) -> Result<Vec<String>> {
    let mut out = vec![];
    let writers = writers(store)?;
    for (name, ids) in records {
        let Some(kind) = store.kinds().get(name).filter(|k| k.declaration.personal) else {
            continue;
        };
        let others = ids.difference(&writers).count();
        if others > 0 {
            out.push(named(kind, others));
        }
    }
    let texts = texts(store, changes, waiting)?;
    if texts > 0 {
        out.push(freely(texts));
    }
    Ok(out)
}

/// How many texts that people wrote freely the changes write: those of several lines, and reasons for an edit.
fn texts(store: &Store, changes: &[i64], waiting: &[Written]) -> Result<usize> {
    let mut free: BTreeSet<(&str, &str)> = store
        .kinds()
        .iter()
        .flat_map(|k| {
            let long = k.fields.iter().filter(|f| f.type_.is_long());
            long.map(move |f| (k.name(), f.name.as_str()))
        })
        .collect();
    free.insert((special::ACTION, REASON));
    let count = || -> rusqlite::Result<usize> {
        let mut texts = 0;
        let mut writes = store.db().prepare_cached(
            "SELECT f.kind, f.field FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.change_no = ?1 AND w.value IS NOT NULL",
        )?;
        for change in changes {
            let mut rows = writes.query([change])?;
            while let Some(r) = rows.next()? {
                let (kind, field): (String, String) = (r.get(0)?, r.get(1)?);
                texts += usize::from(free.contains(&(&kind, &field)));
            }
        }
        Ok(texts)
    };
    let waiting = waiting.iter().filter(|w| w.filled);
    let here = waiting
        .filter(|w| free.contains(&(w.kind.as_str(), w.field.as_str())))
        .count();
    Ok(here + count().map_err(StoreError::from)?)
}
