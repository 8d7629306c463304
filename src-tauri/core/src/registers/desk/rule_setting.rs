//! DAT-8: what a team decided about a rule, or about what it says of one record: whose it is, and that it is switched off
//! or put off, with a reason.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::stakeholders::Person,
};

/// Whose a matter that needs attention is, and whether it is switched off or put off.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct RuleSetting {
    /// The rule.
    #[garde(length(chars, min = 1, max = 100))]
    pub rule: String,
    /// Identifier of the record, where this is about one alone.
    pub record: Option<String>,
    /// The list of that record.
    #[schemars(title = "List of the record")]
    pub record_kind: Option<String>,
    /// Who sees to it.
    pub owner: Option<Ref<Person>>,
    /// Switched off: it is not shown among what needs attention.
    pub off: Option<bool>,
    /// Put off: it is shown again from this day on.
    pub until: Option<NaiveDate>,
    /// Why it is switched off or put off.
    pub reason: Option<LongText>,
}

impl Record for RuleSetting {
    const DECLARATION: Declaration = Declaration {
        key: &["rule", "record"],
        title: &["rule"],
        columns: &["rule", "owner", "off", "until", "reason"],
        by_hand: false,
        ..Declaration::new(
            "rule_setting",
            "Reminder setting",
            "Reminder settings",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        let hidden = self.off == Some(true) || self.until.is_some();
        if hidden && self.reason.as_ref().is_none_or(|r| r.0.trim().is_empty()) {
            return vec![FieldFault {
                field: "reason".into(),
                message: "Say why it is switched off or put off.".into(),
            }];
        }
        vec![]
    }
}
