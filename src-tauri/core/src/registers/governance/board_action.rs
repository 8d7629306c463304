//! GOV-5: who is to do what by when, across meetings.

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

/// Something that a board asked somebody to do. It stays on the list of every meeting until it is done.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct BoardAction {
    /// The board.
    pub board: Ref<Board>,
    /// What is to be done.
    #[garde(length(chars, min = 2, max = 500))]
    pub what: String,
    /// Who does it.
    pub owner: Option<Ref<Person>>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Where it stands.
    pub status: ActionStatus,
    /// The meeting that asked for it.
    pub meeting: Option<Ref<Meeting>>,
    /// The agenda item it came from.
    pub item: Option<Ref<AgendaItem>>,
    /// The day on which it was done or dropped.
    pub settled_on: Option<NaiveDate>,
    /// What was done so far, or why it was dropped.
    pub progress: Option<LongText>,
    /// Who may see it; left empty it is as open as its item, or as its meeting where no item is named.
    pub confidentiality: Option<Confidentiality>,
}

/// Where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// To be done.
    #[schemars(title = "Open")]
    Open,
    /// Done.
    #[schemars(title = "Done")]
    Done,
    /// No longer wanted.
    #[schemars(title = "Dropped")]
    Dropped,
}

impl Record for BoardAction {
    const DECLARATION: Declaration = Declaration {
        confidential: true,
        title: &["what"],
        columns: &["what", "owner", "due", "status", "board", "meeting"],
        ..Declaration::new("board_action", "Action", "Actions", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let why = self
            .progress
            .as_ref()
            .is_some_and(|p| !p.0.trim().is_empty());
        if self.status == ActionStatus::Dropped && !why {
            return vec![FieldFault {
                field: "progress".into(),
                message: "Say why the action was dropped.".into(),
            }];
        }
        vec![]
    }
}
