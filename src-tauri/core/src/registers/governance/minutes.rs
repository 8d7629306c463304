//! GOV-3: how far the minutes of a meeting have come.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Meeting};
use crate::{
    record::{Declaration, LongText, Record, Ref},
    registers::stakeholders::Person,
};

/// The minutes of a meeting on their way from draft to published. Their text stands with the items.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Minutes {
    /// The meeting.
    pub meeting: Ref<Meeting>,
    /// How far they have come.
    pub state: MinutesState,
    /// The day on which they were drafted.
    pub drafted_on: Option<NaiveDate>,
    /// Who drafted them.
    pub drafted_by: Option<Ref<Person>>,
    /// The day on which the chair checked them.
    pub checked_on: Option<NaiveDate>,
    /// The chair who checked them.
    pub checked_by: Option<Ref<Person>>,
    /// The later meeting that approved them.
    pub approved_at: Option<Ref<Meeting>>,
    /// What that meeting put right in them.
    // A correction may be of something confidential, and does not say so.
    #[schemars(extend("x-confidential" = true))]
    pub corrections: Option<LongText>,
    /// The day on which they were published.
    pub published_on: Option<NaiveDate>,
}

/// How far minutes have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MinutesState {
    /// Written.
    #[schemars(title = "Draft")]
    Draft,
    /// The chair has read them.
    #[schemars(title = "Checked by the chair")]
    Checked,
    /// A later meeting agreed to them.
    #[schemars(title = "Approved")]
    Approved,
    /// Given to those outside.
    #[schemars(title = "Published")]
    Published,
}

impl Record for Minutes {
    const DECLARATION: Declaration = Declaration {
        key: &["meeting"],
        title: &["meeting"],
        columns: &[
            "meeting",
            "state",
            "checked_on",
            "checked_by",
            "approved_at",
            "published_on",
        ],
        part_of: Some("meeting"),
        by_hand: false,
        ..Declaration::new("minutes", "Minutes", "Minutes", AREA)
    };
}
