//! Writing the changes of an action into the log, now that the number of its parts is known.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use super::{Part, Tx};
use crate::{
    record::{Id, Value},
    store::{
        Result, StoreError,
        log::{self, ActionLine, RecordOps, Structure, hex, special},
        migrate,
    },
};

/// A change that parents point into: actor, number, start of the hash.
type Dep = (String, i64, String);

impl Tx<'_> {
    /// Writes the changes of the action into the log, now that the number of its parts is known.
    pub(super) fn seal(&mut self) -> Result<()> {
        if self.parts.is_empty() {
            return Ok(());
        }
        for (field, text) in [
            ("detail", self.action.detail.clone()),
            ("reason", self.action.reason.clone()),
        ] {
            if let Some(text) = text {
                let id = self.action_id;
                self.write_over(special::ACTION, id, field, Value::Text(text), vec![])?;
                self.writes -= 1;
            }
        }
        let parts = std::mem::take(&mut self.parts);
        self.written.clear();
        let of = parts.len() as i64;
        // What arrived since the last own change: from now on the past of this one, whether it replaces any of it or not.
        // Under a new name everything here is, what was written under the old one too: it may be of a laptop that was
        // blocked meanwhile, and then it counts elsewhere only as the past of something that does.
        let past = match self.writer.last {
            Some(_) => "SELECT change_no FROM log_unacknowledged ORDER BY actor_no",
            None => {
                "SELECT max(change_no) FROM log_change GROUP BY actor_no, branch ORDER BY actor_no, branch"
            }
        };
        let mut arrived: Vec<i64> = self
            .db
            .prepare_cached(past)?
            .query_map([], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        self.db
            .prepare_cached("DELETE FROM log_unacknowledged")?
            .execute([])?;
        for (i, part) in parts.iter().enumerate() {
            self.seal_part(part, i as i64 + 1, of, std::mem::take(&mut arrived))?;
        }
        Ok(())
    }

    fn seal_part(&mut self, part: &Part, number: i64, of: i64, arrived: Vec<i64>) -> Result<()> {
        let (deps, places) = self.deps(part, arrived)?;
        let mut ops: Vec<RecordOps> = vec![];
        for write in &part.writes {
            let name = self.names.borrow().fields.get(&write.field_no).cloned();
            let Some(name) = name else {
                return Err(StoreError::Log("a field without a name".into()));
            };
            let parents = write.parents.iter().map(|p| (places[&p.0], p.1)).collect();
            match ops.last_mut() {
                Some(last) if last.r == write.record && last.k == name.0 => {
                    last.f.push((name.1.clone(), parents))
                }
                _ => ops.push(RecordOps {
                    k: name.0.clone(),
                    r: write.record,
                    f: vec![(name.1.clone(), parents)],
                }),
            }
        }
        let seq = self.writer.last.as_ref().map_or(1, |l| l.0 + 1);
        let line = Structure {
            v: 1,
            actor: hex(self.writer.actor.as_bytes()),
            seq,
            prev: self.writer.last.as_ref().map(|l| l.1.clone()),
            deps,
            clock: log::clock_text(part.clock),
            author: self.author,
            schema: migrate::KNOWN,
            action: ActionLine {
                id: self.action_id,
                verb: self.action.verb.name().into(),
                part: number,
                of,
                undoes: self.action.undoes,
            },
            ops,
        };
        let body = serde_json::to_string(&line).map_err(|e| StoreError::Log(e.to_string()))?;
        let mut nonce = [0; 16];
        self.env.fill(&mut nonce);
        let commitments: Vec<[u8; 32]> = part
            .writes
            .iter()
            .enumerate()
            .map(|(i, w)| log::commitment(&log::salt(&nonce, i as i64), &w.value))
            .collect();
        let hash = log::change_hash(&body, &commitments);
        self.db.prepare_cached(
            "INSERT INTO log_change
               (change_no, hash, actor_no, seq, clock, author, action, part, parts, verb, undoes, body, nonce, arrived)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            part.change_no,
            hash.as_slice(),
            self.writer.actor_no,
            seq,
            part.clock,
            self.author,
            self.action_id,
            number,
            of,
            self.action.verb.name(),
            self.action.undoes,
            body,
            nonce.as_slice(),
            self.env.now(),
        ])?;
        self.writer.last = Some((seq, hex(&hash)));
        Ok(())
    }

    /// The changes that parents point into, and the place of each.
    fn deps(&self, part: &Part, arrived: Vec<i64>) -> Result<(Vec<Dep>, BTreeMap<i64, usize>)> {
        let mut changes: BTreeSet<i64> = part
            .writes
            .iter()
            .flat_map(|w| &w.parents)
            .map(|p| p.0)
            .chain(arrived)
            .collect();
        let own = changes.remove(&part.change_no);
        let mut deps = vec![];
        let mut places = BTreeMap::new();
        let mut find = self.db.prepare_cached(
            "SELECT a.actor, c.seq, c.hash FROM log_change c JOIN log_actor a USING (actor_no) WHERE c.change_no = ?1",
        )?;
        for change in changes {
            let dep = find.query_row([change], |r| {
                let (actor, hash): (Id, Vec<u8>) = (r.get(0)?, r.get(2)?);
                Ok((hex(actor.as_bytes()), r.get(1)?, hex(&hash[..8])))
            })?;
            places.insert(change, deps.len());
            deps.push(dep);
        }
        if own {
            // A removal that has seen writes of its own change: one past the list stands for the change itself.
            places.insert(part.change_no, deps.len());
        }
        Ok((deps, places))
    }
}
