//! Timelines (plans over months) and spend against budget: bars with a beginning and an end.

use chrono::{Datelike, NaiveDate};

use super::bars::{part_of, wide};
use super::{
    Anchor, COLUMN_WIDTH, Colour, Drawing, Face, FigureTable, Fill, Pattern, Shape, Stroke,
    lettering,
};

const LABEL: f32 = 9.0;
const ROW: f32 = 20.0;
const BAR: f32 = 10.0;

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// What it is.
    pub label: String,
    /// When it begins.
    pub from: NaiveDate,
    /// When it ends; a milestone when it is the day it begins.
    pub to: NaiveDate,
    /// Whether it is done.
    pub done: bool,
}

/// Draws stretches of time and milestones from the earliest to the latest day; `today` is a line, if it falls within.
/// What is done is plain, what is not has stripes.
#[must_use]
pub fn timeline(title: &str, stretches: &[Stretch], today: Option<NaiveDate>) -> Drawing {
    let names = stretches
        .iter()
        .map(|stretch| wide(Face::Regular, &stretch.label, LABEL))
        .fold(40.0, f32::max);
    let label = names.min(COLUMN_WIDTH * 0.36);
    let left = label + 10.0;
    let width = COLUMN_WIDTH - left - 6.0;
    let first = stretches
        .iter()
        .map(|stretch| stretch.from.min(stretch.to))
        .min()
        .unwrap_or_default();
    let last = stretches
        .iter()
        .map(|stretch| stretch.to.max(stretch.from))
        .max()
        .unwrap_or_default();
    let days = (last - first).num_days().max(1) as f64;
    let x = |day: NaiveDate| left + part_of((day - first).num_days() as f64, days) * width;
    let mut drawing = Drawing::new(COLUMN_WIDTH, 0.0);
    let mut rows = Vec::new();
    for stretch in stretches {
        rows.push(lettering::wrapped(
            Face::Regular,
            &stretch.label,
            LABEL,
            label,
        ));
    }
    let heights: Vec<f32> = rows
        .iter()
        .map(|lines| (lines.len() as f32 * 11.0 + 6.0).max(ROW))
        .collect();
    let top = 18.0;
    let bottom = top + heights.iter().sum::<f32>();
    months(&mut drawing, (first, last), &x, (top, bottom));
    let mut y = top;
    for ((stretch, lines), height) in stretches.iter().zip(&rows).zip(&heights) {
        let baseline = y + (height - lines.len() as f32 * 11.0) / 2.0 + 8.6;
        for (at, line) in lines.iter().enumerate() {
            drawing.text(
                (label, baseline + at as f32 * 11.0),
                line,
                LABEL,
                Anchor::End,
                Colour::INK,
            );
        }
        let middle = y + height / 2.0;
        let pattern = if stretch.done {
            Pattern::Plain
        } else {
            Pattern::Rising
        };
        if stretch.from == stretch.to {
            let (at, size) = (x(stretch.from), 5.5);
            let points = vec![
                (at, middle - size),
                (at + size, middle),
                (at, middle + size),
                (at - size, middle),
            ];
            let outline = Some(Stroke::solid(Colour::DARK_BLUE, 1.2));
            let fill = if stretch.done {
                Colour::DARK_BLUE
            } else {
                Colour::WHITE
            };
            drawing.shapes.push(Shape::Polygon {
                points,
                fill: Some(fill),
                outline,
            });
        } else {
            let (from, to) = (
                x(stretch.from.min(stretch.to)),
                x(stretch.to.max(stretch.from)),
            );
            let fill = Fill {
                colour: Colour::BLUE,
                pattern,
            };
            drawing.rect(
                (from, middle - BAR / 2.0),
                ((to - from).max(1.0), BAR),
                fill,
            );
        }
        y += height;
    }
    if let Some(today) = today.filter(|today| (first..=last).contains(today)) {
        drawing.line(
            (x(today), top - 2.0),
            (x(today), bottom),
            Stroke::dashed(Colour::RED, 1.2),
        );
        drawing.lettered(
            (x(today), bottom + 10.0),
            "today",
            8.0,
            Anchor::Middle,
            Face::Bold,
            Colour::RED,
        );
    }
    drawing.height = bottom + 14.0;
    describe(&mut drawing, title, stretches);
    drawing.settled()
}

/// Names the months, fewer of them where they would collide.
fn months(
    drawing: &mut Drawing,
    (first, last): (NaiveDate, NaiveDate),
    x: &impl Fn(NaiveDate) -> f32,
    (top, bottom): (f32, f32),
) {
    let count = i64::from(last.year() - first.year()) * 12 + i64::from(last.month())
        - i64::from(first.month())
        + 1;
    let step = [1, 3, 6, 12, 24, 60, 120]
        .into_iter()
        .find(|step| count / step <= 8)
        .unwrap_or(1200);
    let start = i64::from(first.year()) * 12 + i64::from(first.month0());
    let mut month = start + (step - start.rem_euclid(step)) % step;
    while month < start + count {
        let year = i32::try_from(month.div_euclid(12)).unwrap_or(0);
        let of_year = u32::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
        if let Some(day) =
            NaiveDate::from_ymd_opt(year, of_year, 1).filter(|day| (first..=last).contains(day))
        {
            drawing.line(
                (x(day), top - 3.0),
                (x(day), bottom),
                Stroke::solid(Colour::RULE, 0.6),
            );
            let words = day.format("%b %Y").to_string();
            let end = x(day) + wide(Face::Regular, &words, 8.0) > COLUMN_WIDTH;
            let anchor = if end { Anchor::End } else { Anchor::Start };
            drawing.text((x(day), 10.0), words, 8.0, anchor, Colour::QUIET);
        }
        month += step;
    }
}

fn describe(drawing: &mut Drawing, title: &str, stretches: &[Stretch]) {
    let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    let state = |stretch: &Stretch| if stretch.done { "done" } else { "to do" };
    let mut said = format!("Timeline: {}.", title.trim_end_matches('.'));
    let mut rows = Vec::new();
    for stretch in stretches {
        let when = if stretch.from == stretch.to {
            day(stretch.from)
        } else {
            format!("{} to {}", day(stretch.from), day(stretch.to))
        };
        said.push_str(&format!(" {}: {when}, {}.", stretch.label, state(stretch)));
        rows.push(vec![
            stretch.label.clone(),
            day(stretch.from),
            day(stretch.to),
            state(stretch).to_owned(),
        ]);
    }
    drawing.alternative = said;
    let headings = ["What", "From", "To", "State"].map(str::to_owned).to_vec();
    drawing.table = FigureTable { headings, rows };
}

/// A budget line. Amounts in pence; the words are passed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spend {
    /// What it is for.
    pub label: String,
    /// The budget.
    pub budget: i64,
    /// What has been spent.
    pub spent: i64,
    /// What will have been spent at the year's end.
    pub forecast: i64,
    /// The amounts in words ("£12,400 of £20,000").
    pub shown: String,
}

/// Draws spend against budget: the budget as an outline, spend as a bar, the forecast as a mark. Spend or forecast beyond
/// the budget is red.
#[must_use]
pub fn spend(title: &str, lines: &[Spend]) -> Drawing {
    let names = lines
        .iter()
        .map(|line| wide(Face::Regular, &line.label, LABEL))
        .fold(40.0, f32::max);
    let label = names.min(COLUMN_WIDTH * 0.3);
    let shown = lines
        .iter()
        .map(|line| wide(Face::Regular, &line.shown, LABEL))
        .fold(0.0, f32::max)
        .min(170.0);
    let left = label + 10.0;
    let width = (COLUMN_WIDTH - left - shown - 10.0).max(60.0);
    let full = lines
        .iter()
        .map(|line| line.budget.max(line.spent).max(line.forecast))
        .max()
        .unwrap_or(0) as f64;
    let x = |pence: i64| part_of(pence as f64, full) * width;
    let mut drawing = Drawing::new(COLUMN_WIDTH, 0.0);
    let key = "Bar: spent. Outline: budget. Upright line: forecast for the year.";
    drawing.text((0.0, 9.0), key, 8.0, Anchor::Start, Colour::QUIET);
    let mut y = 18.0;
    for line in lines {
        let names = lettering::wrapped(Face::Regular, &line.label, LABEL, label);
        let height = (names.len() as f32 * 11.0 + 8.0).max(24.0);
        let baseline = y + (height - names.len() as f32 * 11.0) / 2.0 + 8.6;
        for (at, name) in names.iter().enumerate() {
            drawing.text(
                (label, baseline + at as f32 * 11.0),
                name,
                LABEL,
                Anchor::End,
                Colour::INK,
            );
        }
        let middle = y + height / 2.0;
        let colour = if line.spent > line.budget {
            Colour::RED
        } else {
            Colour::BLUE
        };
        drawing.rect(
            (left, middle - 5.0),
            (x(line.spent).max(0.5), 10.0),
            Fill::plain(colour),
        );
        let outline = Some(Stroke::solid(Colour::INK, 0.8));
        let size = (x(line.budget).max(0.5), 14.0);
        drawing.shapes.push(Shape::Rect {
            at: (left, middle - 7.0),
            size,
            fill: None,
            outline,
        });
        let colour = if line.forecast > line.budget {
            Colour::RED
        } else {
            Colour::INK
        };
        let at = left + x(line.forecast);
        drawing.line(
            (at, middle - 9.0),
            (at, middle + 9.0),
            Stroke::solid(colour, 1.8),
        );
        drawing.text(
            (left + width + 8.0, middle + 3.2),
            &line.shown,
            LABEL,
            Anchor::Start,
            Colour::INK,
        );
        y += height;
    }
    drawing.height = y + 2.0;
    let state = |line: &Spend| match (line.spent > line.budget, line.forecast > line.budget) {
        (true, _) => "over budget",
        (false, true) => "forecast over budget",
        (false, false) => "within budget",
    };
    let said = lines
        .iter()
        .map(|line| format!(" {}: {}, {}.", line.label, line.shown, state(line)));
    drawing.alternative = format!(
        "Spend against budget: {}.{}",
        title.trim_end_matches('.'),
        said.collect::<String>()
    );
    let headings = ["Line", "Spent of budget", "State"]
        .map(str::to_owned)
        .to_vec();
    let row = |line: &Spend| {
        vec![
            line.label.clone(),
            line.shown.clone(),
            state(line).to_owned(),
        ]
    };
    drawing.table = FigureTable {
        headings,
        rows: lines.iter().map(row).collect(),
    };
    drawing.settled()
}
