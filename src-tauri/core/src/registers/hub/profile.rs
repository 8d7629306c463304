//! HUB-1: what the hub is, who hosts it, and for how long.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, ics_code, in_order};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
};

/// A training hub: ICS-level or locality. One hub file may hold several.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct HubProfile {
    /// The name that packs and letters carry.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// An ICS-level hub covers one health system; a locality hub a part of it.
    pub level: Level,
    /// For a locality hub: the ICS-level hub it belongs to.
    pub parent: Option<Ref<HubProfile>>,
    /// Code of the health system, like QWU.
    #[schemars(title = "ICS code")]
    #[garde(custom(ics_code))]
    pub ics: Option<String>,
    /// Name of the health system.
    #[schemars(title = "ICS name")]
    pub ics_name: Option<String>,
    /// The region it reports to.
    pub region: Option<String>,
    /// The organisation that holds the contract. A hub is not a legal entity of its own; the host is also the data
    /// controller.
    pub host: Option<String>,
    /// What type of organisation the host is.
    #[schemars(title = "Type of host")]
    pub host_kind: Option<HostKind>,
    /// How primary-care functions are protected; needed where an acute trust hosts (OG).
    pub host_safeguards: Option<LongText>,
    /// First day of the contract; contract years count from here.
    pub contract_start: Option<NaiveDate>,
    /// Last day of the three-year term.
    pub contract_end: Option<NaiveDate>,
    /// Last day of the extensions agreed so far: up to two, of one year each.
    pub extended_to: Option<NaiveDate>,
    /// Date of the next contract review.
    pub next_review: Option<NaiveDate>,
    /// People who live in the area served.
    #[garde(range(min = 0))]
    pub population: Option<i64>,
    /// Whether named people may stand on the stakeholder map, beside organisations and posts. They may read what stands
    /// there, so tell them.
    #[schemars(title = "Named people on the map")]
    pub map_people: Option<bool>,
}

/// Level of a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Covers a whole health system.
    #[schemars(title = "ICS-level hub")]
    Ics,
    /// Covers a part of one.
    #[schemars(title = "Locality hub")]
    Locality,
}

/// Kind of host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HostKind {
    /// The body that also pays, such as an ICB.
    #[schemars(title = "Commissioner")]
    Commissioner,
    /// A provider of community services.
    #[schemars(title = "Community provider")]
    CommunityProvider,
    /// A practice, network or federation.
    #[schemars(title = "Primary care organisation")]
    PrimaryCare,
    /// Not for profit, with a contract for primary care of its own.
    #[schemars(title = "Community interest company with a PMS or APMS contract")]
    Cic,
    /// A hospital trust; needs a statement of safeguards.
    #[schemars(title = "Acute trust")]
    AcuteTrust,
}

impl Record for HubProfile {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["name"]],
        columns: &["name", "level", "ics", "host", "contract_start"],
        ..Declaration::new("hub_profile", "Hub", "Hubs", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = in_order(
            self.contract_start,
            self.contract_end,
            "contract_end",
            "The contract can't end before it starts.",
        );
        faults.extend(in_order(
            self.contract_end,
            self.extended_to,
            "extended_to",
            "An extension can't end before the three-year term does.",
        ));
        faults
    }
}
