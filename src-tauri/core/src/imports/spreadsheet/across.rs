//! Layouts across the page: a row for each network and a column for each quarter. Every filled cell under a period
//! becomes a row of its own.

use super::{
    laid::{Table, whole},
    period::{self, Period},
};
use crate::{
    contract::{Across, AcrossOffer},
    tabular::{Cell, Row},
};

/// Fewer columns than this are no layout across the page.
const FEWEST: usize = 2;

/// A sheet turned: headings, rows, and the numbers of rows with nothing under any period.
pub(super) struct Turned {
    /// What the columns are called.
    pub titles: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Rows with nothing under any period.
    pub bare: Vec<Row>,
}

/// What is offered for a sheet whose headings are periods.
pub(super) fn offer(table: &Table<'_>) -> Option<AcrossOffer> {
    if table.header == 0 {
        return None;
    }
    let columns: Vec<usize> = (0..table.titles.len())
        .filter(|at| {
            table
                .titles
                .get(*at)
                .is_some_and(|t| period::of_text(t).is_some())
        })
        .filter(|at| table.rows.iter().any(|r| !r.cell(*at).is_blank()))
        .collect();
    if columns.len() < FEWEST || columns.len() == table.titles.len() {
        return None;
    }
    let titles = columns
        .iter()
        .filter_map(|at| table.titles.get(*at))
        .cloned();
    let filled = table.rows.iter().map(|row| {
        let cells = columns.iter().filter(|at| !row.cell(**at).is_blank());
        cells.count()
    });
    Some(AcrossOffer {
        titles: titles.collect(),
        rows: whole(table.rows.len()),
        become_rows: whole(filled.sum()),
        across: Across {
            columns: columns.into_iter().map(whole).collect(),
            heading: "Period".into(),
            value: "Value".into(),
        },
    })
}

/// Turns the columns into rows. Beside the period stand its first and last day, where these are beyond doubt.
pub(super) fn turn(titles: &[String], rows: &[Row], across: &Across) -> Turned {
    let under: Vec<usize> = across
        .columns
        .iter()
        .filter_map(|c| usize::try_from(*c).ok())
        .filter(|c| *c < titles.len())
        .collect();
    let kept: Vec<usize> = (0..titles.len()).filter(|at| !under.contains(at)).collect();
    let periods: Vec<Option<Period>> = under
        .iter()
        .map(|at| titles.get(*at).and_then(|t| period::of_text(t)))
        .collect();
    let dated = periods
        .iter()
        .all(|p| p.as_ref().is_some_and(|p| p.days.is_some()));
    let mut names: Vec<String> = kept
        .iter()
        .filter_map(|at| titles.get(*at))
        .cloned()
        .collect();
    names.push(across.heading.clone());
    if dated {
        names.extend(["From".to_owned(), "To".to_owned()]);
    }
    names.push(across.value.clone());
    let mut turned = Turned {
        titles: names,
        rows: vec![],
        bare: vec![],
    };
    for row in rows {
        let before = turned.rows.len();
        for (at, period) in under.iter().zip(&periods) {
            if row.cell(*at).is_blank() {
                continue;
            }
            let mut cells: Vec<Cell> = kept.iter().map(|k| row.cell(*k).clone()).collect();
            cells.push(Cell::of_text(titles.get(*at).cloned().unwrap_or_default()));
            if let (true, Some((first, last))) = (dated, period.as_ref().and_then(|p| p.days)) {
                cells.extend([Cell::Date(first), Cell::Date(last)]);
            }
            cells.push(row.cell(*at).clone());
            let number = row.number;
            turned.rows.push(Row { number, cells });
        }
        if turned.rows.len() == before {
            turned.bare.push(row.clone());
        }
    }
    turned
}
