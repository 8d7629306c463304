use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The shared folder and what is in it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FolderInfo {
    /// Name of the folder, for the eye.
    pub name: String,
    /// It can be read and written now.
    pub reachable: bool,
    /// Files of colleagues there that were not brought in yet and may be.
    pub new_files: i64,
    /// Files there that can't be read, each with the reason: not counted as new.
    pub unreadable: Vec<UnreadableFile>,
    /// When this laptop last put its edits there, UTC milliseconds.
    pub last_put: Option<i64>,
}

/// A file of the shared folder that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnreadableFile {
    /// File name.
    pub name: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// A file of a colleague in the shared folder that waits to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FolderFile {
    /// Stands for the file in other requests, as if a person had chosen it.
    pub file: String,
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub bytes: i64,
    /// When it was last written there, UTC milliseconds; none when the folder does not say.
    pub at: Option<i64>,
}
