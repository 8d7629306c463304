//! Word files of our own making, sound and hostile; and what our own Word files say when they are read back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Write};

use chrono::NaiveDate;
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::document::{Figure, List, Row, Target, fixtures::kept};
use crate::{pdf, word};

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:styleId="Deep"><w:name w:val="heading 4"/></w:style><w:style w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="Cap"><w:name w:val="caption"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
const RELS: &str = r#"<Relationships><Relationship Id="r1" Target="https://www.england.nhs.uk/" TargetMode="External"/>
<Relationship Id="r2" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"#;

/// A Word file with this in its body.
fn file(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:r="r"><w:body>{body}</w:body></w:document>"#
    );
    packed(&[
        ("word/document.xml", document.as_str()),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/_rels/document.xml.rels", RELS),
        ("docProps/core.xml", "<c><dc:title>A &amp; B</dc:title></c>"),
    ])
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn p(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

fn said(body: &str) -> WordPaper {
    read("a.docx", &file(body)).unwrap()
}

fn refused(bytes: &[u8]) -> Reason {
    let refusal = read("a.docx", bytes).unwrap_err();
    assert!(refusal.to_string().contains("a.docx") && !refusal.hint().is_empty());
    refusal.reason
}

/// Blocks in short: a letter for the kind, then the words.
fn short(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .map(|block| match block {
            Block::Heading(heading) => format!("h{} {}", heading.level, heading.text.plain()),
            Block::Paragraph(paragraph) => format!("p {}", paragraph.text.plain()),
            Block::List(list) => in_short(list),
            Block::Table(table) => format!("t {}x{}", table.rows.len(), table.columns.len()),
            Block::PageBreak => "break".into(),
            Block::Figure(Figure { drawing, .. }) => format!("f {}", drawing.alternative),
            other => format!("{other:?}"),
        })
        .collect()
}

fn in_short(list: &List) -> String {
    let items: Vec<String> = list
        .items
        .iter()
        .map(|item| {
            let below: String = item.nested.iter().map(in_short).collect();
            format!("{}{below}", item.text.plain())
        })
        .collect();
    format!(
        "{}({})",
        if list.numbered { "ol" } else { "ul" },
        items.join(",")
    )
}

#[test]
fn headings_are_known_by_their_style_in_any_language_and_no_level_is_skipped() {
    let paper = said(
        &[
            p("berschrift1", &r("One")),
            p("Deep", &r("Deep")),
            p("Mine", &r("Mine")),
            "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>Outlined</w:t></w:r></w:p>"
                .into(),
            p("Loop", &r("Words &lt;here&gt;")),
            p("TOC1", &r("One 17")),
        ]
        .concat(),
    );
    assert_eq!(
        short(&paper.blocks),
        [
            "h1 One",
            "h2 Deep",
            "h1 Mine",
            "h2 Outlined",
            "p Words <here>"
        ]
    );
    assert_eq!(
        (paper.title.as_str(), paper.left_behind.len()),
        ("A & B", 0)
    );
}

#[test]
fn lists_keep_their_levels_and_marks() {
    let item = |level: u8, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>{}</w:p>",
            r(words)
        )
    };
    let paper = said(
        &[
            item(0, "a"),
            item(1, "b"),
            item(1, "c"),
            item(0, "d"),
            p("", &r("end")),
        ]
        .concat(),
    );
    assert_eq!(short(&paper.blocks), ["ul(aol(b,c),d)", "p end"]);
}

#[test]
fn words_keep_their_marks_and_only_safe_links() {
    let paper = said(
        "<w:p><w:r><w:t>one </w:t></w:r><w:r><w:t>two</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r>\
         <w:r><w:rPr><w:b w:val=\"0\"/><w:i/></w:rPr><w:t>slanted</w:t></w:r>\
         <w:hyperlink r:id=\"r1\"><w:r><w:t>NHS</w:t></w:r></w:hyperlink><w:hyperlink r:id=\"r2\"><w:r><w:t>file</w:t></w:r></w:hyperlink>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>INCLUDETEXT \"c:\\secret\"</w:instrText><w:t>code</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>result</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
    );
    let Block::Paragraph(paragraph) = &paper.blocks[0] else {
        panic!("a paragraph");
    };
    let spans = &paragraph.text.spans;
    let words: Vec<_> = spans
        .iter()
        .map(|s| (s.text.as_str(), s.strong, s.emphasis))
        .collect();
    assert_eq!(
        words,
        [
            ("one two", false, false),
            ("bold", true, false),
            ("slanted", false, true),
            ("NHS", false, false),
            ("fileresult", false, false)
        ]
    );
    assert_eq!(
        spans[3].target,
        Some(Target::Uri("https://www.england.nhs.uk/".into()))
    );
}

#[test]
fn tables_have_headings_captions_and_whole_rows() {
    let cell = |words: &str, properties: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
            p("", &r(words))
        )
    };
    let table = format!(
        "{}<w:tbl><w:tblPr><w:tblLook w:firstColumn=\"1\"/></w:tblPr><w:tr>{}{}{}</w:tr><w:tr>{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>",
        p("Cap", &r("Table 1")),
        cell("Name", ""),
        cell("A", ""),
        cell("B", ""),
        cell("x", ""),
        cell("both", "<w:gridSpan w:val=\"2\"/>"),
        cell("gone", ""),
    );
    let paper = said(&format!(
        "{table}<w:tbl><w:tr>{}</w:tr></w:tbl>",
        cell("framed", "")
    ));
    assert_eq!(short(&paper.blocks), ["t 1x3", "p framed"]);
    let Block::Table(table) = &paper.blocks[0] else {
        panic!("a table");
    };
    assert_eq!(table.caption.as_ref().unwrap().plain(), "Table 1");
    assert!(table.row_headers);
    let Row::Cells(cells) = &table.rows[0] else {
        panic!("cells");
    };
    assert_eq!(cells.len(), 3);
    assert_eq!(paper.left_behind, ["merged cells (shown as separate ones)"]);
}

#[test]
fn what_cannot_come_along_is_counted_and_said() {
    let body = format!(
        "{}<w:p><w:ins>{}</w:ins><w:del><w:r><w:delText>removed</w:delText></w:r></w:del>\
         <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:commentReference w:id=\"1\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
         <w:r><w:drawing><wps:wsp xmlns:wps=\"s\"><w:txbxContent>{}</w:txbxContent></wps:wsp></w:drawing></w:r>\
         <m:oMath xmlns:m=\"m\"><m:r><m:t>x</m:t></m:r></m:oMath></w:p>",
        p(
            "",
            &r("A paragraph that is long enough to carry the paper, with a number of words in it.")
        ),
        r("added"),
        p("", &r("Boxed"))
    );
    let paper = said(&body);
    assert_eq!(
        paper.left_behind,
        [
            "1 text box",
            "1 equation",
            "1 footnote or endnote",
            "1 comment",
            "1 hidden passage",
            "tracked changes (shown as if all were accepted)"
        ]
    );
    assert!(
        short(&paper.blocks)[1].contains("added")
            && !format!("{:?}", paper.blocks).contains("secret")
    );
    let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
    let document = paper.document(Meta::new("x", "y", day, day));
    assert!(
        matches!(&document.blocks[0], Block::CallOut(remark) if remark.paragraphs[0].plain().contains("1 equation"))
    );
}

#[test]
fn pictures_come_along_with_their_words_and_size() {
    let picture = |descr: &str, id: &str| {
        format!(
            "<w:p>{}<w:r><w:drawing><wp:inline xmlns:wp=\"p\"><wp:extent cx=\"1270000\" cy=\"635000\"/><wp:docPr descr=\"{descr}\"/>\
             <a:blip xmlns:a=\"a\" r:embed=\"{id}\"/></wp:inline></w:drawing></w:r></w:p>",
            r("Before the picture some words that carry the paper.")
        )
    };
    let body = [
        picture("Our surgery", "p1"),
        picture("", "p1"),
        picture("Lost", "p2"),
    ]
    .concat();
    let document =
        format!("<w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>");
    let rels = r#"<R><Relationship Id="p1" Target="media/image1.png"/><Relationship Id="p2" Target="media/image2.emf"/></R>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        (
            "word/media/image1.png",
            &crate::drawing::image_tests::square(),
        ),
        ("word/media/image2.emf", b"EMF"),
    ] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    let paper = read("a.docx", &archive.finish().unwrap().into_inner()).unwrap();
    let found = short(&paper.blocks);
    assert_eq!(
        (found[1].as_str(), found[3].as_str(), found.len()),
        ("f Our surgery", "f Picture without a description", 5)
    );
    let Block::Figure(figure) = &paper.blocks[1] else {
        panic!("a figure");
    };
    assert_eq!((figure.drawing.width, figure.drawing.height), (100.0, 50.0));
    assert_eq!(
        paper.left_behind,
        [
            "1 picture of a form not known here",
            "descriptions of 1 picture (their author wrote none)"
        ]
    );
    let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
    let document = paper.document(Meta::new("Pictures", "A hub", day, day));
    let bytes = kept(
        "pictures.pdf",
        pdf::render(&document, &mut |_, _| true).unwrap(),
    );
    let pdf = lopdf::Document::load_mem(&bytes).unwrap();
    let page = pdf.get_pages()[&1];
    assert_eq!(pdf.get_page_images(page).unwrap().len(), 2);
    assert!(crate::html::render(&document).contains("data:image/png;base64,"));
    assert!(word::render(&document).is_ok());
}

#[test]
fn where_too_much_would_be_lost_it_says_what_to_do() {
    let boxed = format!(
        "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>{}",
        p("", &r("All that matters is said in here.")),
        p("", &r("Hello"))
    );
    let refusal = read("a.docx", &file(&boxed)).unwrap_err();
    assert_eq!(refusal.reason, Reason::TooRich);
    assert_eq!(refusal.hint(), "Save it as PDF in Word, then drop it here.");
    assert_eq!(refused(&file("")), Reason::TooRich);
}

#[test]
fn hostile_and_other_files_are_refused() {
    assert_eq!(refused(b"%PDF-1.7"), Reason::NotWord);
    assert_eq!(
        refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        Reason::OldWord
    );
    assert_eq!(
        refused(&packed(&[("xl/workbook.xml", "<x/>")])),
        Reason::NotWord
    );
    let bomb =
        r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:document><w:body>&a;</w:body></w:document>"#;
    assert_eq!(
        refused(&packed(&[("word/document.xml", bomb)])),
        Reason::Broken
    );
    assert_eq!(
        refused(&packed(&[("word/document.xml", "<w:document><w:body>")])),
        Reason::Broken
    );
    let deep = format!("{}{}", "<w:p>".repeat(20_000), "</w:p>".repeat(20_000));
    assert_eq!(refused(&file(&deep)), Reason::Broken);
    let swollen = " ".repeat(60 * 1024 * 1024);
    assert_eq!(refused(&file(&swollen)), Reason::TooLarge);
    let whole = file(&p("", &r("Words")));
    assert_eq!(refused(&whole[..whole.len() / 2]), Reason::NotWord);
}

#[test]
fn our_own_word_files_can_be_read_back_and_laid_out() {
    let paper = read("pack.docx", &word::render(&word::tests::pack()).unwrap()).unwrap();
    assert_eq!(paper.title, "KPI pack <1>");
    let found = short(&paper.blocks);
    for block in [
        "h1 One",
        "h2 One & a half",
        "h3 Deep",
        "ul(a,b,col(d,e))",
        "ol(again from one)",
        "t 62x2",
        "t 1x12",
    ] {
        assert!(
            found.iter().any(|found| found == block),
            "{block} in {found:?}"
        );
    }
    let day = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
    let document = paper.document(Meta::new("KPI pack", "A hub", day, day));
    let bytes = kept(
        "from-word.pdf",
        pdf::render(&document, &mut |_, _| true).unwrap(),
    );
    assert!(super::super::read("x.pdf", &bytes).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Whatever is changed in a file's text, it is read or refused.
    #[test]
    fn a_damaged_word_file_is_read_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let body = [p("berschrift1", &r("One")), p("Mine", &r("Words")), "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>".into()].concat();
        let mut body = body.into_bytes();
        for (place, byte) in changes {
            let at = place.index(body.len());
            body[at] = byte;
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        if let Ok(paper) = read("x.docx", &file(&body)) {
            prop_assert!(!paper.blocks.is_empty());
        }
    }

    /// Bytes of the archive itself.
    #[test]
    fn a_damaged_archive_is_read_or_refused(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = file(&p("", &r("Words")));
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read("x.docx", &bytes);
    }
}
