//! The actions, newest first: what can be undone, and what each was called.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store, Verb, identity::Laptop, log::special, rows};
use crate::record::Id;

/// One action.
#[derive(Debug, Clone)]
pub struct ActionRow {
    /// Identifier.
    pub id: Id,
    /// Verb; none when a newer version wrote it.
    pub verb: Option<Verb>,
    /// In words.
    pub label: String,
    /// Person.
    pub author: Id,
    /// UTC milliseconds.
    pub at: i64,
    /// Field writes.
    pub writes: i64,
    /// The action it takes back.
    pub undoes: Option<Id>,
    /// Was taken back, and that has not been taken back in turn.
    pub undone: bool,
    /// Change number of its first part.
    pub first_change: i64,
}

impl Store {
    /// The newest actions, newest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn actions(&self, limit: i64) -> Result<Vec<ActionRow>> {
        let ids = self.action_ids(limit)?;
        ids.into_iter()
            .filter_map(|id| self.action(id).transpose())
            .collect()
    }

    /// Identifiers of the newest actions, newest first.
    pub(super) fn action_ids(&self, limit: i64) -> Result<Vec<Id>> {
        let mut rows = self.db.prepare_cached(
            "SELECT action FROM log_change WHERE part = 1 ORDER BY change_no DESC LIMIT ?1",
        )?;
        Ok(rows
            .query_map([limit], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Identifiers of those of the newest actions that were done on this laptop, newest first.
    pub(super) fn own_action_ids(&self, limit: i64) -> Result<Vec<Id>> {
        let Some(key) = self.laptop().map(Laptop::public) else {
            return self.action_ids(limit);
        };
        let mut rows = self.db.prepare_cached(
            "SELECT c.action FROM (SELECT change_no, action, actor_no FROM log_change WHERE part = 1
                                   ORDER BY change_no DESC LIMIT ?1) c
             JOIN log_actor a USING (actor_no) WHERE a.key = ?2 ORDER BY c.change_no DESC",
        )?;
        Ok(rows
            .query_map(params![limit, key.as_slice()], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// One action; none when it is not in this file.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn action(&self, id: Id) -> Result<Option<ActionRow>> {
        let row = self
            .db
            .prepare_cached(
                "SELECT verb, author, clock >> 16, undoes, change_no,
                        (SELECT count(*) FROM log_write w JOIN log_change c USING (change_no)
                         JOIN log_field f USING (field_no) WHERE c.action = ?1 AND f.kind <> ?2)
                 FROM log_change WHERE action = ?1 ORDER BY part LIMIT 1",
            )?
            .query_row(params![id, special::ACTION], |r| {
                let verb: String = r.get(0)?;
                Ok((
                    verb,
                    r.get(1)?,
                    r.get(2)?,
                    r.get::<_, Option<Id>>(3)?,
                    r.get(4)?,
                    r.get(5)?,
                ))
            })
            .optional()?;
        let Some((verb, author, at, undoes, first_change, writes)) = row else {
            return Ok(None);
        };
        let verb = Verb::named(&verb);
        let label = self.action_label(id, verb, undoes)?;
        let undone = self.is_undone(id)?;
        Ok(Some(ActionRow {
            id,
            verb,
            label,
            author,
            at,
            writes,
            undoes,
            undone,
            first_change,
        }))
    }

    /// Taken back by an action that itself stands.
    pub(super) fn is_undone(&self, id: Id) -> Result<bool> {
        let mut undoers = self
            .db
            .prepare_cached("SELECT action FROM log_change WHERE undoes = ?1 AND part = 1")?;
        let undoers = undoers
            .query_map([id], |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<Id>>>()?;
        for undoer in undoers {
            if !self.is_undone(undoer)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn action_label(&self, id: Id, verb: Option<Verb>, undoes: Option<Id>) -> Result<String> {
        let words = verb.map_or("Edit by a newer version", Verb::words);
        if let Some(undone) = undoes {
            let undone_verb = self.verb_of(undone)?;
            if let Some((inner_verb, Some(first))) = undone_verb {
                // Taking back an undo is a redo of what that undo took back.
                if inner_verb == Some(Verb::Undo) {
                    let (first_verb, before) = self.verb_of(first)?.unwrap_or((None, None));
                    return Ok(format!(
                        "Redo: {}",
                        self.action_label(first, first_verb, before)?
                    ));
                }
            }
            let (verb, before) = undone_verb.unwrap_or((None, None));
            return Ok(format!(
                "{words} {}",
                self.action_label(undone, verb, before)?
            ));
        }
        let detail: Option<String> = self
            .db
            .prepare_cached(
                "SELECT w.value FROM log_write w JOIN log_field f USING (field_no)
                 WHERE w.record = ?1 AND f.kind = ?2 AND f.field = 'detail' LIMIT 1",
            )?
            .query_row(params![id, special::ACTION], |r| r.get(0))
            .optional()?
            .flatten();
        let subject = match detail {
            Some(detail) => detail,
            None => self.first_record(id)?,
        };
        Ok(if subject.is_empty() {
            words.to_owned()
        } else {
            format!("{words} {subject}")
        })
    }

    /// What sort of action it is, and which one it takes back; none when it is not in this file.
    pub(super) fn verb_of(&self, id: Id) -> Result<Option<(Option<Verb>, Option<Id>)>> {
        Ok(self
            .db
            .prepare_cached("SELECT verb, undoes FROM log_change WHERE action = ?1 AND part = 1")?
            .query_row([id], |r| {
                Ok((Verb::named(&r.get::<_, String>(0)?), r.get(1)?))
            })
            .optional()?)
    }

    /// Kind and title of the first record that an action touched.
    fn first_record(&self, action: Id) -> Result<String> {
        let first: Option<(String, Id)> = self
            .db
            .prepare_cached(
                "SELECT f.kind, w.record FROM log_write w JOIN log_change c USING (change_no)
                 JOIN log_field f USING (field_no)
                 WHERE c.action = ?1 ORDER BY w.change_no, w.idx LIMIT 1",
            )?
            .query_row([action], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        // The log's own kinds are no records that people know: the verb says what was done.
        let Some((kind_name, id)) = first.filter(|(kind, _)| !kind.starts_with('@')) else {
            return Ok(String::new());
        };
        let Some(kind) = self.kinds.get(&kind_name) else {
            return Ok(kind_name);
        };
        let title = rows::title(&self.db, &self.kinds, &kind_name, id)?;
        Ok(format!("{} {title}", kind.declaration.one.to_lowercase()))
    }
}
