//! Words with their marks into lines: faces, colours, links, and their places in the reading order.

use super::flow::{Flow, Leads, LinkTarget};
use super::paragraph::{Line, Words, set};
use super::style::Style;
use super::tree::Role;
use crate::document::{Target, Text, is_safe_address};
use crate::drawing::{Colour, Face, lettering};

impl Flow<'_, '_> {
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

    pub(super) fn link(&mut self, leads: Leads, words: String, node: u32) -> (usize, u32) {
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
}
