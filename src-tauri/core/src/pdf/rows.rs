//! Tables, key facts, glossaries and sign-offs: everything that is set in rows.

use super::columns::{self, PADDING};
use super::flow::{Flow, place};
use super::paragraph::Line;
use super::strip::{Item, Strip};
use super::style::{self, Format, Style};
use super::tree::{Attribute, Role};
use crate::document::{Align, Cell, Column, Row, SignOff, Table, Text};
use crate::drawing::{Colour, Drawing};

/// Space above and below a row's text.
const ROW_PADDING: f32 = 4.0;
/// A row higher than this may be parted by the end of a page.
const TALL: f32 = 150.0;
/// Room for a signature by hand.
const SIGNING_ROOM: f32 = 34.0;

/// A cell's lines, ready to be put on a strip.
struct SetCell {
    left: f32,
    width: f32,
    align: Align,
    lines: Vec<Option<Line>>,
}

/// How a row looks.
struct Look {
    format: Format,
    style: Style,
    ground: Option<Colour>,
    /// Thickness and colour of the line below the row.
    rule: (f32, Colour),
    least_height: f32,
    width: f32,
}

impl Flow<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) {
        let measure = columns::measure(table);
        if measure.format != Format::Upright {
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

    fn table_as(
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
        for row in &table.rows {
            if self.stopped() {
                return;
            }
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
        if table.rows.is_empty() {
            self.empty_row(table, widths, body, format, size);
        }
        for strip in &mut self.strips[body_from..] {
            strip.headings = headings;
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

    fn body_row(&mut self, table: &Table, row: &Row, widths: &[f32], body: u32, look: &Look) {
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

    /// Puts a row's cells on one strip, or on one strip per line where the row is tall.
    fn row(&mut self, cells: Vec<SetCell>, look: &Look, whole: bool) {
        let count = cells
            .iter()
            .map(|cell| cell.lines.len())
            .max()
            .unwrap_or(0)
            .max(1);
        let leading = look.style.leading;
        let height = (count as f32 * leading + 2.0 * ROW_PADDING).max(look.least_height);
        if height <= TALL || (whole && height < TALL * 2.0) {
            let mut strip = Strip::new(look.format, 0.0, height);
            look.decorate(&mut strip, true);
            for cell in cells {
                let (left, width, align) = (cell.left, cell.width, cell.align);
                for (at, line) in cell.lines.into_iter().enumerate() {
                    let top = ROW_PADDING + at as f32 * leading;
                    put(&mut strip, line, (left, width, align), top, &look.style);
                }
            }
            self.strips.push(strip);
            return;
        }
        let mut cells = cells;
        for at in 0..count {
            let (above, below) = (
                if at == 0 { ROW_PADDING } else { 0.0 },
                if at + 1 == count { ROW_PADDING } else { 0.0 },
            );
            let mut strip = Strip::new(look.format, 0.0, leading + above + below);
            strip.glued = at + 1 < count && (at == 0 || at + 2 == count);
            look.decorate(&mut strip, at + 1 == count);
            for cell in &mut cells {
                let place = (cell.left, cell.width, cell.align);
                put(
                    &mut strip,
                    cell.lines.get_mut(at).and_then(Option::take),
                    place,
                    above,
                    &look.style,
                );
            }
            self.strips.push(strip);
        }
    }

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
        let width = Format::Upright.column_width();
        let natural = columns::within(&table, 9.5, width);
        let first = natural[0].clamp(110.0, width * 0.4);
        let node = self.tree.add(self.parent, Role::Table);
        let body = self.tree.add(node, Role::TBody);
        let from = self.strips.len();
        let look = Look {
            format: Format::Upright,
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
        let width = Format::Upright.column_width();
        let first = 92.0;
        let look = Look {
            format: Format::Upright,
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
        let column = (0.0, Format::Upright.column_width());
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
        let widths = columns::within(&table, 9.0, Format::Upright.column_width());
        self.table_as(
            &table,
            &widths,
            Format::Upright,
            9.0,
            if unsigned { SIGNING_ROOM } else { 0.0 },
        );
        self.paragraph(&sign_off.remark, &style::SMALL, Role::P, column, 6.0);
    }
}

impl Look {
    fn decorate(&self, strip: &mut Strip, last: bool) {
        if let Some(colour) = self.ground {
            strip.items.push(Item::Fill {
                x: 0.0,
                y: 0.0,
                width: self.width,
                height: strip.height,
                colour,
            });
        }
        if last {
            let (height, colour) = self.rule;
            strip.items.push(Item::Fill {
                x: 0.0,
                y: strip.height - height,
                width: self.width,
                height,
                colour,
            });
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

fn put(
    strip: &mut Strip,
    line: Option<Line>,
    (left, width, align): (f32, f32, Align),
    top: f32,
    style: &Style,
) {
    let Some(line) = line else { return };
    let room = (width - 2.0 * PADDING - line.width).max(0.0);
    let shift = match align {
        Align::Left => 0.0,
        Align::Centre => room / 2.0,
        Align::Right => room,
    };
    place(&mut strip.items, line, left + PADDING + shift, top, style);
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
