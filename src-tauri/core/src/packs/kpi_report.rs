//! The figures of a return as a standing report to a board: what, against which target, without narratives and names.

use super::{
    kpi::{judged, verdict_words},
    parts::or_dash,
    report::{Report, ReportSection, ReportTable},
};
use crate::registers::indicators::{copy::ReturnCopy, figures::figure_words};

/// The report of a return.
#[must_use]
pub fn report(copy: &ReturnCopy) -> Report {
    let told = copy
        .answers
        .iter()
        .filter(|a| a.figure.is_some() || a.target.is_some());
    let rows = told.map(|a| {
        let target = a.target.as_ref().map(|t| figure_words(a.kind, t.0));
        vec![
            a.number.clone(),
            a.title.clone(),
            or_dash(a.figure_words()),
            or_dash(target.unwrap_or_default()),
            verdict_words(a.verdict()).to_owned(),
        ]
    });
    let table = ReportTable {
        caption: format!("Figures for {}", copy.period_words),
        headings: ["KPI", "Title", "Figure", "Target", "Result"]
            .map(Into::into)
            .into(),
        rows: rows.collect(),
        ..ReportTable::default()
    };
    Report {
        title: format!("Indicators, {}", copy.period_words),
        lead: judged(copy),
        sections: vec![ReportSection {
            table: Some(table),
            ..ReportSection::default()
        }],
    }
}
