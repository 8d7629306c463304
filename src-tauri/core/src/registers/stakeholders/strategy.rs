//! STK-4: the three-year engagement strategy and its plan (SP objective 9): objectives, audiences, activities.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Person};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::hub::{HubProfile, in_order},
};

/// The hub's engagement strategy: as a rule for three years, agreed by the Oversight Board.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct EngagementStrategy {
    /// Name.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// The hub.
    pub hub: Option<Ref<HubProfile>>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// What it is to achieve, in a few sentences.
    pub purpose: Option<LongText>,
    /// The board that agreed it.
    pub agreed_by: Option<String>,
    /// When it was agreed.
    pub agreed_on: Option<NaiveDate>,
}

impl Record for EngagementStrategy {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["name"]],
        columns: &["name", "from", "to", "agreed_by", "agreed_on"],
        lasts: Some(("from", "to")),
        ..Declaration::new(
            "engagement_strategy",
            "Engagement strategy",
            "Engagement strategies",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        let late = "A strategy can't end before it starts.";
        in_order(Some(self.from), self.to, "to", late)
    }
}

/// What an engagement strategy is to achieve.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct EngagementObjective {
    /// The strategy.
    pub strategy: Ref<EngagementStrategy>,
    /// The objective.
    #[garde(length(chars, min = 2, max = 300))]
    pub name: String,
    /// How one will see that it is reached.
    pub measure: Option<LongText>,
}

impl Record for EngagementObjective {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["strategy", "name"]],
        columns: &["name", "measure", "strategy"],
        part_of: Some("strategy"),
        ..Declaration::new(
            "engagement_objective",
            "Engagement objective",
            "Engagement objectives",
            AREA,
        )
    };
}

/// Whom an engagement strategy is meant to reach, with what and how.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct EngagementAudience {
    /// The strategy.
    pub strategy: Ref<EngagementStrategy>,
    /// The audience.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// What type of stakeholder it is.
    #[schemars(extend("x-list" = "stakeholder_category"))]
    pub category: Option<String>,
    /// How it is best reached.
    #[schemars(extend("x-list" = "engagement_channel"))]
    pub channel: Option<String>,
    /// What it should hear from the hub.
    pub message: Option<LongText>,
}

impl Record for EngagementAudience {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["strategy", "name"]],
        columns: &["name", "category", "channel", "strategy"],
        part_of: Some("strategy"),
        ..Declaration::new("engagement_audience", "Audience", "Audiences", AREA)
    };
}

/// Something to do under an engagement strategy. Contacts in the log name the activity that they belong to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct EngagementActivity {
    /// The strategy.
    pub strategy: Ref<EngagementStrategy>,
    /// What is to be done.
    #[garde(length(chars, min = 2, max = 300))]
    pub name: String,
    /// The objective that it serves.
    pub objective: Option<Ref<EngagementObjective>>,
    /// Whom it is for.
    pub audience: Option<Ref<EngagementAudience>>,
    /// How.
    #[schemars(extend("x-list" = "engagement_channel"))]
    pub channel: Option<String>,
    /// Who sees to it.
    pub owner: Option<Ref<Person>>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// When it was done.
    pub done: Option<NaiveDate>,
    /// What came of it.
    pub notes: Option<LongText>,
}

impl Record for EngagementActivity {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["strategy", "name", "due"]],
        columns: &["name", "audience", "channel", "owner", "due", "done"],
        part_of: Some("strategy"),
        ..Declaration::new(
            "engagement_activity",
            "Engagement activity",
            "Engagement plan",
            AREA,
        )
    };
}
