use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A way to bring a file in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingInfo {
    /// Name (`epraccur`).
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Where the file comes from and what it must look like.
    pub help: String,
    /// A national file: asks which ICS.
    pub asks_ics: bool,
}

/// Which file, by which mapping.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportRequest {
    /// Mapping.
    pub mapping: String,
    /// A file chosen in a dialog.
    pub file: String,
    /// For a national file: which ICS (`QWU`); none = ask, unless the hub's profile or the file settles it.
    pub ics: Option<String>,
}

/// What an import would do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportPreview {
    /// File name, without its folder.
    pub file: String,
    /// Stands for exactly this preview; give it back to apply it.
    pub token: String,
    /// Rows read.
    pub rows: i64,
    /// What it would do, in a sentence or two.
    pub summary: String,
    /// Health systems in the file, when one must be chosen first.
    pub ics_choices: Vec<IcsChoice>,
    /// The one that was used.
    pub ics: Option<String>,
    /// Counts by kind of record.
    pub counts: Vec<ImportCount>,
    /// Rows that are not for the hub, by reason.
    pub left_out: Vec<LeftOut>,
    /// Rows that stop the import, each with its reason.
    pub problems: Vec<RowProblem>,
    /// What would change, record by record.
    pub changes: Vec<ImportChange>,
    /// Nothing stands in the way.
    pub can_apply: bool,
}

/// A health system that a national file holds.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IcsChoice {
    /// Code (`QWU`).
    pub code: String,
    /// Name, if known; else the code.
    pub name: String,
    /// Rows of the file.
    pub rows: i64,
}

/// What would happen to one kind of record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportCount {
    /// Kind.
    pub kind: String,
    /// What people call several.
    pub label: String,
    /// In the file, and for this hub.
    pub found: i64,
    /// Would be added.
    pub added: i64,
    /// Would be changed.
    pub changed: i64,
    /// Are as the file says.
    pub unchanged: i64,
}

/// Rows left out for one reason.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LeftOut {
    /// The reason, in plain words.
    pub reason: String,
    /// How many rows.
    pub rows: i64,
    /// The first few row numbers, as a person counts them in the file.
    pub examples: Vec<i64>,
}

/// A row that stops the import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RowProblem {
    /// Row number, as a person counts it in the file.
    pub row: i64,
    /// Column, by name or letter; may be empty.
    pub column: String,
    /// What is wrong, in plain words.
    pub text: String,
}

/// What an import would do to one record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportChange {
    /// Kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// `added`, `renamed`, `closed`, `moved` or `changed`.
    pub what: String,
    /// Field by field.
    pub fields: Vec<FieldChange>,
}

/// Before and after of one field.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldChange {
    /// Field name.
    pub field: String,
    /// Field label.
    pub label: String,
    /// Before, in words.
    pub old: String,
    /// After, in words.
    pub new: String,
}

/// Applies a previewed import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportApply {
    /// The request that was previewed.
    pub request: ImportRequest,
    /// The preview's token; a file or hub that changed since is refused. None = apply what a preview now would say.
    pub token: Option<String>,
}

/// What an import did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Imported {
    /// The action, for undo; empty when nothing differed.
    pub change: String,
    /// In a sentence.
    pub summary: String,
    /// Counts by kind of record.
    pub counts: Vec<ImportCount>,
    /// Rows that are not for the hub, by reason.
    pub left_out: Vec<LeftOut>,
    /// State of the file now.
    pub generation: i64,
}
