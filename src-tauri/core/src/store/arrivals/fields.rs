//! The versions of the fields that arriving changes touch, kept in memory while they come in and written once at the
//! end: a field that a file writes a hundred times is shown once.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::super::{
    Names, Result,
    heads::{self, LIFE, WriteAt},
};
use crate::record::{Field, FieldType, Id, Kind, Kinds, Value};

/// Fields in memory before they are written: bounds memory, whatever the size of a file.
const MOST_FIELDS: usize = 400_000;

/// A version as it is kept here.
#[derive(Debug, Clone)]
struct Version {
    at: WriteAt,
    clock: i64,
    /// Its value, when it arrived just now and was not erased.
    value: Option<Value>,
}

/// A field and its versions: nearly always one.
#[derive(Debug)]
struct FieldVersions {
    field_no: i64,
    /// As the table says; none = nothing.
    before: Vec<WriteAt>,
    now: Vec<Version>,
    touched: bool,
}

/// The fields of one record.
#[derive(Debug, Default)]
struct RecordVersions {
    fields: Vec<FieldVersions>,
    /// The record has a row in its table.
    was_there: bool,
}

impl RecordVersions {
    fn field(&mut self, field_no: i64) -> &mut FieldVersions {
        let at = self.fields.iter().position(|f| f.field_no == field_no);
        let at = at.unwrap_or_else(|| {
            self.fields.push(FieldVersions {
                field_no,
                before: vec![],
                now: vec![],
                touched: false,
            });
            self.fields.len() - 1
        });
        &mut self.fields[at]
    }
}

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
        Ok(versions.field(field_no).now.iter().any(|v| v.at == at))
    }

    /// Makes a write a version in place of those it replaces.
    pub fn advance(&mut self, db: &Connection, write: Arriving, parents: &[WriteAt]) -> Result<()> {
        let field = self.load(db, write.record)?.field(write.field_no);
        field.now.retain(|v| !parents.contains(&v.at));
        field.now.push(Version {
            at: write.at,
            clock: write.clock,
            value: write.value,
        });
        if !field.touched {
            field.touched = true;
            self.count += 1;
        }
        Ok(())
    }

    fn load(&mut self, db: &Connection, record: Id) -> Result<&mut RecordVersions> {
        use std::collections::hash_map::Entry;
        match self.records.entry(record) {
            Entry::Occupied(entry) => Ok(entry.into_mut()),
            Entry::Vacant(place) => {
                let mut versions = RecordVersions::default();
                let mut rows = db.prepare_cached(
                    "SELECT field_no, change_no, idx, clock FROM head WHERE record = ?1",
                )?;
                let mut rows = rows.query([record])?;
                while let Some(r) = rows.next()? {
                    versions.was_there = true;
                    let at: WriteAt = (r.get(1)?, r.get(2)?);
                    let field = versions.field(r.get(0)?);
                    field.before.push(at);
                    field.now.push(Version {
                        at,
                        clock: r.get(3)?,
                        value: None,
                    });
                }
                Ok(place.insert(versions))
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
            .filter(|(_, v)| v.fields.iter().any(|f| f.touched))
            .collect();
        self.count = 0;
        records.sort_unstable_by_key(|r| r.0);
        for (record, versions) in &records {
            for field in versions.fields.iter().filter(|f| f.touched) {
                write_heads(db, *record, field)?;
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
        versions: RecordVersions,
    ) -> Result<()> {
        let was_there = versions.was_there;
        // One identifier belongs to one kind in practice; a hostile file may say otherwise, and then each kind has it.
        let mut by_kind: Vec<(&str, Vec<(&str, FieldVersions)>)> = vec![];
        for field in versions.fields {
            if !field.touched {
                continue;
            }
            let Some(name) = names.fields.get(&field.field_no) else {
                continue;
            };
            match by_kind.iter_mut().find(|k| k.0 == name.0) {
                Some(kind) => kind.1.push((&name.1, field)),
                None => by_kind.push((&name.0, vec![(&name.1, field)])),
            }
        }
        for (kind, fields) in by_kind {
            let name = (kind.to_owned(), record);
            let first = !heads::is_plain(kind) || self.touched.insert(name.clone());
            // A kind of a newer version stays in the log, and shows after the update.
            let quiet = match kinds.get(kind) {
                Some(kind) => self.show_kind(db, names, kind, record, fields, was_there)?,
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
        fields: Vec<(&str, FieldVersions)>,
        was_there: bool,
    ) -> Result<bool> {
        let mut plain: Vec<(&str, Value)> = vec![];
        let mut careful = vec![];
        let mut life = !was_there;
        let mut quiet = true;
        for (name, mut field) in fields {
            if name == LIFE {
                life = true;
                continue;
            }
            let Some(declared) = kind.field(name) else {
                quiet = false;
                continue;
            };
            quiet &= says_nothing_to_others(kind, declared);
            let noted = self.noted.contains(&(record, field.field_no));
            let only = (field.now.len() == 1 && field.before.len() <= 1 && !noted)
                .then(|| field.now.pop().and_then(|v| v.value))
                .flatten()
                .filter(|v| v.fits(&declared.type_));
            match only {
                Some(value) => plain.push((&declared.name, value)),
                None => {
                    self.noted.insert((record, field.field_no));
                    careful.push((field.field_no, declared));
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

fn write_heads(db: &Connection, record: Id, field: &FieldVersions) -> Result<()> {
    if let ([before], [now]) = (field.before.as_slice(), field.now.as_slice()) {
        db.prepare_cached(
            "UPDATE head SET change_no = ?5, idx = ?6, clock = ?7
             WHERE record = ?1 AND field_no = ?2 AND change_no = ?3 AND idx = ?4",
        )?
        .execute(params![
            record,
            field.field_no,
            before.0,
            before.1,
            now.at.0,
            now.at.1,
            now.clock
        ])?;
        return Ok(());
    }
    for gone in field
        .before
        .iter()
        .filter(|b| !field.now.iter().any(|n| n.at == **b))
    {
        db.prepare_cached(
            "DELETE FROM head WHERE record = ?1 AND field_no = ?2 AND change_no = ?3 AND idx = ?4",
        )?
        .execute(params![record, field.field_no, gone.0, gone.1])?;
    }
    for new in field.now.iter().filter(|n| !field.before.contains(&n.at)) {
        db.prepare_cached(
            "INSERT INTO head (record, field_no, change_no, idx, clock) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![record, field.field_no, new.at.0, new.at.1, new.clock])?;
    }
    Ok(())
}

fn is_there(db: &Connection, kind: &Kind, record: Id) -> Result<bool> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM \"{}\" WHERE id = ?1 AND deleted = 0)",
        kind.name()
    );
    Ok(db.prepare_cached(&sql)?.query_row([record], |r| r.get(0))?)
}
