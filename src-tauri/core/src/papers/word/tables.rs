//! Tables: headings where Word knows them or where the first row is one, cells as paragraphs.

use super::blocks::Reading;
use super::xml::Node;
use crate::document::{Align, Block, Cell, Paragraph, Row, Table, Text};

/// The most columns laid out; a wider table is a spreadsheet.
const MOST_COLUMNS: usize = 40;

impl Reading<'_> {
    pub(super) fn table(&mut self, node: &Node) {
        let rows: Vec<&Node> = rows(node);
        let mut cells: Vec<Vec<Cell>> = Vec::new();
        for row in &rows {
            let found = self.cells(row);
            cells.push(found);
        }
        let columns = cells
            .iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0)
            .min(MOST_COLUMNS);
        let blank = |row: &Vec<Cell>| {
            row.iter()
                .all(|cell| cell.paragraphs.iter().all(Text::is_blank))
        };
        cells.retain(|row| !blank(row));
        // A table of one cell or one column only frames its words.
        if columns <= 1 || cells.len() <= 1 {
            self.end_caption();
            for paragraph in cells.into_iter().flatten().flat_map(|cell| cell.paragraphs) {
                if !paragraph.is_blank() {
                    self.blocks.push(Paragraph::new(paragraph).into());
                }
            }
            return;
        }
        let look = node
            .child("tblPr")
            .and_then(|properties| properties.child("tblLook"));
        let first_column = look.is_some_and(|look| look.attribute("firstColumn") == Some("1"));
        let mut rows = cells.into_iter();
        let headings = rows.next().unwrap_or_default();
        let heading = |at: usize| headings.get(at).map(one_line).unwrap_or_default();
        let mut table = Table::of((0..columns).map(|at| crate::document::Column::new(heading(at))));
        table.caption = self.caption.take();
        table.row_headers = first_column;
        for row in rows {
            table.rows.push(Row::Cells(row));
        }
        align(&mut table);
        self.blocks.push(Block::Table(table));
    }

    fn cells(&mut self, row: &Node) -> Vec<Cell> {
        let mut found = Vec::new();
        let before = row.child("trPr").and_then(|p| p.child_val("gridBefore"));
        let skipped: usize = before.and_then(|count| count.parse().ok()).unwrap_or(0);
        found.resize(skipped.min(MOST_COLUMNS), Cell::default());
        for cell in content(row, "tc") {
            let properties = cell.child("tcPr");
            let span: usize = properties
                .and_then(|properties| properties.child_val("gridSpan"))
                .and_then(|span| span.parse().ok())
                .unwrap_or(1);
            let merge = properties.and_then(|properties| properties.child("vMerge"));
            let goes_on = merge.is_some_and(|merge| merge.val() != Some("restart"));
            if span > 1 || goes_on {
                self.lost.merged += 1;
            }
            let mut paragraphs = Vec::new();
            self.words_of(cell, &mut paragraphs);
            found.push(Cell { paragraphs });
            for _ in 1..span.min(MOST_COLUMNS) {
                found.push(Cell::default());
            }
            if found.len() >= MOST_COLUMNS {
                break;
            }
        }
        found
    }

    /// The paragraphs of a cell, those of tables inside it included.
    fn words_of(&mut self, parent: &Node, out: &mut Vec<Text>) {
        for child in &parent.children {
            match child.name.as_str() {
                "p" => {
                    let mut text = self.text(child);
                    if text.is_blank() {
                        continue;
                    }
                    if self.look.list(child.child("pPr")).is_some() {
                        text.spans.insert(0, Text::from("• ").spans.remove(0));
                    }
                    out.push(text);
                }
                "tbl" => {
                    self.lost.inner_tables += 1;
                    for row in rows(child) {
                        for cell in content(row, "tc") {
                            self.words_of(cell, out);
                        }
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" => self.words_of(child, out),
                _ => {}
            }
        }
        // A break of pages inside a cell means nothing.
        self.page_break = false;
    }
}

/// Columns of numbers stand at the right, as in any pack.
fn align(table: &mut Table) {
    let is_number = |cell: &Cell| {
        let words: String = cell.paragraphs.iter().map(Text::plain).collect();
        let words = words.trim();
        words.chars().any(|c| c.is_ascii_digit())
            && words
                .chars()
                .all(|c| c.is_ascii_digit() || "£€%.,-–+() ".contains(c))
    };
    for at in 1..table.columns.len() {
        let mut cells = table.rows.iter().filter_map(|row| match row {
            Row::Cells(cells) => cells.get(at),
            _ => None,
        });
        let filled = |cell: &&Cell| cell.paragraphs.iter().any(|text| !text.is_blank());
        if cells.clone().any(|cell| filled(&cell)) && cells.by_ref().filter(filled).all(is_number) {
            table.columns[at].align = Align::Right;
        }
    }
}

/// The rows of a table that were not deleted by a tracked change.
fn rows(table: &Node) -> Vec<&Node> {
    let is_deleted = |row: &&Node| row.child("trPr").is_some_and(|p| p.child("del").is_some());
    content(table, "tr")
        .into_iter()
        .filter(|row| !is_deleted(row))
        .collect()
}

/// Children of a name, also those inside content controls.
fn content<'a>(parent: &'a Node, name: &str) -> Vec<&'a Node> {
    let mut found = Vec::new();
    for child in &parent.children {
        if child.name == name {
            found.push(child);
        } else if matches!(
            child.name.as_str(),
            "sdt" | "sdtContent" | "customXml" | "ins"
        ) {
            found.extend(content(child, name));
        }
    }
    found
}

/// A heading's words on one line.
fn one_line(cell: &Cell) -> Text {
    let mut line = Text::new();
    for paragraph in &cell.paragraphs {
        if !line.is_blank() {
            line = line.then(" ");
        }
        line.spans.extend(paragraph.spans.iter().cloned());
    }
    line
}
