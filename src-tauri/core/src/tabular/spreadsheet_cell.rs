//! One cell of a spreadsheet, as calamine gives it, to a cell of ours.

use calamine::{Data, DataType, ExcelDateTime, Style};
use chrono::{NaiveDate, NaiveDateTime};

use super::Cell;
use super::number::decimal;

/// What the number formats of a workbook say beyond "this is a date", by style number.
pub(super) struct Shows(Vec<Show>);

#[derive(Clone, Copy)]
enum Show {
    AsIs,
    /// The format shows a time of day, so that midnight is a moment and not a day.
    TimeOfDay,
    /// The format consists of this many zeros: `0007` is shown for 7, and is what the person typed.
    LeadingZeros(usize),
    /// The format shows hundredths: `75%` is what a person sees where the file holds 0.75.
    Percent,
}

impl Shows {
    pub(super) fn of(styles: &[Style]) -> Self {
        let show = |style: &Style| match style
            .number_format
            .as_ref()
            .map(|format| format.format_code.as_str())
        {
            Some(code) if code.len() > 1 && code.bytes().all(|byte| byte == b'0') => {
                Show::LeadingZeros(code.len())
            }
            Some(code) if is_percent(code) => Show::Percent,
            Some(code) if code.contains(['h', 'H']) => Show::TimeOfDay,
            _ => Show::AsIs,
        };
        Self(styles.iter().map(show).collect())
    }

    pub(super) fn apply(&self, style: usize, cell: Cell) -> Cell {
        match (self.0.get(style), cell) {
            (Some(Show::TimeOfDay), Cell::Date(day)) => Cell::DateTime(day.into()),
            (Some(Show::LeadingZeros(width)), Cell::Number(number))
                if number.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                if number.len() < *width {
                    Cell::Text(format!("{number:0>width$}"))
                } else {
                    Cell::Number(number)
                }
            }
            (Some(Show::Percent), cell) => as_share(cell),
            (_, cell) => cell,
        }
    }
}

/// A number that is shown as a share, as it is shown.
pub(super) fn as_share(cell: Cell) -> Cell {
    match cell {
        Cell::Number(number) => {
            hundredfold(&number).map_or(Cell::Number(number), |n| Cell::Text(format!("{n}%")))
        }
        other => other,
    }
}

/// `0%`, `0.00%` and the like.
fn is_percent(code: &str) -> bool {
    code.strip_suffix('%').is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|b| matches!(b, b'0' | b'#' | b'.'))
    })
}

/// A decimal number times a hundred, exactly; none for one that is written with an exponent.
fn hundredfold(number: &str) -> Option<String> {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if !whole
        .bytes()
        .chain(part.bytes())
        .all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let part = format!("{part:0<2}");
    let (hundredths, rest) = part.split_at(2);
    let whole = format!("{whole}{hundredths}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{rest}"))
}

/// The value of one cell. `DataRef` and `Data` differ in who owns the text only.
pub(super) fn value(data: &(impl DataType + Clone + Into<Data>)) -> Cell {
    match data.clone().into() {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::of_text(text),
        Data::Int(number) => Cell::of_integer(number),
        Data::Float(number) => {
            decimal(number).map_or_else(|| Cell::Error("#NUM!".to_owned()), Cell::Number)
        }
        Data::Bool(tick) => Cell::Bool(tick),
        Data::DateTime(serial) => moment(&serial),
        Data::DateTimeIso(text) => iso_moment(text),
        Data::DurationIso(text) => Cell::of_text(iso_duration(&text).unwrap_or(text)),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}

/// A date that the spreadsheet keeps as a count of days. Durations, and times without a day, have no calendar day.
fn moment(serial: &ExcelDateTime) -> Cell {
    if serial.is_duration() || (0.0..1.0).contains(&serial.as_f64()) {
        let seconds = (serial.as_f64() * 86_400.0).round();
        return if seconds.is_finite() {
            Cell::Text(clock(seconds as i64))
        } else {
            Cell::Error("#NUM!".to_owned())
        };
    }
    let (year, month, day, hour, minute, second, millisecond) = serial.to_ymd_hms_milli();
    let moment = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
        .and_then(|date| {
            date.and_hms_milli_opt(
                u32::from(hour),
                u32::from(minute),
                u32::from(second),
                u32::from(millisecond),
            )
        });
    match moment {
        _ if serial.as_f64() < 0.0 => Cell::Error("#NUM!".to_owned()),
        Some(moment) => day_or_moment(moment),
        None => decimal(serial.as_f64()).map_or(Cell::Empty, Cell::Number),
    }
}

fn iso_moment(text: String) -> Cell {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Cell::Date(day);
    }
    match text.trim_end_matches('Z').parse::<NaiveDateTime>() {
        Ok(moment) => day_or_moment(moment),
        Err(_) => Cell::of_text(text),
    }
}

fn day_or_moment(moment: NaiveDateTime) -> Cell {
    if moment.time() == chrono::NaiveTime::MIN {
        Cell::Date(moment.date())
    } else {
        Cell::DateTime(moment)
    }
}

/// `PT26H30M00S` as `26:30:00`.
fn iso_duration(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split('.').next()?;
    let part = |digits: &str| {
        digits
            .parse::<i64>()
            .ok()
            .filter(|number| (0..1_000_000).contains(number))
    };
    Some(clock(
        part(hours)? * 3600 + part(minutes)? * 60 + part(seconds)?,
    ))
}

/// Seconds as hours, minutes and seconds; hours may go beyond 24.
fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!(
        "{sign}{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;

    fn of(days: f64, is_1904: bool) -> String {
        moment(&ExcelDateTime::new(days, DateTime, is_1904)).text()
    }

    #[test]
    fn a_share_is_read_as_it_is_shown() {
        let percent = |number: &str| hundredfold(number).unwrap();
        assert_eq!(percent("0.75"), "75");
        assert_eq!(percent("1"), "100");
        assert_eq!(percent("0.07"), "7");
        assert_eq!(percent("0.125"), "12.5");
        assert_eq!(percent("-0.5"), "-50");
        assert_eq!(percent("0"), "0");
        assert_eq!(hundredfold("1e-7"), None);
        assert!(is_percent("0%") && is_percent("0.00%"));
        assert!(!is_percent("%") && !is_percent("0.0") && !is_percent("[Red]0%;0"));
        let shows = Shows(vec![Show::Percent]);
        let number = |n: &str| Cell::Number(n.to_owned());
        assert_eq!(shows.apply(0, number("0.5")), Cell::of_text("50%"));
        assert_eq!(shows.apply(1, number("0.5")), number("0.5"));
    }

    #[test]
    fn serial_dates_count_from_1900_or_1904_as_the_workbook_says() {
        assert_eq!(of(46_022.0, false), "2025-12-31");
        assert_eq!(of(46_022.0 - 1_462.0, true), "2025-12-31");
        assert_eq!(of(46_022.75, false), "2025-12-31 18:00:00");
        assert_eq!(of(1.0, false), "1900-01-01");
        assert_eq!(of(59.0, false), "1900-02-28");
        assert_eq!(of(61.0, false), "1900-03-01");
    }

    #[test]
    fn the_day_that_only_excel_has_is_not_made_another_day() {
        assert_eq!(of(60.0, false), "60");
    }

    #[test]
    fn times_and_durations_are_not_given_a_day() {
        assert_eq!(of(0.5, false), "12:00:00");
        assert_eq!(
            moment(&ExcelDateTime::new(1.5, TimeDelta, false)).text(),
            "36:00:00"
        );
        assert_eq!(iso_duration("PT26H30M05S").unwrap(), "26:30:05");
        assert_eq!(iso_duration("P1D"), None);
    }

    #[test]
    fn iso_dates_of_open_document_are_dates() {
        assert_eq!(
            iso_moment("2025-12-31".to_owned()),
            Cell::Date(NaiveDate::from_ymd_opt(2025, 12, 31).unwrap())
        );
        assert_eq!(
            iso_moment("2025-12-31T09:30:00".to_owned()).text(),
            "2025-12-31 09:30:00"
        );
        assert_eq!(iso_moment("soon".to_owned()), Cell::Text("soon".to_owned()));
    }
}
