//! Days as people in England write them, and the financial year.

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

/// Why a text is no day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateFault {
    /// The form is right, the day is not in the calendar.
    #[error("{0} does not exist in the calendar.")]
    NoSuchDay(String),
    /// Not the form of a date.
    #[error("“{0}” is not a date. Write it like 31/12/2025.")]
    NotADate(String),
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

/// Reads `31/12/2025`, `31-12-2025`, `31.12.25`, `2025-12-31`, `20251231`, `31 Dec 2025`.
///
/// # Errors
/// A day that does not exist is named as such; anything else is said not to be a date.
pub fn parse_uk(text: &str) -> Result<NaiveDate, DateFault> {
    let text = text.trim();
    let not = || DateFault::NotADate(text.chars().take(40).collect());
    let all_digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = if all_digits {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.split(|c: char| matches!(c, '/' | '-' | '.' | ',') || c.is_whitespace())
            .filter(|p| !p.is_empty())
            .collect()
    };
    let [a, b, c] = parts[..] else {
        return Err(not());
    };
    let number = |t: &str| {
        t.parse::<u32>()
            .ok()
            .filter(|_| t.bytes().all(|b| b.is_ascii_digit()))
    };
    let (year, month, day) = if a.len() == 4 && number(a).is_some() {
        (a, b, c)
    } else {
        (c, b, a)
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let month = number(month)
        .or_else(|| month_named(month))
        .ok_or_else(not)?;
    let (year_number, day) = (number(year).ok_or_else(not)?, number(day).ok_or_else(not)?);
    let year_number = match year.len() {
        4 => year_number,
        // Two digits: this century up to 2069, as spreadsheets do.
        2 if year_number < 70 => 2000 + year_number,
        2 => 1900 + year_number,
        _ => return Err(not()),
    };
    let year = i32::try_from(year_number).map_err(|_| not())?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| DateFault::NoSuchDay(text.to_owned()))
}

fn month_named(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|m| name.len() >= 3 && m.starts_with(&name))?;
    u32::try_from(at + 1).ok()
}

/// `2025-09-30` as `30 September 2025`.
pub fn in_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The financial year that a day lies in: the calendar year of its 1 April.
pub fn financial_year(day: NaiveDate) -> i32 {
    if day.month() >= 4 {
        day.year()
    } else {
        day.year() - 1
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_usual_form_is_read() {
        let day = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
        for text in [
            "31/12/2025",
            "31-12-2025",
            "31.12.25",
            "2025-12-31",
            "20251231",
            "31 Dec 2025",
            "31st december 2025",
        ] {
            assert_eq!(parse_uk(text), Ok(day), "{text}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_named() {
        assert_eq!(
            parse_uk("31/02/2025"),
            Err(DateFault::NoSuchDay("31/02/2025".into()))
        );
        assert!(matches!(parse_uk("TBC"), Err(DateFault::NotADate(_))));
        assert!(matches!(
            parse_uk("٣١/١٢/٢٠٢٥"),
            Err(DateFault::NotADate(_))
        ));
        assert!(matches!(
            parse_uk("99999999999/1/1"),
            Err(DateFault::NotADate(_))
        ));
    }

    #[test]
    fn the_year_starts_on_the_first_of_april() {
        assert_eq!(
            financial_year(NaiveDate::from_ymd_opt(2025, 3, 31).unwrap()),
            2024
        );
        assert_eq!(
            financial_year(NaiveDate::from_ymd_opt(2025, 4, 1).unwrap()),
            2025
        );
    }
}
