//! What stands in a workbook that we write.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Read};

use super::super::Column;
use super::*;

fn created() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2025, 12, 31)
        .unwrap()
        .and_hms_opt(9, 30, 0)
        .unwrap()
}

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let kinds = [ColumnKind::Text, ColumnKind::Money, ColumnKind::Date];
    Table {
        name: "Placements".to_owned(),
        columns: kinds
            .map(|kind| Column::new(format!("{kind:?}"), kind))
            .to_vec(),
        rows,
        notes: vec!["Source: a fixture of our own.".to_owned()],
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let tables = [
        table(vec![vec![Cell::of_text("a"), Cell::of_integer(1)]]),
        table(Vec::new()),
    ];
    assert_eq!(
        bytes(&tables, created()).unwrap(),
        bytes(&tables, created()).unwrap()
    );
    assert!(
        part(&bytes(&tables, created()).unwrap(), "docProps/core.xml")
            .contains("2025-12-31T09:30:00Z")
    );
}

#[test]
fn titles_stay_in_sight_and_can_be_filtered() {
    let sheet = part(
        &bytes(&[table(vec![vec![Cell::of_text("a")]])], created()).unwrap(),
        "xl/worksheets/sheet1.xml",
    );
    assert!(sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.contains("<autoFilter ref=\"A1:C2\"/>"), "{sheet}");
}

#[test]
fn nothing_is_written_as_a_formula_or_a_link() {
    let hostile = [
        "=1+1",
        "=HYPERLINK(\"http://example.invalid\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "http://example.invalid",
    ];
    let rows = hostile
        .iter()
        .map(|text| vec![Cell::of_text(*text), Cell::Number((*text).to_owned())])
        .collect();
    let bytes = bytes(&[table(rows)], created()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(
        !sheet.contains("<f>") && !sheet.contains("hyperlink"),
        "{sheet}"
    );
    assert!(part(&bytes, "xl/sharedStrings.xml").contains("=1+1"));
}

#[test]
fn money_and_dates_are_numbers_with_their_formats() {
    let day = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
    let row = vec![
        Cell::of_text("x"),
        Cell::Number("1234.50".to_owned()),
        Cell::Date(day),
    ];
    let bytes = bytes(&[table(vec![row])], created()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<v>1234.5</v>") && sheet.contains("<v>46022</v>"),
        "{sheet}"
    );
    let styles = part(&bytes, "xl/styles.xml");
    assert!(
        styles.contains("£#,##0.00") && styles.contains("dd/mm/yyyy"),
        "{styles}"
    );
}

#[test]
fn sheet_names_are_made_such_as_excel_allows() {
    let mut names = SheetNames::default();
    let long = "A name of more than thirty-one characters";
    for (wanted, expected) in [
        ("Risks", "Risks"),
        ("risks", "risks (2)"),
        ("2025/26: [plan]?", "2025 26   plan"),
        ("", "Table"),
        ("'quoted'", "quoted"),
        ("History", "History list"),
        (long, "A name of more than thirty-one "),
        (long, "A name of more than thirty- (2)"),
    ] {
        let name = names.next(wanted);
        assert_eq!(name.trim_end(), expected.trim_end(), "{wanted}");
        assert!(Worksheet::new().set_name(&name).is_ok(), "{name}");
    }
}

#[test]
fn what_a_sheet_cannot_hold_is_named_and_nothing_is_cut() {
    let long = table(vec![
        vec![Cell::Empty],
        vec![Cell::of_text("é".repeat(32_768))],
    ]);
    let error = bytes(&[long], created()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "“Placements” has a text of 32768 characters in row 3, column “Text”; an Excel cell holds 32,767. No file was \
         written."
    );
    let fits = table(vec![vec![Cell::of_text("é".repeat(32_767))]]);
    assert!(bytes(&[fits], created()).is_ok());
    let tall = table(vec![Vec::new(); MAX_ROWS]);
    assert_eq!(
        bytes(&[tall], created()).unwrap_err().code(),
        "table_too_large"
    );
    let wide = table(vec![vec![Cell::Empty; MAX_COLUMNS + 1]]);
    assert_eq!(
        bytes(&[wide], created()).unwrap_err().code(),
        "table_too_large"
    );
}

#[test]
fn no_tables_and_no_columns_still_give_a_workbook() {
    assert!(bytes(&[], created()).is_ok());
    assert!(bytes(&[Table::default()], created()).is_ok());
}
