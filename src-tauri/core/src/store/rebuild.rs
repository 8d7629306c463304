//! Working everything out again from the log: a test, a repair, and the way up after a new version knows more fields.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, TransactionBehavior};

use super::{
    Result, Rules, Store, StoreError, findings,
    heads::{self, Applied, LIFE, WriteAt},
    search, steps, unsettled,
};
use crate::{
    env::Env,
    record::{Id, Kinds},
};

impl Store {
    /// Empties every table that is worked out from the log and fills it again, in one transaction.
    ///
    /// # Errors
    /// When the file can't be written; then it is as before.
    pub fn rebuild(&mut self, env: &dyn Env) -> Result<()> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let db = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        replay(&db, &self.kinds, self.rules.as_ref(), env)?;
        findings::replace_all(&db, &self.rules.all(&db, env.today())?, env.today())?;
        db.commit()?;
        Ok(())
    }
}

/// Fills the tables from the log in `db`.
pub(super) fn replay(
    db: &Connection,
    kinds: &Kinds,
    rules: &dyn Rules,
    env: &dyn Env,
) -> Result<()> {
    db.execute_batch("DELETE FROM head; DELETE FROM field_note;")?;
    search::clear(db)?;
    unsettled::clear(db)?;
    for kind in kinds {
        db.execute(&format!("DELETE FROM \"{}\"", kind.name()), [])?;
    }
    rules.load_shipped(db)?;
    advance_all(db, env)?;
    let mut touched = show_all(db, kinds, env)?;
    unsettled::refresh(db, kinds, rules, &mut touched)?;
    let total = touched.len();
    for (at, (kind, id)) in touched.into_iter().enumerate() {
        steps::step(env, at, total, "Filling the search again")?;
        if let Some(kind) = kinds.get(&kind) {
            search::refresh(db, kinds, kind, id)?;
        }
    }
    Ok(())
}

/// Heads: every write in causal order.
fn advance_all(db: &Connection, env: &dyn Env) -> Result<()> {
    let total: i64 = db.query_row("SELECT count(*) FROM log_write", [], |r| r.get(0))?;
    let mut done = 0;
    let mut writes = db.prepare(
        "SELECT w.change_no, w.idx, c.clock, w.field_no, w.record
         FROM log_write w JOIN log_change c USING (change_no) ORDER BY w.change_no, w.idx",
    )?;
    let mut parents = db.prepare(
        "SELECT parent_no, parent_idx FROM log_parent WHERE change_no = ?1 AND idx = ?2",
    )?;
    let mut rows = writes.query([])?;
    while let Some(r) = rows.next()? {
        steps::step(env, done, total as usize, "Going through all edits")?;
        done += 1;
        let at: WriteAt = (r.get(0)?, r.get(1)?);
        let replaced = parents
            .query_map([at.0, at.1], |p| Ok((p.get(0)?, p.get(1)?)))?
            .collect::<rusqlite::Result<Vec<WriteAt>>>()?;
        let write = Applied {
            at,
            clock: r.get(2)?,
            field_no: r.get(3)?,
            record: r.get(4)?,
            parents: &replaced,
        };
        heads::advance(db, &write)?;
    }
    Ok(())
}

/// Tables: every record from the heads of its fields.
fn show_all(db: &Connection, kinds: &Kinds, env: &dyn Env) -> Result<BTreeSet<(String, Id)>> {
    let mut fields = db.prepare(
        "SELECT DISTINCT h.record, h.field_no, f.kind, f.field FROM head h JOIN log_field f USING (field_no)
         ORDER BY h.record, h.field_no",
    )?;
    let mut records: BTreeMap<(Id, String), Vec<(i64, String)>> = BTreeMap::new();
    let rows = fields.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    for row in rows {
        let (record, no, kind, field): (Id, i64, String, String) = row?;
        records.entry((record, kind)).or_default().push((no, field));
    }
    let mut touched = BTreeSet::new();
    let total = records.len();
    for (at, ((record, kind_name), fields)) in records.into_iter().enumerate() {
        steps::step(env, at, total, "Filling the lists again")?;
        let Some(kind) = kinds.get(&kind_name) else {
            continue;
        };
        let known: Vec<_> = fields
            .iter()
            .filter_map(|(no, name)| kind.field(name).map(|field| (*no, field)))
            .collect();
        let shipped = is_shown(db, kind.name(), record)?;
        heads::show(db, kind, record, &known)?;
        match fields.iter().find(|(_, name)| name == LIFE) {
            Some((life, _)) => heads::show_life(db, kind, record, *life)?,
            None if shipped => {}
            None => heads::show_life(db, kind, record, 0)?,
        }
        touched.insert((kind_name, record));
    }
    Ok(touched)
}

/// The table has a row already: the record ships with the program.
fn is_shown(db: &Connection, kind: &str, record: Id) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM \"{kind}\" WHERE id = ?1)");
    Ok(db.prepare_cached(&sql)?.query_row([record], |r| r.get(0))?)
}
