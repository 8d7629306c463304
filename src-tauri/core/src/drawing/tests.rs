//! What every chart must keep: inside its frame, described in words, its figures in a table.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use proptest::prelude::*;

use super::bars::{Bar, Bars, Mark, StackedBars};
use super::grid::{Band, HeatMap};
use super::lines::{Series, Trend};
use super::places::Position;
use super::radar::Radar;
use super::timeline::{Spend, Stretch};
use super::*;

fn day(number: u16) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, 1).unwrap() + chrono::Days::new(u64::from(number))
}

/// One of each kind of chart, from some names and numbers.
fn charts(names: &[String], numbers: &[u16]) -> Vec<Drawing> {
    let pairs: Vec<(&String, u16)> = names.iter().zip(numbers.iter().copied()).collect();
    let bars = Bars {
        title: "Bars".into(),
        measure: "Number".into(),
        full: None,
        target: Some(Mark {
            value: 40.0,
            label: "Target 40".into(),
        }),
        bars: pairs
            .iter()
            .map(|(name, n)| Bar {
                label: (*name).clone(),
                value: Some(f64::from(*n)),
                shown: format!("{n} {}", "9".repeat(name.len())),
            })
            .collect(),
    };
    let series = vec!["Done".to_owned(), "To do".to_owned()];
    let stacked = StackedBars {
        title: "Stacked".into(),
        series,
        bars: pairs
            .iter()
            .map(|(name, n)| ((*name).clone(), vec![u32::from(*n), 7]))
            .collect(),
    };
    let points = numbers
        .iter()
        .map(|n| (n % 5 != 0).then(|| (f64::from(*n), n.to_string())))
        .collect();
    let trend = Trend {
        title: "Trend".into(),
        periods: numbers.iter().map(|n| format!("H{}", n % 2 + 1)).collect(),
        series: vec![Series {
            name: names.concat(),
            points,
        }],
        full: None,
        target: Some(Mark {
            value: 30.0,
            label: "Target".into(),
        }),
        baseline: Some(Mark {
            value: 10.0,
            label: "Baseline".into(),
        }),
    };
    let cells = |n: u16| {
        (0..5u16)
            .map(|at| (Some(usize::from((n + at) % 4)), (n % 30).to_string()))
            .collect()
    };
    let heat = HeatMap {
        title: "Risks".into(),
        across: "Likelihood".into(),
        columns: ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
            .map(str::to_owned)
            .to_vec(),
        up: "Impact".into(),
        rows: pairs
            .iter()
            .map(|(name, n)| ((*name).clone(), cells(*n)))
            .collect(),
        bands: Band::risk(),
    };
    let positions: Vec<Position> = pairs
        .iter()
        .map(|(name, n)| Position {
            name: (*name).clone(),
            across: (n % 7) as u8,
            up: (n % 6) as u8,
        })
        .collect();
    let radar = Radar {
        title: "Maturity".into(),
        axes: names.to_vec(),
        levels: ["Emerging", "Developing", "Maturing", "Thriving"]
            .map(str::to_owned)
            .to_vec(),
        series: vec![(
            "Now".into(),
            numbers.iter().map(|n| (n % 6) as u8).collect(),
        )],
    };
    let stretches: Vec<Stretch> = pairs
        .iter()
        .map(|(name, n)| Stretch {
            label: (*name).clone(),
            from: day(n % 300),
            to: day(n % 700),
            done: n % 2 == 0,
        })
        .collect();
    let spends: Vec<Spend> = pairs
        .iter()
        .map(|(name, n)| Spend {
            label: (*name).clone(),
            budget: 40_000,
            spent: i64::from(*n) * 100,
            forecast: i64::from(*n) * 130,
            shown: format!("£{n} of £400"),
        })
        .collect();
    let tile = |at: usize, name: &String| (name.clone(), at % 4);
    let groups = [(
        "Place".to_owned(),
        names
            .iter()
            .enumerate()
            .map(|(at, name)| tile(at, name))
            .collect(),
    )];
    let lines = names
        .iter()
        .zip(names.iter().skip(1))
        .map(|(who, to)| (who.clone(), to.clone()));
    let chain = [reporting::Reporting {
        work: names.concat(),
        lines: lines.collect(),
    }];
    let values: Vec<Option<f64>> = numbers.iter().map(|n| Some(f64::from(*n))).collect();
    vec![
        bars::plain(&bars),
        bars::stacked(&stacked),
        lines::trend(&trend),
        lines::sparkline(&values, "Rising"),
        grid::heat_map(&heat),
        places::positions("Stakeholders", "Interest", "Influence", &positions),
        places::tiles("Coverage", &groups, &Band::risk()),
        radar::radar(&radar),
        reporting::reporting("Who reports", &chain),
        timeline::timeline("Plan", &stretches, Some(day(100))),
        timeline::spend("Budget", &spends),
    ]
}

/// The corners of everything a drawing shows.
fn corners(drawing: &Drawing) -> Vec<Point> {
    let mut found = Vec::new();
    for shape in &drawing.shapes {
        match shape {
            Shape::Rect { at, size, .. } | Shape::Picture { at, size, .. } => {
                found.extend([*at, (at.0 + size.0, at.1 + size.1)])
            }
            Shape::Polyline { points, .. } | Shape::Polygon { points, .. } => found.extend(points),
            Shape::Text {
                at,
                text,
                size,
                anchor,
                face,
                ..
            } => {
                let wide = bars::wide(*face, text, *size);
                let left = match anchor {
                    Anchor::Start => at.0,
                    Anchor::Middle => at.0 - wide / 2.0,
                    Anchor::End => at.0 - wide,
                };
                found.extend([(left, at.1 - size * 0.8), (left + wide, at.1)]);
            }
        }
    }
    found
}

#[test]
fn every_chart_is_described_and_has_its_figures() {
    let names = ["North", "South", "Tŷ Gŵyr"].map(str::to_owned);
    for drawing in charts(&names, &[12, 48, 33]) {
        assert!(!drawing.alternative.is_empty());
        for row in &drawing.table.rows {
            assert_eq!(
                row.len(),
                drawing.table.headings.len(),
                "{}",
                drawing.alternative
            );
        }
        let is_small = drawing.width < 100.0;
        assert!(
            is_small
                || names
                    .iter()
                    .any(|name| drawing.table.rows.iter().any(|row| row.contains(name)))
                || drawing.alternative.starts_with("Line chart"),
            "{}",
            drawing.alternative
        );
    }
}

#[test]
fn charts_of_nothing_are_still_sound() {
    for drawing in charts(&[], &[]) {
        assert!(
            drawing.width.is_finite() && drawing.height > 0.0,
            "{}",
            drawing.alternative
        );
    }
}

#[test]
fn a_crowded_grid_fits_a_page_at_its_full_size() {
    let item = |n: u8| Position {
        name: format!("Stakeholder number {n}"),
        across: 1 + n % 5,
        up: 1 + n % 4,
    };
    let items: Vec<Position> = (1..=61).map(item).collect();
    let drawing = places::positions("Stakeholders", "Interest", "Influence", &items);
    assert!(drawing.height < 600.0, "{}", drawing.height);
    for (at, item) in items.iter().enumerate() {
        let wanted = format!("{}  {}", at + 1, item.name);
        let is_it = |s: &&Shape| matches!(s, Shape::Text { text, .. } if *text == wanted);
        assert_eq!(drawing.shapes.iter().filter(is_it).count(), 1, "{wanted}");
    }
    for (x, y) in corners(&drawing) {
        assert!(
            x >= -0.6 && x <= drawing.width + 0.6 && y <= drawing.height,
            "{x} {y}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn nothing_is_drawn_outside_a_chart(
        names in prop::collection::vec("[A-Za-z ]{1,50}|[A-Za-z]{200}", 0..9),
        numbers in prop::collection::vec(0u16..600, 9),
    ) {
        for drawing in charts(&names, &numbers) {
            for (x, y) in corners(&drawing) {
                prop_assert!(x >= -0.6 && x <= drawing.width + 0.6, "{x} of {}: {}", drawing.width, drawing.alternative);
                prop_assert!(y >= -0.6 && y <= drawing.height + 0.6, "{y} of {}: {}", drawing.height, drawing.alternative);
            }
        }
    }
}
