//! GOV-3, GOV-5: decisions, at meetings and between them.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, AgendaItem, Board, Confidentiality, Meeting};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::stakeholders::Person,
};

/// Something that a board decided.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Decision {
    /// The board.
    pub board: Ref<Board>,
    /// The day.
    pub day: NaiveDate,
    /// What was decided.
    pub decision: LongText,
    /// At a meeting, or between meetings and how.
    pub way: DecisionWay,
    /// The meeting it was taken at.
    pub meeting: Option<Ref<Meeting>>,
    /// The agenda item it belongs to.
    pub item: Option<Ref<AgendaItem>>,
    /// Between meetings: who took it.
    pub taken_by: Option<Ref<Person>>,
    /// Between meetings: the meeting that was told of it.
    pub reported_at: Option<Ref<Meeting>>,
    /// Who may see it; left empty it is as open as its item, or as its meeting where no item is named.
    pub confidentiality: Option<Confidentiality>,
}

/// How a decision was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionWay {
    /// At a meeting.
    #[schemars(title = "At a meeting")]
    Meeting,
    /// By the chair alone, between meetings.
    #[schemars(title = "Chair's action")]
    ChairsAction,
    /// By e-mail among the members, between meetings.
    #[schemars(title = "By e-mail")]
    Email,
}

impl Record for Decision {
    const DECLARATION: Declaration = Declaration {
        confidential: true,
        title: &["board", "day"],
        columns: &["day", "board", "decision", "way", "meeting", "reported_at"],
        stays: true,
        ..Declaration::new("decision", "Decision", "Decisions", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let fault = |field: &str, message: &str| {
            vec![FieldFault {
                field: field.into(),
                message: message.into(),
            }]
        };
        match self.way {
            DecisionWay::Meeting if self.meeting.is_none() => fault(
                "meeting",
                "Name the meeting at which it was decided, or say that it was decided between meetings.",
            ),
            DecisionWay::ChairsAction if self.taken_by.is_none() => {
                fault("taken_by", "Name the chair who decided this.")
            }
            _ => vec![],
        }
    }
}
