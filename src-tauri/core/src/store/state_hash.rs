//! Two fingerprints of a hub file. *Content*: what people see. *With heads*: also which writes say so, and what was
//! removed; two laptops that have seen the same changes agree on both.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Result, Store, heads, log::hex};
use crate::record::{Id, Value};

/// Most current versions whose fingerprint is worked out whenever a file is made or brought in.
const MOST_HEADS: i64 = 100_000;

impl Store {
    /// Fingerprint of the content: kind, record, field and the values of all versions, of records that are there.
    /// Holds no identity of changes, no local number, nothing shipped with the program.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn state_hash(&self) -> Result<String> {
        let mut hash = Sha256::new();
        hash.update(b"hubfolio/state/1");
        let mut rows = self.db.prepare(
            "SELECT f.kind, h.record, f.field, w.value, w.commitment
             FROM head h JOIN log_field f USING (field_no)
             JOIN log_write w ON w.change_no = h.change_no AND w.idx = h.idx
             WHERE substr(f.kind, 1, 1) <> '@' AND substr(f.field, 1, 1) <> '@'",
        )?;
        let mut lines: BTreeMap<(String, Id, String, Vec<u8>), ()> = BTreeMap::new();
        let mut alive: BTreeMap<(String, Id), bool> = BTreeMap::new();
        let mut rows = rows.query([])?;
        while let Some(r) = rows.next()? {
            let (kind, record): (String, Id) = (r.get(0)?, r.get(1)?);
            let there = match alive.get(&(kind.clone(), record)) {
                Some(there) => *there,
                None => {
                    let there = self.is_there(&kind, record)?
                        && self.standing_for(&kind, record)? == record;
                    alive.insert((kind.clone(), record), there);
                    there
                }
            };
            let value: Value = r.get(3)?;
            let commitment: Option<Vec<u8>> = r.get(4)?;
            if !there || (value.is_null() && commitment.is_none()) {
                continue;
            }
            let bytes = match commitment {
                // Erased the same way everywhere, so the same on every laptop.
                Some(c) => [b"e".as_slice(), &c].concat(),
                None => value.tagged_bytes(),
            };
            lines.insert((kind, record, r.get(2)?, bytes), ());
        }
        // A record with nothing but its being there still counts.
        for ((kind, record), there) in &alive {
            if *there {
                lines.insert((kind.clone(), *record, String::new(), vec![]), ());
            }
        }
        for (kind, record, field, bytes) in lines.keys() {
            for part in [kind.as_bytes(), record.as_bytes(), field.as_bytes(), bytes] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        Ok(hex(&hash.finalize()))
    }

    pub(super) fn is_there(&self, kind: &str, record: Id) -> Result<bool> {
        use rusqlite::OptionalExtension;
        if self.kinds.get(kind).is_none() {
            return Ok(true);
        }
        let sql = format!("SELECT deleted FROM \"{kind}\" WHERE id = ?1");
        let deleted: Option<Option<bool>> = self
            .db
            .prepare_cached(&sql)?
            .query_row([record], |r| r.get(0))
            .optional()?;
        Ok(deleted.flatten() == Some(false))
    }

    /// Fingerprint of the heads: which writes are the current versions, removed records and all.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn state_hash_heads(&self) -> Result<String> {
        let mut hash = Sha256::new();
        hash.update(b"hubfolio/heads/1");
        hash.update(self.state_hash()?.as_bytes());
        let mut rows = self.db.prepare(
            "SELECT f.kind, h.record, f.field, c.hash, h.idx
             FROM head h JOIN log_field f USING (field_no) JOIN log_change c USING (change_no)
             ORDER BY f.kind, h.record, f.field, c.hash, h.idx",
        )?;
        let mut rows = rows.query([])?;
        while let Some(r) = rows.next()? {
            let (kind, record, field): (String, Id, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let (change, idx): (Vec<u8>, i64) = (r.get(3)?, r.get(4)?);
            for part in [
                kind.as_bytes(),
                record.as_bytes(),
                field.as_bytes(),
                &change,
                &idx.to_be_bytes(),
            ] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        Ok(hex(&hash.finalize()))
    }

    /// Fingerprint of which writes are the current versions, whatever they say: the same for all who hold the same changes,
    /// also where one has carried an erasure out and another has not yet. None for a hub file so large that it would take
    /// noticeable time, and for one in which a laptop's changes go two ways: what it holds does not say which of them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn heads_hash(&self) -> Result<Option<String>> {
        let ask = |sql: &str| -> Result<i64> {
            Ok(self.db.prepare_cached(sql)?.query_row([], |r| r.get(0))?)
        };
        let many = format!(
            "SELECT count(*) > {MOST_HEADS} FROM (SELECT 1 FROM head LIMIT {MOST_HEADS} + 1)"
        );
        let two_ways =
            "SELECT EXISTS (SELECT 1 FROM log_change INDEXED BY log_change_twice WHERE branch > 0)";
        if ask(&many)? == 1 || ask(two_ways)? == 1 {
            return Ok(None);
        }
        let mut hash = Sha256::new();
        hash.update(b"hubx/heads/1");
        let mut rows = self.db.prepare_cached(
            "SELECT h.record, f.kind, f.field, c.hash, h.idx
             FROM head h JOIN log_field f USING (field_no) JOIN log_change c USING (change_no)
             ORDER BY h.record, f.kind, f.field, c.hash, h.idx",
        )?;
        let mut rows = rows.query([])?;
        while let Some(r) = rows.next()? {
            let (record, kind, field): (Id, String, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let (change, idx): (Vec<u8>, i64) = (r.get(3)?, r.get(4)?);
            for part in [
                record.as_bytes().as_slice(),
                kind.as_bytes(),
                field.as_bytes(),
                &change,
                &idx.to_be_bytes(),
            ] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        Ok(Some(hex(&hash.finalize())))
    }

    /// Number of versions of a field that are open.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn versions(&self, record: Id, kind: &str, field: &str) -> Result<Vec<Option<Value>>> {
        let no = self.names.borrow().number(kind, field);
        let Some(no) = no else { return Ok(vec![]) };
        Ok(heads::of(&self.db, record, no)?
            .into_iter()
            .map(|h| h.value)
            .collect())
    }
}
