//! COI-2, COI-6: what the host's policy lays down: days to declare, refresh, how long the register shows and keeps.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
    registers::{
        governance::AREA,
        hub::{HubProfile, in_order},
    },
};

/// The host's rules on declaring interests. Where there is none, 28 days, 12 months, 6 months and 6 years hold.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct HostPolicy {
    /// What it is called.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// The hub it holds for.
    pub hub: Option<Ref<HubProfile>>,
    /// Days allowed to declare; 28 where left empty.
    #[schemars(range(min = 0, max = 366))]
    pub days_allowed: Option<i64>,
    /// Months after which a person declares again; 12 where left empty, 0 = never.
    #[schemars(range(min = 0, max = 60))]
    pub refresh_months: Option<i64>,
    /// Months for which the public register goes on showing an interest after its end; 6 where left empty.
    #[schemars(range(min = 0, max = 120))]
    pub public_months: Option<i64>,
    /// Years for which an interest is kept after its end; 6 where left empty.
    #[schemars(range(min = 0, max = 50))]
    pub record_years: Option<i64>,
    /// The public register names who has not declared.
    pub name_missing: Option<bool>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; empty while it holds.
    pub to: Option<NaiveDate>,
}

impl Record for HostPolicy {
    const DECLARATION: Declaration = Declaration {
        columns: &[
            "name",
            "days_allowed",
            "refresh_months",
            "public_months",
            "record_years",
        ],
        lasts: Some(("from", "to")),
        ..Declaration::new(
            "host_policy",
            "Host’s policy on interests",
            "Host’s policy on interests",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            self.from,
            self.to,
            "to",
            "A policy can't end before it starts.",
        )
    }
}

/// The rules that hold on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Days allowed to declare.
    pub days_allowed: u64,
    /// Months after which a person declares again; 0 = never.
    pub refresh_months: u32,
    /// Months for which the public register goes on showing an interest after its end.
    pub public_months: u32,
    /// Years for which an interest is kept after its end.
    pub record_years: u32,
    /// The public register names who has not declared.
    pub name_missing: bool,
}

impl Default for Policy {
    /// What the NHS guidance for other bodies suggests (COI-2); a hub's host may have settled on something else.
    fn default() -> Self {
        Self {
            days_allowed: 28,
            refresh_months: 12,
            public_months: 6,
            record_years: 6,
            name_missing: false,
        }
    }
}
