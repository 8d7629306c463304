//! A practice's passport: what the hub knows of one practice, on a page or two to take along on a visit.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    copies::{self, Face, Snapshot},
    head::Head,
    parts,
    sign_off::Signed,
};
use crate::{
    dates::in_words,
    document::{Column, Document, Marks, Meta, Paragraph, Table},
};

/// What is known of a practice on a day, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Passport {
    /// What every pack begins with.
    #[serde(flatten)]
    pub head: Head,
    /// The day.
    pub day: NaiveDate,
    /// The practice.
    pub practice: String,
    /// Its ODS code.
    pub code: String,
    /// The parts, in their order. A register that has something to say of practices adds a part of its own.
    pub parts: Vec<Part>,
}

/// A part of a passport: facts, then rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Part {
    /// Heading.
    pub title: String,
    /// Is about people, or what was said with them: never in a public copy.
    pub private: bool,
    /// Labels and values.
    pub facts: Vec<(String, String)>,
    /// Headings of the columns; none where the part has no rows.
    pub headings: Vec<String>,
    /// The rows; the first cell names the row.
    pub rows: Vec<Vec<String>>,
    /// What stands in place of rows where there are none.
    pub none: String,
}

impl Snapshot for Passport {
    fn keep_only_for(&mut self, face: &Face) {
        if *face == Face::Public {
            self.head.keep(&mut self.parts, |part| !part.private);
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }

    /// Nobody signs a passport: it says how things stand, and decides nothing.
    fn sign(&mut self, _: Vec<Signed>) {}

    fn document(&self, made_on: NaiveDate) -> Document {
        let title = format!("Practice passport: {}", self.practice);
        let mut pack = Document::new(Meta {
            subject: format!("What {} knows of {}", self.head.hub, self.practice),
            ..Meta::new(title.clone(), self.head.hub.clone(), self.day, made_on)
        });
        let copy = self.head.face.as_ref().unwrap_or(&Face::Members).words();
        pack.marks = Marks {
            draft: None,
            confidentiality: Some(if self.head.is_public() {
                copy
            } else {
                format!("IN CONFIDENCE: {copy}")
            }),
            footer: format!("{} · {}", self.head.hub, self.practice),
        };
        pack.heading(1, title);
        pack.push(Paragraph::lead(format!(
            "{} ({}), as at {}.",
            self.practice,
            self.code,
            in_words(self.day)
        )));
        parts::left_out(&mut pack, &self.head);
        for part in &self.parts {
            write(&mut pack, part);
        }
        pack
    }

    fn file_stem(&self) -> String {
        format!("passport-{}-{}", copies::plain(&self.practice), self.day)
    }
}

fn write(pack: &mut Document, part: &Part) {
    pack.heading(2, part.title.clone());
    if !part.facts.is_empty() {
        pack.key_facts(part.facts.iter().cloned());
    }
    if part.headings.is_empty() {
        return;
    }
    if part.rows.is_empty() {
        pack.paragraph(part.none.clone());
        return;
    }
    let columns = part.headings.iter().map(|h| Column::new(h.clone()));
    let counts = (1..part.headings.len()).filter(|at| counts(part, *at));
    let mut table = Table::of(columns)
        .caption(part.title.clone())
        .row_headers()
        .numbers(counts);
    for row in &part.rows {
        table.push(row.iter().map(|cell| parts::or_dash(cell.clone())));
    }
    pack.table(table);
}

/// Whether a column holds nothing but counts, such as `9,833`.
fn counts(part: &Part, at: usize) -> bool {
    let mut cells = part.rows.iter().filter_map(|row| row.get(at));
    cells.all(|cell| cell.chars().all(|c| c.is_ascii_digit() || c == ','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::check,
        html,
        packs::copies::{bytes, issue, reduce},
    };

    fn passport() -> Passport {
        let part = |title: &str, private: bool, cell: &str| Part {
            title: title.into(),
            private,
            facts: vec![("List size".into(), "9,120".into())],
            headings: vec!["Name".into(), "Since".into()],
            rows: vec![vec![cell.into(), String::new()]],
            none: "Nothing is on record.".into(),
        };
        Passport {
            head: Head::of("Wyre Vale Training Hub".into()),
            day: NaiveDate::default(),
            practice: "Abbey Surgery".into(),
            code: "M84001".into(),
            parts: vec![
                part("Coverage", false, "Engaged"),
                part("People and roles", true, "Bea Brown"),
            ],
        }
    }

    #[test]
    fn a_public_passport_names_nobody() {
        let whole = passport();
        for (face, named) in [(Face::Members, true), (Face::Public, false)] {
            let copy = String::from_utf8(bytes(&reduce(&whole, &face))).unwrap_or_default();
            assert_eq!(copy.contains("Bea Brown"), named, "{face:?}");
            assert!(copy.contains("Engaged"));
            let page = html::render(&issue(&whole, &face, whole.day).document);
            assert_eq!(page.contains("Bea Brown"), named, "{face:?}");
            assert_eq!(
                page.contains("is not part of this copy"),
                !named,
                "{face:?}"
            );
        }
    }

    #[test]
    fn a_passport_with_and_without_rows_is_sound() {
        let mut whole = passport();
        assert_eq!(check(&whole.document(whole.day)), vec![]);
        for part in &mut whole.parts {
            part.rows.clear();
        }
        assert_eq!(check(&whole.document(whole.day)), vec![]);
        let page = html::render(&whole.document(whole.day));
        assert!(page.contains("Nothing is on record."), "{page}");
    }
}
