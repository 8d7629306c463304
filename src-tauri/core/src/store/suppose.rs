//! Tables as they would be: rows are put into the tables for a moment, past the record of edits, and all of it is taken
//! back. For looking at what a second step would do after a first one that was not taken yet.

use rusqlite::params_from_iter;

use super::{Result, Store};
use crate::record::{Fields, Id, Value};

/// The tables with what is supposed to be in them.
pub struct Supposing<'a> {
    store: &'a Store,
}

impl Supposing<'_> {
    /// Supposes that a record holds these values, beside those that it has.
    ///
    /// # Errors
    /// When the tables can't be written, as in a file that is open for reading only.
    pub fn put(&self, kind: &str, id: Id, fields: &Fields) -> Result<()> {
        let kind = self.store.kind(kind)?;
        let known: Vec<(&String, &Value)> = fields
            .iter()
            .filter(|(name, _)| kind.field(name).is_some())
            .collect();
        let names: String = known.iter().map(|(n, _)| format!(", \"{n}\"")).collect();
        let places: String = (0..known.len())
            .map(|at| format!(", ?{}", at + 2))
            .collect();
        let sets: String = known
            .iter()
            .map(|(n, _)| format!(", \"{n}\" = excluded.\"{n}\""))
            .collect();
        let sql = format!(
            "INSERT INTO \"{}\" (id, deleted{names}) VALUES (?1, 0{places})
             ON CONFLICT (id) DO UPDATE SET deleted = 0{sets}",
            kind.name()
        );
        let values = std::iter::once(Value::Id(id)).chain(known.iter().map(|(_, v)| (*v).clone()));
        self.store
            .db
            .prepare_cached(&sql)?
            .execute(params_from_iter(values))?;
        Ok(())
    }
}

impl Store {
    /// Does something on tables as they would be; nothing of it stays.
    ///
    /// # Errors
    /// Those of `body`.
    pub fn suppose<R, E: From<super::StoreError>>(
        &self,
        body: impl FnOnce(&Supposing<'_>) -> std::result::Result<R, E>,
    ) -> std::result::Result<R, E> {
        // Dropped at the end: that takes everything back.
        let trial = self
            .db
            .unchecked_transaction()
            .map_err(super::StoreError::from)?;
        let done = body(&Supposing { store: self });
        drop(trial);
        done
    }
}
