//! Parts on right-hand pages, for paper printed on both sides: a page that must stay blank says so, or a reader would think
//! that something is missing.

use super::flow::Entry;
use super::paginate::{Page, Placed, Source};
use super::strip::{Item, Piece, Strip};
use super::style::{self, Format};
use crate::drawing::lettering;

const WORDS: &str = "This page is left blank.";

/// Inserts a blank page before each part that would begin on a left-hand page.
pub(super) fn insert_blanks(pages: &mut Vec<Page>, strips: &mut Vec<Strip>, entries: &[Entry]) {
    let mut done = Vec::with_capacity(pages.len());
    for page in std::mem::take(pages) {
        // Counted from 0: an odd number is a left-hand page.
        if done.len() % 2 == 1 && begins_part(&page, strips, entries) {
            done.push(blank(strips, page.format));
        }
        done.push(page);
    }
    *pages = done;
}

/// Whether the first thing on a page is a heading of the highest level.
fn begins_part(page: &Page, strips: &[Strip], entries: &[Entry]) -> bool {
    let Some(Source::Body(first)) = page.placed.first().map(|placed| placed.source) else {
        return false;
    };
    strips[first].items.iter().any(|item| {
        matches!(item, Item::Place { heading } if entries.get(*heading).is_some_and(|entry| entry.level == 1))
    })
}

fn blank(strips: &mut Vec<Strip>, format: Format) -> Page {
    let words = style::SMALL;
    let width = lettering::width(words.face, WORDS) as f32 * words.size / 1000.0;
    let mut strip = Strip::new(format, 0.0, words.leading);
    strip.items.push(Item::Text(Piece {
        x: (format.column_width() - width) / 2.0,
        baseline: style::baseline(&words),
        text: WORDS.to_owned(),
        face: words.face,
        size: words.size,
        colour: words.colour,
        slot: None,
    }));
    strips.push(strip);
    Page {
        format,
        placed: vec![Placed {
            source: Source::Body(strips.len() - 1),
            top: format.column_height() / 2.0,
        }],
        mark: None,
    }
}
