//! The one door for writes: begin, stamp, check, write the tables and the log, commit; or nothing at all.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::{
    Action, Names, Receipt, Result, Rules, Store, StoreError, Writer, heads,
    heads::{Applied, LIFE, WriteAt},
    identity::Witness,
    log::{self, ActionLine, RecordOps, Structure, WRITES_PER_CHANGE, hex, special},
    migrate, search,
};
use crate::{
    env::Env,
    record::{Fields, Id, Kind, Kinds, Value},
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
        let before = (writer.last.clone(), writer.clock);
        let db = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = (|| {
            let mut tx = Tx::begin(
                &db,
                &self.kinds,
                self.rules.as_ref(),
                &self.names,
                env,
                writer,
                author,
                action,
            );
            let reply = body(&mut tx)?;
            tx.seal()?;
            let touched = std::mem::take(&mut tx.touched_set);
            let receipt = Receipt {
                action: (tx.writes > 0).then_some(tx.action_id),
                writes: tx.writes,
                touched: std::mem::take(&mut tx.touched),
            };
            if receipt.action.is_some() {
                for (kind, id) in &touched {
                    if let Some(kind) = self.kinds.get(kind) {
                        search::refresh(&db, kind, *id)?;
                    }
                }
                self.rules.refresh(&db, &touched, env.today())?;
            }
            Ok((reply, receipt))
        })();
        match result {
            Ok((reply, receipt)) if receipt.action.is_some() => {
                let file = super::meta(&db, "hub_file")?.unwrap_or_default();
                let key = self
                    .laptop
                    .as_ref()
                    .map(|l| hex(&l.public()))
                    .unwrap_or_default();
                let next = writer.last.clone();
                let mut witness = Witness {
                    actor: hex(writer.actor.as_bytes()),
                    key,
                    last: before.0.clone().unwrap_or_default(),
                    next: next.clone(),
                };
                let committed = witness
                    .write(&self.config, &file)
                    .and_then(|()| Ok(db.commit()?));
                if let Err(e) = committed {
                    (writer.last, writer.clock) = before;
                    self.load_names()?;
                    return Err(e);
                }
                witness.last = next.unwrap_or_default();
                witness.next = None;
                if let Err(e) = witness.write(&self.config, &file) {
                    // The edit is kept; the next start gives this laptop a new name in the log, which is harmless.
                    ::log::warn!("the witness could not be written: {e}");
                }
                Ok((reply, receipt))
            }
            Ok(done) => {
                db.rollback()?;
                (writer.last, writer.clock) = before;
                self.load_names()?;
                Ok(done)
            }
            Err(e) => {
                (writer.last, writer.clock) = before;
                drop(db);
                self.load_names()?;
                Err(e)
            }
        }
    }
}

impl<'a> Tx<'a> {
    #[allow(
        clippy::too_many_arguments,
        reason = "the parts of the store, borrowed one by one"
    )]
    fn begin(
        db: &'a Connection,
        kinds: &'a Kinds,
        rules: &'a dyn Rules,
        names: &'a RefCell<Names>,
        env: &'a dyn Env,
        writer: &'a mut Writer,
        author: Id,
        action: Action,
    ) -> Self {
        let mut tx = Self {
            db,
            kinds,
            rules,
            names,
            env,
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

    /// Sets some fields of a record, making or bringing back the record where needed. Fields that already hold the
    /// value are left alone. Returns the record's identifier.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] with all faults of the fields set; frozen records.
    pub fn put(&mut self, kind: &str, id: Option<Id>, fields: &Fields) -> Result<Id> {
        self.put_seen(kind, id, fields, None)
    }

    /// As [`Tx::put`], by a person who saw the file as it was at `generation`: what arrived since is not replaced but
    /// kept beside.
    ///
    /// # Errors
    /// As [`Tx::put`].
    pub fn put_seen(
        &mut self,
        kind: &str,
        id: Option<Id>,
        fields: &Fields,
        generation: Option<i64>,
    ) -> Result<Id> {
        let kinds = self.kinds;
        let kind = kinds
            .get(kind)
            .ok_or_else(|| StoreError::UnknownKind(kind.to_owned()))?;
        for name in fields.keys() {
            if kind.field(name).is_none() {
                let (kind, field) = (kind.declaration.one.to_owned(), name.clone());
                return Err(StoreError::UnknownField { kind, field });
            }
        }
        let id = match id.or_else(|| kind.natural_id(fields)) {
            Some(id) => id,
            None => self.new_id(),
        };
        let old = self.values(kind, id)?;
        self.check(kind, old.as_ref(), fields)?;
        let alive = self.alive(kind, id)?;
        let none = Fields::new();
        let old_fields = old.as_ref().unwrap_or(&none);
        let mut changed: Vec<(&String, &Value)> = vec![];
        for (name, value) in fields {
            if old_fields.get(name).unwrap_or(&Value::Null) != value
                || self.versions(kind, id, name)? > 1
            {
                changed.push((name, value));
            }
        }
        if alive == Some(true) && changed.is_empty() {
            return Ok(id);
        }
        self.refuse_frozen(kind, id)?;
        if alive != Some(true) {
            self.write(kind, id, LIFE, Value::Int(1), None)?;
        }
        for (name, value) in &changed {
            self.write(kind, id, name, (*value).clone(), generation)?;
        }
        self.show(
            kind,
            id,
            changed.iter().map(|c| c.0.as_str()),
            alive != Some(true),
        )?;
        Ok(id)
    }

    /// Removes a record. It can be restored.
    ///
    /// # Errors
    /// No such record; frozen records.
    pub fn remove(&mut self, kind: &str, id: Id) -> Result<()> {
        self.live(kind, id, false)
    }

    /// Brings a removed record back.
    ///
    /// # Errors
    /// No such record.
    pub fn restore(&mut self, kind: &str, id: Id) -> Result<()> {
        self.live(kind, id, true)
    }

    fn live(&mut self, kind: &str, id: Id, wanted: bool) -> Result<()> {
        let kinds = self.kinds;
        let kind = kinds
            .get(kind)
            .ok_or_else(|| StoreError::UnknownKind(kind.to_owned()))?;
        match self.alive(kind, id)? {
            None => Err(StoreError::NoRecord {
                kind: kind.declaration.one.to_owned(),
                id,
            }),
            Some(alive) if alive == wanted => Ok(()),
            Some(_) => {
                self.refuse_frozen(kind, id)?;
                self.write(kind, id, LIFE, Value::from(wanted), None)?;
                self.show(kind, id, std::iter::empty(), true)
            }
        }
    }

    /// Writes these versions of a field as they are, in place of the current ones: for undo, which puts back what was
    /// there, valid or not.
    pub(super) fn put_back(
        &mut self,
        kind: &Kind,
        id: Id,
        field: &str,
        versions: Vec<Value>,
    ) -> Result<()> {
        self.refuse_frozen(kind, id)?;
        let over = if field == LIFE {
            heads::of_record(self.db, id)?
        } else {
            let no = self.field_no(kind.name(), field)?;
            self.seen(id, no, None)?
        };
        for value in versions {
            self.write_over(kind.name(), id, field, value, over.clone())?;
        }
        let names: Vec<&str> = if field == LIFE { vec![] } else { vec![field] };
        self.show(kind, id, names.into_iter(), true)
    }

    /// Whether a record is there; none = never was.
    pub(super) fn alive(&self, kind: &Kind, id: Id) -> Result<Option<bool>> {
        let sql = format!("SELECT deleted FROM \"{}\" WHERE id = ?1", kind.name());
        let deleted: Option<Option<bool>> = self
            .db
            .prepare_cached(&sql)?
            .query_row([id], |r| r.get(0))
            .optional()?;
        Ok(deleted.map(|d| d == Some(false)))
    }

    /// The values a record shows now.
    fn values(&self, kind: &Kind, id: Id) -> Result<Option<Fields>> {
        let columns: Vec<String> = kind
            .fields
            .iter()
            .map(|f| format!("\"{}\"", f.name))
            .collect();
        let sql = format!(
            "SELECT {} FROM \"{}\" WHERE id = ?1",
            columns.join(", "),
            kind.name()
        );
        Ok(self
            .db
            .prepare_cached(&sql)?
            .query_row([id], |r| {
                let mut fields = Fields::new();
                for (i, f) in kind.fields.iter().enumerate() {
                    fields.insert(f.name.clone(), r.get(i)?);
                }
                Ok(fields)
            })
            .optional()?)
    }

    /// The rules of the kind, for the fields being set. A fault that was there before and that this edit does not
    /// touch does not stand in the way: merged data may hold any.
    fn check(&self, kind: &Kind, old: Option<&Fields>, fields: &Fields) -> Result<()> {
        let mut whole = old.cloned().unwrap_or_default();
        whole.extend(fields.iter().map(|(k, v)| (k.clone(), v.clone())));
        let mut faults = kind.validate(&whole);
        if let (Some(old), false) = (old, faults.is_empty()) {
            let before = kind.validate(old);
            faults.retain(|f| fields.contains_key(&f.field) || !before.contains(f));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(StoreError::Invalid(faults))
        }
    }

    fn refuse_frozen(&mut self, kind: &Kind, id: Id) -> Result<()> {
        if self.action.verb.through_frozen() || !self.checked.insert(id) {
            return Ok(());
        }
        match self.rules.frozen(self.db, kind.name(), id)? {
            None => Ok(()),
            Some(why) => Err(StoreError::refused(
                "frozen",
                format!("{why} Nothing was changed."),
                "",
            )),
        }
    }

    fn versions(&self, kind: &Kind, id: Id, field: &str) -> Result<i64> {
        let Some(no) = self.known_field(kind.name(), field) else {
            return Ok(0);
        };
        Ok(self
            .db
            .prepare_cached("SELECT count(*) FROM head WHERE record = ?1 AND field_no = ?2")?
            .query_row(params![id, no], |r| r.get(0))?)
    }

    fn known_field(&self, kind: &str, field: &str) -> Option<i64> {
        self.names
            .borrow()
            .numbers
            .get(&(kind.to_owned(), field.to_owned()))
            .copied()
    }

    pub(super) fn field_no(&self, kind: &str, field: &str) -> Result<i64> {
        if let Some(no) = self.known_field(kind, field) {
            return Ok(no);
        }
        self.db.execute(
            "INSERT INTO log_field (kind, field) VALUES (?1, ?2)",
            [kind, field],
        )?;
        let no = self.db.last_insert_rowid();
        let mut names = self.names.borrow_mut();
        names
            .numbers
            .insert((kind.to_owned(), field.to_owned()), no);
        names
            .fields
            .insert(no, Rc::new((kind.to_owned(), field.to_owned())));
        Ok(no)
    }

    /// One write over all versions that the writer saw.
    fn write(
        &mut self,
        kind: &Kind,
        id: Id,
        field: &str,
        value: Value,
        generation: Option<i64>,
    ) -> Result<()> {
        let no = self.field_no(kind.name(), field)?;
        let parents = if field == LIFE {
            // A word on the whole record: it has seen every field as it stands.
            heads::of_record(self.db, id)?
        } else {
            self.seen(id, no, generation)?
        };
        self.write_over(kind.name(), id, field, value, parents)
    }

    /// The versions of a field that somebody saw who read the file at `generation`.
    fn seen(&self, id: Id, field_no: i64, generation: Option<i64>) -> Result<Vec<WriteAt>> {
        let limit = generation.unwrap_or(i64::MAX);
        let newest = self
            .db
            .prepare_cached(
                "SELECT ifnull(max(change_no), 0) FROM head WHERE record = ?1 AND field_no = ?2",
            )?
            .query_row(params![id, field_no], |r| r.get::<_, i64>(0))?;
        let current = self.parts.first().map_or(i64::MAX, |p| p.change_no);
        if newest > limit && newest < current {
            return heads::as_of(self.db, id, field_no, limit);
        }
        let mut rows = self.db.prepare_cached(
            "SELECT change_no, idx FROM head WHERE record = ?1 AND field_no = ?2",
        )?;
        let seen = rows.query_map(params![id, field_no], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(seen.collect::<rusqlite::Result<_>>()?)
    }

    fn write_over(
        &mut self,
        kind: &str,
        id: Id,
        field: &str,
        value: Value,
        parents: Vec<WriteAt>,
    ) -> Result<()> {
        if !fits_the_log(&value) {
            let message =
                "This text is too long or holds characters that can't be kept.".to_owned();
            let fault = crate::contract::FieldFault {
                field: field.to_owned(),
                message,
            };
            return Err(StoreError::Invalid(vec![fault]));
        }
        let field_no = self.field_no(kind, field)?;
        self.touch(kind, id);
        let in_this_part = self.written.get(&(id, field_no)).copied();
        if let (Some(idx), Some(part)) = (in_this_part, self.parts.last_mut())
            && field != LIFE
            && parents == [(part.change_no, idx as i64)]
        {
            // Written a moment ago by this same part, over nothing else: the later value takes the place of the earlier
            // one. A word on the whole record stays, since what it had seen counts.
            self.db
                .prepare_cached(
                    "UPDATE log_write SET value = ?3 WHERE change_no = ?1 AND idx = ?2",
                )?
                .execute(params![part.change_no, idx as i64, value])?;
            part.writes[idx].value = value;
            return Ok(());
        }
        let (change_no, clock, idx) = self.next_place()?;
        self.db
            .prepare_cached("INSERT INTO log_write (change_no, idx, field_no, record, value) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![change_no, idx as i64, field_no, id, value])?;
        let mut edge = self.db.prepare_cached(
            "INSERT INTO log_parent (change_no, idx, parent_no, parent_idx) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for parent in &parents {
            edge.execute(params![change_no, idx as i64, parent.0, parent.1])?;
        }
        drop(edge);
        let at = (change_no, idx as i64);
        heads::advance(
            self.db,
            &Applied {
                at,
                clock,
                field_no,
                record: id,
                parents: &parents,
            },
        )?;
        self.written.insert((id, field_no), idx);
        if let Some(part) = self.parts.last_mut() {
            part.writes.push(Pending {
                field_no,
                record: id,
                parents,
                value,
            });
        }
        self.writes += 1;
        Ok(())
    }

    /// Change number, clock and place of the next write; starts a new part when the current one is full.
    fn next_place(&mut self) -> Result<(i64, i64, usize)> {
        let full = self
            .parts
            .last()
            .is_none_or(|p| p.writes.len() >= WRITES_PER_CHANGE);
        if full {
            let next: i64 = match self.parts.last() {
                Some(part) => part.change_no + 1,
                None => super::generation(self.db)? + 1,
            };
            self.writer.clock = log::tick(self.writer.clock, self.env.now());
            self.parts.push(Part {
                change_no: next,
                clock: self.writer.clock,
                writes: vec![],
            });
            self.written.clear();
        }
        let part = self.parts.last().ok_or(StoreError::Stopped)?;
        Ok((part.change_no, part.clock, part.writes.len()))
    }

    fn touch(&mut self, kind: &str, id: Id) {
        if heads::is_plain(kind) && self.touched_set.insert((kind.to_owned(), id)) {
            self.touched.push((kind.to_owned(), id));
        }
    }

    fn show<'f>(
        &self,
        kind: &Kind,
        id: Id,
        fields: impl Iterator<Item = &'f str>,
        life: bool,
    ) -> Result<()> {
        let mut known = vec![];
        for name in fields {
            if let Some(field) = kind.field(name) {
                known.push((self.field_no(kind.name(), name)?, field));
            }
        }
        if !known.is_empty() {
            heads::show(self.db, kind, id, &known)?;
        }
        if life {
            heads::show_life(self.db, kind, id, self.field_no(kind.name(), LIFE)?)?;
        }
        Ok(())
    }

    /// Writes the changes of the action into the log, now that the number of its parts is known.
    fn seal(&mut self) -> Result<()> {
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
        for (i, part) in parts.iter().enumerate() {
            self.seal_part(part, i as i64 + 1, of)?;
        }
        Ok(())
    }

    fn seal_part(&mut self, part: &Part, number: i64, of: i64) -> Result<()> {
        let (deps, places) = self.deps(part)?;
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
    fn deps(&self, part: &Part) -> Result<(Vec<Dep>, BTreeMap<i64, usize>)> {
        let mut changes: BTreeSet<i64> = part
            .writes
            .iter()
            .flat_map(|w| &w.parents)
            .map(|p| p.0)
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

/// A change that parents point into: actor, number, start of the hash.
type Dep = (String, i64, String);

/// Longest text in the log, in bytes: 64 KiB of characters may take four bytes each.
const TEXT_BYTES: usize = 256 * 1024;

fn fits_the_log(value: &Value) -> bool {
    match value {
        Value::Text(t) => {
            t.len() <= TEXT_BYTES
                && !t
                    .chars()
                    .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
        }
        Value::Int(i) => i.unsigned_abs() <= 1 << 53,
        Value::Null | Value::Id(_) => true,
    }
}
