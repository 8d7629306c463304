//! Where the columns of a list stand in a file: under a header row that names them, or in fixed places without one.

use super::{
    MAPPINGS,
    words::{column_letter, counted, fault},
};
use crate::{
    contract::Fault,
    tabular::{Cell, Kind, Row, Sheet, Workbook},
};

/// Rows looked at to find the header: national workbooks put a title and notes above it.
const HEADER_WITHIN: usize = 20;

/// A column that a mapping needs.
pub(super) struct Column {
    /// What people call it.
    pub name: &'static str,
    /// Titles it goes by, in small letters with single spaces.
    pub titles: &'static [&'static str],
    /// Its place, counted from 0, in a file without a header.
    pub place: usize,
}

/// What a list looks like.
pub(super) struct Layout {
    /// The columns that are read; a mapping names them by their place in this list.
    pub columns: &'static [Column],
    /// Cells in a row of a file without a header.
    pub width: usize,
    /// Whether a row is one of a file without a header.
    pub without_header: fn(&Row) -> bool,
}

/// A list found in a file.
pub(super) struct Grid<'a> {
    /// The rows under the header.
    pub rows: &'a [Row],
    layout: &'static Layout,
    places: Vec<usize>,
    /// The header's own titles; empty without a header.
    titles: Vec<String>,
}

impl Grid<'_> {
    /// A cell by the column's place in the layout.
    pub fn cell<'r>(&self, row: &'r Row, column: usize) -> &'r Cell {
        row.cell(self.places.get(column).copied().unwrap_or(usize::MAX))
    }

    /// A cell's text without white space around it.
    pub fn text(&self, row: &Row, column: usize) -> String {
        self.cell(row, column).text().trim().to_owned()
    }

    /// What to call a column when something is wrong in it.
    pub fn called(&self, column: usize) -> String {
        let place = self.places.get(column).copied().unwrap_or_default();
        match self.titles.get(place) {
            Some(title) => title.clone(),
            None => format!(
                "{} ({})",
                column_letter(place),
                self.layout.columns.get(column).map_or("", |c| c.name)
            ),
        }
    }
}

/// Whether the file holds such a list.
pub(super) fn fits(workbook: &Workbook, layout: &'static Layout) -> bool {
    seen(workbook, layout).is_some()
}

/// The list in the file, however wide its rows are.
pub(super) fn seen<'a>(workbook: &'a Workbook, layout: &'static Layout) -> Option<Grid<'a>> {
    match look(workbook, layout) {
        Found::Grid(grid, _) => Some(grid),
        Found::Missing { .. } | Found::Nothing => None,
    }
}

/// Finds the list in the file and checks that every row is as wide as it must be.
pub(super) fn find<'a>(
    workbook: &'a Workbook,
    layout: &'static Layout,
    label: &str,
) -> Result<Grid<'a>, Fault> {
    match look(workbook, layout) {
        Found::Grid(grid, width) => {
            check_widths(workbook, &grid, width)?;
            Ok(grid)
        }
        Found::Missing { row, column } => Err(fault(
            "missing_column",
            format!(
                "“{}” has no column “{column}” in its header (row {row}). Nothing was changed.",
                workbook.name
            ),
            "Download the list again, and bring it in without changing its columns.",
        )),
        Found::Nothing => Err(not_this_list(workbook, layout, label)),
    }
}

enum Found<'a> {
    /// The list, and how many cells each row has.
    Grid(Grid<'a>, usize),
    /// A header that lacks a column.
    Missing {
        row: usize,
        column: &'static str,
    },
    Nothing,
}

fn look<'a>(workbook: &'a Workbook, layout: &'static Layout) -> Found<'a> {
    let visible = workbook.sheets.iter().filter(|s| !s.hidden);
    let sheets = visible.chain(workbook.sheets.iter().filter(|s| s.hidden));
    let mut nearly = Found::Nothing;
    for sheet in sheets {
        match look_at(sheet, layout) {
            Found::Nothing => {}
            found @ Found::Grid(..) => return found,
            missing @ Found::Missing { .. } => nearly = missing,
        }
    }
    nearly
}

fn look_at<'a>(sheet: &'a Sheet, layout: &'static Layout) -> Found<'a> {
    let mut nearly = Found::Nothing;
    for (index, row) in sheet.rows.iter().take(HEADER_WITHIN).enumerate() {
        let titles: Vec<String> = row.cells.iter().map(|c| plain(&c.text())).collect();
        let place = |c: &Column| titles.iter().position(|t| c.titles.contains(&t.as_str()));
        let places: Vec<Option<usize>> = layout.columns.iter().map(place).collect();
        let missing = places.iter().position(Option::is_none);
        let found = places.iter().flatten().count();
        match missing {
            None if found > 0 => {
                let shown = row.cells.iter().map(|c| one_line(&c.text())).collect();
                let grid = Grid {
                    rows: sheet.rows.get(index + 1..).unwrap_or_default(),
                    layout,
                    places: places.into_iter().flatten().collect(),
                    titles: shown,
                };
                return Found::Grid(grid, row.width());
            }
            // More than half of the titles: this is the list, and somebody took a column out.
            Some(m) if found * 2 > layout.columns.len() => {
                nearly = Found::Missing {
                    row: row.number,
                    column: layout.columns.get(m).map_or("", |c| c.name),
                };
            }
            _ => {}
        }
    }
    if matches!(nearly, Found::Nothing)
        && let Some(first) = first_without_header(sheet, layout)
    {
        let grid = Grid {
            rows: sheet.rows.get(first..).unwrap_or_default(),
            layout,
            places: layout.columns.iter().map(|c| c.place).collect(),
            titles: vec![],
        };
        return Found::Grid(grid, layout.width);
    }
    nearly
}

/// Where the rows begin in a sheet without the list's header. Somebody may have put titles of their own above them: a
/// row of words without any figure.
fn first_without_header(sheet: &Sheet, layout: &Layout) -> Option<usize> {
    let is_title = |row: &Row| {
        let mut texts = row.cells.iter().map(Cell::text);
        !texts.any(|t| t.chars().any(|c| c.is_ascii_digit()))
    };
    let first = usize::from(sheet.rows.first().is_some_and(is_title));
    let row = sheet.rows.get(first)?;
    (layout.without_header)(row).then_some(first)
}

/// Small letters, single spaces: header cells of national files hold line breaks.
fn plain(title: &str) -> String {
    one_line(title).replace('_', " ").to_lowercase()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_widths(workbook: &Workbook, grid: &Grid<'_>, width: usize) -> Result<(), Fault> {
    // A spreadsheet has no cells behind the last filled one, so its rows may be shorter.
    let right = |row: &Row| match workbook.kind {
        Kind::Csv => row.width() == width,
        _ => row.width() <= width,
    };
    let mut wrong = grid.rows.iter().filter(|row| !right(row));
    let Some(first) = wrong.next() else {
        return Ok(());
    };
    let others = wrong.count();
    let more = match others {
        0 => String::new(),
        n => format!(" So {} more.", counted(n, "does row", "do rows")),
    };
    Err(fault(
        "wrong_columns",
        format!(
            "Row {} of “{}” has {}; every row of this list has {width}.{more} Nothing was changed.",
            first.number,
            workbook.name,
            counted(first.width(), "column", "columns"),
        ),
        "Look at that row: a comma or a quotation mark too many shifts all that follows. Or download the list again.",
    ))
}

fn not_this_list(workbook: &Workbook, layout: &Layout, label: &str) -> Fault {
    let other = MAPPINGS.iter().find(|m| (m.fits)(workbook));
    let width = workbook
        .main_sheet()
        .and_then(|s| s.rows.first())
        .map_or(0, Row::width);
    let hint = match other {
        Some(other) => format!("It looks like this list: {}. Choose that.", other.label),
        None => "Download the list again, and bring it in without changing its columns.".into(),
    };
    let names: Vec<&str> = layout.columns.iter().map(|c| c.name).collect();
    fault(
        "not_this_list",
        format!(
            "“{}” is not this list: {label}. Its first row has {}; the list needs {}. Nothing was changed.",
            workbook.name,
            counted(width, "column", "columns"),
            names.join(", "),
        ),
        hint,
    )
}
