//! Blocks into strips, and their structure into the tree.

use std::collections::BTreeMap;

use super::paragraph::{Line, balanced};
use super::strip::{Item, Piece, Strip};
use super::style::{self, Format, Style};
use super::tree::{ROOT, Role, Tree};
use crate::document::{Block, Document, Heading, Text};
use crate::drawing::{Colour, Drawing, lettering};

/// A section's opening shorter than this moves with its table to a turned page.
const SHORT_OPENING: f32 = 150.0;

/// Where a link leads once the document is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leads {
    To(usize),
    Out(String),
}

/// A link: where it leads, the part of the tree it is, and the words read out for it.
#[derive(Debug, Clone)]
pub(super) struct LinkTarget {
    pub leads: Leads,
    pub node: u32,
    pub words: String,
}

/// A heading, for bookmarks and contents.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub level: u8,
    pub words: String,
    /// The part of the tree it is, once it is laid out.
    pub node: u32,
}

/// Everything the document is cut into.
pub(super) struct Flow<'a, 't> {
    pub tree: Tree,
    pub strips: Vec<Strip>,
    /// The headings of each table, as they are repeated on later pages.
    pub headings: Vec<Vec<Strip>>,
    pub figures: Vec<&'a Drawing>,
    pub links: Vec<LinkTarget>,
    pub entries: Vec<Entry>,
    pub(super) anchors: BTreeMap<&'a str, usize>,
    /// The heading now being laid out.
    pub(super) next_heading: usize,
    /// What pages bear from some place on.
    pub marks: Vec<&'a str>,
    next_note: usize,
    /// The strip at which the present section begins, and whether its heading was the last block.
    section: usize,
    after_heading: bool,
    pub(super) parent: u32,
    pub(super) tick: &'t mut dyn FnMut(usize) -> bool,
    pub(super) cancelled: bool,
    done: usize,
    /// The page most parts stand on.
    pub(super) upright: Format,
}

impl<'a, 't> Flow<'a, 't> {
    pub(super) fn new(
        document: &'a Document,
        enlarged: bool,
        tick: &'t mut dyn FnMut(usize) -> bool,
    ) -> Self {
        let mut anchors = BTreeMap::new();
        let mut entries = Vec::new();
        for block in &document.blocks {
            let (level, words) = match block {
                Block::Heading(heading) if !heading.text.is_blank() => {
                    if let Some(anchor) = &heading.anchor {
                        anchors.entry(anchor.as_str()).or_insert(entries.len());
                    }
                    (heading.level.clamp(1, 6), heading.text.plain())
                }
                Block::Contents(contents) => (1, contents.title.clone()),
                _ => continue,
            };
            entries.push(Entry {
                level,
                words: lettering::legible(&words).replace('\n', " "),
                node: ROOT,
            });
        }
        Self {
            tree: Tree::new(),
            strips: Vec::new(),
            headings: Vec::new(),
            figures: Vec::new(),
            links: Vec::new(),
            entries,
            anchors,
            next_heading: 0,
            marks: Vec::new(),
            next_note: 0,
            section: 0,
            after_heading: false,
            parent: ROOT,
            tick,
            cancelled: false,
            done: 0,
            upright: if enlarged {
                Format::ENLARGED
            } else {
                Format::UPRIGHT
            },
        }
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        let mut after_frame = false;
        for block in blocks {
            if self.stopped() {
                return;
            }
            let from = self.strips.len();
            self.block(block);
            if let Some(first) = self
                .strips
                .get_mut(from)
                .filter(|strip| after_frame && !strip.items.is_empty())
            {
                first.gap = first.gap.max(16.0);
            }
            after_frame = matches!(
                block,
                Block::Table(_)
                    | Block::Figure(_)
                    | Block::CallOut(_)
                    | Block::KeyFacts(_)
                    | Block::Glossary(_)
            );
            self.after_heading = matches!(block, Block::Heading(_));
        }
    }

    /// Counts one block or row; says whether the caller wants to stop.
    pub(super) fn stopped(&mut self) -> bool {
        self.done += 1;
        self.cancelled = self.cancelled || !(self.tick)(self.done);
        self.cancelled
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => {
                let style = style::voice(paragraph.voice);
                let from = self.strips.len();
                self.paragraph(
                    &paragraph.text,
                    &style,
                    Role::P,
                    (0.0, self.upright.column_width()),
                    9.0,
                );
                if paragraph.keep_with_next {
                    self.glue(from);
                }
            }
            Block::List(list) => {
                let parent = self.parent;
                self.list(list, parent, 0.0, 9.0);
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::CallOut(call_out) => self.call_out(call_out),
            Block::KeyFacts(facts) => self.key_facts(facts),
            Block::Glossary(entries) => self.glossary(entries),
            Block::SignOff(sign_off) => self.sign_off(sign_off),
            Block::Contents(contents) => self.contents(contents),
            Block::PageBreak => self.strips.push(Strip {
                new_page: true,
                ..Strip::new(self.upright, 0.0, 0.0)
            }),
            Block::PagesMarked(words) => self.mark_pages(words.as_deref()),
        }
    }

    /// A new page with a mark, or without. A heading right above belongs to what is marked and moves with it. The mark in
    /// the running header is decoration, so it also stands in the text, where it is read out.
    fn mark_pages(&mut self, words: Option<&'a str>) {
        let words = words.filter(|words| !words.trim().is_empty());
        let at = if self.after_heading {
            self.section
        } else {
            self.strips.len()
        };
        let mark = words.map(|words| {
            self.marks.push(words);
            self.marks.len() - 1
        });
        let opening = Strip {
            new_page: true,
            marks: Some(mark),
            ..Strip::new(self.upright, 0.0, 0.0)
        };
        self.strips.insert(at, opening);
        let Some(words) = words else { return };
        let from = self.strips.len();
        let column = (0.0, self.upright.column_width());
        self.paragraph(&Text::from(words), &style::MARK, Role::P, column, 4.0);
        self.glue(from);
    }

    /// A paragraph below the present part.
    pub(super) fn paragraph(
        &mut self,
        text: &Text,
        style: &Style,
        role: Role,
        (left, width): (f32, f32),
        gap: f32,
    ) {
        let parent = self.parent;
        let lines = self.part(text, style, role, parent, width);
        self.push_lines(lines, style, left, gap);
    }

    /// Puts lines below one another; the first two and the last two stay together.
    pub(super) fn push_lines(&mut self, lines: Vec<Line>, style: &Style, left: f32, gap: f32) {
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let mut strip =
                Strip::new(self.upright, if at == 0 { gap } else { 0.0 }, style.leading);
            strip.glued = at + 1 < count && (at == 0 || at + 2 == count);
            place(&mut strip.items, line, left, 0.0, style);
            self.strips.push(strip);
        }
    }

    /// Ties every strip from `from` on to the next one, and the last of them to what follows.
    pub(super) fn glue(&mut self, from: usize) {
        for strip in &mut self.strips[from..] {
            strip.glued = true;
        }
    }

    /// Height of the strips that are tied to what comes next.
    pub(super) fn tied_height(&self) -> f32 {
        let tied = self.strips.iter().rev().take_while(|strip| strip.glued);
        tied.map(|strip| strip.gap + strip.height).sum()
    }

    fn heading(&mut self, heading: &Heading) {
        if heading.text.is_blank() {
            return;
        }
        let level = heading.level.clamp(1, 6);
        // A heading right below another one belongs to it.
        let gap = if self.after_heading {
            8.0
        } else {
            style::heading_gap(level)
        };
        if !self.after_heading {
            self.section = self.strips.len();
        }
        self.title(&heading.text, level, gap);
    }

    /// Ties a short opening of the present section to what follows, so that a table on a turned page does not leave its
    /// heading behind.
    pub(super) fn glue_section(&mut self) {
        let from = self.section;
        let opening: f32 = self.strips[from..]
            .iter()
            .map(|strip| strip.gap + strip.height)
            .sum();
        if opening < SHORT_OPENING {
            self.glue(from);
        }
    }

    /// A heading with its place for links and bookmarks.
    pub(super) fn title(&mut self, text: &Text, level: u8, gap: f32) {
        let style = style::heading(level);
        let from = self.strips.len();
        let place = self.next_heading;
        self.next_heading += 1;
        let parent = self.parent;
        let node = self.tree.add(parent, Role::H(level));
        if let Some(entry) = self.entries.get_mut(place) {
            entry.node = node;
        }
        let words = self.words(text, &style, node);
        let lines = balanced(&words, &style, self.upright.column_width());
        self.push_lines(lines, &style, 0.0, gap);
        if level == 1
            && let Some(last) = self.strips[from..].last_mut()
        {
            let y = last.height + 4.0;
            last.items.insert(
                0,
                Item::Fill {
                    x: 0.0,
                    y,
                    width: 48.0,
                    height: 3.0,
                    colour: Colour::BLUE,
                },
            );
            last.height += 10.0;
        }
        if let Some(first) = self.strips.get_mut(from) {
            first.items.insert(0, Item::Place { heading: place });
        }
        self.glue(from);
    }

    pub(super) fn note_name(&mut self) -> String {
        self.next_note += 1;
        format!("note-{}", self.next_note)
    }
}

/// Puts a line on a strip: decoration first, so that text in the same place of the reading order stays together.
pub(super) fn place(items: &mut Vec<Item>, line: Line, left: f32, top: f32, style: &Style) {
    for (x, width, link) in &line.links {
        let y = top + style::baseline(style) + 1.6;
        items.push(Item::Fill {
            x: left + x,
            y,
            width: *width,
            height: 0.6,
            colour: Colour::BLUE,
        });
        items.push(Item::Link {
            x: left + x,
            y: top,
            width: *width,
            height: style.leading,
            link: *link,
        });
    }
    for piece in line.pieces {
        items.push(Item::Text(Piece {
            x: left + piece.x,
            baseline: top + piece.baseline,
            ..piece
        }));
    }
}
