//! Headings: where they stand, and which field one of them means.

use super::{period, synonyms::SYNONYMS};
use crate::{
    alike::{likeness, plain},
    record::{Field, FieldType, Kind},
    tabular::{Cell, Row, Sheet, date},
};

/// Headings are looked for in this many rows: above them stand a title, a date, a note or two.
const LOOKED_AT: usize = 15;

/// How much of two spellings must be the same for one to be a slip of the other, from 0 to 1.
const NEAR: f32 = 0.82;

/// As many periods in one row are headings.
const ACROSS: usize = 3;

/// Shorter words are too much alike: `role` and `rota`.
const NEAR_FROM: usize = 5;

/// Spellings that differ more in length are no slips. Also keeps whole sentences from being compared.
const NEAR_LENGTH: usize = 4;

/// Parts of a person's name, in the order in which they are put together.
const NAME_PARTS: &[&[&str]] = &[
    &[
        "first name",
        "forename",
        "forenames",
        "given name",
        "firstname",
        "christian name",
    ],
    &[
        "surname",
        "last name",
        "family name",
        "lastname",
        "second name",
    ],
];

/// How surely a heading means a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// A slip of the keyboard away.
    Near,
    /// What people also call it.
    Synonym,
    /// Its name or label.
    Name,
}

/// How surely a heading means a field of a kind; `None` when it does not. What stands in brackets behind it, such as a unit
/// or a form to write in, is read over.
pub(super) fn means(title: &str, kind: &Kind, field: &Field) -> Option<Sureness> {
    let whole = words_mean(title, kind, field);
    if whole >= Some(Sureness::Synonym) {
        return whole;
    }
    let inside = title.trim_end().strip_suffix(')');
    let head = inside.and_then(|text| text.rsplit_once('('));
    let bare = head.and_then(|(head, _)| words_mean(head, kind, field));
    let surely = bare.filter(|s| *s >= Sureness::Synonym);
    surely.map(|_| Sureness::Synonym).or(whole)
}

fn words_mean(title: &str, kind: &Kind, field: &Field) -> Option<Sureness> {
    let title = plain(title);
    if title.is_empty() {
        return None;
    }
    let one = plain(kind.declaration.one);
    let label = plain(&field.label);
    let mut names = vec![plain(&field.name), label.clone()];
    names.push(format!("{one} {label}"));
    if kind.declaration.title.first() == Some(&field.name.as_str()) {
        names.push(one);
        names.push(plain(kind.declaration.many));
    }
    if names.contains(&title) {
        return Some(Sureness::Name);
    }
    let own = format!("{}.{}", kind.name(), field.name);
    let synonyms: Vec<&str> = SYNONYMS
        .iter()
        .filter(|(name, _)| *name == field.name || *name == own)
        .flat_map(|(_, words)| words.iter().copied())
        .collect();
    if synonyms.contains(&title.as_str()) {
        return Some(Sureness::Synonym);
    }
    let near = |name: &str| {
        let (here, there) = (name.chars().count(), title.chars().count());
        here >= NEAR_FROM
            && there >= NEAR_FROM
            && here.abs_diff(there) <= NEAR_LENGTH
            && likeness(name, &title) >= NEAR
    };
    let slip = names.iter().any(|n| near(n)) || synonyms.iter().any(|s| near(s));
    slip.then_some(Sureness::Near)
}

/// Which part of a person's name a heading means: first name first.
pub(super) fn name_part(title: &str) -> Option<usize> {
    let title = plain(title);
    NAME_PARTS
        .iter()
        .position(|words| words.contains(&title.as_str()))
}

/// Whether a heading means an e-mail address.
pub(super) fn is_email_heading(title: &str) -> bool {
    let title = plain(title);
    let synonyms = SYNONYMS.iter().find(|(name, _)| *name == "email");
    title == "email" || synonyms.is_some_and(|(_, words)| words.contains(&title.as_str()))
}

/// The row number of the headings: the row with the most different words that have a meaning here, the upper one where
/// two are alike. `None` where no row looks like headings.
pub(super) fn row(sheet: &Sheet, kinds: &[&Kind]) -> Option<usize> {
    let widest = sheet.rows.iter().take(LOOKED_AT * 2).map(filled).max()?;
    let mut best: Option<(usize, usize)> = None;
    for row in sheet.rows.iter().take(LOOKED_AT) {
        if !looks_like_headings(row, widest) {
            continue;
        }
        let known = row
            .cells
            .iter()
            .filter(|c| is_known(&c.text(), kinds))
            .count();
        let score = known * 4 + filled(row);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, row.number));
        }
    }
    best.map(|(_, number)| number)
}

/// The line right above the headings, where these go over two lines: words over several columns, one of them over a column
/// without a heading of its own.
pub(super) fn line_above<'s>(sheet: &'s Sheet, header: &Row) -> Option<&'s Row> {
    let above = sheet.rows.iter().find(|r| r.number + 1 == header.number)?;
    let words = above.cells.iter().filter(|c| is_words(c)).count();
    (words > 1 && words == filled(above)).then_some(above)
}

/// Whether headings go on in the line below them: words alone, under headings that go over several columns or under none,
/// half of them known.
pub(super) fn goes_on(header: &Row, below: &Row, kinds: &[&Kind]) -> bool {
    let bare = |at: usize| header.cell(at).is_blank();
    let is_filled = |at: &usize| !below.cell(*at).is_blank();
    let places: Vec<usize> = (0..below.width()).filter(is_filled).collect();
    let is_under_group = |at: usize| bare(at) || (bare(at + 1) && is_filled(&(at + 1)));
    let known = places
        .iter()
        .filter(|at| is_known(&below.text(**at), kinds));
    below.number == header.number + 1
        && places.len() > 1
        && places.iter().any(|at| bare(*at))
        && places
            .iter()
            .all(|at| is_words(below.cell(*at)) && is_under_group(*at))
        && known.count() * 2 >= places.len()
}

/// Whether some kind surely has a field of this heading.
pub(super) fn is_known(title: &str, kinds: &[&Kind]) -> bool {
    kinds.iter().any(|k| known_to(k, title))
}

fn known_to(kind: &Kind, title: &str) -> bool {
    let surely = |f: &Field| means(title, kind, f).is_some_and(|s| s >= Sureness::Synonym);
    name_part(title).is_some() || kind.fields.iter().any(surely)
}

fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|c| !c.is_blank()).count()
}

/// Words, all different, in most of the columns; no dates and hardly a number among them.
fn looks_like_headings(row: &Row, widest: usize) -> bool {
    let count = filled(row);
    // Periods over the columns of a layout across the page are headings as words are; one or two dates are not.
    let periods = row.cells.iter().filter(|c| period::of_cell(c).is_some());
    let across = periods.count() >= ACROSS;
    let texts: Vec<String> = row
        .cells
        .iter()
        .filter(|c| !c.is_blank() && (is_words(c) || (across && period::of_cell(c).is_some())))
        .map(|c| plain(&c.text()))
        .collect();
    let different: std::collections::BTreeSet<&String> = texts.iter().collect();
    count * 2 >= widest && texts.len() * 5 >= count * 4 && different.len() * 5 >= texts.len() * 4
}

fn is_words(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            text.chars().any(char::is_alphabetic)
                && !text.contains('@')
                && date::of_cell(cell).is_err()
        }
        _ => false,
    }
}

/// Fields that a column of a file can fill.
pub(super) fn fillable(kind: &Kind) -> impl Iterator<Item = &Field> {
    kind.fields
        .iter()
        .filter(|f| f.bytes.is_none() && f.type_ != FieldType::Moment)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::registers;

    fn field_of(title: &str, kind: &str) -> Option<(String, Sureness)> {
        let kinds = registers::kinds();
        let kind = kinds.get(kind).unwrap();
        let best = fillable(kind)
            .filter_map(|f| means(title, kind, f).map(|s| (s, f.name.clone())))
            .max_by_key(|(s, _)| *s)?;
        Some((best.1, best.0))
    }

    #[test]
    fn headings_are_known_whatever_their_spelling() {
        for (title, kind, field) in [
            ("E-MAIL", "person", "email"),
            ("email_address", "person", "email"),
            ("Telehpone", "person", "telephone"),
            ("Job Title", "person", "role"),
            ("Practice Code", "practice", "ods_code"),
            ("PRACTICE", "practice", "name"),
            ("List-size", "practice", "list_size"),
            ("Post code", "practice", "postcode"),
            ("Organisation", "organisation", "name"),
            ("List size (April 2025)", "practice", "list_size"),
            ("Influence (1-5)", "stakeholder_mapping", "influence"),
            ("Stakeholder", "stakeholder_mapping", "organisation"),
            ("Type", "engagement", "kind"),
        ] {
            let found = field_of(title, kind).map(|f| f.0);
            assert_eq!(found.as_deref(), Some(field), "{title}");
        }
        assert_eq!(field_of("Shoe size", "person"), None);
        assert_eq!(field_of("", "person"), None);
    }

    #[test]
    fn headings_are_found_below_a_title_and_a_note() {
        let kinds = registers::kinds();
        let kinds: Vec<&Kind> = kinds.iter().collect();
        let row = |number, cells: &[&str]| Row {
            number,
            cells: cells.iter().map(|c| Cell::of_text(*c)).collect(),
        };
        let sheet = Sheet {
            name: "Contacts".into(),
            rows: vec![
                row(1, &["Stakeholders of the hub"]),
                row(3, &["as at 1 March", "draft"]),
                row(4, &["Name", "Job title", "E-mail"]),
                row(5, &["Ann Example", "Nurse", "ann@example.org"]),
            ],
            ..Sheet::default()
        };
        assert_eq!(super::row(&sheet, &kinds), Some(4));
        let bare = Sheet {
            rows: vec![row(1, &["1", "2"]), row(2, &["3", "4"])],
            ..sheet
        };
        assert_eq!(super::row(&bare, &kinds), None);
    }
}
