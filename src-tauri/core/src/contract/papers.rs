use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What became of a file that is kept beside a record: the copy of a return, a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PaperInfo {
    /// `here`, `missing` (it has not come to this laptop), `erased` (on a person's request).
    pub state: String,
    /// What a person is told, in a sentence: who can send it. Empty when it is here.
    pub text: String,
}

/// A file that a record names and that is not on this laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MissingPaper {
    /// Kind of the record, for the link.
    pub kind: String,
    /// Label of the kind.
    pub kind_label: String,
    /// Record.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who can send it, in a sentence.
    pub text: String,
}
