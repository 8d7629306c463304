//! `import any`: any spreadsheet into any kind of record.

use hubfolio_core::{
    contract::{
        BadCells, CellProblem, ColumnMatch, Fault, FilledValue, Imported, NameAnswer, RowAnswer,
        SheetApply, SheetImport, SheetLook, SheetPreview, SheetRejected, TableDone,
    },
    session::Reply,
};
use serde_json::json;

use super::imports::{counts_text, left_out_text};
use crate::{
    arguments::{Import, Sheet},
    client::Client,
    layout::{Grid, counted},
    outcome::Outcome,
};

/// Cells told one by one.
const TOLD: usize = 40;

/// Brings a spreadsheet in, or says what that would do.
pub fn import(client: &mut Client<'_>, import: &Import) -> Reply<Outcome> {
    let mut request = SheetImport {
        file: import.file.to_string_lossy().into_owned(),
        header: import.sheet.header,
        kind: import.sheet.kind.clone(),
        day_first: import.sheet.dates.as_ref().map(|d| d == "day-first"),
        leave_hidden: import.sheet.leave_hidden,
        leave_notes: import.sheet.leave_notes,
        filled: filled(&import.sheet.filled)?,
        bad_cells: match import.sheet.bad_cells.as_str() {
            "cell-empty" => BadCells::LeaveCellEmpty,
            _ => BadCells::LeaveRowOut,
        },
        ..SheetImport::default()
    };
    if import.sheet.all_sheets {
        return super::workbooks::import(client, import, &request);
    }
    let mut look: SheetLook = client.ask("import_sheet_look", &request)?;
    if let Some(named) = &import.sheet.sheet {
        request.sheet = Some(sheet(&look, named)?);
        look = client.ask("import_sheet_look", &request)?;
    }
    request.sheet = Some(look.sheet);
    request.header = Some(look.header);
    if import.sheet.across {
        let Some(offer) = look.across.take() else {
            return Err(refusal(
                "nothing_across",
                "No columns of this sheet are quarters, months or years.".into(),
                "Leave out --across.".into(),
            ));
        };
        request.across = Some(offer.across);
        look = client.ask("import_sheet_look", &request)?;
    }
    request.kind = Some(look.kind.clone());
    if !import.sheet.matching.is_empty() {
        request.matching = Some(matching(&look, &import.sheet.matching)?);
        look = client.ask("import_sheet_look", &request)?;
        refuse_lost(&request, &look)?;
    }
    let mut preview: SheetPreview = client.ask("import_sheet_preview", &request)?;
    if !preview.ask_names.is_empty() && import.sheet.names.is_some() {
        request.names = names(&import.sheet, &preview);
        preview = client.ask("import_sheet_preview", &request)?;
    }
    if !preview.ask_rows.is_empty() && import.sheet.near.is_some() {
        request.answers = answers(&import.sheet, &preview);
        preview = client.ask("import_sheet_preview", &request)?;
    }
    let mut told = vec![];
    if let Some(out) = &import.sheet.rejected {
        let written = SheetRejected {
            request: request.clone(),
            to: out.to_string_lossy().into_owned(),
        };
        let written: TableDone = client.ask("import_sheet_rejected", &written)?;
        let rows = counted(written.rows, "row that is", "rows that are");
        told.push(format!("Wrote {rows} left out to {}.", written.file));
    }
    if import.dry_run {
        let mut parts = vec![preview_text(&look, &preview)];
        parts.extend(told);
        let both = json!({ "look": look, "preview": preview });
        return Ok(Outcome::new(parts.join("\n\n"), both).unsound_if(!preview.can_apply));
    }
    let token = Some(preview.token);
    let done: Imported = client.ask("import_sheet_apply", SheetApply { request, token })?;
    let mut parts = vec![done.summary.clone()];
    parts.extend(counts_text(&done.counts));
    parts.extend(left_out_text(&done.left_out));
    parts.extend(told);
    Ok(Outcome::new(parts.join("\n\n"), json!(done)))
}

/// A sheet by its name, or by its number counted from 1.
fn sheet(look: &SheetLook, named: &str) -> Reply<i64> {
    let by_name = look
        .sheets
        .iter()
        .position(|s| s.name.eq_ignore_ascii_case(named));
    let by_number = || named.parse::<usize>().ok()?.checked_sub(1);
    by_name
        .or_else(by_number)
        .filter(|at| *at < look.sheets.len())
        .and_then(|at| i64::try_from(at).ok())
        .ok_or_else(|| {
            let names: Vec<&str> = look.sheets.iter().map(|s| s.name.as_str()).collect();
            refusal(
                "no_such_sheet",
                format!("The file has no sheet “{named}”."),
                format!("Its sheets are: {}.", names.join(", ")),
            )
        })
}

/// What was said for every row.
fn filled(said: &[String]) -> Reply<Vec<FilledValue>> {
    let pair = |said: &String| {
        let (field, text) = said.split_once('=').ok_or_else(|| {
            refusal(
                "no_value",
                format!("“{said}” names no value."),
                "Write it as FIELD=VALUE.".into(),
            )
        })?;
        Ok(FilledValue {
            field: field.trim().to_owned(),
            text: text.trim().to_owned(),
        })
    };
    said.iter().map(pair).collect()
}

/// What is proposed, with what was said on top.
fn matching(look: &SheetLook, said: &[String]) -> Reply<Vec<ColumnMatch>> {
    let mut fields: Vec<Option<String>> = look.columns.iter().map(|c| c.field.clone()).collect();
    for pair in said {
        let (title, field) = pair.rsplit_once('=').unwrap_or((pair, ""));
        let named = |c: &&hubfolio_core::contract::SheetColumn| {
            c.title.eq_ignore_ascii_case(title.trim())
                || c.letter.eq_ignore_ascii_case(title.trim())
        };
        let place = look
            .columns
            .iter()
            .find(named)
            .and_then(|c| usize::try_from(c.column).ok());
        let Some(place) = place.and_then(|p| fields.get_mut(p)) else {
            let titles: Vec<&str> = look.columns.iter().map(|c| c.title.as_str()).collect();
            return Err(refusal(
                "no_such_column",
                format!("The sheet has no column “{}”.", title.trim()),
                format!("Its columns are: {}.", titles.join(", ")),
            ));
        };
        *place = Some(field.trim().to_owned()).filter(|f| !f.is_empty());
    }
    let pairs = look.columns.iter().zip(fields);
    Ok(pairs
        .filter_map(|(c, field)| {
            let column = c.column;
            field.map(|field| ColumnMatch { column, field })
        })
        .collect())
}

/// A field that no file can fill would leave its column out without a word.
fn refuse_lost(request: &SheetImport, look: &SheetLook) -> Reply<()> {
    let taken = |m: &&ColumnMatch| {
        let same = look.columns.iter().find(|c| c.column == m.column);
        same.is_some_and(|c| c.field.is_some())
    };
    let Some(lost) = request.matching.iter().flatten().find(|m| !taken(m)) else {
        return Ok(());
    };
    Err(refusal(
        "no_such_field",
        format!(
            "There is no field “{}” that a file can fill in.",
            lost.field
        ),
        format!(
            "`describe {}` lists the fields; `own.NAME` keeps a column as the hub's own.",
            look.kind
        ),
    ))
}

/// One answer for all names that are not in the hub.
pub(super) fn names(sheet: &Sheet, preview: &SheetPreview) -> Vec<NameAnswer> {
    let add = sheet.names.as_deref() == Some("add");
    let answers = preview.ask_names.iter().map(|q| NameAnswer {
        kind: q.kind.clone(),
        text: q.text.clone(),
        record: None,
        add: add && q.can_add,
    });
    answers.collect()
}

/// One answer for all rows that may be there already.
pub(super) fn answers(sheet: &Sheet, preview: &SheetPreview) -> Vec<RowAnswer> {
    let same = sheet.near.as_deref() == Some("same");
    let rows = preview.ask_rows.iter().map(|q| RowAnswer {
        row: q.row,
        record: q.candidates.first().filter(|_| same).map(|c| c.id.clone()),
    });
    rows.collect()
}

fn refusal(code: &str, message: String, hint: String) -> Fault {
    Fault {
        code: code.into(),
        message: format!("{message} Nothing was changed."),
        hint,
        fields: vec![],
    }
}

fn preview_text(look: &SheetLook, preview: &SheetPreview) -> String {
    let sheet = usize::try_from(look.sheet)
        .ok()
        .and_then(|at| look.sheets.get(at));
    let mut parts = vec![format!(
        "{}, sheet “{}”, headings in row {}, as {}. {}",
        look.file,
        sheet.map_or("", |s| s.name.as_str()),
        look.header,
        look.kind,
        preview.summary
    )];
    let mut grid = Grid::new(&["Column", "Field", "Matched by"]);
    for c in &look.columns {
        grid.row(&[
            &c.title,
            c.field.as_deref().unwrap_or("not brought in"),
            &c.why,
        ]);
    }
    parts.push(grid.text());
    if let Some(mapping) = &look.mapping {
        parts.push(format!(
            "There is a way made for files like this: `import {mapping}`."
        ));
    }
    if let Some(offer) = &look.across {
        parts.push(format!(
            "These columns go across the page: {}. With --across their {} cells become rows.",
            offer.titles.join(", "),
            offer.become_rows
        ));
    }
    if !look.hidden_rows.is_empty() {
        let rows: Vec<String> = look
            .hidden_rows
            .iter()
            .take(TOLD)
            .map(ToString::to_string)
            .collect();
        parts.push(format!(
            "The spreadsheet hides these rows: {}.",
            rows.join(", ")
        ));
    }
    let notes = look.notes.iter().take(TOLD);
    let notes: Vec<String> = notes
        .map(|n| format!("Note on row {}, {}: {}", n.row, n.column, n.text))
        .collect();
    if !notes.is_empty() {
        parts.push(notes.join("\n"));
    }
    parts.extend(told(preview));
    parts.join("\n\n")
}

/// A cell that can't be read, in one line; a fault of a whole row stands in no column.
fn problem_text(problem: &CellProblem) -> String {
    let column = problem.column.as_str();
    let place = if column.is_empty() {
        ":".to_owned()
    } else if problem.text.starts_with(&format!("{column}: ")) {
        ",".to_owned()
    } else {
        format!(", {column}:")
    };
    let outcome = problem.outcome.replace('_', " ");
    format!("Row {}{place} {} ({outcome})", problem.row, problem.text)
}

/// What would be done, what is to be asked, what is left out.
pub(super) fn told(preview: &SheetPreview) -> Vec<String> {
    let mut parts = vec![];
    if !preview.ask_dates.is_empty() {
        parts.push(format!(
            "Say with --dates whether the day or the month comes first: {}.",
            preview.ask_dates.join(", ")
        ));
    }
    for q in &preview.ask_names {
        let near: Vec<&str> = q.candidates.iter().map(|c| c.title.as_str()).collect();
        let near = if near.is_empty() {
            String::new()
        } else {
            format!(" Near it: {}.", near.join(", "))
        };
        parts.push(format!(
            "Row {}, {}: “{}” is not in this hub ({}).{near} Say with --names.",
            q.first_row,
            q.label,
            q.text,
            counted(q.rows, "row", "rows")
        ));
    }
    for q in &preview.ask_rows {
        let names: Vec<String> = q
            .candidates
            .iter()
            .map(|c| match c.detail.as_str() {
                "" => c.title.clone(),
                detail => format!("{} ({detail})", c.title),
            })
            .collect();
        parts.push(format!(
            "Row {}: is {} the same as {}? Say with --near.",
            q.row,
            q.title,
            names.join(" or ")
        ));
    }
    parts.extend(counts_text(&preview.counts));
    parts.extend(left_out_text(&preview.left_out));
    let out = preview.out_rows.iter().take(TOLD);
    let out: Vec<String> = out
        .map(|o| format!("Row {}: {} {}", o.row, o.reason, o.text))
        .collect();
    if !out.is_empty() {
        parts.push(out.join("\n"));
    }
    if !preview.problems.is_empty() {
        let mut lines: Vec<String> = preview
            .problems
            .iter()
            .take(TOLD)
            .map(problem_text)
            .collect();
        if preview.problems.len() > TOLD {
            lines.push(format!("And {} more.", preview.problems.len() - TOLD));
        }
        parts.push(lines.join("\n"));
    }
    parts
}
