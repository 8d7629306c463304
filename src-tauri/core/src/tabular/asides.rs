//! What stands beside the cells of a spreadsheet: rows that it hides, notes that hang on cells, cells that are merged. The
//! reader of the cells knows none of them. A file whose parts say this in another way has no asides; its cells are read all the same.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{CellNote, Merged, Sheet};

/// Most notes kept of one sheet.
pub(super) const MOST_NOTES: usize = 2_000;

/// Most merged cells looked at in one sheet.
pub(super) const MOST_MERGED: usize = 20_000;

/// Longest note kept, in characters.
const LONGEST: usize = 2_000;

pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Adds the asides of an Excel workbook (`.xlsx`, `.xlsm`).
pub(super) fn of_xlsx(bytes: &[u8], sheets: &mut [Sheet]) {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return;
    };
    let archive = &mut archive;
    let links = links(archive, "xl/", "workbook.xml");
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    each_element(&part(archive, "xl/workbook.xml"), |element| {
        if element.local_name().as_ref() == "sheet" {
            let link = links
                .iter()
                .find(|l| Some(&l.id) == attribute(element, "id").as_ref());
            if let (Some(name), Some(link)) = (attribute(element, "name"), link) {
                parts.insert(name, link.target.clone());
            }
        }
    });
    for sheet in sheets {
        let Some(path) = parts.get(&sheet.name) else {
            continue;
        };
        let xml = part(archive, path);
        // Most sheets hide nothing: reading them a second time would be for nothing.
        if xml.contains(" hidden=") {
            let mut hidden = vec![];
            each_element(&xml, |element| {
                let is = |name| attribute(element, name).is_some_and(|v| v == "1" || v == "true");
                if element.local_name().as_ref() == "row" && is("hidden") {
                    hidden.extend(attribute(element, "r").and_then(|r| r.parse::<usize>().ok()));
                }
            });
            sheet.hidden_rows = filled(sheet, hidden);
        }
        // They stand behind the rows, which are not read a second time for them.
        let merged = xml.find("<mergeCells").and_then(|at| xml.get(at..));
        each_element(merged.unwrap_or_default(), |element| {
            let merged = (element.local_name().as_ref() == "mergeCell")
                .then(|| attribute(element, "ref"))
                .flatten()
                .and_then(|r| over_rows(&r));
            if sheet.merged.len() < MOST_MERGED {
                sheet.merged.extend(merged);
            }
        });
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let links = self::links(archive, &format!("{folder}/"), file);
        if let Some(notes) = links.iter().find(|l| l.kind.ends_with("/comments")) {
            sheet.notes = xlsx_notes(&part(archive, &notes.target));
        }
    }
}

/// A link from one part of a package to another.
struct Link {
    id: String,
    kind: String,
    target: String,
}

/// The links of a part, with the whole names of the parts that they lead to.
fn links(archive: &mut Archive<'_>, folder: &str, file: &str) -> Vec<Link> {
    let mut links = vec![];
    each_element(
        &part(archive, &format!("{folder}_rels/{file}.rels")),
        |element| {
            let of = |name| attribute(element, name).unwrap_or_default();
            if element.local_name().as_ref() == "Relationship" {
                links.push(Link {
                    id: of("Id"),
                    kind: of("Type"),
                    target: whole_name(folder, &of("Target")),
                });
            }
        },
    );
    links
}

/// `../comments1.xml` as seen from `xl/worksheets/` is `xl/comments1.xml`.
fn whole_name(folder: &str, target: &str) -> String {
    if let Some(from_the_top) = target.strip_prefix('/') {
        return from_the_top.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

pub(super) fn part(archive: &mut Archive<'_>, name: &str) -> String {
    let mut text = String::new();
    if let Ok(mut part) = archive.by_name(name) {
        // A part that is no text has no asides. Its size was looked at before.
        if part.read_to_string(&mut text).is_err() {
            text.clear();
        }
    }
    text
}

pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&found.value).ok()?;
    Some(value.into_owned())
}

/// Every element that begins, until the file ends or can't be read on.
fn each_element(xml: &str, mut see: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => see(&element),
            Event::Eof => break,
            _ => {}
        }
    }
}

fn xlsx_notes(xml: &str) -> Vec<CellNote> {
    let mut notes: Vec<CellNote> = vec![];
    let mut reader = Reader::from_str(xml);
    let mut inside = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "comment" => {
                    let place = attribute(&element, "ref").and_then(|r| place(&r));
                    if let (Some((row, column)), true) = (place, notes.len() < MOST_NOTES) {
                        let text = String::new();
                        notes.push(CellNote { row, column, text });
                    }
                }
                name => inside = name == "t",
            },
            Event::End(_) => inside = false,
            Event::Eof => break,
            other if inside => add(notes.last_mut(), &other),
            _ => {}
        }
    }
    finished(notes)
}

/// Adds text to a note.
pub(super) fn add(note: Option<&mut CellNote>, event: &Event<'_>) {
    let text = match event {
        Event::Text(text) => text.to_string(),
        Event::GeneralRef(name) => resolved(name),
        Event::CData(text) => text.to_string(),
        _ => return,
    };
    if let Some(note) = note.filter(|n| n.text.len() < LONGEST * 4) {
        note.text.push_str(&text);
    }
}

/// `&amp;` and its like.
fn resolved(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = name.resolve_char_ref() {
        return letter.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(name)
        .unwrap_or_default()
        .to_owned()
}

/// `B3`: row number 3, column 1.
fn place(text: &str) -> Option<(usize, usize)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at_checked(letters)?;
    let mut number = 0_usize;
    for letter in column.bytes() {
        let letter = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        number = number.checked_mul(26)?.checked_add(letter)?;
    }
    Some((row.parse().ok()?, number.checked_sub(1)?))
}

/// `A2:B4`: rows 2 to 4 of the first of its columns; none where it is one row.
fn over_rows(text: &str) -> Option<Merged> {
    let (from, to) = text.split_once(':')?;
    let ((first, column), (last, _)) = (place(from)?, place(to)?);
    (last > first).then_some(Merged {
        first,
        last,
        column,
    })
}

/// Hidden rows that hold something.
pub(super) fn filled(sheet: &Sheet, mut hidden: Vec<usize>) -> Vec<usize> {
    hidden.sort_unstable();
    let of = |row: &super::Row| hidden.binary_search(&row.number).is_ok();
    sheet
        .rows
        .iter()
        .filter(|r| of(r))
        .map(|r| r.number)
        .collect()
}

/// Notes that say something, not too long, by row.
pub(super) fn finished(notes: Vec<CellNote>) -> Vec<CellNote> {
    let mut notes: Vec<CellNote> = notes
        .into_iter()
        .map(|note| CellNote {
            text: note.text.trim().chars().take(LONGEST).collect(),
            ..note
        })
        .filter(|note| !note.text.is_empty())
        .collect();
    notes.sort_by_key(|n| (n.row, n.column));
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_parts_are_found_by_their_names() {
        assert_eq!(place("B3"), Some((3, 1)));
        assert_eq!(place("aa10"), Some((10, 26)));
        assert_eq!(place("3"), None);
        assert_eq!(place("É3"), None);
        let rows = over_rows("B2:D4").map(|m| (m.first, m.last, m.column));
        assert_eq!(rows, Some((2, 4, 1)));
        assert_eq!(over_rows("A1:J1"), None);
        let from = "xl/worksheets/";
        assert_eq!(whole_name(from, "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(whole_name(from, "/xl/comments2.xml"), "xl/comments2.xml");
    }
}
