//! COI-1 to COI-3: what a person declared, nil and no change included.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lists::LISTS;
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::{
        governance::{AREA, Board},
        hub::{Organisation, Practice, in_order},
        stakeholders::Person,
    },
};

/// What a person declared: an interest, that they have none, or that nothing changed. A correction never replaces what
/// was said: its history stays.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct InterestDeclaration {
    /// Who declares.
    pub person: Ref<Person>,
    /// An interest, none, or no change since last time.
    pub declared: Declared,
    /// The day on which it was declared.
    pub declared_on: NaiveDate,
    /// Why it was declared then.
    pub reason: Option<Reason>,
    /// The board or group it is made for; left empty it holds for every role.
    pub board: Option<Ref<Board>>,
    /// The role it is made for, where that is not a board's.
    pub role: Option<String>,
    /// What type of interest it is.
    #[schemars(title = "Type of interest")]
    pub kind: Option<InterestKind>,
    /// For an indirect interest: whose it is.
    pub whose: Option<String>,
    /// For an indirect interest: how that person is connected to the one who declares.
    pub relationship: Option<String>,
    /// There is a conflict now, or there may be one.
    pub actual: Option<ActualOrPotential>,
    /// What the interest is.
    pub description: Option<LongText>,
    /// The organisation concerned, where it is in the list.
    pub organisation: Option<Ref<Organisation>>,
    /// The practice concerned.
    pub practice: Option<Ref<Practice>>,
    /// The organisation concerned by name, where it is in no list.
    #[garde(length(chars, max = 200))]
    pub organisation_name: Option<String>,
    /// The type in the words of the host's own form, such as gifts, outside employment, shareholdings.
    #[schemars(extend("x-list" = "interest_type"))]
    pub host_type: Option<String>,
    /// Director of a private company that seeks business with the body.
    pub director: Option<bool>,
    /// Connected with a voluntary organisation that contracts for NHS services.
    pub voluntary: Option<bool>,
    /// First day of the interest.
    pub from: Option<NaiveDate>,
    /// Last day of the interest; empty while it goes on.
    pub to: Option<NaiveDate>,
    /// It has ended.
    pub ended: Option<bool>,
    /// How much it is worth, for a financial interest.
    #[schemars(extend("x-list" = "interest_band"))]
    pub value_band: Option<String>,
    /// What was agreed to manage it.
    pub action: Option<LongText>,
    /// Who agreed to that.
    pub action_by: Option<Ref<Person>>,
    /// When that was agreed.
    pub action_on: Option<NaiveDate>,
    /// Left out of the public register, with a reason.
    pub withheld: Option<bool>,
    /// Why it is left out.
    pub withheld_because: Option<String>,
    /// How it came in, such as by e-mail with the form attached.
    pub received: Option<String>,
    /// Private details: never in a register, never in a copy for another team.
    #[schemars(extend("x-confidential" = true))]
    pub private: Option<LongText>,
}

/// What was declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Declared {
    /// An interest.
    #[schemars(title = "An interest")]
    Interest,
    /// None.
    #[schemars(title = "Nothing to declare")]
    Nil,
    /// What was said last time still holds.
    #[schemars(title = "No change")]
    NoChange,
}

/// Why something was declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Somebody was appointed.
    #[schemars(title = "On appointment")]
    Appointment,
    /// Somebody took a new role or their duties changed.
    #[schemars(title = "New role or changed duties")]
    NewRole,
    /// A project or piece of work began.
    #[schemars(title = "New project or piece of work")]
    NewProject,
    /// Something changed for the person, at a meeting too.
    #[schemars(title = "Change of circumstances")]
    Change,
    /// The host asks again every so often.
    #[schemars(title = "Regular refresh")]
    Refresh,
}

/// The four types of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterestKind {
    /// A direct gain in money.
    #[schemars(title = "Financial")]
    Financial,
    /// A gain in standing or career.
    #[schemars(title = "Non-financial professional")]
    Professional,
    /// A personal gain.
    #[schemars(title = "Non-financial personal")]
    Personal,
    /// Somebody close to the person has it.
    #[schemars(title = "Indirect")]
    Indirect,
}

/// Whether there is a conflict already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActualOrPotential {
    /// There is.
    #[schemars(title = "Actual")]
    Actual,
    /// There may be.
    #[schemars(title = "Potential")]
    Potential,
}

impl Record for InterestDeclaration {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        confidential: true,
        title: &["person", "declared", "declared_on"],
        columns: &[
            "person",
            "declared",
            "kind",
            "organisation",
            "organisation_name",
            "description",
            "board",
            "declared_on",
            "from",
            "to",
        ],
        stays: true,
        from_lists: LISTS,
        ..Declaration::new(
            "declaration",
            "Declaration of interest",
            "Declarations of interest",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = in_order(
            self.from,
            self.to,
            "to",
            "An interest can't end before it starts.",
        );
        let mut fault = |field: &str, message: &str| {
            faults.push(FieldFault {
                field: field.into(),
                message: message.into(),
            });
        };
        let blank = |text: Option<&str>| text.is_none_or(|t| t.trim().is_empty());
        if self.declared == Declared::Interest {
            if self.kind.is_none() {
                fault("kind", "Say what type of interest it is.");
            }
            if blank(self.description.as_ref().map(|d| d.0.as_str())) {
                fault("description", "Say what the interest is.");
            }
        } else if self.kind.is_some() || self.organisation.is_some() {
            fault(
                "declared",
                "Who declares nothing, or no change, names no interest. Declare the interest on its own.",
            );
        }
        if self.kind == Some(InterestKind::Indirect) {
            if blank(self.whose.as_deref()) {
                fault("whose", "Say whose interest it is.");
            }
            if blank(self.relationship.as_deref()) {
                fault(
                    "relationship",
                    "Say how that person is connected to the one who declares.",
                );
            }
        }
        if self.value_band.is_some() && self.kind != Some(InterestKind::Financial) {
            fault("value_band", "Only a financial interest has a value.");
        }
        if self.withheld == Some(true) && blank(self.withheld_because.as_deref()) {
            fault(
                "withheld_because",
                "What is left out of the public register needs a reason.",
            );
        }
        faults
    }
}
