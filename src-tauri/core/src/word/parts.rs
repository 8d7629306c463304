//! The parts of the file around its text: what it is called, how it looks, what its links mean, what stands on every page.

use std::fmt::Write as _;

use super::body::Body;
use super::inline::{field, run};
use crate::{
    document::{Document, Meta},
    markup::escaped,
};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// How the styles look; only the language is filled in.
const STYLES: &str = include_str!("styles.xml");

pub(super) fn types(body: &Body<'_>) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    if !body.pictures.is_empty() {
        out.push_str("<Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>");
    }
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
    ];
    for (part, kind) in parts {
        let _ = write!(
            out,
            "<Override PartName=\"/word/{part}.xml\" ContentType=\"{KIND}.{kind}+xml\"/>"
        );
    }
    out.push_str("<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>");
    out
}

pub(super) fn root() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"document\" Type=\"{LINKS}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"particulars\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

pub(super) fn links(body: &Body<'_>) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let mut add = |id: &str, kind: &str, target: &str, mode: &str| {
        let _ = write!(
            out,
            "<Relationship Id=\"{id}\" Type=\"{LINKS}/{kind}\" Target=\"{target}\"{mode}/>"
        );
    };
    for (kind, target) in [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
    ] {
        add(kind, kind, target, "");
    }
    for (at, uri) in body.addresses.iter().enumerate() {
        add(
            &format!("link{}", at + 1),
            "hyperlink",
            &escaped(uri),
            " TargetMode=\"External\"",
        );
    }
    for number in 1..=body.pictures.len() {
        for form in ["png", "svg"] {
            add(
                &format!("{form}{number}"),
                "image",
                &format!("media/figure{number}.{form}"),
                "",
            );
        }
    }
    out.push_str("</Relationships>");
    out
}

pub(super) fn particulars(meta: &Meta) -> String {
    let moment = meta.made_on.format("%Y-%m-%dT00:00:00Z");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator><dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{moment}</dcterms:modified></cp:coreProperties>",
        escaped(&meta.title),
        escaped(&meta.subject),
        escaped(&meta.organisation),
        escaped(&meta.language),
    )
}

pub(super) fn document(body: &Body<'_>) -> String {
    let empty = "<w:p><w:r><w:t>This document is empty.</w:t></w:r></w:p>";
    let content = if body.xml.is_empty() {
        empty
    } else {
        &body.xml
    };
    let content = if content.ends_with("</w:tbl>") {
        // A table may not be the last thing on a page.
        format!("{content}<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>")
    } else {
        content.to_owned()
    };
    format!(
        "{HEAD}<w:document {WORD} xmlns:r=\"{LINKS}\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
         xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\">\
         <w:body>{content}{}</w:body></w:document>",
        section(false)
    )
}

/// A4 with margins of 20 mm, header and footer on every page.
pub(super) fn section(sideways: bool) -> String {
    let size = if sideways {
        "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\""
    } else {
        "w:w=\"11906\" w:h=\"16838\""
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/><w:footerReference w:type=\"default\" r:id=\"footer\"/>\
         <w:pgSz {size}/><w:pgMar w:top=\"1418\" w:right=\"1134\" w:bottom=\"1304\" w:left=\"1134\" w:header=\"624\" w:footer=\"567\" w:gutter=\"0\"/>\
         </w:sectPr>"
    )
}

pub(super) fn styles(meta: &Meta) -> String {
    STYLES.replace("LANGUAGE", &escaped(&meta.language))
}

pub(super) fn settings(meta: &Meta) -> String {
    format!(
        "{HEAD}<w:settings {WORD}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{}\"/></w:settings>",
        escaped(&meta.language)
    )
}

/// Bullets, and numbers that begin at 1 in each list.
pub(super) fn numbering(body: &Body<'_>) -> String {
    let mut out = format!("{HEAD}<w:numbering {WORD}>");
    for (kind, id) in [("bullet", 0), ("decimal", 1)] {
        let _ = write!(
            out,
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
        );
        for level in 0..9 {
            let sign = if kind == "bullet" {
                "•".to_owned()
            } else {
                format!("%{}.", level + 1)
            };
            let indent = 360 * (level + 1);
            let _ = write!(
                out,
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/><w:lvlText w:val=\"{sign}\"/><w:lvlJc w:val=\"left\"/>\
                 <w:pPr><w:ind w:left=\"{indent}\" w:hanging=\"360\"/></w:pPr></w:lvl>"
            );
        }
        out.push_str("</w:abstractNum>");
    }
    out.push_str("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
    for number in 0..body.numbered {
        let _ = write!(
            out,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/>",
            number + 2
        );
        for level in 0..9 {
            let _ = write!(
                out,
                "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"1\"/></w:lvlOverride>"
            );
        }
        out.push_str("</w:num>");
    }
    out.push_str("</w:numbering>");
    out
}

pub(super) fn header(document: &Document) -> String {
    let marks = &document.marks;
    let mut runs = run(&document.meta.title, "");
    let words: Vec<&str> = [&marks.draft, &marks.confidentiality]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if !words.is_empty() {
        let shown = run(&words.join(" · "), "<w:b/><w:color w:val=\"B3201A\"/>");
        runs = format!("{runs}<w:r><w:tab/></w:r>{shown}");
    }
    format!(
        "{HEAD}<w:hdr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{runs}</w:p></w:hdr>"
    )
}

pub(super) fn footer(document: &Document) -> String {
    let runs = format!(
        "{}<w:r><w:tab/></w:r>{}{}{}{}",
        run(&document.marks.footer, ""),
        run("Page ", ""),
        field("PAGE", "1"),
        run(" of ", ""),
        field("NUMPAGES", "1"),
    );
    format!(
        "{HEAD}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{runs}</w:p></w:ftr>"
    )
}
