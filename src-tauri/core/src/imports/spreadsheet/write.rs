//! Writing: the good rows as one action, and the others to a file with reasons.

use chrono::NaiveTime;

use super::{Prepared, laid::whole, prepare, remembered, stands_in_the_way, summary, to_remember};
use crate::{
    contract::{Fault, Imported, LeftOut, SheetApply, SheetRejected, TableDone},
    env::Env,
    imports::{apply::changed_since, compare::stopped_unless},
    record::{Fields, Id},
    registers::desk::own,
    store::{Action, Store, StoreError, Verb},
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
    let Done {
        name,
        shape,
        remember,
        writes,
        fresh,
        columns,
        mut imported,
    } = ready(store, env, apply)?;
    let action = Action::new(Verb::Import).of(name);
    let (_, receipt) = store.transact(env, author, action, |tx| {
        for (id, fields) in &columns {
            tx.put(own::COLUMN, Some(*id), fields)?;
        }
        for (done, write) in writes.iter().enumerate() {
            if done.is_multiple_of(STEP) {
                let total = writes.len() as u64;
                stopped_unless(env.progress(done as u64, total, "Writing records"))?;
            }
            let id = (!fresh.contains(&write.id)).then_some(write.id);
            let id = tx.put(write.kind, id, &write.fields)?;
            for said in &write.own {
                let value = own::new_value(said.column, write.kind, id, &said.text);
                tx.put(own::VALUE, None, &value)?;
            }
        }
        Ok(())
    })?;
    if let Some(shape) = shape {
        remembered::keep(store, env, &shape, &remember)?;
    }
    imported.change = receipt.action.map(|a| a.to_string()).unwrap_or_default();
    imported.generation = store.generation()?;
    Ok(imported)
}

/// What is to be written, without a hold on the hub file.
struct Done {
    name: String,
    shape: Option<String>,
    remember: remembered::Remembered,
    writes: Vec<crate::imports::compare::Write>,
    fresh: std::collections::BTreeSet<Id>,
    columns: Vec<(Id, Fields)>,
    imported: Imported,
}

fn ready(store: &Store, env: &dyn Env, apply: &SheetApply) -> Result<Done, Fault> {
    let prepared = prepare(store, env, &apply.request)?;
    if apply.token.as_ref().is_some_and(|t| *t != prepared.token) {
        return Err(changed_since(&prepared.settled.laid.file.name));
    }
    if let Some(refusal) = stands_in_the_way(&prepared) {
        return Err(refusal);
    }
    let said = summary(&prepared);
    let remember = to_remember(&prepared.settled);
    let laid = &prepared.settled.laid;
    let name = laid.file.name.clone();
    let shape = (laid.header > 0).then(|| laid.shape());
    let mut left_out = prepared.taken.plan.left_out.clone();
    left_out.extend(left_out_for_cells(&prepared));
    Ok(Done {
        imported: Imported {
            change: String::new(),
            summary: format!("Brought in “{name}”: {said}"),
            counts: prepared.difference.counts,
            left_out,
            generation: 0,
        },
        name,
        shape,
        remember,
        writes: prepared.difference.writes,
        fresh: prepared.taken.fresh,
        columns: prepared.taken.columns,
    })
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
