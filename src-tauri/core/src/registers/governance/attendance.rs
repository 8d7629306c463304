//! GOV-3: who was at a meeting, from when to when.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Meeting, time_entry, times_in_order};
use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
    registers::stakeholders::Person,
};

/// Whether a person was at a meeting.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Attendance {
    /// The meeting.
    pub meeting: Ref<Meeting>,
    /// The person.
    pub person: Ref<Person>,
    /// Present, or with apologies, or neither.
    pub presence: Presence,
    /// When they came, where it was after the start.
    #[garde(custom(time_entry))]
    pub arrived: Option<String>,
    /// When they went, where it was before the end.
    #[garde(custom(time_entry))]
    pub left: Option<String>,
    /// When they went out and were away for a part of the meeting.
    #[garde(custom(time_entry))]
    pub stepped_out: Option<String>,
    /// When they came back.
    #[garde(custom(time_entry))]
    pub came_back: Option<String>,
    /// The member they stood in for.
    pub stands_in_for: Option<Ref<Person>>,
}

/// Whether somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// In the room or joined from elsewhere.
    #[schemars(title = "Present")]
    Present,
    /// Sent apologies.
    #[schemars(title = "Apologies")]
    Apologies,
    /// Neither came nor sent apologies.
    #[schemars(title = "Absent")]
    Absent,
}

impl Record for Attendance {
    const DECLARATION: Declaration = Declaration {
        key: &["meeting", "person"],
        title: &["person", "meeting"],
        columns: &["meeting", "person", "presence", "arrived", "left"],
        part_of: Some("meeting"),
        stays: true,
        ..Declaration::new("attendance", "Attendance", "Attendance", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = times_in_order(
            self.arrived.as_ref(),
            self.left.as_ref(),
            "left",
            "Nobody leaves before they arrive.",
        );
        faults.extend(times_in_order(
            self.stepped_out.as_ref(),
            self.came_back.as_ref(),
            "came_back",
            "Nobody comes back before they go out.",
        ));
        faults
    }
}
