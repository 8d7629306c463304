//! Blocks into strips, and their structure into the tree.

use std::collections::BTreeMap;

use super::paragraph::{Line, Words, balanced, set};
use super::strip::{Item, Piece, Strip};
use super::style::{self, Format, Style};
use super::tree::{Attribute, ROOT, Role, Tree};
use crate::document::{
    Block, CallOut, Contents, Document, Figure, Heading, List, Target, Text, Tone, is_safe_address,
};
use crate::drawing::{Colour, Drawing, Face, lettering};

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
    anchors: BTreeMap<&'a str, usize>,
    /// The heading now being laid out.
    next_heading: usize,
    next_note: usize,
    /// The strip at which the present section begins, and whether its heading was the last block.
    section: usize,
    after_heading: bool,
    pub(super) parent: u32,
    pub(super) tick: &'t mut dyn FnMut(usize) -> bool,
    pub(super) cancelled: bool,
    done: usize,
}

impl<'a, 't> Flow<'a, 't> {
    pub(super) fn new(document: &'a Document, tick: &'t mut dyn FnMut(usize) -> bool) -> Self {
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
            next_note: 0,
            section: 0,
            after_heading: false,
            parent: ROOT,
            tick,
            cancelled: false,
            done: 0,
        }
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            if self.stopped() {
                return;
            }
            self.block(block);
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
                    (0.0, Format::Upright.column_width()),
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
                ..Strip::new(Format::Upright, 0.0, 0.0)
            }),
        }
    }

    /// Prepares words for setting: marks become faces and colours, links become parts of the tree below `node`.
    pub(super) fn words(&mut self, text: &Text, style: &Style, node: u32) -> Vec<Words> {
        let mut words = Vec::with_capacity(text.spans.len());
        let mut plain_slot = None;
        for span in &text.spans {
            let face = match (span.strong, span.emphasis) {
                (true, _) => Face::Bold,
                (false, true) => Face::Italic,
                _ => style.face,
            };
            let shown = lettering::legible(&span.text).into_owned();
            if shown.is_empty() {
                continue;
            }
            let leads = match &span.target {
                Some(Target::Anchor(anchor)) => self
                    .anchors
                    .get(anchor.as_str())
                    .map(|heading| Leads::To(*heading)),
                Some(Target::Uri(uri)) if is_safe_address(uri) => Some(Leads::Out(uri.clone())),
                _ => None,
            };
            if let (Some(leads), false) = (leads, shown.trim().is_empty()) {
                plain_slot = None;
                let (link, slot) = self.link(leads, shown.clone(), node);
                words.push(Words {
                    text: shown,
                    face,
                    colour: Colour::BLUE,
                    slot: Some(slot),
                    link: Some(link),
                });
            } else {
                let slot = *plain_slot.get_or_insert_with(|| self.tree.slot(node));
                words.push(Words {
                    text: shown,
                    face,
                    colour: style.colour,
                    slot: Some(slot),
                    link: None,
                });
            }
        }
        words
    }

    fn link(&mut self, leads: Leads, words: String, node: u32) -> (usize, u32) {
        let link = self.tree.add(node, Role::Link);
        let slot = self.tree.slot(link);
        self.links.push(LinkTarget {
            leads,
            node: link,
            words: words.replace('\n', " "),
        });
        (self.links.len() - 1, slot)
    }

    /// One part of a role with its text in it, as lines. A blank text leaves no trace in the tree.
    pub(super) fn part(
        &mut self,
        text: &Text,
        style: &Style,
        role: Role,
        parent: u32,
        width: f32,
    ) -> Vec<Line> {
        if text.is_blank() {
            return Vec::new();
        }
        let node = self.tree.add(parent, role);
        self.lines(text, style, node, width)
    }

    pub(super) fn lines(&mut self, text: &Text, style: &Style, node: u32, width: f32) -> Vec<Line> {
        let words = self.words(text, style, node);
        set(&words, style, width)
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
            let mut strip = Strip::new(
                Format::Upright,
                if at == 0 { gap } else { 0.0 },
                style.leading,
            );
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
        let words = self.words(text, &style, node);
        let lines = balanced(&words, &style, Format::Upright.column_width());
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

    fn list(&mut self, list: &List, parent: u32, left: f32, gap: f32) {
        if list.items.is_empty() {
            return;
        }
        let node = self
            .tree
            .add_with(parent, Role::L, Attribute::Numbered(list.numbered));
        let indent = if list.numbered && list.items.len() > 99 {
            30.0
        } else {
            19.0
        };
        // Deep nesting must leave room for words.
        let left = left.min(Format::Upright.column_width() / 2.0);
        for (at, item) in list.items.iter().enumerate() {
            let li = self.tree.add(node, Role::Li);
            let label = if list.numbered {
                format!("{}.", at + 1)
            } else {
                "•".to_owned()
            };
            let lbl = self.tree.add(li, Role::Lbl);
            let mut label = self.lines(&Text::from(label), &style::BODY, lbl, indent);
            let body = self.tree.add(li, Role::LBody);
            let width = Format::Upright.column_width() - left - indent;
            let lines = self.lines(&item.text, &style::BODY, body, width);
            let from = self.strips.len();
            let above = if at == 0 { gap } else { 3.5 };
            if lines.is_empty() {
                self.strips
                    .push(Strip::new(Format::Upright, above, style::BODY.leading));
            }
            self.push_lines(lines, &style::BODY, left + indent, above);
            if let (Some(strip), Some(line)) = (self.strips.get_mut(from), label.pop()) {
                let words = std::mem::take(&mut strip.items);
                let shift = if list.numbered { 0.0 } else { 5.0 };
                place(&mut strip.items, line, left + shift, 0.0, &style::BODY);
                strip.items.extend(words);
            }
            for nested in &item.nested {
                self.list(nested, body, left + indent, 3.5);
            }
        }
    }

    fn figure(&mut self, figure: &'a Figure) {
        let drawing = &figure.drawing;
        let (width, height) = (
            Format::Upright.column_width(),
            Format::Upright.column_height() - 60.0,
        );
        let scale = (width / drawing.width.max(1.0))
            .min(height / drawing.height.max(1.0))
            .min(1.0);
        let frame = Attribute::Figure {
            alternative: lettering::legible(&drawing.alternative).replace('\n', " "),
            frame: [0.0; 4],
        };
        let outer = self.parent;
        let group = self.tree.add(outer, Role::Div);
        let node = self.tree.add_with(group, Role::Figure, frame);
        let slot = self.tree.slot(node);
        let mut strip = Strip::new(Format::Upright, 12.0, drawing.height.max(1.0) * scale);
        strip.items.push(Item::Figure {
            x: 0.0,
            y: 0.0,
            scale,
            figure: self.figures.len(),
            slot,
        });
        self.figures.push(drawing);
        let caption = figure
            .caption
            .as_ref()
            .filter(|caption| !caption.is_blank());
        strip.glued = caption.is_some();
        self.strips.push(strip);
        self.parent = group;
        if let Some(caption) = caption {
            let style = Style {
                face: Face::Regular,
                ..style::CAPTION
            };
            self.paragraph(caption, &style, Role::Caption, (0.0, width), 5.0);
        }
        if figure.show_table && !drawing.table.headings.is_empty() {
            self.figure_table(drawing);
        }
        self.parent = outer;
    }

    fn call_out(&mut self, call_out: &CallOut) {
        let colour = match call_out.tone {
            Tone::Information => Colour::BLUE,
            Tone::Warning => Colour::RED,
        };
        let outer = self.parent;
        self.parent = self.tree.add(outer, Role::Div);
        let from = self.strips.len();
        let column = (18.0, Format::Upright.column_width() - 32.0);
        let title = Style {
            size: 11.5,
            leading: 16.0,
            ..style::CAPTION
        };
        self.paragraph(&Text::from(&call_out.title), &title, Role::P, column, 0.0);
        self.glue(from);
        for paragraph in &call_out.paragraphs {
            self.paragraph(paragraph, &style::BODY, Role::P, column, 5.0);
        }
        self.parent = outer;
        frame(&mut self.strips[from..], colour);
    }

    fn contents(&mut self, contents: &Contents) {
        self.title(&Text::from(&contents.title), 1, style::heading_gap(1));
        let own = self.next_heading - 1;
        let depth = contents.depth.clamp(1, 6);
        let listed: Vec<(usize, Entry)> = self
            .entries
            .iter()
            .cloned()
            .enumerate()
            .filter(|(at, entry)| {
                *at != own && entry.level <= depth && !entry.words.trim().is_empty()
            })
            .collect();
        let mut open: Vec<(u8, u32)> = Vec::new();
        for (heading, entry) in listed {
            while open.last().is_some_and(|(level, _)| *level > entry.level) && open.len() > 1 {
                open.pop();
            }
            if open.last().is_none_or(|(level, _)| *level < entry.level) {
                let parent = open.last().map_or(self.parent, |(_, toc)| *toc);
                let toc = self.tree.add(parent, Role::Toc);
                open.push((entry.level, toc));
            }
            let toc = open.last().map_or(self.parent, |(_, toc)| *toc);
            self.contents_entry(heading, &entry, toc, open.len());
        }
    }

    fn contents_entry(&mut self, heading: usize, entry: &Entry, toc: u32, depth: usize) {
        let width = Format::Upright.column_width();
        let top = depth <= 1;
        let style = Style {
            face: if top { Face::Bold } else { Face::Regular },
            leading: 15.0,
            ..style::BODY
        };
        let item = self.tree.add(toc, Role::Toci);
        let reference = self.tree.add(item, Role::Reference);
        let (link, slot) = self.link(Leads::To(heading), entry.words.clone(), reference);
        let left = 14.0 * (depth.saturating_sub(1).min(6)) as f32;
        let text = format!("{} ", entry.words.trim_end());
        let words = [Words {
            text,
            face: style.face,
            colour: style.colour,
            slot: Some(slot),
            link: None,
        }];
        let lines = set(&words, &style, width - left - 40.0);
        let count = lines.len();
        let from = self.strips.len();
        self.push_lines(lines, &style, left, if top { 8.0 } else { 2.0 });
        for strip in &mut self.strips[from..] {
            strip.items.push(Item::Link {
                x: left,
                y: 0.0,
                width: width - left,
                height: strip.height,
                link,
            });
        }
        self.glue(from);
        if let Some(last) = self.strips.last_mut().filter(|_| count > 0) {
            last.glued = false;
            last.items.push(Item::PageNumber {
                right: width,
                baseline: style::baseline(&style),
                heading,
                face: style.face,
                size: style.size,
                colour: style.colour,
                slot,
            });
        }
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

/// Gives strips a pale ground and a coloured bar at their left, and space above and below inside it.
fn frame(strips: &mut [Strip], colour: Colour) {
    let last = strips.len().saturating_sub(1);
    for (at, strip) in strips.iter_mut().enumerate() {
        // Space between paragraphs belongs to the ground, so that it has no gaps.
        let above = if at == 0 { 9.0 } else { strip.gap };
        let below = if at == last { 10.0 } else { 0.0 };
        strip.gap = if at == 0 { 12.0 } else { 0.0 };
        for item in &mut strip.items {
            item.lower(above);
        }
        strip.height += above + below;
        let (width, height) = (Format::Upright.column_width(), strip.height);
        strip.items.insert(
            0,
            Item::Fill {
                x: 0.0,
                y: 0.0,
                width: 4.0,
                height,
                colour,
            },
        );
        strip.items.insert(
            0,
            Item::Fill {
                x: 0.0,
                y: 0.0,
                width,
                height,
                colour: Colour::PALE,
            },
        );
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
