//! Records that a person told apart: they are never put before people as one again.

use std::collections::BTreeSet;

use rusqlite::params;

use super::{What, settled_field};
use crate::{
    env::Env,
    record::{Id, Value},
    store::{Action, Receipt, Result, Store, Verb, log::special::SETTLED},
};

impl Store {
    /// Pairs of records of a kind that were told apart: the later identifier first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn told_apart(&self, kind: &str) -> Result<BTreeSet<(Id, Id)>> {
        let front = format!("{SETTLED}{}_", What::Same.name());
        let mut rows = self.db.prepare_cached(
            "SELECT h.record, f.field FROM log_field f JOIN head h USING (field_no)
             JOIN log_write w ON w.change_no = h.change_no AND w.idx = h.idx
             WHERE f.kind = ?1 AND substr(f.field, 1, length(?2)) = ?2 AND w.value IS NOT NULL",
        )?;
        let mut out = BTreeSet::new();
        let mut rows = rows.query(params![kind, front])?;
        while let Some(row) = rows.next()? {
            let (record, field): (Id, String) = (row.get(0)?, row.get(1)?);
            if let Some(other) = field.strip_prefix(&front).and_then(|o| o.parse().ok()) {
                out.insert((record, other));
            }
        }
        Ok(out)
    }

    /// Tells records of a kind apart, each from each, as one edit.
    ///
    /// # Errors
    /// Records that are not there; a file that can't be written.
    pub fn tell_apart(
        &mut self,
        env: &dyn Env,
        author: Id,
        kind: &str,
        records: &[Id],
    ) -> Result<Receipt> {
        for record in records {
            self.row(kind, *record)?;
        }
        let ((), receipt) = self.transact(env, author, Action::new(Verb::Settle), |tx| {
            for (n, one) in records.iter().enumerate() {
                for other in records.iter().skip(n + 1).filter(|o| *o != one) {
                    let (later, earlier) = (one.max(other), one.min(other));
                    let field = settled_field(What::Same, &earlier.to_string());
                    tx.write_word(kind, *later, &field, Value::Text("apart".into()))?;
                }
            }
            Ok(())
        })?;
        Ok(receipt)
    }
}
