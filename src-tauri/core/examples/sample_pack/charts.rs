//! The charts of the sample pack.

use hubfolio_core::document::{Document, Figure};
use hubfolio_core::drawing::bars::Mark;
use hubfolio_core::drawing::grid::{self, Band, HeatMap};
use hubfolio_core::drawing::lines::{self, Series, Trend};
use hubfolio_core::drawing::places::{self, Position};
use hubfolio_core::drawing::radar::{self, Radar};
use hubfolio_core::drawing::timeline::{self, Spend, Stretch};

use crate::date;

/// One of each of the other charts.
pub fn charts(pack: &mut Document) {
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<String>>()
    };
    pack.heading(1, "Charts").heading(2, "Trend");
    let points = |values: &[i32]| {
        values
            .iter()
            .map(|value| Some((f64::from(*value), format!("{value}%"))))
            .collect()
    };
    pack.figure(
        Figure::new(lines::trend(&Trend {
            title: "Networks offered support".to_owned(),
            periods: words(&["H1 2024", "H2 2024", "H1 2025", "H2 2025", "H1 2026"]),
            series: vec![
                Series {
                    name: "Wyre Vale".to_owned(),
                    points: points(&[35, 48, 52, 61, 72]),
                },
                Series {
                    name: "Region".to_owned(),
                    points: points(&[41, 44, 57, 60, 66]),
                },
            ],
            full: Some(100.0),
            target: Some(Mark {
                value: 80.0,
                label: "Target 80%".to_owned(),
            }),
            baseline: Some(Mark {
                value: 30.0,
                label: "Baseline 30%".to_owned(),
            }),
        }))
        .caption("Networks offered support, by half-year"),
    );
    pack.heading(2, "Risks");
    let scores = ["Negligible", "Minor", "Moderate", "Major", "Catastrophic"];
    let rows = scores.iter().enumerate().rev().map(|(impact, name)| {
        let cell = |likelihood: usize| {
            let score = (impact + 1) * (likelihood + 1);
            let band = [0, 0, 0, 0, 1, 1, 1, 2]
                .get(score)
                .copied()
                .unwrap_or(if score < 15 { 2 } else { 3 });
            (
                Some(band),
                if score.is_multiple_of(4) {
                    format!("{} risks", score / 4)
                } else {
                    String::new()
                },
            )
        };
        ((*name).to_owned(), (0..5).map(cell).collect())
    });
    pack.figure(
        Figure::new(grid::heat_map(&HeatMap {
            title: "Risks by impact and likelihood".to_owned(),
            across: "Likelihood".to_owned(),
            columns: words(&["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]),
            up: "Impact".to_owned(),
            rows: rows.collect(),
            bands: Band::risk(),
        }))
        .caption("Open risks"),
    );
    pack.heading(2, "Maturity");
    pack.figure(Figure::new(radar::radar(&Radar {
        title: "Maturity by area".to_owned(),
        axes: words(&[
            "Leadership",
            "Workforce planning",
            "Learning environments",
            "Finance and hosting",
            "Engagement",
            "Inclusion",
        ]),
        levels: words(&["Emerging", "Developing", "Maturing", "Thriving"]),
        series: vec![
            ("2026".to_owned(), vec![3, 2, 4, 2, 3, 1]),
            ("2025".to_owned(), vec![2, 2, 2, 1, 3, 1]),
        ],
    })));
    pack.heading(2, "Plan");
    let stretch = |label: &str, from, to, done| Stretch {
        label: label.to_owned(),
        from,
        to,
        done,
    };
    pack.figure(Figure::new(timeline::timeline(
        "Plan of the year",
        &[
            stretch(
                "Recruit an education lead",
                date(2026, 4, 1),
                date(2026, 6, 30),
                true,
            ),
            stretch(
                "Approve twelve learning environments across the lower valley",
                date(2026, 5, 15),
                date(2026, 12, 20),
                false,
            ),
            stretch(
                "Board agrees the strategy",
                date(2026, 11, 3),
                date(2026, 11, 3),
                false,
            ),
            stretch(
                "Annual contract review",
                date(2027, 1, 10),
                date(2027, 3, 31),
                false,
            ),
        ],
        Some(date(2026, 10, 14)),
    )));
    pack.heading(2, "Money");
    let line = |label: &str, budget, spent, forecast, shown: &str| Spend {
        label: label.to_owned(),
        budget,
        spent,
        forecast,
        shown: shown.to_owned(),
    };
    pack.figure(Figure::new(timeline::spend(
        "Half-year",
        &[
            line(
                "Core staff",
                18_000_000,
                9_100_000,
                17_900_000,
                "£91,000 of £180,000",
            ),
            line(
                "Continuing development",
                6_000_000,
                1_400_000,
                6_600_000,
                "£14,000 of £60,000",
            ),
            line("Events", 900_000, 1_010_000, 1_200_000, "£10,100 of £9,000"),
        ],
    )));
    pack.heading(2, "Stakeholders and coverage");
    let position = |name: &str, across, up| Position {
        name: name.to_owned(),
        across,
        up,
    };
    pack.figure(Figure::new(places::positions(
        "Stakeholders",
        "Interest",
        "Influence",
        &[
            position("Integrated care board", 4, 5),
            position("Local medical committee", 5, 4),
            position("University of the Vale", 4, 5),
            position("Patients’ forum", 5, 2),
        ],
    )));
    let tile = |name: &str, band| (name.to_owned(), band);
    pack.figure(
        Figure::new(places::tiles(
            "Networks offered support",
            &[
                (
                    "Wyre Vale North".to_owned(),
                    vec![
                        tile("Riverside", 0),
                        tile("Abbey and Castle", 2),
                        tile("Upper Wyre", 1),
                    ],
                ),
                (
                    "Old Forge".to_owned(),
                    vec![
                        tile("Forge", 3),
                        tile("Lower Valley and Marsh", 2),
                        tile("Tŷ Gŵyr", 0),
                        tile("Mill", 0),
                        tile("Heath", 1),
                        tile("Downs", 2),
                    ],
                ),
            ],
            &Band::risk(),
        ))
        .caption("Coverage by place and network"),
    );
}
