//! Lists, figures and call-outs.

use super::flow::{Flow, place};
use super::strip::{Item, Strip};
use super::style::{self, Format, Style};
use super::tree::{Attribute, Role};
use crate::document::{CallOut, Figure, List, Text, Tone};
use crate::drawing::{Colour, Face, lettering};

/// What a figure as high as a page leaves for the space above it and its caption.
const FIGURE_ENDS: f32 = 60.0;

impl<'a> Flow<'a, '_> {
    pub(super) fn list(&mut self, list: &List, parent: u32, left: f32, gap: f32) {
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
        let left = left.min(self.upright.column_width() / 2.0);
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
            let width = self.upright.column_width() - left - indent;
            let lines = self.lines(&item.text, &style::BODY, body, width);
            let from = self.strips.len();
            let above = if at == 0 { gap } else { 3.5 };
            if lines.is_empty() {
                self.strips
                    .push(Strip::new(self.upright, above, style::BODY.leading));
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

    pub(super) fn figure(&mut self, figure: &'a Figure) {
        let drawing = &figure.drawing;
        let width = self.upright.column_width();
        let above = self.tied_height();
        let fits = |format: Format| {
            // A heading right above stays with it, so there is to be room for both on a page.
            let room =
                format.column_height() - FIGURE_ENDS - above.min(format.column_height() / 3.0);
            (format.column_width() / drawing.width.max(1.0))
                .min(room / drawing.height.max(1.0))
                .min(1.0)
        };
        // Letters of a chart are part of it: in large print it lies on its side where that makes it larger.
        let sideways = self.upright.sideways();
        let format = if self.upright.zoom() > 1.0 && fits(sideways) > fits(self.upright) * 1.2 {
            sideways
        } else {
            self.upright
        };
        let scale = fits(format);
        let frame = Attribute::Figure {
            alternative: lettering::legible(&drawing.alternative).replace('\n', " "),
            frame: [0.0; 4],
        };
        let outer = self.parent;
        let group = self.tree.add(outer, Role::Div);
        let node = self.tree.add_with(group, Role::Figure, frame);
        let slot = self.tree.slot(node);
        let mut strip = Strip::new(format, 12.0, drawing.height.max(1.0) * scale);
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
        let drawn = self.strips.len();
        self.strips.push(strip);
        self.parent = group;
        if let Some(caption) = caption {
            let style = Style {
                face: Face::Regular,
                ..style::CAPTION
            };
            self.paragraph(caption, &style, Role::Caption, (0.0, width), 5.0);
            for strip in &mut self.strips[drawn..] {
                strip.format = format;
            }
        }
        if (figure.show_table || self.upright.zoom() > 1.0) && !drawing.table.headings.is_empty() {
            self.figure_table(drawing);
        }
        self.parent = outer;
    }

    pub(super) fn call_out(&mut self, call_out: &CallOut) {
        let colour = match call_out.tone {
            Tone::Information => Colour::BLUE,
            Tone::Warning => Colour::RED,
        };
        let outer = self.parent;
        self.parent = self.tree.add(outer, Role::Div);
        let from = self.strips.len();
        let column = (18.0, self.upright.column_width() - 32.0);
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
        let (width, height) = (strip.format.column_width(), strip.height);
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
