//! HUB-2: primary care networks.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, HubProfile, Place, ics_code, in_order, pcn_code};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
};

/// A primary care network: practices that work together, as a rule for 30,000 to 50,000 patients.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Pcn {
    /// U and five digits, from the Organisation Data Service.
    #[schemars(title = "ODS code")]
    #[garde(custom(pcn_code))]
    pub ods_code: String,
    /// Name.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// The place it lies in.
    pub place: Option<Ref<Place>>,
    /// The locality hub that looks after it; empty = the ICS-level hub does.
    pub locality_hub: Option<Ref<HubProfile>>,
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
    /// The network that took over when this one closed, where there is one.
    #[schemars(title = "Followed by")]
    pub successor: Option<Ref<Pcn>>,
    /// Anything worth knowing.
    pub notes: Option<LongText>,
}

impl Record for Pcn {
    const DECLARATION: Declaration = Declaration {
        key: &["ods_code"],
        columns: &[
            "name",
            "ods_code",
            "place",
            "practices_now",
            "patients_now",
            "marks_now",
        ],
        ..Declaration::new("pcn", "PCN", "PCNs", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            self.opened,
            self.closed,
            "closed",
            "A network can't close before it opened.",
        )
    }
}
