//! KPI-1: a published set of indicators. It is never edited; a new version supersedes it.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::record::{Declaration, LongText, Record};

/// A set of indicators that a return answers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct KpiSet {
    /// Short and unique, with the version in it.
    pub code: String,
    /// Name.
    pub name: String,
    /// Version, as its publisher calls it.
    pub version: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Where it is published.
    pub source: Option<LongText>,
    /// First day from which returns answer it.
    pub effective_from: Option<NaiveDate>,
    /// Last day; empty while it is in force.
    pub effective_to: Option<NaiveDate>,
}

impl Record for KpiSet {
    const DECLARATION: Declaration = Declaration {
        key: &["code"],
        columns: &["name", "version", "publisher", "effective_from"],
        by_hand: false,
        ..Declaration::new("kpi_set", "KPI set", "KPI sets", AREA)
    };
}
