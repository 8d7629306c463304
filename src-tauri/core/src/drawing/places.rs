//! Who stands where: positions by two ratings (influence and interest), tiles by group (coverage by place and network).

use super::bars::wide;
use super::grid::{Band, band_key};
use super::{
    Anchor, COLUMN_WIDTH, Colour, Drawing, Face, FigureTable, Fill, Pattern, Stroke, lettering,
};

const LABEL: f32 = 9.0;
/// Between two columns of names.
const GUTTER: f32 = 14.0;

/// Something with two ratings from 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Its name.
    pub name: String,
    /// Its place across (1–5).
    pub across: u8,
    /// Its place upwards (1–5).
    pub up: u8,
}

/// Draws positions as numbers on a five-by-five grid, with the names below; for influence and interest.
#[must_use]
pub fn positions(title: &str, across: &str, up: &str, items: &[Position]) -> Drawing {
    let side = 250.0;
    let left = (COLUMN_WIDTH - side) / 2.0;
    let step = side / 5.0;
    let mut drawing = Drawing::new(COLUMN_WIDTH, 0.0);
    drawing.rect((left, 14.0), (side, side), Fill::plain(Colour::PALE));
    for line in 0..=5u8 {
        let at = step * f32::from(line);
        drawing.line(
            (left + at, 14.0),
            (left + at, 14.0 + side),
            Stroke::solid(Colour::WHITE, 1.2),
        );
        drawing.line(
            (left, 14.0 + at),
            (left + side, 14.0 + at),
            Stroke::solid(Colour::WHITE, 1.2),
        );
    }
    drawing.lettered(
        (left, 9.0),
        format!("{up} ↑"),
        LABEL,
        Anchor::Start,
        Face::Bold,
        Colour::INK,
    );
    let foot = (left + side, 14.0 + side + 13.0);
    drawing.lettered(
        foot,
        format!("{across} →"),
        LABEL,
        Anchor::End,
        Face::Bold,
        Colour::INK,
    );
    let mut cells = std::collections::BTreeMap::<(u8, u8), Vec<usize>>::new();
    for (at, item) in items.iter().enumerate() {
        cells
            .entry((item.across.clamp(1, 5), item.up.clamp(1, 5)))
            .or_default()
            .push(at + 1);
    }
    for ((across, up), numbers) in &cells {
        let corner = (
            left + step * f32::from(across - 1),
            14.0 + step * f32::from(5 - up),
        );
        let words: Vec<String> = numbers.iter().map(usize::to_string).collect();
        let lines = lettering::wrapped(Face::Bold, &words.join(", "), LABEL, step - 10.0);
        // What a cell cannot hold is in the list below and in the table.
        let shown: Vec<String> = if lines.len() > 4 {
            vec![format!("{} names", numbers.len())]
        } else {
            lines
        };
        let first = corner.1 + (step - shown.len() as f32 * 11.0) / 2.0 + 8.6;
        for (at, line) in shown.iter().enumerate() {
            let place = (corner.0 + step / 2.0, first + at as f32 * 11.0);
            drawing.lettered(
                place,
                line,
                LABEL,
                Anchor::Middle,
                Face::Bold,
                Colour::DARK_BLUE,
            );
        }
    }
    drawing.height = names(&mut drawing, items, 14.0 + side + 24.0) + 2.0;
    let said = items.iter().map(|item| {
        format!(
            " {}: {across} {}, {up} {}.",
            item.name, item.across, item.up
        )
    });
    drawing.alternative = format!(
        "Grid: {}.{}",
        title.trim_end_matches('.'),
        said.collect::<String>()
    );
    let row = |item: &Position| {
        vec![
            item.name.clone(),
            item.across.to_string(),
            item.up.to_string(),
        ]
    };
    let headings = vec!["Name".to_owned(), across.to_owned(), up.to_owned()];
    drawing.table = FigureTable {
        headings,
        rows: items.iter().map(row).collect(),
    };
    drawing.settled()
}

/// The names below the grid, with their numbers; many stand in columns, so that the figure fits a page at its full size.
/// Says where they end.
fn names(drawing: &mut Drawing, items: &[Position], top: f32) -> f32 {
    let columns = match items.len() {
        0..=12 => 1,
        13..=30 => 2,
        _ => 3,
    };
    let each = items.len().div_ceil(columns).max(1);
    let width = (COLUMN_WIDTH - GUTTER * (columns - 1) as f32) / columns as f32;
    let mut end = top;
    for (column, names) in items.chunks(each).enumerate() {
        let (left, mut y) = ((width + GUTTER) * column as f32, top);
        for (at, item) in names.iter().enumerate() {
            let words = format!("{}  {}", column * each + at + 1, item.name);
            for line in lettering::wrapped(Face::Regular, &words, LABEL, width) {
                drawing.text((left, y + 9.0), line, LABEL, Anchor::Start, Colour::INK);
                y += 12.0;
            }
        }
        end = end.max(y);
    }
    end
}

/// Draws groups of tiles, one tile for each member: coverage by place and network. Each tile has its band's colour.
#[must_use]
pub fn tiles(title: &str, groups: &[(String, Vec<(String, usize)>)], bands: &[Band]) -> Drawing {
    let (width, height, gap) = (90.0, 34.0, 5.0);
    let mut drawing = Drawing::new(COLUMN_WIDTH, 0.0);
    let mut y = band_key(&mut drawing, bands) + 8.0;
    let mut said = format!("Tiles: {}.", title.trim_end_matches('.'));
    let mut rows = Vec::new();
    for (group, members) in groups {
        drawing.lettered(
            (0.0, y + 9.0),
            group,
            LABEL,
            Anchor::Start,
            Face::Bold,
            Colour::INK,
        );
        y += 15.0;
        let across = ((COLUMN_WIDTH + gap) / (width + gap)) as usize;
        for line in members.chunks(across.max(1)) {
            let set: Vec<Vec<String>> = line
                .iter()
                .map(|(name, _)| lettering::wrapped(Face::Regular, name, 8.0, width - 8.0))
                .collect();
            let most = set.iter().map(Vec::len).max().unwrap_or(1);
            let tall = (most as f32 * 10.0 + 10.0).max(height);
            for (at, ((name, band), lines)) in line.iter().zip(&set).enumerate() {
                let fill = bands
                    .get(*band)
                    .map_or(Fill::plain(Colour::PALE), |band| band.fill);
                let x = (width + gap) * at as f32;
                drawing.rect((x, y), (width, tall), fill);
                let colour = fill.colour.text_on();
                let first = y + (tall - lines.len() as f32 * 10.0) / 2.0 + 7.8;
                for (at, text) in lines.iter().enumerate() {
                    let baseline = first + at as f32 * 10.0;
                    if fill.pattern != Pattern::Plain {
                        let ground = wide(Face::Regular, text, 8.0) + 6.0;
                        drawing.rect(
                            (x + 1.0, baseline - 8.0),
                            (ground, 10.0),
                            Fill::plain(fill.colour),
                        );
                    }
                    drawing.text((x + 4.0, baseline), text, 8.0, Anchor::Start, colour);
                }
                let meaning = bands
                    .get(*band)
                    .map_or("not known", |band| band.name.as_str());
                said.push_str(&format!(" {group}, {name}: {meaning}."));
                rows.push(vec![group.clone(), name.clone(), meaning.to_owned()]);
            }
            y += tall + gap;
        }
        y += 5.0;
    }
    drawing.height = y.max(12.0);
    drawing.alternative = said;
    let headings = ["Group", "Name", "State"].map(str::to_owned).to_vec();
    drawing.table = FigureTable { headings, rows };
    drawing.settled()
}
