//! What is written: columns with a title and a kind, and rows of cells.

use thiserror::Error;

use super::Cell;
use crate::files::FileError;

/// A table to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The sheet's name. A spreadsheet allows 31 characters; a longer name is cut there.
    pub name: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows. One that is shorter than the columns is filled up with nothing.
    pub rows: Vec<Vec<Cell>>,
    /// Sentences about the table: where it comes from, what was left out. They go to the sheet "Notes" of a
    /// spreadsheet; a CSV file has no place for them.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its title, in the first row.
    pub title: String,
    /// How a spreadsheet shows it.
    pub kind: ColumnKind,
}

/// How a spreadsheet shows the cells of a column. What a cell is, the cell itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnKind {
    /// As it is.
    #[default]
    Text,
    /// To the right, as it is.
    Number,
    /// Pounds and pence: `£1,234.50`.
    Money,
    /// `31/12/2025`.
    Date,
    /// `31/12/2025 09:30`.
    DateTime,
    /// `TRUE` or `FALSE`.
    Bool,
}

impl Column {
    /// A column with this title.
    pub fn new(title: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            title: title.into(),
            kind,
        }
    }
}

/// A table that was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// The file could not be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// More than a spreadsheet holds.
    #[error("“{table}” has {found} {what}; an Excel sheet holds {limit}. No file was written.")]
    TooMany {
        /// The table.
        table: String,
        /// Rows or columns.
        what: &'static str,
        /// How many it has.
        found: usize,
        /// How many a sheet holds.
        limit: usize,
    },
    /// A text longer than a spreadsheet's cell.
    #[error(
        "“{table}” has a text of {characters} characters in row {row}, column “{column}”; an Excel cell holds 32,767. \
         No file was written."
    )]
    CellTooLong {
        /// The table.
        table: String,
        /// The row in the sheet, counted from 1, the titles included.
        row: usize,
        /// The column's title.
        column: String,
        /// Length of the text.
        characters: usize,
    },
    /// The library that writes spreadsheets refuses the table.
    #[error("the spreadsheet could not be put together ({0}). No file was written.")]
    Spreadsheet(String),
}

impl WriteError {
    /// A short, stable name of the fault for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(error) => error.code(),
            Self::TooMany { .. } => "table_too_large",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::Spreadsheet(_) => "spreadsheet_not_written",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::File(error) => error.hint(),
            Self::TooMany { .. } | Self::CellTooLong { .. } => {
                "Export it as CSV, which has no such limit, or narrow the list with a filter."
            }
            Self::Spreadsheet(_) => "Export it as CSV instead.",
        }
    }
}
