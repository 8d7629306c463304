//! Horizontal bars: one value each, or parts of a whole; labels directly beside them; a target as a line.

use super::{
    Anchor, COLUMN_WIDTH, Colour, Drawing, Face, FigureTable, Fill, Pattern, Stroke, lettering,
    series_colour,
};

const LABEL: f32 = 9.0;
const LEADING: f32 = 12.0;
const BAR: f32 = 14.0;
const GAP: f32 = 9.0;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// Its length on the scale; none when the value is not known.
    pub value: Option<f64>,
    /// The value in words, written beside the bar ("12 of 18 (67%)").
    pub shown: String,
}

/// A line across all bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its place on the scale.
    pub value: f64,
    /// What it is ("Target 80%").
    pub label: String,
}

/// A chart of plain bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What the chart shows, in a few words; begins the text alternative.
    pub title: String,
    /// Heading of the values in the table of figures.
    pub measure: String,
    /// The end of the scale; the largest value when none is given.
    pub full: Option<f64>,
    /// The target, if there is one.
    pub target: Option<Mark>,
    /// The bars from the top.
    pub bars: Vec<Bar>,
}

/// A chart of bars made of parts.
#[derive(Debug, Clone, PartialEq)]
pub struct StackedBars {
    /// What the chart shows, in a few words.
    pub title: String,
    /// What each part is, in the order of the parts.
    pub series: Vec<String>,
    /// Each bar's label and the size of its parts.
    pub bars: Vec<(String, Vec<u32>)>,
}

/// Draws plain bars. A bar that reaches the target is green with a plain ground, one that does not is blue with stripes
/// when there is a target; without a target all are plain blue.
#[must_use]
pub fn plain(chart: &Bars) -> Drawing {
    let labels: Vec<&str> = chart.bars.iter().map(|bar| bar.label.as_str()).collect();
    let shown = chart
        .bars
        .iter()
        .map(|bar| wide(Face::Regular, &bar.shown, LABEL))
        .fold(0.0, f32::max)
        .min(150.0);
    let column = label_column(&labels);
    let left = column + 8.0;
    let length = (COLUMN_WIDTH - left - shown - 8.0).max(60.0);
    let largest = chart
        .bars
        .iter()
        .filter_map(|bar| bar.value)
        .chain(chart.target.iter().map(|mark| mark.value));
    let full = chart.full.unwrap_or_else(|| largest.fold(0.0, f64::max));
    let scale = |value: f64| part_of(value, full) * length;
    let mut drawing = Drawing::new(COLUMN_WIDTH, 0.0);
    let mut y = if chart.target.is_some() { 18.0 } else { 2.0 };
    let top = y;
    for bar in &chart.bars {
        let words = lettering::wrapped(Face::Regular, &bar.shown, LABEL, shown.max(30.0));
        let height = row_label(&mut drawing, &bar.label, column, y, words.len());
        let middle = y + (height - BAR) / 2.0;
        drawing.rect(
            (left, middle),
            (length, BAR),
            Fill::plain(Colour::PALE_BLUE),
        );
        if let Some(value) = bar.value {
            drawing.rect(
                (left, middle),
                (scale(value).max(0.8), BAR),
                bar_fill(value, chart.target.as_ref()),
            );
        }
        let end = left + length + 6.0;
        let first = y + (height - words.len() as f32 * LEADING) / 2.0 + 9.2;
        for (at, line) in words.into_iter().enumerate() {
            let place = (end, first + at as f32 * LEADING);
            drawing.text(place, line, LABEL, Anchor::Start, Colour::INK);
        }
        y += height + GAP;
    }
    if let Some(target) = &chart.target {
        let x = left + scale(target.value);
        drawing.line(
            (x, top - 4.0),
            (x, y - GAP + 4.0),
            Stroke::dashed(Colour::INK, 1.2),
        );
        let (anchor, x) = beside(x, wide(Face::Bold, &target.label, LABEL), left);
        drawing.lettered(
            (x, 9.0),
            &target.label,
            LABEL,
            anchor,
            Face::Bold,
            Colour::INK,
        );
    }
    drawing.height = (y - GAP + 6.0).max(12.0);
    drawing.alternative = said(chart);
    drawing.table = FigureTable {
        headings: vec!["Item".to_owned(), chart.measure.clone()],
        rows: chart
            .bars
            .iter()
            .map(|bar| vec![bar.label.clone(), bar.shown.clone()])
            .collect(),
    };
    drawing.settled()
}

fn bar_fill(value: f64, target: Option<&Mark>) -> Fill {
    match target {
        None => Fill::plain(Colour::BLUE),
        Some(mark) if value >= mark.value => Fill::plain(Colour::GREEN),
        Some(_) => Fill {
            colour: Colour::BLUE,
            pattern: Pattern::Rising,
        },
    }
}

fn said(chart: &Bars) -> String {
    let mut said = format!("Bar chart: {}.", chart.title.trim_end_matches('.'));
    if let Some(target) = &chart.target {
        said.push_str(&format!(" {}.", target.label));
    }
    for bar in &chart.bars {
        said.push_str(&format!(" {}: {}.", bar.label, bar.shown));
    }
    said
}

/// Draws stacked bars with a key above them. Each part's size is written on it where it fits.
#[must_use]
pub fn stacked(chart: &StackedBars) -> Drawing {
    let labels: Vec<&str> = chart.bars.iter().map(|(label, _)| label.as_str()).collect();
    let column = label_column(&labels);
    let left = column + 8.0;
    let total = |parts: &[u32]| parts.iter().map(|part| u64::from(*part)).sum::<u64>();
    let full = chart
        .bars
        .iter()
        .map(|(_, parts)| total(parts))
        .max()
        .unwrap_or(0);
    let room = wide(Face::Bold, &full.to_string(), LABEL) + 10.0;
    let length = COLUMN_WIDTH - left - room;
    let mut drawing = Drawing::new(COLUMN_WIDTH, 0.0);
    let mut y = key(&mut drawing, &chart.series) + 8.0;
    for (label, parts) in &chart.bars {
        let height = row_label(&mut drawing, label, column, y, 1);
        let middle = y + (height - BAR) / 2.0;
        let mut x = left;
        for (at, part) in parts.iter().enumerate() {
            let width = part_of(f64::from(*part), full as f64) * length;
            if width <= 0.0 {
                continue;
            }
            let fill = Fill {
                colour: series_colour(at),
                pattern: Pattern::of_series(at),
            };
            drawing.rect((x, middle), (width, BAR), fill);
            let size = part.to_string();
            let taken = wide(Face::Bold, &size, 8.0);
            if taken + 6.0 <= width {
                // A plain ground behind the number, so that the pattern does not run through it.
                let at_x = x + (width - taken) / 2.0;
                drawing.rect(
                    (at_x - 2.0, middle + 2.0),
                    (taken + 4.0, BAR - 4.0),
                    Fill::plain(fill.colour),
                );
                let on = fill.colour.text_on();
                drawing.lettered(
                    (at_x, middle + 10.0),
                    size,
                    8.0,
                    Anchor::Start,
                    Face::Bold,
                    on,
                );
            }
            x += width;
            drawing.line(
                (x, middle),
                (x, middle + BAR),
                Stroke::solid(Colour::WHITE, 1.0),
            );
        }
        let sum = total(parts).to_string();
        drawing.lettered(
            (x + 6.0, middle + 10.5),
            sum,
            LABEL,
            Anchor::Start,
            Face::Bold,
            Colour::INK,
        );
        y += height + GAP;
    }
    drawing.height = (y - GAP + 4.0).max(12.0);
    drawing.alternative = format!("Stacked bar chart: {}.", chart.title.trim_end_matches('.'));
    let mut headings = vec!["Item".to_owned()];
    headings.extend(chart.series.iter().cloned());
    headings.push("Total".to_owned());
    let mut rows = Vec::new();
    for (label, parts) in &chart.bars {
        let named = chart
            .series
            .iter()
            .zip(parts)
            .map(|(name, part)| format!("{name} {part}"));
        let named: Vec<String> = named.collect();
        drawing
            .alternative
            .push_str(&format!(" {label}: {}.", named.join(", ")));
        let mut row = vec![label.clone()];
        row.extend(
            (0..chart.series.len()).map(|at| parts.get(at).copied().unwrap_or(0).to_string()),
        );
        row.push(total(parts).to_string());
        rows.push(row);
    }
    drawing.table = FigureTable { headings, rows };
    drawing.settled()
}

/// Draws the key of some series; says how high it is.
pub(super) fn key(drawing: &mut Drawing, series: &[String]) -> f32 {
    let (mut x, mut y) = (0.0, 0.0);
    for (at, name) in series.iter().enumerate() {
        let width = 15.0 + wide(Face::Regular, name, LABEL) + 16.0;
        if x > 0.0 && x + width > COLUMN_WIDTH {
            (x, y) = (0.0, y + 14.0);
        }
        let fill = Fill {
            colour: series_colour(at),
            pattern: Pattern::of_series(at),
        };
        drawing.rect((x, y + 1.0), (10.0, 10.0), fill);
        drawing.text((x + 15.0, y + 9.2), name, LABEL, Anchor::Start, Colour::INK);
        x += width;
    }
    y + 14.0
}

/// Writes a label in the label column, right-aligned; says how high the row is, which has at least `least` lines.
fn row_label(drawing: &mut Drawing, label: &str, column: f32, y: f32, least: usize) -> f32 {
    let lines = lettering::wrapped(Face::Regular, label, LABEL, column);
    let height = (lines.len().max(least) as f32 * LEADING).max(BAR);
    let first = y + (height - lines.len() as f32 * LEADING) / 2.0 + 9.2;
    for (at, line) in lines.into_iter().enumerate() {
        drawing.text(
            (column, first + at as f32 * LEADING),
            line,
            LABEL,
            Anchor::End,
            Colour::INK,
        );
    }
    height
}

/// As wide as the longest label, within reason: longer ones are wrapped.
fn label_column(labels: &[&str]) -> f32 {
    labels
        .iter()
        .map(|label| wide(Face::Regular, label, LABEL))
        .fold(30.0, f32::max)
        .min(COLUMN_WIDTH * 0.34)
}

pub(super) fn wide(face: Face, text: &str, size: f32) -> f32 {
    let text = lettering::legible(text);
    lettering::runs(face, &text)
        .iter()
        .map(|(face, run)| lettering::width(*face, run) as f32)
        .sum::<f32>()
        * size
        / 1000.0
}

/// A share between 0 and 1; 0 where the whole is nothing.
pub(super) fn part_of(value: f64, full: f64) -> f32 {
    if full > 0.0 && value.is_finite() {
        (value / full).clamp(0.0, 1.0) as f32
    } else {
        0.0
    }
}

/// Where a label of this width goes at a mark: centred where it fits, else inside the chart's edges.
fn beside(x: f32, width: f32, left: f32) -> (Anchor, f32) {
    if x + width / 2.0 > COLUMN_WIDTH {
        (Anchor::End, COLUMN_WIDTH)
    } else if x - width / 2.0 < left {
        (Anchor::Start, left)
    } else {
        (Anchor::Middle, x)
    }
}
