//! The radar: ratings on several axes, for instance the domains of a maturity matrix.

use super::bars::{part_of, wide};
use super::{
    Anchor, COLUMN_WIDTH, Colour, Drawing, Face, FigureTable, Fill, Point, Shape, Stroke,
    lettering, series_colour,
};

const LABEL: f32 = 9.0;
const RADIUS: f32 = 110.0;
/// Names stand this far outside the outermost ring.
const OUTSIDE: f32 = 12.0;

/// Ratings on several axes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Radar {
    /// What the chart shows, in a few words.
    pub title: String,
    /// The axes, clockwise from the top; at least three.
    pub axes: Vec<String>,
    /// The levels from the middle outwards, named ("Emerging" …).
    pub levels: Vec<String>,
    /// Each series' name and its level on each axis (0 is none, 1 the first level).
    pub series: Vec<(String, Vec<u8>)>,
}

/// Draws a radar. With fewer than three axes only the table says something; the drawing is a sentence then.
#[must_use]
pub fn radar(chart: &Radar) -> Drawing {
    let mut drawing = Drawing::new(COLUMN_WIDTH, 20.0);
    describe(&mut drawing, chart);
    if chart.axes.len() < 3 {
        let words = "Fewer than three areas are rated: see the table.";
        drawing.text((0.0, 12.0), words, LABEL, Anchor::Start, Colour::QUIET);
        return drawing.settled();
    }
    let names: Vec<String> = chart.series.iter().map(|(name, _)| name.clone()).collect();
    let key = series_key(&mut drawing, &names);
    let middle = (COLUMN_WIDTH / 2.0, key + 36.0 + RADIUS);
    let levels = chart.levels.len().max(1);
    let place = |axis: usize, share: f32| -> Point {
        let angle = std::f32::consts::TAU * axis as f32 / chart.axes.len() as f32;
        (
            middle.0 + RADIUS * share * angle.sin(),
            middle.1 - RADIUS * share * angle.cos(),
        )
    };
    for level in 1..=levels {
        let share = level as f32 / levels as f32;
        let points = (0..chart.axes.len())
            .map(|axis| place(axis, share))
            .collect();
        let outline = Some(Stroke::solid(Colour::RULE, 0.8));
        drawing.shapes.push(Shape::Polygon {
            points,
            fill: None,
            outline,
        });
    }
    let mut lowest = middle.1 + RADIUS;
    for (axis, name) in chart.axes.iter().enumerate() {
        drawing.line(middle, place(axis, 1.0), Stroke::solid(Colour::RULE, 0.8));
        lowest = lowest.max(name_axis(
            &mut drawing,
            name,
            place(axis, 1.0 + OUTSIDE / RADIUS),
            middle,
        ));
    }
    for (at, (_, ratings)) in chart.series.iter().enumerate() {
        let stroke = Stroke {
            colour: series_colour(at),
            width: 2.0,
            dashed: at % 2 == 1,
        };
        let mut points: Vec<Point> = (0..chart.axes.len())
            .map(|axis| {
                let rating = ratings.get(axis).copied().unwrap_or(0);
                place(axis, part_of(f64::from(rating), levels as f64))
            })
            .collect();
        for point in &points {
            drawing.disc(*point, 2.6, series_colour(at), None);
        }
        points.extend(points.first().copied());
        drawing.shapes.push(Shape::Polyline { points, stroke });
    }
    for (at, level) in chart.levels.iter().enumerate() {
        let (x, y) = place(0, (at + 1) as f32 / levels as f32);
        let ground = (wide(Face::Regular, level, 7.5) + 2.0, 8.5);
        drawing.rect((x + 4.0, y - 4.0), ground, Fill::plain(Colour::WHITE));
        drawing.text((x + 5.0, y + 2.6), level, 7.5, Anchor::Start, Colour::QUIET);
    }
    drawing.height = lowest + 6.0;
    drawing.settled()
}

/// Writes an axis' name outside the rings; says how far down it reaches.
fn name_axis(drawing: &mut Drawing, name: &str, (x, y): Point, middle: Point) -> f32 {
    let beside = (x - middle.0).abs() > RADIUS * 0.2;
    let room = if beside {
        COLUMN_WIDTH / 2.0 - (x - middle.0).abs() - 4.0
    } else {
        220.0
    };
    let lines = lettering::wrapped(Face::Regular, name, LABEL, room.max(40.0));
    let anchor = match (beside, x > middle.0) {
        (false, _) => Anchor::Middle,
        (true, true) => Anchor::Start,
        (true, false) => Anchor::End,
    };
    let height = lines.len() as f32 * 11.0;
    let first = if beside {
        y - height / 2.0 + 8.6
    } else if y < middle.1 {
        y - height + 8.6
    } else {
        y + 8.6
    };
    for (at, line) in lines.iter().enumerate() {
        drawing.text(
            (x, first + at as f32 * 11.0),
            line,
            LABEL,
            anchor,
            Colour::INK,
        );
    }
    first + height
}

fn series_key(drawing: &mut Drawing, names: &[String]) -> f32 {
    let (mut x, mut y) = (0.0, 0.0);
    for (at, name) in names.iter().enumerate() {
        let width = 26.0 + wide(Face::Regular, name, LABEL) + 16.0;
        if x > 0.0 && x + width > COLUMN_WIDTH {
            (x, y) = (0.0, y + 14.0);
        }
        let stroke = Stroke {
            colour: series_colour(at),
            width: 2.0,
            dashed: at % 2 == 1,
        };
        drawing.line((x, y + 6.0), (x + 20.0, y + 6.0), stroke);
        drawing.text((x + 26.0, y + 9.2), name, LABEL, Anchor::Start, Colour::INK);
        x += width;
    }
    y + 14.0
}

fn describe(drawing: &mut Drawing, chart: &Radar) {
    let named = |rating: u8| match rating {
        0 => "none",
        rating => chart
            .levels
            .get(usize::from(rating) - 1)
            .map_or("beyond the last level", String::as_str),
    };
    let mut said = format!("Radar chart: {}.", chart.title.trim_end_matches('.'));
    for (name, ratings) in &chart.series {
        let ratings = chart
            .axes
            .iter()
            .zip(ratings)
            .map(|(axis, rating)| format!("{axis}: {}", named(*rating)));
        said.push_str(&format!(
            " {name}: {}.",
            ratings.collect::<Vec<_>>().join("; ")
        ));
    }
    drawing.alternative = said;
    let mut headings = vec!["Area".to_owned()];
    headings.extend(chart.series.iter().map(|(name, _)| name.clone()));
    let rows = chart.axes.iter().enumerate().map(|(axis, name)| {
        let ratings = chart
            .series
            .iter()
            .map(|(_, ratings)| named(ratings.get(axis).copied().unwrap_or(0)).to_owned());
        std::iter::once(name.clone()).chain(ratings).collect()
    });
    drawing.table = FigureTable {
        headings,
        rows: rows.collect(),
    };
}
