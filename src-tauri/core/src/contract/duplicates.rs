use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::records::Saved;

/// Asks for the records of a register that may be the same one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DuplicatesOf {
    /// `person`, `organisation`, `practice` or `pcn`.
    pub kind: String,
    /// Most groups in the reply; none = 200.
    #[serde(default)]
    pub limit: Option<i64>,
}

/// The records of a register that may be the same one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DuplicatesPage {
    /// Kind.
    pub kind: String,
    /// Records compared.
    pub compared: i64,
    /// Groups in all.
    pub total: i64,
    /// The groups, the surest first.
    pub groups: Vec<DuplicateGroup>,
}

/// Records that may be one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DuplicateGroup {
    /// Why: `code`, `email`, `name`, `near_name`, `mailbox`.
    pub reason: String,
    /// The same in words.
    pub words: String,
    /// Nothing else is likely.
    pub sure: bool,
    /// The records; the one proposed to stay first.
    pub records: Vec<DuplicateRecord>,
}

/// One of them.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DuplicateRecord {
    /// Record.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What else it says, in words.
    pub details: Vec<String>,
    /// Number of records that name it.
    pub links: i64,
}

/// Merges groups of records, as one edit that one undo takes back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MergeMany {
    /// Kind.
    pub kind: String,
    /// The groups.
    pub groups: Vec<MergeGroup>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Records that become other names for one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MergeGroup {
    /// The record that stays.
    pub keep: String,
    /// The records that become other names for it.
    pub others: Vec<String>,
}

/// What merging did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MergedMany {
    /// As any edit; its identifier is that of the first record that stays.
    pub saved: Saved,
    /// Records that became another name.
    pub merged: i64,
}

/// Says of records that they are different ones.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KeepApart {
    /// Kind.
    pub kind: String,
    /// The records.
    pub records: Vec<String>,
}
