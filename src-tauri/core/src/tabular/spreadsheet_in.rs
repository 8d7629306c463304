//! Spreadsheets to sheets of rows, through calamine.

use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use calamine::{
    Data, DataType, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Style,
    Xls, XlsError, Xlsx, XlsxError,
};
use chrono::{NaiveDate, NaiveDateTime};

use super::number::decimal;
use super::{Cell, Fault, Limits, Row, Sheet};

/// The bytes of a file that was judged to be a spreadsheet.
type Bytes<'a> = Cursor<&'a [u8]>;

/// Sheets of an Excel workbook (`.xlsx`, `.xlsm`), read cell by cell, so that one filled cell at the far corner of a
/// sheet costs one cell and not the whole sheet.
pub(super) fn xlsx(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    guarded(|| {
        let mut workbook: Xlsx<Bytes<'_>> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_fault)?;
        let mut budget = Budget::new(limits);
        let mut sheets = Vec::new();
        for meta in workbook.sheets_metadata().to_vec() {
            if meta.typ != SheetType::WorkSheet {
                continue;
            }
            let mut reader = match workbook.worksheet_cells_reader(&meta.name) {
                Ok(reader) => reader,
                Err(XlsxError::NotAWorksheet(_)) => continue,
                Err(error) => return Err(xlsx_fault(error)),
            };
            let shows = Shows::of(reader.styles());
            let mut rows = RowBuilder::new(&meta.name, &mut budget);
            while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(xlsx_fault)? {
                let (row, column) = cell.get_position();
                rows.put(row, column, shows.apply(style, value(cell.get_value())))?;
            }
            let rows = rows.finish();
            sheets.push(Sheet {
                name: meta.name,
                hidden: meta.visible != SheetVisible::Visible,
                rows,
            });
        }
        Ok(sheets)
    })
}

/// Sheets of an Excel 97–2003 workbook.
pub(super) fn xls(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    guarded(|| {
        let workbook: Xls<Bytes<'_>> =
            Xls::new(Cursor::new(bytes)).map_err(|error| match error {
                XlsError::Password => Fault::PasswordProtected,
                other => Fault::Damaged(other.to_string()),
            })?;
        dense(workbook, limits)
    })
}

/// Sheets of an OpenDocument spreadsheet.
pub(super) fn ods(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    guarded(|| {
        let workbook: Ods<Bytes<'_>> =
            Ods::new(Cursor::new(bytes)).map_err(|error| match error {
                OdsError::Password => Fault::PasswordProtected,
                OdsError::CellLimitExceeded { .. } => Fault::TooManyCells {
                    limit: limits.cells,
                },
                other => Fault::Damaged(other.to_string()),
            })?;
        dense(workbook, limits)
    })
}

fn dense<'a, R: Reader<Bytes<'a>>>(mut workbook: R, limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::new();
    for meta in workbook.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        let range: Range<Data> = workbook
            .worksheet_range(&meta.name)
            .map_err(|error| Fault::Damaged(format!("{error:?}")))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut rows = RowBuilder::new(&meta.name, &mut budget);
        for (row, column, data) in range.used_cells() {
            let position = |first: u32, offset: usize| {
                first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
            };
            rows.put(
                position(first_row, row),
                position(first_column, column),
                value(data),
            )?;
        }
        let rows = rows.finish();
        sheets.push(Sheet {
            name: meta.name,
            hidden: meta.visible != SheetVisible::Visible,
            rows,
        });
    }
    Ok(sheets)
}

/// Runs the reading of a foreign format. A fault in the library that reads it is a damaged file to the person, not
/// the end of the program.
fn guarded<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    panic::catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Fault::Damaged("its parts contradict each other".to_owned())))
}

fn xlsx_fault(error: XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::PasswordProtected,
        other => Fault::Damaged(other.to_string()),
    }
}

/// What is left of the limits while the sheets of one file are read.
struct Budget<'a> {
    limits: &'a Limits,
    cells: usize,
    text_bytes: u64,
}

impl<'a> Budget<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            cells: 0,
            text_bytes: 0,
        }
    }

    /// Counts a filled cell. Text is counted where it is used: a workbook stores a repeated text once.
    fn spend(&mut self, cell: &Cell) -> Result<(), Fault> {
        self.cells += 1;
        self.text_bytes += cell.text_bytes() as u64;
        if self.cells > self.limits.cells {
            return Err(Fault::TooManyCells {
                limit: self.limits.cells,
            });
        }
        if self.text_bytes > self.limits.unpacked_bytes {
            return Err(Fault::UnfoldsTooLarge {
                limit: self.limits.unpacked_bytes,
            });
        }
        Ok(())
    }
}

/// Puts cells into rows. Cells come in order in any honest file; rows that come out of order are sorted in at the end.
struct RowBuilder<'a, 'b> {
    sheet: &'a str,
    budget: &'a mut Budget<'b>,
    rows: Vec<Row>,
}

impl<'a, 'b> RowBuilder<'a, 'b> {
    fn new(sheet: &'a str, budget: &'a mut Budget<'b>) -> Self {
        Self {
            sheet,
            budget,
            rows: Vec::new(),
        }
    }

    /// Row and column are counted from 0 here, as the file has them.
    fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Fault> {
        if cell == Cell::Empty {
            return Ok(());
        }
        let (number, column) = (row as usize + 1, column as usize);
        let limits = self.budget.limits;
        if column >= limits.columns {
            return Err(Fault::TooManyColumns {
                sheet: self.sheet.to_owned(),
                row: number,
                limit: limits.columns,
            });
        }
        if let Cell::Text(text) = &cell
            && text.chars().nth(limits.cell_characters).is_some()
        {
            return Err(Fault::CellTooLong {
                row: number,
                column: column + 1,
                limit: limits.cell_characters,
            });
        }
        self.budget.spend(&cell)?;
        if self.rows.last().is_none_or(|last| last.number != number) {
            if self.rows.len() == limits.rows {
                return Err(Fault::TooManyRows {
                    sheet: self.sheet.to_owned(),
                    limit: limits.rows,
                });
            }
            self.rows.push(Row {
                number,
                cells: Vec::new(),
            });
        }
        if let Some(last) = self.rows.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column + 1, Cell::Empty);
            }
            last.cells[column] = cell;
        }
        Ok(())
    }

    fn finish(mut self) -> Vec<Row> {
        if !self.rows.is_sorted_by_key(|row| row.number) {
            self.rows.sort_by_key(|row| row.number);
        }
        self.rows
    }
}

/// What the number formats of a workbook say beyond "this is a date", by style number.
struct Shows(Vec<Show>);

#[derive(Clone, Copy)]
enum Show {
    AsIs,
    /// The format shows a time of day, so that midnight is a moment and not a day.
    TimeOfDay,
    /// The format consists of this many zeros: `0007` is shown for 7, and is what the person typed.
    LeadingZeros(usize),
}

impl Shows {
    fn of(styles: &[Style]) -> Self {
        let show = |style: &Style| match style
            .number_format
            .as_ref()
            .map(|format| format.format_code.as_str())
        {
            Some(code) if code.len() > 1 && code.bytes().all(|byte| byte == b'0') => {
                Show::LeadingZeros(code.len())
            }
            Some(code) if code.contains(['h', 'H']) => Show::TimeOfDay,
            _ => Show::AsIs,
        };
        Self(styles.iter().map(show).collect())
    }

    fn apply(&self, style: usize, cell: Cell) -> Cell {
        match (self.0.get(style), cell) {
            (Some(Show::TimeOfDay), Cell::Date(day)) => Cell::DateTime(day.into()),
            (Some(Show::LeadingZeros(width)), Cell::Number(number))
                if number.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                if number.len() < *width {
                    Cell::Text(format!("{number:0>width$}"))
                } else {
                    Cell::Number(number)
                }
            }
            (_, cell) => cell,
        }
    }
}

/// The value of one cell. `DataRef` and `Data` differ in who owns the text only.
fn value(data: &(impl DataType + Clone + Into<Data>)) -> Cell {
    match data.clone().into() {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::of_text(text),
        Data::Int(number) => Cell::of_integer(number),
        Data::Float(number) => {
            decimal(number).map_or_else(|| Cell::Error("#NUM!".to_owned()), Cell::Number)
        }
        Data::Bool(tick) => Cell::Bool(tick),
        Data::DateTime(serial) => moment(&serial),
        Data::DateTimeIso(text) => iso_moment(text),
        Data::DurationIso(text) => Cell::of_text(iso_duration(&text).unwrap_or(text)),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}

/// A date that the spreadsheet keeps as a count of days. Durations, and times without a day, have no calendar day.
fn moment(serial: &ExcelDateTime) -> Cell {
    if serial.is_duration() || (0.0..1.0).contains(&serial.as_f64()) {
        let seconds = (serial.as_f64() * 86_400.0).round();
        return if seconds.is_finite() {
            Cell::Text(clock(seconds as i64))
        } else {
            Cell::Error("#NUM!".to_owned())
        };
    }
    let (year, month, day, hour, minute, second, millisecond) = serial.to_ymd_hms_milli();
    let moment = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
        .and_then(|date| {
            date.and_hms_milli_opt(
                u32::from(hour),
                u32::from(minute),
                u32::from(second),
                u32::from(millisecond),
            )
        });
    match moment {
        _ if serial.as_f64() < 0.0 => Cell::Error("#NUM!".to_owned()),
        Some(moment) => day_or_moment(moment),
        None => decimal(serial.as_f64()).map_or(Cell::Empty, Cell::Number),
    }
}

fn iso_moment(text: String) -> Cell {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Cell::Date(day);
    }
    match text.trim_end_matches('Z').parse::<NaiveDateTime>() {
        Ok(moment) => day_or_moment(moment),
        Err(_) => Cell::of_text(text),
    }
}

fn day_or_moment(moment: NaiveDateTime) -> Cell {
    if moment.time() == chrono::NaiveTime::MIN {
        Cell::Date(moment.date())
    } else {
        Cell::DateTime(moment)
    }
}

/// `PT26H30M00S` as `26:30:00`.
fn iso_duration(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split('.').next()?;
    let part = |digits: &str| {
        digits
            .parse::<i64>()
            .ok()
            .filter(|number| (0..1_000_000).contains(number))
    };
    Some(clock(
        part(hours)? * 3600 + part(minutes)? * 60 + part(seconds)?,
    ))
}

/// Seconds as hours, minutes and seconds; hours may go beyond 24.
fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!(
        "{sign}{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;

    fn of(days: f64, is_1904: bool) -> String {
        moment(&ExcelDateTime::new(days, DateTime, is_1904)).text()
    }

    #[test]
    fn serial_dates_count_from_1900_or_1904_as_the_workbook_says() {
        assert_eq!(of(46_022.0, false), "2025-12-31");
        assert_eq!(of(46_022.0 - 1_462.0, true), "2025-12-31");
        assert_eq!(of(46_022.75, false), "2025-12-31 18:00:00");
        assert_eq!(of(1.0, false), "1900-01-01");
        assert_eq!(of(59.0, false), "1900-02-28");
        assert_eq!(of(61.0, false), "1900-03-01");
    }

    #[test]
    fn the_day_that_only_excel_has_is_not_made_another_day() {
        assert_eq!(of(60.0, false), "60");
    }

    #[test]
    fn times_and_durations_are_not_given_a_day() {
        assert_eq!(of(0.5, false), "12:00:00");
        assert_eq!(
            moment(&ExcelDateTime::new(1.5, TimeDelta, false)).text(),
            "36:00:00"
        );
        assert_eq!(iso_duration("PT26H30M05S").unwrap(), "26:30:05");
        assert_eq!(iso_duration("P1D"), None);
    }

    #[test]
    fn iso_dates_of_open_document_are_dates() {
        assert_eq!(
            iso_moment("2025-12-31".to_owned()),
            Cell::Date(NaiveDate::from_ymd_opt(2025, 12, 31).unwrap())
        );
        assert_eq!(
            iso_moment("2025-12-31T09:30:00".to_owned()).text(),
            "2025-12-31 09:30:00"
        );
        assert_eq!(iso_moment("soon".to_owned()), Cell::Text("soon".to_owned()));
    }

    #[test]
    fn rows_out_of_order_are_put_in_order() {
        let limits = Limits::default();
        let mut budget = Budget::new(&limits);
        let mut rows = RowBuilder::new("s", &mut budget);
        rows.put(5, 1, Cell::of_text("late")).unwrap();
        rows.put(0, 0, Cell::of_text("early")).unwrap();
        let rows = rows.finish();
        assert_eq!(
            rows.iter()
                .map(|row| (row.number, row.width()))
                .collect::<Vec<_>>(),
            [(1, 1), (6, 2)]
        );
    }

    #[test]
    fn a_fault_inside_the_reader_is_a_damaged_file() {
        let fault = guarded::<()>(|| panic!("index out of bounds")).unwrap_err();
        assert!(matches!(fault, Fault::Damaged(_)));
    }
}
