//! Pages as pictures, for looking at a pack before it is written: the same layout as the file's, as shapes.

use std::ops::Range;

use super::PdfError;
use super::layout::{self, Layout};
use super::print::Print;
use super::strip::{Item, Piece};
use super::style::{MARGIN_SIDE, MARGIN_TOP};
use crate::document::Document;
use crate::drawing::{Anchor, Colour, Drawing, Fill, Point, Shape, Stroke};

/// Some pages of a document as pictures.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictures {
    /// How many pages the whole document has.
    pub total: usize,
    /// The pages asked for, as far as there are such.
    pub pages: Vec<Drawing>,
}

/// Draws pages, counted from 0. `progress` is told how much is laid out of how much, and answers whether to go on.
///
/// # Errors
/// [`PdfError::Cancelled`] when `progress` says so.
pub fn pictures(
    document: &Document,
    wanted: Range<usize>,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Pictures, PdfError> {
    let parts = super::parts(document);
    let mut tick = |done: usize| progress(done.min(parts), parts);
    let layout =
        layout::lay_out(document, Print::default(), &mut tick).ok_or(PdfError::Cancelled)?;
    let total = layout.pages.len();
    let pages = wanted.start.min(total)..wanted.end.min(total);
    Ok(Pictures {
        total,
        pages: pages.map(|number| page(&layout, number)).collect(),
    })
}

fn page(layout: &Layout<'_>, number: usize) -> Drawing {
    let page = &layout.pages[number];
    let (width, height) = (page.format.width(), page.format.height());
    let mut picture = Drawing {
        width,
        height,
        shapes: vec![],
        alternative: format!("Page {} of {}", number + 1, layout.pages.len()),
        table: crate::drawing::FigureTable::default(),
    };
    let ground = Fill::plain(Colour::WHITE);
    picture
        .shapes
        .push(filled((0.0, 0.0), (width, height), ground));
    for placed in &page.placed {
        let corner = (MARGIN_SIDE, MARGIN_TOP + placed.top);
        for item in &layout.strip(*placed).items {
            put(&mut picture.shapes, layout, item, corner);
        }
    }
    let (header, footer) = layout.running(number);
    for item in header.iter().chain(&footer) {
        put(&mut picture.shapes, layout, item, (0.0, 0.0));
    }
    picture
}

fn filled(at: Point, size: (f32, f32), fill: Fill) -> Shape {
    Shape::Rect {
        at,
        size,
        fill: Some(fill),
        outline: None,
    }
}

/// An item whose places count from a point, downwards.
fn put(shapes: &mut Vec<Shape>, layout: &Layout<'_>, item: &Item, (left, top): Point) {
    match item {
        Item::Text(piece) => shapes.push(text(piece, (left, top))),
        Item::PageNumber { .. } => shapes.push(text(&layout.page_number(item), (left, top))),
        Item::Fill {
            x,
            y,
            width,
            height,
            colour,
        } => shapes.push(filled(
            (left + x, top + y),
            (*width, *height),
            Fill::plain(*colour),
        )),
        Item::Figure {
            x,
            y,
            scale,
            figure,
            ..
        } => {
            let at = (left + x, top + y);
            let drawing = layout.figures[*figure];
            shapes.extend(drawing.shapes.iter().map(|s| moved(s, at, *scale)));
        }
        Item::Link { .. } | Item::Place { .. } => {}
    }
}

fn text(piece: &Piece, (left, top): Point) -> Shape {
    Shape::Text {
        at: (left + piece.x, top + piece.baseline),
        text: piece.text.clone(),
        size: piece.size,
        anchor: Anchor::Start,
        face: piece.face,
        colour: piece.colour,
    }
}

/// A shape of a chart at its place on the page.
fn moved(shape: &Shape, (left, top): Point, scale: f32) -> Shape {
    let place = |(x, y): &Point| (left + x * scale, top + y * scale);
    let all = |points: &[Point]| points.iter().map(place).collect();
    let scaled = |stroke: Stroke| Stroke {
        width: stroke.width * scale,
        ..stroke
    };
    match shape {
        Shape::Rect {
            at,
            size,
            fill,
            outline,
        } => Shape::Rect {
            at: place(at),
            size: (size.0 * scale, size.1 * scale),
            fill: *fill,
            outline: outline.map(scaled),
        },
        Shape::Polyline { points, stroke } => Shape::Polyline {
            points: all(points),
            stroke: scaled(*stroke),
        },
        Shape::Polygon {
            points,
            fill,
            outline,
        } => Shape::Polygon {
            points: all(points),
            fill: *fill,
            outline: outline.map(scaled),
        },
        Shape::Picture { at, size, image } => Shape::Picture {
            at: place(at),
            size: (size.0 * scale, size.1 * scale),
            image: image.clone(),
        },
        Shape::Text {
            at,
            text,
            size,
            anchor,
            face,
            colour,
        } => Shape::Text {
            at: place(at),
            text: text.clone(),
            size: size * scale,
            anchor: *anchor,
            face: *face,
            colour: *colour,
        },
    }
}
