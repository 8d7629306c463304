//! A hub file as it was: on a day, what had arrived here; for a pack, exactly the changes it names.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{OpenOptions, Result, Store, StoreError, log::hex, migrate, rebuild};
use crate::env::Env;

/// Which state to look at.
#[derive(Debug, Clone)]
pub enum Moment {
    /// What had arrived here by then (UTC milliseconds).
    Arrived(i64),
    /// What these holdings name: for each actor (hex) the number of its last change.
    Holdings(BTreeMap<String, i64>),
}

impl Store {
    /// What this file holds: for each actor (hex) the number and hash (hex) of its last change. Recorded with
    /// everything that is signed, so that the same state can be looked at again on any laptop.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn holdings(&self) -> Result<BTreeMap<String, (i64, String)>> {
        holdings(&self.db)
    }

    /// A read-only copy in memory of the file as it was.
    ///
    /// # Errors
    /// When the holdings name changes that are not in this file.
    pub fn as_at(&self, moment: &Moment, env: &dyn Env) -> Result<Self> {
        let options = OpenOptions {
            config: &self.config,
            kinds: std::sync::Arc::clone(&self.kinds),
            rules: std::sync::Arc::clone(&self.rules),
            writer: None,
            keys: None,
        };
        let memory = Connection::open_in_memory()?;
        let mut copy = Self::prepared(memory, &self.path, &options, None, env)?;
        migrate::to_latest(&mut copy.db)?;
        copy_log(&self.db, &copy.db, &self.wanted(moment)?)?;
        copy.load_names()?;
        rebuild::replay(&copy.db, &copy.kinds, copy.rules.as_ref(), env)?;
        super::findings::replace_all(
            &copy.db,
            &copy.rules.all(&copy.db, env.today())?,
            env.today(),
        )?;
        Ok(copy)
    }

    fn wanted(&self, moment: &Moment) -> Result<Vec<i64>> {
        let all = |sql: &str, at: i64| -> Result<Vec<i64>> {
            let mut rows = self.db.prepare(sql)?;
            Ok(rows
                .query_map([at], |r| r.get(0))?
                .collect::<rusqlite::Result<_>>()?)
        };
        match moment {
            Moment::Arrived(at) => all(
                "SELECT change_no FROM log_change WHERE arrived <= ?1 ORDER BY change_no",
                *at,
            ),
            Moment::Holdings(holdings) => {
                let here = self.holdings()?;
                for (actor, seq) in holdings {
                    if here.get(actor).is_none_or(|h| h.0 < *seq) {
                        let message = "Some of the edits that this copy was made from are not in your hub file.";
                        let hint = "Ask a colleague for a file with everything, then look again.";
                        return Err(StoreError::refused("not_here", message, hint));
                    }
                }
                let mut rows = self.db.prepare(
                    "SELECT c.change_no, c.seq, a.actor FROM log_change c JOIN log_actor a USING (actor_no)
                     WHERE c.branch = 0 ORDER BY c.change_no",
                )?;
                let rows = rows.query_map([], |r| {
                    Ok((
                        r.get::<_, i64>(0)?,
                        r.get::<_, i64>(1)?,
                        r.get::<_, Vec<u8>>(2)?,
                    ))
                })?;
                let mut wanted = vec![];
                for row in rows {
                    let (change, seq, actor) = row?;
                    if holdings.get(&hex(&actor)).is_some_and(|last| seq <= *last) {
                        wanted.push(change);
                    }
                }
                Ok(wanted)
            }
        }
    }
}

pub(crate) fn holdings(db: &Connection) -> Result<BTreeMap<String, (i64, String)>> {
    let mut rows = db.prepare(
        "SELECT a.actor, c.seq, c.hash FROM log_actor a JOIN log_change c ON c.change_no =
           (SELECT l.change_no FROM log_change l WHERE l.actor_no = a.actor_no AND l.branch = 0 ORDER BY l.seq DESC LIMIT 1)",
    )?;
    let rows = rows.query_map([], |r| {
        Ok((
            hex(&r.get::<_, Vec<u8>>(0)?),
            (r.get(1)?, hex(&r.get::<_, Vec<u8>>(2)?)),
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Copies these changes with everything that belongs to them.
fn copy_log(from: &Connection, to: &Connection, changes: &[i64]) -> Result<()> {
    to.execute_batch("BEGIN")?;
    for table in ["log_actor", "log_field", "meta"] {
        copy_rows(from, to, &format!("SELECT * FROM {table}"), table, None)?;
    }
    for change in changes {
        for table in ["log_change", "log_write", "log_parent"] {
            copy_rows(
                from,
                to,
                &format!("SELECT * FROM {table} WHERE change_no = ?1"),
                table,
                Some(*change),
            )?;
        }
    }
    to.execute_batch("COMMIT")?;
    Ok(())
}

fn copy_rows(
    from: &Connection,
    to: &Connection,
    select: &str,
    table: &str,
    change: Option<i64>,
) -> Result<()> {
    let mut read = from.prepare_cached(select)?;
    let columns = read.column_count();
    let marks: Vec<String> = (1..=columns).map(|i| format!("?{i}")).collect();
    let mut write = to.prepare_cached(&format!(
        "INSERT OR REPLACE INTO {table} VALUES ({})",
        marks.join(", ")
    ))?;
    let mut rows = match change {
        Some(change) => read.query(params![change])?,
        None => read.query([])?,
    };
    while let Some(r) = rows.next()? {
        let values = (0..columns).map(|i| r.get::<_, rusqlite::types::Value>(i));
        write.execute(rusqlite::params_from_iter(
            values.collect::<rusqlite::Result<Vec<_>>>()?,
        ))?;
    }
    Ok(())
}
