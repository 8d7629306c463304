use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for the columns that the hub made itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnColumnsOf {
    /// For records of this kind.
    pub kind: String,
}

/// A column that the hub made itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnColumnInfo {
    /// Identifier.
    pub id: String,
    /// As a column of a list (`own.` and the identifier).
    pub path: String,
    /// What the team calls it.
    pub name: String,
    /// Its heading in files.
    pub heading: String,
}

/// What a record says in a column that the hub made itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnField {
    /// Identifier of the column.
    pub column: String,
    /// What the team calls it.
    pub name: String,
    /// What it says; empty = nothing.
    pub text: String,
    /// How many versions there are to settle, 1 = none.
    pub versions: i64,
}

/// Says something of a record in a column that the hub made itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnValueSave {
    /// Kind of the record.
    pub kind: String,
    /// Identifier of the record.
    pub id: String,
    /// Identifier of the column.
    pub column: String,
    /// What it says; empty = nothing any more.
    pub text: String,
}
