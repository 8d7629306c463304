//! The whole way from document to file, read back with another library.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_input;
mod claims;
mod looking;
mod printing;
mod reading;
mod sealing;
mod tagging;
mod together;

use proptest::prelude::*;

use self::tagging::assert_tagged;
use super::layout::lay_out;
use super::*;
use crate::document::{
    CallOut, Cell, Cover, Figure, List, ListItem, Paragraph, Table, Text,
    fixtures::{self, kept},
    from_markdown,
};
use crate::drawing::bars::{Bar, Bars, Mark, plain};
use crate::drawing::{Drawing, lettering};

fn empty() -> Document {
    fixtures::empty("A pack", "A hub")
}

fn chart() -> Drawing {
    plain(&Bars {
        title: "Practices by place".into(),
        measure: "Practices".into(),
        full: None,
        target: Some(Mark {
            value: 5.0,
            label: "Target 5".into(),
        }),
        bars: vec![
            Bar {
                label: "Tŷ Gŵyr".into(),
                value: Some(3.0),
                shown: "3".into(),
            },
            Bar {
                label: "A long name of a place that is wrapped".into(),
                value: None,
                shown: "not known".into(),
            },
        ],
    })
}

/// A document that uses every kind of block.
fn rich() -> Document {
    let title = "A pack with a title long enough to need more than one line";
    let mut pack = fixtures::begun(empty(), title, 3);
    pack.heading_at(1, "one", "One")
        .heading(2, "One and a half ✓");
    pack.paragraph(
        Text::from("See ")
            .link_to("one", "one")
            .then(", ")
            .link("NHS", "https://www.england.nhs.uk/")
            .emphasis(" or not"),
    );
    pack.push(Paragraph::note("Small print").keep_with_next());
    pack.push(fixtures::nested_list());
    pack.key_facts([("Label", "Value"), ("Other", "")]);
    pack.call_out(
        CallOut::warning("Mind")
            .paragraph("this")
            .paragraph("and that"),
    );
    pack.figure(Figure::new(chart()).caption("A caption").with_table());
    pack.table(fixtures::long_table(120));
    pack.table(Table::new(
        (0..16).map(|n| format!("Heading number {n} of the wide table")),
    ));
    pack.heading(1, "Two");
    pack.extend(from_markdown(
        "## Three\n\nSome *words* in **Markdown**.\n\n- x\n- y\n",
        2,
    ));
    pack.glossary([
        ("PCN", "Primary care network"),
        ("ICS", "Integrated care system"),
    ]);
    pack.push(fixtures::sign_off("Manager"));
    pack.attach(fixtures::snapshot(b"{\"a\":1}"));
    pack
}

fn rendered(document: &Document) -> Vec<u8> {
    render(document, &mut |_, _| true).expect("rendered")
}

/// Every glyph of every page inside the page, no page without text of its own.
fn assert_inside(document: &Document) {
    let layout = lay_out(document, Print::default(), &mut |_| true).unwrap();
    assert!(!layout.pages.is_empty());
    for number in 0..layout.pages.len() {
        let format = layout.pages[number].format;
        layout.each_piece(number, |piece, (x, baseline)| {
            let width =
                lettering::width(piece.face, piece.text.trim_end()) as f32 * piece.size / 1000.0;
            let inside = x >= 0.0
                && x + width <= format.width()
                && baseline - 0.25 * piece.size >= 0.0
                && baseline + piece.size <= format.height();
            assert!(
                inside,
                "page {number}: {piece:?} at {x} {baseline}, {width} wide"
            );
        });
        assert!(
            !layout.marked[number].is_empty(),
            "page {number} has nothing to read"
        );
    }
}

/// The words of a document as a screen reader reads them: what the pages show, in the order of the structure, without
/// white space.
fn shown(document: &Document) -> String {
    let layout = lay_out(document, Print::default(), &mut |_| true).unwrap();
    let mut words = vec![String::new(); layout.tree.slots.len()];
    for number in 0..layout.pages.len() {
        layout.each_piece(number, |piece, _| {
            if let Some(slot) = piece.slot {
                words[slot as usize].extend(piece.text.chars().filter(|c| !c.is_whitespace()));
            }
        });
    }
    let mut read = String::new();
    read_out(&layout, tree::ROOT, &words, &mut read);
    read
}

fn read_out(layout: &layout::Layout<'_>, node: u32, words: &[String], read: &mut String) {
    for kid in &layout.tree.nodes[node as usize].kids {
        match kid {
            tree::Kid::Node(child) => read_out(layout, *child, words, read),
            tree::Kid::Slot(slot) => read.push_str(&words[*slot as usize]),
            tree::Kid::Annotation(_) => {}
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_again_in_one_process() {
    assert_eq!(rendered(&rich()), rendered(&rich()));
}

#[test]
fn every_part_of_a_rich_document_is_tagged_once_and_inside_its_page() {
    let pack = rich();
    assert_eq!(crate::document::check(&pack), Vec::new());
    assert_inside(&pack);
    let bytes = kept("rich.pdf", rendered(&pack));
    assert!(bytes.starts_with(b"%PDF-1.7\n"));
    assert_tagged(&bytes);
}

#[test]
fn an_empty_document_is_one_page_that_says_so() {
    let mut pack = empty();
    pack.page_break().page_break();
    assert_eq!(shown(&pack), "Thisdocumentisempty.");
    assert_inside(&pack);
    assert_tagged(&kept("empty.pdf", rendered(&pack)));
}

#[test]
fn a_document_is_read_in_its_own_order() {
    let mut pack = empty();
    pack.contents("Contents", 2).heading(1, "Uno");
    pack.paragraph(
        Text::from("a")
            .link("b", "https://example.org")
            .strong("c")
            .then("d"),
    );
    let nested = ListItem::new("f").with(List::numbered(["g"]));
    pack.push(List::bullets(["e"]).item(nested).item(ListItem::new("h")));
    pack.call_out(CallOut::information("i").paragraph("j"))
        .key_facts([("k", "l")]);
    pack.table(
        Table::new(["n", "o"])
            .caption("m")
            .group("p")
            .row(["q", "r"])
            .total(["s", "t"])
            .note("u"),
    );
    pack.figure(Figure::new(chart()).caption("v"))
        .glossary([("w", "x")]);
    assert_eq!(shown(&pack), "ContentsUno1Unoabcd•e•f1.g•hijklmnopqrstuvwx");
}

#[test]
fn rows_without_words_make_no_blank_pages() {
    let mut pack = empty();
    let mut table = Table::new(["Name"]).row(["first"]);
    (0..200).for_each(|_| table.push([" \u{200b}"]));
    pack.table(table).table(Table::new(["Other"]).row([""]));
    assert_eq!(
        lay_out(&pack, Print::default(), &mut |_| true)
            .unwrap()
            .pages
            .len(),
        1
    );
    assert_eq!(shown(&pack), "NamefirstOtherNothingrecorded.");
}

#[test]
fn page_breaks_make_no_blank_pages() {
    let mut pack = empty();
    pack.page_break()
        .paragraph("one")
        .page_break()
        .page_break()
        .paragraph("two")
        .page_break();
    let layout = lay_out(&pack, Print::default(), &mut |_| true).unwrap();
    assert_eq!(layout.pages.len(), 2);
}

#[test]
fn a_table_of_300_rows_with_a_cell_of_two_pages_is_whole() {
    let mut pack = empty();
    let mut table = Table::new(["Number", "Words"]);
    let mut expected = String::from("NumberWords");
    for at in 0..300 {
        let words = if at == 7 {
            "A cell that goes on and on. ".repeat(400)
        } else {
            "few words".to_owned()
        };
        expected.push_str(&at.to_string());
        expected.extend(words.chars().filter(|c| !c.is_whitespace()));
        table.push([at.to_string(), words]);
    }
    pack.heading(1, "Long").table(table);
    assert_inside(&pack);
    assert_eq!(shown(&pack), format!("Long{expected}"));
    assert_tagged(&kept("long-table.pdf", rendered(&pack)));
}

#[test]
fn headings_of_a_table_are_repeated_as_decoration_on_each_page() {
    let mut pack = empty();
    let mut table = Table::new(["Unusual heading"]);
    (0..200).for_each(|at| table.push([at.to_string()]));
    pack.table(table);
    let layout = lay_out(&pack, Print::default(), &mut |_| true).unwrap();
    assert!(layout.pages.len() > 3);
    for number in 0..layout.pages.len() {
        let mut seen = Vec::new();
        layout.each_piece(number, |piece, _| {
            if piece.text.contains("Unusual") {
                seen.push(piece.slot.is_some());
            }
        });
        assert_eq!(seen, vec![number == 0]);
    }
}

#[test]
fn a_heading_is_never_the_last_thing_on_a_page() {
    for lines in 30..60 {
        let mut pack = empty();
        (0..lines).for_each(|_| {
            pack.paragraph("line");
        });
        pack.heading(1, "Heading").paragraph("after the heading");
        let layout = lay_out(&pack, Print::default(), &mut |_| true).unwrap();
        for number in 0..layout.pages.len() {
            let mut words = Vec::new();
            layout.each_piece(number, |piece, _| {
                if piece.slot.is_some() {
                    words.push(piece.text.clone());
                }
            });
            assert_ne!(words.last().unwrap(), "Heading", "{lines}");
        }
    }
}

#[test]
fn hostile_text_is_laid_out_and_tagged() {
    let path = std::env::var("HUBFOLIO_SHARED").map_or_else(
        |_| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(path.join("torture/blns/blns.json")) else {
        eprintln!("skipped: the list of naughty strings is not here");
        return;
    };
    let strings: Vec<String> = serde_json::from_str(&text).unwrap();
    assert!(strings.len() > 400);
    let mut pack = empty();
    pack.meta.title = strings.concat();
    pack.marks.footer = strings.concat();
    let mut table = Table::new(["Number", "Text"]).caption(strings[100].as_str());
    for (at, text) in strings.iter().enumerate() {
        pack.heading(1, text.as_str()).paragraph(text.as_str());
        pack.extend(from_markdown(text, 2));
        table.push([at.to_string(), text.clone()]);
    }
    pack.contents("Contents", 1).table(table);
    assert_inside(&pack);
    assert_tagged(&kept("hostile.pdf", rendered(&pack)));
}

#[test]
fn a_pack_carries_its_files_and_gives_them_back() {
    let files = attachments(&rendered(&rich())).unwrap();
    assert_eq!(
        files,
        vec![("snapshot.json".to_owned(), b"{\"a\":1}".to_vec())]
    );
    assert_eq!(attachments(b"%PDF-1.7\nnothing"), Err(PdfError::Unreadable));
    assert_eq!(attachments(&rendered(&empty())), Ok(Vec::new()));
}

#[test]
fn making_a_pack_can_be_cancelled_at_any_point() {
    let pack = rich();
    let mut calls = 0;
    render(&pack, &mut |done, total| {
        assert!(done <= total);
        calls += 1;
        true
    })
    .unwrap();
    for stop in (1..calls).step_by(11) {
        let mut seen = 0;
        let answer = render(&pack, &mut |_, _| {
            seen += 1;
            seen < stop
        });
        assert_eq!(
            answer,
            Err(PdfError::Cancelled),
            "stopped at {stop} of {calls}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_words_in_any_table_are_shown_inside_their_page(
        rows in prop::collection::vec(prop::collection::vec("\\PC{0,60}", 0..6), 0..12),
        columns in 1usize..40,
    ) {
        let mut pack = empty();
        let mut table = Table::new((0..columns).map(|n| format!("Column {n}"))).row_headers();
        for row in &rows {
            table.push(row.iter().map(|words| Cell::paragraphs([words.as_str(), words.as_str()])));
        }
        pack.table(table);
        assert_inside(&pack);
        assert_tagged(&rendered(&pack));
    }
}
