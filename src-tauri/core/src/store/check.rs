//! Is this hub file sound? Pages, references, the chain of changes, and whether the tables say what the log says.

use super::{
    Result, Store, StoreError,
    log::{self, Structure, hex},
};
use crate::record::{Id, Value};

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// One line for each part that was checked.
    pub lines: Vec<String>,
    /// One line for each fault.
    pub faults: Vec<String>,
}

impl Store {
    /// Checks the file without changing it.
    ///
    /// # Errors
    /// When the file can't be read at all.
    pub fn check(&self) -> Result<Findings> {
        self.check_told(&mut |_, _| Ok(()))
    }

    /// As [`Store::check`], saying how many edits of how many are checked.
    ///
    /// # Errors
    /// As [`Store::check`], and what `tell` returns.
    pub fn check_told(&self, tell: &mut dyn FnMut(usize, usize) -> Result<()>) -> Result<Findings> {
        let mut found = Findings::default();
        self.check_pages(&mut found)?;
        self.check_chain(&mut found, tell)?;
        self.check_kept_bytes(&mut found)?;
        self.check_erasures(&mut found)?;
        Ok(found)
    }

    fn check_pages(&self, found: &mut Findings) -> Result<()> {
        let mut pages = self.db.prepare("PRAGMA integrity_check(20)")?;
        let lines = pages
            .query_map([], |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        if lines == ["ok"] {
            found.lines.push("Pages of the file: sound".into());
        } else {
            found
                .faults
                .extend(lines.into_iter().map(|l| format!("Pages of the file: {l}")));
        }
        let broken: i64 =
            self.db
                .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |r| {
                    r.get(0)
                })?;
        if broken == 0 {
            found.lines.push("References inside the log: sound".into());
        } else {
            found
                .faults
                .push(format!("References inside the log: {broken} lead nowhere"));
        }
        Ok(())
    }

    /// Attached files and signed copies are what their fingerprints say.
    fn check_kept_bytes(&self, found: &mut Findings) -> Result<()> {
        let hashes = self
            .db
            .prepare(
                "SELECT hash FROM blob WHERE hash NOT IN (SELECT hash FROM erasure_blob) ORDER BY hash",
            )?
            .query_map([], |r| Ok(hex(&r.get::<_, Vec<u8>>(0)?)))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        for hash in &hashes {
            if self.blob(hash)?.is_none() {
                let start: String = hash.chars().take(8).collect();
                found.faults.push(format!(
                    "Attached file or signed copy {start} is not what it was"
                ));
            }
        }
        found.lines.push(format!(
            "Attached files and signed copies: {}",
            hashes.len()
        ));
        Ok(())
    }

    /// Nothing that was ordered to be erased is there.
    fn check_erasures(&self, found: &mut Findings) -> Result<()> {
        let orders: i64 = self
            .db
            .query_row("SELECT count(*) FROM erasure", [], |r| r.get(0))?;
        let left: i64 = self.db.query_row(
            "SELECT count(*) FROM erasure_subject s JOIN log_write w ON w.record = s.record
             JOIN log_field f USING (field_no)
             WHERE f.kind = s.kind AND (s.field = '' OR s.field = f.field)
               AND substr(f.field, 1, 1) <> '@' AND w.commitment IS NULL",
            [],
            |r| r.get(0),
        )?;
        let unordered = self.missing_without_order()?;
        if left > 0 {
            found
                .faults
                .push(format!("Erasures: {left} values are still there"));
        } else if unordered > 0 {
            let values = match unordered {
                1 => "1 value is missing although nobody ordered it erased".to_owned(),
                n => format!("{n} values are missing although nobody ordered them erased"),
            };
            found.faults.push(format!("Erasures: {values}"));
        } else if orders > 0 {
            found
                .lines
                .push(format!("Erasures: {orders}, nothing left"));
        }
        Ok(())
    }

    /// Number of values that are gone, of which no order speaks.
    fn missing_without_order(&self) -> Result<i64> {
        Ok(self.db.query_row(
            "SELECT count(*) FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.commitment IS NOT NULL AND (substr(f.field, 1, 1) = '@' OR NOT EXISTS (
               SELECT 1 FROM erasure_subject s
               WHERE s.record = w.record AND s.kind = f.kind AND (s.field = '' OR s.field = f.field)))",
            [],
            |r| r.get(0),
        )?)
    }

    /// Works out every hash again, and follows each actor's chain.
    fn check_chain(
        &self,
        found: &mut Findings,
        tell: &mut dyn FnMut(usize, usize) -> Result<()>,
    ) -> Result<()> {
        let total: i64 = self
            .db
            .query_row("SELECT count(*) FROM log_change", [], |r| r.get(0))?;
        let mut changes = self.db.prepare(
            "SELECT change_no, hash, actor_no, seq, body, nonce FROM log_change ORDER BY actor_no, branch, seq",
        )?;
        // An actor has two histories where a laptop was cloned: both go back to the change at which they parted.
        let mut before = self.db.prepare(
            "SELECT EXISTS (SELECT 1 FROM log_change WHERE actor_no = ?1 AND seq = ?2 AND lower(hex(hash)) = ?3)",
        )?;
        let mut count = 0;
        let mut rows = changes.query([])?;
        while let Some(r) = rows.next()? {
            tell(count, total as usize)?;
            let change_no: i64 = r.get(0)?;
            let (hash, body, nonce): (Vec<u8>, String, Option<Vec<u8>>) =
                (r.get(1)?, r.get(4)?, r.get(5)?);
            let (actor_no, seq): (i64, i64) = (r.get(2)?, r.get(3)?);
            let commitments = self.commitments(change_no, nonce.as_deref())?;
            if log::change_hash(&body, &commitments).as_slice() != hash {
                found.faults.push(format!(
                    "Edit number {change_no} is not what it was when it was made"
                ));
            }
            match serde_json::from_str::<Structure>(&body) {
                Ok(line) => {
                    let fits = match &line.prev {
                        Some(prev) => before
                            .query_row(rusqlite::params![actor_no, seq - 1, prev], |r| r.get(0))?,
                        None => seq == 1,
                    };
                    if !fits || line.seq != seq {
                        found.faults.push(format!(
                            "Edit number {change_no} does not follow the one before"
                        ));
                    }
                    if let Some(fault) = self.compare_ops(change_no, &line)? {
                        found.faults.push(fault);
                    }
                }
                Err(_) => found
                    .faults
                    .push(format!("Edit number {change_no} can't be read")),
            }
            count += 1;
        }
        found.lines.push(format!(
            "Record of edits: {count} edits, each check code worked out again"
        ));
        Ok(())
    }

    /// The structure line and the table of writes name the same fields.
    fn compare_ops(&self, change_no: i64, line: &Structure) -> Result<Option<String>> {
        let mut writes = self.db.prepare_cached(
            "SELECT f.kind, w.record, f.field FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.change_no = ?1 ORDER BY w.idx",
        )?;
        let writes = writes.query_map([change_no], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let writes = writes.collect::<rusqlite::Result<Vec<(String, Id, String)>>>()?;
        let said: Vec<(String, Id, String)> = line
            .ops
            .iter()
            .flat_map(|o| o.f.iter().map(|f| (o.k.clone(), o.r, f.0.clone())))
            .collect();
        Ok((writes != said)
            .then(|| format!("Edit number {change_no} does not name the fields that it wrote")))
    }

    fn commitments(&self, change_no: i64, nonce: Option<&[u8]>) -> Result<Vec<[u8; 32]>> {
        let mut writes = self.db.prepare_cached(
            "SELECT idx, value, salt, commitment FROM log_write WHERE change_no = ?1 ORDER BY idx",
        )?;
        let mut out = vec![];
        let mut rows = writes.query([change_no])?;
        while let Some(r) = rows.next()? {
            let (idx, value): (i64, Value) = (r.get(0)?, r.get(1)?);
            let (salt, commitment): (Option<Vec<u8>>, Option<Vec<u8>>) = (r.get(2)?, r.get(3)?);
            let own: Option<[u8; 32]> = salt.and_then(|s| s.try_into().ok());
            out.push(match (commitment.map(<[u8; 32]>::try_from), own, nonce) {
                (Some(Ok(c)), _, _) => c,
                (None, Some(salt), _) => log::commitment(&salt, &value),
                (None, None, Some(nonce)) => log::commitment(&log::salt(nonce, idx), &value),
                _ => return Err(StoreError::Log(format!("edit {change_no} lost its secret"))),
            });
        }
        Ok(out)
    }
}
