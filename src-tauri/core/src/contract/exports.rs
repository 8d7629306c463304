use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::view::ViewSpec;

/// Writes a list to a file for spreadsheets.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableRequest {
    /// The list; its window is not looked at.
    pub view: ViewSpec,
    /// Where to: a file chosen in a dialog, whose name ends in `.csv` or `.xlsx`.
    pub file: String,
}

/// A table that was written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableDone {
    /// File name, without its folder.
    pub file: String,
    /// Number of rows, without the headings.
    pub rows: i64,
}

/// Writes every table.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TablesRequest {
    /// Where to: a folder that does not exist yet, or is empty.
    pub folder: String,
    /// Excel workbooks instead of CSV files.
    #[serde(default)]
    pub workbooks: bool,
}

/// The tables that were written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TablesDone {
    /// One file for each kind of record, in the order of the list of kinds.
    pub files: Vec<TableDone>,
}
