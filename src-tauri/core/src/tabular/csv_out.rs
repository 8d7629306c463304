//! A table to a CSV file that Excel opens with its accents and without running anything in it.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::formula_guard::guarded;
use super::{Cell, Table, WriteError};
use crate::files::write_whole;

/// The mark without which Excel takes UTF-8 for Windows-1252.
pub(super) const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes a table as CSV: UTF-8 with its mark, commas, lines that end in CR LF, dates as in ISO 8601. Text that a
/// spreadsheet would take for a formula gets an apostrophe in front, which [`super::ReadOptions::own_export`] takes off
/// again. The table's notes are not written.
pub fn write_csv(table: &Table, path: &Path) -> Result<(), WriteError> {
    Ok(write_whole(path, |file| write(table, file))?)
}

pub(super) fn write(table: &Table, file: impl Write) -> io::Result<()> {
    let mut buffer = BufWriter::new(file);
    buffer.write_all(UTF8_MARK)?;
    write_csv_to(table, buffer)
}

/// Writes a table as CSV for another program: as [`write_csv`], without the mark that only Excel needs.
pub fn write_csv_to(table: &Table, out: impl Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(out);
    if !table.columns.is_empty() {
        writer.write_record(
            table
                .columns
                .iter()
                .map(|column| field(&Cell::of_text(column.title.as_str()))),
        )?;
    }
    for row in &table.rows {
        let filling = table.columns.len().saturating_sub(row.len());
        writer.write_record(
            row.iter()
                .map(field)
                .chain(std::iter::repeat_n(String::new(), filling)),
        )?;
    }
    writer.flush()
}

/// Only text can be mistaken for a formula: the minus of a number is wanted.
fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => guarded(&printable(text)).into_owned(),
        Cell::Number(number) if super::number::as_spreadsheet_number(number).is_none() => {
            guarded(&printable(number)).into_owned()
        }
        Cell::Error(text) => guarded(&printable(text)).into_owned(),
        other => other.text(),
    }
}

/// Text that a file of rows can hold: the one character that makes it no text any more is shown by its symbol.
pub(super) fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\0') {
        text.replace('\0', "␀").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::super::{Column, ColumnKind};
    use super::*;

    fn written(titles: &[&str], rows: &[&[Cell]]) -> String {
        let table = Table {
            columns: titles
                .iter()
                .map(|title| Column::new(*title, ColumnKind::Text))
                .collect(),
            rows: rows.iter().map(|row| row.to_vec()).collect(),
            ..Table::default()
        };
        let mut bytes = Vec::new();
        write(&table, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_file_is_as_excel_wants_it() {
        let text = written(
            &["Name", "Note"],
            &[&[Cell::of_text("Zoë"), Cell::of_text("a,b \"c\"\nd")]],
        );
        assert_eq!(text, "\u{feff}Name,Note\r\nZoë,\"a,b \"\"c\"\"\nd\"\r\n");
    }

    #[test]
    fn text_and_titles_that_would_run_are_made_safe_and_numbers_stay_numbers() {
        let text = written(
            &["=HYPERLINK(1)", "n"],
            &[
                &[Cell::of_text("=1+1"), Cell::of_integer(-5)],
                &[
                    Cell::of_text("@x"),
                    Cell::Number("-5+cmd|' /C calc'!A0".to_owned()),
                ],
            ],
        );
        assert_eq!(
            text,
            "\u{feff}'=HYPERLINK(1),n\r\n'=1+1,-5\r\n'@x,'-5+cmd|' /C calc'!A0\r\n"
        );
    }

    #[test]
    fn short_rows_are_filled_up() {
        assert_eq!(
            written(&["a", "b", "c"], &[&[Cell::of_text("1")]]),
            "\u{feff}a,b,c\r\n1,,\r\n"
        );
    }
}
