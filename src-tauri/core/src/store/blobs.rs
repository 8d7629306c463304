//! Bytes by their SHA-256: files, and the signed copies of what was signed off.

use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{Result, Store, Tx};

impl Tx<'_> {
    /// Keeps bytes; the same bytes are kept once. Returns their SHA-256 in hex.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn keep_blob(&self, bytes: &[u8]) -> Result<String> {
        let hash = Sha256::digest(bytes);
        self.db().execute(
            "INSERT INTO blob (hash, size, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (hash) DO NOTHING",
            params![hash.as_slice(), bytes.len() as i64, bytes],
        )?;
        Ok(super::log::hex(&hash))
    }
}

impl Store {
    /// The bytes of this SHA-256 (hex); none when they are not here, or no longer what they were.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        let Some(key) = super::log::unhex::<32>(hash) else {
            return Ok(None);
        };
        let mut find = self
            .db
            .prepare_cached("SELECT bytes FROM blob WHERE hash = ?1")?;
        let bytes: Option<Option<Vec<u8>>> =
            find.query_row([key.as_slice()], |r| r.get(0)).optional()?;
        Ok(bytes
            .flatten()
            .filter(|b| Sha256::digest(b).as_slice() == key))
    }
}
