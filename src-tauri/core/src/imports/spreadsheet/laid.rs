//! A file as a person chose to read it: which sheet, where the headings stand, what the columns are called.

use sha2::{Digest, Sha256};

use super::{
    across::{self, Turned},
    heading, ticked,
};
use crate::{
    alike::plain,
    contract::{AcrossOffer, Fault, FirstRow, SheetImport, SheetNote},
    env::Env,
    imports::{
        file::{self, File},
        words::{column_letter, fault},
    },
    record::Kind,
    tabular::{Row, Sheet},
};

/// First rows shown for choosing the headings.
const FIRST_ROWS: usize = 10;

/// Characters of one of them.
const SHORTENED: usize = 160;

/// What is said of a sheet with merged cells.
const MERGED: &str =
    "What stands in a cell that is merged over several rows counts for each of them.";

/// Headings and rows of one sheet.
pub(super) struct Table<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The sheet's name.
    pub name: &'a str,
    /// Row number of the headings; 0 = none.
    pub header: usize,
    /// What the columns are called.
    pub titles: Vec<String>,
    /// The rows below the headings.
    pub rows: &'a [Row],
}

impl Table<'_> {
    /// Whether something stands over a column.
    pub fn headed(&self, column: usize) -> bool {
        let made_up = format!("Column {}", column_letter(column));
        self.titles.get(column).is_some_and(|t| *t != made_up)
    }
}

/// A sheet of a file, with its headings.
pub(super) struct Laid {
    /// The file.
    pub file: File,
    /// Which sheet, counted from 0.
    pub sheet: usize,
    /// Row number of the headings; 0 = none.
    pub header: usize,
    /// What the columns are called.
    pub titles: Vec<String>,
    /// Where the rows begin, among the sheet's.
    first: usize,
    /// What is offered where the sheet goes across the page.
    pub offer: Option<AcrossOffer>,
    /// The rows of a sheet that was turned.
    turned: Option<Turned>,
}

impl Laid {
    /// Reads a file and lays it out as asked; what was not said is proposed.
    pub fn read(env: &dyn Env, request: &SheetImport, kinds: &[&Kind]) -> Result<Self, Fault> {
        let mut file = file::read(env, &request.file)?;
        let sheets = &file.workbook.sheets;
        let at = match request.sheet {
            Some(at) => usize::try_from(at).unwrap_or(usize::MAX),
            None => {
                let main = file.workbook.main_sheet().map(std::ptr::from_ref);
                sheets
                    .iter()
                    .position(|s| Some(std::ptr::from_ref(s)) == main)
                    .unwrap_or(0)
            }
        };
        let Some(sheet) = file.workbook.sheets.get_mut(at) else {
            return Err(fault(
                "no_such_sheet",
                format!("“{}” has no such sheet. Nothing was changed.", file.name),
                "Choose one of the sheets of the file.",
            ));
        };
        let header = match request.header {
            Some(number) => usize::try_from(number).unwrap_or(0),
            None => heading::row(sheet, kinds).unwrap_or(0),
        };
        if sheet.fill_merged(header) {
            file.workbook.remarks.push(MERGED.to_owned());
        }
        let sheet: &Sheet = sheet;
        let place = sheet.rows.iter().position(|r| r.number == header);
        if header > 0 && place.is_none() {
            return Err(fault(
                "no_such_row",
                format!(
                    "Row {header} of “{}” holds nothing. Nothing was changed.",
                    sheet.name
                ),
                "Choose the row with the headings, or say that there are none.",
            ));
        }
        let mut titles = titles(sheet, place.and_then(|p| sheet.rows.get(p)));
        let mut first = place.map_or(0, |p| p + 1);
        let below = place.and_then(|_| sheet.rows.get(first));
        let header_row = place.and_then(|p| sheet.rows.get(p));
        let goes_on = |row: &Row| header_row.is_some_and(|h| heading::goes_on(h, row, kinds));
        if let Some(below) = below.filter(|row| ticked::heads(row, kinds) || goes_on(row)) {
            titles = two_lines(&titles, below, kinds);
            first += 1;
        }
        let mut laid = Self {
            sheet: at,
            header,
            titles,
            first,
            offer: None,
            turned: None,
            file,
        };
        laid.offer = across::offer(&laid.table());
        let turned = match &request.across {
            Some(across) => Some(across::turn(&laid.titles, laid.rows(), across)),
            None => {
                let found = ticked::turned(&laid.table(), kinds, request);
                found.map(|(turned, remark)| {
                    laid.file.workbook.remarks.push(remark);
                    turned
                })
            }
        };
        if let Some(turned) = turned {
            laid.titles.clone_from(&turned.titles);
            laid.turned = Some(turned);
        }
        Ok(laid)
    }

    /// The sheet.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.file.workbook.sheets.get(self.sheet)
    }

    /// The rows below the headings.
    pub fn rows(&self) -> &[Row] {
        if let Some(turned) = &self.turned {
            return &turned.rows;
        }
        self.own_rows()
    }

    /// Rows of a sheet that was turned with nothing under any period.
    pub fn bare(&self) -> &[Row] {
        self.turned.as_ref().map_or(&[][..], |t| &t.bare)
    }

    /// The rows below the headings as they stand in the file.
    pub fn own_rows(&self) -> &[Row] {
        self.sheet()
            .and_then(|s| s.rows.get(self.first..))
            .unwrap_or_default()
    }

    /// What hangs on the cells of a row, with the headings of these.
    pub fn notes(&self) -> Vec<SheetNote> {
        let Some(sheet) = self.sheet() else {
            return vec![];
        };
        let header = sheet.rows.iter().find(|r| r.number == self.header);
        let titles = titles(sheet, header);
        let below = sheet.notes.iter().filter(|n| n.row > self.header);
        below
            .map(|n| SheetNote {
                row: whole(n.row),
                column: titles
                    .get(n.column)
                    .cloned()
                    .unwrap_or_else(|| format!("Column {}", column_letter(n.column))),
                text: n.text.clone(),
            })
            .collect()
    }

    /// Numbers of the rows below the headings that the spreadsheet hides.
    pub fn hidden_rows(&self) -> Vec<usize> {
        let hidden = self.sheet().map_or(&[][..], |s| &s.hidden_rows);
        let below = hidden.iter().copied();
        below.filter(|number| *number > self.header).collect()
    }

    /// The sheet as matching reads it.
    pub fn table(&self) -> Table<'_> {
        Table {
            file: &self.file.name,
            name: self.sheet().map_or("", |s| s.name.as_str()),
            header: self.header,
            titles: self.titles.clone(),
            rows: self.rows(),
        }
    }

    /// Any sheet of the file, with the headings that it seems to have.
    pub fn other(&self, sheet: usize, kinds: &[&Kind]) -> Option<Table<'_>> {
        let sheet = self.file.workbook.sheets.get(sheet)?;
        let header = heading::row(sheet, kinds).unwrap_or(0);
        let place = sheet.rows.iter().position(|r| r.number == header);
        Some(Table {
            file: &self.file.name,
            name: &sheet.name,
            header,
            titles: titles(sheet, place.and_then(|p| sheet.rows.get(p))),
            rows: sheet
                .rows
                .get(place.map_or(0, |p| p + 1)..)
                .unwrap_or_default(),
        })
    }

    /// The first rows, for choosing the headings.
    pub fn first_rows(&self) -> Vec<FirstRow> {
        let line = |row: &Row| {
            let cells = row.cells.iter().filter(|c| !c.is_blank());
            let texts: Vec<String> = cells.map(super::entry::as_shown).collect();
            FirstRow {
                row: whole(row.number),
                text: texts.join(" · ").chars().take(SHORTENED).collect(),
            }
        };
        let rows = self.sheet().map_or(&[][..], |s| &s.rows);
        rows.iter().take(FIRST_ROWS).map(line).collect()
    }

    /// Stands for the headings of this file: two files with the same ones are of the same shape.
    pub fn shape(&self) -> String {
        let mut hash = Sha256::new();
        for title in &self.titles {
            hash.update(plain(title));
            hash.update([0]);
        }
        let digest: [u8; 32] = hash.finalize().into();
        digest.iter().take(16).map(|b| format!("{b:02x}")).collect()
    }
}

/// What the columns are called; `Column C` where nothing stands over one.
fn titles(sheet: &Sheet, header: Option<&Row>) -> Vec<String> {
    let width = sheet.width();
    let above = header.and_then(|row| heading::line_above(sheet, row));
    let called = |at: usize| {
        let mut text = header.map(|r| r.text(at)).unwrap_or_default();
        if text.trim().is_empty() {
            text = above.map(|r| r.text(at)).unwrap_or_default();
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            format!("Column {}", column_letter(at))
        } else {
            text
        }
    };
    (0..width).map(called).collect()
}

/// Headings in two lines: what the line below says, or both lines where this is a day of a span that the line above names
/// for both, such as `Date of interest` over `From` and `To`, or where both together name a field, such as `Follow up` over
/// `Owner`.
fn two_lines(above: &[String], below: &Row, kinds: &[&Kind]) -> Vec<String> {
    let mut group = String::new();
    let mut titles = vec![];
    for (at, title) in above.iter().enumerate() {
        let made_up = *title == format!("Column {}", column_letter(at));
        if !made_up {
            group.clone_from(title);
        }
        let text = below.text(at);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let both = format!("{group} {text}");
        titles.push(match plain(&text).as_str() {
            "" => title.clone(),
            day if ticked::DAYS.contains(&day) => both,
            _ if heading::is_known(&both, kinds) => both,
            _ => text,
        });
    }
    titles
}

pub(super) fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
