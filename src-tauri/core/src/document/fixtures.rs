//! What tests of every room that writes documents have in common: blocks with known words, and a place to keep files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::NaiveDate;

use super::{
    Attachment, Cover, Document, List, ListItem, Meta, Relationship, SignOff, SignOffLine, Table,
};

/// The last day of a half-year.
pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 30).unwrap()
}

/// A document without anything in it.
pub(crate) fn empty(title: &str, hub: &str) -> Document {
    Document::new(Meta::new(title, hub, day(), day()))
}

/// A document with every mark, a cover of this title and a list of contents.
pub(crate) fn begun(mut pack: Document, title: &str, levels: u8) -> Document {
    pack.marks.draft = Some("DRAFT: not signed off".into());
    pack.marks.confidentiality = Some("In confidence".into());
    pack.marks.footer = "A hub".into();
    pack.cover = Some(Cover {
        title: title.into(),
        subtitle: "Half-year".into(),
        lines: vec![("Figures as of".into(), "30 September 2026".into())],
    });
    pack.contents("Contents", levels).page_break();
    pack
}

/// Points, the last with a numbered list inside it.
pub(crate) fn nested_list() -> List {
    List::bullets(["a", "b"]).item(ListItem::new("c").with(List::numbered(["d", "e"])))
}

/// A table with a group, a note and as many rows as wanted, longer than a page from 60 on; the total is their sum.
pub(crate) fn long_table(rows: usize) -> Table {
    let mut table = Table::new(["Name", "Number"])
        .caption("A table")
        .row_headers()
        .numbers([1])
        .note("A note")
        .group("A group");
    for at in 0..rows {
        table.push([format!("Row {at}"), at.to_string()]);
    }
    let sum: usize = (0..rows).sum();
    table.total(["Sum".to_owned(), sum.to_string()])
}

/// Sam's sign-off, in this role.
pub(crate) fn sign_off(role: &str) -> SignOff {
    SignOff {
        wording: "I confirm.".into(),
        lines: vec![SignOffLine {
            name: "Sam".into(),
            role: role.into(),
            ..SignOffLine::default()
        }],
        remark: "A remark".into(),
    }
}

/// A file with these bytes that a document was made from.
pub(crate) fn snapshot(bytes: &[u8]) -> Attachment {
    Attachment {
        name: "snapshot.json".into(),
        mime: "application/json".into(),
        description: "Figures".into(),
        bytes: bytes.to_vec(),
        relationship: Relationship::Source,
    }
}

/// Keeps a file for looking at and for the validators when a folder is named:
/// `HUBFOLIO_KEEP_PDF=DIR cargo test -p hubfolio-core pdf`, then `tests/pdf/check-pdf DIR/*.pdf`.
pub(crate) fn kept(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    if let Ok(folder) = std::env::var("HUBFOLIO_KEEP_PDF") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(name), &bytes).unwrap();
    }
    bytes
}
