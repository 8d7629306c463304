//! A document laid out: every piece on its page, every part of the structure pointing at its pieces.

use super::flow::{Entry, Flow, LinkTarget};
use super::furniture;
use super::paginate::{Page, Placed, Source, paginate};
use super::print::Print;
use super::right_hand;
use super::strip::{Item, Piece, Strip};
use super::style::{self, MARGIN_SIDE, MARGIN_TOP};
use super::tree::{Attribute, Kid, Role, Tree};
use crate::document::{Document, Text};
use crate::drawing::{Drawing, lettering};

/// A laid-out document.
pub(super) struct Layout<'a> {
    pub document: &'a Document,
    pub tree: Tree,
    strips: Vec<Strip>,
    repeated: Vec<Vec<Strip>>,
    pub pages: Vec<Page>,
    pub figures: Vec<&'a Drawing>,
    pub links: Vec<LinkTarget>,
    marks: Vec<&'a str>,
    pub entries: Vec<Entry>,
    /// For each page, the node of each marked content, by its number.
    pub marked: Vec<Vec<u32>>,
    pub areas: Vec<Area>,
    /// For each heading, its page and the height of its top edge above the page's foot.
    pub places: Vec<Option<(usize, f32)>>,
    /// For each page, the number printed on it; and how many pages the whole file has.
    pub numbers: Vec<usize>,
    pub total: usize,
}

/// A clickable area on a page: left, bottom, right, top from the page's lower left corner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub page: usize,
    pub frame: [f32; 4],
    pub link: usize,
}

/// Lays a document out. `tick` is told how many blocks and rows are done; none when it asks to stop.
pub(super) fn lay_out<'a>(
    document: &'a Document,
    print: Print,
    tick: &mut dyn FnMut(usize) -> bool,
) -> Option<Layout<'a>> {
    let mut flow = Flow::new(document, print.enlarged, tick);
    flow.cover(document);
    flow.blocks(&document.blocks);
    if flow.cancelled {
        return None;
    }
    if flow.strips.iter().all(|strip| strip.items.is_empty()) {
        let column = (0.0, flow.upright.column_width());
        flow.paragraph(
            &Text::from("This document is empty."),
            &style::BODY,
            Role::P,
            column,
            0.0,
        );
    }
    let Flow {
        tree,
        mut strips,
        headings,
        figures,
        links,
        entries,
        marks,
        ..
    } = flow;
    let mut pages = paginate(&mut strips, &headings);
    if print.on_both_sides {
        right_hand::insert_blanks(&mut pages, &mut strips, &entries);
    }
    let places = vec![None; entries.len()];
    let total = pages.len();
    let mut layout = Layout {
        document,
        tree,
        strips,
        repeated: headings,
        pages,
        figures,
        links,
        marks,
        entries,
        marked: Vec::new(),
        areas: Vec::new(),
        places,
        numbers: (1..=total).collect(),
        total,
    };
    layout.settle();
    Some(layout)
}

impl Layout<'_> {
    pub(super) fn strip(&self, placed: Placed) -> &Strip {
        match placed.source {
            Source::Body(at) => &self.strips[at],
            Source::Repeated(table, at) => &self.repeated[table][at],
        }
    }

    /// Numbers the marked content of each page, and notes where links, headings and figures are.
    fn settle(&mut self) {
        for number in 0..self.pages.len() {
            let page = self.pages[number].clone();
            let height = page.format.height();
            let zoom = page.format.zoom();
            let mut marked = Vec::new();
            let mut reading = Reading::default();
            for placed in page.placed {
                let Source::Body(index) = placed.source else {
                    reading = Reading::default();
                    continue;
                };
                let top = height - MARGIN_TOP - placed.top;
                for item in 0..self.strips[index].items.len() {
                    let item = &self.strips[index].items[item];
                    if let Some(Some(slot)) = reading.meets(item) {
                        let content = u32::try_from(marked.len()).unwrap_or(u32::MAX);
                        self.tree
                            .mark(slot, u32::try_from(number).unwrap_or(u32::MAX), content);
                        marked.push(self.tree.slots[slot as usize].node);
                    }
                    match *item {
                        Item::Link {
                            x,
                            y,
                            width,
                            height,
                            link,
                        } => {
                            let left = MARGIN_SIDE + x;
                            let frame = [left, top - y - height, left + width, top - y]
                                .map(|side| side * zoom);
                            let node = self.links[link].node as usize;
                            let area = u32::try_from(self.areas.len()).unwrap_or(u32::MAX);
                            self.tree.nodes[node].kids.push(Kid::Annotation(area));
                            self.areas.push(Area {
                                page: number,
                                frame,
                                link,
                            });
                        }
                        Item::Place { heading } => {
                            self.places[heading] = Some((number, top * zoom));
                        }
                        Item::Figure {
                            x,
                            y,
                            scale,
                            figure,
                            slot,
                        } => {
                            let drawing = self.figures[figure];
                            let left = MARGIN_SIDE + x;
                            let right = left + drawing.width * scale;
                            let bottom = top - y - drawing.height * scale;
                            let node = self.tree.slots[slot as usize].node as usize;
                            if let Some(Attribute::Figure { frame, .. }) =
                                self.tree.nodes[node].attribute.as_deref_mut()
                            {
                                *frame = [left, bottom, right, top - y].map(|side| side * zoom);
                            }
                        }
                        Item::Text(_) | Item::Fill { .. } | Item::PageNumber { .. } => {}
                    }
                }
            }
            self.marked.push(marked);
        }
    }

    /// Hands over every piece of text on a page with its place (left edge, baseline above the page's foot), the running
    /// header and footer included, figures excluded.
    pub(super) fn each_piece(&self, number: usize, mut hand_over: impl FnMut(&Piece, (f32, f32))) {
        let page = &self.pages[number];
        let height = page.format.height();
        for placed in &page.placed {
            let top = height - MARGIN_TOP - placed.top;
            for item in &self.strip(*placed).items {
                match item {
                    Item::Text(piece) => {
                        hand_over(piece, (MARGIN_SIDE + piece.x, top - piece.baseline))
                    }
                    Item::PageNumber { .. } => {
                        let piece = self.page_number(item);
                        hand_over(&piece, (MARGIN_SIDE + piece.x, top - piece.baseline));
                    }
                    _ => {}
                }
            }
        }
        let (header, footer) = self.running(number);
        for item in header.iter().chain(&footer) {
            if let Item::Text(piece) = item {
                hand_over(piece, (piece.x, height - piece.baseline));
            }
        }
    }

    /// The running header and footer of a page.
    pub(super) fn running(&self, number: usize) -> (Vec<Item>, Vec<Item>) {
        let page = &self.pages[number];
        let shown = format!("Page {} of {}", self.numbers[number], self.total);
        let cover = number == 0 && self.document.cover.is_some();
        let mark = page.mark.and_then(|mark| self.marks.get(mark)).copied();
        furniture::running(self.document, (cover, mark), &shown, page.format)
    }

    /// The text of a page number in the contents.
    pub(super) fn page_number(&self, item: &Item) -> Piece {
        let Item::PageNumber {
            right,
            baseline,
            heading,
            face,
            size,
            colour,
            slot,
        } = *item
        else {
            return Piece::default();
        };
        let text = self
            .places
            .get(heading)
            .copied()
            .flatten()
            .map_or(String::new(), |(page, _)| self.numbers[page].to_string());
        let width = lettering::width(face, &text) as f32 * size / 1000.0;
        Piece {
            x: right - width,
            baseline,
            text,
            face,
            size,
            colour,
            slot: Some(slot),
        }
    }
}

/// Follows the items of a page and says where the marked content changes. Numbering and painting use the same rule, so
/// that they cannot disagree.
#[derive(Debug, Default)]
pub(super) struct Reading {
    current: Option<Option<u32>>,
}

impl Reading {
    /// What begins with this item: a slot, decoration (`Some(None)`), or nothing new.
    pub(super) fn meets(&mut self, item: &Item) -> Option<Option<u32>> {
        let kind = match item {
            Item::Text(piece) => piece.slot,
            Item::Figure { slot, .. } | Item::PageNumber { slot, .. } => Some(*slot),
            Item::Fill { .. } => None,
            Item::Link { .. } | Item::Place { .. } => return None,
        };
        if self.current == Some(kind) {
            return None;
        }
        self.current = Some(kind);
        Some(kind)
    }
}
