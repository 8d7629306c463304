//! The file read back: its parts are sound XML, and what a screen reader needs is in them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Read;

use quick_xml::{Reader, events::Event};

use super::render;
use crate::document::{CallOut, Document, Figure, List, Paragraph, Table, Text, fixtures};
use crate::drawing::{Anchor, Colour, Drawing, Fill};

pub(crate) fn pack() -> Document {
    let pack = fixtures::empty("KPI pack <1>", "A hub & co");
    let mut pack = fixtures::begun(pack, "KPI pack", 2);
    pack.heading_at(1, "one", "One")
        .heading(2, "One & a half")
        .heading(3, "Deep");
    pack.paragraph(
        Text::from("See ")
            .link_to("one", "one")
            .link(" NHS", "https://www.england.nhs.uk/?a=1&b=2")
            .link(" bad", "javascript:alert(1)")
            .strong(" bold")
            .emphasis(" and <slanted>"),
    );
    pack.push(Paragraph::note("Small print").keep_with_next());
    pack.push(fixtures::nested_list());
    pack.push(List::numbered(["again from one"]));
    pack.key_facts([("Label", "Value")]);
    pack.call_out(CallOut::warning("Mind").paragraph("this"));
    let mut drawing = Drawing::new(200.0, 100.0);
    drawing.rect((10.0, 10.0), (100.0, 40.0), Fill::plain(Colour::BLUE));
    drawing.text((10.0, 80.0), "Tŷ Gŵyr", 12.0, Anchor::Start, Colour::INK);
    drawing.alternative = "One bar \"of\" 3".into();
    drawing.table.headings = vec!["Place".into(), "Number".into()];
    drawing.table.rows = vec![vec!["Tŷ Gŵyr".into(), "3".into()]];
    pack.figure(Figure::new(drawing).caption("A caption").with_table());
    pack.table(fixtures::long_table(60));
    pack.table(Table::new((0..12).map(|n| format!("Column {n}"))).row(["only one"]));
    pack.table(Table::new(["x"]).row(["y"]))
        .table(Table::new(["z"]).row(["y"]));
    pack.glossary([("PCN", "Primary care network")]);
    pack.push(fixtures::sign_off(""));
    pack.attach(fixtures::snapshot(b"{}"));
    pack
}

/// The file's parts by name.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().to_string(), content)
        })
        .collect()
}

fn part(name: &str) -> String {
    let bytes = render(&pack()).unwrap();
    let found = parts(&bytes)
        .into_iter()
        .find(|part| part.0 == name)
        .unwrap();
    String::from_utf8(found.1).unwrap()
}

fn count(text: &str, sought: &str) -> usize {
    text.matches(sought).count()
}

#[test]
fn every_part_is_sound_xml_and_every_link_between_parts_leads_somewhere() {
    let bytes = fixtures::kept("pack.docx", render(&pack()).unwrap());
    let parts = parts(&bytes);
    for (name, content) in parts
        .iter()
        .filter(|(name, _)| name.ends_with("xml") || name.ends_with("rels"))
    {
        let text = std::str::from_utf8(content).unwrap();
        let mut reader = Reader::from_str(text);
        let mut depth = 0;
        loop {
            match reader
                .read_event()
                .unwrap_or_else(|e| panic!("{name}: {e}"))
            {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
    }
    let links = part("word/_rels/document.xml.rels");
    for target in links
        .split("Target=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        assert!(
            target.starts_with("https://")
                || parts
                    .iter()
                    .any(|(name, _)| *name == format!("word/{target}")),
            "{target}"
        );
    }
    let document = part("word/document.xml");
    for naming in ["r:id=\"", "r:embed=\""] {
        for id in document
            .split(naming)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            assert!(links.contains(&format!("Id=\"{id}\"")), "{id}");
        }
    }
    // Every style that is used is there.
    let styles = part("word/styles.xml");
    for style in document
        .split("Style w:val=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        assert!(
            styles.contains(&format!("w:styleId=\"{style}\"")),
            "{style}"
        );
    }
}

#[test]
fn headings_are_headings_and_the_contents_lead_to_them() {
    let text = part("word/document.xml");
    for level in 1..=3 {
        assert_eq!(count(&text, &format!("w:val=\"Heading{level}\"")), 1);
    }
    assert!(text.contains("TOC \\o \"1-2\""));
    // Two entries, and the link in the text.
    assert_eq!(count(&text, "<w:hyperlink w:anchor=\"_Toc000001\""), 2);
    assert_eq!(count(&text, "<w:hyperlink w:anchor=\"_Toc000002\""), 1);
    assert_eq!(count(&text, "w:name=\"_Toc000001\""), 1);
    assert_eq!(
        count(&text, "w:fldCharType=\"begin\""),
        count(&text, "w:fldCharType=\"end\"")
    );
}

#[test]
fn a_tables_headings_are_repeated_and_its_first_column_heads_the_rows() {
    let text = part("word/document.xml");
    // Chart's table, long table, wide table, two small ones, sign-off.
    assert_eq!(
        (count(&text, "<w:tbl>"), count(&text, "<w:tblHeader/>")),
        (6, 6)
    );
    assert_eq!(count(&text, "w:firstColumn=\"1\""), 3);
    assert!(text.contains("<w:tblCaption w:val=\"A table\"/>"));
    assert!(text.contains("<w:gridSpan w:val=\"2\"/>"));
    // Two tables never touch, or Word makes them one.
    assert!(!text.contains("</w:tbl><w:tbl>"));
    // The wide one lies on its side, and what follows stands upright again.
    assert_eq!(count(&text, "w:orient=\"landscape\""), 1);
    assert_eq!(count(&text, "<w:sectPr>"), 3);
}

#[test]
fn a_chart_has_its_words_in_both_forms() {
    let text = part("word/document.xml");
    assert_eq!(count(&text, "descr=\"One bar &quot;of&quot; 3\""), 2);
    let parts = parts(&render(&pack()).unwrap());
    let png = parts
        .iter()
        .find(|(name, _)| name == "word/media/figure1.png")
        .unwrap();
    assert!(png.1.starts_with(b"\x89PNG"));
    assert!(
        parts
            .iter()
            .any(|(name, _)| name == "word/media/figure1.svg")
    );
}

#[test]
fn hostile_words_stay_words_and_hostile_links_stay_words() {
    let text = part("word/document.xml");
    assert!(text.contains("and &lt;slanted&gt;"));
    let links = part("word/_rels/document.xml.rels");
    assert!(
        links.contains("https://www.england.nhs.uk/?a=1&amp;b=2") && !links.contains("javascript")
    );
    assert!(text.contains(" bad"));
}

#[test]
fn lists_keep_their_levels_and_count_from_one_anew() {
    let text = part("word/document.xml");
    assert_eq!(
        count(&text, "<w:ilvl w:val=\"1\"/><w:numId w:val=\"2\"/>"),
        2
    );
    assert_eq!(
        count(&text, "<w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/>"),
        1
    );
    assert_eq!(
        count(
            &part("word/numbering.xml"),
            "<w:startOverride w:val=\"1\"/>"
        ),
        2 * 9
    );
}

#[test]
fn title_language_marks_and_page_numbers_are_there() {
    let core = part("docProps/core.xml");
    assert!(core.contains("<dc:title>KPI pack &lt;1&gt;</dc:title>") && core.contains("en-GB"));
    assert!(part("word/styles.xml").contains("<w:lang w:val=\"en-GB\"/>"));
    let header = part("word/header1.xml");
    assert!(header.contains("DRAFT: not signed off · In confidence"));
    assert!(part("word/footer1.xml").contains(" NUMPAGES "));
    assert!(part("word/document.xml").contains("<w:pStyle w:val=\"Mark\"/>"));
}

#[test]
fn the_same_document_is_the_same_file_and_an_empty_one_says_so() {
    assert_eq!(render(&pack()).unwrap(), render(&pack()).unwrap());
    let mut empty = pack();
    empty.blocks.clear();
    empty.cover = None;
    empty.marks = crate::document::Marks::default();
    let parts = parts(&render(&empty).unwrap());
    let text = String::from_utf8(parts[3].1.clone()).unwrap();
    assert!(text.contains("This document is empty."));
}
