//! GOV-3, GOV-4: what a meeting talks about, item by item, with its cover, its confidentiality and its minute.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Meeting, time_entry, times_in_order};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::stakeholders::Person,
};

/// An item on the agenda of a meeting. Its papers are the files attached to it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct AgendaItem {
    /// The meeting.
    pub meeting: Ref<Meeting>,
    /// Its place on the agenda, from 1.
    #[schemars(range(min = 1, max = 999))]
    pub place: i64,
    /// What it is about.
    #[garde(length(chars, min = 2, max = 300))]
    pub title: String,
    /// What the board is asked to do.
    pub purpose: Purpose,
    /// Who presents it.
    pub presenter: Option<Ref<Person>>,
    /// Minutes set aside for it.
    #[schemars(range(min = 0, max = 600))]
    pub allotted: Option<i64>,
    /// Who may see the item, its papers and its minute; left empty it is open.
    pub confidentiality: Option<Confidentiality>,
    /// A paper belongs to it and is to be in by the day papers are due.
    pub paper_expected: Option<bool>,
    /// Who wrote the paper.
    pub author: Option<Ref<Person>>,
    /// What the paper asks the board to agree to.
    pub recommendation: Option<LongText>,
    /// Comes back at every meeting.
    pub standing: Option<bool>,
    /// When it began, like 09:30.
    #[garde(custom(time_entry))]
    pub began: Option<String>,
    /// When it ended.
    #[garde(custom(time_entry))]
    pub ended: Option<String>,
    /// The minute of this item.
    pub minute: Option<LongText>,
}

/// What a board is asked to do with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A decision is wanted.
    #[schemars(title = "To decide")]
    Decide,
    /// The board is to satisfy itself.
    #[schemars(title = "For assurance")]
    Assure,
    /// The board is told.
    #[schemars(title = "To note")]
    Note,
}

/// Who may see an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidentiality {
    /// Everybody.
    #[schemars(title = "Open")]
    Open,
    /// Those who hold the papers keep them to themselves.
    #[schemars(title = "In confidence")]
    InConfidence,
    /// Discussed without the public.
    #[schemars(title = "Closed session")]
    ClosedSession,
}

impl Record for AgendaItem {
    const DECLARATION: Declaration = Declaration {
        // An item may be closed: none leaves the team in a copy of its own.
        confidential: true,
        title: &["title", "meeting"],
        columns: &[
            "meeting",
            "place",
            "title",
            "purpose",
            "presenter",
            "allotted",
            "confidentiality",
        ],
        part_of: Some("meeting"),
        ..Declaration::new("agenda_item", "Agenda item", "Agenda items", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        times_in_order(
            self.began.as_ref(),
            self.ended.as_ref(),
            "ended",
            "An item can't end before it began.",
        )
    }
}
