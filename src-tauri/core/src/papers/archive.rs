//! The archive copy: our pages with the papers attached as they came, and a table by which each can be checked.

use sha2::{Digest, Sha256};

use crate::document::{Attachment, Column, Document, Relationship, Table, Text};

/// A paper as it is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Its number on the agenda, in words ("Paper 5a").
    pub label: String,
    /// Its title.
    pub title: String,
    /// The file's name.
    pub name: String,
    /// Its media type as in "application/pdf".
    pub mime: String,
    /// Its pages, where it has any.
    pub pages: Option<usize>,
    /// The file, byte for byte.
    pub bytes: Vec<u8>,
}

/// The document with the papers attached, and a part that lists them with size, pages and check code. It is rendered like
/// any document, and stays accessible and archival: nothing of the papers is on its pages.
#[must_use]
pub fn archive_copy(document: &Document, papers: &[Filed]) -> Document {
    let mut copy = document.clone();
    if papers.is_empty() {
        return copy;
    }
    let mut table = Table::of([
        Column::new("Paper").weight(12),
        Column::new("Title and file").weight(30),
        Column::new("Size")
            .weight(12)
            .align(crate::document::Align::Right),
        Column::new("Pages")
            .weight(9)
            .align(crate::document::Align::Right),
        Column::new("Check code (SHA-256)").weight(30),
    ])
    .caption("Papers attached to this file")
    .row_headers();
    let names = names(papers);
    for (paper, name) in papers.iter().zip(&names) {
        let pages = paper
            .pages
            .map_or("–".to_owned(), |pages| pages.to_string());
        let title = [paper.title.trim(), name.as_str()]
            .into_iter()
            .filter(|words| !words.is_empty())
            .map(Text::from)
            .collect::<Vec<_>>();
        table.push([
            paper.label.as_str().into(),
            crate::document::Cell { paragraphs: title },
            size(paper.bytes.len()).into(),
            pages.into(),
            check_code(&paper.bytes).into(),
        ]);
        copy.attach(Attachment {
            name: name.clone(),
            mime: paper.mime.clone(),
            description: format!("{}: {}", paper.label.trim(), paper.title.trim()),
            bytes: paper.bytes.clone(),
            relationship: Relationship::Supplement,
        });
    }
    copy.page_break().heading(1, "Papers in this file").paragraph(
        "The papers are attached as they came. A paper whose check code differs from the one listed here is not the one that was filed.",
    );
    copy.table(table);
    copy
}

/// The names under which they are attached, no two alike: readers that save them all would lose one.
fn names(papers: &[Filed]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for paper in papers {
        let mut name = paper.name.clone();
        let mut copy = 2;
        while names
            .iter()
            .any(|taken| taken.to_lowercase() == name.to_lowercase())
        {
            let (stem, ending) = paper.name.rsplit_once('.').unwrap_or((&paper.name, ""));
            let dot = if ending.is_empty() { "" } else { "." };
            name = format!("{stem} ({copy}){dot}{ending}");
            copy += 1;
        }
        names.push(name);
    }
    names
}

/// In the words of a file manager.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// SHA-256 in groups of eight digits, as they are read out.
fn check_code(bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes)
        .chunks(4)
        .map(|part| part.iter().map(|byte| format!("{byte:02x}")).collect())
        .collect();
    digits.join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use chrono::NaiveDate;

    use super::*;
    use crate::document::{Block, Meta, Row};

    fn filed(name: &str, bytes: &[u8]) -> Filed {
        Filed {
            label: "Paper 5a".into(),
            title: "Finance".into(),
            name: name.into(),
            mime: "application/pdf".into(),
            pages: Some(3),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn each_paper_is_attached_and_listed_with_its_check_code() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
        let document = Document::new(Meta::new("A pack", "A hub", day, day));
        let copy = archive_copy(
            &document,
            &[filed("a.pdf", b"abc"), filed("A.pdf", &[0; 1_250_000])],
        );
        let names: Vec<_> = copy
            .attachments
            .iter()
            .map(|file| file.name.as_str())
            .collect();
        assert_eq!(names, ["a.pdf", "A (2).pdf"]);
        assert_eq!(copy.attachments[0].bytes, b"abc");
        let Some(Block::Table(table)) = copy.blocks.last() else {
            panic!("a table at the end");
        };
        let Row::Cells(cells) = &table.rows[0] else {
            panic!("a row");
        };
        let words: Vec<_> = cells
            .iter()
            .map(|cell| cell.paragraphs[0].plain())
            .collect();
        assert_eq!(words[2..4], ["3 bytes", "3"]);
        // The digest of "abc" as FIPS 180-2 prints it.
        assert!(words[4].starts_with("ba7816bf 8f01cfea 414140de 5dae2223"));
        let Row::Cells(cells) = &table.rows[1] else {
            panic!("a row");
        };
        assert_eq!(cells[2].paragraphs[0].plain(), "1.2 MB");
        assert_eq!(archive_copy(&document, &[]), document);
    }
}
