//! The hub file: one SQLite database with an append-only log of changes and the tables worked out from it.
//!
//! [`Store::transact`] is the only way to write. This room knows kinds and fields, never a register: what a rule over
//! several records says comes in through [`Rules`].

mod action;
mod actions;
mod aliases;
mod arrivals;
mod as_at;
mod backup;
mod blobs;
mod check;
pub(crate) mod column;
mod copies;
mod door;
mod drafts;
mod erasures;
mod error;
pub(crate) mod findings;
mod hanging;
mod heads;
mod history;
mod identity;
mod joined;
mod keys;
mod lock;
pub mod log;
mod merged_away;
mod migrate;
mod nearly;
mod open;
mod papers;
pub mod parcel;
mod pieces;
mod rebuild;
mod restore;
mod rows;
mod search;
mod settling;
mod soundness;
mod state_hash;
pub(crate) mod steps;
mod suppose;
pub mod team;
mod telephone;
mod tidying;
mod undo;
mod undo_arrival;
pub(crate) mod unsettled;
mod versions;
pub mod view;
mod writer;

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, functions::FunctionFlags};

pub use action::{Action, Receipt, Verb};
pub use actions::ActionRow;
pub use arrivals::{
    ChainSignature, Fate, Holdings, Outgoing, OwnWords, TakenIn, Taking, Verdict, Waiting, Watcher,
};
pub use as_at::Moment as AsAt;
pub use blobs::Kept;
pub use copies::Nearby;
pub use door::Tx;
pub use erasures::{
    Erased, Erasure, ErasureOrder, FileElsewhere, OrderLine, Proposal, SMALL_HUB, Subject,
    Suppressed,
};
pub use error::{Result, StoreError};
pub use findings::{Finding, Looked};
pub use history::Edit;
pub use identity::{Laptop, public_of, reading_secret, sign_with, signature_fits};
pub use keys::{KeyStore, NoAnswer};
pub use migrate::KNOWN as SCHEMA;
pub use open::OpenOptions;
pub use papers::{Missing, Naming};
pub use pieces::{BlobReader, LARGEST as LARGEST_FILE, PIECE, Piece};
pub use restore::CheckedCopy;
pub use rows::{Cell, Row};
pub(crate) use rows::{title as record_title, value_words, words as record_words};
pub use search::Hit;
pub use settling::{Answer, Choice, Settlement};
pub use undo::Undone;
pub use unsettled::{Thing, What};
pub use versions::Version;
use writer::Writer;

use crate::{
    contract::Notice,
    record::{Id, Kind, Kinds},
};

/// Pages in memory, in KiB below zero as SQLite has it.
const CACHE: i64 = -64_000;

/// Hears how many steps of how many are done; an error stops the work.
pub type Told<'a> = dyn FnMut(usize, usize) -> Result<()> + 'a;

/// What the store asks about records that it can't know by itself.
pub trait Rules: Send + Sync {
    /// Why a record may not be changed now; none = it may.
    ///
    /// # Errors
    /// When the tables can't be read.
    fn frozen(&self, db: &Connection, kind: &str, id: Id) -> Result<Option<String>>;

    /// Why what a record was just made a part of may not change; none = it may, or the record is a part of nothing.
    ///
    /// # Errors
    /// When the tables can't be read.
    fn joins_frozen(&self, db: &Connection, kind: &str, id: Id) -> Result<Option<String>>;

    /// What makes a record stand still, so that the store can tell who had seen it; none = nothing does.
    ///
    /// # Errors
    /// When the tables can't be read.
    fn frozen_by(&self, db: &Connection, kind: &str, id: Id) -> Result<Option<Frozen>>;

    /// The records that stand still, or cease to, for what is written to this one; itself need not be named.
    ///
    /// # Errors
    /// When the tables can't be read.
    fn freezes(&self, db: &Connection, kind: &str, id: Id) -> Result<Vec<(String, Id)>>;

    /// Looks again at the findings that the touched records can affect, and at those whose day has come. Tells how far it
    /// has come.
    ///
    /// # Errors
    /// When the tables can't be read or written, or who is told says that it is to stop.
    fn refresh(
        &self,
        db: &Connection,
        touched: &BTreeSet<(String, Id)>,
        today: NaiveDate,
        told: &mut Told<'_>,
    ) -> Result<()>;

    /// Looks at everything.
    ///
    /// # Errors
    /// When the tables can't be read.
    fn all(&self, db: &Connection, today: NaiveDate) -> Result<Looked>;

    /// Loads the shipped catalogue into its tables: fixed identifiers, outside log and fingerprints.
    ///
    /// # Errors
    /// When the tables can't be written.
    fn load_shipped(&self, db: &Connection) -> Result<()>;

    /// Fingerprint of what [`Rules::load_shipped`] puts there: a hub file that has the same needs none of it again.
    fn shipped(&self) -> &str;
}

/// The field whose value makes a record stand still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Kind of the record that the field belongs to.
    pub kind: String,
    /// That record.
    pub record: Id,
    /// The field.
    pub field: String,
}

/// Local numbers of fields, so that the log holds small integers.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, HashMap<String, i64>>,
    fields: HashMap<i64, Rc<(String, String)>>,
}

impl Names {
    fn number(&self, kind: &str, field: &str) -> Option<i64> {
        self.numbers.get(kind)?.get(field).copied()
    }

    fn add(&mut self, kind: &str, field: &str, no: i64) {
        let of_kind = self.numbers.entry(kind.to_owned()).or_default();
        of_kind.insert(field.to_owned(), no);
        self.fields
            .insert(no, Rc::new((kind.to_owned(), field.to_owned())));
    }
}

/// An open hub file.
pub struct Store {
    /// First, so that its thread has ended before anything else of an open file goes.
    tidying: tidying::Tidying,
    db: Connection,
    path: PathBuf,
    config: PathBuf,
    kinds: Arc<Kinds>,
    rules: Arc<dyn Rules>,
    lock: Option<lock::Lock>,
    laptop: Option<Laptop>,
    writer: Option<Writer>,
    names: RefCell<Names>,
    notices: Vec<Notice>,
    lists: view::KnownLists,
    copying: Option<copies::CopyUnderWay>,
}

impl Store {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The tables, for reading. Writes go through [`Store::transact`].
    pub fn db(&self) -> &Connection {
        &self.db
    }

    /// The kinds.
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// One kind.
    ///
    /// # Errors
    /// [`StoreError::UnknownKind`].
    pub fn kind(&self, name: &str) -> Result<&Kind> {
        self.kinds
            .get(name)
            .ok_or_else(|| StoreError::UnknownKind(name.to_owned()))
    }

    /// What people should know about this file.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Opened for reading only.
    pub fn read_only(&self) -> bool {
        self.lock.is_none()
    }

    /// This laptop, as signer.
    pub fn laptop(&self) -> Option<&Laptop> {
        self.laptop.as_ref()
    }

    /// Why a record may not be changed now; none = it may.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn frozen(&self, kind: &str, id: Id) -> Result<Option<String>> {
        self.rules.frozen(&self.db, kind, id)
    }

    /// Counts up with every change that arrives here.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn generation(&self) -> Result<i64> {
        generation(&self.db)
    }

    /// A small fact about this file.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn meta(&self, name: &str) -> Result<Option<String>> {
        meta(&self.db, name)
    }

    /// Remembers a small fact about this file; not in the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn set_meta(&self, name: &str, value: &str) -> Result<()> {
        set_meta(&self.db, name, value)
    }

    fn load_names(&self) -> Result<()> {
        let mut names = Names::default();
        let mut rows = self
            .db
            .prepare("SELECT field_no, kind, field FROM log_field")?;
        for row in rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))? {
            let (no, kind, field): (i64, String, String) = row?;
            names.add(&kind, &field, no);
        }
        *self.names.borrow_mut() = names;
        Ok(())
    }
}

/// The local number of a field; a new one is given where it has none.
fn field_no(db: &Connection, names: &RefCell<Names>, kind: &str, field: &str) -> Result<i64> {
    if let Some(no) = names.borrow().number(kind, field) {
        return Ok(no);
    }
    db.execute(
        "INSERT INTO log_field (kind, field) VALUES (?1, ?2)",
        [kind, field],
    )?;
    let no = db.last_insert_rowid();
    names.borrow_mut().add(kind, field, no);
    Ok(no)
}

fn generation(db: &Connection) -> Result<i64> {
    Ok(db
        .prepare_cached("SELECT ifnull(max(change_no), 0) FROM log_change")?
        .query_row([], |r| r.get(0))?)
}

pub(crate) use meta as fact;
pub(crate) use set_meta as set_fact;

pub(crate) fn meta(db: &Connection, name: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_row([name], |r| r.get(0))
        .optional()?)
}

pub(crate) fn set_meta(db: &Connection, name: &str, value: &str) -> Result<()> {
    db.execute(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )?;
    Ok(())
}

/// Functions that views and named sets use: letters compared without capitals beyond ASCII too.
fn register_functions(db: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("folded", 1, flags, |ctx| {
        Ok(ctx.get::<Option<String>>(0)?.map(|t| t.to_lowercase()))
    })?;
    Ok(())
}

/// The tables of a new hub file, for tests of the registers.
#[cfg(test)]
pub(crate) fn to_latest_for_tests(db: &mut Connection) {
    #![allow(clippy::unwrap_used)]
    migrate::to_latest(db).unwrap();
}
