//! Key facts, glossaries and sign-offs: what is set in rows but is no table of the pack's figures.

use super::columns::{self, PADDING};
use super::flow::Flow;
use super::rows::{Look, SetCell};
use super::strip::Item;
use super::style;
use super::tree::Role;
use crate::document::{Align, Column, SignOff, Table, Text};
use crate::drawing::Colour;

/// Room for a signature by hand.
const SIGNING_ROOM: f32 = 34.0;

impl Flow<'_, '_> {
    pub(super) fn key_facts(&mut self, facts: &[(Text, Text)]) {
        let facts: Vec<&(Text, Text)> = facts
            .iter()
            .filter(|(label, _)| !label.is_blank())
            .collect();
        if facts.is_empty() {
            return;
        }
        let mut table = Table::new(["", ""]).row_headers();
        for (label, value) in &facts {
            table.push([label.clone(), value.clone()]);
        }
        let width = self.upright.column_width();
        let natural = columns::within(&table, 9.5, width);
        let widest = width * 0.4;
        let first = natural[0].max(110.0).min(widest);
        let node = self.tree.add(self.parent, Role::Table);
        let body = self.tree.add(node, Role::TBody);
        let from = self.strips.len();
        let look = Look {
            format: self.upright,
            style: style::cell(9.5, false),
            ground: None,
            rule: (0.5, Colour::RULE),
            least_height: 0.0,
            width,
        };
        for row in &table.rows {
            self.body_row(&table, row, &[first, width - first], body, &look);
        }
        if let Some(strip) = self.strips.get_mut(from) {
            strip.gap = 10.0;
            strip.items.insert(
                0,
                Item::Fill {
                    x: 0.0,
                    y: 0.0,
                    width,
                    height: 0.5,
                    colour: Colour::RULE,
                },
            );
        }
    }

    pub(super) fn glossary(&mut self, entries: &[(String, Text)]) {
        if entries.is_empty() {
            return;
        }
        let node = self.tree.add(self.parent, Role::L);
        let width = self.upright.column_width();
        let first = 92.0;
        let look = Look {
            format: self.upright,
            style: style::cell(9.5, false),
            ground: None,
            rule: (0.5, Colour::RULE),
            least_height: 0.0,
            width,
        };
        for (at, (short, meaning)) in entries.iter().enumerate() {
            let item = self.tree.add(node, Role::Li);
            let lbl = self.tree.add(item, Role::Lbl);
            let bold = style::cell(9.5, true);
            let label = self.lines(&Text::from(short), &bold, lbl, first - 2.0 * PADDING);
            let body = self.tree.add(item, Role::LBody);
            let words = self.lines(meaning, &look.style, body, width - first - 2.0 * PADDING);
            let cells = vec![
                SetCell {
                    left: 0.0,
                    width: first,
                    align: Align::Left,
                    lines: label.into_iter().map(Some).collect(),
                },
                SetCell {
                    left: first,
                    width: width - first,
                    align: Align::Left,
                    lines: words.into_iter().map(Some).collect(),
                },
            ];
            let from = self.strips.len();
            self.row(cells, &look, false);
            if let Some(strip) = self.strips.get_mut(from).filter(|_| at == 0) {
                strip.gap = 10.0;
            }
        }
    }

    pub(super) fn sign_off(&mut self, sign_off: &SignOff) {
        let column = (0.0, self.upright.column_width());
        let from = self.strips.len();
        self.paragraph(&sign_off.wording, &style::BODY, Role::P, column, 9.0);
        self.glue(from);
        let mut table = Table::of([
            Column::new("Name").weight(3),
            Column::new("Role").weight(3),
            Column::new("Date").weight(2),
            Column::new("Signed").weight(4),
        ]);
        for line in &sign_off.lines {
            table.push([line.name.as_str(), &line.role, &line.date, &line.evidence]);
        }
        let unsigned = sign_off.lines.iter().any(|line| line.date.is_empty());
        let widths = columns::within(&table, 9.0, self.upright.column_width());
        self.table_as(
            &table,
            &widths,
            self.upright,
            9.0,
            if unsigned { SIGNING_ROOM } else { 0.0 },
        );
        self.paragraph(&sign_off.remark, &style::SMALL, Role::P, column, 6.0);
    }
}
