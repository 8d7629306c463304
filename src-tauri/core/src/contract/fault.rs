use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, at the door: in words that a programme manager understands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Fault {
    /// Short and stable, for scripts and tests (`practice_unknown`).
    pub code: String,
    /// What happened and what was kept.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// For a form: which fields are concerned, all at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldFault>,
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldFault {
    /// The field's name.
    pub field: String,
    /// A sentence to show beside it.
    pub message: String,
}
