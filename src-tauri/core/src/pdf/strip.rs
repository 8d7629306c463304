//! Strips: the pieces a document is cut into before they are put on pages, each as wide as the column and never cut.

use super::style::Format;
use crate::drawing::{Colour, Face};

/// A horizontal strip of a page.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    /// Space above it; falls away at the top of a page.
    pub gap: f32,
    pub height: f32,
    /// Must stand on the same page as the strip after it.
    pub glued: bool,
    /// Starts a new page.
    pub new_page: bool,
    /// With a new page: from there on every page bears this one of the marks, or none.
    pub marks: Option<Option<usize>>,
    pub format: Format,
    /// The table whose headings are repeated above this strip when it is the first on a page.
    pub headings: Option<usize>,
    /// Goes on with a row begun on the strip before.
    pub continues: bool,
    pub items: Vec<Item>,
}

/// Something on a strip; x from the column's left edge, y from the strip's top, downwards.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Text(Piece),
    /// A filled rectangle: decoration.
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
    /// A chart, by its number.
    Figure {
        x: f32,
        y: f32,
        scale: f32,
        figure: usize,
        slot: u32,
    },
    /// A clickable area, by the link's number.
    Link {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        link: usize,
    },
    /// The number of the page a heading is on.
    PageNumber {
        right: f32,
        baseline: f32,
        heading: usize,
        face: Face,
        size: f32,
        colour: Colour,
        slot: u32,
    },
    /// The place of a heading, for links and bookmarks.
    Place {
        heading: usize,
    },
}

/// Text of one face on one line.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub x: f32,
    pub baseline: f32,
    pub text: String,
    pub face: Face,
    pub size: f32,
    pub colour: Colour,
    /// Where it belongs in the reading order; none for decoration.
    pub slot: Option<u32>,
}

impl Default for Piece {
    fn default() -> Self {
        Self {
            x: 0.0,
            baseline: 0.0,
            text: String::new(),
            face: Face::Regular,
            size: 1.0,
            colour: Colour::INK,
            slot: None,
        }
    }
}

impl Strip {
    pub(super) fn new(format: Format, gap: f32, height: f32) -> Self {
        Self {
            gap,
            height,
            glued: false,
            new_page: false,
            marks: None,
            format,
            headings: None,
            continues: false,
            items: Vec::new(),
        }
    }
}

impl Item {
    /// Moves it down.
    pub(super) fn lower(&mut self, by: f32) {
        match self {
            Item::Text(piece) => piece.baseline += by,
            Item::PageNumber { baseline, .. } => *baseline += by,
            Item::Fill { y, .. } | Item::Figure { y, .. } | Item::Link { y, .. } => *y += by,
            Item::Place { .. } => {}
        }
    }
}
