//! Erasure on a person's lawful request (UK GDPR, article 17). The orders stay and are the list of what is never shown
//! again: whatever old file or copy a value comes back in, it is blanked before anybody sees it.
//!
//! Every write to a covered field is blanked, whenever it was made: so the file is the same everywhere, in whatever
//! order edits and orders arrive. Knows kinds and fields, never a register.

mod blank;
mod elsewhere;
mod held;
mod mentions;
mod order;
mod outside;
mod propose;

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

pub use elsewhere::FileElsewhere;
pub(super) use held::{held, hold};
pub use order::{ErasureOrder, OrderLine, SMALL_HUB, Subject};
pub use propose::{Erasure, Proposal};

use super::{
    Result, Store, StoreError, arrivals, findings,
    log::{hex, unhex},
    search, unsettled,
};
use crate::{
    contract::Notice,
    env::Env,
    record::{Id, Kinds},
};

/// What the orders cover.
#[derive(Debug, Clone, Default)]
pub struct Suppressed {
    /// Fields by record: kind, and field or none for all of it.
    fields: HashMap<Id, Vec<(String, Option<String>)>>,
    /// Kept bytes, by SHA-256.
    blobs: HashSet<[u8; 32]>,
}

impl Suppressed {
    /// Nothing was ever ordered.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.blobs.is_empty()
    }

    /// Whether every write to this field is blanked. Whether a record is there at all is never erased.
    pub fn covers(&self, kind: &str, record: Id, field: &str) -> bool {
        !field.starts_with('@')
            && self.fields.get(&record).is_some_and(|named| {
                named
                    .iter()
                    .any(|(k, f)| k == kind && f.as_deref().is_none_or(|f| f == field))
            })
    }

    /// Whether bytes of this SHA-256 are not to be kept again.
    pub fn covers_blob(&self, hash: &[u8]) -> bool {
        <[u8; 32]>::try_from(hash).is_ok_and(|hash| self.blobs.contains(&hash))
    }

    fn add(&mut self, line: &OrderLine) {
        for subject in &line.subjects {
            let named = self.fields.entry(subject.record).or_default();
            named.push((subject.kind.clone(), subject.field.clone()));
        }
        let copies = line.copies.iter().filter_map(|c| unhex::<32>(c));
        self.blobs.extend(copies);
    }
}

/// What the orders of this file cover.
///
/// # Errors
/// When the file can't be read.
pub(crate) fn suppressed(db: &Connection) -> Result<Suppressed> {
    let mut out = Suppressed::default();
    let mut rows = db.prepare_cached("SELECT record, kind, field FROM erasure_subject")?;
    let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    for row in rows {
        let (record, kind, field): (Id, String, String) = row?;
        let field = Some(field).filter(|f| !f.is_empty());
        out.fields.entry(record).or_default().push((kind, field));
    }
    let mut rows = db.prepare_cached("SELECT hash FROM erasure_blob")?;
    for hash in rows.query_map([], |r| r.get::<_, Vec<u8>>(0))? {
        out.blobs.extend(<[u8; 32]>::try_from(hash?).ok());
    }
    Ok(out)
}

/// What carrying orders out did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erased {
    /// Orders that were new here.
    pub orders: usize,
    /// Values taken out.
    pub values: usize,
    /// Signed copies whose content is gone.
    pub copies: usize,
    /// Kept files that nothing refers to any more.
    pub files: usize,
    /// Unfinished typing that went with it.
    pub drafts: usize,
    /// Records whose tables were worked out again, for findings.
    pub touched: BTreeSet<(String, Id)>,
}

/// Carries new orders out within an open transaction: values, tables, search, drafts, kept bytes. The caller looks at
/// the findings of what was touched, and calls [`Store::clear_up`] once the transaction is committed.
///
/// # Errors
/// An order that is not valid; a file that can't be written. Then the transaction must not be committed.
pub(crate) fn carry_out(
    db: &Connection,
    kinds: &Kinds,
    orders: &[ErasureOrder],
    now: i64,
) -> Result<Erased> {
    let mut done = Erased::default();
    for order in orders {
        let line = order.verify()?;
        if is_here(db, line.id)? {
            continue;
        }
        keep(db, order, &line, now)?;
        held::let_go(db, line.id)?;
        let blanked = blank::blank(db, kinds, &line.subjects)?;
        let mut added = Suppressed::default();
        added.add(&line);
        done.copies += blank::blank_copies(db, &added)?;
        arrivals::blank_waiting(db, &added)?;
        done.orders += 1;
        done.values += blanked.values;
        done.files += blanked.files;
        done.drafts += blanked.drafts;
        done.touched.extend(blanked.touched);
    }
    Ok(done)
}

/// Whether an order was carried out here.
pub(super) fn is_here(db: &Connection, id: Id) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM erasure WHERE id = ?1")?
        .query_row([id], |_| Ok(()))
        .optional()?
        .is_some())
}

fn keep(db: &Connection, order: &ErasureOrder, line: &OrderLine, now: i64) -> Result<()> {
    let (key, signature) = (unhex::<32>(&order.key), unhex::<64>(&order.signature));
    db.execute(
        "INSERT INTO erasure (id, line, key, signature, arrived) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            line.id,
            order.line,
            key.unwrap_or([0; 32]).as_slice(),
            signature.unwrap_or([0; 64]).as_slice(),
            now
        ],
    )?;
    for subject in &line.subjects {
        db.execute(
            "INSERT INTO erasure_subject (record, kind, field) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            params![
                subject.record,
                subject.kind,
                subject.field.as_deref().unwrap_or_default()
            ],
        )?;
    }
    for hash in line.copies.iter().filter_map(|c| unhex::<32>(c)) {
        db.execute(
            "INSERT INTO erasure_blob (hash) VALUES (?1) ON CONFLICT DO NOTHING",
            [hash.as_slice()],
        )?;
    }
    Ok(())
}

impl ErasureOrder {
    /// The orders that were carried out in a hub file, oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn all(db: &Connection) -> Result<Vec<Self>> {
        let mut rows = db.prepare("SELECT line, key, signature FROM erasure ORDER BY id")?;
        let rows = rows.query_map([], Self::from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// An order from the columns line, key and signature, in this order.
    fn from_row(r: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            line: r.get(0)?,
            key: hex(&r.get::<_, Vec<u8>>(1)?),
            signature: hex(&r.get::<_, Vec<u8>>(2)?),
        })
    }
}

impl Store {
    /// The orders of this file, oldest first: what travels with the edits.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn erasure_orders(&self) -> Result<Vec<ErasureOrder>> {
        ErasureOrder::all(&self.db)
    }

    /// When an order was carried out here, UTC milliseconds.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn erased_here_at(&self, order: Id) -> Result<Option<i64>> {
        let mut find = self
            .db
            .prepare_cached("SELECT arrived FROM erasure WHERE id = ?1")?;
        Ok(find.query_row([order], |r| r.get(0)).optional()?)
    }

    /// What the orders cover.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn suppressed(&self) -> Result<Suppressed> {
        suppressed(&self.db)
    }

    /// Takes orders in and carries out those that are new here; taking them twice does no more than once. The laptops
    /// that signed them must be known to belong to the team.
    ///
    /// # Errors
    /// An order that is not valid, a file that can't be written: then nothing was erased.
    pub fn take_orders(&mut self, env: &dyn Env, orders: &[ErasureOrder]) -> Result<Erased> {
        if self.read_only() {
            return Err(StoreError::ReadOnly);
        }
        let db = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut done = carry_out(&db, &self.kinds, orders, env.now())?;
        if done.orders > 0 {
            // A record that was merged is shown through another, and versions that differed may be equal now.
            unsettled::refresh(&db, &self.kinds, self.rules.as_ref(), &mut done.touched)?;
            for (kind, record) in &done.touched {
                if let Some(kind) = self.kinds.get(kind) {
                    search::refresh(&db, &self.kinds, kind, *record)?;
                }
            }
            // Every finding, since any may quote what was erased.
            findings::replace_all(&db, &self.rules.all(&db, env.today())?, env.today())?;
        }
        db.commit()?;
        self.clear_up(env);
        Ok(done)
    }

    /// As [`Store::finish_erasures`]; where it can't be done now, people are told and the next start does it.
    pub(super) fn clear_up(&mut self, env: &dyn Env) {
        let Err(e) = self.finish_erasures(env) else {
            return;
        };
        log::warn!("clearing up after an erasure: {e}");
        self.notices.push(Notice {
            title: "Close Hubfolio once to finish the erasure".into(),
            text: "What was to be erased is erased, and nothing shows it. Clearing the hub file's free space did not \
                   work just now; it is done when Hubfolio is opened next."
                .into(),
        });
    }

    /// Clears the file's free space and the edits beside it of what was erased, and remembers the orders outside the
    /// hub file. After a kill in the middle the next start does it.
    ///
    /// # Errors
    /// When the file can't be written; the values are erased, and the next start tries again.
    fn finish_erasures(&mut self, env: &dyn Env) -> Result<()> {
        let open: bool = self.db.query_row(
            "SELECT EXISTS (SELECT 1 FROM erasure WHERE cleaned IS NULL)",
            [],
            |r| r.get(0),
        )?;
        if !open {
            return Ok(());
        }
        // A window may say so; there is nothing to stop any more.
        let _ = env.progress(0, 1, "Clearing up");
        outside::keep(
            &self.config,
            &self.meta("hub_file")?.unwrap_or_default(),
            &self.erasure_orders()?,
        )?;
        search::build_anew(&self.db)?;
        self.clear_what_is_beside()?;
        self.db.execute_batch("VACUUM;")?;
        self.clear_what_is_beside()?;
        self.db.execute(
            "UPDATE erasure SET cleaned = ?1 WHERE cleaned IS NULL",
            [env.now()],
        )?;
        Ok(())
    }

    /// Writes the edits beside the hub file back into it and cuts them off.
    fn clear_what_is_beside(&self) -> Result<()> {
        self.tidying.wait();
        let busy: i64 = self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get(0))?;
        if busy == 0 {
            return Ok(());
        }
        Err(StoreError::refused(
            "in_use",
            "Another program reads the hub file just now. The values are erased; the rest of the clearing up is done at \
             the next start.",
            "Close the other program, then close Hubfolio and open it again.",
        ))
    }

    /// At the start: carries out orders that this laptop knows and an older copy of the file does not, and finishes what
    /// a kill cut short. Nothing is shown before that.
    pub(super) fn erase_again(&mut self, env: &dyn Env) -> Result<()> {
        let file = self.meta("hub_file")?.unwrap_or_default();
        let mut missing = vec![];
        for order in outside::read(&self.config, &file) {
            match order.verify() {
                Ok(line) if !is_here(&self.db, line.id)? => missing.push(order),
                _ => {}
            }
        }
        if missing.is_empty() {
            self.clear_up(env);
            Ok(())
        } else {
            self.take_orders(env, &missing).map(drop)
        }
    }
}
