//! The parts of a document.

use super::{Table, Text};
use crate::drawing::Drawing;

/// One part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A chart with its alternative in words.
    Figure(Figure),
    /// A framed remark.
    CallOut(CallOut),
    /// Labels and values.
    KeyFacts(Vec<(Text, Text)>),
    /// Abbreviations and what they mean.
    Glossary(Vec<(String, Text)>),
    /// Who signed, or where to sign.
    SignOff(SignOff),
    /// The list of contents.
    Contents(Contents),
    /// The next block starts a new page.
    PageBreak,
    /// The next block starts a new page, and from there on every page bears these words, until the next such mark. None
    /// ends it.
    PagesMarked(Option<String>),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 (a part of the pack) to 6.
    pub level: u8,
    /// The words.
    pub text: Text,
    /// A name that links can point at.
    pub anchor: Option<String>,
}

impl Heading {
    /// A heading without an anchor.
    #[must_use]
    pub fn new(level: u8, text: impl Into<Text>) -> Self {
        Self {
            level,
            text: text.into(),
            anchor: None,
        }
    }
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// The words.
    pub text: Text,
    /// How prominent it is.
    pub voice: Voice,
    /// Never parted from the block after it by a page's end.
    pub keep_with_next: bool,
}

/// How prominent a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The opening of a part: larger.
    Lead,
    /// Ordinary text.
    Body,
    /// Small print: sources, remarks.
    Note,
}

impl Paragraph {
    /// An ordinary paragraph.
    #[must_use]
    pub fn new(text: impl Into<Text>) -> Self {
        Self {
            text: text.into(),
            voice: Voice::Body,
            keep_with_next: false,
        }
    }

    /// An opening paragraph in larger letters.
    #[must_use]
    pub fn lead(text: impl Into<Text>) -> Self {
        Self {
            voice: Voice::Lead,
            ..Self::new(text)
        }
    }

    /// Small print.
    #[must_use]
    pub fn note(text: impl Into<Text>) -> Self {
        Self {
            voice: Voice::Note,
            ..Self::new(text)
        }
    }

    /// Keeps it on the page of the block after it.
    #[must_use]
    pub fn keep_with_next(mut self) -> Self {
        self.keep_with_next = true;
        self
    }
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// Numbered rather than bulleted.
    pub numbered: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// One item of a list, with the lists below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListItem {
    /// The words.
    pub text: Text,
    /// Lists nested in this item.
    pub nested: Vec<List>,
}

impl List {
    /// A bulleted list of plain items.
    #[must_use]
    pub fn bullets<T: Into<Text>>(items: impl IntoIterator<Item = T>) -> Self {
        Self {
            numbered: false,
            items: items.into_iter().map(ListItem::new).collect(),
        }
    }

    /// A numbered list of plain items.
    #[must_use]
    pub fn numbered<T: Into<Text>>(items: impl IntoIterator<Item = T>) -> Self {
        Self {
            numbered: true,
            ..Self::bullets(items)
        }
    }

    /// Adds an item.
    #[must_use]
    pub fn item(mut self, item: ListItem) -> Self {
        self.items.push(item);
        self
    }
}

impl ListItem {
    /// An item without lists below it.
    #[must_use]
    pub fn new(text: impl Into<Text>) -> Self {
        Self {
            text: text.into(),
            nested: Vec::new(),
        }
    }

    /// Nests a list in it.
    #[must_use]
    pub fn with(mut self, list: List) -> Self {
        self.nested.push(list);
        self
    }
}

/// A chart in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The chart; its alternative text and figures come with it.
    pub drawing: Drawing,
    /// The caption below it.
    pub caption: Option<Text>,
    /// Whether the figures are also printed as a table.
    pub show_table: bool,
}

impl Figure {
    /// A chart without caption or table.
    #[must_use]
    pub fn new(drawing: Drawing) -> Self {
        Self {
            drawing,
            caption: None,
            show_table: false,
        }
    }

    /// Sets the caption.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<Text>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Prints the chart's figures below it.
    #[must_use]
    pub fn with_table(mut self) -> Self {
        self.show_table = true;
        self
    }
}

/// A framed remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallOut {
    /// What kind of remark it is.
    pub tone: Tone,
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub paragraphs: Vec<Text>,
}

/// What kind of remark a call-out is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Information,
    /// Something to act on.
    Warning,
}

impl CallOut {
    /// Something to know.
    #[must_use]
    pub fn information(title: impl Into<String>) -> Self {
        Self {
            tone: Tone::Information,
            title: title.into(),
            paragraphs: Vec::new(),
        }
    }

    /// Something to act on.
    #[must_use]
    pub fn warning(title: impl Into<String>) -> Self {
        Self {
            tone: Tone::Warning,
            ..Self::information(title)
        }
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn paragraph(mut self, text: impl Into<Text>) -> Self {
        self.paragraphs.push(text.into());
        self
    }
}

/// The sign-off block: the wording, then one entry for each person who signs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignOff {
    /// What is being declared.
    pub wording: Text,
    /// The entries.
    pub lines: Vec<SignOffLine>,
    /// A remark below, such as how the pack can be checked; may be blank.
    pub remark: Text,
}

/// One person's sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignOffLine {
    /// Who.
    pub name: String,
    /// In which role or capacity.
    pub role: String,
    /// When, in words; empty while unsigned.
    pub date: String,
    /// How: "Signed here", "Recorded: minute 4.2 of 3 May 2026"; empty while unsigned.
    pub evidence: String,
}

/// The list of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Its heading.
    pub title: String,
    /// The deepest level of heading listed.
    pub depth: u8,
}

macro_rules! blocks_from {
    ($($kind:ident),*) => {
        $(impl From<$kind> for Block {
            fn from(part: $kind) -> Self {
                Block::$kind(part)
            }
        })*
    };
}
blocks_from!(
    Heading, Paragraph, List, Table, Figure, CallOut, SignOff, Contents
);
