//! STK-2: where a stakeholder stands on the map of influence and interest, and how things stand with them.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Person, Post, exactly_one, standing::Level};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::hub::{Organisation, Pcn, Practice},
};

/// How much a stakeholder matters to the hub's work and how things stand with them. Never goes into a copy for others.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct StakeholderMapping {
    /// The organisation, unless it is a practice or a PCN.
    pub organisation: Option<Ref<Organisation>>,
    /// The practice.
    pub practice: Option<Ref<Practice>>,
    /// The network.
    #[schemars(title = "PCN")]
    pub pcn: Option<Ref<Pcn>>,
    /// A post, whoever holds it.
    pub post: Option<Ref<Post>>,
    /// A person by name: only where the hub's profile allows it. The person may read what stands here.
    pub person: Option<Ref<Person>>,
    /// How much they can help or hinder: 1 is little, 5 a great deal.
    #[garde(range(min = 1, max = 5))]
    #[schemars(range(min = 1, max = 5))]
    pub influence: i64,
    /// How much the hub's work concerns them: 1 is little, 5 a great deal.
    #[garde(range(min = 1, max = 5))]
    #[schemars(range(min = 1, max = 5))]
    pub interest: i64,
    /// How they stand towards the hub's work now.
    pub engagement_now: Option<Level>,
    /// How the hub would like them to stand.
    pub engagement_wanted: Option<Level>,
    /// Who in the hub looks after them.
    pub owner: Option<Ref<Person>>,
    /// Why they matter, and what the judgement rests on. Write what they may read.
    #[schemars(title = "Why it matters")]
    pub why: Option<LongText>,
    /// When it was judged so.
    #[schemars(title = "Judged on")]
    pub day: Option<NaiveDate>,
}

impl Record for StakeholderMapping {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        confidential: true,
        same_when: &[
            &["organisation"],
            &["practice"],
            &["pcn"],
            &["post"],
            &["person"],
        ],
        title: &["organisation", "practice", "pcn", "post", "person"],
        columns: &[
            "organisation",
            "practice",
            "pcn",
            "post",
            "influence",
            "interest",
            "engagement_now",
            "engagement_wanted",
            "owner",
            "day",
        ],
        ..Declaration::new(
            "stakeholder_mapping",
            "Place on the map",
            "Stakeholder map",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        exactly_one(
            &[
                ("organisation", self.organisation.is_some()),
                ("practice", self.practice.is_some()),
                ("pcn", self.pcn.is_some()),
                ("post", self.post.is_some()),
                ("person", self.person.is_some()),
            ],
            "Say who this is about: an organisation, a practice, a PCN or a post.",
            "A place on the map is about one stakeholder. Add another one for the second.",
        )
    }
}
