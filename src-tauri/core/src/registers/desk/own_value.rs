//! DAT-1: what one record says in a column of the hub's own. Two laptops that fill the same cell make one record, so
//! their words meet as versions of one field.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, OwnColumn};
use crate::record::{Declaration, HangsOn, LongText, Record, Ref};

/// What a record says in a column that the hub made itself.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct OwnValue {
    /// The column.
    pub column: Ref<OwnColumn>,
    /// The list of the record.
    #[schemars(title = "List")]
    #[garde(length(chars, min = 1, max = 60))]
    pub subject_kind: String,
    /// Identifier of the record.
    #[schemars(title = "Record")]
    #[garde(length(chars, min = 36, max = 36))]
    pub subject: String,
    /// What it says, as it was written.
    pub value: Option<LongText>,
}

impl Record for OwnValue {
    const DECLARATION: Declaration = Declaration {
        key: &["column", "subject"],
        title: &["column"],
        columns: &["column", "value"],
        part_of: Some("column"),
        hangs_on: Some(HangsOn {
            kind: "subject_kind",
            record: "subject",
        }),
        confidential: true,
        by_hand: false,
        ..Declaration::new("own_value", "Own value", "Own values", AREA)
    };
}
