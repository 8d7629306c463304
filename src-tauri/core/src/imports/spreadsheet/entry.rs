//! One cell as a value of one field: the only place where cells are read. What a form takes, a cell may hold.

use chrono::NaiveDate;

use crate::{
    dates::parse_uk,
    imports::words::with_nought,
    record::{self, Field, FieldType, Value},
    tabular::{Cell, date},
};

/// What people write where they do not know yet.
const NOT_KNOWN: &[&str] = &[
    "tbc",
    "tba",
    "tbd",
    "n/a",
    "na",
    "n.a.",
    "not known",
    "unknown",
    "not applicable",
    "?",
    "??",
    "-",
    "--",
    "–",
    "—",
    "to be confirmed",
    "to follow",
    "none",
    "nil",
    "vacant",
    "pending",
];

/// The field of every kind that holds a telephone number.
const TELEPHONE: &str = "telephone";

/// What a cell gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nothing stands there.
    Blank,
    /// A value.
    Value(Value),
    /// A word for "not known yet" that the field can't hold.
    NotKnown,
    /// It can't be read: a plain sentence.
    Bad(String),
}

/// Whether a text is a word for "not known yet".
pub(super) fn is_not_known(text: &str) -> bool {
    NOT_KNOWN.contains(&text.trim().to_lowercase().as_str())
}

/// Reads a cell for a field. `month_first` as in the United States: 03/04 is the 4th of March.
pub(super) fn read(field: &Field, cell: &Cell, month_first: bool) -> Entry {
    if cell.is_blank() {
        return Entry::Blank;
    }
    let text = cell.text();
    if let Cell::Error(error) = cell {
        let text = format!(
            "{}: the spreadsheet itself shows the error {error} here.",
            field.label
        );
        return Entry::Bad(text);
    }
    let plain_text = matches!(field.type_, FieldType::Text { .. });
    if !plain_text && is_not_known(&text) {
        return Entry::NotKnown;
    }
    match &field.type_ {
        // Names of other records are read where people can be asked about them.
        FieldType::Ref { .. } => Entry::Blank,
        FieldType::Date => match day(cell, month_first) {
            Ok(day) => Entry::Value(Value::from(day)),
            Err(fault) => Entry::Bad(format!("{}: {fault}.", field.label)),
        },
        FieldType::Text { .. } if field.name == TELEPHONE => {
            typed(field, &with_nought(&as_shown(cell)))
        }
        FieldType::Text { .. } => typed(field, &as_shown(cell)),
        FieldType::YesNo => match text.trim().to_lowercase().as_str() {
            "x" | "✓" | "✔" => Entry::Value(Value::from(true)),
            _ => typed(field, &text),
        },
        _ => typed(field, &text),
    }
}

/// The text of a cell that names another record; none where it is blank, an error or a word for "not known yet".
pub(super) fn names_another(field: &Field, cell: &Cell) -> Option<String> {
    let text = cell.text();
    let says_nothing = cell.is_blank() || matches!(cell, Cell::Error(_)) || is_not_known(&text);
    (matches!(field.type_, FieldType::Ref { .. }) && !says_nothing).then_some(text)
}

fn typed(field: &Field, text: &str) -> Entry {
    match record::from_text(field, text) {
        Ok(Value::Null) => Entry::Blank,
        Ok(value) => Entry::Value(value),
        Err(fault) => Entry::Bad(fault.0),
    }
}

/// A cell as a person sees it: days the British way.
pub(super) fn as_shown(cell: &Cell) -> String {
    match cell {
        Cell::Date(day) => day.format("%d/%m/%Y").to_string(),
        Cell::DateTime(moment) => moment.format("%d/%m/%Y %H:%M").to_string(),
        Cell::Bool(yes) => if *yes { "Yes" } else { "No" }.to_owned(),
        _ => cell.text().trim().to_owned(),
    }
}

fn day(cell: &Cell, month_first: bool) -> std::result::Result<NaiveDate, crate::dates::DateFault> {
    if let (true, Cell::Text(text)) = (month_first, cell)
        && let Some([first, second, rest]) = in_digits(text)
    {
        return parse_uk(&format!("{second}/{first}/{rest}"));
    }
    date::of_cell(cell)
}

/// `03/04/2025` in its three parts; none for dates whose month is a word or whose year comes first.
fn in_digits(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.trim().splitn(3, ['/', '-', '.']);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let short = |p: &str| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    (short(three[0]) && short(three[1])).then_some(three)
}

/// What the texts of a file say about the order of day and month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DayOrder {
    /// Dates that only make sense day first.
    day_first: bool,
    /// Dates that only make sense month first.
    month_first: bool,
    /// Dates that make sense both ways, a few of them.
    both_ways: Vec<String>,
}

impl DayOrder {
    /// Most examples shown.
    const EXAMPLES: usize = 5;

    /// Takes a cell of a column of dates into account.
    pub fn see(&mut self, cell: &Cell) {
        let Cell::Text(text) = cell else { return };
        let Some([first, second, _]) = in_digits(text) else {
            return;
        };
        let (Ok(first), Ok(second)) = (first.parse::<u32>(), second.parse::<u32>()) else {
            return;
        };
        match (first, second) {
            (13..=31, 1..=12) => self.day_first = true,
            (1..=12, 13..=31) => self.month_first = true,
            (1..=12, 1..=12) if first != second && self.both_ways.len() < Self::EXAMPLES => {
                let text = text.trim().to_owned();
                if !self.both_ways.contains(&text) {
                    self.both_ways.push(text);
                }
            }
            _ => {}
        }
    }

    /// Whether the month comes first, as far as the file itself settles it; the examples to ask about otherwise.
    pub fn month_first(&self, said: Option<bool>) -> std::result::Result<bool, Vec<String>> {
        match said {
            Some(day_first) => Ok(!day_first),
            None if self.both_ways.is_empty() || self.day_first != self.month_first => {
                Ok(self.month_first && !self.day_first)
            }
            None => Err(self.both_ways.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn order(texts: &[&str]) -> DayOrder {
        let mut order = DayOrder::default();
        for text in texts {
            order.see(&Cell::of_text(*text));
        }
        order
    }

    #[test]
    fn a_file_with_a_13th_settles_the_order_of_all_its_dates() {
        assert_eq!(
            order(&["03/04/2025", "13/04/2025"]).month_first(None),
            Ok(false)
        );
        assert_eq!(
            order(&["03/04/2025", "04/13/2025"]).month_first(None),
            Ok(true)
        );
    }

    #[test]
    fn dates_that_can_be_read_both_ways_are_asked_about_once() {
        let unsure = order(&["03/04/2025", "1-2-25", "03/04/2025"]);
        let asked = vec!["03/04/2025".to_owned(), "1-2-25".to_owned()];
        assert_eq!(unsure.month_first(None), Err(asked));
        assert_eq!(unsure.month_first(Some(false)), Ok(true));
        assert!(
            order(&["03/04/2025", "13/04/2025", "04/13/2025"])
                .month_first(None)
                .is_err()
        );
        assert_eq!(
            order(&["2025-04-03", "3 April 2025", "4/4/2025"]).month_first(None),
            Ok(false)
        );
    }

    #[test]
    fn the_month_comes_first_where_the_file_says_so() {
        let fourth_of_march = NaiveDate::from_ymd_opt(2025, 3, 4).unwrap();
        let cell = Cell::of_text("03/04/2025");
        assert_eq!(day(&cell, true), Ok(fourth_of_march));
        assert_ne!(day(&cell, false), Ok(fourth_of_march));
        assert!(day(&Cell::of_text("25/12/2025"), true).is_err());
        let words = Cell::of_text("4 March 2025");
        assert_eq!(day(&words, true), Ok(fourth_of_march));
    }
}
