//! What a file holds once it is read: sheets of rows of cells.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Delimiter, TextEncoding};

/// One value as it stood in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Text, exactly as written: no trimming, leading zeros kept.
    Text(String),
    /// A number as decimal text, with the 15 significant digits a spreadsheet itself shows. Whole numbers carry no
    /// decimal point: an UKPRN stored as the float `10000001.0` reads `10000001`.
    Number(String),
    /// A calendar day.
    Date(NaiveDate),
    /// A day with a time of day; no time zone, as in a spreadsheet.
    DateTime(NaiveDateTime),
    /// A tick: `TRUE` or `FALSE`.
    Bool(bool),
    /// Nothing. An empty text is the same.
    #[default]
    Empty,
    /// A spreadsheet error such as `#N/A` or `#REF!`.
    Error(String),
}

impl Cell {
    /// A text cell; empty text becomes [`Cell::Empty`].
    pub fn of_text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A number given as a whole number.
    pub fn of_integer(number: i64) -> Self {
        Self::Number(number.to_string())
    }

    /// The cell in words, the same text whichever kind of file it came from. Dates are ISO 8601.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Error(text) => text.clone(),
            Self::Date(day) => day.format("%Y-%m-%d").to_string(),
            Self::DateTime(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
            Self::Empty => String::new(),
        }
    }

    /// Whether the cell holds nothing, or only white space.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// Bytes of text held, for the limits on what a file may unfold to.
    pub(super) fn text_bytes(&self) -> usize {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Error(text) => text.len(),
            _ => 0,
        }
    }
}

/// A row with the number a person sees beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1: the row number in Excel, the line number of the row's first line in a text editor. Blank rows
    /// are left out of the reading but counted.
    pub number: usize,
    /// The cells, ragged: a row is as wide as it was written.
    pub cells: Vec<Cell>,
}

impl Row {
    /// How many cells the row has. In a CSV file that is what was written; in a spreadsheet, up to the last cell
    /// that holds something.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// The cell at a position counted from 0; beyond the end of the row there is nothing.
    pub fn cell(&self, index: usize) -> &Cell {
        self.cells.get(index).unwrap_or(&Cell::Empty)
    }

    /// Writes a cell at a position counted from 0.
    fn put(&mut self, index: usize, cell: Cell) {
        if self.cells.len() <= index {
            self.cells.resize(index + 1, Cell::Empty);
        }
        if let Some(place) = self.cells.get_mut(index) {
            *place = cell;
        }
    }

    /// The text of the cell at a position counted from 0.
    pub fn text(&self, index: usize) -> String {
        self.cell(index).text()
    }
}

/// One sheet of a workbook. A CSV file is a workbook with one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The name on its tab; for a CSV file, the file's name without its ending.
    pub name: String,
    /// Whether Excel hides it from the person. Hidden sheets are read, and it is for the caller to leave them out.
    pub hidden: bool,
    /// The rows that hold something, in order.
    pub rows: Vec<Row>,
    /// Numbers of those of them that the spreadsheet hides, in order. They are read, and it is for the caller to leave
    /// them out. Not known of Excel 97–2003 workbooks.
    pub hidden_rows: Vec<usize>,
    /// Notes that hang on cells, by row. Not known of Excel 97–2003 workbooks.
    pub notes: Vec<CellNote>,
    /// Cells that are merged over several rows. Only the first row of each holds what a person sees in all of them.
    pub merged: Vec<Merged>,
}

/// Cells of one column that are merged over several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Number of the first row.
    pub first: usize,
    /// Number of the last row.
    pub last: usize,
    /// Column, counted from 0.
    pub column: usize,
}

/// A note that hangs on a cell: Excel and others call it a note or a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellNote {
    /// Row number, counted from 1.
    pub row: usize,
    /// Column, counted from 0.
    pub column: usize,
    /// What it says.
    pub text: String,
}

/// Most cells that merged ones are written into: more than any list that a person made.
const MOST_FILLED: usize = 100_000;

/// Longest text, in bytes, that counts for several rows.
const LONGEST_FILLED: usize = 2_000;

impl Sheet {
    /// Lets what stands in merged cells count for each of their rows that holds something; says whether there was such a
    /// row. Cells that are merged from row `below` or above it are headings or titles, and stay as they are.
    pub fn fill_merged(&mut self, below: usize) -> bool {
        let mut filled = 0;
        for merged in std::mem::take(&mut self.merged) {
            let at = self.rows.binary_search_by_key(&merged.first, |r| r.number);
            let (true, Ok(at)) = (merged.first > below, at) else {
                continue;
            };
            let cell = self.rows.get(at).map(|r| r.cell(merged.column).clone());
            let cell = cell.filter(|c| !c.is_blank() && c.text_bytes() <= LONGEST_FILLED);
            let Some(cell) = cell else {
                continue;
            };
            let rows = self.rows.iter_mut().skip(at + 1);
            for row in rows.take_while(|r| r.number <= merged.last) {
                if filled < MOST_FILLED && row.cell(merged.column).is_blank() {
                    row.put(merged.column, cell.clone());
                    filled += 1;
                }
            }
        }
        filled > 0
    }

    /// The widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Row::width).max().unwrap_or(0)
    }

    /// The rows that are not `width` cells wide, for files where every row must have the same number of columns.
    pub fn ragged_rows(&self, width: usize) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.width() != width)
    }
}

/// What sort of file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text with one row a line: commas, semicolons, tabs or bars between the cells.
    Csv,
    /// Excel workbook, `.xlsx`.
    Xlsx,
    /// Excel workbook with macros, `.xlsm`. The macros are not looked at.
    Xlsm,
    /// Excel 97–2003 workbook, `.xls`.
    Xls,
    /// OpenDocument spreadsheet, `.ods`.
    Ods,
}

impl Kind {
    /// The kind as a person calls it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Csv => "CSV file",
            Self::Xlsx => "Excel workbook (.xlsx)",
            Self::Xlsm => "Excel workbook with macros (.xlsm)",
            Self::Xls => "Excel 97–2003 workbook (.xls)",
            Self::Ods => "OpenDocument spreadsheet (.ods)",
        }
    }

    /// Whether a file name ending such as `csv` is one this kind goes by.
    pub(super) fn goes_by(self, ending: &str) -> bool {
        let usual: &[&str] = match self {
            Self::Csv => &["csv", "tsv", "txt", "tab"],
            Self::Xlsx => &["xlsx"],
            Self::Xlsm => &["xlsm"],
            Self::Xls => &["xls"],
            Self::Ods => &["ods"],
        };
        usual.contains(&ending)
    }
}

/// A file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The file's name.
    pub name: String,
    /// What it turned out to be.
    pub kind: Kind,
    /// How its text was encoded; only for CSV. `encoding.in_words()` names it for a person.
    pub encoding: Option<TextEncoding>,
    /// What stands between its cells; only for CSV.
    pub delimiter: Option<Delimiter>,
    /// The sheets, in the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// What a person should know about the reading, as plain sentences: a misleading file name, hidden sheets.
    pub remarks: Vec<String>,
}

impl Workbook {
    /// The first sheet that is not hidden and holds something; failing that, the first that holds something.
    pub fn main_sheet(&self) -> Option<&Sheet> {
        let filled = || self.sheets.iter().filter(|sheet| !sheet.rows.is_empty());
        filled()
            .find(|sheet| !sheet.hidden)
            .or_else(|| filled().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_count_for_each_of_their_rows_and_headings_do_not() {
        let row = |number, cells: &[&str]| Row {
            number,
            cells: cells.iter().map(|c| Cell::of_text(*c)).collect(),
        };
        let merged = |first, last, column| Merged {
            first,
            last,
            column,
        };
        let mut sheet = Sheet {
            rows: vec![
                row(1, &["Network", "Practice"]),
                row(2, &["", "Name"]),
                row(3, &["Arden PCN", "Abbey"]),
                row(4, &["", "Cedar"]),
                row(6, &["Own", "Elm"]),
                row(7, &["", "Fir"]),
            ],
            merged: vec![merged(1, 2, 0), merged(3, 6, 0)],
            ..Sheet::default()
        };
        assert!(sheet.fill_merged(1));
        let first: Vec<String> = sheet.rows.iter().map(|r| r.text(0)).collect();
        assert_eq!(first, ["Network", "", "Arden PCN", "Arden PCN", "Own", ""]);
        assert!(!sheet.fill_merged(1));
    }
}
