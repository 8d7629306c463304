//! GOV-6: who reports to whom, for which work, and when that held.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record},
    registers::hub::in_order,
};

/// A line of accountability from one body to the next. Bodies are named as they were called at the time.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct AccountabilityLine {
    /// Who reports.
    #[garde(length(chars, min = 2, max = 200))]
    pub reports: String,
    /// To whom.
    #[garde(length(chars, min = 2, max = 200))]
    pub reports_to: String,
    /// For which work: by what it is and who pays for it.
    #[schemars(extend("x-list" = "accountability_scope"))]
    #[schemars(title = "For which work")]
    pub scope: String,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; empty while it holds.
    pub to: Option<NaiveDate>,
    /// Anything worth knowing.
    pub notes: Option<LongText>,
}

impl Record for AccountabilityLine {
    const DECLARATION: Declaration = Declaration {
        key: &["reports", "reports_to", "scope", "from"],
        title: &["reports", "reports_to"],
        columns: &["reports", "reports_to", "scope", "from", "to"],
        lasts: Some(("from", "to")),
        ..Declaration::new(
            "accountability_line",
            "Line of accountability",
            "Who reports to whom",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = in_order(
            self.from,
            self.to,
            "to",
            "A line can't end before it starts.",
        );
        if self
            .reports
            .trim()
            .eq_ignore_ascii_case(self.reports_to.trim())
        {
            faults.push(FieldFault {
                field: "reports_to".into(),
                message: "Nobody reports to themselves.".into(),
            });
        }
        faults
    }
}
