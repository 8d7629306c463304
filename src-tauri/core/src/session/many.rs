//! Many edits at once, as a grid makes them: a block pasted, a column filled down, one value set in many records. What
//! can't be kept is said cell by cell; all the rest is one action, with one undo.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Reply, Session,
    fields::Reader,
    own::OwnCell,
    records::{id_of, refuse_new_key, refuse_twice, with_article},
};
use crate::{
    contract::{CellEdit, CellRefused, Fault, ManyHow, ManyRow, SaveMany, SavedMany},
    env::Env,
    record::{Fields, Id, Kind, OWN, Value, thousands},
    registers::desk::own,
    store::{Action, Result, Store, StoreError, Tx, Verb, steps},
};

/// Edits that a dry run shows.
const EXAMPLES: usize = 100;
/// Records that the reply shows as they are now.
const SHOWN: usize = 1_000;

/// A row of the request, read.
struct Ready {
    id: Option<Id>,
    fields: Fields,
    /// What it says in columns that the hub made itself, and what it said there before.
    own: Vec<OwnCell>,
    said: Vec<own::Said>,
    /// Can't be kept at all.
    held: bool,
}

/// What was read of a request, and what became of it.
#[derive(Default)]
struct Work {
    rows: Vec<Ready>,
    refused: Vec<CellRefused>,
    examples: Vec<CellEdit>,
    added: i64,
    edited: i64,
}

impl Session {
    /// Creates or changes many records of a kind.
    pub(super) fn save_many(&mut self, env: &dyn Env, request: SaveMany) -> Reply<SavedMany> {
        let kinds = Arc::clone(&self.kinds);
        let file = self.opened()?;
        let kind = kinds
            .get(&request.kind)
            .ok_or_else(|| StoreError::UnknownKind(request.kind.clone()))?;
        if !kind.declaration.by_hand {
            return Err(super::records::not_by_hand(kind));
        }
        let mut work = Work::default();
        work.read(&file.store, env, kind, &request)?;
        let action = Action::new(verb(&request)).because(request.reason.clone());
        let dry = request.dry_run;
        let written = file.store.transact(env, file.me, action, |tx| {
            work.write(tx, env, kind, &request)?;
            if dry {
                return Err(StoreError::Stopped);
            }
            Ok(())
        });
        let change = match written {
            Ok((_, receipt)) => receipt.action,
            // Nothing is written by a dry run: it ends like work that a person stops.
            Err(StoreError::Stopped) if dry && work.done() => None,
            Err(other) => return Err(other.into()),
        };
        let rows = if request.columns.is_empty() || dry {
            vec![]
        } else {
            let ids: Vec<Id> = work.rows.iter().filter_map(|r| r.id).take(SHOWN).collect();
            file.store
                .rows_by_id(kind.name(), &request.columns, &ids, env.today())?
        };
        Ok(SavedMany {
            rows,
            ..work.told(change, file.store.generation()?)
        })
    }
}

fn verb(request: &SaveMany) -> Verb {
    match request.how {
        ManyHow::Paste => Verb::Paste,
        ManyHow::Edit if request.rows.iter().all(|r| r.id.is_none()) => Verb::Add,
        ManyHow::Edit => Verb::Change,
    }
}

impl Work {
    /// Reads what was typed, before anything is written.
    fn read(&mut self, store: &Store, env: &dyn Env, kind: &Kind, request: &SaveMany) -> Reply<()> {
        let mut reader = Reader::new(store, env.today());
        let mut made = BTreeSet::new();
        for (at, row) in request.rows.iter().enumerate() {
            steps::step(env, at, request.rows.len(), "Reading what was typed")?;
            let mut ready = self.read_row(store, &mut reader, kind, at, row)?;
            if let Some(id) = ready.id {
                if names_the_key(kind, &ready.fields) {
                    let faults = faults_of(refuse_new_key(store, kind, Some(id), &ready.fields))?;
                    for (field, message) in faults {
                        ready.fields.remove(&field);
                        self.refuse(at, &field, message);
                    }
                }
            } else if !ready.held {
                let twice = faults_of(refuse_twice(store, kind, &ready.fields))?;
                let again = kind
                    .natural_id(&ready.fields)
                    .is_some_and(|id| !made.insert(id));
                let again = again.then(|| again_fault(kind));
                for (field, message) in twice.into_iter().chain(again) {
                    ready.held = true;
                    self.refuse(at, &field, message);
                }
            }
            if request.dry_run {
                self.examples_of(store, kind, at, &ready)?;
            }
            self.rows.push(ready);
        }
        Ok(())
    }

    fn read_row(
        &mut self,
        store: &Store,
        reader: &mut Reader<'_>,
        kind: &Kind,
        at: usize,
        row: &ManyRow,
    ) -> Reply<Ready> {
        let mut ready = Ready {
            id: row.id.as_deref().map(id_of).transpose()?,
            fields: Fields::new(),
            own: vec![],
            said: vec![],
            held: false,
        };
        if let Some(id) = ready.id
            && store.find_row(kind, id)?.is_none_or(|r| r.deleted)
        {
            let one = kind.declaration.one.to_lowercase();
            self.refuse(at, "", format!("This {one} is not there any more."));
            ready.held = true;
            return Ok(ready);
        }
        for (name, typed) in &row.fields {
            if name.starts_with(OWN) {
                match OwnCell::read(store, kind.name(), name, typed)? {
                    Ok(cell) => ready.own.push(cell),
                    Err(why) => self.refuse(at, name, why),
                }
                continue;
            }
            let Some(field) = kind.field(name) else {
                let label = store.kinds().column(kind.name(), name).map(|c| c.label);
                let label = label.unwrap_or(name);
                let message =
                    format!("{label} is worked out from other records and can't be typed.");
                self.refuse(at, name, message);
                continue;
            };
            match reader.cell(field, typed)? {
                Ok(value) => drop(ready.fields.insert(name.clone(), value)),
                Err(unread) => {
                    // A new record without what it must have can't be made.
                    ready.held |= ready.id.is_none() && field.required;
                    self.refused.push(CellRefused {
                        row: at as i64,
                        field: name.clone(),
                        message: unread.message,
                        candidates: unread.candidates,
                    });
                }
            }
        }
        if let (Some(id), false) = (ready.id, ready.own.is_empty()) {
            ready.said = own::said(store, kind.name(), id)?;
        }
        Ok(ready)
    }

    /// Writes all that can be kept.
    fn write(
        &mut self,
        tx: &mut Tx<'_>,
        env: &dyn Env,
        kind: &Kind,
        request: &SaveMany,
    ) -> Result<()> {
        let total = self.rows.len();
        let mut kept = 0;
        for at in 0..total {
            steps::step(env, at, total, kind.declaration.many)?;
            if self.leave_out_faults(tx, kind, at)? {
                let row = &mut self.rows[at];
                let before = tx.edits();
                let new = row.id.is_none();
                let seen = request.generation.filter(|_| !new);
                let id = match row.id {
                    Some(id) if row.fields.is_empty() => id,
                    id => tx.put_seen(kind.name(), id, &row.fields, seen)?,
                };
                for cell in &row.own {
                    cell.write(tx, kind.name(), id, &row.said)?;
                }
                row.id = Some(id);
                let edits = (tx.edits() - before) as i64;
                // A new record has an edit of its own that makes it.
                self.edited += if new { edits - 1 } else { edits };
                self.added += i64::from(new);
                kept += usize::from(edits > 0);
            }
        }
        if request.how == ManyHow::Paste || kept > 1 {
            let count = thousands(kept as i64);
            let word = match kept {
                1 => kind.declaration.one,
                _ => kind.declaration.many,
            };
            tx.describe(format!("{count} {}", in_a_sentence(word)));
        }
        Ok(())
    }

    /// Takes out of a row what the rules refuse; whether anything is left to keep.
    fn leave_out_faults(&mut self, tx: &Tx<'_>, kind: &Kind, at: usize) -> Result<bool> {
        while !self.rows[at].held {
            let row = &mut self.rows[at];
            let new = row.id.is_none();
            let nothing = if new {
                row.fields.values().all(Value::is_null)
            } else {
                row.fields.is_empty() && row.own.is_empty()
            };
            if nothing {
                row.held = true;
                if new {
                    let one = kind.declaration.one.to_lowercase();
                    self.refuse(at, "", format!("There is nothing to make a {one} of."));
                }
                break;
            }
            let faults = tx.obstacles(kind, row.id, &row.fields)?;
            if faults.is_empty() {
                return Ok(true);
            }
            let must = |name: &str| new && kind.field(name).is_none_or(|f| f.required);
            let mut left_out = false;
            for fault in faults {
                let row = &mut self.rows[at];
                if !must(&fault.field) && row.fields.remove(&fault.field).is_some() {
                    left_out = true;
                    self.refuse(at, &fault.field, fault.message);
                } else if new {
                    row.held = true;
                    self.refuse(at, &fault.field, fault.message);
                } else if !left_out {
                    // Two fields that do not go together, or the record as a whole: none of its cells is kept.
                    let fields: Vec<String> = std::mem::take(&mut row.fields).into_keys().collect();
                    for field in fields {
                        self.refuse(at, &field, fault.message.clone());
                    }
                }
            }
        }
        Ok(false)
    }

    fn refuse(&mut self, row: usize, field: &str, message: String) {
        self.refused.push(CellRefused {
            row: row as i64,
            field: field.to_owned(),
            message,
            candidates: vec![],
        });
    }

    /// What a dry run shows of a row: cells that would differ.
    fn examples_of(&mut self, store: &Store, kind: &Kind, at: usize, ready: &Ready) -> Reply<()> {
        if ready.held || self.examples.len() >= EXAMPLES {
            return Ok(());
        }
        let old = match ready.id {
            Some(id) => Some(store.row(kind.name(), id)?),
            None => None,
        };
        let mut titles = BTreeMap::new();
        for (name, value) in &ready.fields {
            let Some(field) = kind.field(name) else {
                continue;
            };
            let before = old.as_ref().map(|r| r.value(name)).unwrap_or_default();
            if before == *value {
                continue;
            }
            self.examples.push(CellEdit {
                row: at as i64,
                title: match ready.id {
                    Some(id) => store.title(kind.name(), id)?,
                    None => String::new(),
                },
                field: name.clone(),
                before: store.cell_text(before, &field.type_, &mut titles)?,
                after: store.cell_text(value.clone(), &field.type_, &mut titles)?,
            });
        }
        Ok(())
    }

    /// Whether every row was looked at.
    fn done(&self) -> bool {
        self.rows.iter().all(|r| r.held || r.id.is_some())
    }

    fn told(mut self, change: Option<Id>, generation: i64) -> SavedMany {
        self.refused.sort_by_key(|r| r.row);
        let refused: BTreeSet<(i64, &str)> = self
            .refused
            .iter()
            .map(|r| (r.row, r.field.as_str()))
            .collect();
        self.examples
            .retain(|e| !refused.contains(&(e.row, e.field.as_str())));
        SavedMany {
            change: change.map(|c| c.to_string()).unwrap_or_default(),
            ids: self
                .rows
                .iter()
                .map(|r| r.id.map(|id| id.to_string()))
                .collect(),
            edited: self.edited,
            added: self.added,
            refused: self.refused,
            rows: vec![],
            examples: self.examples,
            generation,
        }
    }
}

/// The faults in words, where a refusal is about fields.
fn faults_of(checked: Reply<()>) -> std::result::Result<Vec<(String, String)>, Fault> {
    match checked {
        Ok(()) => Ok(vec![]),
        Err(fault) if fault.fields.is_empty() => Err(fault),
        Err(fault) => Ok(fault
            .fields
            .into_iter()
            .map(|f| (f.field, f.message))
            .collect()),
    }
}

fn names_the_key(kind: &Kind, fields: &Fields) -> bool {
    kind.declaration
        .key
        .iter()
        .any(|key| fields.contains_key(*key))
}

fn again_fault(kind: &Kind) -> (String, String) {
    let field = kind.declaration.key.first().copied().unwrap_or_default();
    let one = with_article(kind.declaration.one);
    (
        field.to_owned(),
        format!("There is {one} like this already, further up."),
    )
}

/// `Practices` as `practices`, `PCNs` as it is.
fn in_a_sentence(word: &str) -> String {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(_), Some(second)) if second.is_uppercase() => word.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(word.chars().skip(1)).collect(),
        _ => String::new(),
    }
}
