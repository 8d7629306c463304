//! What stands beside the cells of an OpenDocument spreadsheet, and which numbers it shows as shares.

use std::{collections::BTreeMap, io::Cursor};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{
    CellNote, Merged, Sheet,
    asides::{MOST_MERGED, MOST_NOTES, add, attribute, filled, finished, part},
    spreadsheet_cell::as_share,
};

/// What the file says in these words only where it has asides.
const SIGNS: &[&str] = &[
    ":annotation",
    "table:visibility",
    "number-rows-spanned",
    "\"percentage\"",
];

/// Asides of one sheet.
#[derive(Default)]
struct Asides {
    hidden: Vec<usize>,
    notes: Vec<CellNote>,
    merged: Vec<Merged>,
    shares: Vec<Share>,
}

/// Cells beside and below each other that show hundredths: `75%` is what a person sees where the file holds 0.75.
struct Share {
    /// Row numbers, the last one included.
    rows: (usize, usize),
    /// Columns, counted from 0; the second one is beyond.
    columns: (usize, usize),
}

/// Adds the asides.
pub(super) fn of_ods(bytes: &[u8], sheets: &mut [Sheet]) {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return;
    };
    let xml = part(&mut archive, "content.xml");
    if !SIGNS.iter().any(|sign| xml.contains(sign)) {
        return;
    }
    for (name, asides) in all(&xml) {
        if let Some(sheet) = sheets.iter_mut().find(|s| s.name == name) {
            sheet.hidden_rows = filled(sheet, asides.hidden);
            sheet.notes = finished(asides.notes);
            sheet.merged = asides.merged;
            for share in &asides.shares {
                show(sheet, share);
            }
        }
    }
}

/// Lets shares be read as they are shown.
fn show(sheet: &mut Sheet, share: &Share) {
    let first = sheet.rows.partition_point(|r| r.number < share.rows.0);
    let rows = sheet.rows.iter_mut().skip(first);
    for row in rows.take_while(|r| r.number <= share.rows.1) {
        let end = share.columns.1.min(row.cells.len());
        for cell in row.cells.get_mut(share.columns.0..end).unwrap_or_default() {
            *cell = as_share(std::mem::take(cell));
        }
    }
}

/// The asides of each sheet.
fn all(xml: &str) -> BTreeMap<String, Asides> {
    let mut all: BTreeMap<String, Asides> = BTreeMap::new();
    let mut reader = Reader::from_str(xml);
    let (mut sheet, mut row, mut next_row, mut column, mut next_column) =
        (String::new(), 0_usize, 0_usize, 0_usize, 0_usize);
    let (mut noted, mut inside) = (false, false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "table" => {
                    sheet = attribute(&element, "name").unwrap_or_default();
                    next_row = 0;
                }
                "table-row" => {
                    (row, next_column) = (next_row, 0);
                    next_row = row.saturating_add(repeated(&element, "number-rows-repeated"));
                    let visible = attribute(&element, "visibility");
                    // More repeated rows than this hold nothing.
                    if visible.is_some_and(|v| v != "visible") && next_row - row < 10_000 {
                        let hidden = &mut all.entry(sheet.clone()).or_default().hidden;
                        hidden.extend(row + 1..=next_row);
                    }
                }
                "table-cell" | "covered-table-cell" => {
                    column = next_column;
                    let wide = repeated(&element, "number-columns-repeated");
                    next_column = column.saturating_add(wide);
                    let share =
                        attribute(&element, "value-type").is_some_and(|t| t == "percentage");
                    let tall = repeated(&element, "number-rows-spanned");
                    if share || tall > 1 {
                        let asides = all.entry(sheet.clone()).or_default();
                        let (first, last) = (row.saturating_add(1), row.saturating_add(tall));
                        if tall > 1 && asides.merged.len() < MOST_MERGED {
                            asides.merged.push(Merged {
                                first,
                                last,
                                column,
                            });
                        }
                        if share {
                            let (rows, columns) = ((first, next_row), (column, next_column));
                            asides.shares.push(Share { rows, columns });
                        }
                    }
                }
                "annotation" => {
                    let notes = &mut all.entry(sheet.clone()).or_default().notes;
                    noted = notes.len() < MOST_NOTES;
                    if noted {
                        let (row, text) = (row + 1, String::new());
                        notes.push(CellNote { row, column, text });
                    }
                }
                "p" => inside = noted,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "annotation" => (noted, inside) = (false, false),
                "p" if inside => {
                    inside = false;
                    if let Some(note) = newest(&mut all, &sheet) {
                        note.text.push('\n');
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            other if inside => add(newest(&mut all, &sheet), &other),
            _ => {}
        }
    }
    all
}

fn repeated(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name)
        .and_then(|n| n.parse().ok())
        .unwrap_or(1)
}

fn newest<'a>(all: &'a mut BTreeMap<String, Asides>, sheet: &str) -> Option<&'a mut CellNote> {
    all.get_mut(sheet)?.notes.last_mut()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::tabular::{Cell, Row};

    #[test]
    fn merged_cells_and_shares_are_told_by_their_places() {
        let xml = r#"<t:table t:name="People"><t:table-row t:number-rows-repeated="2"/><t:table-row>
            <t:table-cell t:number-rows-spanned="3" t:number-columns-spanned="1"><p>Dene</p></t:table-cell>
            <t:table-cell t:number-columns-repeated="2" o:value-type="percentage" o:value="0.75"/>
            <t:table-cell o:value-type="float" o:value="0.5"/></t:table-row></t:table>"#;
        let all = all(xml);
        let asides = all.get("People").unwrap();
        let merged: Vec<_> = asides
            .merged
            .iter()
            .map(|m| (m.first, m.last, m.column))
            .collect();
        assert_eq!(merged, [(3, 5, 0)]);
        let number = |n: &str| Cell::Number(n.to_owned());
        let mut sheet = Sheet {
            rows: vec![Row {
                number: 3,
                cells: vec![
                    Cell::of_text("Dene"),
                    number("0.75"),
                    number("0.75"),
                    number("0.5"),
                ],
            }],
            ..Sheet::default()
        };
        asides
            .shares
            .iter()
            .for_each(|share| show(&mut sheet, share));
        let texts: Vec<String> = sheet.rows[0].cells.iter().map(Cell::text).collect();
        assert_eq!(texts, ["Dene", "75%", "75%", "0.5"]);
    }
}
