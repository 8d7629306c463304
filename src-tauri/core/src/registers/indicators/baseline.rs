//! KPI-5: baselines, dated and apart from the unchangeable set.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Indicator};
use crate::{
    record::{Declaration, Hundredths, LongText, Record, Ref},
    registers::hub::HubProfile,
};

/// What an indicator is measured against for one hub.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Baseline {
    /// The indicator.
    pub indicator: Ref<Indicator>,
    /// The hub.
    pub hub: Ref<HubProfile>,
    /// The figure, in the indicator's unit.
    pub value: Hundredths,
    /// The day it speaks of.
    pub as_at: NaiveDate,
    /// Who set it: the region, the hub, both, or a plan.
    pub set_by: Option<String>,
    /// Anything worth knowing.
    pub notes: Option<LongText>,
}

impl Record for Baseline {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["indicator", "hub", "as_at"]],
        title: &["indicator", "as_at"],
        columns: &["indicator", "value", "as_at", "set_by"],
        part_of: Some("hub"),
        stays: true,
        ..Declaration::new("baseline", "Baseline", "Baselines", AREA)
    };
}
