//! Tables to an Excel workbook.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::csv_out::printable;
use super::number::as_spreadsheet_number;
use super::{Cell, ColumnKind, Table, WriteError};
use crate::files::write_whole;

/// What a sheet holds (Excel specifications and limits).
const MAX_ROWS: usize = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
const MAX_CELL_CHARACTERS: usize = 32_767;
const MAX_NAME_CHARACTERS: usize = 31;

/// Writes tables as the sheets of one workbook: real dates and numbers, titles that stay in sight and can be filtered,
/// and the tables' notes on a sheet of their own. Text is written as text whatever it begins with. The same tables and
/// the same moment of creation give the same bytes.
pub fn write_xlsx(tables: &[Table], created: NaiveDateTime, path: &Path) -> Result<(), WriteError> {
    let bytes = bytes(tables, created)?;
    Ok(write_whole(path, |file| file.write_all(&bytes))?)
}

pub(super) fn bytes(tables: &[Table], created: NaiveDateTime) -> Result<Vec<u8>, WriteError> {
    for table in tables {
        check(table)?;
    }
    build(tables, created).map_err(|error| WriteError::Spreadsheet(error.to_string()))
}

fn check(table: &Table) -> Result<(), WriteError> {
    let too_many = |what, found, limit| {
        Err(WriteError::TooMany {
            table: table.name.clone(),
            what,
            found,
            limit,
        })
    };
    let columns = table
        .rows
        .iter()
        .map(Vec::len)
        .fold(table.columns.len(), usize::max);
    if table.rows.len() + 1 > MAX_ROWS {
        return too_many("rows", table.rows.len(), MAX_ROWS - 1);
    }
    if columns > MAX_COLUMNS {
        return too_many("columns", columns, MAX_COLUMNS);
    }
    let titles = table.columns.iter().map(|column| column.title.as_str());
    check_lengths(table, 1, titles)?;
    for (index, row) in table.rows.iter().enumerate() {
        let texts = row.iter().map(|cell| match cell {
            Cell::Text(text) | Cell::Number(text) | Cell::Error(text) => text.as_str(),
            _ => "",
        });
        check_lengths(table, index + 2, texts)?;
    }
    let notes = table.notes.iter().map(String::as_str);
    check_lengths(table, 1, notes)
}

fn check_lengths<'a>(
    table: &Table,
    row: usize,
    texts: impl Iterator<Item = &'a str>,
) -> Result<(), WriteError> {
    for (index, text) in texts
        .enumerate()
        .filter(|(_, text)| text.len() > MAX_CELL_CHARACTERS)
    {
        // Excel counts in units of UTF-16.
        let characters = text.encode_utf16().count();
        if characters > MAX_CELL_CHARACTERS {
            let column = table
                .columns
                .get(index)
                .map(|column| column.title.clone())
                .unwrap_or_default();
            return Err(WriteError::CellTooLong {
                table: table.name.clone(),
                row,
                column,
                characters,
            });
        }
    }
    Ok(())
}

fn build(tables: &[Table], created: NaiveDateTime) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_moment(created)?));
    let mut names = SheetNames::default();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(names.next(&table.name))?;
        fill(sheet, table)?;
    }
    if tables.is_empty() || tables.iter().any(|table| !table.notes.is_empty()) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(names.next("Notes"))?;
        fill_notes(sheet, tables)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0xE8_EDEE));
    for (index, column) in table.columns.iter().enumerate() {
        sheet.write_string_with_format(
            0,
            column_number(index),
            &*printable(&column.title),
            &heading,
        )?;
        sheet.set_column_width(column_number(index), width(table, index))?;
    }
    let formats = Formats::new();
    for (index, row) in table.rows.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        for (index, cell) in row.iter().enumerate() {
            let kind = table
                .columns
                .get(index)
                .map_or(ColumnKind::Text, |column| column.kind);
            put(sheet, number, column_number(index), cell, kind, &formats)?;
        }
    }
    if !table.columns.is_empty() {
        sheet.set_freeze_panes(1, 0)?;
        let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        sheet.autofilter(0, 0, last_row, column_number(table.columns.len() - 1))?;
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    kind: ColumnKind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) if text.is_empty() => {}
        Cell::Bool(tick) => {
            sheet.write_boolean(row, column, *tick)?;
        }
        Cell::Number(text) => match as_spreadsheet_number(text) {
            Some(number) => {
                let format = if kind == ColumnKind::Money {
                    &formats.money
                } else {
                    &formats.number
                };
                sheet.write_number_with_format(row, column, number, format)?;
            }
            None => {
                sheet.write_string(row, column, &*printable(text))?;
            }
        },
        Cell::Date(day) if is_excel_day(*day) => {
            sheet.write_datetime_with_format(
                row,
                column,
                excel_moment((*day).into())?,
                &formats.date,
            )?;
        }
        Cell::DateTime(moment) if is_excel_day(moment.date()) => {
            sheet.write_datetime_with_format(
                row,
                column,
                excel_moment(*moment)?,
                &formats.date_time,
            )?;
        }
        // Excel's calendar begins in 1900: an earlier day is kept as text.
        Cell::Date(_) | Cell::DateTime(_) => {
            sheet.write_string(row, column, cell.text())?;
        }
        Cell::Text(text) | Cell::Error(text) => {
            sheet.write_string_with_format(row, column, &*printable(text), &formats.text)?;
        }
    }
    Ok(())
}

fn fill_notes(sheet: &mut Worksheet, tables: &[Table]) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 100)?;
    let mut row = 0;
    for table in tables.iter().filter(|table| !table.notes.is_empty()) {
        sheet.write_string_with_format(row, 0, &*printable(&table.name), &heading)?;
        for note in &table.notes {
            row += 1;
            sheet.write_string_with_format(row, 0, &*printable(note), &wrapped)?;
        }
        row += 2;
    }
    Ok(())
}

/// The formats of the cells, made once a sheet.
struct Formats {
    text: Format,
    number: Format,
    money: Format,
    date: Format,
    date_time: Format,
}

impl Formats {
    fn new() -> Self {
        let shown_as = |code: &str| Format::new().set_num_format(code);
        Self {
            text: Format::new(),
            number: Format::new(),
            money: shown_as("£#,##0.00;[Red]-£#,##0.00"),
            date: shown_as("dd/mm/yyyy"),
            date_time: shown_as("dd/mm/yyyy hh:mm"),
        }
    }
}

/// Width of a column in characters: that of its widest cell among the first rows, within what fits a screen.
fn width(table: &Table, index: usize) -> f64 {
    const ROWS: usize = 200;
    const NARROWEST: usize = 8;
    const WIDEST: usize = 60;
    let title = table
        .columns
        .get(index)
        .map_or(0, |column| longest_line(&column.title));
    let cells = table
        .rows
        .iter()
        .take(ROWS)
        .filter_map(|row| row.get(index))
        .map(|cell| longest_line(&cell.text()));
    // Two characters for the button of the filter.
    let width = cells.fold(title + 2, usize::max).clamp(NARROWEST, WIDEST);
    u32::try_from(width + 1).map_or(9.0, f64::from)
}

fn longest_line(text: &str) -> usize {
    text.lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0)
}

fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn is_excel_day(day: NaiveDate) -> bool {
    (1900..=9999).contains(&day.year())
}

fn excel_moment(moment: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    let year = u16::try_from(moment.year()).unwrap_or(0);
    let day = ExcelDateTime::from_ymd(year, part(moment.month()) as u8, part(moment.day()) as u8)?;
    let seconds =
        f64::from(moment.second()) + f64::from(moment.nanosecond() / 1_000_000 % 1_000) / 1_000.0;
    day.and_hms(part(moment.hour()), part(moment.minute()) as u8, seconds)
}

/// Names for sheets as Excel allows them: up to 31 characters, none of `[]:*?/\`, each only once.
#[derive(Default)]
struct SheetNames(BTreeSet<String>);

impl SheetNames {
    fn next(&mut self, wanted: &str) -> String {
        let allowed: String = wanted
            .chars()
            .map(|sign| {
                if sign.is_control() || "[]:*?/\\".contains(sign) {
                    ' '
                } else {
                    sign
                }
            })
            .collect();
        let plain = allowed.trim_matches(|sign: char| sign == '\'' || sign.is_whitespace());
        // "History" is a name that Excel keeps for itself.
        let plain = match plain {
            "" => "Table".to_owned(),
            name if name.eq_ignore_ascii_case("history") => format!("{name} list"),
            name => name.to_owned(),
        };
        let mut name = cut(&plain, MAX_NAME_CHARACTERS);
        let mut count = 1;
        while !self.0.insert(name.to_lowercase()) {
            count += 1;
            let ending = format!(" ({count})");
            name = format!(
                "{}{ending}",
                cut(&plain, MAX_NAME_CHARACTERS - ending.len())
            );
        }
        name
    }
}

/// The first `length` units of UTF-16, in which Excel counts.
fn cut(text: &str, length: usize) -> String {
    let mut left = length;
    text.chars()
        .take_while(|sign| {
            let fits = sign.len_utf16() <= left;
            left = left.saturating_sub(sign.len_utf16());
            fits
        })
        .collect::<String>()
        .trim_end_matches('\'')
        .to_owned()
}

#[cfg(test)]
#[path = "xlsx_out_tests.rs"]
mod tests;
