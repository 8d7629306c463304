//! What a file for colleagues would hold: which edits, which records they touch, which files they name.

use std::collections::{BTreeMap, BTreeSet};

use super::{own_key, personal};
use crate::{
    exchange::{Result, sharing},
    record::{Id, Value},
    store::{
        Holdings, Store, StoreError,
        parcel::{Content, Parcel},
        team::Standing,
    },
};

/// What a file would hold.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// Local numbers of the changes.
    pub changes: Vec<i64>,
    /// The changes that wait here and go along as they came: line and contents.
    pub held: Vec<(String, String)>,
    /// Records touched, by kind.
    pub records: BTreeMap<String, BTreeSet<Id>>,
    /// The personal data in it, a sentence each.
    pub personal: Vec<String>,
    /// For whom: names of laptops.
    pub readers: Vec<String>,
    /// Taken to be held by the readers.
    pub after: Holdings,
    /// Attached files that the changes name and that are here: SHA-256 (hex) and size in bytes.
    pub files: Vec<(String, u64)>,
}

/// What a file would hold; nothing is written.
///
/// # Errors
/// When the hub file can't be read.
pub fn contents(store: &Store, everything: bool) -> Result<Contents> {
    let team = store.team()?;
    let own = own_key(store)?;
    let after = if everything {
        Holdings::new()
    } else {
        sharing::held_by_all(store, &team, &own)?
    };
    let changes = store.lacking(&after)?;
    let mut readers: Vec<String> = team
        .laptops
        .iter()
        .filter(|(key, m)| **key != own && m.standing == Standing::Admitted)
        .filter_map(|(_, m)| m.card())
        .map(|c| format!("{} ({})", c.person, c.laptop))
        .collect();
    readers.sort();
    let held = store.waiting_parcels()?;
    let waiting = written_in(&held)?;
    let mut records = touched(store, &changes)?;
    for write in &waiting {
        if !write.kind.starts_with('@') {
            records
                .entry(write.kind.clone())
                .or_default()
                .insert(write.record);
        }
    }
    Ok(Contents {
        personal: personal::in_changes(store, &changes, &waiting, &records)?,
        files: attached(store, &changes)?,
        held,
        changes,
        records,
        readers,
        after,
    })
}

/// A write of a change that waits.
pub struct Written {
    /// Kind.
    pub kind: String,
    /// Record.
    pub record: Id,
    /// Field.
    pub field: String,
    /// Something is filled in.
    pub filled: bool,
}

/// The writes of changes that wait.
fn written_in(held: &[(String, String)]) -> Result<Vec<Written>> {
    let mut out = vec![];
    for (line, contents) in held {
        let opened = Parcel { line, contents }.open()?;
        let mut values = opened.values.iter();
        for op in &opened.line.ops {
            for (field, _) in &op.f {
                let value = values.next();
                out.push(Written {
                    kind: op.k.to_owned(),
                    record: op.r,
                    field: (*field).to_owned(),
                    filled: matches!(value, Some(Content::Plain(v) | Content::Salted(v, _)) if *v != Value::Null),
                });
            }
        }
    }
    Ok(out)
}

/// The records that some changes speak of, by kind.
pub(in crate::exchange) fn touched(
    store: &Store,
    changes: &[i64],
) -> Result<BTreeMap<String, BTreeSet<Id>>> {
    let read = || -> rusqlite::Result<_> {
        let mut out: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
        let mut writes = store.db().prepare_cached(
            "SELECT DISTINCT f.kind, w.record FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.change_no = ?1 AND substr(f.kind, 1, 1) <> '@'",
        )?;
        for change in changes {
            let mut rows = writes.query([change])?;
            while let Some(r) = rows.next()? {
                out.entry(r.get(0)?).or_default().insert(r.get(1)?);
            }
        }
        Ok(out)
    };
    Ok(read().map_err(StoreError::from)?)
}

/// The attached files that changes name, each once, in the order in which they were named first.
fn attached(store: &Store, changes: &[i64]) -> Result<Vec<(String, u64)>> {
    let any: bool = store
        .db()
        .query_row("SELECT EXISTS (SELECT 1 FROM blob)", [], |r| r.get(0))
        .map_err(StoreError::from)?;
    if !any {
        return Ok(vec![]);
    }
    let (mut named, mut known) = (vec![], BTreeSet::new());
    let mut read = || -> rusqlite::Result<()> {
        let mut writes = store.db().prepare_cached(
            "SELECT value FROM log_write WHERE change_no = ?1 AND typeof(value) = 'text' AND length(value) = 64",
        )?;
        for change in changes {
            let mut rows = writes.query([change])?;
            while let Some(r) = rows.next()? {
                let hash: String = r.get(0)?;
                if known.insert(hash.clone()) {
                    named.push(hash);
                }
            }
        }
        Ok(())
    };
    read().map_err(StoreError::from)?;
    let mut out = vec![];
    for hash in named {
        if let Some((size, _)) = store.blob_pieces(&hash)? {
            out.push((hash, size));
        }
    }
    Ok(out)
}
