//! STK-3: the log of contacts: who of the hub spoke with whom about what, what came of it, and what follows.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, EngagementActivity, Person, exactly_one};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::{
        hub::{HubProfile, Organisation, Pcn, Practice, in_order},
        indicators::Indicator,
    },
};

/// A contact with stakeholders: a meeting, a call, an e-mail, an event, a visit.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Engagement {
    /// The day.
    pub day: NaiveDate,
    /// How it took place.
    #[schemars(title = "Type of contact", extend("x-list" = "engagement_kind"))]
    pub kind: String,
    /// What it was about.
    #[garde(length(chars, min = 2, max = 200))]
    pub subject: String,
    /// Who spoke for the hub. Add others as people who took part.
    #[schemars(title = "For the hub")]
    pub by: Option<Ref<Person>>,
    /// With this person. Add others as people who took part.
    pub person: Option<Ref<Person>>,
    /// With this organisation.
    pub organisation: Option<Ref<Organisation>>,
    /// With this practice.
    pub practice: Option<Ref<Practice>>,
    /// With this network.
    #[schemars(title = "PCN")]
    pub pcn: Option<Ref<Pcn>>,
    /// What came of it. Write what they may read.
    pub outcome: Option<LongText>,
    /// What is to be done next.
    #[garde(length(chars, max = 500))]
    pub follow_up: Option<String>,
    /// Who does it.
    pub follow_up_owner: Option<Ref<Person>>,
    /// By when.
    pub follow_up_due: Option<NaiveDate>,
    /// When it was done.
    pub follow_up_done: Option<NaiveDate>,
    /// The activity of the engagement plan that it belongs to.
    pub activity: Option<Ref<EngagementActivity>>,
    /// The programme or project that it belongs to.
    pub programme: Option<String>,
    /// The indicator that it counts towards.
    #[schemars(title = "KPI")]
    pub indicator: Option<Ref<Indicator>>,
    /// The hub.
    pub hub: Option<Ref<HubProfile>>,
}

impl Record for Engagement {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        title: &["subject", "day"],
        columns: &[
            "day",
            "kind",
            "subject",
            "organisation",
            "practice",
            "pcn",
            "person",
            "by",
            "follow_up_due",
        ],
        quick: &["day", "subject"],
        stays: true,
        ..Declaration::new("engagement", "Contact", "Contact log", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = vec![];
        let says_what = self
            .follow_up
            .as_ref()
            .is_some_and(|f| !f.trim().is_empty());
        if !says_what && (self.follow_up_due.is_some() || self.follow_up_owner.is_some()) {
            faults.push(FieldFault {
                field: "follow_up".into(),
                message: "Say what is to be done next.".into(),
            });
        }
        let early = "What follows a contact can't be due before it.";
        faults.extend(in_order(
            Some(self.day),
            self.follow_up_due,
            "follow_up_due",
            early,
        ));
        let early = "What follows a contact can't be done before it.";
        faults.extend(in_order(
            Some(self.day),
            self.follow_up_done,
            "follow_up_done",
            early,
        ));
        faults
    }
}

/// One more who took part in a contact: a stakeholder, or a colleague of the hub.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct EngagementParty {
    /// The contact.
    #[schemars(title = "Contact")]
    pub engagement: Ref<Engagement>,
    /// The person.
    pub person: Option<Ref<Person>>,
    /// The organisation.
    pub organisation: Option<Ref<Organisation>>,
    /// The practice.
    pub practice: Option<Ref<Practice>>,
    /// The network.
    #[schemars(title = "PCN")]
    pub pcn: Option<Ref<Pcn>>,
    /// Yes for a colleague who took part for the hub.
    #[schemars(title = "For the hub")]
    pub ours: Option<bool>,
}

impl Record for EngagementParty {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        same_when: &[
            &["engagement", "person"],
            &["engagement", "organisation"],
            &["engagement", "practice"],
            &["engagement", "pcn"],
        ],
        title: &["engagement", "person", "organisation", "practice", "pcn"],
        columns: &[
            "engagement",
            "person",
            "organisation",
            "practice",
            "pcn",
            "ours",
        ],
        part_of: Some("engagement"),
        stays: true,
        ..Declaration::new("engagement_party", "Took part", "Who else took part", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        exactly_one(
            &[
                ("person", self.person.is_some()),
                ("organisation", self.organisation.is_some()),
                ("practice", self.practice.is_some()),
                ("pcn", self.pcn.is_some()),
            ],
            "Say who took part: a person, an organisation, a practice or a PCN.",
            "One line is for one who took part. Add another line for the second.",
        )
    }
}
