//! KPI-4: a revision of a return as it was submitted. Revision 1 is kept when revision 2 is opened.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, KpiReturn};
use crate::{
    record::{Declaration, Record, Ref},
    registers::stakeholders::Person,
};

/// A return as it stood when it was submitted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct ReturnRevision {
    /// The return.
    #[schemars(title = "Return")]
    pub kpi_return: Ref<KpiReturn>,
    /// Number, from 1.
    pub revision: i64,
    /// The day.
    pub submitted_on: NaiveDate,
    /// Who submitted it.
    pub submitted_by: Ref<Person>,
    /// Fingerprint (SHA-256) of the copy as it was.
    #[schemars(extend("x-bytes" = "copy"))]
    pub copy: String,
}

impl Record for ReturnRevision {
    const DECLARATION: Declaration = Declaration {
        key: &["kpi_return", "revision"],
        title: &["kpi_return", "revision"],
        columns: &["kpi_return", "revision", "submitted_on", "submitted_by"],
        part_of: Some("kpi_return"),
        by_hand: false,
        ..Declaration::new(
            "return_revision",
            "Submitted revision",
            "Submitted revisions",
            AREA,
        )
    };
}
