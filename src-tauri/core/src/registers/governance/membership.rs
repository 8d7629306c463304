//! GOV-2: who sits on a board, in what capacity and for how long.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Board, BoardSeat};
use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
    registers::{
        hub::{Organisation, in_order},
        stakeholders::Person,
    },
};

/// A person's time on a board.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct BoardMembership {
    /// The person.
    pub person: Ref<Person>,
    /// The board.
    pub board: Ref<Board>,
    /// The seat they hold, where the board has seats.
    pub seat: Option<Ref<BoardSeat>>,
    /// The organisation they represent.
    pub organisation: Option<Ref<Organisation>>,
    /// In what capacity.
    pub capacity: Capacity,
    /// They vote and count towards the quorum.
    pub voting: Option<bool>,
    /// Why they were co-opted; a co-option has a purpose and an end.
    pub purpose: Option<String>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// The day on which the term runs out, unless it is renewed.
    pub term_ends: Option<NaiveDate>,
    /// Last day; empty while it goes on.
    pub to: Option<NaiveDate>,
}

/// In what capacity somebody sits on a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Leads the meetings.
    #[schemars(title = "Chair")]
    Chair,
    /// Shares the chair.
    #[schemars(title = "Co-chair")]
    CoChair,
    /// Takes the chair when the chair can't.
    #[schemars(title = "Deputy chair")]
    Deputy,
    /// Sits on the board.
    #[schemars(title = "Member")]
    Member,
    /// Was asked in for a purpose and a time.
    #[schemars(title = "Co-opted")]
    CoOpted,
    /// Comes to meetings without being a member.
    #[schemars(title = "In attendance")]
    InAttendance,
}

impl Record for BoardMembership {
    const DECLARATION: Declaration = Declaration {
        key: &["person", "board", "from"],
        title: &["person", "board"],
        columns: &[
            "person",
            "board",
            "capacity",
            "seat",
            "organisation",
            "voting",
            "from",
            "term_ends",
            "to",
        ],
        part_of: Some("board"),
        lasts: Some(("from", "to")),
        ..Declaration::new(
            "board_membership",
            "Board membership",
            "Board memberships",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = in_order(
            self.from,
            self.to,
            "to",
            "A membership can't end before it starts.",
        );
        faults.extend(in_order(
            self.from,
            self.term_ends,
            "term_ends",
            "A term can't run out before it starts.",
        ));
        if self.capacity == Capacity::InAttendance && self.voting == Some(true) {
            faults.push(FieldFault {
                field: "voting".into(),
                message: "Who is in attendance is no member and does not vote.".into(),
            });
        }
        faults
    }
}
