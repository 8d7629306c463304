//! Writing: the good rows as one action, and the others to a file with reasons.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::{
    Prepared, laid::whole, prepare, remembered, settled::to_remember, stands_in_the_way, summary,
};
use crate::{
    contract::{Fault, ImportCount, Imported, LeftOut, SheetApply, SheetRejected, TableDone},
    env::Env,
    imports::{
        apply::changed_since,
        compare::{Write, stopped_unless},
    },
    record::{Fields, Id, Value},
    registers::desk::own,
    store::{Action, Store, StoreError, Tx, Verb},
    tabular::{self, Cell, Column, ColumnKind, Table},
};

/// Records between two words on how far the writing has come.
const STEP: usize = 50;

/// Headings of the two columns behind those of rows that are left out.
pub(super) const OF_LEFT_OUT: [&str; 2] = ["Row in the file", "Why it was left out"];

/// Row numbers given as examples.
const EXAMPLES: usize = 5;

/// Brings the good rows in: all of them in one action, or nothing. Remembers the matching for files of this shape.
///
/// # Errors
/// What stands in the way, in words for a person; a file or a hub that changed since the preview. Nothing was changed
/// then.
pub fn apply(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    apply: &SheetApply,
) -> Result<Imported, Fault> {
    let prepared = prepare(store, env, &apply.request)?;
    if apply.token.as_ref().is_some_and(|t| *t != prepared.token) {
        return Err(changed_since(&prepared.settled.laid.file.name));
    }
    let ready = ready(&prepared)?;
    let said = summary(&prepared);
    write_all(store, env, author, vec![ready], &said)
}

/// One sheet to be written, without a hold on the hub file.
pub(super) struct Ready {
    name: String,
    shape: Option<String>,
    remember: remembered::Remembered,
    writes: Vec<Write>,
    columns: Vec<(Id, Fields)>,
    counts: Vec<ImportCount>,
    left_out: Vec<LeftOut>,
}

/// Takes from what was prepared what is to be written.
///
/// # Errors
/// What stands in the way.
pub(super) fn ready(prepared: &Prepared<'_>) -> Result<Ready, Fault> {
    if let Some(refusal) = stands_in_the_way(prepared) {
        return Err(refusal);
    }
    let laid = &prepared.settled.laid;
    let mut left_out = prepared.taken.plan.left_out.clone();
    left_out.extend(left_out_for_cells(prepared));
    Ok(Ready {
        name: laid.file.name.clone(),
        shape: (laid.header > 0).then(|| laid.shape()),
        remember: to_remember(&prepared.settled),
        writes: prepared.difference.writes.clone(),
        columns: prepared.taken.columns.clone(),
        counts: prepared.difference.counts.clone(),
        left_out,
    })
}

/// Writes sheets one after the other as one action.
pub(super) fn write_all(
    store: &mut Store,
    env: &dyn Env,
    author: Id,
    sheets: Vec<Ready>,
    said: &str,
) -> Result<Imported, Fault> {
    let name = sheets.first().map(|s| s.name.clone()).unwrap_or_default();
    let total: usize = sheets.iter().map(|s| s.writes.len()).sum();
    let action = Action::new(Verb::Import).of(name.clone());
    let (_, receipt) = store.transact(env, author, action, |tx| {
        // Records that were yet to be made, by the identifier that stood for them until now.
        let mut made: BTreeMap<Id, Id> = BTreeMap::new();
        let mut done = 0_usize;
        for sheet in &sheets {
            for (id, fields) in &sheet.columns {
                tx.put(own::COLUMN, Some(*id), fields)?;
            }
            for write in &sheet.writes {
                if done.is_multiple_of(STEP) {
                    stopped_unless(env.progress(done as u64, total as u64, "Writing records"))?;
                }
                done += 1;
                put(tx, &mut made, write)?;
            }
        }
        Ok(())
    })?;
    let (mut counts, mut left_out) = (vec![], vec![]);
    for sheet in sheets {
        if let Some(shape) = sheet.shape {
            remembered::keep(store, env, &shape, &sheet.remember)?;
        }
        add_counts(&mut counts, &sheet.counts);
        left_out.extend(sheet.left_out);
    }
    Ok(Imported {
        change: receipt.action.map(|a| a.to_string()).unwrap_or_default(),
        summary: format!("Brought in “{name}”: {said}"),
        counts,
        left_out,
        generation: store.generation()?,
    })
}

/// Writes one record and what it says in the hub's own columns. `made` knows the records that were yet to be made, by the
/// identifier that stood for them until now.
pub(in crate::imports) fn put(
    tx: &mut Tx<'_>,
    made: &mut BTreeMap<Id, Id>,
    write: &Write,
) -> crate::store::Result<()> {
    let mut fields = write.fields.clone();
    for value in fields.values_mut() {
        if let Value::Id(id) = value {
            *id = made.get(id).copied().unwrap_or(*id);
        }
    }
    let keyed = tx
        .kinds()
        .get(write.kind)
        .is_some_and(|k| k.natural_id(&fields).is_some());
    let id = match made.get(&write.id) {
        Some(made) => Some(*made),
        // Its identifier comes from its key, or is a new one.
        None if write.old.is_none() && (keyed || write.fresh) => None,
        None => Some(write.id),
    };
    let id = tx.put(write.kind, id, &fields)?;
    made.insert(write.id, id);
    for said in &write.own {
        let value = own::new_value(said.column, write.kind, id, &said.text);
        tx.put(own::VALUE, None, &value)?;
    }
    Ok(())
}

/// Adds counts kind by kind.
pub(super) fn add_counts(all: &mut Vec<ImportCount>, more: &[ImportCount]) {
    for count in more {
        match all.iter_mut().find(|c| c.kind == count.kind) {
            Some(sum) => {
                sum.found += count.found;
                sum.added += count.added;
                sum.changed += count.changed;
                sum.unchanged += count.unchanged;
            }
            None => all.push(count.clone()),
        }
    }
}

fn left_out_for_cells(prepared: &Prepared<'_>) -> Option<LeftOut> {
    let rows = prepared.settled.laid.rows();
    let rejected = &prepared.taken.rejected;
    let numbers = rejected
        .iter()
        .filter_map(|r| rows.get(r.at))
        .map(|r| whole(r.number));
    (!rejected.is_empty()).then(|| LeftOut {
        reason: "Something in them can't be kept.".into(),
        rows: whole(rejected.len()),
        examples: numbers.take(EXAMPLES).collect(),
    })
}

/// Writes the rows that are left out for their cells to an Excel file: the columns as they were, so that the mended file
/// can be brought in, then the reasons.
///
/// # Errors
/// A file that can't be read or written.
pub fn rejected(store: &Store, env: &dyn Env, request: &SheetRejected) -> Result<TableDone, Fault> {
    let path = env.file(&request.to)?;
    let prepared = prepare(store, env, &request.request)?;
    let table = table_of_rejected(&prepared);
    let created = env.today().and_time(NaiveTime::MIN);
    tabular::write_xlsx(std::slice::from_ref(&table), created, &path).map_err(StoreError::from)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    Ok(TableDone {
        file: name.unwrap_or_default(),
        rows: whole(table.rows.len()),
    })
}

fn table_of_rejected(prepared: &Prepared<'_>) -> Table {
    let laid = &prepared.settled.laid;
    let text = |title: &str| Column::new(title, ColumnKind::Text);
    let mut columns: Vec<Column> = laid.titles.iter().map(|t| text(t)).collect();
    columns.extend(OF_LEFT_OUT.iter().map(|t| text(t)));
    let width = laid.titles.len();
    let row = |r: &super::rows::Rejected| {
        let row = laid.rows().get(r.at)?;
        let mut cells: Vec<Cell> = (0..width).map(|at| row.cell(at).clone()).collect();
        cells.push(Cell::of_integer(whole(row.number)));
        cells.push(Cell::of_text(r.reasons.join(" ")));
        Some(cells)
    };
    Table {
        name: "Left out".into(),
        columns,
        rows: prepared.taken.rejected.iter().filter_map(row).collect(),
        notes: vec![format!(
            "Rows of “{}” that were not brought in. Mend them here, then bring this file in.",
            laid.file.name
        )],
    }
}
