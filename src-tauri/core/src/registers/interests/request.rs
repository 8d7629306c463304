//! COI-2: declarations that were asked for, and what came of it.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InterestDeclaration, Reason};
use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
    registers::{
        governance::{AREA, Board},
        hub::in_order,
        stakeholders::Person,
    },
};

/// A declaration that somebody was asked for. Hubfolio sends nothing: it remembers that you did.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct DeclarationRequest {
    /// Who was asked.
    pub person: Ref<Person>,
    /// For which board or group; left empty for every role.
    pub board: Option<Ref<Board>>,
    /// Why they were asked.
    pub reason: Option<Reason>,
    /// The day on which they were asked.
    pub asked_on: NaiveDate,
    /// By when they were asked to answer.
    pub due: Option<NaiveDate>,
    /// The day of the last reminder.
    pub reminded_on: Option<NaiveDate>,
    /// What they answered with.
    pub answer: Option<Ref<InterestDeclaration>>,
}

impl Record for DeclarationRequest {
    const DECLARATION: Declaration = Declaration {
        confidential: true,
        key: &["person", "board", "asked_on"],
        title: &["person", "asked_on"],
        columns: &[
            "person",
            "board",
            "reason",
            "asked_on",
            "due",
            "reminded_on",
            "answer",
        ],
        ..Declaration::new(
            "declaration_request",
            "Declaration asked for",
            "Declarations asked for",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            Some(self.asked_on),
            self.due,
            "due",
            "An answer can't be due before it is asked for.",
        )
    }
}
