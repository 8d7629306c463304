use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::{
    records::LookupHit,
    view::{CellText, ViewRow},
};

/// Creates or changes many records of a kind at once, as a grid does: one action, one undo. What can't be kept is said
/// cell by cell and stands in nobody's way.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SaveMany {
    /// Kind.
    pub kind: String,
    /// What the person did.
    pub how: ManyHow,
    /// The records.
    pub rows: Vec<ManyRow>,
    /// State of the file when the person saw it.
    #[serde(default)]
    pub generation: Option<i64>,
    /// Why, if someone says so.
    #[serde(default)]
    pub reason: Option<String>,
    /// Columns in which the reply shows the first thousand records as they are now; none = it shows none.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Say what it would do; nothing is written.
    #[serde(default)]
    pub dry_run: bool,
}

/// What a person did to many cells, for the words of the undo list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ManyHow {
    /// Typed, cleared, filled down, or set one value in many.
    Edit,
    /// Pasted a block.
    Paste,
}

/// One record of many.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ManyRow {
    /// Identifier; none = a new record.
    #[serde(default)]
    pub id: Option<String>,
    /// The cells to set, as typed or as kept; `null` and empty text empty one.
    #[ts(type = "Record<string, string | number | boolean | null>")]
    pub fields: Map<String, Value>,
}

/// What was kept of many edits, and what was not.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedMany {
    /// The action, for undo; empty when nothing differed.
    pub change: String,
    /// For each row of the request: the record's identifier; none where a new record could not be made.
    pub ids: Vec<Option<String>>,
    /// Number of cells that differ now.
    pub edited: i64,
    /// Number of new records.
    pub added: i64,
    /// What was not kept.
    pub refused: Vec<CellRefused>,
    /// The records as they are now, in the columns asked for.
    pub rows: Vec<ViewRow>,
    /// For a dry run: the first edits, before and after.
    pub examples: Vec<CellEdit>,
    /// State of the file now.
    pub generation: i64,
}

/// A cell that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellRefused {
    /// Its row in the request, from 0.
    pub row: i64,
    /// Its field; empty when it is the whole record.
    pub field: String,
    /// Why not, in a plain sentence.
    pub message: String,
    /// For a reference that could be several records: which ones.
    pub candidates: Vec<LookupHit>,
}

/// One edit of one cell.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CellEdit {
    /// Its row in the request, from 0.
    pub row: i64,
    /// Title of the record.
    pub title: String,
    /// Field.
    pub field: String,
    /// Before.
    pub before: CellText,
    /// After.
    pub after: CellText,
}
