//! Where the changes stand that others build on: from actor, number and hash to the local number.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    super::{Result, StoreError, log::unhex, parcel::Opened},
    waiting,
};

/// Changes looked up or applied during one bringing in.
#[derive(Default)]
pub struct Places {
    /// (actor, number, start of the hash) -> local number.
    known: HashMap<(i64, i64, [u8; 8]), i64>,
    /// The newest change of each actor: number and whole hash.
    tips: HashMap<i64, (i64, [u8; 32])>,
    /// The newest change of each actor that arrived: the next own change has to name it.
    newest: HashMap<i64, i64>,
    /// The greatest number of each actor that the log has; none = not looked at yet.
    highest: HashMap<i64, i64>,
    /// Actors with more than one history, and the number of the last; none = not looked at yet.
    split: Option<HashMap<i64, i64>>,
}

/// More than this is looked up in the file again: bounds memory.
const MOST_KNOWN: usize = 100_000;

impl Places {
    /// Local numbers of what a change builds on, in the order of its list; or the name of the first that is missing.
    pub fn find(
        &mut self,
        db: &Connection,
        actor_no: &dyn Fn(&str) -> Option<i64>,
        own: i64,
        opened: &Opened<'_>,
    ) -> Result<std::result::Result<Vec<i64>, String>> {
        let line = &opened.line;
        if let Some(prev) = line.prev {
            let Some(hash) = unhex::<32>(prev) else {
                return Err(form());
            };
            let is_tip = self.tips.get(&own) == Some(&(line.seq - 1, hash));
            if !is_tip && !holds(db, own, line.seq - 1, &hash)? {
                return Ok(Err(waiting::name(line.actor, line.seq - 1, &prev[..16])));
            }
        }
        let mut out = Vec::with_capacity(line.deps.len());
        for (actor, seq, start) in &line.deps {
            let Some(hash) = unhex::<8>(start) else {
                return Err(form());
            };
            let found = match actor_no(actor) {
                Some(no) => self.place(db, no, *seq, hash)?,
                None => None,
            };
            match found {
                Some(change_no) => out.push(change_no),
                None => return Ok(Err(waiting::name(actor, *seq, start))),
            }
        }
        Ok(Ok(out))
    }

    fn place(
        &mut self,
        db: &Connection,
        actor: i64,
        seq: i64,
        start: [u8; 8],
    ) -> Result<Option<i64>> {
        if let Some(no) = self.known.get(&(actor, seq, start)) {
            return Ok(Some(*no));
        }
        let mut rows = db.prepare_cached(
            "SELECT change_no, hash FROM log_change WHERE actor_no = ?1 AND seq = ?2",
        )?;
        let rows = rows.query_map([actor, seq], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, [u8; 32]>(1)?))
        })?;
        for row in rows {
            let (change_no, hash) = row?;
            if hash[..8] == start {
                self.remember((actor, seq, start), change_no);
                return Ok(Some(change_no));
            }
        }
        Ok(None)
    }

    fn remember(&mut self, key: (i64, i64, [u8; 8]), change_no: i64) {
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(key, change_no);
    }

    /// Whether the log may have a change of this number: not where it lies beyond all others of its actor, as most that
    /// arrive do. Looked up once for each actor instead of once for each change.
    pub fn may_have(&mut self, db: &Connection, actor: i64, seq: i64) -> Result<bool> {
        use std::collections::hash_map::Entry;
        let highest = match self.highest.entry(actor) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => *place.insert(
                db.prepare_cached(
                    "SELECT ifnull(max(seq), 0) FROM log_change WHERE actor_no = ?1",
                )?
                .query_row([actor], |r| r.get(0))?,
            ),
        };
        Ok(seq <= highest)
    }

    /// Which of an actor's histories a change belongs to: nearly always the only one, 0. A second history begins where
    /// another change follows the same one; from there on it keeps its number.
    pub fn branch(
        &mut self,
        db: &Connection,
        actor: i64,
        seq: i64,
        prev: Option<&str>,
    ) -> Result<i64> {
        let may_be_taken = self.may_have(db, actor, seq)?;
        if self.split.is_none() {
            let mut rows = db.prepare(
                "SELECT actor_no, max(branch) FROM log_change INDEXED BY log_change_twice
                 WHERE branch > 0 GROUP BY actor_no",
            )?;
            let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
            self.split = Some(rows.collect::<rusqlite::Result<_>>()?);
        }
        let split = self.split.get_or_insert_default();
        let most = split.get(&actor).copied().unwrap_or(0);
        let own = match prev.and_then(unhex::<32>) {
            Some(hash) if most > 0 => db
                .prepare_cached("SELECT branch FROM log_change WHERE hash = ?1")?
                .query_row([hash.as_slice()], |r| r.get(0))
                .optional()?
                .unwrap_or(0),
            _ => 0,
        };
        let taken = may_be_taken
            && db
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM log_change WHERE actor_no = ?1 AND seq = ?2 AND branch = ?3)",
                )?
                .query_row([actor, seq, own], |r| r.get(0))?;
        if taken {
            split.insert(actor, most + 1);
            return Ok(most + 1);
        }
        Ok(own)
    }

    /// A change was applied.
    pub fn applied(&mut self, actor: i64, seq: i64, hash: &[u8; 32], change_no: i64) {
        let mut start = [0; 8];
        start.copy_from_slice(&hash[..8]);
        self.remember((actor, seq, start), change_no);
        self.tips.insert(actor, (seq, *hash));
        if let Some(highest) = self.highest.get_mut(&actor) {
            *highest = seq.max(*highest);
        }
        self.newest.insert(actor, change_no);
    }

    /// Writes down what the next own change has to name.
    pub fn write(&self, db: &Connection) -> Result<()> {
        for (actor, change_no) in &self.newest {
            db.prepare_cached(
                "INSERT INTO log_unacknowledged (actor_no, change_no) VALUES (?1, ?2)
                 ON CONFLICT (actor_no) DO UPDATE SET change_no = excluded.change_no",
            )?
            .execute([actor, change_no])?;
        }
        Ok(())
    }
}

fn holds(db: &Connection, actor: i64, seq: i64, hash: &[u8; 32]) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM log_change WHERE actor_no = ?1 AND seq = ?2 AND hash = ?3)",
        )?
        .query_row(params![actor, seq, hash.as_slice()], |r| r.get(0))?)
}

fn form() -> StoreError {
    StoreError::Log("a change from elsewhere names its past in another form".into())
}
