//! A list as it was set up and named, for everybody in the team. What only one person uses stays on the laptop.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::record::{Declaration, LongText, Record};

/// A list with its columns, order and filters under a name, for everybody in the team.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct SavedView {
    /// What people call it: "Practices without a list size".
    #[garde(length(chars, min = 1, max = 120))]
    pub name: String,
    /// What it lists.
    #[garde(length(chars, min = 1, max = 60))]
    pub list: String,
    /// The columns from left to right, each with its width in pixels where somebody set one: `name:240, role`.
    #[schemars(extend("maxLength" = 4000))]
    pub columns: Option<String>,
    /// How many columns stay in sight at the left.
    #[schemars(range(min = 0, max = 20))]
    pub frozen: Option<i64>,
    /// The order: fields from the first to the last that decides, `-` before those with the largest first.
    pub sort: Option<String>,
    /// The field by which rows are put into groups.
    pub grouped_by: Option<String>,
    /// The conditions that rows meet, as the list writes them.
    pub filter: Option<LongText>,
    /// The words that rows hold.
    pub search: Option<String>,
}

impl Record for SavedView {
    const DECLARATION: Declaration = Declaration {
        columns: &["name", "list"],
        ..Declaration::new("saved_view", "Saved view", "Saved views", AREA)
    };
}
