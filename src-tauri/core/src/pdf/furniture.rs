//! The running header and footer.

use super::strip::{Item, Piece};
use super::style::{FOOTER_BASELINE, Format, HEADER_BASELINE, MARGIN_SIDE, RUNNING, Style};
use crate::document::Document;
use crate::drawing::{Colour, Face, lettering};

/// What stands on a page by others: whose it is and which, the mark, and its number in the pack. `band` is the strip kept
/// free for it at the page's top.
pub(super) fn stamp((width, band): (f32, f32), [whose, mark, number]: [&str; 3]) -> Vec<Item> {
    let mut items = Vec::new();
    let edge = (width * 0.05).min(24.0);
    let style = |face, colour| Style {
        face,
        size: band * 0.4,
        leading: band,
        colour,
    };
    let baseline = band * 0.62;
    let room = width - 2.0 * edge;
    let quiet = style(Face::Regular, Colour::QUIET);
    let taken = end_at(
        &mut items,
        number,
        &quiet,
        width - edge,
        baseline,
        room * 0.3,
    );
    let left = shortened(whose, &style(Face::Bold, Colour::DARK_BLUE), room * 0.45);
    let used = wide(&left, &style(Face::Bold, Colour::DARK_BLUE));
    pieces(
        &mut items,
        &left,
        &style(Face::Bold, Colour::DARK_BLUE),
        edge,
        baseline,
    );
    if !mark.trim().is_empty() {
        let red = style(Face::Bold, Colour::RED);
        let gap = band * 0.4;
        let free = room - used - taken - 2.0 * gap;
        let shown = shortened(mark, &red, free);
        let start = edge + used + gap + (free - wide(&shown, &red)) / 2.0;
        pieces(&mut items, &shown, &red, start, baseline);
    }
    items.push(Item::Fill {
        x: edge,
        y: band - 2.0,
        width: room,
        height: 0.5,
        colour: Colour::RULE,
    });
    items
}

/// The header and the footer of a page; places count from the page's top left corner.
pub(super) fn running(
    document: &Document,
    (on_cover, mark): (bool, Option<&str>),
    numbered: &str,
    format: Format,
) -> (Vec<Item>, Vec<Item>) {
    let mut header = Vec::new();
    let right = format.width() - MARGIN_SIDE;
    // The page's own mark comes first: it is never the one that a lack of room cuts.
    let whole = [&document.marks.draft, &document.marks.confidentiality];
    let whole = whole.into_iter().flatten().map(String::as_str);
    let marks: Vec<&str> = mark
        .into_iter()
        .chain(whole)
        .filter(|mark| !mark.trim().is_empty())
        .collect();
    // The marks are on every page; the cover says them in its text, so the band is kept free.
    if !on_cover {
        let style = Style {
            face: Face::Bold,
            colour: Colour::RED,
            ..RUNNING
        };
        let words = marks.join("  ·  ");
        let marked = end_at(
            &mut header,
            &words,
            &style,
            right,
            HEADER_BASELINE,
            format.column_width() * 0.75,
        );
        let room = format.column_width() - marked - 16.0;
        start_at(
            &mut header,
            &document.meta.title,
            &RUNNING,
            HEADER_BASELINE,
            room,
        );
    }
    let mut footer = Vec::new();
    let y = format.height() - FOOTER_BASELINE;
    let line = Item::Fill {
        x: MARGIN_SIDE,
        y: y - 14.0,
        width: format.column_width(),
        height: 0.5,
        colour: Colour::RULE,
    };
    footer.push(line);
    let taken = end_at(
        &mut footer,
        numbered,
        &RUNNING,
        right,
        y,
        format.column_width(),
    );
    start_at(
        &mut footer,
        &document.marks.footer,
        &RUNNING,
        y,
        format.column_width() - taken - 16.0,
    );
    (header, footer)
}

/// Text from the left margin, shortened with an ellipsis where it does not fit: it is said in full elsewhere.
fn start_at(items: &mut Vec<Item>, text: &str, style: &Style, baseline: f32, room: f32) {
    let shown = shortened(text, style, room);
    pieces(items, &shown, style, MARGIN_SIDE, baseline);
}

/// Text that ends at the right margin; says how wide it is.
fn end_at(
    items: &mut Vec<Item>,
    text: &str,
    style: &Style,
    right: f32,
    baseline: f32,
    room: f32,
) -> f32 {
    let shown = shortened(text, style, room);
    let width = wide(&shown, style);
    pieces(items, &shown, style, right - width, baseline);
    width
}

fn pieces(items: &mut Vec<Item>, text: &str, style: &Style, left: f32, baseline: f32) {
    let mut x = left;
    for (face, run) in lettering::runs(style.face, text) {
        let width = lettering::width(face, &run) as f32 * style.size / 1000.0;
        items.push(Item::Text(Piece {
            x,
            baseline,
            text: run,
            face,
            size: style.size,
            colour: style.colour,
            slot: None,
        }));
        x += width;
    }
}

/// A running line shows some hundred letters at most; more are not even looked at.
const MOST_LETTERS: usize = 300;

fn shortened(text: &str, style: &Style, room: f32) -> String {
    let cut = text
        .char_indices()
        .nth(MOST_LETTERS)
        .map_or(text, |(at, _)| &text[..at]);
    let shown = lettering::legible(cut).replace('\n', " ");
    if cut.len() == text.len() && wide(&shown, style) <= room {
        return shown;
    }
    let room = room - wide("…", style);
    let mut used = 0.0;
    let mut fits = String::new();
    for c in shown.chars() {
        used += wide(c.encode_utf8(&mut [0; 4]), style);
        if used > room {
            break;
        }
        fits.push(c);
    }
    format!("{}…", fits.trim_end())
}

fn wide(text: &str, style: &Style) -> f32 {
    lettering::runs(style.face, text)
        .iter()
        .map(|(face, run)| lettering::width(*face, run) as f32)
        .sum::<f32>()
        * style.size
        / 1000.0
}
