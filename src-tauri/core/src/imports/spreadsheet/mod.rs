//! Any spreadsheet into any kind of record: what it holds ([`look`]), what an import would do ([`preview`]), doing it
//! ([`apply`]), and the rows that were left out as a file to mend ([`rejected`]).
//!
//! What a person has not chosen is proposed, and every proposal can be changed. The rows become the same plan as those
//! of a national list, so difference, counts, one action and one undo are the same. Must not know what a kind means:
//! everything here goes by names, labels and types of fields.

mod across;
pub(super) mod beside;
pub mod book;
mod cells;
mod entry;
mod existing;
mod heading;
mod laid;
mod matching;
mod meaning;
mod named;
mod names;
mod own;
mod period;
mod questions;
mod remembered;
mod repeated;
mod rows;
mod settled;
mod synonyms;
mod ticked;
mod workbook;
pub(in crate::imports) mod write;

pub use write::{apply, rejected};

use self::{
    laid::whole,
    rows::{Reading, Taken},
    settled::{Settled, said_elsewhere, settle},
};
use super::{
    apply::token_of,
    compare::{self, Difference},
    words::{are, counted, fault},
};
use crate::{
    contract::{Fault, SheetColumn, SheetImport, SheetLook, SheetPreview},
    env::Env,
    store::Store,
    tabular::Row,
};

/// Things shown of a column.
const SAMPLES: usize = 4;

/// What a spreadsheet holds, and how it would be read.
///
/// # Errors
/// A file that can't be read, in words for a person.
pub fn look(store: &Store, env: &dyn Env, request: &SheetImport) -> Result<SheetLook, Fault> {
    let settled = settle(store, env, request)?;
    let laid = &settled.laid;
    let column = |at: usize| {
        let place = settled
            .matching
            .iter()
            .position(|(column, _)| *column == at);
        SheetColumn {
            column: whole(at),
            title: laid.titles.get(at).cloned().unwrap_or_default(),
            letter: super::words::column_letter(at),
            samples: samples(laid.rows(), at),
            field: place
                .and_then(|p| settled.matching.get(p))
                .map(|(_, f)| f.clone()),
            why: place
                .and_then(|p| settled.reasons.get(p))
                .map_or("", |w| *w)
                .to_owned(),
        }
    };
    let kinds = matching::open_kinds(store.kinds());
    Ok(SheetLook {
        file: laid.file.name.clone(),
        remarks: laid.file.workbook.remarks.clone(),
        sheets: workbook::sheets(laid, &kinds),
        sheet: whole(laid.sheet),
        header: whole(laid.header),
        first_rows: laid.first_rows(),
        rows: whole(laid.rows().len()),
        mapping: super::fitting(&laid.file.workbook).map(str::to_owned),
        remembered: settled.remembered,
        kinds: matching::fits(&laid.table(), &kinds, &request.filled),
        kind: settled.kind.name().into(),
        columns: (0..laid.titles.len()).map(column).collect(),
        said_elsewhere: said_elsewhere(&settled),
        across: laid.offer.clone(),
        hidden_rows: laid.hidden_rows().into_iter().map(whole).collect(),
        notes: laid.notes(),
    })
}

fn samples(rows: &[Row], column: usize) -> Vec<String> {
    let mut samples: Vec<String> = vec![];
    let cells = rows
        .iter()
        .map(|r| r.cell(column))
        .filter(|c| !c.is_blank());
    for cell in cells {
        let text: String = entry::as_shown(cell).chars().take(60).collect();
        if !samples.contains(&text) {
            samples.push(text);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// A file, what it asks for, and how that differs from the hub.
struct Prepared<'a> {
    /// The request with what was proposed taken as chosen.
    asked: SheetImport,
    settled: Settled<'a>,
    taken: Taken,
    difference: Difference,
    token: String,
}

fn prepare<'a>(
    store: &'a Store,
    env: &dyn Env,
    request: &SheetImport,
) -> Result<Prepared<'a>, Fault> {
    let settled = settle(store, env, request)?;
    let reading = Reading {
        store,
        env,
        request,
        laid: &settled.laid,
        kind: settled.kind,
        matching: &settled.matching,
        filled: &settled.filled,
        notes_on_cells: settled.laid.notes(),
    };
    let mut taken = reading.take()?;
    let mut difference = compare::difference(store, &mut taken.plan)?;
    for write in &mut difference.writes {
        write.fresh = taken.fresh.contains(&write.id);
    }
    let token = token(store, &settled, request, &difference)?;
    Ok(Prepared {
        asked: book::as_settled(request, &settled),
        settled,
        taken,
        difference,
        token,
    })
}

/// Stands for the file's bytes, what was chosen, the state of the hub and everything that would be written.
fn token(
    store: &Store,
    settled: &Settled<'_>,
    request: &SheetImport,
    difference: &Difference,
) -> Result<String, Fault> {
    let chosen = serde_json::to_vec(&SheetImport {
        file: String::new(),
        ..request.clone()
    });
    let chosen = chosen.unwrap_or_default();
    let parts: [&[u8]; 3] = [b"hubfolio/sheet/1", &settled.laid.file.digest, &chosen];
    token_of(store, &parts, difference)
}

/// What an import would do; nothing is written.
///
/// # Errors
/// A file that can't be read, in words for a person.
pub fn preview(store: &Store, env: &dyn Env, request: &SheetImport) -> Result<SheetPreview, Fault> {
    Ok(told(prepare(store, env, request)?))
}

/// What was prepared, for a person.
fn told(prepared: Prepared<'_>) -> SheetPreview {
    let summary = summary(&prepared);
    let can_apply = stands_in_the_way(&prepared).is_none();
    let unused = unused(&prepared.settled);
    let Prepared {
        settled,
        taken,
        difference,
        token,
        ..
    } = prepared;
    SheetPreview {
        file: settled.laid.file.name,
        token,
        rows: whole(taken.plan.rows),
        summary,
        counts: difference.counts,
        ask_dates: taken.ask_dates,
        ask_rows: taken.ask_rows,
        ask_names: taken.ask_names,
        out_rows: taken.out,
        left_out: taken.plan.left_out,
        rejected: whole(taken.rejected.len()),
        problems: taken.problems,
        changes: difference.changes,
        unused,
        can_apply,
    }
}

/// Columns that hold something and are not brought in.
fn unused(settled: &Settled<'_>) -> Vec<String> {
    let laid = &settled.laid;
    let used = |at: &usize| settled.matching.iter().any(|(column, _)| column == at);
    let filled = |at: &usize| laid.rows().iter().any(|r| !r.cell(*at).is_blank());
    (0..laid.titles.len())
        .filter(|at| !used(at) && filled(at))
        .filter_map(|at| laid.titles.get(at).cloned())
        .collect()
}

/// Why nothing can be written yet.
fn stands_in_the_way(prepared: &Prepared<'_>) -> Option<Fault> {
    let file = &prepared.settled.laid.file.name;
    let taken = &prepared.taken;
    let fields = prepared.settled.matching.iter();
    if fields.filter(|(_, f)| own::called(f).is_none()).count() == 0 {
        return Some(fault(
            "nothing_matched",
            format!("No column of “{file}” is matched. Nothing was changed."),
            "Say which column goes where.",
        ));
    }
    if let Some(example) = taken.ask_dates.first() {
        return Some(fault(
            "dates_unclear",
            format!(
                "Dates in “{file}” such as {example} can be read in two ways. Nothing was changed."
            ),
            "Say whether the day or the month comes first.",
        ));
    }
    if let Some(first) = taken.ask_names.first() {
        return Some(fault(
            "names_unclear",
            format!(
                "{} of “{file}” {} not in this hub, such as “{}”. Nothing was changed.",
                counted(taken.ask_names.len(), "name", "names"),
                are(taken.ask_names.len()),
                first.text
            ),
            "Say for each which record is meant, whether to add one, or that it stays empty.",
        ));
    }
    if let Some(first) = taken.ask_rows.first() {
        let rows = counted(taken.ask_rows.len(), "row", "rows");
        return Some(fault(
            "rows_unclear",
            format!(
                "{rows} of “{file}” may be a record that is there already, such as row {} ({}). Nothing was changed.",
                first.row, first.title
            ),
            "Say for each whether it is that record or a new one.",
        ));
    }
    let problem = taken.plan.problems.first()?;
    Some(fault(
        "bad_rows",
        format!(
            "Row {} of “{file}”: {} Nothing was changed.",
            problem.row, problem.text
        ),
        "Put this row right in the file, then choose it again.",
    ))
}

fn summary(prepared: &Prepared<'_>) -> String {
    let taken = &prepared.taken;
    let mut parts = vec![];
    for c in &prepared.difference.counts {
        parts.push(format!(
            "{} new, {} changed, {} as before.",
            crate::record::thousands(c.added),
            crate::record::thousands(c.changed),
            crate::record::thousands(c.unchanged)
        ));
    }
    let rejected = taken.rejected.len();
    if rejected > 0 {
        parts.push(format!(
            "{} with faults left out.",
            counted(rejected, "row", "rows")
        ));
    }
    let beside: i64 = taken.plan.left_out.iter().map(|l| l.rows).sum();
    if let Ok(beside @ 1..) = usize::try_from(beside) {
        parts.push(format!(
            "{} left out since {} no record.",
            counted(beside, "row", "rows"),
            if beside == 1 { "it adds" } else { "they add" }
        ));
    }
    if taken.month_first {
        parts.push(
            "Dates are read with the month first, as some of them can’t be read otherwise.".into(),
        );
    }
    if !taken.ask_rows.is_empty() {
        parts.push(format!(
            "{} to be asked about.",
            counted(taken.ask_rows.len(), "row", "rows")
        ));
    }
    if parts.is_empty() {
        parts.push("There is nothing in it to bring in.".into());
    }
    parts.join(" ")
}
