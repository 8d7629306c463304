//! Unfinished typing of this laptop. Survives a crash; never in the log, never sent, never in a fingerprint.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store, StoreError};

impl Store {
    /// Keeps unfinished typing under a name.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn put_draft(&self, key: &str, body: &str, at: i64) -> Result<()> {
        if self.read_only() {
            return Err(StoreError::ReadOnly);
        }
        self.db.execute(
            "INSERT INTO draft (key, body, at) VALUES (?1, ?2, ?3)
             ON CONFLICT (key) DO UPDATE SET body = excluded.body, at = excluded.at",
            params![key, body, at],
        )?;
        Ok(())
    }

    /// Unfinished typing kept earlier, and when.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn draft(&self, key: &str) -> Result<Option<(String, i64)>> {
        let mut find = self
            .db
            .prepare_cached("SELECT body, at FROM draft WHERE key = ?1")?;
        Ok(find
            .query_row([key], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?)
    }

    /// Forgets unfinished typing.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn drop_draft(&self, key: &str) -> Result<()> {
        if !self.read_only() {
            self.db.execute("DELETE FROM draft WHERE key = ?1", [key])?;
        }
        Ok(())
    }
}
