//! Lists as tables for spreadsheets: the same view as on screen, with real dates and numbers in the cells.

use std::path::Path;

use chrono::{DateTime, NaiveTime};
use serde_json::Value as Json;

use super::{Reply, Session};
use crate::{
    contract::{
        CellText, Fault, FieldTypeInfo, TableDone, TableRequest, TablesDone, TablesRequest,
        ViewPage, ViewRow, ViewSpec,
    },
    dates,
    env::Env,
    record::{Kind, OWN},
    registers::desk::own,
    store::{Store, StoreError},
    tabular::{self, Cell, Column, ColumnKind, Table, WriteError},
};

/// Heading of the column that names fields with two versions.
pub(super) const VERSIONS: &str = "Two versions to settle";

impl Session {
    /// Writes a list.
    pub(super) fn export_table(
        &mut self,
        env: &dyn Env,
        request: &TableRequest,
    ) -> Reply<TableDone> {
        let path = env.file(&request.file)?;
        let store = self.read()?;
        let page = store.whole_view_told(&request.view, env.today(), &mut |done, total| {
            reading(env, done, total)
        })?;
        let table = noted(store, env, &page)?;
        write(env, &table, &path)?;
        Ok(done(&path, &table))
    }

    /// Writes every table to a folder of its own: all of them, or no folder.
    pub(super) fn export_all(
        &mut self,
        env: &dyn Env,
        request: &TablesRequest,
    ) -> Reply<TablesDone> {
        let folder = env.file(&request.folder)?;
        self.tables_to(env, &folder, request.workbooks)
    }

    /// Every table to a folder.
    pub(super) fn tables_to(
        &self,
        env: &dyn Env,
        folder: &Path,
        workbooks: bool,
    ) -> Reply<TablesDone> {
        let store = self.read()?;
        let ending = if workbooks { "xlsx" } else { "csv" };
        let partial = crate::files::new_folder(folder).map_err(StoreError::from)?;
        let mut files = vec![];
        let total = store.kinds().iter().count() as u64;
        for (at, kind) in store.kinds().iter().enumerate() {
            if !env.progress(at as u64, total, "Writing tables") {
                return Err(StoreError::Stopped.into());
            }
            let page = store.whole_view(&everything_of(store, kind)?, env.today())?;
            let table = with_identifiers(noted(store, env, &page)?, &page);
            let path = partial.path().join(format!("{}.{ending}", kind.name()));
            write(env, &table, &path)?;
            files.push(done(&path, &table));
        }
        partial.keep().map_err(StoreError::from)?;
        Ok(TablesDone { files })
    }
}

/// Says how many rows of a list are read; asks whether to go on.
pub(super) fn reading(env: &dyn Env, done: i64, total: i64) -> Result<(), StoreError> {
    match env.progress(done as u64, total as u64, "Reading the list") {
        true => Ok(()),
        false => Err(StoreError::Stopped),
    }
}

/// A view as a table: headings are the labels.
pub fn table(name: &str, page: &ViewPage) -> Table {
    let columns = page
        .columns
        .iter()
        .map(|c| Column::new(c.label.clone(), column_kind(&c.type_)));
    let rows = page.rows.iter().map(|row| {
        let cells = row.cells.iter().zip(&page.columns);
        cells.map(|(value, c)| cell(value, &c.type_)).collect()
    });
    let mut table = Table {
        name: name.to_owned(),
        columns: columns.collect(),
        rows: rows.collect(),
        notes: vec![],
    };
    mark_versions(&mut table, page);
    table
}

/// A last column that names the fields of each row with two versions to settle, where there are any: the cells themselves
/// stay numbers and dates.
fn mark_versions(table: &mut Table, page: &ViewPage) {
    let cells = |row: &ViewRow| row.cells.iter().any(CellText::has_versions);
    if !page.rows.iter().any(cells) {
        return;
    }
    table.columns.push(Column::new(VERSIONS, ColumnKind::Text));
    for (cells, row) in table.rows.iter_mut().zip(&page.rows) {
        let two = row.cells.iter().zip(&page.columns);
        let two = two.filter(|(cell, _)| cell.has_versions());
        let labels: Vec<&str> = two.map(|(_, column)| column.label.as_str()).collect();
        cells.push(Cell::of_text(labels.join("; ")));
    }
}

/// All fields of all records of a kind, and what they say in the hub's own columns.
fn everything_of(store: &Store, kind: &Kind) -> Reply<ViewSpec> {
    let own = own::columns(store, kind.name())?.into_iter();
    let own = own.map(|c| format!("{OWN}{}", c.id));
    let columns = store.kinds().all_columns(kind.name()).into_iter();
    Ok(ViewSpec {
        columns: columns.chain(own).collect(),
        ..ViewSpec::all_of(kind.name())
    })
}

/// The identifier in front, so that tables can be put together again.
fn with_identifiers(mut table: Table, page: &ViewPage) -> Table {
    table
        .columns
        .insert(0, Column::new("Identifier", ColumnKind::Text));
    for (cells, row) in table.rows.iter_mut().zip(&page.rows) {
        cells.insert(0, Cell::of_text(row.id.as_str()));
    }
    table
}

/// With a sentence that says where and when it comes from.
fn noted(store: &Store, env: &dyn Env, page: &ViewPage) -> Reply<Table> {
    let many = store.kind(&page.kind)?.declaration.many;
    let mut table = table(many, page);
    table.notes = vec![format!(
        "{many}, {} rows, as they were in Hubfolio on {}.",
        page.rows.len(),
        dates::in_words(env.today())
    )];
    if table.columns.len() > page.columns.len() {
        table.notes.push(format!(
            "“{VERSIONS}” names what two people changed without having seen each other’s edit. The table shows one version of \
             each, the same on every laptop."
        ));
    }
    Ok(table)
}

pub(super) fn done(path: &Path, table: &Table) -> TableDone {
    TableDone {
        file: path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default(),
        rows: table.rows.len() as i64,
    }
}

/// Writes by the ending of the name.
pub(super) fn write(env: &dyn Env, table: &Table, path: &Path) -> Reply<()> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let written = match ending.as_deref() {
        Some("csv") => tabular::write_csv(table, path),
        // The day that rules go by, so that the same list gives the same file.
        Some("xlsx") => {
            let created = env.today().and_time(NaiveTime::MIN);
            tabular::write_xlsx(std::slice::from_ref(table), created, path)
        }
        _ => {
            let message = "It is not clear what type of file this should be. Nothing was written.";
            let hint = "Give it a name that ends in .csv or .xlsx.";
            return Err(StoreError::refused("bad_ending", message, hint).into());
        }
    };
    written.map_err(|e| Fault::from(StoreError::from(e)))
}

impl From<WriteError> for StoreError {
    fn from(error: WriteError) -> Self {
        Self::refused(error.code(), error.to_string(), error.hint())
    }
}

fn column_kind(type_: &FieldTypeInfo) -> ColumnKind {
    match type_ {
        FieldTypeInfo::Integer { .. } | FieldTypeInfo::Hundredths { .. } => ColumnKind::Number,
        FieldTypeInfo::Money {} => ColumnKind::Money,
        FieldTypeInfo::Date {} => ColumnKind::Date,
        FieldTypeInfo::Moment {} => ColumnKind::DateTime,
        FieldTypeInfo::YesNo {} => ColumnKind::Bool,
        FieldTypeInfo::Text { .. } | FieldTypeInfo::Choice { .. } | FieldTypeInfo::Ref { .. } => {
            ColumnKind::Text
        }
    }
}

/// A value as a spreadsheet keeps it. What does not fit its type, as merged records may, stays readable as text.
fn cell(value: &CellText, type_: &FieldTypeInfo) -> Cell {
    let typed = match (&value.value, type_) {
        (Json::Null, _) => Some(Cell::Empty),
        (Json::Number(n), FieldTypeInfo::Integer { .. }) => n.as_i64().map(Cell::of_integer),
        (Json::Number(n), FieldTypeInfo::Hundredths { .. } | FieldTypeInfo::Money {}) => {
            n.as_i64().map(|n| Cell::Number(two_decimals(n)))
        }
        (Json::Number(n), FieldTypeInfo::YesNo {}) => n.as_i64().map(|n| Cell::Bool(n != 0)),
        (Json::Number(n), FieldTypeInfo::Moment {}) => n
            .as_i64()
            .and_then(DateTime::from_timestamp_millis)
            .map(|m| Cell::DateTime(m.naive_utc())),
        (Json::String(day), FieldTypeInfo::Date {}) => day.parse().ok().map(Cell::Date),
        _ => None,
    };
    typed.unwrap_or_else(|| Cell::of_text(value.text.as_str()))
}

/// Hundredths or pence as a decimal number that any program reads: `-150` as `-1.50`.
fn two_decimals(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: Json, text: &str) -> CellText {
        CellText {
            value,
            text: text.into(),
            state: "known".into(),
        }
    }

    #[test]
    fn a_spreadsheet_gets_numbers_and_dates_that_it_can_reckon_with() {
        let hundredths = FieldTypeInfo::Hundredths {
            min: None,
            max: None,
            unit: String::new(),
        };
        assert_eq!(
            cell(&shown(60.into(), "0.6"), &hundredths),
            Cell::Number("0.60".into())
        );
        let money = cell(
            &shown((-123_456).into(), "-£1,234.56"),
            &FieldTypeInfo::Money {},
        );
        assert_eq!(money, Cell::Number("-1234.56".into()));
        let day = cell(
            &shown("2025-09-30".into(), "30/09/2025"),
            &FieldTypeInfo::Date {},
        );
        assert_eq!(day.text(), "2025-09-30");
        let moment = cell(
            &shown(1_759_225_800_000_i64.into(), ""),
            &FieldTypeInfo::Moment {},
        );
        assert_eq!(moment.text(), "2025-09-30 09:50:00");
        assert_eq!(
            cell(&shown(1.into(), "Yes"), &FieldTypeInfo::YesNo {}),
            Cell::Bool(true)
        );
    }

    #[test]
    fn references_and_choices_are_written_as_people_know_them() {
        let pcn = FieldTypeInfo::Ref { kind: "pcn".into() };
        let cell = cell(&shown("0198-uuid".into(), "Rugby Health"), &pcn);
        assert_eq!(cell, Cell::of_text("Rugby Health"));
    }

    #[test]
    fn what_does_not_fit_its_type_stays_readable() {
        let cell = cell(
            &shown("long ago".into(), "long ago"),
            &FieldTypeInfo::Date {},
        );
        assert_eq!(cell, Cell::of_text("long ago"));
    }
}
