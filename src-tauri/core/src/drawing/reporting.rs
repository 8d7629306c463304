//! Who reports to whom: bodies as boxes, from those who report on the left to those they report to on the right.

use super::{
    Anchor, COLUMN_WIDTH, Colour, Drawing, Face, FigureTable, Fill, Point, Stroke, lettering,
};

const LABEL: f32 = 9.0;
const IN_BOX: f32 = 8.0;
/// Height of a line of words in a box, and what a box has above and below them.
const LINE: f32 = 10.0;
const PADDING: f32 = 6.0;
/// Columns that fit beside each other; what comes after stands in the last one.
const MOST: usize = 8;

/// The lines that hold for one kind of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporting {
    /// For which work.
    pub work: String,
    /// Who reports, and to whom.
    pub lines: Vec<(String, String)>,
}

/// Draws the lines of each kind of work below its name.
#[must_use]
pub fn reporting(title: &str, all: &[Reporting]) -> Drawing {
    let mut drawing = Drawing::new(COLUMN_WIDTH, 0.0);
    let mut y = 0.0;
    for one in all {
        for line in lettering::wrapped(Face::Bold, &one.work, LABEL, COLUMN_WIDTH) {
            drawing.lettered(
                (0.0, y + 9.0),
                line,
                LABEL,
                Anchor::Start,
                Face::Bold,
                Colour::INK,
            );
            y += 12.0;
        }
        y = lines(&mut drawing, &one.lines, y + 3.0) + 14.0;
    }
    drawing.height = y.max(12.0);
    drawing.alternative = alternative(title, all);
    let row =
        |work: &str, (who, to): &(String, String)| vec![who.clone(), to.clone(), work.to_owned()];
    drawing.table = FigureTable {
        headings: ["Who reports", "To whom", "For which work"]
            .map(str::to_owned)
            .to_vec(),
        rows: all
            .iter()
            .flat_map(|one| one.lines.iter().map(|line| row(&one.work, line)))
            .collect(),
    };
    drawing.settled()
}

fn alternative(title: &str, all: &[Reporting]) -> String {
    let mut said = format!("Diagram: {}.", title.trim_end_matches('.'));
    for one in all {
        let lines: Vec<String> = one
            .lines
            .iter()
            .map(|(who, to)| format!("{who} reports to {to}"))
            .collect();
        said.push_str(&format!(" {}: {}.", one.work, lines.join("; ")));
    }
    said
}

/// A body with its column and its words.
struct Placed {
    column: usize,
    words: Vec<String>,
    /// Top left corner.
    at: Point,
    tall: f32,
}

/// Draws boxes and arrows from a height on; where they end.
fn lines(drawing: &mut Drawing, lines: &[(String, String)], top: f32) -> f32 {
    let bodies = bodies(lines);
    let columns = columns(&bodies, lines);
    let across = columns.iter().max().map_or(1, |c| c + 1);
    let gap = if across > 5 { 10.0 } else { 20.0 };
    let whole = COLUMN_WIDTH - gap * (across - 1) as f32;
    let wide = (whole / across as f32).min(120.0);
    let mut placed: Vec<Placed> = bodies
        .iter()
        .zip(&columns)
        .map(|(body, column)| {
            let words = lettering::wrapped(Face::Regular, body, IN_BOX, wide - 8.0);
            let tall = words.len().max(1) as f32 * LINE + 2.0 * PADDING;
            let at = ((wide + gap) * *column as f32, top);
            Placed {
                column: *column,
                words,
                at,
                tall,
            }
        })
        .collect();
    let tall_of = |placed: &[Placed], column: usize| {
        let own = placed.iter().filter(|p| p.column == column);
        let (sum, count) = own.fold((0.0, 0_u8), |(sum, n), p| {
            (sum + p.tall, n.saturating_add(1))
        });
        sum + f32::from(count.saturating_sub(1)) * 8.0
    };
    let most = (0..across)
        .map(|column| tall_of(&placed, column))
        .fold(0.0, f32::max);
    for column in 0..across {
        let mut y = top + (most - tall_of(&placed, column)) / 2.0;
        for one in placed.iter_mut().filter(|p| p.column == column) {
            one.at.1 = y;
            y += one.tall + 8.0;
        }
    }
    for (who, to) in lines {
        let find = |name: &String| bodies.iter().position(|b| *b == name);
        let ends = find(who)
            .zip(find(to))
            .and_then(|(a, b)| placed.get(a).zip(placed.get(b)));
        if let Some((from, to)) = ends {
            arrow(
                drawing,
                (from.at.0 + wide, from.at.1 + from.tall / 2.0),
                (to.at.0, to.at.1 + to.tall / 2.0),
            );
        }
    }
    for one in &placed {
        drawing.rect(one.at, (wide, one.tall), Fill::plain(Colour::PALE_BLUE));
        for (at, words) in one.words.iter().enumerate() {
            let place = (
                one.at.0 + wide / 2.0,
                one.at.1 + PADDING + LINE * at as f32 + 7.8,
            );
            drawing.text(place, words.clone(), IN_BOX, Anchor::Middle, Colour::INK);
        }
    }
    top + most
}

fn arrow(drawing: &mut Drawing, from: Point, to: Point) {
    let neck = ((to.0 - 5.0).max(0.0), to.1);
    drawing.line(from, neck, Stroke::solid(Colour::QUIET, 1.2));
    drawing.shapes.push(super::Shape::Polygon {
        points: vec![to, (neck.0, to.1 - 3.5), (neck.0, to.1 + 3.5)],
        fill: Some(Colour::QUIET),
        outline: None,
    });
}

/// Every body once, in the order in which the lines name them.
fn bodies(lines: &[(String, String)]) -> Vec<&String> {
    let mut bodies: Vec<&String> = vec![];
    for body in lines.iter().flat_map(|(who, to)| [who, to]) {
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    bodies
}

/// The column of each body: behind everybody who reports to it, as far as the lines go round in no circle.
fn columns(bodies: &[&String], lines: &[(String, String)]) -> Vec<usize> {
    let mut columns = vec![0_usize; bodies.len()];
    let place = |name: &String| bodies.iter().position(|b| *b == name);
    for _ in 0..bodies.len() {
        for (who, to) in lines.iter().filter(|(who, to)| who != to) {
            let Some((who, to)) = place(who).zip(place(to)) else {
                continue;
            };
            let behind = columns.get(who).map_or(0, |c| c + 1).min(MOST - 1);
            if let Some(own) = columns.get_mut(to).filter(|own| **own < behind) {
                *own = behind;
            }
        }
    }
    // A circle leaves columns empty.
    let mut used = columns.clone();
    used.sort_unstable();
    used.dedup();
    columns
        .iter()
        .map(|c| used.iter().position(|u| u == c).unwrap_or(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        let pair = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        all.iter().map(pair).collect()
    }

    fn placed(all: &[(&str, &str)]) -> Vec<(String, usize)> {
        let lines = pairs(all);
        let bodies = bodies(&lines);
        let columns = columns(&bodies, &lines);
        let names = bodies.into_iter().cloned();
        names.zip(columns).collect()
    }

    #[test]
    fn a_body_stands_behind_everybody_who_reports_to_it() {
        let found = placed(&[
            ("Hub", "School"),
            ("Locality", "Hub"),
            ("Locality", "School"),
        ]);
        let column = |name: &str| found.iter().find(|f| f.0 == name).map(|f| f.1);
        assert_eq!(
            ["Locality", "Hub", "School"].map(column),
            [Some(0), Some(1), Some(2)]
        );
    }

    #[test]
    fn lines_that_go_round_in_a_circle_are_drawn_all_the_same() {
        let round = [("A", "B"), ("B", "C"), ("C", "A"), ("A", "A")];
        assert_eq!(placed(&round).len(), 3);
        let drawing = reporting(
            "Round",
            &[Reporting {
                work: "All".into(),
                lines: pairs(&round),
            }],
        );
        assert!(drawing.height > 20.0 && drawing.height.is_finite());
        assert_eq!(drawing.table.rows.len(), 4);
    }

    #[test]
    fn it_says_in_words_what_it_shows() {
        let one = Reporting {
            work: "Education".into(),
            lines: pairs(&[("Hub", "School"), ("School", "Dean")]),
        };
        assert_eq!(
            reporting("Who reports to whom", &[one]).alternative,
            "Diagram: Who reports to whom. Education: Hub reports to School; School reports to Dean."
        );
    }
}
