//! Taking back a whole bringing in: one new edit that writes what was there before, for every field that it touched and
//! nobody has changed since. What others rely on (sign-offs, the team) stays.

use std::collections::BTreeSet;

use rusqlite::params;

use super::{
    Action, Result, Store, StoreError, Undone, Verb,
    heads::{self, LIFE, WriteAt},
    rows,
    undo::Written,
};
use crate::{
    env::Env,
    record::{Id, Value},
};

impl Store {
    /// Takes back what the changes of local numbers `first` to `last` brought.
    ///
    /// # Errors
    /// When the hub file can't be written; then nothing was undone.
    pub fn undo_arrival(
        &mut self,
        env: &dyn Env,
        author: Id,
        first: i64,
        last: i64,
        label: &str,
    ) -> Result<Undone> {
        let mut left = vec![];
        let mut steps: Vec<(Written, Vec<Value>, Vec<WriteAt>)> = vec![];
        let came = self.came(first, last)?;
        let made: BTreeSet<Id> = self.made_between(&came, first)?;
        let fixed = self.fixed_between(first, last)?;
        let suppressed = self.suppressed()?;
        for field in came {
            if field.name != LIFE && made.contains(&field.record) {
                // A record that came in is removed whole; its fields stay as they are underneath.
                continue;
            }
            if suppressed.covers(&field.kind, field.record, &field.name) {
                left.push(self.stays(&field, "it was erased")?);
                continue;
            }
            let now: BTreeSet<WriteAt> = heads::of(&self.db, field.record, field.no)?
                .iter()
                .map(|h| h.at)
                .collect();
            let then: BTreeSet<WriteAt> = heads::as_of(&self.db, field.record, field.no, last)?
                .into_iter()
                .collect();
            let edited = made.contains(&field.record) && self.edited_after(field.record, last)?;
            let frozen = self
                .rules
                .frozen(&self.db, &field.kind, field.record)?
                .is_some();
            if now != then || edited || frozen || fixed.contains(&field.record) {
                let why = if frozen || fixed.contains(&field.record) {
                    "others rely on it"
                } else {
                    "it was changed since"
                };
                left.push(self.stays(&field, why)?);
                continue;
            }
            let before = heads::as_of(&self.db, field.record, field.no, first - 1)?;
            let back = self.values_at(&before, &field.name)?;
            let unseen = self.unseen_then(&field, &before, first - 1)?;
            steps.push((field, back, unseen));
        }
        if steps.is_empty() {
            let hint = "Change it back where you want to, record by record.";
            let message = "Everything that came in was taken back or changed since, or is relied on by others. Nothing was undone.";
            return Err(StoreError::refused("later_edits", message, hint));
        }
        let kinds = std::sync::Arc::clone(&self.kinds);
        let action = Action::new(Verb::Undo).of(label);
        let ((), receipt) = self.transact(env, author, action, |tx| {
            for (field, back, unseen) in steps {
                if let Some(kind) = kinds.get(&field.kind) {
                    tx.put_back(kind, field.record, &field.name, back, &unseen)?;
                }
            }
            Ok(())
        })?;
        left.dedup();
        Ok(Undone {
            label: label.to_owned(),
            receipt,
            left,
        })
    }

    /// Fields first, then the words on whole records, which have to see them.
    fn came(&self, first: i64, last: i64) -> Result<Vec<Written>> {
        let mut rows = self.db.prepare_cached(
            "SELECT DISTINCT f.kind, w.record, f.field, w.field_no FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.change_no BETWEEN ?1 AND ?2 AND substr(f.kind, 1, 1) <> '@'
             ORDER BY f.field = '@life', f.kind, w.record, f.field",
        )?;
        let rows = rows.query_map(params![first, last], |r| {
            Ok(Written {
                kind: r.get(0)?,
                record: r.get(1)?,
                name: r.get(2)?,
                no: r.get(3)?,
            })
        })?;
        let came = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(came
            .into_iter()
            .filter(|c| self.kinds.get(&c.kind).is_some())
            .collect())
    }

    fn made_between(&self, came: &[Written], first: i64) -> Result<BTreeSet<Id>> {
        let mut made = BTreeSet::new();
        for field in came.iter().filter(|f| f.name == LIFE) {
            if heads::as_of(&self.db, field.record, field.no, first - 1)?.is_empty() {
                made.insert(field.record);
            }
        }
        Ok(made)
    }

    /// Records that an action touched which is withdrawn, not undone.
    fn fixed_between(&self, first: i64, last: i64) -> Result<BTreeSet<Id>> {
        let mut rows = self.db.prepare_cached(
            "SELECT DISTINCT c.verb, w.record FROM log_change c JOIN log_write w USING (change_no)
             WHERE c.change_no BETWEEN ?1 AND ?2",
        )?;
        let rows = rows.query_map(params![first, last], |r| {
            Ok((r.get::<_, String>(0)?, r.get::<_, Id>(1)?))
        })?;
        let mut out = BTreeSet::new();
        for row in rows {
            let (verb, record) = row?;
            if !Verb::named(&verb).is_some_and(Verb::undoable) {
                out.insert(record);
            }
        }
        Ok(out)
    }

    fn edited_after(&self, record: Id, last: i64) -> Result<bool> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM head WHERE record = ?1 AND change_no > ?2)",
            )?
            .query_row(params![record, last], |r| r.get(0))?)
    }

    fn stays(&self, field: &Written, why: &str) -> Result<String> {
        let title = rows::title(&self.db, &self.kinds, &field.kind, field.record)?;
        let label = self
            .kinds
            .get(&field.kind)
            .and_then(|k| k.field(&field.name))
            .map_or_else(String::new, |f| format!("{} of ", f.label));
        Ok(format!("{label}{title} stays: {why}."))
    }

    fn values_at(&self, writes: &[WriteAt], field: &str) -> Result<Vec<Value>> {
        let mut values: Vec<Value> = vec![];
        for at in writes {
            let value: Value = self
                .db
                .prepare_cached("SELECT value FROM log_write WHERE change_no = ?1 AND idx = ?2")?
                .query_row([at.0, at.1], |r| r.get(0))?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if field == LIFE {
            return Ok(vec![Value::from(values.contains(&Value::Int(1)))]);
        }
        if values.is_empty() {
            values.push(Value::Null);
        }
        Ok(values)
    }
}
