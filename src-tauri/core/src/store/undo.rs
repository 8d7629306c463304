//! Taking back: a new change that writes the earlier values. Works on any action, also after a restart, also on a
//! whole import; taking back an undo is the redo.

use std::collections::BTreeSet;

use rusqlite::params;

use super::{
    Action, Receipt, Result, Store, StoreError, Verb,
    heads::{self, LIFE, WriteAt},
    log::special,
    rows, steps, unsettled,
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

/// A field that an action wrote.
pub(super) struct Written {
    pub(super) kind: String,
    pub(super) record: Id,
    pub(super) name: String,
    pub(super) no: i64,
}

/// One field to put back, and the versions it had.
struct Step {
    kind: String,
    record: Id,
    field: String,
    back: Vec<Value>,
    /// For a removal: what those who had removed the record had not seen of it then.
    unseen: Vec<WriteAt>,
}

#[derive(Default)]
struct Plan {
    steps: Vec<Step>,
    left: Vec<String>,
}

impl Store {
    /// What a plain "undo" takes back: the newest action of this laptop that stands and is no undo itself. What came from
    /// a colleague meanwhile is taken back by name, or as it came.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn undo_next(&self) -> Result<Option<super::ActionRow>> {
        // Only the one that is found is described: counting what a large one wrote takes its time.
        for id in self.own_action_ids(REACH)? {
            let verb = self.verb_of(id)?.and_then(|(verb, _)| verb);
            if verb.is_some_and(|v| v.undoable() && v != Verb::Undo) && !self.is_undone(id)? {
                return self.action(id);
            }
        }
        Ok(None)
    }

    /// What a plain "redo" takes back: the newest undo of this laptop that stands, unless something new was done here
    /// since.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn redo_next(&self) -> Result<Option<super::ActionRow>> {
        for id in self.own_action_ids(REACH)? {
            let Some((Some(Verb::Undo), undoes)) = self.verb_of(id)? else {
                return Ok(None);
            };
            if !self.is_redo(undoes)? && !self.is_undone(id)? {
                return self.action(id);
            }
        }
        Ok(None)
    }

    /// Taking back an undo is a redo.
    fn is_redo(&self, undoes: Option<Id>) -> Result<bool> {
        let undone = match undoes {
            Some(undone) => self.verb_of(undone)?,
            None => None,
        };
        Ok(undone.is_some_and(|(verb, _)| verb == Some(Verb::Undo)))
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
        let plan = self.plan_undo(env, action)?;
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
            let total = steps.len();
            for (at, step) in steps.into_iter().enumerate() {
                steps::step(env, at, total, "Putting back")?;
                match kinds.get(&step.kind) {
                    Some(kind) => {
                        tx.put_back(kind, step.record, &step.field, step.back, &step.unseen)?
                    }
                    None if step.kind == unsettled::ACTOR => {
                        for value in step.back {
                            tx.write_word(&step.kind, step.record, &step.field, value)?;
                        }
                    }
                    None => {}
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

    fn plan_undo(&self, env: &dyn Env, action: Id) -> Result<Plan> {
        let Some(span) = self.span(action)? else {
            return Ok(Plan::default());
        };
        let mut fields = self.fields_of(action)?;
        let word_on: BTreeSet<Id> = fields
            .iter()
            .filter(|f| f.name == LIFE)
            .map(|f| f.record)
            .collect();
        let mut made = BTreeSet::new();
        for field in fields.iter().filter(|f| f.name == LIFE) {
            if heads::as_of(&self.db, field.record, field.no, span.0 - 1)?.is_empty() {
                made.insert(field.record);
            }
        }
        // A record that the action made is removed whole; its fields stay as they are underneath.
        fields.retain(|f| f.name == LIFE || !made.contains(&f.record));
        // Fields first, then the word on the whole record, which has to see them.
        fields.sort_by_key(|f| f.name == LIFE);
        let suppressed = self.suppressed()?;
        let mut plan = Plan::default();
        let total = fields.len();
        for (at, field) in fields.into_iter().enumerate() {
            steps::step(env, at, total, "Comparing with later edits")?;
            if suppressed.covers(&field.kind, field.record, &field.name) {
                plan.left.push(self.left(&field, "erased")?);
                continue;
            }
            let now: Vec<WriteAt> = heads::of(&self.db, field.record, field.no)?
                .iter()
                .map(|h| h.at)
                .collect();
            let after = heads::as_of(&self.db, field.record, field.no, span.1)?;
            let changed = self.all_stand_for(&now, &field)?
                != self.all_stand_for(&after, &field)?
                || (made.contains(&field.record) && self.edited_since(field.record, action)?);
            let removed =
                !word_on.contains(&field.record) && !self.is_there(&field.kind, field.record)?;
            if changed || removed {
                let what = if removed { "removed" } else { "changed" };
                plan.left.push(self.left(&field, what)?);
                continue;
            }
            let before = heads::as_of(&self.db, field.record, field.no, span.0 - 1)?;
            // The version that was shown is written last, so that it is shown again.
            let mut in_order = heads::in_order(&self.db, &before)?;
            in_order.reverse();
            plan.steps.push(Step {
                back: self.values_of(&in_order, &field.name)?,
                unseen: self.unseen_then(&field, &before, span.0 - 1)?,
                kind: field.kind,
                record: field.record,
                field: field.name,
            });
        }
        Ok(plan)
    }

    /// First and last change of an action; none when it is not in this file.
    fn span(&self, action: Id) -> Result<Option<(i64, i64)>> {
        let span: (Option<i64>, Option<i64>) = self
            .db
            .prepare_cached(
                "SELECT min(change_no), max(change_no) FROM log_change WHERE action = ?1",
            )?
            .query_row([action], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(span.0.zip(span.1))
    }

    /// The fields that an action wrote, each once, in the order of writing.
    fn fields_of(&self, action: Id) -> Result<Vec<Written>> {
        let mut rows = self.db.prepare_cached(
            "SELECT f.kind, w.record, f.field, w.field_no
             FROM log_write w JOIN log_change c USING (change_no) JOIN log_field f USING (field_no)
             WHERE c.action = ?1 AND f.kind <> ?2 ORDER BY w.change_no, w.idx",
        )?;
        let rows = rows.query_map(params![action, special::ACTION], |r| {
            Ok(Written {
                kind: r.get(0)?,
                record: r.get(1)?,
                name: r.get(2)?,
                no: r.get(3)?,
            })
        })?;
        let mut seen = BTreeSet::new();
        let mut fields = vec![];
        for field in rows {
            let field = field?;
            if seen.insert((field.record, field.no)) {
                fields.push(field);
            }
        }
        Ok(fields)
    }

    /// Why a field is left as it is, in words.
    fn left(&self, field: &Written, what: &str) -> Result<String> {
        let title = rows::title(&self.db, &self.kinds, &field.kind, field.record)?;
        let label = self
            .kinds
            .get(&field.kind)
            .and_then(|k| k.field(&field.name))
            .map(|f| f.label.as_str());
        Ok(match label {
            Some(label) if what != "removed" => format!("{label} of {title} was {what} later."),
            _ => format!("{title} was {what} later."),
        })
    }

    fn all_stand_for(&self, writes: &[WriteAt], field: &Written) -> Result<BTreeSet<WriteAt>> {
        let mut out = BTreeSet::new();
        for at in writes {
            self.stand_for(*at, field.record, field.no, &mut out)?;
        }
        Ok(out)
    }

    /// The writes that a write stands for: what an undo wrote is as good as what was there before the undone action,
    /// and so on back. Nothing, where there was nothing before.
    fn stand_for(
        &self,
        at: WriteAt,
        record: Id,
        field_no: i64,
        out: &mut BTreeSet<WriteAt>,
    ) -> Result<()> {
        let mut open = vec![at];
        let mut seen = BTreeSet::new();
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            let undoes: Option<Id> = self
                .db
                .prepare_cached("SELECT undoes FROM log_change WHERE change_no = ?1")?
                .query_row([at.0], |r| r.get(0))?;
            match undoes
                .map(|undone| self.span(undone))
                .transpose()?
                .flatten()
            {
                Some(undone) => {
                    open.extend(heads::as_of(&self.db, record, field_no, undone.0 - 1)?)
                }
                None => drop(out.insert(at)),
            }
        }
        Ok(())
    }

    /// Some field of the record says something that neither this action nor an undo of later ones has put there.
    fn edited_since(&self, record: Id, action: Id) -> Result<bool> {
        let mut heads = self
            .db
            .prepare_cached("SELECT change_no, idx, field_no FROM head WHERE record = ?1")?;
        let heads = heads.query_map([record], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?;
        let mut by = self
            .db
            .prepare_cached("SELECT action FROM log_change WHERE change_no = ?1")?;
        for head in heads {
            let (at, field_no) = head?;
            let mut writes = BTreeSet::new();
            self.stand_for(at, record, field_no, &mut writes)?;
            for write in writes {
                if by.query_row([write.0], |r| r.get::<_, Id>(0))? != action {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The versions of a record's other fields that the words on its being there had not seen, when the change of number
    /// `last` had arrived here: they kept it in sight. Given as they stand now.
    pub(super) fn unseen_then(
        &self,
        field: &Written,
        words: &[WriteAt],
        last: i64,
    ) -> Result<Vec<WriteAt>> {
        if field.name != LIFE {
            return Ok(vec![]);
        }
        let mut seen = BTreeSet::new();
        let mut parents = self.db.prepare_cached(
            "SELECT parent_no, parent_idx FROM log_parent WHERE change_no = ?1 AND idx = ?2",
        )?;
        for word in words {
            for parent in parents.query_map([word.0, word.1], |r| Ok((r.get(0)?, r.get(1)?)))? {
                seen.insert(parent?);
            }
        }
        let mut others = self.db.prepare_cached(
            "SELECT DISTINCT w.field_no, f.field FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.record = ?1 AND f.kind = ?2 AND w.field_no <> ?3",
        )?;
        let others = others
            .query_map(params![field.record, field.kind, field.no], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })?
            .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
        let mut out = vec![];
        for (no, name) in others {
            let mut then = heads::as_of(&self.db, field.record, no, last)?;
            then.retain(|version| !seen.contains(version));
            if then.is_empty() || name.starts_with(special::SETTLED) {
                continue;
            }
            // What undos have put back since is as good as what was there then.
            let other = Written {
                kind: field.kind.clone(),
                record: field.record,
                name,
                no,
            };
            let then = self.all_stand_for(&then, &other)?;
            for now in heads::of(&self.db, field.record, no)? {
                if !self.all_stand_for(&[now.at], &other)?.is_disjoint(&then) {
                    out.push(now.at);
                }
            }
        }
        Ok(out)
    }

    /// The values of some writes, each once; for a record's being there, "removed" where there are none.
    fn values_of(&self, writes: &[WriteAt], field: &str) -> Result<Vec<Value>> {
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
