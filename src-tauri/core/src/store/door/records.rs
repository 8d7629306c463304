//! What a writer may do to a record: set fields, remove, restore; checked against the rules of its kind.

use rusqlite::{OptionalExtension, params};

use super::Tx;
use crate::{
    contract::FieldFault,
    record::{Fields, Id, Kind, Value},
    store::{
        Result, StoreError, Verb,
        heads::{self, LIFE, WriteAt},
    },
};

impl Tx<'_> {
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
                if self.suppressed.covers(kind.name(), id, name) {
                    self.stays_erased(kind, name)?;
                } else {
                    changed.push((name, value));
                }
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
        self.refuse_joining(kind, id)?;
        Ok(id)
    }

    /// Everything that would stand in the way of setting these fields of a record, all at once; a fault without a field
    /// is one of the whole record. Nothing is written.
    ///
    /// # Errors
    /// When the tables can't be read.
    pub fn obstacles(
        &self,
        kind: &Kind,
        id: Option<Id>,
        fields: &Fields,
    ) -> Result<Vec<FieldFault>> {
        let id = id.or_else(|| kind.natural_id(fields));
        let old = match id {
            Some(id) => self.values(kind, id)?,
            None => None,
        };
        let mut faults = match self.check(kind, old.as_ref(), fields) {
            Ok(()) => vec![],
            Err(StoreError::Invalid(faults)) => faults,
            Err(other) => return Err(other),
        };
        let Some(id) = id else {
            return Ok(faults);
        };
        for name in fields.keys() {
            if self.suppressed.covers(kind.name(), id, name) {
                let label = kind.field(name).map_or(name.as_str(), |f| f.label.as_str());
                faults.push(FieldFault {
                    field: name.clone(),
                    message: format!(
                        "{label} was erased on a person's request, so it can't be filled in again."
                    ),
                });
            }
        }
        if !self.action.verb.through_frozen()
            && let Some(message) = self.rules.frozen(self.db, kind.name(), id)?
        {
            let field = String::new();
            faults.push(FieldFault { field, message });
        }
        Ok(faults)
    }

    /// What was erased on a person's request is not filled in again: an import leaves it out, a person is told.
    fn stays_erased(&self, kind: &Kind, field: &str) -> Result<()> {
        if self.action.verb == Verb::Import {
            return Ok(());
        }
        let label = kind.field(field).map_or(field, |f| f.label.as_str());
        Err(StoreError::refused(
            "erased",
            format!(
                "{label} was erased on a person's request, so it can't be filled in again. Nothing was changed."
            ),
            "Where there is a new ground to keep it, make a new record.",
        ))
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
    /// there, valid or not. A word on the whole record leaves out what was `unseen` then.
    pub(in crate::store) fn put_back(
        &mut self,
        kind: &Kind,
        id: Id,
        field: &str,
        versions: Vec<Value>,
        unseen: &[WriteAt],
    ) -> Result<()> {
        if self.suppressed.covers(kind.name(), id, field) {
            return self.stays_erased(kind, field);
        }
        self.refuse_frozen(kind, id)?;
        let over = if field == LIFE {
            let mut over = heads::of_record(self.db, id)?;
            over.retain(|version| !unseen.contains(version));
            over
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
    pub(in crate::store) fn alive(&self, kind: &Kind, id: Id) -> Result<Option<bool>> {
        let sql = format!("SELECT deleted FROM \"{}\" WHERE id = ?1", kind.name());
        let deleted: Option<Option<bool>> = self
            .db
            .prepare_cached(&sql)?
            .query_row([id], |r| r.get(0))
            .optional()?;
        Ok(deleted.map(|d| d == Some(false)))
    }

    /// The values a record shows now.
    pub(super) fn values(&self, kind: &Kind, id: Id) -> Result<Option<Fields>> {
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
    pub(super) fn check(&self, kind: &Kind, old: Option<&Fields>, fields: &Fields) -> Result<()> {
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

    pub(super) fn refuse_frozen(&mut self, kind: &Kind, id: Id) -> Result<()> {
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

    /// Nothing is added to what stands still, nor moved into it.
    fn refuse_joining(&self, kind: &Kind, id: Id) -> Result<()> {
        if self.action.verb.through_frozen() {
            return Ok(());
        }
        match self.rules.joins_frozen(self.db, kind.name(), id)? {
            None => Ok(()),
            Some(why) => Err(StoreError::refused(
                "frozen",
                format!("{why} Nothing was changed."),
                "",
            )),
        }
    }

    pub(super) fn versions(&self, kind: &Kind, id: Id, field: &str) -> Result<i64> {
        let Some(no) = self.known_field(kind.name(), field) else {
            return Ok(0);
        };
        Ok(self
            .db
            .prepare_cached("SELECT count(*) FROM head WHERE record = ?1 AND field_no = ?2")?
            .query_row(params![id, no], |r| r.get(0))?)
    }
}
