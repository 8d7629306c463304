//! The list of contents. Its length is known before any page number is: the numbers are filled in once pages are.

use super::flow::{Entry, Flow, Leads};
use super::paragraph::{Words, set};
use super::strip::Item;
use super::style::{self, Style};
use super::tree::Role;
use crate::document::{Contents, Text};
use crate::drawing::Face;

impl Flow<'_, '_> {
    pub(super) fn contents(&mut self, contents: &Contents) {
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
        let width = self.upright.column_width();
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
}
