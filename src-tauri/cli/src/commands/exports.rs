//! Tables out, for spreadsheets.

use std::path::Path;

use hubfolio_core::{
    contract::{
        EverythingDone, EverythingWrite, OwnColumnInfo, OwnColumnsOf, Source, TableDone,
        TableRequest, TablesDone, TablesRequest,
    },
    session::Reply,
};
use serde_json::json;

use crate::{
    arguments::ExportTable,
    client::{Client, fault},
    layout::counted,
    outcome::Outcome,
};

/// Writes the records of a kind: every field of theirs and the hub's own columns, unless columns are chosen.
pub fn table(client: &mut Client<'_>, export: &ExportTable) -> Reply<Outcome> {
    let source = Source::Kind {
        kind: export.kind.clone(),
    };
    let mut view = super::lists::view(client, &export.kind, source, &export.choice)?;
    let printed = export.file.extension().is_some_and(|ending| {
        ["pdf", "html", "docx"]
            .iter()
            .any(|form| ending.eq_ignore_ascii_case(form))
    });
    if printed {
        // On paper the columns of the screen: all of them would not fit.
        return super::packs::list(client, view, export.copy.clone(), &export.file);
    }
    if export.copy == "public" {
        let message = "Only a printed list has a public copy. Nothing was written.";
        let hint = "Give the file a name that ends in .pdf or .html.";
        return Err(fault("no_public_copy", message, hint));
    }
    if view.columns.is_empty() {
        view.columns = client.kinds().all_columns(&export.kind);
        let kind = export.kind.clone();
        let own: Vec<OwnColumnInfo> = client.ask("own_columns", OwnColumnsOf { kind })?;
        view.columns.extend(own.into_iter().map(|c| c.path));
    }
    let file = export.file.to_string_lossy().into_owned();
    let done: TableDone = client.ask("export_table", TableRequest { view, file })?;
    let text = format!(
        "{} written to {}.",
        counted(done.rows, "row", "rows"),
        done.file
    );
    Ok(Outcome::new(text, json!(done)))
}

/// Writes everything to one zip.
pub fn everything(client: &mut Client<'_>, file: &Path) -> Reply<Outcome> {
    let request = EverythingWrite {
        file: file.to_string_lossy().into_owned(),
        replace: false,
    };
    let done: EverythingDone = client.ask("everything_write", request)?;
    let text = format!(
        "The hub file, {} and {} written to {}.",
        counted(done.tables, "table", "tables"),
        counted(done.attached, "attached file", "attached files"),
        done.file
    );
    Ok(Outcome::new(text, json!(done)))
}

/// Writes every table.
pub fn all(client: &mut Client<'_>, dir: &Path, workbooks: bool) -> Reply<Outcome> {
    let request = TablesRequest {
        folder: dir.to_string_lossy().into_owned(),
        workbooks,
    };
    let done: TablesDone = client.ask("export_all", request)?;
    let rows = done.files.iter().map(|f| f.rows).sum();
    let text = format!(
        "{} with {} written to {}.",
        counted(done.files.len() as i64, "table", "tables"),
        counted(rows, "row", "rows"),
        dir.display()
    );
    Ok(Outcome::new(text, json!(done)))
}
