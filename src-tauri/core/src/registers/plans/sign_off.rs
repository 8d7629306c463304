//! PLN-6: a sign-off. It freezes a copy of all it shows and never moves; withdrawing it is a new, visible act.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::stakeholders::Person,
};

/// A person's sign-off of a record as it stood.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct SignOff {
    /// What was signed off.
    #[schemars(title = "What it is")]
    pub subject_kind: String,
    /// Identifier of what was signed off.
    #[schemars(extend("x-proof" = true))]
    pub subject: String,
    /// Which revision of it.
    pub revision: i64,
    /// Whose sign-off it is.
    pub person: Ref<Person>,
    /// In which role.
    #[garde(length(chars, min = 2, max = 200))]
    pub role: String,
    /// Signed here by the person, or recorded for them.
    pub how: How,
    /// What shows it, where it was recorded for somebody: a minute, an e-mail, a scan.
    pub evidence: Option<LongText>,
    /// Who recorded it.
    pub recorded_by: Option<Ref<Person>>,
    /// What was agreed to.
    pub wording: LongText,
    /// The day.
    pub day: NaiveDate,
    /// Name of the laptop.
    pub laptop: String,
    /// Fingerprint (SHA-256) of the copy that was signed.
    #[schemars(extend("x-bytes" = "copy"))]
    #[schemars(title = "Check code")]
    pub digest: String,
    /// Public key of the laptop.
    #[schemars(extend("x-proof" = true))]
    pub key: String,
    /// The laptop's signature over fingerprint, person, role, wording and day.
    #[schemars(extend("x-proof" = true))]
    pub signature: String,
    /// The edits that the copy was made from.
    #[schemars(extend("x-proof" = true))]
    pub holdings: LongText,
    /// The day it was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// Why it was withdrawn.
    pub withdrawn_because: Option<LongText>,
}

/// The two kinds of sign-off, never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// By the person, on this laptop.
    #[schemars(title = "Signed here")]
    Here,
    /// For somebody else, with what shows it.
    #[schemars(title = "Recorded for a named person")]
    Recorded,
}

impl Record for SignOff {
    const DECLARATION: Declaration = Declaration {
        title: &["person", "role", "day"],
        columns: &["person", "role", "how", "day", "withdrawn_on"],
        by_hand: false,
        ..Declaration::new("sign_off", "Sign-off", "Sign-offs", "kpis")
    };

    fn faults(&self) -> Vec<FieldFault> {
        let fault = |field: &str, message: &str| FieldFault {
            field: field.into(),
            message: message.into(),
        };
        let mut faults = vec![];
        if self.how == How::Recorded && self.evidence.as_ref().is_none_or(|e| e.0.trim().is_empty())
        {
            faults.push(fault(
                "evidence",
                "Say what shows this sign-off: a minute, an e-mail or a scan.",
            ));
        }
        if self.how == How::Recorded && self.recorded_by.is_none() {
            faults.push(fault("recorded_by", "Say who recorded this sign-off."));
        }
        if self.how == How::Here && self.recorded_by.is_some() {
            faults.push(fault(
                "recorded_by",
                "A sign-off made here is the person's own; nobody records it.",
            ));
        }
        faults
    }
}
