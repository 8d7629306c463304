//! COI-5: a doubt about a declaration, referred and ruled on step by step.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::InterestDeclaration;
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::{
        governance::{AREA, Meeting},
        stakeholders::Person,
    },
};

/// A step in settling whether something is an interest, or what is to be done about it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct InterestDoubt {
    /// The declaration in doubt.
    pub declaration: Ref<InterestDeclaration>,
    /// What was done.
    pub step: DoubtStep,
    /// The day.
    pub day: NaiveDate,
    /// Who did it.
    pub by: Option<Ref<Person>>,
    /// The meeting at which it was done.
    pub meeting: Option<Ref<Meeting>>,
    /// What the doubt is, or what was ruled and why.
    pub words: LongText,
}

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DoubtStep {
    /// Put before the chair.
    #[schemars(title = "Referred to the chair")]
    ReferredToChair,
    /// The chair put it before the board.
    #[schemars(title = "Referred to the board")]
    ReferredToBoard,
    /// The board put it before the primary care school.
    #[schemars(title = "Referred to the primary care school")]
    ReferredToSchool,
    /// Ruled on; no further step is open.
    #[schemars(title = "Ruled")]
    Ruled,
}

impl Record for InterestDoubt {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        confidential: true,
        title: &["declaration", "step", "day"],
        columns: &["declaration", "step", "day", "by", "words"],
        part_of: Some("declaration"),
        stays: true,
        ..Declaration::new(
            "interest_doubt",
            "Doubt about a declaration",
            "Doubts about declarations",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        if self.step == DoubtStep::Ruled && self.by.is_none() && self.meeting.is_none() {
            return vec![FieldFault {
                field: "by".into(),
                message: "Say who ruled, or at which meeting it was ruled.".into(),
            }];
        }
        vec![]
    }
}
