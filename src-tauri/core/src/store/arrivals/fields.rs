//! The versions of the fields that arriving changes touch, kept in memory while they come in and written once at the
//! end: a field that a file writes a hundred times is shown once.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::Connection;

use super::super::{
    Names, Result,
    heads::{self, LIFE, WriteAt},
};
use super::versions::{Before, Now, RecordVersions};
use crate::record::{Field, FieldType, Id, Kind, Kinds, Value};

/// Fields in memory before they are written: bounds memory, whatever the size of a file.
const MOST_FIELDS: usize = 400_000;

/// A write that arrives.
pub struct Arriving {
    /// Which write.
    pub at: WriteAt,
    /// Its clock.
    pub clock: i64,
    /// Field.
    pub field_no: i64,
    /// Record.
    pub record: Id,
    /// Value; none when erased.
    pub value: Option<Value>,
}

/// The fields touched so far and not yet written.
pub struct Fields {
    records: HashMap<Id, RecordVersions>,
    count: usize,
    /// Fields with a note: these are always looked at with care.
    noted: HashSet<(Id, i64)>,
    /// Records touched since the beginning, for search and rules.
    pub touched: BTreeSet<(String, Id)>,
    /// Those of them that were there and only had fields of their own set, by one version each, none of which leads to
    /// another record or tells records apart: most edits are of this sort, and leave nobody anything to settle.
    uneventful: BTreeSet<(String, Id)>,
}

impl Fields {
    /// Begins.
    ///
    /// # Errors
    /// When the tables can't be read.
    pub fn begin(db: &Connection) -> Result<Self> {
        let noted = db
            .prepare("SELECT record, field_no FROM field_note")?
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self {
            records: HashMap::new(),
            count: 0,
            noted,
            touched: BTreeSet::new(),
            uneventful: BTreeSet::new(),
        })
    }

    /// Begins again after the tables were changed under it.
    ///
    /// # Errors
    /// When the tables can't be read.
    pub fn begin_with(db: &Connection, touched: BTreeSet<(String, Id)>) -> Result<Self> {
        Ok(Self {
            touched,
            ..Self::begin(db)?
        })
    }

    /// Whether a write is a current version of this field: then it is surely there.
    pub fn holds(
        &mut self,
        db: &Connection,
        record: Id,
        field_no: i64,
        at: WriteAt,
    ) -> Result<bool> {
        let versions = self.load(db, record)?;
        Ok(versions.before(field_no).any(|v| v.at == at && !v.replaced)
            || versions.now(field_no).any(|v| v.at == at))
    }

    /// Makes a write a version in place of those it replaces.
    pub fn advance(&mut self, db: &Connection, write: Arriving, parents: &[WriteAt]) -> Result<()> {
        let field_no = write.field_no;
        let versions = self.load(db, write.record)?;
        for before in &mut versions.before {
            before.replaced |= before.field_no == field_no && parents.contains(&before.at);
        }
        let first = versions.now(field_no).next().is_none();
        versions
            .now
            .retain(|v| v.field_no != field_no || !parents.contains(&v.at));
        versions.now.push(Now {
            field_no,
            at: write.at,
            clock: write.clock,
            value: write.value,
        });
        self.count += usize::from(first);
        Ok(())
    }

    fn load(&mut self, db: &Connection, record: Id) -> Result<&mut RecordVersions> {
        use std::collections::hash_map::Entry;
        match self.records.entry(record) {
            Entry::Occupied(entry) => Ok(entry.into_mut()),
            Entry::Vacant(place) => {
                let mut rows = db.prepare_cached(
                    "SELECT field_no, change_no, idx FROM head WHERE record = ?1",
                )?;
                let mut before = rows
                    .query_map([record], |r| {
                        Ok(Before {
                            field_no: r.get(0)?,
                            at: (r.get(1)?, r.get(2)?),
                            replaced: false,
                        })
                    })?
                    .collect::<rusqlite::Result<Vec<_>>>()?;
                before.shrink_to_fit();
                Ok(place.insert(RecordVersions {
                    before,
                    now: vec![],
                }))
            }
        }
    }

    /// Enough in memory: time to write.
    pub fn is_full(&self) -> bool {
        self.count >= MOST_FIELDS
    }

    /// Writes versions and tables for everything touched, and forgets it.
    ///
    /// # Errors
    /// When the tables can't be written.
    pub fn write(&mut self, db: &Connection, kinds: &Kinds, names: &Names) -> Result<()> {
        let mut records: Vec<(Id, RecordVersions)> = std::mem::take(&mut self.records)
            .into_iter()
            .filter(|(_, versions)| !versions.now.is_empty())
            .collect();
        self.count = 0;
        records.sort_unstable_by_key(|r| r.0);
        for (record, versions) in &records {
            for field_no in versions.touched() {
                versions.write(db, *record, field_no)?;
            }
        }
        for (record, versions) in records {
            self.show(db, kinds, names, record, versions)?;
        }
        Ok(())
    }

    fn show(
        &mut self,
        db: &Connection,
        kinds: &Kinds,
        names: &Names,
        record: Id,
        mut versions: RecordVersions,
    ) -> Result<()> {
        // One identifier belongs to one kind in practice; a hostile file may say otherwise, and then each kind has it.
        let mut by_kind: Vec<(&str, Vec<(&str, i64)>)> = vec![];
        for field_no in versions.touched() {
            let Some(of) = names.fields.get(&field_no) else {
                continue;
            };
            let (kind, name) = (of.0.as_str(), of.1.as_str());
            match by_kind.iter_mut().find(|k| k.0 == kind) {
                Some(kind) => kind.1.push((name, field_no)),
                None => by_kind.push((kind, vec![(name, field_no)])),
            }
        }
        for (kind, fields) in by_kind {
            let name = (kind.to_owned(), record);
            let first = !heads::is_plain(kind) || self.touched.insert(name.clone());
            // A kind of a newer version stays in the log, and shows after the update.
            let quiet = match kinds.get(kind) {
                Some(kind) => self.show_kind(db, names, kind, record, &fields, &mut versions)?,
                None => false,
            };
            if !quiet {
                self.uneventful.remove(&name);
            } else if first {
                self.uneventful.insert(name);
            }
        }
        Ok(())
    }

    /// Shows the fields of one kind. Returns whether that was uneventful.
    fn show_kind(
        &mut self,
        db: &Connection,
        names: &Names,
        kind: &Kind,
        record: Id,
        fields: &[(&str, i64)],
        versions: &mut RecordVersions,
    ) -> Result<bool> {
        let was_there = !versions.before.is_empty();
        let mut plain: Vec<(&str, Value)> = vec![];
        let mut careful = vec![];
        let mut life = !was_there;
        let mut quiet = true;
        for &(name, field_no) in fields {
            if name == LIFE {
                life = true;
                continue;
            }
            let Some(declared) = kind.field(name) else {
                quiet = false;
                continue;
            };
            quiet &= says_nothing_to_others(kind, declared);
            let noted = self.noted.contains(&(record, field_no));
            let only = (!noted)
                .then(|| versions.only(field_no))
                .flatten()
                .filter(|v| v.fits(&declared.type_));
            match only {
                Some(value) => plain.push((&declared.name, value)),
                None => {
                    self.noted.insert((record, field_no));
                    careful.push((field_no, declared));
                }
            }
        }
        if !plain.is_empty() {
            show_plain(db, kind, record, &plain, was_there)?;
        }
        if !careful.is_empty() {
            heads::show(db, kind, record, &careful)?;
        }
        let life = life || !is_there(db, kind, record)?;
        if life {
            let number = names.number(kind.name(), LIFE);
            heads::show_life(db, kind, record, number.unwrap_or(0))?;
        }
        Ok(quiet && !life && careful.is_empty())
    }

    /// The records touched so far that may leave something to settle.
    pub fn eventful(&self) -> BTreeSet<(String, Id)> {
        self.touched.difference(&self.uneventful).cloned().collect()
    }

    /// Takes back that a record is uneventful, where `is` says so.
    pub fn recheck(&mut self, is: impl Fn(&str, Id) -> Result<bool>) -> Result<()> {
        let mut quiet = std::mem::take(&mut self.uneventful);
        let mut failed = None;
        quiet.retain(|(kind, record)| match is(kind, *record) {
            Ok(is) => is,
            Err(e) => {
                failed.get_or_insert(e);
                false
            }
        });
        self.uneventful = quiet;
        failed.map_or(Ok(()), Err)
    }
}

/// The field leads to no other record and tells no records apart.
fn says_nothing_to_others(kind: &Kind, field: &Field) -> bool {
    !matches!(field.type_, FieldType::Ref { .. })
        && !kind
            .identifying()
            .any(|group| group.contains(&field.name.as_str()))
}

/// One version each, of the right type: straight into the table.
fn show_plain(
    db: &Connection,
    kind: &Kind,
    record: Id,
    fields: &[(&str, Value)],
    was_there: bool,
) -> Result<()> {
    use std::fmt::Write;
    let mut sql = String::with_capacity(96 + fields.len() * 24);
    let mut written = 0;
    if was_there {
        let _ = write!(sql, "UPDATE \"{}\" SET ", kind.name());
        for (i, (name, _)) in fields.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let _ = write!(sql, "{comma}\"{name}\" = ?{}", i + 2);
        }
        sql.push_str(" WHERE id = ?1");
        written = execute(db, &sql, record, fields)?;
    }
    if written == 0 {
        sql.clear();
        let _ = write!(sql, "INSERT INTO \"{}\" (id", kind.name());
        for (name, _) in fields {
            let _ = write!(sql, ", \"{name}\"");
        }
        sql.push_str(") VALUES (?1");
        for i in 0..fields.len() {
            let _ = write!(sql, ", ?{}", i + 2);
        }
        sql.push_str(") ON CONFLICT (id) DO UPDATE SET ");
        for (i, (name, _)) in fields.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let _ = write!(sql, "{comma}\"{name}\" = excluded.\"{name}\"");
        }
        execute(db, &sql, record, fields)?;
    }
    Ok(())
}

fn execute(db: &Connection, sql: &str, record: Id, fields: &[(&str, Value)]) -> Result<usize> {
    let mut statement = db.prepare_cached(sql)?;
    statement.raw_bind_parameter(1, record)?;
    for (i, (_, value)) in fields.iter().enumerate() {
        statement.raw_bind_parameter(i + 2, value)?;
    }
    Ok(statement.raw_execute()?)
}

fn is_there(db: &Connection, kind: &Kind, record: Id) -> Result<bool> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM \"{}\" WHERE id = ?1 AND deleted = 0)",
        kind.name()
    );
    Ok(db.prepare_cached(&sql)?.query_row([record], |r| r.get(0))?)
}
