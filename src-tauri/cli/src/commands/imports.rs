//! Bringing files in: a preview that says what would change, then all of it or nothing.

use hubfolio_core::{
    contract::{
        ImportApply, ImportCount, ImportPreview, ImportRequest, Imported, LeftOut, MappingInfo,
    },
    record::thousands,
    session::Reply,
};
use serde_json::json;

use super::spreadsheets;
use crate::{
    arguments::Import,
    client::Client,
    layout::{Grid, counted},
    outcome::Outcome,
};

/// Rows that stop an import which are told one by one.
const TOLD: usize = 20;

/// The kinds of files that can be brought in.
pub fn mappings(client: &mut Client<'_>) -> Reply<Outcome> {
    let mappings: Vec<MappingInfo> = client.ask_for("mappings")?;
    let mut lines = vec![];
    for mapping in &mappings {
        lines.push(format!(
            "{}: {}\n  {}",
            mapping.name, mapping.label, mapping.help
        ));
    }
    Ok(Outcome::new(lines.join("\n"), json!(mappings)))
}

/// Brings a file in, or says what that would do.
pub fn import(client: &mut Client<'_>, import: &Import) -> Reply<Outcome> {
    if import.mapping == "any" {
        return spreadsheets::import(client, import);
    }
    let request = ImportRequest {
        mapping: import.mapping.clone(),
        file: import.file.to_string_lossy().into_owned(),
        ics: import.ics.clone(),
    };
    if import.dry_run {
        let preview: ImportPreview = client.ask("import_preview", request)?;
        let stopped = !preview.can_apply;
        return Ok(Outcome::new(preview_text(&preview), json!(preview)).unsound_if(stopped));
    }
    let done: Imported = client.ask(
        "import_apply",
        ImportApply {
            request,
            token: None,
        },
    )?;
    let mut parts = vec![done.summary.clone()];
    parts.extend(counts_text(&done.counts));
    parts.extend(left_out_text(&done.left_out));
    Ok(Outcome::new(parts.join("\n\n"), json!(done)))
}

fn preview_text(preview: &ImportPreview) -> String {
    let mut parts = vec![format!(
        "{}: {} read. {}",
        preview.file,
        counted(preview.rows, "row", "rows"),
        preview.summary
    )];
    if preview.ics.is_none() && !preview.ics_choices.is_empty() {
        let mut grid = Grid::new(&["ICS", "Name", "Rows"]).right(2);
        for choice in &preview.ics_choices {
            grid.row(&[&choice.code, &choice.name, &thousands(choice.rows)]);
        }
        parts.push(format!(
            "Which ICS? Choose one with --ics.\n{}",
            grid.text()
        ));
    }
    parts.extend(counts_text(&preview.counts));
    parts.extend(left_out_text(&preview.left_out));
    let mut changes = vec![];
    // What is added is in the counts; what changes is told field by field.
    for change in preview.changes.iter().filter(|c| c.what != "added") {
        changes.push(format!(
            "{} {} ({})",
            change.title, change.what, change.kind
        ));
        for field in &change.fields {
            let from = if field.old.is_empty() {
                "nothing"
            } else {
                &field.old
            };
            let to = if field.new.is_empty() {
                "nothing"
            } else {
                &field.new
            };
            changes.push(format!("  {}: {from} → {to}", field.label));
        }
    }
    if !changes.is_empty() {
        parts.push(changes.join("\n"));
    }
    if !preview.problems.is_empty() {
        let told = preview.problems.iter().take(TOLD).map(|p| {
            let column = if p.column.is_empty() {
                String::new()
            } else {
                format!(", {}", p.column)
            };
            format!("Row {}{column}: {}", p.row, p.text)
        });
        let mut lines: Vec<String> = told.collect();
        if preview.problems.len() > TOLD {
            lines.push(format!("And {} more.", preview.problems.len() - TOLD));
        }
        lines.push("The file can't be brought in as it is.".into());
        parts.push(lines.join("\n"));
    }
    parts.join("\n\n")
}

pub(super) fn counts_text(counts: &[ImportCount]) -> Option<String> {
    let mut grid = Grid::new(&["", "In the file", "New", "Changed", "As before"]);
    for at in 1..5 {
        grid = grid.right(at);
    }
    for c in counts {
        let numbers = [c.found, c.added, c.changed, c.unchanged].map(thousands);
        let [found, added, changed, unchanged] = &numbers;
        grid.row(&[&c.label, found, added, changed, unchanged]);
    }
    (!grid.is_empty()).then(|| grid.text())
}

pub(super) fn left_out_text(left_out: &[LeftOut]) -> Option<String> {
    if left_out.is_empty() {
        return None;
    }
    let lines = left_out
        .iter()
        .map(|l| format!("Left out {}. {}", counted(l.rows, "row", "rows"), l.reason));
    Some(lines.collect::<Vec<_>>().join("\n"))
}
