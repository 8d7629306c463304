//! Days as people in the United Kingdom write them, day first, and the financial year.

mod weekday;

use chrono::{Datelike, Days, Months, NaiveDate};
use thiserror::Error;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateFault {
    /// Nothing was written.
    #[error("there is no date")]
    Missing,
    /// Written as a date, but the calendar has no such day.
    #[error("“{written}” is not a day that exists: {reason}")]
    NoSuchDay {
        /// The text.
        written: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Not written as a date.
    #[error("“{0}” is not a date; write it as day/month/year, for example 31/12/2025")]
    NotADate(String),
}

/// Whether something that lasts from a day to a day holds on one: the first and the last day count, none = open.
pub fn holds(from: Option<NaiveDate>, to: Option<NaiveDate>, on: NaiveDate) -> bool {
    from.is_none_or(|f| f <= on) && to.is_none_or(|t| t >= on)
}

/// Years that a hub's records can speak of; anything else is a slip of the keyboard such as 0025 or 20225.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Two-digit years up to this one are in this century, as in Excel (Windows' own "two-digit year" setting is 2049).
const LAST_TWO_DIGIT_YEAR: i32 = 49;

/// Reads a day as a person in the United Kingdom writes it: `31/12/2025`, `31-12-2025`, `31.12.2025`, `31/12/25`,
/// `31 Dec 2025`, `31-Dec-25`, `31st December 2025`; the unambiguous `2025-12-31` and `20251231`; and `31DEC2025`, as
/// national statistics write it. A time of day behind it is read over, and so is the right weekday in front. White space around it does not matter.
///
/// # Errors
/// A day that does not exist is named as such; anything else is said not to be a date.
pub fn parse_uk(written: &str) -> Result<NaiveDate, DateFault> {
    let text = written.trim();
    if text.is_empty() {
        return Err(DateFault::Missing);
    }
    let not_a_date = || DateFault::NotADate(shortened(written));
    if let Some((weekday, rest)) = weekday::in_front(text) {
        let day = parse_uk(rest).map_err(|_| not_a_date())?;
        return if day.weekday() == weekday {
            Ok(day)
        } else {
            let reason = format!("that day is {}", weekday::called(day));
            Err(DateFault::NoSuchDay {
                written: shortened(written),
                reason,
            })
        };
    }
    let parts = match compact(text) {
        Some(parts) => parts,
        None => split(without_time(text)).ok_or_else(not_a_date)?,
    };
    let [first, second, third] = parts;
    // Only a year has four digits, so a year in front cannot be mistaken for a day.
    let (year, month, day) = if is_digits(first, 4) {
        (first, second, third)
    } else {
        (third, second, first)
    };
    let day = number(ordinal(day), 1..=2).ok_or_else(not_a_date)?;
    let month = month_number(month).ok_or_else(not_a_date)?;
    let year = full_year(year).ok_or_else(not_a_date)?;
    calendar_day(&shortened(written), year, month, day)
}

/// Reads a day as it is typed into a form or a cell: as [`parse_uk`], and also `today`, `tomorrow`, `yesterday`, `+2w`
/// (days, weeks, months, years from today), and a day and month of this year, `6 aug` or `6/8`.
///
/// # Errors
/// As [`parse_uk`].
pub fn parse_typed(written: &str, today: NaiveDate) -> Result<NaiveDate, DateFault> {
    let text = written.trim().to_lowercase();
    if let Some(day) = from_today(&text, today) {
        return Ok(day);
    }
    parse_uk(written).or_else(|fault| {
        let this_year = format!("{text} {}", today.year());
        match parse_uk(&this_year) {
            Ok(day) if split(&text).is_none() && compact(&text).is_none() => Ok(day),
            _ => Err(fault),
        }
    })
}

/// `today`, `tomorrow`, `yesterday`, `+2w`, `-10d`, `+3 months`.
fn from_today(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (back, rest) = match text {
        "today" => return Some(today),
        "tomorrow" => return today.succ_opt(),
        "yesterday" => return today.pred_opt(),
        _ if text.starts_with('+') => (false, &text[1..]),
        _ if text.starts_with('-') => (true, &text[1..]),
        _ => return None,
    };
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let count = number(&rest[..digits], 1..=3)?;
    let unit = rest[digits..].trim_start();
    let (days, months) = match unit.chars().next()? {
        'd' => (u64::from(count), 0),
        'w' => (u64::from(count) * 7, 0),
        'm' => (0, count),
        'y' => (0, count * 12),
        _ => return None,
    };
    let day = if back {
        today
            .checked_sub_days(Days::new(days))?
            .checked_sub_months(Months::new(months))?
    } else {
        today
            .checked_add_days(Days::new(days))?
            .checked_add_months(Months::new(months))?
    };
    YEARS.contains(&day.year()).then_some(day)
}

/// `20251231` or `31DEC2025` in its three parts.
fn compact(text: &str) -> Option<[&str; 3]> {
    if is_digits(text, 8) {
        return Some([&text[..4], &text[4..6], &text[6..]]);
    }
    let is_compact = text.len() == 9
        && text.bytes().enumerate().all(|(i, byte)| match i {
            2..=4 => byte.is_ascii_alphabetic(),
            _ => byte.is_ascii_digit(),
        });
    is_compact.then(|| [&text[..2], &text[2..5], &text[5..]])
}

/// Enough of a text to know it again.
fn shortened(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

fn calendar_day(written: &str, year: i32, month: u32, day: u32) -> Result<NaiveDate, DateFault> {
    let fault = |reason: String| DateFault::NoSuchDay {
        written: written.to_owned(),
        reason,
    };
    if !YEARS.contains(&year) {
        return Err(fault(format!("the year {year:04} is out of range")));
    }
    let name = MONTHS.get((month as usize).wrapping_sub(1));
    let Some(name) = name else {
        return Err(fault(format!(
            "there is no month {month} (the day comes first)"
        )));
    };
    NaiveDate::from_ymd_opt(year, month, day)
        .ok_or_else(|| fault(format!("{name} {year} has no day {day}")))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month by number, full name, or its first letters: at least three, so that `Sep` and `Sept` are both understood.
fn month_number(text: &str) -> Option<u32> {
    if let Some(number) = number(text, 1..=2) {
        return Some(number);
    }
    let text = text.trim_end_matches('.');
    let begins = |name: &&str| {
        text.len() >= 3
            && name
                .get(..text.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(text))
    };
    let index = MONTHS.iter().position(begins)?;
    u32::try_from(index + 1).ok()
}

fn full_year(text: &str) -> Option<i32> {
    let year: i32 = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()?
    } else {
        return None;
    };
    match text.len() {
        2 if year <= LAST_TWO_DIGIT_YEAR => Some(2000 + year),
        2 => Some(1900 + year),
        4 | 5 => Some(year),
        _ => None,
    }
}

/// Three parts between `/`, `-`, `.`, a comma or white space.
fn split(text: &str) -> Option<[&str; 3]> {
    let mut parts =
        text.split(|sign: char| matches!(sign, '/' | '-' | '.' | ',') || sign.is_whitespace());
    let mut next = || parts.by_ref().find(|part| !part.is_empty());
    let three = [next()?, next()?, next()?];
    if next().is_some() { None } else { Some(three) }
}

/// Cuts off `T09:30:00`, ` 09:30`, ` 00:00:00.000`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text;
    };
    let head = text[..colon].trim_end_matches(|sign: char| sign.is_ascii_digit());
    head.strip_suffix('T').unwrap_or(head).trim_end()
}

/// `1st`, `2nd`, `3rd`, `4th` without the letters.
fn ordinal(text: &str) -> &str {
    let digits = text.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
    match &text[digits.len()..] {
        "" | "st" | "nd" | "rd" | "th" => digits,
        _ => text,
    }
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    (digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_lasts_holds_on_its_first_and_its_last_day_and_for_ever_without_them() {
        let (from, to) = (Some(day(2026, 4, 1)), Some(day(2027, 3, 31)));
        for (on, held) in [
            (day(2026, 3, 31), false),
            (day(2026, 4, 1), true),
            (day(2027, 3, 31), true),
            (day(2027, 4, 1), false),
        ] {
            assert_eq!(holds(from, to, on), held, "{on}");
        }
        assert!(holds(None, to, day(1990, 1, 1)) && holds(from, None, day(2090, 1, 1)));
    }

    #[test]
    fn a_day_is_typed_in_short_too() {
        let today = day(2026, 11, 30);
        for (typed, wanted) in [
            ("today", day(2026, 11, 30)),
            ("Tomorrow", day(2026, 12, 1)),
            ("+2w", day(2026, 12, 14)),
            ("-1 month", day(2026, 10, 30)),
            ("+3m", day(2027, 2, 28)),
            ("6 aug", day(2026, 8, 6)),
            ("6/8", day(2026, 8, 6)),
            ("06-08-2025", day(2025, 8, 6)),
        ] {
            assert_eq!(parse_typed(typed, today).unwrap(), wanted, "{typed}");
        }
        for wrong in ["+2", "soon", "31 feb", "6", "", "+", "6 aug 2025 1"] {
            assert!(parse_typed(wrong, today).is_err(), "{wrong}");
        }
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn every_usual_way_of_writing_a_date_is_read() {
        for written in [
            "31/12/2025",
            "31-12-2025",
            "31.12.2025",
            "2025-12-31",
            "2025/12/31",
            "20251231",
            "31 Dec 2025",
            "31 December 2025",
            "31-Dec-25",
            "31/12/25",
            " 31/12/2025 ",
            "31st December, 2025",
            "2025-12-31T00:00:00",
            "31/12/2025 00:00",
            "31 DEC. 2025",
            "2025-12-31 09:30:00.000",
            "31 Decem 2025",
            "31DEC2025",
        ] {
            assert_eq!(parse_uk(written), Ok(day(2025, 12, 31)), "{written}");
        }
        assert_eq!(parse_uk("6/8/26"), Ok(day(2026, 8, 6)));
        assert_eq!(parse_uk("3 Sept 2024"), Ok(day(2024, 9, 3)));
    }

    #[test]
    fn the_day_comes_first_even_where_it_could_be_a_month() {
        assert_eq!(parse_uk("01/02/2025"), Ok(day(2025, 2, 1)));
    }

    #[test]
    fn two_digit_years_turn_at_1950() {
        assert_eq!(parse_uk("1/1/49"), Ok(day(2049, 1, 1)));
        assert_eq!(parse_uk("1/1/50"), Ok(day(1950, 1, 1)));
    }

    #[test]
    fn a_day_that_does_not_exist_is_named_as_such() {
        for (written, words) in [
            ("31/02/2025", "February 2025 has no day 31"),
            ("29/02/2025", "February 2025 has no day 29"),
            ("12/31/2025", "there is no month 31"),
            ("20250230", "February 2025 has no day 30"),
            ("00/01/2025", "January 2025 has no day 0"),
            ("01/01/0025", "the year 0025 is out of range"),
            ("01/01/20225", "the year 20225 is out of range"),
        ] {
            let fault = parse_uk(written).unwrap_err();
            assert!(
                matches!(fault, DateFault::NoSuchDay { .. }),
                "{written}: {fault:?}"
            );
            assert!(fault.to_string().contains(words), "{fault}");
        }
        assert_eq!(parse_uk("29/02/2024"), Ok(day(2024, 2, 29)));
    }

    #[test]
    fn what_is_no_date_is_said_to_be_none() {
        for written in [
            "soon",
            "12345678901",
            "31/12",
            "1/2/3/4",
            "31/Foo/2025",
            "2025",
            "31/12/025",
            "Dec 2025",
            "٣١/١٢/٢٠٢٥",
            "//",
            "12:30",
            "5",
            "46022",
            "31XYZ2025",
        ] {
            assert!(
                matches!(parse_uk(written), Err(DateFault::NotADate(_))),
                "{written}: {:?}",
                parse_uk(written)
            );
        }
        assert_eq!(parse_uk("  "), Err(DateFault::Missing));
    }

    #[test]
    fn the_year_starts_on_the_first_of_april() {
        assert_eq!(financial_year(day(2025, 3, 31)), 2024);
        assert_eq!(financial_year(day(2025, 4, 1)), 2025);
    }

    proptest! {
        #[test]
        fn any_day_survives_any_way_of_writing_it(days in 0u64..100_000) {
            let date = day(1900, 1, 1) + Days::new(days);
            for format in ["%d/%m/%Y", "%d-%m-%Y", "%-d.%-m.%Y", "%Y-%m-%d", "%Y%m%d", "%-d %b %Y", "%d %B %Y", "%d-%b-%Y 23:59", "%d%b%Y"] {
                let written = date.format(format).to_string();
                prop_assert_eq!(parse_uk(&written), Ok(date), "{}", written);
            }
        }

        #[test]
        fn no_text_makes_it_fail_otherwise(text in ".{0,24}|[0-9/. T:-]{0,12}") {
            if let Ok(date) = parse_uk(&text) {
                prop_assert!(YEARS.contains(&date.year()));
            }
        }
    }
}
