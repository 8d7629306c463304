//! Which columns fill which fields, and which kind of record the rows are: by headings first, then by content.

use std::collections::BTreeMap;

use super::{
    heading::{Sureness, fillable, is_email_heading, means, name_part},
    laid::{Table, whole},
    own,
};
use crate::{
    alike::plain,
    contract::{ColumnMatch, FilledValue, KindFit},
    record::{Field, FieldType, Kind, Kinds},
    registers::desk,
    tabular::{Cell, Row},
};

/// Rows whose content is looked at.
const LOOKED_AT: usize = 200;

/// Of what stands in a column, this share must be of one sort, in percent, for the column to be known by it.
const SHARE: usize = 80;

/// A column and the field that it fills, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposed {
    /// Column, counted from 0.
    pub column: usize,
    /// Field.
    pub field: String,
    /// `name`, `near` or `content`.
    pub why: &'static str,
}

/// Kinds that a person may fill by hand, and so by a file.
pub(super) fn open_kinds(kinds: &Kinds) -> Vec<&Kind> {
    let open = |k: &&Kind| k.declaration.by_hand && k.declaration.area != desk::AREA;
    kinds.iter().filter(open).collect()
}

/// The matching that a kind suggests.
pub(super) fn propose(table: &Table<'_>, kind: &Kind) -> Vec<Proposed> {
    let mut wishes: Vec<(Sureness, usize, &Field)> = vec![];
    for (column, title) in table.titles.iter().enumerate() {
        if table.header == 0 {
            break;
        }
        for field in fillable(kind) {
            if let Some(sureness) = means(title, kind, field) {
                wishes.push((sureness, column, field));
            }
        }
    }
    // The surest first; of equal ones the column further left.
    wishes.sort_by_key(|(sureness, column, _)| (std::cmp::Reverse(*sureness), *column));
    let mut taken: BTreeMap<usize, Proposed> = BTreeMap::new();
    for (sureness, column, field) in wishes {
        if taken.contains_key(&column) || taken.values().any(|p| p.field == field.name) {
            continue;
        }
        let why = if sureness == Sureness::Near {
            "near"
        } else {
            "name"
        };
        let field = field.name.clone();
        taken.insert(column, Proposed { column, field, why });
    }
    name_in_parts(table, kind, &mut taken);
    person_in_columns(table, kind, &mut taken);
    by_content(table, kind, &mut taken);
    taken.into_values().collect()
}

/// A first name and a surname in columns of their own make one name.
fn name_in_parts(table: &Table<'_>, kind: &Kind, taken: &mut BTreeMap<usize, Proposed>) {
    if kind.name() != "person" && !kind.declaration.personal {
        return;
    }
    // Beside a first name, “Title” is Dr or Mrs.
    let is_title = |column: usize| {
        table
            .titles
            .get(column)
            .is_some_and(|t| plain(t) == "title")
    };
    let whole_name = |p: &Proposed| p.field == "name" && p.why == "name" && !is_title(p.column);
    if kind.field("name").is_none() || taken.values().any(whole_name) {
        return;
    }
    let parts: Vec<usize> = table
        .titles
        .iter()
        .enumerate()
        .filter(|(_, title)| name_part(title).is_some())
        .map(|(column, _)| column)
        .collect();
    if parts.len() == 2 {
        taken.retain(|_, p| p.field != "name");
        for column in parts {
            let field = "name".to_owned();
            let why = "name";
            taken.insert(column, Proposed { column, field, why });
        }
    }
}

/// A person is named by name, by e-mail address, or by both in columns of their own; the name may be in parts.
fn person_in_columns(table: &Table<'_>, kind: &Kind, taken: &mut BTreeMap<usize, Proposed>) {
    let names_people = |f: &Field| f.name == "person" && f.type_ == person_ref();
    if table.header == 0 || !kind.fields.iter().any(names_people) {
        return;
    }
    let titles = || table.titles.iter().enumerate();
    let parts: Vec<usize> = titles()
        .filter(|(_, title)| name_part(title).is_some())
        .map(|(column, _)| column)
        .collect();
    let by_name = taken
        .values()
        .any(|p| p.field == "person" && p.why == "name");
    let mut columns = if parts.len() == 2 && !by_name {
        parts
    } else {
        vec![]
    };
    if kind.field("email").is_none() {
        columns.extend(
            titles()
                .filter(|(_, title)| is_email_heading(title))
                .map(|(column, _)| column)
                .take(1),
        );
    }
    for column in columns {
        let (field, why) = ("person".to_owned(), "name");
        taken
            .entry(column)
            .or_insert(Proposed { column, field, why });
    }
}

fn person_ref() -> FieldType {
    FieldType::Ref {
        kind: "person".into(),
    }
}

/// Columns without a telling heading, by what stands in them.
fn by_content(table: &Table<'_>, kind: &Kind, taken: &mut BTreeMap<usize, Proposed>) {
    for column in 0..table.titles.len() {
        if taken.contains_key(&column) {
            continue;
        }
        let free = |f: &&Field| !taken.values().any(|p| p.field == f.name);
        let found = fillable(kind)
            .filter(free)
            .find(|f| holds(table.rows, column, f, kind));
        if let Some(field) = found {
            let field = field.name.clone();
            let why = "content";
            taken.insert(column, Proposed { column, field, why });
        }
    }
}

/// Whether what stands in a column can hardly be anything but this field.
fn holds(rows: &[Row], column: usize, field: &Field, kind: &Kind) -> bool {
    let fits: Box<dyn Fn(&str) -> bool> = match (field.name.as_str(), &field.type_) {
        ("email", _) => Box::new(is_email),
        ("postcode", _) => Box::new(is_postcode),
        ("ods_code", _) if kind.name() == "practice" => Box::new(|t| is_code(t, |c| c != 'U')),
        ("ods_code", _) if kind.name() == "pcn" => Box::new(|t| is_code(t, |c| c == 'U')),
        (_, FieldType::Choice { options, .. }) if options.len() > 1 => {
            let words: Vec<String> = options
                .iter()
                .flat_map(|o| [o.label.to_lowercase(), o.value.to_lowercase()])
                .collect();
            Box::new(move |t: &str| words.contains(&t.to_lowercase()))
        }
        (_, FieldType::Ref { kind }) if kind == "practice" => {
            Box::new(|t| is_code(t, |c| c != 'U'))
        }
        (_, FieldType::Ref { kind }) if kind == "pcn" => Box::new(|t| is_code(t, |c| c == 'U')),
        _ => return false,
    };
    let texts: Vec<String> = rows
        .iter()
        .take(LOOKED_AT)
        .map(|r| r.cell(column))
        .filter(|c| !c.is_blank() && !matches!(c, Cell::Error(_)))
        .map(|c| c.text().trim().to_owned())
        .filter(|t| !super::entry::is_not_known(t))
        .collect();
    let fitting = texts.iter().filter(|t| fits(t)).count();
    fitting > 0 && fitting * 100 >= texts.len() * SHARE
}

pub(super) fn is_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(' '))
}

/// Outward and inward part: `CV1 2AB`.
fn is_postcode(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = text.as_bytes();
    if !(5..=7).contains(&bytes.len()) || !text.is_ascii() {
        return false;
    }
    let (out, inward) = bytes.split_at(bytes.len() - 3);
    out.first().is_some_and(u8::is_ascii_alphabetic)
        && out.iter().any(u8::is_ascii_digit)
        && out.iter().all(u8::is_ascii_alphanumeric)
        && inward.first().is_some_and(u8::is_ascii_digit)
        && inward.iter().skip(1).all(u8::is_ascii_alphabetic)
}

/// A letter and five digits, as the Organisation Data Service numbers practices and networks.
fn is_code(text: &str, letter: impl Fn(char) -> bool) -> bool {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    let rest = chars.as_str();
    first.is_some_and(|c| c.is_ascii_uppercase() && letter(c))
        && rest.len() == 5
        && rest.bytes().all(|b| b.is_ascii_digit())
}

/// How well each kind fits, the likeliest first. `filled`: fields that have a value for every row.
pub(super) fn fits(table: &Table<'_>, kinds: &[&Kind], filled: &[FilledValue]) -> Vec<KindFit> {
    let place = plain(&format!("{} {}", table.name, table.file));
    let mut fits: Vec<(i64, KindFit)> = kinds
        .iter()
        .map(|kind| {
            let proposed = propose(table, kind);
            let d = &kind.declaration;
            let fit = KindFit {
                kind: kind.name().into(),
                label: d.many.into(),
                matched: whole(proposed.len()),
            };
            (score(kind, &proposed, filled, &place), fit)
        })
        .collect();
    // A stable sort: of equal ones the kind that comes first in the program's own list.
    fits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    fits.into_iter().map(|(_, fit)| fit).collect()
}

/// How much it counts that the file or sheet is called after a kind: less where it has only the last of several words, as
/// “Membership” has of “PCN membership”.
fn called(name: &str, place: &str) -> i64 {
    let name = plain(name);
    let has = |word: &str| place.split(' ').any(|w| w == word);
    match name.rsplit_once(' ') {
        None if has(&name) => 5,
        Some((_, last)) if has(last) => 2,
        _ => 0,
    }
}

/// Columns that match, less what would be missing, more where the file or sheet is called after the kind.
fn score(kind: &Kind, proposed: &[Proposed], filled: &[FilledValue], place: &str) -> i64 {
    let weight = |p: &Proposed| if p.why == "near" { 2 } else { 4 };
    // A second column for one person tells no more than the first.
    let again = |at: usize, p: &Proposed| {
        p.field == "person" && proposed.iter().take(at).any(|e| e.field == p.field)
    };
    let counted = proposed.iter().enumerate();
    let counted = counted.filter(|(at, p)| !again(*at, p));
    let matched: i64 = counted.map(|(_, p)| weight(p)).sum();
    let columns: Vec<&str> = proposed.iter().map(|p| p.field.as_str()).collect();
    let said = kind.declaration.from_lists.said_by(&columns);
    let is_filled = |name: &str| filled.iter().any(|f| f.field == name);
    let has = |name: &str| columns.contains(&name) || said.contains(&name) || is_filled(name);
    let missing = kind
        .fields
        .iter()
        .filter(|f| f.required && !has(&f.name))
        .count();
    let names = [kind.declaration.one, kind.declaration.many];
    let named = names.map(|name| called(name, place)).into_iter().max();
    // An e-mail address or a post is a person's; a code is its owner's.
    let own = proposed
        .iter()
        .filter(|p| p.field == "email" || (p.field == "ods_code" && p.why == "content"))
        .count();
    // A value for a field that it does not have was meant for another kind.
    let foreign = filled.iter().filter(|f| kind.field(&f.field).is_none());
    matched - 6 * whole(missing) - 20 * whole(foreign.count()) + named.unwrap_or(0) + 4 * whole(own)
}

/// The matching that a person chose, without what the file or the kind does not have.
pub(super) fn chosen(
    table: &Table<'_>,
    kind: &Kind,
    matching: &[ColumnMatch],
) -> Vec<(usize, String)> {
    let fits = |m: &&ColumnMatch| {
        usize::try_from(m.column).is_ok_and(|c| c < table.titles.len())
            && (own::called(&m.field).is_some() || fillable(kind).any(|f| f.name == m.field))
    };
    let pair = |m: &ColumnMatch| (usize::try_from(m.column).unwrap_or(0), m.field.clone());
    matching.iter().filter(fits).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_codes_and_addresses_are_told_by_their_form() {
        for text in ["CV1 2AB", "sw1a1aa", "M1 1AE"] {
            assert!(is_postcode(text), "{text}");
        }
        for text in ["Coventry", "12345", "CV12", "U12345"] {
            assert!(!is_postcode(text), "{text}");
        }
        assert!(is_code("m84001", |c| c != 'U') && !is_code("U12345", |c| c != 'U'));
        assert!(!is_code("M8400", |_| true) && !is_code("", |_| true));
        assert!(is_email("a@b.uk") && !is_email("a at b.uk") && !is_email("@b.uk"));
    }
}
