//! GOV-3: meetings.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Board, time_entry, times_in_order};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::{hub::in_order, stakeholders::Person},
};

/// A meeting of a board.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Meeting {
    /// The board.
    pub board: Ref<Board>,
    /// The day.
    pub day: NaiveDate,
    /// What it is called, where the day is not enough.
    pub name: Option<String>,
    /// When it starts, like 09:30.
    #[garde(custom(time_entry))]
    pub starts: Option<String>,
    /// When it ends.
    #[garde(custom(time_entry))]
    pub ends: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// Link to join from elsewhere.
    pub link: Option<String>,
    /// Planned, held or cancelled.
    pub state: MeetingState,
    /// Who chairs it, where it is not the board's chair.
    pub chair: Option<Ref<Person>>,
    /// The day by which papers must be in.
    pub papers_due: Option<NaiveDate>,
    /// The day on which the agenda and papers go out.
    pub papers_out: Option<NaiveDate>,
    /// Anything worth knowing.
    pub notes: Option<LongText>,
}

/// What became of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// Still to come.
    #[schemars(title = "Planned")]
    Planned,
    /// It took place.
    #[schemars(title = "Held")]
    Held,
    /// It did not take place.
    #[schemars(title = "Cancelled")]
    Cancelled,
}

impl Record for Meeting {
    const DECLARATION: Declaration = Declaration {
        key: &["board", "day", "name"],
        title: &["board", "day"],
        columns: &["day", "board", "state", "starts", "place", "papers_due"],
        ..Declaration::new("meeting", "Meeting", "Meetings", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = times_in_order(
            self.starts.as_ref(),
            self.ends.as_ref(),
            "ends",
            "A meeting can't end before it starts.",
        );
        faults.extend(in_order(
            self.papers_due,
            Some(self.day),
            "papers_due",
            "Papers can't be due after the meeting.",
        ));
        faults.extend(in_order(
            self.papers_out,
            Some(self.day),
            "papers_out",
            "Papers can't go out after the meeting.",
        ));
        faults
    }
}
