//! STK-5: groups of others that the hub sits on or leads, plans made together and minutes held: what the maturity matrix
//! asks to be shown.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Person};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::hub::{Organisation, Pcn, in_order},
};

/// A group of stakeholders that the hub leads or sits on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct StakeholderGroup {
    /// Name.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// What it is for.
    pub purpose: Option<LongText>,
    /// The organisation that runs it; empty where the hub does.
    #[schemars(title = "Run by")]
    pub organisation: Option<Ref<Organisation>>,
    /// What the hub does there.
    #[schemars(title = "The hub’s part")]
    pub part: Part,
    /// Who goes there for the hub.
    #[schemars(title = "For the hub")]
    pub person: Option<Ref<Person>>,
    /// How often it meets, in words.
    pub meets: Option<String>,
    /// Since when the hub takes part.
    pub from: Option<NaiveDate>,
    /// Last day; empty while it goes on.
    pub to: Option<NaiveDate>,
}

/// What the hub does in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Leads it.
    #[schemars(title = "Leads")]
    Leads,
    /// Is a member of it.
    #[schemars(title = "Is a member")]
    Member,
    /// Attends it without being a member.
    #[schemars(title = "Attends")]
    Attends,
}

impl Record for StakeholderGroup {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["name"]],
        columns: &["name", "organisation", "part", "person", "from", "to"],
        lasts: Some(("from", "to")),
        ..Declaration::new(
            "stakeholder_group",
            "Stakeholder group",
            "Stakeholder groups",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        let late = "It can't end before it starts.";
        in_order(self.from, self.to, "to", late)
    }
}

/// Minutes of a stakeholder group that the hub holds. Attach the file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct GroupMinutes {
    /// The group.
    pub group: Ref<StakeholderGroup>,
    /// The day of the meeting.
    pub day: NaiveDate,
    /// What of it concerns the hub.
    pub about: Option<LongText>,
}

impl Record for GroupMinutes {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["group", "day"]],
        title: &["group", "day"],
        columns: &["group", "day", "about"],
        part_of: Some("group"),
        ..Declaration::new("group_minutes", "Minutes held", "Minutes held", AREA)
    };
}

/// A plan that the hub made together with others. Attach the file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct JointPlan {
    /// Name.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// The group that made it.
    pub group: Option<Ref<StakeholderGroup>>,
    /// The organisation that it was made with.
    #[schemars(title = "Made with")]
    pub organisation: Option<Ref<Organisation>>,
    /// The network that it was made with.
    #[schemars(title = "PCN")]
    pub pcn: Option<Ref<Pcn>>,
    /// When it was agreed.
    pub agreed: Option<NaiveDate>,
    /// Last day that it speaks of.
    pub to: Option<NaiveDate>,
    /// What it settles.
    pub about: Option<LongText>,
}

impl Record for JointPlan {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["name"]],
        columns: &["name", "group", "organisation", "pcn", "agreed", "to"],
        // With whom it was made does not change when they close.
        stays: true,
        ..Declaration::new("joint_plan", "Joint plan", "Joint plans", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let late = "A plan can't end before it is agreed.";
        in_order(self.agreed, self.to, "to", late)
    }
}
