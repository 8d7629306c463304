//! KPI-2, KPI-5: targets by contract year, dated and apart from the unchangeable set. Extension years have none until
//! someone sets them.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Indicator};
use crate::{
    record::{Declaration, Hundredths, LongText, Record, Ref},
    registers::hub::HubProfile,
};

/// A target agreed for one hub and one contract year; goes before the set's own.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Target {
    /// The indicator.
    pub indicator: Ref<Indicator>,
    /// The hub.
    pub hub: Ref<HubProfile>,
    /// Contract year, from 1; the extension years are 4 and 5.
    #[garde(range(min = 1, max = 10))]
    pub contract_year: i64,
    /// The target, in the indicator's unit.
    pub value: Hundredths,
    /// Who set it.
    pub set_by: Option<String>,
    /// When it was set.
    pub set_on: Option<NaiveDate>,
    /// Anything worth knowing.
    pub notes: Option<LongText>,
}

impl Record for Target {
    const DECLARATION: Declaration = Declaration {
        key: &["indicator", "hub", "contract_year"],
        title: &["indicator", "contract_year"],
        columns: &["indicator", "contract_year", "value", "set_by", "set_on"],
        part_of: Some("hub"),
        stays: true,
        ..Declaration::new("target", "Target", "Targets", AREA)
    };
}
