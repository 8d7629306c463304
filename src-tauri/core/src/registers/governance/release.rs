//! GOV-4: the chair's permission to let a confidential item out.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, AgendaItem};
use crate::{
    record::{Declaration, LongText, Record, Ref},
    registers::stakeholders::Person,
};

/// The chair's permission to release an item that was discussed in confidence or in closed session.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct ReleasePermission {
    /// The agenda item.
    pub item: Ref<AgendaItem>,
    /// The chair who gave it.
    pub given_by: Ref<Person>,
    /// The day on which it was given.
    pub day: NaiveDate,
    /// It covers the public copies, not only a named few.
    pub public: Option<bool>,
    /// What may be released and to whom.
    #[schemars(title = "What may be released")]
    pub scope: LongText,
    /// The day on which it was taken back.
    pub withdrawn_on: Option<NaiveDate>,
}

impl Record for ReleasePermission {
    const DECLARATION: Declaration = Declaration {
        confidential: true,
        title: &["item", "day"],
        columns: &["item", "given_by", "day", "public", "scope"],
        part_of: Some("item"),
        ..Declaration::new(
            "release_permission",
            "Permission to release",
            "Permissions to release",
            AREA,
        )
    };
}
