//! Tables: caption, heading row, rows, notes.

use super::columns::{self, PADDING};
use super::flow::Flow;
use super::paragraph::Line;
use super::rows::{Look, SetCell};
use super::strip::{Item, Strip};
use super::style::{self, Format, Style};
use super::tree::{Attribute, Role};
use crate::document::{Align, Cell, Row, Table, Text};
use crate::drawing::{Colour, Drawing, lettering};

impl Flow<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) {
        let measure = columns::measure(table, self.upright);
        if measure.format != self.upright {
            self.glue_section();
        }
        self.table_as(table, &measure.columns, measure.format, measure.size, 0.0);
    }

    pub(super) fn figure_table(&mut self, drawing: &Drawing) {
        let mut table = Table::new(drawing.table.headings.iter().map(String::as_str)).row_headers();
        for row in &drawing.table.rows {
            table.push(row.iter().map(String::as_str));
        }
        table = table.numbers(1..drawing.table.headings.len());
        self.table(&table);
    }

    pub(super) fn table_as(
        &mut self,
        table: &Table,
        widths: &[f32],
        format: Format,
        size: f32,
        least_height: f32,
    ) {
        if table.columns.is_empty() {
            return;
        }
        let outer = self.parent;
        let node = self.tree.add(outer, Role::Table);
        let from = self.strips.len();
        if let Some(caption) = &table.caption {
            self.parent = node;
            self.paragraph(
                caption,
                &style::CAPTION,
                Role::Caption,
                (0.0, widths.iter().sum()),
                14.0,
            );
            self.glue(from);
        }
        let width = widths.iter().sum();
        let head = self.head(
            table,
            widths,
            node,
            &Look {
                format,
                style: style::cell(size, true),
                ground: None,
                rule: (1.5, Colour::BLUE),
                least_height: 0.0,
                width,
            },
        );
        if head > from || table.caption.is_none() {
            self.strips[head].gap = if table.caption.is_some() { 3.0 } else { 12.0 };
        }
        self.glue(head);
        let mut repeated: Vec<Strip> = self.strips[head..].to_vec();
        for strip in &mut repeated {
            strip.as_decoration();
        }
        self.headings.push(repeated);
        let headings = Some(self.headings.len() - 1);
        let body_from = self.strips.len();
        let body = self.tree.add(node, Role::TBody);
        // A row that shows nothing says nothing, unless it leaves room to sign.
        let shown = |row: &&Row| least_height > 0.0 || shows_something(row);
        let mut rows = table.rows.iter().filter(shown).peekable();
        let nothing = rows.peek().is_none();
        let mut last = body_from;
        for row in rows {
            if self.stopped() {
                return;
            }
            last = self.strips.len();
            self.body_row(
                table,
                row,
                widths,
                body,
                &Look {
                    format,
                    style: style::cell(size, matches!(row, Row::Total(_))),
                    ground: matches!(row, Row::Group(_)).then_some(Colour::PALE),
                    rule: (0.5, Colour::RULE),
                    least_height,
                    width,
                },
            );
        }
        if nothing {
            self.empty_row(table, widths, body, format, size);
        }
        for strip in &mut self.strips[body_from..] {
            strip.headings = headings;
        }
        // The last row, often the sum, has the one before it on its page; and a note has the last row.
        if last > body_from {
            self.strips[last - 1].glued = true;
        }
        if table.notes.iter().any(|note| !note.is_blank())
            && let Some(row) = self.strips.last_mut()
        {
            row.glued = true;
        }
        self.parent = outer;
        for note in &table.notes {
            let name = self.note_name();
            let node = self
                .tree
                .add_with(outer, Role::Note, Attribute::Identifier(name));
            let lines = self.lines(note, &style::SMALL, node, width);
            self.push_lines(lines, &style::SMALL, 0.0, 4.0);
        }
        for strip in &mut self.strips[from..] {
            strip.format = format;
        }
    }

    /// The heading row; says where its strips begin.
    fn head(&mut self, table: &Table, widths: &[f32], node: u32, look: &Look) -> usize {
        let part = self.tree.add(node, Role::THead);
        let row = self.tree.add(part, Role::Tr);
        let mut cells = Vec::new();
        let mut left = 0.0;
        for (column, width) in table.columns.iter().zip(widths) {
            let th = self.tree.add_with(row, Role::Th, Attribute::OfColumn);
            let lines = self.lines(&column.heading, &look.style, th, width - 2.0 * PADDING);
            cells.push(SetCell {
                left,
                width: *width,
                align: column.align,
                lines: lines.into_iter().map(Some).collect(),
            });
            left += width;
        }
        sink(&mut cells);
        let from = self.strips.len();
        self.row(cells, look, true);
        from
    }

    pub(super) fn body_row(
        &mut self,
        table: &Table,
        row: &Row,
        widths: &[f32],
        body: u32,
        look: &Look,
    ) {
        let tr = self.tree.add(body, Role::Tr);
        let (cells, total) = match row {
            Row::Cells(cells) => (cells, false),
            Row::Total(cells) => (cells, true),
            Row::Group(heading) => {
                let th = self
                    .tree
                    .add_with(tr, Role::Th, Attribute::Across(widths.len()));
                let style = style::cell(look.style.size, true);
                let lines = self.lines(heading, &style, th, look.width - 2.0 * PADDING);
                let lines = lines.into_iter().map(Some).collect();
                let cell = SetCell {
                    left: 0.0,
                    width: look.width,
                    align: Align::Left,
                    lines,
                };
                let from = self.strips.len();
                self.row(vec![cell], look, true);
                self.glue(from);
                return;
            }
        };
        let mut set = Vec::with_capacity(widths.len());
        let mut left = 0.0;
        let nothing = Cell::default();
        for (at, (column, width)) in table.columns.iter().zip(widths).enumerate() {
            let head = at == 0 && table.row_headers;
            let td = if head {
                self.tree.add_with(tr, Role::Th, Attribute::OfRow)
            } else {
                self.tree.add(tr, Role::Td)
            };
            let style = if head {
                style::cell(look.style.size, true)
            } else {
                look.style
            };
            let cell = cells.get(at).unwrap_or(&nothing);
            let lines = self.cell_lines(cell, &style, td, width - 2.0 * PADDING);
            set.push(SetCell {
                left,
                width: *width,
                align: column.align,
                lines,
            });
            left += width;
        }
        let from = self.strips.len();
        self.row(set, look, false);
        if total && let Some(first) = self.strips.get_mut(from) {
            first.items.insert(
                0,
                Item::Fill {
                    x: 0.0,
                    y: 0.0,
                    width: look.width,
                    height: 1.0,
                    colour: Colour::INK,
                },
            );
        }
    }

    /// A cell's paragraphs as lines, an empty line between two of them.
    fn cell_lines(
        &mut self,
        cell: &Cell,
        style: &Style,
        node: u32,
        width: f32,
    ) -> Vec<Option<Line>> {
        if let [text] = cell.paragraphs.as_slice() {
            return self
                .lines(text, style, node, width)
                .into_iter()
                .map(Some)
                .collect();
        }
        let mut lines = Vec::new();
        for text in &cell.paragraphs {
            let set = self.part(text, style, Role::P, node, width);
            if !lines.is_empty() && !set.is_empty() {
                lines.push(None);
            }
            lines.extend(set.into_iter().map(Some));
        }
        lines
    }

    /// A table without rows says so.
    fn empty_row(&mut self, table: &Table, widths: &[f32], body: u32, format: Format, size: f32) {
        let tr = self.tree.add(body, Role::Tr);
        let td = self
            .tree
            .add_with(tr, Role::Td, Attribute::Spanning(table.columns.len()));
        let style = Style {
            colour: Colour::QUIET,
            ..style::cell(size, false)
        };
        let width = widths.iter().sum();
        let lines = self.lines(
            &Text::from("Nothing recorded."),
            &style,
            td,
            width - 2.0 * PADDING,
        );
        let cell = SetCell {
            left: 0.0,
            width,
            align: Align::Left,
            lines: lines.into_iter().map(Some).collect(),
        };
        let look = Look {
            format,
            style,
            ground: None,
            rule: (0.5, Colour::RULE),
            least_height: 0.0,
            width,
        };
        self.row(vec![cell], &look, false);
    }
}

fn shows_something(row: &Row) -> bool {
    let shows = |text: &Text| {
        text.spans
            .iter()
            .any(|span| !lettering::legible(&span.text).trim().is_empty())
    };
    match row {
        Row::Group(heading) => shows(heading),
        Row::Cells(cells) | Row::Total(cells) => {
            cells.iter().flat_map(|cell| &cell.paragraphs).any(shows)
        }
    }
}

/// Lets the headings of a row end on the same line.
fn sink(cells: &mut [SetCell]) {
    let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    for cell in cells {
        let missing = most - cell.lines.len();
        cell.lines
            .splice(0..0, std::iter::repeat_with(|| None).take(missing));
    }
}

impl Strip {
    /// Takes it out of the reading order: a repetition for the eye.
    fn as_decoration(&mut self) {
        self.items
            .retain(|item| matches!(item, Item::Text(_) | Item::Fill { .. }));
        for item in &mut self.items {
            if let Item::Text(piece) = item {
                piece.slot = None;
            }
        }
        self.gap = 0.0;
    }
}
