//! What is written comes back.

use chrono::{Days, NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use super::super::{
    Cell, Column, ColumnKind, Kind, Limits, ReadOptions, Table, TextEncoding, Workbook, csv_out,
    date, read, read_bytes, write_csv, write_xlsx, xlsx_out,
};
use super::shared;

const OWN: ReadOptions = ReadOptions {
    encoding: None,
    delimiter: None,
    own_export: true,
};

fn created() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2025, 4, 1).unwrap().into()
}

/// Through memory: the many cases of a property would wait for the disk.
fn through_csv(table: &Table) -> Workbook {
    let mut bytes = Vec::new();
    csv_out::write(table, &mut bytes).unwrap();
    read_bytes("table.csv", &bytes, &Limits::default(), &OWN).unwrap()
}

fn through_xlsx(table: &Table) -> Workbook {
    let bytes = xlsx_out::bytes(std::slice::from_ref(table), created()).unwrap();
    read_bytes("table.xlsx", &bytes, &Limits::default(), &OWN).unwrap()
}

/// Titles and rows as they should be read: numbered, without the rows in which nothing stands, without the empty cells
/// at the ends of rows.
fn expected<T>(table: &Table, cell: impl Fn(&Cell) -> T) -> Vec<(usize, Vec<T>)> {
    let titles: Vec<Cell> = table
        .columns
        .iter()
        .map(|column| Cell::of_text(column.title.as_str()))
        .collect();
    let rows = std::iter::once(&titles).chain(&table.rows).enumerate();
    rows.filter(|(_, row)| !row.iter().all(Cell::is_blank))
        .map(|(index, row)| (index + 1, trimmed(row, &cell)))
        .collect()
}

fn found<T>(workbook: &Workbook, cell: impl Fn(&Cell) -> T) -> Vec<(usize, Vec<T>)> {
    workbook.sheets[0]
        .rows
        .iter()
        .map(|row| (row.number, trimmed(&row.cells, &cell)))
        .collect()
}

fn trimmed<T>(cells: &[Cell], cell: impl Fn(&Cell) -> T) -> Vec<T> {
    let filled = cells
        .iter()
        .rposition(|cell| *cell != Cell::Empty)
        .map_or(0, |last| last + 1);
    cells[..filled].iter().map(cell).collect()
}

/// Any text but the empty one, which is no text, and NUL, which is no character of a table.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ a-zA-Z0-9,;|\t'\"éŁ–£😀]{1,12}",
        2 => "['=+@\t\r\n-]{1,3}[a-z0-9()\"]{0,6}",
        2 => "(\r\n|\r|\n|\"|,| |_x000D_|_x005F_|&amp;|<b>|\u{1}|\u{1f}|\u{7f}|\u{85}|\u{2028}|\u{feff}|\u{fffe}){1,6}",
        1 => proptest::collection::vec(any::<char>(), 1..8).prop_map(|signs| signs.into_iter().collect()),
    ]
    .prop_filter("NUL", |text: &String| !text.contains('\0'))
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..380_000).prop_map(|days| NaiveDate::from_ymd_opt(1800, 1, 1).unwrap() + Days::new(days))
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => any_text().prop_map(Cell::Text),
        1 => any::<i32>().prop_map(|number| Cell::of_integer(number.into())),
        1 => (-999_999_999i64..999_999_999, 1u32..100).prop_map(|(pounds, pence)| {
            Cell::Number(format!("{pounds}.{pence:02}").trim_end_matches('0').to_owned())
        }),
        1 => any_day().prop_map(Cell::Date),
        1 => (any_day(), 0u32..86_400).prop_map(|(day, second)| {
            Cell::DateTime(day.and_hms_opt(second / 3600, second / 60 % 60, second % 60).unwrap())
        }),
        1 => any::<bool>().prop_map(Cell::Bool),
        2 => Just(Cell::Empty),
        1 => Just(Cell::Text("#N/A".to_owned())),
    ]
}

fn any_table() -> impl Strategy<Value = Table> {
    let kind = prop_oneof![
        Just(ColumnKind::Text),
        Just(ColumnKind::Money),
        Just(ColumnKind::Date)
    ];
    let columns = proptest::collection::vec((any_text(), kind), 1..5);
    columns.prop_flat_map(|columns| {
        let width = columns.len();
        let rows =
            proptest::collection::vec(proptest::collection::vec(any_cell(), 0..=width), 0..12);
        rows.prop_map(move |rows| Table {
            name: "Table".to_owned(),
            columns: columns
                .iter()
                .map(|(title, kind)| Column::new(title.as_str(), *kind))
                .collect(),
            rows,
            notes: Vec::new(),
        })
    })
}

/// Days before 1900 are text in a spreadsheet; everything else keeps its kind.
fn as_a_spreadsheet_keeps_it(cell: &Cell) -> Cell {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
    match cell {
        Cell::Date(day) if *day < first => Cell::Text(cell.text()),
        Cell::DateTime(moment) if moment.date() < first => Cell::Text(cell.text()),
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn any_table_comes_back_from_csv(table in any_table()) {
        prop_assume!(!expected(&table, Cell::text).is_empty());
        // A second mark at the very beginning of the file is taken for the first.
        prop_assume!(!table.columns[0].title.starts_with('\u{feff}'));
        let workbook = through_csv(&table);
        prop_assert_eq!(workbook.encoding, Some(TextEncoding::Utf8));
        prop_assert_eq!(found(&workbook, Cell::text), numbered_by_line(&table));
    }

    #[test]
    fn any_table_comes_back_from_xlsx_with_its_kinds(table in any_table()) {
        prop_assume!(!expected(&table, Cell::text).is_empty());
        let workbook = through_xlsx(&table);
        prop_assert_eq!(workbook.kind, Kind::Xlsx);
        prop_assert_eq!(found(&workbook, Cell::clone), expected(&table, as_a_spreadsheet_keeps_it));
    }
}

/// In a CSV file the rows are numbered by lines, and line ends inside cells count.
fn numbered_by_line(table: &Table) -> Vec<(usize, Vec<String>)> {
    let mut extra = 0;
    let titles: Vec<Cell> = table
        .columns
        .iter()
        .map(|column| Cell::of_text(column.title.as_str()))
        .collect();
    let mut rows = Vec::new();
    for (index, row) in std::iter::once(&titles).chain(&table.rows).enumerate() {
        let texts = trimmed(row, Cell::text);
        if !row.iter().all(Cell::is_blank) {
            rows.push((index + 1 + extra, texts.clone()));
        }
        extra += texts
            .iter()
            .map(|text| text.replace("\r\n", "\n").matches(['\r', '\n']).count())
            .sum::<usize>();
    }
    rows
}

#[test]
fn naughty_strings_come_back_from_both() {
    let Some(folder) = shared("torture/blns") else {
        return;
    };
    let strings: Vec<String> =
        serde_json::from_slice(&std::fs::read(folder.join("blns.json")).unwrap()).unwrap();
    assert!(strings.len() > 400, "{}", strings.len());
    let table = Table {
        name: "Naughty".to_owned(),
        columns: vec![
            Column::new("n", ColumnKind::Number),
            Column::new("text", ColumnKind::Text),
        ],
        rows: strings
            .iter()
            .zip(1..)
            .map(|(text, n)| vec![Cell::of_integer(n), Cell::of_text(text.as_str())])
            .collect(),
        notes: strings.clone(),
    };
    assert_eq!(
        found(&through_csv(&table), Cell::text),
        numbered_by_line(&table)
    );
    assert_eq!(
        found(&through_xlsx(&table), Cell::text),
        expected(&table, Cell::text)
    );
}

#[test]
fn a_real_list_comes_back_from_files_of_both_kinds() {
    let Some(folder) = shared("ods") else {
        return;
    };
    let source = super::read_with_defaults(&folder.join("epraccur_2025-11_QWU.csv")).unwrap();
    let table = Table {
        name: "epraccur".to_owned(),
        columns: (1..=27)
            .map(|n| Column::new(format!("Column {n}"), ColumnKind::Text))
            .collect(),
        rows: source.sheets[0]
            .rows
            .iter()
            .map(|row| row.cells.clone())
            .collect(),
        notes: Vec::new(),
    };
    let target = tempfile::tempdir().unwrap();
    let (csv, xlsx) = (
        target.path().join("list.csv"),
        target.path().join("list.xlsx"),
    );
    write_csv(&table, &csv).unwrap();
    write_xlsx(std::slice::from_ref(&table), created(), &xlsx).unwrap();
    for path in [csv, xlsx] {
        let workbook = read(&path, &Limits::default(), &OWN).unwrap();
        assert_eq!(found(&workbook, Cell::text), expected(&table, Cell::text));
    }
}

#[test]
fn dates_written_to_csv_are_dates_when_read() {
    let day = NaiveDate::from_ymd_opt(2026, 8, 6).unwrap();
    let table = Table {
        columns: vec![Column::new("due", ColumnKind::Date)],
        rows: vec![vec![Cell::Date(day)]],
        ..Table::default()
    };
    let workbook = through_csv(&table);
    assert_eq!(date::of_cell(workbook.sheets[0].rows[1].cell(0)), Ok(day));
}

#[test]
fn a_nul_in_a_text_is_shown_and_does_not_make_the_file_unreadable() {
    let table = Table {
        columns: vec![Column::new("a", ColumnKind::Text)],
        rows: vec![vec![Cell::of_text("x\0y")]],
        ..Table::default()
    };
    for workbook in [through_csv(&table), through_xlsx(&table)] {
        assert_eq!(workbook.sheets[0].rows[1].text(0), "x␀y");
    }
}

#[test]
fn notes_stand_on_a_sheet_of_their_own() {
    let table = Table {
        name: "Risks".to_owned(),
        columns: vec![Column::new("a", ColumnKind::Text)],
        rows: vec![vec![Cell::of_text("1")]],
        notes: vec!["As at 1 April 2025.".to_owned()],
    };
    let workbook = through_xlsx(&table);
    let names: Vec<&str> = workbook
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(names, ["Risks", "Notes"]);
    let notes: Vec<String> = workbook.sheets[1]
        .rows
        .iter()
        .map(|row| row.text(0))
        .collect();
    assert_eq!(notes, ["Risks", "As at 1 April 2025."]);
}
