//! Headings that are periods: `Q1 2024/25`, `Apr-24`, `2024/25`, a date that stands for its month.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::tabular::Cell;

/// A period, with its days where they are beyond doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    /// First and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The period that a heading names.
pub(super) fn of_cell(cell: &Cell) -> Option<Period> {
    match cell {
        Cell::Date(day) => months(day.year(), day.month(), 1),
        Cell::DateTime(moment) => months(moment.year(), moment.month(), 1),
        Cell::Text(text) | Cell::Number(text) => of_text(text),
        _ => None,
    }
}

/// The period that a heading names, as text.
pub(super) fn of_text(text: &str) -> Option<Period> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return months(day.year(), day.month(), 1);
    }
    let text = text
        .to_lowercase()
        .replace("quarter ", "q")
        .replace("qtr ", "q");
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':'))
        .filter(|w| !w.is_empty())
        .collect();
    match words[..] {
        [one] => month_and_year(one)
            .or_else(|| financial(one).and_then(|y| months(y, 4, 12)))
            .or_else(|| year(one).and_then(|y| months(y, 1, 12))),
        [a, b] => quarter(a)
            .map(|q| (q, b))
            .or_else(|| quarter(b).map(|q| (q, a)))
            .and_then(|(q, y)| of_quarter(q, y))
            .or_else(|| {
                let (month, year) = (month(a)?, any_year(b)?);
                months(year, month, 1)
            }),
        _ => None,
    }
}

/// The first quarter of a financial year begins in April. `Q1 2024` may mean either year, so it has no days.
fn of_quarter(quarter: u32, year_text: &str) -> Option<Period> {
    let Some(from) = financial(year_text) else {
        any_year(year_text)?;
        return Some(Period { days: None });
    };
    match quarter {
        4 => months(from + 1, 1, 3),
        _ => months(from, 1 + quarter * 3, 3),
    }
}

fn months(year: i32, month: u32, count: u32) -> Option<Period> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first
        .checked_add_months(Months::new(count))?
        .checked_sub_days(Days::new(1))?;
    let days = Some((first, last));
    Some(Period { days })
}

fn quarter(text: &str) -> Option<u32> {
    let number: u32 = text.strip_prefix('q')?.parse().ok()?;
    (1..=4).contains(&number).then_some(number)
}

fn month(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('.');
    let at = MONTHS
        .iter()
        .position(|m| *m == text || (text.len() >= 3 && text.len() <= 4 && m.starts_with(text)))?;
    u32::try_from(at + 1).ok()
}

/// `apr-24`, `apr24`, `april-2024`.
fn month_and_year(text: &str) -> Option<Period> {
    let letters = text.find(|c: char| !c.is_alphabetic())?;
    let (name, rest) = text.split_at_checked(letters)?;
    let rest = rest.trim_start_matches(['-', '/', '\'', '’', '.']);
    months(any_year(rest)?, month(name)?, 1)
}

/// `2024`.
fn year(text: &str) -> Option<i32> {
    let number: i32 = text.parse().ok()?;
    (text.len() == 4 && (1990..=2099).contains(&number)).then_some(number)
}

/// `2024` or `24`.
fn any_year(text: &str) -> Option<i32> {
    let text = text.trim_start_matches(['\'', '’']);
    year(text).or_else(|| {
        let short: i32 = text.parse().ok()?;
        (text.len() == 2).then_some(2000 + short)
    })
}

/// `2024/25`, `2024-2025`, `24/25`: the year in which it begins.
fn financial(text: &str) -> Option<i32> {
    let text = text.trim_start_matches("fy");
    let (from, to) = text.split_once(['/', '-', '–'])?;
    let (from, to) = (any_year(from)?, any_year(to)?);
    (to == from + 1).then_some(from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn days(text: &str) -> Option<(String, String)> {
        let (first, last) = of_text(text)?.days?;
        Some((first.to_string(), last.to_string()))
    }

    #[test]
    fn periods_are_read_as_the_nhs_writes_them() {
        for (text, first, last) in [
            ("Q1 2024/25", "2024-04-01", "2024-06-30"),
            ("2024-25 Q4", "2025-01-01", "2025-03-31"),
            ("Quarter 2 24/25", "2024-07-01", "2024-09-30"),
            ("Apr-24", "2024-04-01", "2024-04-30"),
            ("Sept 2024", "2024-09-01", "2024-09-30"),
            ("2024/25", "2024-04-01", "2025-03-31"),
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-02-01", "2024-02-01", "2024-02-29"),
        ] {
            assert_eq!(days(text), Some((first.into(), last.into())), "{text}");
        }
    }

    #[test]
    fn a_quarter_of_a_year_without_a_name_has_no_days() {
        assert_eq!(of_text("Q1 2024").unwrap().days, None);
    }

    #[test]
    fn other_headings_are_no_periods() {
        for text in [
            "Practice",
            "May",
            "Q5 2024/25",
            "2024/27",
            "12",
            "Q1",
            "",
            "M84001",
            "é-24",
            "-",
        ] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }
}
