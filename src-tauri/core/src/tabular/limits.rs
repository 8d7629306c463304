//! How much of a file is taken, and what the caller already knows about it.

use super::{Delimiter, TextEncoding};

/// One mebibyte, in bytes.
const MIB: u64 = 1024 * 1024;

/// The most a file may hold. Everything beyond is refused with both figures named, before it can fill the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file on disk, in bytes. The national lists are below 5 MB.
    pub file_bytes: u64,
    /// Size of the file once unpacked, in bytes, and of all its text: bounds files that are small on disk only.
    pub unpacked_bytes: u64,
    /// Rows on one sheet; the default is what Excel itself can hold.
    pub rows: usize,
    /// Cells in one row.
    pub columns: usize,
    /// Cells in the whole file.
    pub cells: usize,
    /// Characters in one cell. Excel holds 32,767; a longer one is nearly always a quotation mark left open.
    pub cell_characters: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 * MIB,
            unpacked_bytes: 512 * MIB,
            rows: 1_048_576,
            columns: 1_024,
            cells: 10_000_000,
            cell_characters: 100_000,
        }
    }
}

/// What the caller decides instead of leaving it to detection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// Read text in this encoding, without looking for another.
    pub encoding: Option<TextEncoding>,
    /// Cells of a CSV file are separated by this, without looking for another.
    pub delimiter: Option<Delimiter>,
    /// The CSV file was written by [`write_csv`](super::write_csv): separated by commas, whatever it looks like. Take off the apostrophe that stands before text
    /// that a spreadsheet would run as a formula, so that what was written comes back exactly.
    pub own_export: bool,
}
