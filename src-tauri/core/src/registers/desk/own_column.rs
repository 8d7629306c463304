//! DAT-1: a column of a hub's own, for what its spreadsheets hold and no field does.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::record::{Declaration, Record};

/// A column that the hub made itself, for all records of one list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct OwnColumn {
    /// The list that it belongs to.
    #[garde(length(chars, min = 1, max = 60))]
    pub list: String,
    /// Its heading in the file that it first came with. Files with this heading go to this column.
    #[schemars(title = "Heading in files")]
    #[garde(length(chars, min = 1, max = 120))]
    pub heading: String,
    /// What the team calls it.
    #[garde(length(chars, min = 1, max = 120))]
    pub name: String,
    /// Its place among the others: they stand in the order of these words.
    pub place: Option<String>,
}

impl Record for OwnColumn {
    const DECLARATION: Declaration = Declaration {
        key: &["list", "heading"],
        columns: &["name", "list", "heading"],
        confidential: true,
        ..Declaration::new("own_column", "Own column", "Own columns", AREA)
    };
}
