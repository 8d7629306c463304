//! HUB-2: general practices.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, ics_code, in_order, practice_code};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
};

/// A general practice, as the Organisation Data Service knows it, with what the hub adds.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Practice {
    /// A letter and five digits, from the Organisation Data Service.
    #[schemars(title = "ODS code")]
    #[garde(custom(practice_code))]
    pub ods_code: String,
    /// Name.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// Street, district and town.
    pub address: Option<String>,
    /// Postcode.
    #[garde(length(chars, max = 10))]
    pub postcode: Option<String>,
    /// Main telephone number.
    #[garde(length(chars, max = 40))]
    pub telephone: Option<String>,
    /// Code of the health system.
    #[schemars(title = "ICS code")]
    #[garde(custom(ics_code))]
    pub ics: Option<String>,
    /// Code of the part of the health system that national files name.
    #[schemars(title = "Sub-ICB location")]
    pub sub_icb: Option<String>,
    /// First day.
    pub opened: Option<NaiveDate>,
    /// Last day; empty while it is open.
    pub closed: Option<NaiveDate>,
    /// The practice that took over when this one closed, where there is one.
    #[schemars(title = "Followed by")]
    pub successor: Option<Ref<Practice>>,
    /// Its state in the national file where that is neither active nor closed, such as dormant.
    pub national_state: Option<String>,
    /// Registered patients.
    #[schemars(title = "List size", range(min = 0, max = 1_000_000))]
    pub list_size: Option<i64>,
    /// The day that the list size speaks of.
    #[schemars(title = "List size as at")]
    pub list_size_on: Option<NaiveDate>,
    /// Anything worth knowing.
    pub notes: Option<LongText>,
}

impl Record for Practice {
    const DECLARATION: Declaration = Declaration {
        key: &["ods_code"],
        columns: &[
            "name",
            "ods_code",
            "pcn_now",
            "list_size",
            "postcode",
            "closed",
            "marks_now",
        ],
        quick: &["name"],
        ..Declaration::new("practice", "Practice", "Practices", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            self.opened,
            self.closed,
            "closed",
            "A practice can't close before it opened.",
        )
    }
}
