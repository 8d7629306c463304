//! Charts on a grid of coloured cells: the heat map (risks) and the matrix (maturity), with the key of their colours.

use super::bars::wide;
use super::{
    Anchor, COLUMN_WIDTH, Colour, Drawing, Face, FigureTable, Fill, Pattern, Shape, Stroke,
    lettering,
};

const LABEL: f32 = 9.0;

/// What a cell's colour means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its name ("High").
    pub name: String,
    /// Its colour and pattern.
    pub fill: Fill,
}

impl Band {
    /// The four bands of a risk matrix, from the lowest; colours and patterns differ, and so does their lightness.
    #[must_use]
    pub fn risk() -> Vec<Band> {
        let band = |name: &str, colour, pattern| Band {
            name: name.to_owned(),
            fill: Fill { colour, pattern },
        };
        vec![
            band("Low", Colour(0xcc, 0xe5, 0xd8), Pattern::Plain),
            band("Moderate", Colour(0xff, 0xe9, 0xb0), Pattern::Plain),
            band("High", Colour(0xff, 0xb8, 0x1c), Pattern::Rising),
            band("Extreme", Colour::RED, Pattern::Plain),
        ]
    }
}

/// A cell's band (index into the chart's bands, if any) and the text in it.
pub type HeatCell = (Option<usize>, String);

/// A grid of coloured cells: five by five for risks, areas by levels for maturity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatMap {
    /// What the chart shows, in a few words.
    pub title: String,
    /// What the columns mean; may be empty.
    pub across: String,
    /// The columns from the left.
    pub columns: Vec<String>,
    /// What the rows mean; may be empty.
    pub up: String,
    /// The rows from the top: name, and a cell for each column.
    pub rows: Vec<(String, Vec<HeatCell>)>,
    /// What the colours mean.
    pub bands: Vec<Band>,
}

/// Draws a heat map with its key.
#[must_use]
pub fn heat_map(chart: &HeatMap) -> Drawing {
    let names = chart
        .rows
        .iter()
        .map(|(name, _)| wide(Face::Regular, name, LABEL))
        .fold(40.0, f32::max);
    let label = names.min(COLUMN_WIDTH * 0.3);
    let left = label + 10.0;
    let width = (COLUMN_WIDTH - left) / chart.columns.len().max(1) as f32;
    let mut drawing = Drawing::new(COLUMN_WIDTH, 0.0);
    let mut y = band_key(&mut drawing, &chart.bands) + 8.0;
    if !chart.up.is_empty() {
        drawing.lettered(
            (0.0, y + 9.0),
            format!("{} (down)", chart.up),
            LABEL,
            Anchor::Start,
            Face::Bold,
            Colour::INK,
        );
    }
    if !chart.across.is_empty() {
        let words = format!("{} (across)", chart.across);
        drawing.lettered(
            (COLUMN_WIDTH, y + 9.0),
            words,
            LABEL,
            Anchor::End,
            Face::Bold,
            Colour::INK,
        );
    }
    y += if chart.up.is_empty() && chart.across.is_empty() {
        0.0
    } else {
        15.0
    };
    let heads: Vec<Vec<String>> = chart
        .columns
        .iter()
        .map(|name| lettering::wrapped(Face::Regular, name, LABEL, width - 6.0))
        .collect();
    let lines = heads.iter().map(Vec::len).max().unwrap_or(0);
    for (at, head) in heads.iter().enumerate() {
        let middle = left + width * (at as f32 + 0.5);
        write_lines(
            &mut drawing,
            head,
            (middle, y + 9.0),
            Anchor::Middle,
            Colour::INK,
        );
    }
    y += lines as f32 * 11.0 + 5.0;
    for (name, cells) in &chart.rows {
        y += row(&mut drawing, chart, name, cells, (label, left, width), y);
    }
    drawing.height = y + 1.0;
    describe(&mut drawing, chart);
    drawing.settled()
}

fn row(
    drawing: &mut Drawing,
    chart: &HeatMap,
    name: &str,
    cells: &[HeatCell],
    (label, left, width): (f32, f32, f32),
    y: f32,
) -> f32 {
    let names = lettering::wrapped(Face::Regular, name, LABEL, label);
    let set: Vec<Vec<String>> = cells
        .iter()
        .take(chart.columns.len())
        .map(|(_, text)| lettering::wrapped(Face::Bold, text, LABEL, width - 8.0))
        .collect();
    let most = set
        .iter()
        .map(Vec::len)
        .chain([names.len()])
        .max()
        .unwrap_or(1);
    let height = (most as f32 * 11.0 + 10.0).max(30.0);
    let first = |lines: usize| y + (height - lines as f32 * 11.0) / 2.0 + 8.6;
    write_lines(
        drawing,
        &names,
        (label, first(names.len())),
        Anchor::End,
        Colour::INK,
    );
    for (at, ((band, _), lines)) in cells.iter().zip(&set).enumerate() {
        let fill = band
            .and_then(|band| chart.bands.get(band))
            .map_or(Fill::plain(Colour::WHITE), |band| band.fill);
        let x = left + width * at as f32;
        drawing.rect((x, y), (width, height), fill);
        let outline = Some(Stroke::solid(Colour::WHITE, 1.5));
        drawing.shapes.push(Shape::Rect {
            at: (x, y),
            size: (width, height),
            fill: None,
            outline,
        });
        let colour = fill.colour.text_on();
        for (line, text) in lines
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
        {
            let baseline = first(lines.len()) + line as f32 * 11.0;
            let wide = wide(Face::Bold, text, LABEL);
            let middle = x + width / 2.0;
            if fill.pattern != Pattern::Plain {
                let ground = (middle - wide / 2.0 - 3.0, baseline - 8.5);
                drawing.rect(ground, (wide + 6.0, 11.0), Fill::plain(fill.colour));
            }
            drawing.lettered(
                (middle, baseline),
                text,
                LABEL,
                Anchor::Middle,
                Face::Bold,
                colour,
            );
        }
    }
    height
}

fn write_lines(
    drawing: &mut Drawing,
    lines: &[String],
    (x, y): (f32, f32),
    anchor: Anchor,
    colour: Colour,
) {
    for (at, line) in lines.iter().enumerate() {
        drawing.text((x, y + at as f32 * 11.0), line, LABEL, anchor, colour);
    }
}

pub(super) fn band_key(drawing: &mut Drawing, bands: &[Band]) -> f32 {
    let (mut x, mut y) = (0.0, 0.0);
    for band in bands {
        let width = 15.0 + wide(Face::Regular, &band.name, LABEL) + 16.0;
        if x > 0.0 && x + width > COLUMN_WIDTH {
            (x, y) = (0.0, y + 14.0);
        }
        drawing.rect((x, y + 1.0), (10.0, 10.0), band.fill);
        let outline = Some(Stroke::solid(Colour::QUIET, 0.4));
        drawing.shapes.push(Shape::Rect {
            at: (x, y + 1.0),
            size: (10.0, 10.0),
            fill: None,
            outline,
        });
        drawing.text(
            (x + 15.0, y + 9.2),
            &band.name,
            LABEL,
            Anchor::Start,
            Colour::INK,
        );
        x += width;
    }
    if bands.is_empty() { 0.0 } else { y + 14.0 }
}

fn describe(drawing: &mut Drawing, chart: &HeatMap) {
    let mut said = format!("Grid: {}.", chart.title.trim_end_matches('.'));
    let mut headings = vec![if chart.up.is_empty() {
        "Row".to_owned()
    } else {
        chart.up.clone()
    }];
    headings.extend(chart.columns.iter().cloned());
    let mut rows = Vec::new();
    for (name, cells) in &chart.rows {
        let mut row = vec![name.clone()];
        for (column, (band, text)) in chart.columns.iter().zip(cells) {
            let band = band
                .and_then(|band| chart.bands.get(band))
                .map_or("", |band| band.name.as_str());
            let entry = [text.as_str(), band]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            if !text.is_empty() {
                said.push_str(&format!(" {name}, {column}: {entry}."));
            }
            row.push(entry);
        }
        row.resize(headings.len(), String::new());
        rows.push(row);
    }
    drawing.alternative = said;
    drawing.table = FigureTable { headings, rows };
}
