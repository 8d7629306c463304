//! KPI-4: a return, with its period and its way from open to submitted.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, KpiSet};
use crate::{
    record::{Declaration, LongText, Record, Ref},
    registers::hub::HubProfile,
};

/// A hub's answers to a KPI set for one period.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct KpiReturn {
    /// The hub.
    pub hub: Ref<HubProfile>,
    /// The KPI set.
    #[schemars(title = "KPI set")]
    pub set: Ref<KpiSet>,
    /// The period, like 2025-26 H1.
    pub period: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; figures are as at this day, whatever day the return is opened.
    pub to: NaiveDate,
    /// Where it stands.
    pub state: ReturnState,
    /// Revision, from 1; a correction after submission opens the next one.
    pub revision: i64,
    /// Why the current revision was opened.
    pub reopened_because: Option<LongText>,
}

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// Answers can be changed; figures follow the registers.
    #[schemars(title = "Open")]
    Open,
    /// Figures stand still.
    #[schemars(title = "Submitted by the hub")]
    HubComplete,
    /// A group of the hub has looked at it.
    #[schemars(title = "Discussed by a group")]
    Discussed,
    /// The region is looking at it.
    #[schemars(title = "In regional review")]
    RegionalReview,
    /// The region wants it put right; opens the next revision.
    #[schemars(title = "Sent back by the region")]
    Returned,
    /// The region agrees.
    #[schemars(title = "Accepted by the region")]
    Accepted,
    /// It is in the national collection.
    #[schemars(title = "Submitted nationally")]
    SubmittedNationally,
}

impl Record for KpiReturn {
    const DECLARATION: Declaration = Declaration {
        key: &["hub", "set", "period"],
        title: &["set", "period"],
        columns: &["period", "set", "state", "revision", "hub"],
        by_hand: false,
        ..Declaration::new("return", "Return", "Returns", AREA)
    };
}
