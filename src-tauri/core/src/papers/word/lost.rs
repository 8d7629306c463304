//! What a Word file holds that cannot be laid out here, counted, and whether that is too much.

use crate::document::{Block, Cell, List, Row};

/// What was met and left behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lost {
    pub text_boxes: usize,
    /// Letters in them.
    pub letters: usize,
    pub charts: usize,
    pub equations: usize,
    pub objects: usize,
    pub pictures: usize,
    /// Shown, but their author left no words for those who cannot see them.
    pub undescribed: usize,
    pub footnotes: usize,
    pub comments: usize,
    pub changes: usize,
    pub hidden: usize,
    pub merged: usize,
    pub inner_tables: usize,
    pub macros: bool,
}

impl Lost {
    /// Whether what is left no longer says what the paper says: nothing is left, a quarter of the letters are missing, or
    /// every tenth part was a drawing.
    pub(super) fn too_much(&self, blocks: &[Block]) -> bool {
        let kept: usize = blocks.iter().map(letters).sum();
        let drawn = self.charts + self.equations + self.objects + self.pictures;
        kept == 0 || self.letters * 3 > kept || drawn > 1 + blocks.len() / 10
    }

    /// In words for a list.
    pub(super) fn words(&self) -> Vec<String> {
        let counted = [
            (self.text_boxes, "text box", "text boxes"),
            (self.charts, "chart or diagram", "charts or diagrams"),
            (self.equations, "equation", "equations"),
            (self.objects, "embedded object", "embedded objects"),
            (
                self.pictures,
                "picture of a form not known here",
                "pictures of a form not known here",
            ),
            (
                self.footnotes,
                "footnote or endnote",
                "footnotes or endnotes",
            ),
            (self.comments, "comment", "comments"),
            (self.hidden, "hidden passage", "hidden passages"),
            (
                self.inner_tables,
                "table inside a table (its words are kept)",
                "tables inside tables (their words are kept)",
            ),
        ];
        let mut words: Vec<String> = counted
            .iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
            .collect();
        if self.undescribed > 0 {
            words.push(format!(
                "descriptions of {} (their author wrote none)",
                if self.undescribed == 1 {
                    "1 picture".to_owned()
                } else {
                    format!("{} pictures", self.undescribed)
                }
            ));
        }
        if self.changes > 0 {
            words.push("tracked changes (shown as if all were accepted)".to_owned());
        }
        if self.merged > 0 {
            words.push("merged cells (shown as separate ones)".to_owned());
        }
        if self.macros {
            words.push("macros".to_owned());
        }
        words
    }
}

/// The letters of a block.
fn letters(block: &Block) -> usize {
    let cells = |cells: &[Cell]| -> usize {
        cells
            .iter()
            .flat_map(|cell| &cell.paragraphs)
            .map(|text| text.plain().trim().len())
            .sum()
    };
    match block {
        Block::Heading(heading) => heading.text.plain().trim().len(),
        Block::Paragraph(paragraph) => paragraph.text.plain().trim().len(),
        Block::List(list) => in_list(list),
        Block::Table(table) => {
            let headings: usize = table
                .columns
                .iter()
                .map(|column| column.heading.plain().len())
                .sum();
            let rows: usize = table
                .rows
                .iter()
                .map(|row| match row {
                    Row::Cells(row) | Row::Total(row) => cells(row),
                    Row::Group(text) => text.plain().len(),
                })
                .sum();
            headings + rows
        }
        Block::Figure(_) => 1,
        _ => 0,
    }
}

fn in_list(list: &List) -> usize {
    list.items
        .iter()
        .map(|item| item.text.plain().trim().len() + item.nested.iter().map(in_list).sum::<usize>())
        .sum()
}
