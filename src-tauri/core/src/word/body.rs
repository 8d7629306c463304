//! The blocks of a document as paragraphs and tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::figures::Picture;
use super::inline::{bookmark, run};
use super::parts;
use crate::{
    document::{
        Block, CallOut, Contents, Cover, Document, Heading, List, SignOff, Table, Text, Tone, Voice,
    },
    markup::escaped,
};

/// The deepest level of a list that Word knows.
const DEEPEST: usize = 8;

/// Keeps a paragraph on the page of the next.
const KEEP: &str = "<w:keepNext/>";

/// The body being written, and what its parts refer to.
#[derive(Default)]
pub(super) struct Body<'a> {
    pub xml: String,
    /// Addresses that links lead to, by their number.
    pub addresses: Vec<String>,
    pub pictures: Vec<Picture>,
    /// How many numbered lists there are: each counts from 1 anew.
    pub numbered: usize,
    /// Headings by the names that links use.
    pub anchors: BTreeMap<&'a str, usize>,
    headings: Vec<&'a Heading>,
    next_heading: usize,
    break_next: bool,
    after_table: bool,
}

impl<'a> Body<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut body = Self::default();
        for block in &document.blocks {
            if let Block::Heading(heading) = block {
                if let Some(anchor) = &heading.anchor {
                    body.anchors.entry(anchor).or_insert(body.headings.len());
                }
                body.headings.push(heading);
            }
        }
        let marks = [&document.marks.draft, &document.marks.confidentiality];
        for words in marks.into_iter().flatten() {
            body.paragraph("Mark", &Text::from(words.as_str()));
        }
        if let Some(cover) = &document.cover {
            body.cover(cover);
        }
        for block in &document.blocks {
            body.block(block);
        }
        body
    }

    /// The number of the link to an address; the same address is the same link.
    pub(super) fn link(&mut self, uri: &str) -> String {
        let known = self.addresses.iter().position(|known| known == uri);
        let at = known.unwrap_or_else(|| {
            self.addresses.push(uri.to_owned());
            self.addresses.len() - 1
        });
        format!("link{}", at + 1)
    }

    /// Writes a paragraph of runs. A page break that is due is part of it, so that no empty paragraph carries it.
    pub(super) fn written(&mut self, style: &str, properties: &str, runs: &str) {
        // Word wants them in this order: keep with the next, begin a page, the rest.
        let (keep, rest) = match properties.strip_prefix(KEEP) {
            Some(rest) => (KEEP, rest),
            None => ("", properties),
        };
        let page = if std::mem::take(&mut self.break_next) {
            "<w:pageBreakBefore/>"
        } else {
            ""
        };
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}{page}{rest}</w:pPr>{runs}</w:p>"
        );
        self.after_table = false;
    }

    pub(super) fn paragraph(&mut self, style: &str, text: &Text) {
        let runs = self.runs(text);
        self.written(style, "", &runs);
    }

    /// Before a table: what keeps it apart from one just above, and carries a page break.
    fn apart(&mut self) {
        if self.break_next || self.after_table {
            self.written("Gap", "", "");
        }
    }

    fn cover(&mut self, cover: &Cover) {
        self.paragraph("Title", &Text::from(cover.title.as_str()));
        if !cover.subtitle.is_empty() {
            self.paragraph("Subtitle", &Text::from(cover.subtitle.as_str()));
        }
        for (label, value) in &cover.lines {
            self.pair(&Text::from(label.as_str()), &Text::from(value.as_str()));
        }
        self.break_next = true;
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => {
                let style = match paragraph.voice {
                    Voice::Lead => "Lead",
                    Voice::Body => "BodyText",
                    Voice::Note => "Note",
                };
                let keep = if paragraph.keep_with_next { KEEP } else { "" };
                let runs = self.runs(&paragraph.text);
                self.written(style, keep, &runs);
            }
            Block::List(list) => self.list(list, 0),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::CallOut(call_out) => self.call_out(call_out),
            Block::KeyFacts(facts) => {
                for (label, value) in facts.iter().filter(|fact| !fact.0.is_blank()) {
                    self.pair(label, value);
                }
            }
            Block::Glossary(entries) => {
                for (short, long) in entries {
                    self.pair(&Text::from(short.as_str()), long);
                }
            }
            Block::SignOff(sign_off) => self.sign_off(sign_off),
            Block::Contents(contents) => self.contents(contents),
            Block::PageBreak => self.break_next = !self.xml.is_empty(),
            Block::PagesMarked(words) => {
                self.break_next = !self.xml.is_empty();
                // Word repeats nothing by itself; the words stand where the marked pages begin.
                if let Some(words) = words {
                    self.paragraph("CallOutTitle", &Text::from(words.as_str()));
                }
            }
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let number = self.next_heading;
        self.next_heading += 1;
        let level = heading.level.clamp(1, 6);
        let runs = self.runs(&heading.text);
        let name = bookmark(number);
        let marked = format!(
            "<w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/>{runs}<w:bookmarkEnd w:id=\"{number}\"/>"
        );
        self.written(&format!("Heading{level}"), "", &marked);
    }

    /// A label and its value: a bold word, then what it says, in line with the others.
    fn pair(&mut self, label: &Text, value: &Text) {
        let label = run(&label.plain(), "<w:b/>");
        let value = self.runs(value);
        self.written("Fact", "", &format!("{label}<w:r><w:tab/></w:r>{value}"));
    }

    fn list(&mut self, list: &List, depth: usize) {
        // Number 1 is the bullets; each numbered list has a number of its own.
        let number = if list.numbered {
            self.numbered += 1;
            self.numbered + 1
        } else {
            1
        };
        for item in &list.items {
            let runs = self.runs(&item.text);
            let depth = depth.min(DEEPEST);
            let level = format!(
                "<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{number}\"/></w:numPr>"
            );
            self.written("ListParagraph", &level, &runs);
            for nested in &item.nested {
                self.list(nested, depth + 1);
            }
        }
    }

    fn call_out(&mut self, call_out: &CallOut) {
        let (title, style) = match call_out.tone {
            Tone::Information => ("CallOutTitle", "CallOut"),
            Tone::Warning => ("WarningTitle", "Warning"),
        };
        self.paragraph(title, &Text::from(call_out.title.as_str()));
        for paragraph in &call_out.paragraphs {
            self.paragraph(style, paragraph);
        }
    }

    fn sign_off(&mut self, sign_off: &SignOff) {
        self.paragraph("BodyText", &sign_off.wording);
        let mut table = Table::new(["Name", "Role", "Date", "How"]).row_headers();
        for line in &sign_off.lines {
            let shown = [&line.name, &line.role, &line.date, &line.evidence].map(|value| {
                if value.is_empty() {
                    "–"
                } else {
                    value.as_str()
                }
            });
            table.push(shown);
        }
        if !table.rows.is_empty() {
            self.table(&table);
        }
        if !sign_off.remark.is_blank() {
            self.paragraph("Note", &sign_off.remark);
        }
    }

    /// A list of contents that Word keeps; until it does, the headings as links.
    fn contents(&mut self, contents: &Contents) {
        let depth = contents.depth.clamp(1, 6);
        self.paragraph("ContentsTitle", &Text::from(contents.title.as_str()));
        let listed: Vec<(usize, u8, String)> = self
            .headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| heading.level <= depth && !heading.text.is_blank())
            .map(|(at, heading)| (at, heading.level.clamp(1, 6), heading.text.plain()))
            .collect();
        let last = listed.len().saturating_sub(1);
        for (at, (heading, level, words)) in listed.iter().enumerate() {
            let mut runs = String::new();
            if at == 0 {
                let _ = write!(
                    runs,
                    "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> \
                     TOC \\o \"1-{depth}\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                );
            }
            let _ = write!(
                runs,
                "<w:hyperlink w:anchor=\"{}\">{}</w:hyperlink>",
                bookmark(*heading),
                run(words, "")
            );
            if at == last {
                runs.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
            }
            self.written(&format!("TOC{level}"), "", &runs);
        }
    }

    fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            return;
        }
        let wide = super::tables::is_wide(table);
        if wide {
            self.section(false);
        }
        match &table.caption {
            Some(caption) if !caption.is_blank() => self.paragraph("Caption", caption),
            _ => self.apart(),
        }
        self.table_itself(table, wide);
        self.after_table = true;
        for note in &table.notes {
            self.paragraph("Note", note);
        }
        if wide {
            self.section(true);
        }
    }

    /// Ends a run of pages that stand upright, or lie on their side.
    fn section(&mut self, sideways: bool) {
        if self.xml.is_empty() {
            return;
        }
        // The new section begins a page by itself.
        self.break_next = false;
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:pStyle w:val=\"Gap\"/>{}</w:pPr></w:p>",
            parts::section(sideways)
        );
        self.after_table = false;
    }
}

/// The words of a text for an attribute.
pub(super) fn attribute(text: &Text) -> String {
    escaped(text.plain().trim())
}
