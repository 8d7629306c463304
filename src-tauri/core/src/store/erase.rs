//! Erasing values for good, while the log still fits together: the value and the secret of its change go, its
//! commitment stays. Erasure orders that travel between laptops build on this.

use rusqlite::{TransactionBehavior, params};

use super::{Result, Store, StoreError, log};
use crate::{
    env::Env,
    record::{Id, Value},
};

impl Store {
    /// Erases every value that a field of a record ever had, from tables, log, search and the file's free pages.
    /// Returns how many values went.
    ///
    /// # Errors
    /// When the file can't be written; then nothing was erased.
    pub fn erase(&mut self, env: &dyn Env, kind: &str, record: Id, field: &str) -> Result<usize> {
        if self.read_only() {
            return Err(StoreError::ReadOnly);
        }
        self.kind(kind)?;
        let db = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let writes = db
            .prepare(
                "SELECT w.change_no, w.idx FROM log_write w JOIN log_field f USING (field_no)
                 WHERE w.record = ?1 AND f.kind = ?2 AND f.field = ?3 AND w.commitment IS NULL",
            )?
            .query_map(params![record, kind, field], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
        for (change, idx) in &writes {
            spread_salts(&db, *change)?;
            let (value, salt): (Value, Vec<u8>) = db.query_row(
                "SELECT value, salt FROM log_write WHERE change_no = ?1 AND idx = ?2",
                [change, idx],
                |r| Ok((r.get(0)?, r.get(1)?)),
            )?;
            let salt: [u8; 32] = salt
                .try_into()
                .map_err(|_| StoreError::Log("a salt of the wrong length".into()))?;
            db.execute(
                "UPDATE log_write SET value = NULL, salt = NULL, commitment = ?3 WHERE change_no = ?1 AND idx = ?2",
                params![change, idx, log::commitment(&salt, &value).as_slice()],
            )?;
        }
        super::rebuild::replay(&db, &self.kinds, self.rules.as_ref())?;
        super::findings::replace_all(&db, &self.rules.all(&db, env.today())?, env.today())?;
        db.commit()?;
        self.db
            .execute_batch("INSERT INTO search (search) VALUES ('optimize');")?;
        self.db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.db.execute_batch("VACUUM;")?;
        self.db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(writes.len())
    }
}

/// Gives every write of a change its own salt and forgets the secret they all come from: with it, the salt of the
/// erased value could be worked out again, and the value confirmed by guessing.
fn spread_salts(db: &rusqlite::Connection, change: i64) -> Result<()> {
    let nonce: Option<Vec<u8>> = db.query_row(
        "SELECT nonce FROM log_change WHERE change_no = ?1",
        [change],
        |r| r.get(0),
    )?;
    let Some(nonce) = nonce else { return Ok(()) };
    let places = db
        .prepare("SELECT idx FROM log_write WHERE change_no = ?1")?
        .query_map([change], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    for idx in places {
        db.execute(
            "UPDATE log_write SET salt = ?3 WHERE change_no = ?1 AND idx = ?2",
            params![change, idx, log::salt(&nonce, idx).as_slice()],
        )?;
    }
    db.execute(
        "UPDATE log_change SET nonce = NULL WHERE change_no = ?1",
        [change],
    )?;
    Ok(())
}
