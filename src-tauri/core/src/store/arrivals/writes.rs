//! Writing down what arrives: the change with its structure line, its values, and the writes that each replaces.

use rusqlite::{OptionalExtension, params};

use super::{
    super::{
        Result, StoreError,
        heads::{LIFE, WriteAt},
        parcel::{Content, Opened, Parcel},
    },
    Taking,
};
use crate::record::{Id, Value};

impl Taking<'_> {
    pub(super) fn log_change(&mut self, opened: &Opened<'_>, parcel: &Parcel<'_>) -> Result<i64> {
        let line = &opened.line;
        let Some(actor) = self.actors.get(&opened.actor) else {
            return Err(StoreError::Log("a change without an actor".into()));
        };
        let branch = self.places.branch(self.db, actor.no, line.seq, line.prev)?;
        self.done.forked |= branch > 0;
        let change_no = self.next;
        self.db
            .prepare_cached(
                "INSERT INTO log_change (change_no, hash, actor_no, seq, clock, author, action, part, parts, verb,
                                         undoes, body, nonce, branch, arrived)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                change_no,
                opened.hash.as_slice(),
                actor.no,
                line.seq,
                opened.clock,
                line.author,
                line.action.id,
                line.action.part,
                line.action.of,
                line.action.verb,
                line.action.undoes,
                parcel.line,
                opened.nonce.as_ref().map(<[u8; 16]>::as_slice),
                branch,
                self.env.now(),
            ])?;
        self.places
            .applied(actor.no, line.seq, &opened.hash, change_no);
        self.next += 1;
        Ok(change_no)
    }

    /// Writes a value down; returns it unless it was erased.
    pub(super) fn log_write(
        &self,
        at: WriteAt,
        field_no: i64,
        record: Id,
        content: Content,
    ) -> Result<Option<Value>> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO log_write (change_no, idx, field_no, record, value, salt, commitment)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let none: Option<&[u8]> = None;
        match content {
            Content::Plain(value) => {
                insert.execute(params![at.0, at.1, field_no, record, value, none, none])?;
                Ok(Some(value))
            }
            Content::Salted(value, salt) => {
                insert.execute(params![
                    at.0,
                    at.1,
                    field_no,
                    record,
                    value,
                    salt.as_slice(),
                    none
                ])?;
                Ok(Some(value))
            }
            Content::Erased(commitment) => {
                insert.execute(params![
                    at.0,
                    at.1,
                    field_no,
                    record,
                    Value::Null,
                    none,
                    commitment.as_slice()
                ])?;
                Ok(None)
            }
        }
    }

    /// The writes that a write replaces, by local numbers. They must be there and be of the same record and field; a
    /// word on the whole record may replace writes of all its fields.
    pub(super) fn parents(
        &mut self,
        own: WriteAt,
        field_no: i64,
        record: Id,
        field: &str,
        named: &[(usize, i64)],
        deps: &[i64],
    ) -> Result<Vec<WriteAt>> {
        let mut out = Vec::with_capacity(named.len());
        for (place, idx) in named {
            let at: WriteAt = (deps.get(*place).copied().unwrap_or(own.0), *idx);
            if !self.fields.holds(self.db, record, field_no, at)? {
                let there: Option<(Id, i64)> = self
                    .db
                    .prepare_cached(
                        "SELECT record, field_no FROM log_write WHERE change_no = ?1 AND idx = ?2",
                    )?
                    .query_row([at.0, at.1], |r| Ok((r.get(0)?, r.get(1)?)))
                    .optional()?;
                let fits = at != own
                    && there
                        .is_some_and(|(r, no)| r == record && (no == field_no || field == LIFE));
                if !fits {
                    return Err(StoreError::Log(
                        "a change from elsewhere replaces what is not there".into(),
                    ));
                }
            }
            out.push(at);
        }
        let mut edge = self.db.prepare_cached(
            "INSERT OR IGNORE INTO log_parent (change_no, idx, parent_no, parent_idx) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for parent in &out {
            edge.execute([own.0, own.1, parent.0, parent.1])?;
        }
        Ok(out)
    }
}
