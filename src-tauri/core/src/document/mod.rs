//! Packs as a document: headings, paragraphs, tables, figures and marks, in reading order.
//!
//! A [`Document`] says what a pack contains and what each part is; how it looks on a page is the business of `pdf`. This
//! room knows no register, no store and no clock: a pack author passes in every word and every date.
//!
//! ```
//! use hubfolio_core::document::{Document, Meta, Table, Text};
//! let date = chrono::NaiveDate::default();
//! let mut pack = Document::new(Meta::new("KPI pack", "Example Training Hub", date, date));
//! pack.heading(1, "Practices").paragraph(Text::from("As of ").strong("today").then("."));
//! pack.table(Table::new(["Practice", "List size"]).numbers([1]).row(["High Street Surgery", "9,120"]));
//! assert!(hubfolio_core::document::check(&pack).is_empty());
//! ```

mod block;
mod check;
#[cfg(test)]
pub(crate) mod fixtures;
mod markdown;
mod table;
mod text;

pub use block::{
    Block, CallOut, Contents, Figure, Heading, List, ListItem, Paragraph, SignOff, SignOffLine,
    Tone, Voice,
};
pub use check::{Fault, check};
pub use markdown::from_markdown;
pub use table::{Align, Cell, Column, Row, Table};
pub use text::{Span, Target, Text, is_safe_address};

use chrono::NaiveDate;

/// A whole pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title, author, language and dates.
    pub meta: Meta,
    /// DRAFT, confidentiality and the running footer.
    pub marks: Marks,
    /// The first page, if the pack has one.
    pub cover: Option<Cover>,
    /// The content in reading order.
    pub blocks: Vec<Block>,
    /// Files carried inside the pack.
    pub attachments: Vec<Attachment>,
}

/// What is said about a pack as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// The title, shown in the reader's window.
    pub title: String,
    /// One sentence about it; may be empty.
    pub subject: String,
    /// Who made it: the hub.
    pub organisation: String,
    /// Language of the text as in "en-GB".
    pub language: String,
    /// The day the figures are of.
    pub data_date: NaiveDate,
    /// The day the pack is made; the only date written into the file's own particulars.
    pub made_on: NaiveDate,
}

impl Meta {
    /// The particulars of a pack in British English.
    #[must_use]
    pub fn new(
        title: impl Into<String>,
        organisation: impl Into<String>,
        data_date: NaiveDate,
        made_on: NaiveDate,
    ) -> Self {
        Self {
            title: title.into(),
            subject: String::new(),
            organisation: organisation.into(),
            language: "en-GB".to_owned(),
            data_date,
            made_on,
        }
    }
}

/// Marks that stand on every page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The words of the draft mark ("DRAFT: not signed off"), while the pack is one.
    pub draft: Option<String>,
    /// The words of the confidentiality mark ("In confidence: members' copy").
    pub confidentiality: Option<String>,
    /// The running footer's words, beside "Page x of y".
    pub footer: String,
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cover {
    /// The title in large letters.
    pub title: String,
    /// What it is of: the period, the group, the meeting; may be empty.
    pub subtitle: String,
    /// Label and value, one a line ("Figures as of", "30 September 2026").
    pub lines: Vec<(String, String)>,
}

/// A file carried inside the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its file name.
    pub name: String,
    /// Its media type as in "application/json".
    pub mime: String,
    /// What it is, in words.
    pub description: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is to the pack.
    pub relationship: Relationship,
}

/// What an attached file is to the pack (PDF/A-3, AFRelationship).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// What the pack was made from: the snapshot.
    Source,
    /// Figures behind it.
    Table,
    /// A paper belonging to it.
    Supplement,
    /// Something else.
    Unspecified,
}

impl Document {
    /// An empty document.
    #[must_use]
    pub fn new(meta: Meta) -> Self {
        Self {
            meta,
            marks: Marks::default(),
            cover: None,
            blocks: Vec::new(),
            attachments: Vec::new(),
        }
    }

    /// Adds any block.
    pub fn push(&mut self, block: impl Into<Block>) -> &mut Self {
        self.blocks.push(block.into());
        self
    }

    /// Adds several blocks, for instance from [`from_markdown`].
    pub fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) -> &mut Self {
        self.blocks.extend(blocks);
        self
    }

    /// Adds a heading of level 1 to 6.
    pub fn heading(&mut self, level: u8, text: impl Into<Text>) -> &mut Self {
        self.push(Heading::new(level, text))
    }

    /// Adds a heading that links can point at.
    pub fn heading_at(
        &mut self,
        level: u8,
        anchor: impl Into<String>,
        text: impl Into<Text>,
    ) -> &mut Self {
        self.push(Heading {
            anchor: Some(anchor.into()),
            ..Heading::new(level, text)
        })
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<Text>) -> &mut Self {
        self.push(Paragraph::new(text))
    }

    /// Adds a bulleted list of plain items.
    pub fn bullets<T: Into<Text>>(&mut self, items: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(List::bullets(items))
    }

    /// Adds a numbered list of plain items.
    pub fn numbered<T: Into<Text>>(&mut self, items: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(List::numbered(items))
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) -> &mut Self {
        self.push(table)
    }

    /// Adds a figure.
    pub fn figure(&mut self, figure: Figure) -> &mut Self {
        self.push(figure)
    }

    /// Adds a call-out.
    pub fn call_out(&mut self, call_out: CallOut) -> &mut Self {
        self.push(call_out)
    }

    /// Adds labels and values, such as "Submitted on" and a date.
    pub fn key_facts<L: Into<Text>, V: Into<Text>>(
        &mut self,
        facts: impl IntoIterator<Item = (L, V)>,
    ) -> &mut Self {
        self.push(Block::KeyFacts(
            facts
                .into_iter()
                .map(|(label, value)| (label.into(), value.into()))
                .collect(),
        ))
    }

    /// Adds abbreviations and what they mean; shown in the order of the alphabet.
    pub fn glossary<A: Into<String>, T: Into<Text>>(
        &mut self,
        entries: impl IntoIterator<Item = (A, T)>,
    ) -> &mut Self {
        let mut entries: Vec<(String, Text)> = entries
            .into_iter()
            .map(|(short, meaning)| (short.into(), meaning.into()))
            .collect();
        entries.sort_by_key(|(short, _)| short.to_lowercase());
        self.push(Block::Glossary(entries))
    }

    /// Adds a list of contents of the headings down to the given level.
    pub fn contents(&mut self, title: impl Into<String>, depth: u8) -> &mut Self {
        self.push(Contents {
            title: title.into(),
            depth,
        })
    }

    /// Starts a new page. Several in a row, or one at the end, make no blank page.
    pub fn page_break(&mut self) -> &mut Self {
        self.push(Block::PageBreak)
    }

    /// Starts a new page; from there on every page bears these words ("In confidence") beside the pack's own marks.
    /// None ends it.
    pub fn mark_pages(&mut self, words: Option<impl Into<String>>) -> &mut Self {
        self.push(Block::PagesMarked(words.map(Into::into)))
    }

    /// Carries a file inside the pack.
    pub fn attach(&mut self, attachment: Attachment) -> &mut Self {
        self.attachments.push(attachment);
        self
    }
}
