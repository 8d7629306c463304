//! A list as a pack (PCK-2): the rows of a register as they stood, with what was asked for in words.

use chrono::NaiveDate;

use crate::{
    contract::{CellText, FieldTypeInfo, ViewPage, ViewRow},
    dates::in_words,
    document::{Align, Column, Document, Marks, Meta, Paragraph, Table, Text},
    packs::copies::Face,
    record::thousands,
};

/// A list to print.
#[derive(Debug)]
pub struct Listed<'a> {
    /// What the rows are: "Practices".
    pub title: String,
    /// The hub.
    pub hub: String,
    /// What the list was narrowed to and how it is ordered, a sentence each.
    pub choice: Vec<String>,
    /// All of its rows.
    pub page: &'a ViewPage,
    /// What is said of rows that this copy leaves out.
    pub withheld: Option<String>,
    /// Whether this is the copy for the public, whose rows and columns hold nothing confidential.
    pub public: bool,
    /// The day of the rows, and of the file.
    pub made_on: NaiveDate,
}

/// A row that holds its texts and nothing else of its record. `versions`: for each of its cells, whether there is another
/// version of it; may be shorter.
pub fn texts_alone(texts: Vec<String>, versions: &[bool]) -> ViewRow {
    let marks = versions.iter().copied().chain(std::iter::repeat(false));
    let cell = |(text, two): (String, bool)| CellText {
        value: serde_json::Value::Null,
        text,
        state: if two { CellText::VERSIONS } else { "known" }.to_owned(),
    };
    ViewRow {
        id: String::new(),
        title: String::new(),
        cells: texts.into_iter().zip(marks).map(cell).collect(),
    }
}

/// The list as a document. An empty list says so in place of a table.
pub fn document(list: &Listed<'_>) -> Document {
    let (title, day) = (&list.title, in_words(list.made_on));
    let mut pack = Document::new(Meta {
        subject: format!("{title} of {}", list.hub),
        ..Meta::new(title.clone(), list.hub.clone(), list.made_on, list.made_on)
    });
    pack.marks = Marks {
        draft: None,
        confidentiality: list.public.then(|| Face::Public.words()),
        footer: format!("{} · {title} as at {day}", list.hub),
    };
    pack.heading(1, title.clone());
    let count = list.page.rows.len() as i64;
    let rows = if count == 1 { "row" } else { "rows" };
    pack.push(Paragraph::lead(format!(
        "{}, {} {rows}, as they were on {day}.",
        list.hub,
        thousands(count)
    )));
    for sentence in &list.choice {
        pack.paragraph(sentence.clone());
    }
    if let Some(sentence) = &list.withheld {
        pack.paragraph(sentence.clone());
    }
    if count == 0 {
        pack.paragraph(if list.withheld.is_some() {
            "There is nothing in this copy."
        } else if list.choice.is_empty() {
            "There is nothing on record."
        } else {
            "Nothing on record fits."
        });
        return pack;
    }
    pack.table(table(list));
    pack
}

/// The words of a cell, and that they are one of two versions.
fn marked(cell: &CellText) -> Text {
    let words = Text::from(&cell.text);
    match cell.has_versions() {
        true => words.then(" ").strong("(two versions)"),
        false => words,
    }
}

fn table(list: &Listed<'_>) -> Table {
    let columns = list.page.columns.iter().map(|c| {
        let number = matches!(
            c.type_,
            FieldTypeInfo::Integer { .. }
                | FieldTypeInfo::Hundredths { .. }
                | FieldTypeInfo::Money {}
        );
        Column::new(c.label.clone()).align(if number { Align::Right } else { Align::Left })
    });
    let mut table = Table::of(columns)
        .caption(format!("{} on {}", list.title, in_words(list.made_on)))
        .row_headers();
    let mut unsettled = false;
    for row in &list.page.rows {
        unsettled |= row.cells.iter().any(CellText::has_versions);
        table.push(row.cells.iter().map(marked));
    }
    if unsettled {
        table = table.note(
            "Some of these records have two versions to settle; the list shows one of each, the same on every laptop.",
        );
    }
    table
}
