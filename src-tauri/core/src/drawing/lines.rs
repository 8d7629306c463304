//! Lines over half-years, with target and baseline, and the small line beside a figure.

use super::bars::{Mark, part_of, wide};
use super::{
    Anchor, COLUMN_WIDTH, Colour, Drawing, Face, FigureTable, Point, Stroke, series_colour,
};

const LABEL: f32 = 9.0;
const TOP: f32 = 22.0;
const PLOT: f32 = 150.0;

/// Values over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// What the chart shows, in a few words.
    pub title: String,
    /// The periods from the earliest.
    pub periods: Vec<String>,
    /// The lines.
    pub series: Vec<Series>,
    /// The end of the scale; the largest value when none is given.
    pub full: Option<f64>,
    /// The target.
    pub target: Option<Mark>,
    /// The baseline.
    pub baseline: Option<Mark>,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What it is of.
    pub name: String,
    /// For each period its value and how it is written; none where it is not known: the line has a gap there.
    pub points: Vec<Option<(f64, String)>>,
}

/// Draws lines; each is named at its end, its points have shapes of their own and the last point its value.
#[must_use]
pub fn trend(chart: &Trend) -> Drawing {
    let series = chart
        .series
        .iter()
        .map(|series| wide(Face::Regular, &series.name, LABEL) + 36.0);
    let marks = chart
        .target
        .iter()
        .chain(&chart.baseline)
        .map(|mark| wide(Face::Regular, &mark.label, LABEL));
    let names = series.chain(marks).fold(0.0, f32::max);
    let right = (names + 8.0).clamp(60.0, 150.0);
    let plot = Plot {
        left: 8.0,
        width: COLUMN_WIDTH - 16.0 - right,
        count: chart.periods.len(),
        full: full(chart),
    };
    let mut drawing = Drawing::new(COLUMN_WIDTH, TOP + PLOT + 22.0);
    drawing.line(
        (0.0, TOP + PLOT),
        (plot.left + plot.width + 8.0, TOP + PLOT),
        Stroke::solid(Colour::QUIET, 0.8),
    );
    for (at, period) in chart.periods.iter().enumerate() {
        drawing.text(
            (plot.x(at), TOP + PLOT + 14.0),
            period,
            LABEL - 0.5,
            Anchor::Middle,
            Colour::QUIET,
        );
    }
    for (mark, stroke) in [
        (&chart.target, Stroke::dashed(Colour::INK, 1.1)),
        (&chart.baseline, Stroke::solid(Colour::QUIET, 0.7)),
    ] {
        let Some(mark) = mark else { continue };
        let y = plot.y(mark.value);
        drawing.line((plot.left, y), (plot.left + plot.width + 8.0, y), stroke);
    }
    for (at, series) in chart.series.iter().enumerate() {
        draw_series(&mut drawing, &plot, at, series);
    }
    name_ends(&mut drawing, &plot, chart);
    drawing.alternative = said(chart);
    drawing.table = table(chart);
    drawing.settled()
}

struct Plot {
    left: f32,
    width: f32,
    count: usize,
    full: f64,
}

impl Plot {
    fn x(&self, at: usize) -> f32 {
        let inner = self.width - 24.0;
        let steps = self.count.saturating_sub(1).max(1) as f32;
        self.left
            + 16.0
            + if self.count < 2 {
                inner / 2.0
            } else {
                inner * at as f32 / steps
            }
    }

    fn y(&self, value: f64) -> f32 {
        TOP + PLOT - part_of(value, self.full) * (PLOT - 8.0)
    }
}

fn full(chart: &Trend) -> f64 {
    let points = chart
        .series
        .iter()
        .flat_map(|series| series.points.iter().flatten())
        .map(|(value, _)| *value);
    let marks = chart
        .target
        .iter()
        .chain(&chart.baseline)
        .map(|mark| mark.value);
    chart
        .full
        .unwrap_or_else(|| points.chain(marks).fold(0.0, f64::max) * 1.05)
}

fn draw_series(drawing: &mut Drawing, plot: &Plot, at: usize, series: &Series) {
    let colour = series_colour(at);
    let stroke = Stroke {
        colour,
        width: 2.0,
        dashed: at % 2 == 1,
    };
    let mut run: Vec<Point> = Vec::new();
    for (period, point) in series
        .points
        .iter()
        .take(plot.count)
        .map(Some)
        .chain([None])
        .enumerate()
    {
        match point.and_then(Option::as_ref) {
            Some((value, _)) => run.push((plot.x(period), plot.y(*value))),
            None => {
                let points = std::mem::take(&mut run);
                if points.len() > 1 {
                    drawing.shapes.push(super::Shape::Polyline {
                        points: points.clone(),
                        stroke,
                    });
                }
                points
                    .into_iter()
                    .for_each(|point| marker(drawing, at, point, colour));
            }
        }
    }
}

/// A point's shape tells the series apart without colour.
fn marker(drawing: &mut Drawing, series: usize, (x, y): Point, colour: Colour) {
    let size = 3.2;
    let outline = Some(Stroke::solid(Colour::WHITE, 0.8));
    let points = match series % 3 {
        0 => return drawing.disc((x, y), size, colour, outline),
        1 => vec![
            (x - size, y - size),
            (x + size, y - size),
            (x + size, y + size),
            (x - size, y + size),
        ],
        _ => vec![
            (x, y - size * 1.3),
            (x + size * 1.2, y + size),
            (x - size * 1.2, y + size),
        ],
    };
    drawing.shapes.push(super::Shape::Polygon {
        points,
        fill: Some(colour),
        outline,
    });
}

/// Writes at the right what each line is, series with their last value, moved apart where they would collide.
fn name_ends(drawing: &mut Drawing, plot: &Plot, chart: &Trend) {
    let mut ends: Vec<(f32, &str, &str)> = Vec::new();
    for series in &chart.series {
        if let Some((value, shown)) = series.points.iter().take(plot.count).flatten().next_back() {
            ends.push((plot.y(*value) + 3.2, shown, &series.name));
        }
    }
    for mark in chart.target.iter().chain(&chart.baseline) {
        ends.push((plot.y(mark.value) + 3.2, "", &mark.label));
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = f32::MIN;
    for (wanted, shown, name) in ends {
        let y = wanted.max(lowest + 11.5);
        lowest = y;
        let x = plot.left + plot.width + 12.0;
        let after = if shown.is_empty() {
            x
        } else {
            x + wide(Face::Bold, shown, LABEL) + 5.0
        };
        drawing.lettered((x, y), shown, LABEL, Anchor::Start, Face::Bold, Colour::INK);
        drawing.text((after, y), name, LABEL, Anchor::Start, Colour::INK);
    }
    drawing.height = drawing.height.max(lowest + 4.0);
}

fn said(chart: &Trend) -> String {
    let mut said = format!("Line chart: {}.", chart.title.trim_end_matches('.'));
    for mark in chart.target.iter().chain(&chart.baseline) {
        said.push_str(&format!(" {}.", mark.label));
    }
    for series in &chart.series {
        let points = chart
            .periods
            .iter()
            .zip(&series.points)
            .map(|(period, point)| {
                format!(
                    "{period} {}",
                    point.as_ref().map_or("not known", |(_, shown)| shown)
                )
            });
        said.push_str(&format!(
            " {}: {}.",
            series.name,
            points.collect::<Vec<_>>().join(", ")
        ));
    }
    said
}

fn table(chart: &Trend) -> FigureTable {
    let mut headings = vec!["Period".to_owned()];
    headings.extend(chart.series.iter().map(|series| series.name.clone()));
    let rows = chart.periods.iter().enumerate().map(|(at, period)| {
        let shown = |series: &Series| {
            series
                .points
                .get(at)
                .and_then(Option::as_ref)
                .map_or("not known".to_owned(), |(_, shown)| shown.clone())
        };
        std::iter::once(period.clone())
            .chain(chart.series.iter().map(shown))
            .collect()
    });
    FigureTable {
        headings,
        rows: rows.collect(),
    }
}

/// A small line without axes, for use beside a figure; `said` describes it.
#[must_use]
pub fn sparkline(values: &[Option<f64>], said: impl Into<String>) -> Drawing {
    let mut drawing = Drawing::new(84.0, 18.0);
    drawing.alternative = said.into();
    let known = values
        .iter()
        .flatten()
        .copied()
        .filter(|value| value.is_finite());
    let (least, most) = known.fold((f64::MAX, f64::MIN), |(least, most), value| {
        (least.min(value), most.max(value))
    });
    let steps = values.len().saturating_sub(1).max(1) as f32;
    let place = |at: usize, value: f64| {
        let share = if most > least {
            part_of(value - least, most - least)
        } else {
            0.5
        };
        (3.0 + 78.0 * at as f32 / steps, 15.0 - 12.0 * share)
    };
    let points: Vec<Point> = values
        .iter()
        .enumerate()
        .filter_map(|(at, value)| {
            value
                .filter(|value| value.is_finite())
                .map(|value| place(at, value))
        })
        .collect();
    if points.len() > 1 {
        drawing.shapes.push(super::Shape::Polyline {
            points: points.clone(),
            stroke: Stroke::solid(Colour::BLUE, 1.3),
        });
    }
    if let Some(last) = points.last() {
        drawing.disc(*last, 2.2, Colour::DARK_BLUE, None);
    }
    drawing.settled()
}
