//! Stakeholders: a messy list brought in and its duplicates merged, one stakeholder's page, the map, feedback.

mod duplicates;
mod feedback;
mod page;

use hubfolio_core::tabular::{Cell, Column, ColumnKind, Table, write_xlsx};
use hubfolio_tests::Desk;

/// Writes a workbook of one sheet, all cells text, as people leave them.
fn workbook(desk: &Desk, name: &str, rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |at: usize| Column {
        title: rows[0].get(at).cloned().unwrap_or_default(),
        kind: ColumnKind::Text,
    };
    let table = Table {
        name: "Contacts".into(),
        columns: (0..width).map(column).collect(),
        rows: rows[1..]
            .iter()
            .map(|r| r.iter().map(|c| Cell::of_text(c.as_str())).collect())
            .collect(),
        ..Table::default()
    };
    let path = desk.file(name);
    let created = chrono::NaiveDate::from_ymd_opt(2025, 9, 30)
        .unwrap()
        .and_time(chrono::NaiveTime::MIN);
    write_xlsx(&[table], created, path.as_ref()).unwrap();
    path
}
