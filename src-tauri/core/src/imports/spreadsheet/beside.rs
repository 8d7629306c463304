//! Rows of a sheet that are no records: subtotals, the headings once more, rows with nothing in the matched columns.

use super::laid::whole;
use crate::{
    alike::plain,
    contract::LeftOut,
    tabular::{Cell, Row},
};

/// Words that alone make a row a sum.
const SUMS: &[&str] = &[
    "total",
    "totals",
    "sub total",
    "subtotal",
    "grand total",
    "sum",
    "average",
    "mean",
    "overall",
];

/// Why a row stays out that the spreadsheet hides, where a person wants that.
pub(super) const HIDDEN: &str = "The spreadsheet hides it.";

/// Row numbers given as examples.
const EXAMPLES: usize = 5;

/// Blank rows between others, below the row with this number.
pub(super) fn blank(below: usize, rows: &[Row]) -> Option<LeftOut> {
    let (mut last, mut count, mut examples) = (below, 0, vec![]);
    for row in rows {
        let between = last.saturating_add(1)..row.number;
        count += whole(between.len());
        examples.extend(between.take(EXAMPLES).map(whole));
        last = row.number.max(last);
    }
    examples.truncate(EXAMPLES);
    (count > 0).then(|| LeftOut {
        reason: "Blank.".into(),
        rows: count,
        examples,
    })
}

/// Why a row is no record; `None` when it is one.
pub(super) fn reason(row: &Row, titles: &[String], matched: &[usize]) -> Option<&'static str> {
    if matched.iter().all(|at| row.cell(*at).is_blank()) {
        return Some("Nothing stands in the matched columns.");
    }
    if repeats_headings(row, titles) {
        return Some("The headings once more.");
    }
    is_sum(row).then_some("A total or subtotal.")
}

fn repeats_headings(row: &Row, titles: &[String]) -> bool {
    let mut filled = row.cells.iter().enumerate().filter(|(_, c)| !c.is_blank());
    filled.all(|(at, cell)| {
        titles
            .get(at)
            .is_some_and(|t| plain(t) == plain(&cell.text()) && !plain(t).is_empty())
    })
}

fn is_sum(row: &Row) -> bool {
    let first = row.cells.iter().find(|c| !c.is_blank());
    let Some(first) = first.map(|c| plain(&c.text())) else {
        return false;
    };
    if SUMS.contains(&first.as_str()) {
        return true;
    }
    // A practice may be called “Total Health”; a sum has a number beside it.
    let named = SUMS.iter().any(|sum| {
        first
            .strip_prefix(sum)
            .is_some_and(|rest| rest.starts_with(' '))
            || first
                .strip_suffix(sum)
                .is_some_and(|rest| rest.ends_with(' '))
    });
    named && row.cells.iter().any(is_number)
}

fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => {
            let digits = text.trim().replace([',', '£', '%'], "");
            !digits.is_empty() && digits.len() < 10 && digits.parse::<f64>().is_ok()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(cells: &[&str]) -> Option<&'static str> {
        let titles = ["Practice".to_owned(), "Patients".to_owned()];
        let cells = cells.iter().map(|c| Cell::of_text(*c)).collect();
        reason(&Row { number: 9, cells }, &titles, &[0, 1])
    }

    #[test]
    fn sums_headings_and_blank_rows_are_no_records() {
        assert_eq!(why(&["Subtotal", "12,000"]), Some("A total or subtotal."));
        assert_eq!(
            why(&["Sub-total Coventry", "120"]),
            Some("A total or subtotal.")
        );
        assert_eq!(
            why(&["North PCN total", "120"]),
            Some("A total or subtotal.")
        );
        assert_eq!(
            why(&["PRACTICE", "patients"]),
            Some("The headings once more.")
        );
        assert_eq!(
            why(&["", " ", "aside"]),
            Some("Nothing stands in the matched columns.")
        );
    }

    #[test]
    fn a_practice_with_total_in_its_name_is_a_record() {
        assert_eq!(why(&["Total Health", "Coventry"]), None);
        assert_eq!(why(&["Abbey Surgery", "12,000"]), None);
    }
}
