//! KPI-2: one indicator of a set.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, KpiSet};
use crate::record::{Declaration, Hundredths, LongText, Record, Ref};

/// An indicator: what is asked, how its figure is worked out, and what it is measured against.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Indicator {
    /// The set.
    #[schemars(title = "KPI set")]
    pub set: Ref<KpiSet>,
    /// Number in the set, like 13a.
    pub number: String,
    /// Place in the order of the set.
    pub place: i64,
    /// Title, short.
    pub title: String,
    /// The question in full.
    pub question: LongText,
    /// The part of the commission it belongs to.
    pub theme: String,
    /// What type of figure it asks for.
    pub figure: FigureKind,
    /// Whether more or less is better.
    pub direction: Direction,
    /// A narrative is asked for.
    pub narrative: bool,
    /// Number of the indicator that this one is a part of.
    pub part_of: Option<String>,
    /// How the figure is worked out, in words; empty where it is typed.
    pub formula: Option<LongText>,
    /// Name of the list of records that count.
    pub numerator: Option<String>,
    /// Name of the list of records counted against.
    pub denominator: Option<String>,
    /// Who sets its baseline.
    pub baseline_by: String,
    /// Target for the first contract year, in the figure's unit.
    pub target_year_1: Option<Hundredths>,
    /// Target for the second contract year.
    pub target_year_2: Option<Hundredths>,
    /// Target for the third contract year.
    pub target_year_3: Option<Hundredths>,
    /// What the answer should cover.
    pub clarification: LongText,
}

/// Kind of figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// A share, in per cent.
    #[schemars(title = "Percentage")]
    Percentage,
    /// A number of things.
    #[schemars(title = "Count")]
    Count,
    /// Growth or fall since the baseline.
    #[schemars(title = "Change against the baseline, in per cent")]
    Change,
    /// A number for each profession.
    #[schemars(title = "Breakdown by profession")]
    Breakdown,
    /// Words, no figure.
    #[schemars(title = "Narrative alone")]
    Narrative,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The target is a floor.
    #[schemars(title = "More is better")]
    Higher,
    /// The target is a ceiling.
    #[schemars(title = "Less is better")]
    Lower,
    /// The figure is never judged.
    #[schemars(title = "Neither")]
    Neither,
}

impl Record for Indicator {
    const DECLARATION: Declaration = Declaration {
        key: &["set", "number"],
        title: &["number", "title"],
        columns: &["number", "title", "theme", "figure", "set"],
        part_of: Some("set"),
        by_hand: false,
        ..Declaration::new("indicator", "Indicator", "Indicators", AREA)
    };
}
