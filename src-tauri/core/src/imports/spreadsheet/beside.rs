//! Rows of a sheet that are no records: subtotals, remarks, the headings once more, rows with nothing in the matched
//! columns.

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

/// How a remark above, between or under the rows begins.
const REMARKS: &[&str] = &[
    "*", "†", "‡", "note:", "notes:", "n.b.", "nb:", "source:", "key:",
];

/// Why a sum stays out.
const SUM: &str = "A total or subtotal.";

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
    if matched.is_empty() {
        return Some("No column goes to a field yet. Choose what each row is, and match a column.");
    }
    if matched.iter().all(|at| row.cell(*at).is_blank()) {
        return Some("Nothing stands in the matched columns.");
    }
    if repeats_headings(row, titles) {
        return Some("The headings once more.");
    }
    if titles.len() > 1 {
        aside(row)
    } else {
        is_sum(row).then_some(SUM)
    }
}

/// Why a row among others is no record, whatever the others are: a remark or a sum.
pub(in crate::imports) fn aside(row: &Row) -> Option<&'static str> {
    if is_remark(row) {
        return Some("A remark about the table.");
    }
    is_sum(row).then_some(SUM)
}

/// Whether one text stands alone in its row and begins as a remark does.
fn is_remark(row: &Row) -> bool {
    let mut filled = row.cells.iter().filter(|c| !c.is_blank());
    let (Some(Cell::Text(text)), None) = (filled.next(), filled.next()) else {
        return false;
    };
    let text = text.trim().to_lowercase();
    REMARKS.iter().any(|start| text.starts_with(start))
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
        // Nine digits and more are a telephone number that lost its nought, or a code.
        Cell::Number(number) => number.split('.').next().is_some_and(|n| n.len() < 9),
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
    fn a_remark_alone_in_its_row_is_no_record() {
        let remark = Some("A remark about the table.");
        assert_eq!(why(&["* Patients as at March"]), remark);
        assert_eq!(why(&["", "Source: monthly publication"]), remark);
        assert_eq!(why(&["*Abbey Surgery", "12,000"]), None);
        assert_eq!(why(&["Notable Surgery"]), None);
    }

    #[test]
    fn where_no_column_is_matched_the_reason_says_so() {
        let row = Row {
            number: 2,
            cells: vec![Cell::of_text("10042570")],
        };
        let why = reason(&row, &["UKPRN".to_owned()], &[]);
        assert!(why.is_some_and(|w| w.starts_with("No column goes to a field yet.")));
    }

    #[test]
    fn a_practice_with_total_in_its_name_is_a_record() {
        assert_eq!(why(&["Total Health", "Coventry"]), None);
        let cells = vec![
            Cell::of_text("Total Fitness"),
            Cell::of_integer(2_476_123_456),
        ];
        assert_eq!(aside(&Row { number: 9, cells }), None);
        assert_eq!(why(&["Abbey Surgery", "12,000"]), None);
    }
}
