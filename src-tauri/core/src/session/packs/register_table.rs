//! The register of interests as a spreadsheet (COI-6): the lines of the page, with the same two faces. A public register that
//! can be read by a machine is what studies of such registers ask for.

use std::{collections::BTreeMap, path::Path};

use chrono::NaiveDate;

use super::super::{Reply, Session, export};
use crate::{
    contract::{PackDone, PackRequest, RegisterAsk, RegisterLine, RegisterPage},
    env::Env,
    store::{Store, StoreError},
    tabular::{Cell, Column, ColumnKind, Table},
};

impl Session {
    /// The register as a CSV or Excel file, where that is what is asked for.
    pub(super) fn register_as_table(
        &mut self,
        env: &dyn Env,
        request: &PackRequest,
        path: &Path,
    ) -> Reply<Option<PackDone>> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        if request.ask.pack != "interests" || !matches!(ending.as_deref(), Some("csv" | "xlsx")) {
            return Ok(None);
        }
        let public = match request.ask.copy.as_deref() {
            None | Some("members") => false,
            Some("public") => true,
            Some(other) => {
                let message =
                    format!("There is no copy “{other}” of this register. Nothing was written.");
                let hint = "Its copies are members and public.";
                return Err(StoreError::refused("bad_copy", message, hint).into());
            }
        };
        let board = request.ask.record.clone();
        let page = self.interest_register(env, &RegisterAsk { board, public })?;
        let mut table = table(&page);
        mark(&mut table, &page, &with_versions(self.read()?, public)?);
        export::write(env, &table, path)?;
        let bytes = std::fs::metadata(path).map_or(0, |m| m.len());
        Ok(Some(PackDone {
            file: export::done(path, &table).file,
            pages: None,
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            signed: true,
            remarks: vec![],
        }))
    }
}

/// For each declaration with two versions of something that a register shows, what that is; to the public no more than that
/// there are two.
fn with_versions(store: &Store, public: bool) -> Reply<BTreeMap<String, Vec<String>>> {
    let kind = store.kind("declaration")?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for thing in store.to_settle()? {
        let field = kind.field(&thing.about).filter(|f| !f.confidential);
        let Some(field) = field.filter(|_| thing.kind == kind.name()) else {
            continue;
        };
        let words = if public { "Yes" } else { field.label.as_str() };
        let of = found.entry(thing.record.to_string()).or_default();
        if !of.iter().any(|said| said == words) {
            of.push(words.to_owned());
        }
    }
    Ok(found)
}

/// A last column that says so, where any line of the register is concerned.
fn mark(table: &mut Table, page: &RegisterPage, versions: &BTreeMap<String, Vec<String>>) {
    let marks: Vec<Cell> = page
        .entries
        .iter()
        .map(|e| match versions.get(&e.id) {
            Some(fields) => Cell::of_text(fields.join("; ")),
            None => Cell::Empty,
        })
        .collect();
    if marks.iter().all(|m| *m == Cell::Empty) {
        return;
    }
    table
        .columns
        .push(Column::new(export::VERSIONS, ColumnKind::Text));
    let marks = marks.into_iter().chain(std::iter::repeat(Cell::Empty));
    for (row, mark) in table.rows.iter_mut().zip(marks) {
        row.push(mark);
    }
}

fn table(page: &RegisterPage) -> Table {
    let text = |title: &str| Column::new(title, ColumnKind::Text);
    let date = |title: &str| Column::new(title, ColumnKind::Date);
    let mut columns = vec![
        text("Name"),
        text("Role"),
        text("Groups"),
        text("Type"),
        text("Description"),
        text("Organisation"),
        date("From"),
        date("To"),
        date("Declared on"),
        text("What was agreed"),
    ];
    // Through whom an indirect interest comes is for the members alone: the public file has no such column.
    if !page.public {
        columns.push(text("Through"));
    }
    let width = columns.len();
    let mut rows: Vec<Vec<Cell>> = page.entries.iter().map(|e| row(e, page.public)).collect();
    for name in &page.missing {
        let mut row = vec![Cell::Empty; width];
        row[0] = Cell::of_text(name.as_str());
        row[3] = Cell::of_text("Not declared");
        rows.push(row);
    }
    Table {
        name: "Register of interests".into(),
        notes: vec![page.policy.clone()],
        columns,
        rows,
    }
}

fn row(entry: &RegisterLine, public: bool) -> Vec<Cell> {
    let day = |day: &Option<String>| match day.as_ref().and_then(|d| d.parse::<NaiveDate>().ok()) {
        Some(day) => Cell::Date(day),
        None => Cell::Empty,
    };
    let description = if entry.what == "withheld" {
        &entry.withheld_because
    } else {
        &entry.description
    };
    let mut row = vec![
        Cell::of_text(entry.name.as_str()),
        Cell::of_text(entry.role.as_str()),
        Cell::of_text(entry.groups.as_str()),
        Cell::of_text(entry.kind.as_str()),
        Cell::of_text(description.as_str()),
        Cell::of_text(entry.organisation.as_str()),
        day(&entry.from),
        day(&entry.to),
        day(&entry.declared_on),
        Cell::of_text(entry.action.as_str()),
    ];
    if !public {
        row.push(Cell::of_text(entry.through.as_str()));
    }
    row
}
