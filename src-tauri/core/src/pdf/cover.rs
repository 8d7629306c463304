//! The first page.

use super::flow::{Flow, place};
use super::paragraph::balanced;
use super::strip::{Item, Strip};
use super::style::{self, MARGIN_SIDE, MARGIN_TOP, Style};
use super::tree::Role;
use crate::document::{Document, Text};
use crate::drawing::{Colour, Face};

/// Least of the air of a full cover that is left.
const LEAST_AIR: f32 = 0.15;

/// Height of the coloured band, from the page's top edge.
const BAND: f32 = 96.0;

impl Flow<'_, '_> {
    pub(super) fn cover(&mut self, document: &Document) {
        let Some(cover) = &document.cover else { return };
        let width = self.upright.column_width();
        let from = self.strips.len();
        self.band(&document.meta.organisation);
        // Large print leaves less air: the whole cover is still to stand on one page.
        let mut gap = 96.0 / self.upright.zoom().powi(2);
        if let Some(draft) = &document.marks.draft {
            let style = Style {
                colour: Colour::RED,
                size: 15.0,
                leading: 20.0,
                face: Face::Bold,
            };
            self.paragraph(&Text::from(draft), &style, Role::P, (0.0, width), gap);
            gap = 14.0;
        }
        let parent = self.parent;
        if !cover.title.trim().is_empty() {
            let node = self.tree.add(parent, Role::Title);
            let words = self.words(&Text::from(&cover.title), &style::COVER_TITLE, node);
            let lines = balanced(&words, &style::COVER_TITLE, width);
            self.push_lines(lines, &style::COVER_TITLE, 0.0, gap);
        }
        self.paragraph(
            &Text::from(&cover.subtitle),
            &style::COVER_SUBTITLE,
            Role::P,
            (0.0, width),
            10.0,
        );
        let mut line = Strip::new(self.upright, 26.0, 4.0);
        line.items.push(Item::Fill {
            x: 0.0,
            y: 0.0,
            width: 64.0,
            height: 4.0,
            colour: Colour::BLUE,
        });
        self.strips.push(line);
        let mut gap = 26.0;
        for (label, value) in &cover.lines {
            self.cover_line(label, value, gap);
            gap = 6.0;
        }
        let is_said = |mark: &&String| cover.lines.iter().any(|line| line.1 == **mark);
        let mark = document.marks.confidentiality.as_ref();
        if let Some(mark) = mark.filter(|mark| !is_said(mark)) {
            let style = Style {
                face: Face::Bold,
                size: 11.5,
                leading: 16.0,
                colour: Colour::INK,
            };
            self.paragraph(&Text::from(mark), &style, Role::P, (0.0, width), 26.0);
        }
        tighten(&mut self.strips[from..], self.upright.column_height());
        self.strips.push(Strip {
            new_page: true,
            ..Strip::new(self.upright, 0.0, 0.0)
        });
    }

    /// The hub's name on a band across the page.
    fn band(&mut self, organisation: &str) {
        let parent = self.parent;
        let width = self.upright.column_width();
        let lines = self.part(
            &Text::from(organisation),
            &style::COVER_BAND,
            Role::P,
            parent,
            width,
        );
        let height = (lines.len() as f32 * style::COVER_BAND.leading).max(BAND - MARGIN_TOP);
        let mut strip = Strip::new(self.upright, 0.0, height);
        strip.items.push(Item::Fill {
            x: -MARGIN_SIDE,
            y: -MARGIN_TOP,
            width: self.upright.width(),
            height: MARGIN_TOP + height,
            colour: Colour::BLUE,
        });
        let shift = if lines.len() == 1 {
            -style::COVER_BAND.leading
        } else {
            -MARGIN_TOP / 3.0
        };
        for (at, line) in lines.into_iter().enumerate() {
            place(
                &mut strip.items,
                line,
                0.0,
                shift + at as f32 * style::COVER_BAND.leading,
                &style::COVER_BAND,
            );
        }
        self.strips.push(strip);
    }

    /// "Figures as of    30 September 2026".
    fn cover_line(&mut self, label: &str, value: &str, gap: f32) {
        let text = Text::new()
            .strong(format!("{}: ", label.trim_end_matches(':')))
            .then(value);
        let style = Style {
            size: 11.5,
            leading: 16.0,
            ..style::BODY
        };
        self.paragraph(
            &text,
            &style,
            Role::P,
            (0.0, self.upright.column_width()),
            gap,
        );
    }
}

/// Takes out as much of the air between strips as it takes for all of them to stand on one page.
fn tighten(strips: &mut [Strip], room: f32) {
    let air: f32 = strips.iter().skip(1).map(|strip| strip.gap).sum();
    let height: f32 = strips.iter().map(|strip| strip.height).sum();
    if air + height <= room {
        return;
    }
    let left = ((room - height) / air.max(1.0)).max(LEAST_AIR);
    for strip in strips.iter_mut().skip(1) {
        strip.gap *= left;
    }
}
