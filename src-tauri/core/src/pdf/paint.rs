//! Pages into content streams.

use printpdf::{FontId, Mm, Op, PdfDocument, PdfPage, PdfSaveOptions};

use super::faces::{self, Cut, Used};
use super::guests::Stamp;
use super::images;
use super::layout::{Layout, Reading};
use super::paginate::Source;
use super::pen::Pen;
use super::strip::{Item, Piece};
use super::style::{MARGIN_SIDE, MARGIN_TOP};
use crate::drawing::{Anchor, Drawing, Fill, Pattern, Shape, Stroke, hatching, lettering};

/// Every character the pack shows.
pub(super) fn used(layout: &Layout<'_>) -> Used {
    let mut used = Used::new();
    for number in 0..layout.pages.len() {
        layout.each_piece(number, |piece, _| used.note(piece.face, &piece.text));
    }
    for drawing in &layout.figures {
        for shape in &drawing.shapes {
            if let Shape::Text { text, face, .. } = shape {
                for (face, run) in lettering::runs(*face, &lettering::legible(text)) {
                    used.note(face, &run);
                }
            }
        }
    }
    used
}

/// The content streams of some pages, through printpdf.
pub(super) fn contents(
    layout: &Layout<'_>,
    pages: std::ops::Range<usize>,
    cuts: &[Cut],
) -> Vec<Vec<u8>> {
    written(pages.map(|number| page(layout, number)), cuts)
}

/// The content streams of stamps on pages by others; the places of their items count from each page's top left corner.
pub(super) fn stamps(stamps: &[Stamp], cuts: &[Cut]) -> Vec<Vec<u8>> {
    written(
        stamps.iter().map(|stamp| {
            let mut pen = Pen::default();
            pen.begin_artifact(Some("Header"));
            for item in &stamp.items {
                match item {
                    Item::Text(piece) => show(&mut pen, piece, 0.0, stamp.height),
                    Item::Fill {
                        x,
                        y,
                        width,
                        height,
                        colour,
                    } => pen.rect((*x, stamp.height - y - height), (*width, *height), *colour),
                    _ => {}
                }
            }
            pen.end();
            pen.ops
        }),
        cuts,
    )
}

fn written(pages: impl Iterator<Item = Vec<Op>>, cuts: &[Cut]) -> Vec<Vec<u8>> {
    let mut document = PdfDocument::new("");
    for cut in cuts {
        document
            .resources
            .fonts
            .map
            .insert(FontId(faces::key(cut.face).to_owned()), cut.font.clone());
    }
    document.pages = pages
        .map(|ops| PdfPage::new(Mm(210.0), Mm(297.0), ops))
        .collect();
    let printed = printed(&document);
    printed
        .get_pages()
        .into_values()
        .map(|id| printed.get_page_content(id))
        .collect()
}

/// The faces as printpdf embeds them: a document of one page that shows every character used.
pub(super) fn specimen(cuts: &[Cut]) -> lopdf::Document {
    let mut document = PdfDocument::new("");
    let mut pen = Pen::default();
    for cut in cuts {
        document
            .resources
            .fonts
            .map
            .insert(FontId(faces::key(cut.face).to_owned()), cut.font.clone());
        pen.text(
            (0.0, 0.0),
            &cut.characters,
            cut.face,
            10.0,
            crate::drawing::Colour::INK,
        );
    }
    pen.end();
    document.pages = vec![PdfPage::new(Mm(210.0), Mm(297.0), pen.ops)];
    printed(&document)
}

fn printed(document: &PdfDocument) -> lopdf::Document {
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    printpdf::to_lopdf_doc(document, &options, &mut Vec::new())
}

/// The operators of one page.
fn page(layout: &Layout<'_>, number: usize) -> Vec<Op> {
    let page = &layout.pages[number];
    let height = page.format.height();
    let mut pen = Pen::default();
    pen.enlarge(page.format.zoom());
    let mut reading = Reading::default();
    let mut content = 0;
    for placed in &page.placed {
        let top = height - MARGIN_TOP - placed.top;
        if matches!(placed.source, Source::Repeated(..)) {
            reading = Reading::default();
            pen.begin_artifact(None);
        }
        for item in &layout.strip(*placed).items {
            if matches!(placed.source, Source::Body(_)) {
                match reading.meets(item) {
                    Some(Some(slot)) => {
                        let node = layout.tree.slots[slot as usize].node as usize;
                        pen.begin(layout.tree.nodes[node].role.name(), content);
                        content += 1;
                    }
                    Some(None) => pen.begin_artifact(None),
                    None => {}
                }
            }
            paint(&mut pen, layout, item, (MARGIN_SIDE, top));
        }
        if matches!(placed.source, Source::Repeated(..)) {
            pen.end();
        }
    }
    let (header, footer) = layout.running(number);
    for (kind, items) in [("Header", header), ("Footer", footer)] {
        if !items.is_empty() {
            pen.begin_artifact(Some(kind));
            for item in &items {
                paint(&mut pen, layout, item, (0.0, height));
            }
        }
    }
    pen.end();
    pen.ops
}

/// Paints an item whose places count from a point, downwards.
fn paint(pen: &mut Pen, layout: &Layout<'_>, item: &Item, (left, top): (f32, f32)) {
    match item {
        Item::Text(piece) => show(pen, piece, left, top),
        Item::PageNumber { .. } => show(pen, &layout.page_number(item), left, top),
        Item::Fill {
            x,
            y,
            width,
            height,
            colour,
        } => {
            pen.rect((left + x, top - y - height), (*width, *height), *colour);
        }
        Item::Figure {
            x,
            y,
            scale,
            figure,
            ..
        } => {
            draw(pen, layout, *figure, (left + x, top - y), *scale);
        }
        Item::Link { .. } | Item::Place { .. } => {}
    }
}

fn show(pen: &mut Pen, piece: &Piece, left: f32, top: f32) {
    pen.text(
        (left + piece.x, top - piece.baseline),
        &piece.text,
        piece.face,
        piece.size,
        piece.colour,
    );
}

/// Draws a chart with its top left corner at a point of the page.
fn draw(pen: &mut Pen, layout: &Layout, figure: usize, (left, top): (f32, f32), scale: f32) {
    let drawing: &Drawing = layout.figures[figure];
    let place = |(x, y): &(f32, f32)| (left + x * scale, top - y * scale);
    let scaled = |stroke: &Stroke| Stroke {
        width: stroke.width * scale,
        ..*stroke
    };
    for (number, shape) in drawing.shapes.iter().enumerate() {
        match shape {
            Shape::Picture { at, size, .. } => {
                let lower = place(&(at.0, at.1 + size.1));
                pen.picture(
                    &images::key(figure, number),
                    lower,
                    (size.0 * scale, size.1 * scale),
                );
            }
            Shape::Rect {
                at,
                size,
                fill,
                outline,
            } => {
                let lower = place(&(at.0, at.1 + size.1));
                if let Some(Fill { colour, pattern }) = fill {
                    pen.rect(lower, (size.0 * scale, size.1 * scale), *colour);
                    if *pattern != Pattern::Plain {
                        let stroke = Stroke::solid(colour.text_on(), 0.6 * scale);
                        for (from, to) in hatching(*pattern, *at, *size) {
                            pen.polyline(&[place(&from), place(&to)], stroke, false);
                        }
                    }
                }
                if let Some(stroke) = outline {
                    let corners = [
                        *at,
                        (at.0 + size.0, at.1),
                        (at.0 + size.0, at.1 + size.1),
                        (at.0, at.1 + size.1),
                    ];
                    pen.polyline(&corners.map(|corner| place(&corner)), scaled(stroke), true);
                }
            }
            Shape::Polyline { points, stroke } => {
                let points: Vec<(f32, f32)> = points.iter().map(place).collect();
                pen.polyline(&points, scaled(stroke), false);
            }
            Shape::Polygon {
                points,
                fill,
                outline,
            } => {
                let points: Vec<(f32, f32)> = points.iter().map(place).collect();
                if let Some(colour) = fill {
                    pen.polygon(&points, *colour);
                }
                if let Some(stroke) = outline {
                    pen.polyline(&points, scaled(stroke), true);
                }
            }
            Shape::Text {
                at,
                text,
                size,
                anchor,
                face,
                colour,
            } => {
                let runs = lettering::runs(*face, &lettering::legible(text));
                let size = size * scale;
                let wide = |face, run: &str| lettering::width(face, run) as f32 * size / 1000.0;
                let total: f32 = runs.iter().map(|(face, run)| wide(*face, run)).sum();
                let (mut x, y) = place(at);
                x -= match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => total / 2.0,
                    Anchor::End => total,
                };
                for (face, run) in runs {
                    pen.text((x, y), &run, face, size, *colour);
                    x += wide(face, &run);
                }
            }
        }
    }
}
