//! KPI-3, KPI-4: one answer of a return. The figure is worked out; what is kept here is what people wrote, and on
//! submission the figures as they stood.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Indicator, KpiReturn};
use crate::{
    contract::FieldFault,
    record::{Declaration, Hundredths, LongText, Record, Ref},
};

/// The answer to one indicator.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Answer {
    /// The return.
    #[schemars(title = "Return")]
    pub kpi_return: Ref<KpiReturn>,
    /// The indicator.
    pub indicator: Ref<Indicator>,
    /// The story behind the figure.
    pub narrative: Option<LongText>,
    /// A figure typed in place of the one worked out, or where the registers hold none.
    pub typed_figure: Option<Hundredths>,
    /// Why a typed figure stands in place of the one worked out.
    pub figure_reason: Option<LongText>,
    /// Frozen on submission: how many records counted.
    #[schemars(title = "Numerator as submitted")]
    pub numerator: Option<i64>,
    /// Frozen on submission: how many they were counted against.
    #[schemars(title = "Denominator as submitted")]
    pub denominator: Option<i64>,
    /// Frozen on submission: the figure that was reported.
    #[schemars(title = "Figure as submitted")]
    pub figure: Option<Hundredths>,
}

impl Record for Answer {
    const DECLARATION: Declaration = Declaration {
        key: &["kpi_return", "indicator"],
        title: &["indicator"],
        columns: &["indicator", "figure", "narrative"],
        part_of: Some("kpi_return"),
        by_hand: false,
        ..Declaration::new("answer", "Answer", "Answers", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        if self.figure_reason.is_some() && self.typed_figure.is_none() {
            let message = "A reason needs the figure that it stands for.".into();
            return vec![FieldFault {
                field: "figure_reason".into(),
                message,
            }];
        }
        vec![]
    }
}
