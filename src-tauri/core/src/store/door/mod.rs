//! The one door for writes: begin, stamp, check, write the tables and the log, commit; or nothing at all.

mod records;
mod seal;
mod versions;
mod writes;

pub(super) use writes::fits_the_log;

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    path::Path,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{
    Action, Names, Receipt, Result, Rules, Store, StoreError, Writer,
    arrivals::sign_the_newest,
    erasures::{Suppressed, suppressed},
    heads::WriteAt,
    identity::{Laptop, Witness},
    log::hex,
    search, steps, unsettled,
};
use crate::{
    env::Env,
    record::{Id, Kinds, Value},
};

/// A write of the change being put together; its value is in `log_write` already.
struct Pending {
    field_no: i64,
    record: Id,
    parents: Vec<WriteAt>,
    value: Value,
}

/// A part of the action: one change.
struct Part {
    change_no: i64,
    clock: i64,
    writes: Vec<Pending>,
}

/// The open transaction: what a writer may do.
pub struct Tx<'a> {
    db: &'a Connection,
    kinds: &'a Kinds,
    rules: &'a dyn Rules,
    names: &'a RefCell<Names>,
    env: &'a dyn Env,
    writer: &'a mut Writer,
    author: Id,
    action: Action,
    action_id: Id,
    parts: Vec<Part>,
    /// Where a field was written by the current part, so that a second write takes the first one's place.
    written: HashMap<(Id, i64), usize>,
    checked: BTreeSet<Id>,
    touched: Vec<(String, Id)>,
    touched_set: BTreeSet<(String, Id)>,
    writes: usize,
    /// What may not be filled in again.
    suppressed: Suppressed,
}

impl Store {
    /// Writes: everything that `body` does, or nothing. The tables, the log, search and findings change together.
    ///
    /// # Errors
    /// What `body` returns, or a failure to write; nothing was changed then.
    pub fn transact<R>(
        &mut self,
        env: &dyn Env,
        author: Id,
        action: Action,
        body: impl FnOnce(&mut Tx<'_>) -> Result<R>,
    ) -> Result<(R, Receipt)> {
        let Some(writer) = self.writer.as_mut() else {
            return Err(StoreError::ReadOnly);
        };
        let before = writer.clone();
        let db = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let room = Room {
            kinds: &self.kinds,
            rules: self.rules.as_ref(),
            names: &self.names,
            laptop: self.laptop.as_ref(),
            config: &self.config,
            env,
        };
        match room.write(&db, writer, author, action, body) {
            Ok((reply, receipt)) if receipt.action.is_some() => {
                if let Err(e) = room.commit(db, writer, &before) {
                    *writer = before;
                    self.load_names()?;
                    return Err(e);
                }
                Ok((reply, receipt))
            }
            Ok(done) => {
                db.rollback()?;
                *writer = before;
                self.load_names()?;
                Ok(done)
            }
            Err(e) => {
                *writer = before;
                drop(db);
                self.load_names()?;
                Err(e)
            }
        }
    }
}

/// What writing takes of the store, borrowed part by part.
pub(super) struct Room<'a> {
    pub kinds: &'a Kinds,
    pub rules: &'a dyn Rules,
    pub names: &'a RefCell<Names>,
    pub laptop: Option<&'a Laptop>,
    pub config: &'a Path,
    pub env: &'a dyn Env,
}

impl Room<'_> {
    /// Writes within an open transaction. The caller commits with [`Room::commit`], or takes the writer back to what it
    /// was.
    pub fn write<R>(
        &self,
        db: &Connection,
        writer: &mut Writer,
        author: Id,
        action: Action,
        body: impl FnOnce(&mut Tx<'_>) -> Result<R>,
    ) -> Result<(R, Receipt)> {
        // A new actor comes into the log with its first change, or not at all.
        writer.enter_the_log(db, self.laptop, self.env)?;
        let erased = suppressed(db)?;
        let mut tx = Tx::begin(db, self, writer, author, action, erased);
        let reply = body(&mut tx)?;
        tx.seal()?;
        let mut touched = std::mem::take(&mut tx.touched_set);
        let receipt = Receipt {
            action: (tx.writes > 0).then_some(tx.action_id),
            writes: tx.writes,
            touched: std::mem::take(&mut tx.touched),
        };
        if receipt.action.is_some() {
            if let (Some(laptop), Some(newest)) = (self.laptop, &writer.last) {
                sign_the_newest(db, laptop, writer.actor, newest)?;
            }
            unsettled::refresh(db, self.kinds, self.rules, &mut touched)?;
            for (at, (kind, id)) in touched.iter().enumerate() {
                steps::step(self.env, at, touched.len(), "Saving")?;
                if let Some(kind) = self.kinds.get(kind) {
                    search::refresh(db, self.kinds, kind, *id)?;
                }
            }
            self.rules
                .refresh(db, &touched, self.env.today(), &mut |done, total| {
                    steps::step(self.env, done, total, steps::ATTENTION)
                })?;
        }
        Ok((reply, receipt))
    }

    /// Commits what was written, and remembers it outside the hub file. On an error nothing was committed.
    pub fn commit(&self, db: Transaction<'_>, writer: &Writer, before: &Writer) -> Result<()> {
        let file = super::meta(&db, "hub_file")?.unwrap_or_default();
        let next = writer.last.clone();
        let mut witness = Witness {
            actor: hex(writer.actor.as_bytes()),
            key: self.laptop.map(|l| hex(&l.public())).unwrap_or_default(),
            last: before.last.clone().unwrap_or_default(),
            next: next.clone(),
        };
        witness.write(self.config, &file)?;
        db.commit()?;
        witness.last = next.unwrap_or_default();
        witness.next = None;
        if let Err(e) = witness.write(self.config, &file) {
            // The edit is kept; the next start gives this laptop a new name in the log, which is harmless.
            ::log::warn!("the witness could not be written: {e}");
        }
        Ok(())
    }
}

impl<'a> Tx<'a> {
    fn begin(
        db: &'a Connection,
        room: &Room<'a>,
        writer: &'a mut Writer,
        author: Id,
        action: Action,
        suppressed: Suppressed,
    ) -> Self {
        let mut tx = Self {
            db,
            kinds: room.kinds,
            rules: room.rules,
            names: room.names,
            env: room.env,
            writer,
            author,
            action_id: author,
            action,
            parts: vec![],
            written: HashMap::new(),
            checked: BTreeSet::new(),
            touched: vec![],
            touched_set: BTreeSet::new(),
            writes: 0,
            suppressed,
        };
        tx.action_id = tx.new_id();
        tx
    }

    /// The tables as this transaction sees them, for reading.
    pub fn db(&self) -> &Connection {
        self.db
    }

    /// The kinds.
    pub fn kinds(&self) -> &Kinds {
        self.kinds
    }

    /// The world outside.
    pub fn env(&self) -> &dyn Env {
        self.env
    }

    /// Who writes.
    pub fn author(&self) -> Id {
        self.author
    }

    /// Field edits so far.
    pub fn edits(&self) -> usize {
        self.writes
    }

    /// Names what the action is done to, where only the work itself shows it.
    pub fn describe(&mut self, detail: impl Into<String>) {
        self.action.detail = Some(detail.into());
    }

    /// A new identifier.
    pub fn new_id(&self) -> Id {
        let mut random = [0; 10];
        self.env.fill(&mut random);
        Id::new(self.env.now(), random)
    }

    /// Ends this action and begins another within the same commit: for bulk work of many actions.
    ///
    /// # Errors
    /// When the log can't be written.
    pub fn next_action(&mut self, action: Action) -> Result<()> {
        self.seal()?;
        self.action = action;
        self.action_id = self.new_id();
        // What one action froze, the next one may not touch.
        self.checked.clear();
        Ok(())
    }
}
