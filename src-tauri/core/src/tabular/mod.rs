//! CSV and spreadsheet files in and out, as rows of cells.
//!
//! The room knows files, encodings, separators, sheets, cells and dates. It must not know a register: what a
//! column means, which rows are wanted and what is done with them is decided by whoever calls it.
//!
//! * [`read`] turns a file of any supported kind into a [`Workbook`], judging it by its content and never by its
//!   name, and refuses everything else in words a programme manager understands ([`TabularError`]).
//! * [`date`] finds the date in a cell, Excel's count of days included.
//! * [`write_csv`] and [`write_xlsx`] turn a [`Table`] into a file that Excel opens correctly and that [`read`] reads
//!   back unchanged. Nothing in such a file can run as a formula.

mod asides;
mod asides_of_ods;
mod cell;
mod compound;
mod csv_in;
mod csv_out;
pub mod date;
mod delimiter;
mod encoding;
mod error;
mod formula_guard;
mod limits;
mod number;
mod quotes;
mod read;
mod repeats;
mod sniff;
mod spreadsheet_cell;
mod spreadsheet_in;
mod table;
mod unpacked;
mod xlsx_out;

pub use cell::{Cell, CellNote, Kind, Merged, Row, Sheet, Workbook};
pub use csv_out::{write_csv, write_csv_to};
pub use delimiter::Delimiter;
pub use encoding::TextEncoding;
pub use error::{Fault, TabularError};
pub use limits::{Limits, ReadOptions};
pub use read::{bytes, read, read_bytes};
pub use table::{Column, ColumnKind, Table, WriteError};
pub use xlsx_out::write_xlsx;

#[cfg(test)]
mod tests;
