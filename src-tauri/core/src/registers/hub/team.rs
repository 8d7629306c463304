//! HUB-4: who works for the hub.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, HubProfile, in_order};
use crate::{
    contract::FieldFault,
    record::{Declaration, Hundredths, Record, Ref},
    registers::stakeholders::Person,
};

/// A post of the hub's team and who holds it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct TeamMember {
    /// The hub.
    pub hub: Ref<HubProfile>,
    /// Who holds the post; empty while it is vacant.
    pub person: Option<Ref<Person>>,
    /// The role: programme manager, lead for education and training, lead clinician, or another.
    #[schemars(extend("x-list" = "team_role"))]
    pub role: String,
    /// Whole-time equivalent, like 0.6.
    #[schemars(title = "WTE", range(min = 0, max = 200))]
    pub wte: Option<Hundredths>,
    /// Clinical sessions a week, for clinicians.
    #[schemars(range(min = 0, max = 2000))]
    pub sessions: Option<Hundredths>,
    /// What pays for the post.
    pub funding: Option<String>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day; empty while it goes on.
    pub end: Option<NaiveDate>,
}

impl Record for TeamMember {
    const DECLARATION: Declaration = Declaration {
        title: &["role", "person"],
        columns: &["role", "person", "wte", "sessions", "start", "end"],
        part_of: Some("hub"),
        lasts: Some(("start", "end")),
        ..Declaration::new("team_member", "Team member", "Our team", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            self.start,
            self.end,
            "end",
            "The last day can't be before the first.",
        )
    }
}
