use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PaperInfo;

/// Attaches a file to a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Attach {
    /// Kind of the record.
    pub kind: String,
    /// The record, by identifier, code or name.
    pub id: String,
    /// The file: one that was chosen or dropped.
    pub file: String,
}

/// A file that is attached to a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentInfo {
    /// Identifier.
    pub id: String,
    /// Name of the file.
    pub name: String,
    /// Size in bytes.
    pub bytes: i64,
    /// Who attached it.
    pub who: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// What became of its bytes.
    pub paper: PaperInfo,
    /// Can be opened from here: documents, tables and pictures, never a program.
    pub opens: bool,
}

/// An attached file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentId {
    /// Identifier.
    pub id: String,
}

/// Writes an attached file to a place that a person chose.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentSave {
    /// Identifier.
    pub id: String,
    /// Where to.
    pub file: String,
}

/// A file that was written, and can be opened or shown in its folder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FileMade {
    /// Stands for it; on the command line its path.
    pub file: String,
    /// Its name, without its folder.
    pub name: String,
    /// Size in bytes.
    pub bytes: i64,
}
