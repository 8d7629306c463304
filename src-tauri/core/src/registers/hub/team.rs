//! HUB-4: who works for the hub.

use chrono::NaiveDate;
use garde::Validate;
use rusqlite::OptionalExtension;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, HubProfile, in_order};
use crate::{
    contract::FieldFault,
    record::{Declaration, Hundredths, Id, Record, Ref},
    registers::stakeholders::Person,
    store::{Result, Store},
};

/// A post of the hub's team and who holds it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct TeamMember {
    /// The hub.
    pub hub: Ref<HubProfile>,
    /// Who holds the post; empty while it is vacant.
    pub person: Option<Ref<Person>>,
    /// The role: programme manager, lead for education and training, lead clinician, or another. A programme lead is asked to
    /// declare interests.
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

/// Who is programme manager on a day; of several, who has been it longest.
///
/// # Errors
/// When the file can't be read.
pub fn programme_manager(store: &Store, on: NaiveDate) -> Result<Option<Id>> {
    let mut find = store.db().prepare_cached(
        "SELECT t.person FROM live_team_member t JOIN live_person p ON p.id = t.person
         WHERE t.role = 'programme_manager' AND (t.\"start\" IS NULL OR t.\"start\" <= ?1)
           AND (t.\"end\" IS NULL OR t.\"end\" >= ?1)
         ORDER BY t.\"start\", t.id LIMIT 1",
    )?;
    Ok(find.query_row([on.to_string()], |r| r.get(0)).optional()?)
}
