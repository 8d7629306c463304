//! What is wrong with a document before it is laid out.

use std::collections::BTreeSet;

use super::{Block, Cell, Document, List, Row, Table, Target, Text, is_safe_address};
use crate::drawing::lettering;

/// PDF/A limits how long a description may be.
const LONGEST_ALTERNATIVE: usize = 8000;

/// One thing wrong with a document. The document can still be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which part, in words a reader of the pack recognises.
    pub place: String,
    /// What is wrong, and what is done about it or should be.
    pub message: String,
}

/// Everything wrong with a document, in reading order. An empty list means the pack can be claimed to be accessible.
#[must_use]
pub fn check(document: &Document) -> Vec<Fault> {
    let mut inspection = Inspection {
        faults: Vec::new(),
        anchors: BTreeSet::new(),
        last_level: 0,
        section: "the start of the pack".to_owned(),
    };
    inspection.gather_anchors(document);
    if document.meta.title.trim().is_empty() {
        inspection.fault(
            "the title",
            "The pack has no title. Give it one: readers' programs show it.",
        );
    }
    inspection.words("the title", &document.meta.title);
    inspection.words("the footer", &document.marks.footer);
    for mark in [&document.marks.draft, &document.marks.confidentiality]
        .into_iter()
        .flatten()
    {
        inspection.words("the marks", mark);
    }
    if let Some(cover) = &document.cover {
        inspection.words("the cover", &cover.title);
        inspection.words("the cover", &cover.subtitle);
        for (label, value) in &cover.lines {
            inspection.words("the cover", label);
            inspection.words("the cover", value);
        }
    }
    for block in &document.blocks {
        inspection.block(block);
    }
    inspection.attachments(document);
    inspection.faults
}

struct Inspection {
    faults: Vec<Fault>,
    anchors: BTreeSet<String>,
    last_level: u8,
    section: String,
}

impl Inspection {
    fn fault(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.faults.push(Fault {
            place: place.into(),
            message: message.into(),
        });
    }

    fn gather_anchors(&mut self, document: &Document) {
        for block in &document.blocks {
            let Block::Heading(heading) = block else {
                continue;
            };
            let Some(anchor) = &heading.anchor else {
                continue;
            };
            if !self.anchors.insert(anchor.clone()) {
                let place = format!("the heading “{}”", heading.text.plain());
                self.fault(
                    place,
                    format!("Two headings have the anchor “{anchor}”; links lead to the first."),
                );
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let here = format!("“{}”", self.section);
        match block {
            Block::Heading(heading) => {
                let title = heading.text.plain();
                if heading.text.is_blank() {
                    self.fault(
                        &here,
                        "A heading has no words. Give it some or leave it out.",
                    );
                } else {
                    self.section = title.trim().to_owned();
                }
                let place = format!("the heading “{title}”");
                if !(1..=6).contains(&heading.level) {
                    self.fault(&place, "Headings have levels 1 to 6.");
                } else if heading.level > self.last_level + 1 {
                    let message = format!(
                        "It has level {} but follows level {}. A level must not be skipped.",
                        heading.level, self.last_level
                    );
                    self.fault(&place, message);
                }
                self.last_level = heading.level;
                self.text(&place, &heading.text);
            }
            Block::Paragraph(paragraph) => {
                self.text(&format!("a paragraph under {here}"), &paragraph.text)
            }
            Block::List(list) => self.list(&format!("a list under {here}"), list),
            Block::Table(table) => self.table(&here, table),
            Block::Figure(figure) => {
                let place = format!("a figure under {here}");
                if figure.drawing.alternative.trim().is_empty() {
                    self.fault(
                        &place,
                        "The figure says nothing to those who cannot see it. Describe it in words.",
                    );
                }
                if figure.drawing.alternative.chars().count() > LONGEST_ALTERNATIVE {
                    self.fault(&place, "Its description is longer than 8,000 letters and is cut there. Say less, and print its table.");
                }
                self.words(&place, &figure.drawing.alternative);
                if let Some(caption) = &figure.caption {
                    self.text(&place, caption);
                }
                for row in &figure.drawing.table.rows {
                    for entry in row {
                        self.words(&place, entry);
                    }
                }
            }
            Block::CallOut(call_out) => {
                let place = format!("the call-out “{}”", call_out.title);
                self.words(&place, &call_out.title);
                for paragraph in &call_out.paragraphs {
                    self.text(&place, paragraph);
                }
            }
            Block::KeyFacts(facts) => {
                for (label, value) in facts {
                    let place = format!("“{}” under {here}", label.plain());
                    self.text(&place, label);
                    self.text(&place, value);
                }
            }
            Block::Glossary(entries) => {
                for (short, meaning) in entries {
                    let place = format!("the glossary entry “{short}”");
                    self.words(&place, short);
                    self.text(&place, meaning);
                }
            }
            Block::SignOff(sign_off) => {
                self.text("the sign-off", &sign_off.wording);
                self.text("the sign-off", &sign_off.remark);
                for line in &sign_off.lines {
                    for words in [&line.name, &line.role, &line.date, &line.evidence] {
                        self.words("the sign-off", words);
                    }
                }
            }
            Block::Contents(contents) => {
                self.words("the contents", &contents.title);
                // Its title is a heading of level 1.
                self.last_level = 1;
            }
            Block::PageBreak | Block::PagesMarked(None) => {}
            Block::PagesMarked(Some(words)) => {
                self.words(&format!("the mark on pages from {here}"), words);
            }
        }
    }

    fn list(&mut self, place: &str, list: &List) {
        for item in &list.items {
            self.text(place, &item.text);
            for nested in &item.nested {
                self.list(place, nested);
            }
        }
    }

    fn table(&mut self, here: &str, table: &Table) {
        let name = table
            .caption
            .as_ref()
            .map_or_else(|| format!("under {here}"), |c| format!("“{}”", c.plain()));
        let place = format!("the table {name}");
        for text in table
            .caption
            .iter()
            .chain(&table.notes)
            .chain(table.columns.iter().map(|c| &c.heading))
        {
            self.text(&place, text);
        }
        if let Some(at) = table
            .columns
            .iter()
            .position(|column| column.heading.is_blank())
        {
            self.fault(
                &place,
                format!("Column {} has no heading. Name what it holds.", at + 1),
            );
        }
        for (at, row) in table.rows.iter().enumerate() {
            let place = format!("row {} of the table {name}", at + 1);
            match row {
                Row::Group(heading) => self.text(&place, heading),
                Row::Cells(cells) | Row::Total(cells) => {
                    if cells.len() > table.columns.len() {
                        self.fault(
                            &place,
                            "The row has more cells than the table has columns; they are left out.",
                        );
                    }
                    for text in cells.iter().flat_map(|cell: &Cell| &cell.paragraphs) {
                        self.text(&place, text);
                    }
                }
            }
        }
    }

    fn text(&mut self, place: &str, text: &Text) {
        for span in &text.spans {
            self.words(place, &span.text);
            match &span.target {
                Some(Target::Anchor(anchor)) if !self.anchors.contains(anchor) => {
                    self.fault(
                        place,
                        format!(
                            "The link “{}” leads nowhere in this pack; it is shown as text.",
                            span.text
                        ),
                    );
                }
                Some(Target::Uri(uri)) if !is_safe_address(uri) => {
                    self.fault(place, format!("The address “{uri}” is not a web or e-mail address; it is shown as text."));
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, place: &str, words: &str) {
        if words.is_ascii() {
            return;
        }
        let missing = lettering::missing(words);
        if !missing.is_empty() {
            let shown: Vec<String> = missing
                .iter()
                .take(8)
                .map(|c| format!("U+{:04X}", *c as u32))
                .collect();
            self.fault(
                place,
                format!("It contains characters the pack cannot show ({}); a mark (\u{fffd}) stands in their place.", shown.join(", ")),
            );
        }
        if words.chars().any(reads_from_right) {
            self.fault(place, "It contains writing that reads from right to left; its letters are shown one by one, from the left.");
        }
    }

    fn attachments(&mut self, document: &Document) {
        let mut names = BTreeSet::new();
        for attachment in &document.attachments {
            if !names.insert(&attachment.name) {
                let place = format!("the attached file “{}”", attachment.name);
                self.fault(
                    place,
                    "Two attached files have the same name. Give each its own.",
                );
            }
        }
    }
}

/// Hebrew, Arabic and their neighbours.
fn reads_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{Figure, Meta};
    use super::*;
    use crate::drawing::Drawing;

    fn pack() -> Document {
        Document::new(Meta::new(
            "A pack",
            "A hub",
            NaiveDate::default(),
            NaiveDate::default(),
        ))
    }

    fn messages(document: &Document) -> String {
        check(document)
            .iter()
            .map(|fault| format!("{}: {}\n", fault.place, fault.message))
            .collect()
    }

    #[test]
    fn a_sound_document_has_no_faults() {
        let mut pack = pack();
        pack.heading_at(1, "one", "One")
            .heading(2, "Two")
            .heading(1, "Three");
        pack.paragraph(
            Text::from("See ")
                .link_to("one", "one")
                .link("NHS England", "https://www.england.nhs.uk/"),
        );
        pack.table(Table::new(["A", "B"]).row(["1", "2"]));
        assert_eq!(messages(&pack), "");
    }

    #[test]
    fn a_skipped_heading_level_is_named() {
        let mut pack = pack();
        pack.heading(1, "One").heading(3, "Three");
        assert!(
            messages(&pack).contains("the heading “Three”: It has level 3 but follows level 1")
        );
    }

    #[test]
    fn a_figure_without_words_is_named() {
        let mut pack = pack();
        pack.heading(1, "Coverage")
            .figure(Figure::new(Drawing::new(10.0, 10.0)));
        assert!(messages(&pack).contains("a figure under “Coverage”"));
    }

    #[test]
    fn characters_that_cannot_be_shown_are_named_with_their_place() {
        let mut pack = pack();
        pack.table(
            Table::new(["Name"])
                .caption("Practices")
                .row(["a"])
                .row(["\u{4e2d}"]),
        );
        assert!(messages(&pack).contains(
            "row 2 of the table “Practices”: It contains characters the pack cannot show (U+4E2D)"
        ));
    }

    #[test]
    fn links_that_lead_nowhere_or_somewhere_unsafe_are_named() {
        let mut pack = pack();
        pack.paragraph(
            Text::new()
                .link_to("there", "gone")
                .link("here", "javascript:alert(1)"),
        );
        let said = messages(&pack);
        assert!(
            said.contains("leads nowhere") && said.contains("not a web or e-mail address"),
            "{said}"
        );
    }

    #[test]
    fn writing_from_right_to_left_is_named() {
        let mut pack = pack();
        pack.paragraph("שלום");
        assert!(messages(&pack).contains("from right to left"));
    }
}
