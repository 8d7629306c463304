//! The line of an indicator over half-years (PCK-2): figures of the returns before and of this one, with target and baseline.

use std::collections::BTreeMap;

use crate::{
    document::Figure,
    drawing::{
        bars::Mark,
        lines::{self, Series, Trend},
    },
    registers::indicators::{
        FigureKind, Period,
        copy::{AnswerCopy, ReturnCopy},
        figures::figure_words,
    },
};

/// Most half-years that stand beside each other: their names would run into each other.
const MOST: usize = 6;

/// The line of an answer; none where no earlier figure is known to begin it at, or where a figure lies below nothing.
pub(super) fn trend(copy: &ReturnCopy, a: &AnswerCopy) -> Option<Figure> {
    if a.kind == FigureKind::Narrative {
        return None;
    }
    let this = Period::of(copy.to);
    let earlier = a.earlier.iter();
    let mut figures: BTreeMap<Period, i64> = earlier
        .filter_map(|(period, figure)| Some((period.parse().ok()?, *figure)))
        .collect();
    figures.insert(this, a.figure?);
    let periods = periods(this, &figures);
    let known = periods.iter().filter(|p| figures.contains_key(p)).count();
    let target = a.target.as_ref().map(|t| t.0);
    let baseline = a.baseline.as_ref().map(|b| b.0);
    let mut all = figures.values().copied().chain(target).chain(baseline);
    if known < 2 || all.any(|value| value < 0) {
        return None;
    }
    let words = |value: i64| figure_words(a.kind, value);
    let mark = |name: &str, value: i64| Mark {
        value: scaled(value),
        label: format!("{name} {}", words(value)),
    };
    let points = periods
        .iter()
        .map(|period| figures.get(period).map(|v| (scaled(*v), words(*v))));
    let name = format!("KPI {}", a.number);
    let chart = lines::trend(&Trend {
        title: format!("{name}, {}, by half-year", a.title),
        series: vec![Series {
            points: points.collect(),
            name: name.clone(),
        }],
        periods: periods.iter().map(Period::to_string).collect(),
        full: (a.kind == FigureKind::Percentage).then_some(100.0),
        target: target.map(|value| mark("Target", value)),
        baseline: baseline.map(|value| mark("Baseline", value)),
    });
    let caption = format!("{name} by half-year; earlier figures are those of submitted returns");
    Some(Figure::new(chart).caption(caption))
}

/// The half-years up to this one, from the first that has a figure. One without a return leaves a gap.
fn periods(this: Period, figures: &BTreeMap<Period, i64>) -> Vec<Period> {
    let first = figures.keys().next().copied().unwrap_or(this);
    let back = std::iter::successors(Some(this), |period| Some(period.before()));
    let mut periods: Vec<Period> = back
        .take(MOST)
        .take_while(|period| *period >= first)
        .collect();
    while periods.last().is_some_and(|p| !figures.contains_key(p)) {
        periods.pop();
    }
    periods.reverse();
    periods
}

/// A figure is in hundredths of its unit.
fn scaled(figure: i64) -> f64 {
    figure as f64 / 100.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn line(earlier: &[(&str, i64)]) -> Option<(Vec<String>, String)> {
        let answer = serde_json::json!({
            "indicator": "01890a5d-ac96-774b-bcce-b302099a8057", "number": "8", "part_of": null, "title": "Practices that teach",
            "question": "", "theme": "", "kind": "percentage", "direction": "higher", "narrative_needed": false, "formula": "",
            "clarification": "", "sets": null, "numerator": null, "denominator": null, "worked_out": null, "typed": 9000,
            "figure_reason": "", "figure": 9000, "baseline": [6000, "2022-04-01", ""], "target": [8500, ""], "previous": null,
            "narrative": "", "counted": [], "not_counted": [], "earlier": earlier,
        });
        let copy = serde_json::json!({
            "format": 1, "hub": "", "ics": "", "host": "", "set": { "name": "", "version": "", "source": "" },
            "period": "2025-26 H1", "period_words": "", "from": "2025-04-01", "to": "2025-09-30", "revision": 1,
            "contract_year": 3, "answers": [answer], "coverage": [],
        });
        let copy: ReturnCopy = serde_json::from_value(copy).unwrap();
        let drawing = trend(&copy, &copy.answers[0])?.drawing;
        let rows = drawing.table.rows.iter().map(|row| row.join(": "));
        Some((rows.collect(), drawing.alternative))
    }

    #[test]
    fn a_line_has_earlier_figures_gaps_target_and_baseline() {
        let (rows, said) = line(&[("2023-24 H2", 7000), ("2024-25 H2", 8000)]).unwrap();
        let expected = [
            "2023-24 H2: 70%",
            "2024-25 H1: not known",
            "2024-25 H2: 80%",
            "2025-26 H1: 90%",
        ];
        assert_eq!(rows, expected);
        assert!(
            said.contains("Target 85%") && said.contains("Baseline 60%"),
            "{said}"
        );
    }

    #[test]
    fn there_is_no_line_without_an_earlier_figure_near_enough() {
        assert!(line(&[]).is_none());
        assert!(line(&[("2019-20 H1", 7000)]).is_none());
        assert!(line(&[("2024-25 H2", -100)]).is_none());
        // What is too far back to stand beside the others is left out.
        let (rows, _) = line(&[("2019-20 H1", 7000), ("2024-25 H2", 8000)]).unwrap();
        assert_eq!(rows, ["2024-25 H2: 80%", "2025-26 H1: 90%"]);
    }
}
