//! Taking back: a new change that writes the earlier values. Works on any action, also after a restart, also on a
//! whole import; taking back an undo is the redo.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use super::{
    Action, Receipt, Result, Store, StoreError, Verb,
    heads::{self, LIFE, WriteAt},
    log::special,
    rows,
};
use crate::{
    env::Env,
    record::{Id, Value},
};

/// How many actions back a plain "undo" looks; older ones are taken back by name.
const REACH: i64 = 500;

/// What an undo did.
#[derive(Debug, Clone)]
pub struct Undone {
    /// Label of what was taken back.
    pub label: String,
    /// The receipt of doing so.
    pub receipt: Receipt,
    /// What was left as it is, since it was changed later: one line each.
    pub left: Vec<String>,
}

/// One field that an action wrote: the values to put back, and the writes to put them over.
struct Step {
    kind: String,
    record: Id,
    field: String,
    over: Vec<WriteAt>,
    back: Vec<Value>,
}

struct Plan {
    steps: Vec<Step>,
    left: Vec<String>,
}

impl Store {
    /// What a plain "undo" takes back: the newest action that stands and is no undo itself.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn undo_next(&self) -> Result<Option<super::ActionRow>> {
        for id in self.action_ids(REACH)? {
            let Some(action) = self.action(id)? else {
                continue;
            };
            if !action.undone && action.verb.is_some_and(|v| v.undoable() && v != Verb::Undo) {
                return Ok(Some(action));
            }
        }
        Ok(None)
    }

    /// What a plain "redo" takes back: the newest undo that stands, unless something new was done since.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn redo_next(&self) -> Result<Option<super::ActionRow>> {
        for id in self.action_ids(REACH)? {
            let Some(action) = self.action(id)? else {
                continue;
            };
            match action.verb {
                Some(Verb::Undo) if self.is_redo(&action)? => {}
                Some(Verb::Undo) if action.undone => {}
                Some(Verb::Undo) => return Ok(Some(action)),
                _ => return Ok(None),
            }
        }
        Ok(None)
    }

    fn is_redo(&self, action: &super::ActionRow) -> Result<bool> {
        let Some(undone) = action.undoes else {
            return Ok(false);
        };
        Ok(self
            .action(undone)?
            .is_some_and(|a| a.verb == Some(Verb::Undo)))
    }

    /// Takes an action back. Fields that something later has changed are left and named; with `partly` false their
    /// presence stops the undo.
    ///
    /// # Errors
    /// Unknown actions; actions that are withdrawn, not undone; later edits unless `partly`; frozen records.
    pub fn undo(&mut self, env: &dyn Env, author: Id, action: Id, partly: bool) -> Result<Undone> {
        let Some(row) = self.action(action)? else {
            return Err(StoreError::refused(
                "no_action",
                "There is no such edit in this hub file.",
                "",
            ));
        };
        if !row.verb.is_some_and(Verb::undoable) {
            let hint = "What others rely on is withdrawn or reopened instead, so that everybody can see it.";
            return Err(StoreError::refused(
                "not_undoable",
                format!("“{}” can't be undone.", row.label),
                hint,
            ));
        }
        if row.undone {
            return Err(StoreError::refused(
                "undone",
                format!("“{}” was undone already.", row.label),
                "",
            ));
        }
        let plan = self.plan_undo(action)?;
        if !plan.left.is_empty() && !partly {
            let first: Vec<&str> = plan.left.iter().take(3).map(String::as_str).collect();
            let more = plan.left.len().saturating_sub(3);
            let more = if more > 0 {
                format!(" And {more} more.")
            } else {
                String::new()
            };
            let message = format!(
                "Something was changed since: {}{more} Nothing was undone.",
                first.join(" ")
            );
            let hint = "You can undo the rest and keep the later edits.";
            return Err(StoreError::refused("later_edits", message, hint));
        }
        let kinds = std::sync::Arc::clone(&self.kinds);
        let undo = Action {
            verb: Verb::Undo,
            detail: None,
            reason: None,
            undoes: Some(action),
        };
        let steps = plan.steps;
        let ((), receipt) = self.transact(env, author, undo, |tx| {
            for step in steps {
                let Some(kind) = kinds.get(&step.kind) else {
                    continue;
                };
                for value in step.back {
                    tx.put_back(kind, step.record, &step.field, value, step.over.clone())?;
                }
            }
            Ok(())
        })?;
        Ok(Undone {
            label: row.label,
            receipt,
            left: plan.left,
        })
    }

    fn plan_undo(&self, action: Id) -> Result<Plan> {
        let mut rows = self.db.prepare_cached(
            "SELECT f.kind, w.record, f.field, w.field_no, w.change_no, w.idx
             FROM log_write w JOIN log_change c USING (change_no) JOIN log_field f USING (field_no)
             WHERE c.action = ?1 AND f.kind <> ?2 ORDER BY w.change_no, w.idx",
        )?;
        let writes = rows.query_map(params![action, special::ACTION], |r| {
            Ok((
                r.get(0)?,
                r.get(1)?,
                r.get(2)?,
                r.get(3)?,
                (r.get(4)?, r.get(5)?),
            ))
        })?;
        // All writes of the action to one field, in order.
        let mut fields: BTreeMap<(Id, i64), (String, String, Vec<WriteAt>)> = BTreeMap::new();
        let mut order = vec![];
        for write in writes {
            let (kind, record, field, no, at): (String, Id, String, i64, WriteAt) = write?;
            let entry = fields.entry((record, no)).or_insert_with(|| {
                order.push((record, no));
                (kind, field, vec![])
            });
            entry.2.push(at);
        }
        let made: BTreeSet<Id> = self.made_by(&fields)?;
        let mut plan = Plan {
            steps: vec![],
            left: vec![],
        };
        for key in order {
            let Some((kind, field, own)) = fields.get(&key) else {
                continue;
            };
            let record = key.0;
            // A record that the action made is removed whole; its fields stay as they are underneath.
            if made.contains(&record) && field != LIFE {
                continue;
            }
            let current = heads::of(&self.db, record, key.1)?;
            let heads: Vec<WriteAt> = current.iter().map(|h| h.at).collect();
            let last = self.unreplaced(own)?;
            let untouched = !heads.is_empty()
                && (heads.iter().all(|h| own.contains(h))
                    || self.all_stand_for(&heads, record, key.1, field)?
                        == self.all_stand_for(&last, record, key.1, field)?);
            let later = made.contains(&record) && self.edited_since(record, action)?;
            if !untouched || later {
                let title = rows::title(&self.db, &self.kinds, kind, record)?;
                let label = self
                    .kinds
                    .get(kind)
                    .and_then(|k| k.field(field))
                    .map(|f| f.label.clone());
                plan.left.push(match label {
                    Some(label) => format!("{label} of {title} was changed later."),
                    None => format!("{title} was changed later."),
                });
                continue;
            }
            plan.steps.push(Step {
                kind: kind.clone(),
                record,
                field: field.clone(),
                over: if field == LIFE {
                    self.all_heads(record)?
                } else {
                    current.iter().map(|h| h.at).collect()
                },
                back: self.before(own, field)?,
            });
        }
        // Fields first, then the word on the whole record, which has to see them.
        plan.steps.sort_by_key(|s| s.field == LIFE);
        Ok(plan)
    }

    /// Records whose being there starts with this action.
    fn made_by(
        &self,
        fields: &BTreeMap<(Id, i64), (String, String, Vec<WriteAt>)>,
    ) -> Result<BTreeSet<Id>> {
        let mut made = BTreeSet::new();
        for ((record, _), (_, field, own)) in fields {
            if field == LIFE && self.outside_parents(own, LIFE)?.is_empty() {
                made.insert(*record);
            }
        }
        Ok(made)
    }

    /// Those of some writes that none of them replaces.
    fn unreplaced(&self, own: &[WriteAt]) -> Result<Vec<WriteAt>> {
        let mut parents = self.db.prepare_cached(
            "SELECT parent_no, parent_idx FROM log_parent WHERE change_no = ?1 AND idx = ?2",
        )?;
        let mut replaced: BTreeSet<WriteAt> = BTreeSet::new();
        for at in own {
            for parent in parents.query_map([at.0, at.1], |r| Ok((r.get(0)?, r.get(1)?)))? {
                replaced.insert(parent?);
            }
        }
        Ok(own
            .iter()
            .filter(|w| !replaced.contains(w))
            .copied()
            .collect())
    }

    fn all_stand_for(
        &self,
        writes: &[WriteAt],
        record: Id,
        field_no: i64,
        field: &str,
    ) -> Result<BTreeSet<WriteAt>> {
        let mut out = BTreeSet::new();
        for at in writes {
            out.extend(self.stands_for(*at, record, field_no, field)?);
        }
        Ok(out)
    }

    /// The writes that a write stands for: what an undo wrote is as good as what was there before the undone action,
    /// and so on back. Nothing, where there was nothing before.
    fn stands_for(
        &self,
        at: WriteAt,
        record: Id,
        field_no: i64,
        field: &str,
    ) -> Result<Vec<WriteAt>> {
        let undoes: Option<Id> = self
            .db
            .prepare_cached("SELECT undoes FROM log_change WHERE change_no = ?1")?
            .query_row([at.0], |r| r.get(0))?;
        let Some(undone) = undoes else {
            return Ok(vec![at]);
        };
        let mut writes = self.db.prepare_cached(
            "SELECT w.change_no, w.idx FROM log_write w JOIN log_change c USING (change_no)
             WHERE c.action = ?1 AND w.record = ?2 AND w.field_no = ?3",
        )?;
        let writes = writes
            .query_map(params![undone, record, field_no], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })?
            .collect::<rusqlite::Result<Vec<WriteAt>>>()?;
        let mut out = vec![];
        for before in self.outside_parents(&writes, field)? {
            out.extend(self.stands_for(before, record, field_no, field)?);
        }
        Ok(out)
    }

    /// Some field of the record says something that neither this action nor an undo of later ones has put there.
    fn edited_since(&self, record: Id, action: Id) -> Result<bool> {
        let mut heads = self.db.prepare_cached(
            "SELECT h.change_no, h.idx, h.field_no, f.field FROM head h JOIN log_field f USING (field_no)
             WHERE h.record = ?1",
        )?;
        let heads = heads.query_map([record], |r| {
            Ok(((r.get(0)?, r.get(1)?), r.get(2)?, r.get::<_, String>(3)?))
        })?;
        let mut by = self
            .db
            .prepare_cached("SELECT action FROM log_change WHERE change_no = ?1")?;
        for head in heads {
            let (at, field_no, field) = head?;
            for write in self.stands_for(at, record, field_no, &field)? {
                if by.query_row([write.0], |r| r.get::<_, Id>(0))? != action {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn all_heads(&self, record: Id) -> Result<Vec<WriteAt>> {
        let mut all = self
            .db
            .prepare_cached("SELECT change_no, idx FROM head WHERE record = ?1")?;
        let all = all.query_map([record], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(all.collect::<rusqlite::Result<_>>()?)
    }

    /// The writes of the same field that the action's writes replaced, without the action's own.
    fn outside_parents(&self, own: &[WriteAt], field: &str) -> Result<Vec<WriteAt>> {
        let mut parents = self.db.prepare_cached(
            "SELECT p.parent_no, p.parent_idx FROM log_parent p
             JOIN log_write w ON w.change_no = p.parent_no AND w.idx = p.parent_idx
             JOIN log_field f USING (field_no)
             WHERE p.change_no = ?1 AND p.idx = ?2 AND f.field = ?3",
        )?;
        let mut out = vec![];
        for at in own {
            for parent in
                parents.query_map(params![at.0, at.1, field], |r| Ok((r.get(0)?, r.get(1)?)))?
            {
                let parent = parent?;
                if !own.contains(&parent) && !out.contains(&parent) {
                    out.push(parent);
                }
            }
        }
        Ok(out)
    }

    /// The values before the action: several where it settled versions, `Null` where there was none.
    fn before(&self, own: &[WriteAt], field: &str) -> Result<Vec<Value>> {
        let mut values: Vec<Value> = vec![];
        for at in self.outside_parents(own, field)? {
            let value: Value = self
                .db
                .prepare_cached("SELECT value FROM log_write WHERE change_no = ?1 AND idx = ?2")?
                .query_row(params![at.0, at.1], |r| r.get(0))?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() {
            values.push(if field == LIFE {
                Value::Int(0)
            } else {
                Value::Null
            });
        }
        Ok(values)
    }
}
