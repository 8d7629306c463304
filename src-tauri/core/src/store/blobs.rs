//! Bytes by their SHA-256: attached files, and the signed copies of what was signed off. Small ones lie in one row,
//! larger ones in pieces (see `pieces`).

use std::{collections::BTreeSet, io::Read};

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{
    Result, Store, StoreError, Tx,
    erasures::suppressed,
    log::{hex, unhex},
    pieces::{self, LARGEST, PIECE},
};
use crate::record::Bytes;

/// What became of kept bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// They are here.
    Here,
    /// They have not arrived, or were never kept.
    Missing,
    /// They were erased on a person's request; the fingerprint stays.
    Erased,
}

impl Tx<'_> {
    /// Keeps bytes; the same bytes are kept once. Returns their SHA-256 in hex.
    ///
    /// # Errors
    /// More than 50 MB; a file that can't be written.
    pub fn keep_blob(&self, bytes: &[u8]) -> Result<String> {
        keep(self.db(), bytes)
    }

    /// Keeps what a reader gives.
    ///
    /// # Errors
    /// As [`Tx::keep_blob`]; a reader that fails.
    pub fn keep_blob_from(&self, reader: &mut dyn Read) -> Result<String> {
        keep(self.db(), &read(reader)?)
    }
}

/// Reads it all, up to the limit.
fn read(reader: &mut dyn Read) -> Result<Vec<u8>> {
    let mut bytes = vec![];
    reader
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| {
            StoreError::refused(
                "file_unreadable",
                format!("The file could not be read to its end ({e}). Nothing was changed."),
                "Copy it to this laptop first, then try again.",
            )
        })?;
    Ok(bytes)
}

fn keep(db: &Connection, bytes: &[u8]) -> Result<String> {
    if bytes.len() as u64 > LARGEST {
        return Err(pieces::too_large());
    }
    let hash = Sha256::digest(bytes);
    // What was erased does not come back with the same file.
    if !suppressed(db)?.covers_blob(&hash) {
        let whole = (bytes.len() <= PIECE).then_some(bytes);
        db.execute(
            "INSERT INTO blob (hash, size, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (hash) DO NOTHING",
            params![hash.as_slice(), bytes.len() as i64, whole],
        )?;
        if whole.is_none() {
            pieces::keep(db, &hash, bytes)?;
        }
    }
    Ok(hex(&hash))
}

impl Store {
    /// Keeps what a reader gives, outside the log: for bytes that arrive before or after the edit that names them.
    ///
    /// # Errors
    /// As [`Tx::keep_blob_from`]; a file that is open for reading only.
    pub fn keep_blob_from(&mut self, reader: &mut dyn Read) -> Result<String> {
        if self.read_only() {
            return Err(StoreError::ReadOnly);
        }
        let bytes = read(reader)?;
        let db = self.db.transaction()?;
        let hash = keep(&db, &bytes)?;
        db.commit()?;
        Ok(hash)
    }

    /// The bytes of this SHA-256 (hex); none when they are not here, or no longer what they were.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        let Some(key) = unhex::<32>(hash) else {
            return Ok(None);
        };
        let mut find = self
            .db
            .prepare_cached("SELECT bytes FROM blob WHERE hash = ?1")?;
        let found: Option<Option<Vec<u8>>> =
            find.query_row([key.as_slice()], |r| r.get(0)).optional()?;
        let bytes = match found {
            None => return Ok(None),
            Some(Some(bytes)) => bytes,
            Some(None) => pieces::whole(&self.db, &key)?,
        };
        Ok(Some(bytes).filter(|b| Sha256::digest(b).as_slice() == key))
    }

    /// What became of the bytes of this SHA-256 (hex).
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn kept(&self, hash: &str) -> Result<Kept> {
        let Some(key) = unhex::<32>(hash) else {
            return Ok(Kept::Missing);
        };
        let known = |sql: &str| -> rusqlite::Result<bool> {
            self.db
                .prepare_cached(sql)?
                .query_row([key.as_slice()], |r| r.get(0))
        };
        Ok(
            if known("SELECT EXISTS (SELECT 1 FROM erasure_blob WHERE hash = ?1)")? {
                Kept::Erased
            } else if known("SELECT EXISTS (SELECT 1 FROM blob WHERE hash = ?1)")? {
                Kept::Here
            } else {
                Kept::Missing
            },
        )
    }

    /// Fingerprints (SHA-256, hex) of all bytes that were kept here, in order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn kept_blobs(&self) -> Result<Vec<String>> {
        let mut rows = self
            .db
            .prepare("SELECT lower(hex(hash)) FROM blob ORDER BY hash")?;
        let hashes = rows.query_map([], |r| r.get(0))?;
        Ok(hashes.collect::<rusqlite::Result<_>>()?)
    }

    /// Fingerprints (SHA-256, hex) that records name in their current versions and whose bytes are neither here nor
    /// erased, in order.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn missing_blobs(&self) -> Result<Vec<String>> {
        let mut missing = vec![];
        for bytes in [Bytes::Copy, Bytes::File] {
            for hash in self.named_bytes(bytes, true)? {
                if self.kept(&hash)? == Kept::Missing {
                    missing.push(hash);
                }
            }
        }
        missing.sort();
        missing.dedup();
        Ok(missing)
    }

    /// Every fingerprint that a record has ever named for bytes of this sort.
    pub(super) fn kept_bytes(&self, bytes: Bytes) -> Result<Vec<String>> {
        self.named_bytes(bytes, false)
    }

    fn named_bytes(&self, bytes: Bytes, current: bool) -> Result<Vec<String>> {
        let only = if current {
            "AND EXISTS (SELECT 1 FROM head h WHERE h.record = w.record AND h.field_no = w.field_no
                         AND h.change_no = w.change_no AND h.idx = w.idx)"
        } else {
            ""
        };
        let mut find = self.db.prepare_cached(&format!(
            "SELECT DISTINCT w.value FROM log_write w JOIN log_field f USING (field_no)
             WHERE f.kind = ?1 AND f.field = ?2 AND w.value IS NOT NULL {only} ORDER BY 1"
        ))?;
        let mut out = BTreeSet::new();
        for kind in self.kinds.iter() {
            for field in kind.fields.iter().filter(|f| f.bytes == Some(bytes)) {
                let values = find.query_map([kind.name(), &field.name], |r| r.get(0))?;
                for value in values {
                    let value: crate::record::Value = value?;
                    out.extend(
                        value
                            .as_text()
                            .filter(|t| unhex::<32>(t).is_some())
                            .map(str::to_owned),
                    );
                }
            }
        }
        Ok(out.into_iter().collect())
    }
}
