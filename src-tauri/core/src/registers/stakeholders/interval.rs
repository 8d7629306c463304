//! STK-3: how often the hub means to be in contact, for one stakeholder or for a corner of the map.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Person, exactly_one, standing::Tier};
use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
    registers::hub::{Organisation, Pcn, Practice},
};

/// How often the hub means to be in contact: with one stakeholder, or with all in a corner of the map. One stakeholder's
/// own interval goes before that of the corner. None set, no reminder.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct ContactInterval {
    /// All stakeholders in this corner of the map.
    #[schemars(title = "Corner of the map")]
    pub tier: Option<Tier>,
    /// The organisation, unless it is a practice or a PCN.
    pub organisation: Option<Ref<Organisation>>,
    /// The practice.
    pub practice: Option<Ref<Practice>>,
    /// The network.
    #[schemars(title = "PCN")]
    pub pcn: Option<Ref<Pcn>>,
    /// The person.
    pub person: Option<Ref<Person>>,
    /// At least once in so many weeks.
    #[garde(range(min = 1, max = 260))]
    #[schemars(range(min = 1, max = 260))]
    pub weeks: i64,
}

impl Record for ContactInterval {
    const DECLARATION: Declaration = Declaration {
        same_when: &[
            &["tier"],
            &["organisation"],
            &["practice"],
            &["pcn"],
            &["person"],
        ],
        title: &["tier", "organisation", "practice", "pcn", "person"],
        columns: &["tier", "organisation", "practice", "pcn", "person", "weeks"],
        ..Declaration::new(
            "contact_interval",
            "Contact interval",
            "Contact intervals",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        exactly_one(
            &[
                ("tier", self.tier.is_some()),
                ("organisation", self.organisation.is_some()),
                ("practice", self.practice.is_some()),
                ("pcn", self.pcn.is_some()),
                ("person", self.person.is_some()),
            ],
            "Say for whom: a corner of the map, or one stakeholder.",
            "An interval is for one corner of the map or one stakeholder. Add another one for the second.",
        )
    }
}
