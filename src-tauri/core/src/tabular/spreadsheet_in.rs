//! Spreadsheets to sheets of rows, through calamine.

use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use calamine::{
    Data, Dimensions, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx,
    XlsxError,
};

use super::spreadsheet_cell::{Shows, value};
use super::{Cell, Fault, Limits, Merged, Row, Sheet, asides, asides_of_ods};

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
                ..Sheet::default()
            });
        }
        asides::of_xlsx(bytes, &mut sheets);
        Ok(sheets)
    })
}

/// Sheets of an Excel 97–2003 workbook.
pub(super) fn xls(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    guarded(|| {
        let mut workbook: Xls<Bytes<'_>> =
            Xls::new(Cursor::new(bytes)).map_err(|error| match error {
                XlsError::Password => Fault::PasswordProtected,
                other => Fault::Damaged(other.to_string()),
            })?;
        let mut sheets = dense(&mut workbook, limits)?;
        for sheet in &mut sheets {
            let merged = workbook.merge_cells_by_sheet_name(&sheet.name);
            sheet.merged = merged
                .unwrap_or_default()
                .iter()
                .filter_map(over_rows)
                .collect();
            sheet.merged.truncate(asides::MOST_MERGED);
        }
        Ok(sheets)
    })
}

/// Sheets of an OpenDocument spreadsheet.
pub(super) fn ods(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Fault> {
    guarded(|| {
        let mut workbook: Ods<Bytes<'_>> =
            Ods::new(Cursor::new(bytes)).map_err(|error| match error {
                OdsError::Password => Fault::PasswordProtected,
                OdsError::CellLimitExceeded { .. } => Fault::TooManyCells {
                    limit: limits.cells,
                },
                other => Fault::Damaged(other.to_string()),
            })?;
        let mut sheets = dense(&mut workbook, limits)?;
        asides_of_ods::of_ods(bytes, &mut sheets);
        Ok(sheets)
    })
}

/// The first column of merged cells; none where they are one row.
fn over_rows(merged: &Dimensions) -> Option<Merged> {
    let (first, last) = (merged.start.0 as usize + 1, merged.end.0 as usize + 1);
    let column = merged.start.1 as usize;
    (last > first).then_some(Merged {
        first,
        last,
        column,
    })
}

fn dense<'a, R: Reader<Bytes<'a>>>(workbook: &mut R, limits: &Limits) -> Result<Vec<Sheet>, Fault> {
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
            ..Sheet::default()
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
        self.rows
            .retain(|row| !row.cells.iter().all(Cell::is_blank));
        if !self.rows.is_sorted_by_key(|row| row.number) {
            self.rows.sort_by_key(|row| row.number);
        }
        self.rows
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

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
    fn cells_merged_over_several_rows_of_an_old_workbook_are_known() {
        let merged = |start, end| over_rows(&Dimensions { start, end });
        let rows = merged((1, 2), (3, 2)).map(|m| (m.first, m.last, m.column));
        assert_eq!(rows, Some((2, 4, 2)));
        assert_eq!(merged((0, 0), (0, 7)), None);
    }

    #[test]
    fn a_fault_inside_the_reader_is_a_damaged_file() {
        let fault = guarded::<()>(|| panic!("index out of bounds")).unwrap_err();
        assert!(matches!(fault, Fault::Damaged(_)));
    }
}
