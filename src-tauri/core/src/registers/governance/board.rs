//! GOV-1: boards, groups and their subgroups.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::{
        hub::{HubProfile, in_order},
        stakeholders::Person,
    },
};

/// A board or group that the hub runs or reports to, with its terms of reference.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Board {
    /// Its name.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// What type of group it is; a new one can start from the usual terms of its type.
    #[schemars(title = "Type of group")]
    #[schemars(extend("x-list" = "board_template"))]
    pub template: Option<String>,
    /// The hub it belongs to.
    pub hub: Option<Ref<HubProfile>>,
    /// What it is for.
    pub purpose: Option<LongText>,
    /// For a subgroup: the board it works for.
    pub parent: Option<Ref<Board>>,
    /// For a subgroup: who leads its work.
    pub lead: Option<Ref<Person>>,
    /// For a subgroup: the day by which it reports back.
    pub report_back: Option<NaiveDate>,
    /// Who chairs it, as its terms say.
    pub chair_rule: Option<LongText>,
    /// Fewest meetings in a financial year; empty where none are laid down.
    #[schemars(range(min = 1, max = 52))]
    pub meetings_a_year: Option<i64>,
    /// Voting members that must be present. Left empty it is "not defined": then no meeting is said to have had it.
    #[schemars(range(min = 1, max = 100))]
    pub quorum: Option<i64>,
    /// Further words on the quorum, such as who must be among them.
    pub quorum_words: Option<LongText>,
    /// Its terms of reference.
    pub terms: Option<LongText>,
    /// The day on which the terms are to be looked at again.
    pub terms_review: Option<NaiveDate>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; empty while it goes on.
    pub to: Option<NaiveDate>,
}

impl Record for Board {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["name"]],
        columns: &["name", "template", "parent", "meetings_a_year", "quorum"],
        lasts: Some(("from", "to")),
        ..Declaration::new("board", "Board or group", "Boards and groups", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            self.from,
            self.to,
            "to",
            "A group can't end before it starts.",
        )
    }
}
