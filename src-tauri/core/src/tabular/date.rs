//! Dates in cells: real dates, text as people write it, and Excel's count of days.

use chrono::{Days, NaiveDate};

use super::Cell;
use crate::dates::{DateFault, parse_uk};

/// Days counted as Excel counts them that are taken for a date when a cell holds a bare number: 1954 to 2119. Shorter
/// numbers are far more often something else.
const SERIALS: std::ops::RangeInclusive<u64> = 20_000..=80_000;

/// The date in a cell: dates as they are, moments by their day, text as people write dates, bare numbers as Excel's count
/// of days or as `20251231`.
pub fn of_cell(cell: &Cell) -> Result<NaiveDate, DateFault> {
    match cell {
        Cell::Date(day) => Ok(*day),
        Cell::DateTime(moment) => Ok(moment.date()),
        Cell::Text(text) | Cell::Number(text) => match counted(text.trim()) {
            Some(day) => Ok(day),
            None => parse_uk(text),
        },
        Cell::Empty => Err(DateFault::Missing),
        Cell::Bool(_) | Cell::Error(_) => Err(DateFault::NotADate(cell.text())),
    }
}

/// Five digits that stand for a count of days.
fn counted(text: &str) -> Option<NaiveDate> {
    let is_count = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let days = text
        .parse()
        .ok()
        .filter(|days| is_count && SERIALS.contains(days))?;
    from_excel_serial(days)
}

/// The day that Excel's count stands for, in the system that counts from 1900.
pub fn from_excel_serial(days: u64) -> Option<NaiveDate> {
    // Excel believes that 1900 was a leap year: from 1 March 1900 its count is one ahead, hence the 30th.
    let start = NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })?;
    if days == 60 {
        None
    } else {
        start.checked_add_days(Days::new(days))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_cell_gives_its_date_whatever_it_holds() {
        assert_eq!(
            of_cell(&Cell::Number("46022".to_owned())),
            Ok(day(2025, 12, 31))
        );
        assert_eq!(of_cell(&Cell::of_text(" 46022 ")), Ok(day(2025, 12, 31)));
        assert!(of_cell(&Cell::of_text("12345")).is_err());
        assert_eq!(
            of_cell(&Cell::Number("20251231".to_owned())),
            Ok(day(2025, 12, 31))
        );
        assert_eq!(of_cell(&Cell::Date(day(2025, 1, 2))), Ok(day(2025, 1, 2)));
        assert_eq!(of_cell(&Cell::Empty), Err(DateFault::Missing));
        assert!(of_cell(&Cell::Error("#REF!".to_owned())).is_err());
    }

    #[test]
    fn excel_counts_days_with_a_leap_day_too_many() {
        assert_eq!(from_excel_serial(1), Some(day(1900, 1, 1)));
        assert_eq!(from_excel_serial(59), Some(day(1900, 2, 28)));
        assert_eq!(from_excel_serial(60), None);
        assert_eq!(from_excel_serial(61), Some(day(1900, 3, 1)));
        assert_eq!(from_excel_serial(u64::MAX), None);
    }
}
