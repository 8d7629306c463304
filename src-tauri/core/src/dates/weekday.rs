//! A weekday in front of a date, as spreadsheets and people write it: `Thursday, 5 June 2025`.

use chrono::{NaiveDate, Weekday};

const NAMES: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// The weekday that a text begins with, by its name or at least three letters of it, and what follows.
pub(super) fn in_front(text: &str) -> Option<(Weekday, &str)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = text.split_at(letters);
    let begins = |day: &&(&str, Weekday)| {
        let head = day.0.get(..letters);
        letters >= 3 && head.is_some_and(|head| head.eq_ignore_ascii_case(name))
    };
    let (_, weekday) = NAMES.iter().find(begins)?;
    Some((*weekday, rest.trim_start_matches([',', '.', ' '])))
}

/// `a Thursday`.
pub(super) fn called(day: NaiveDate) -> String {
    day.format("a %A").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::dates::parse_uk;

    #[test]
    fn a_weekday_in_front_is_read_over_where_it_is_right() {
        let day = NaiveDate::from_ymd_opt(2025, 6, 5).unwrap();
        for text in [
            "Thursday, 5 June 2025",
            "Thu 5/6/25",
            "thurs. 5th June 2025",
        ] {
            assert_eq!(parse_uk(text), Ok(day), "{text}");
        }
        let wrong = parse_uk("Friday, 5 June 2025").unwrap_err().to_string();
        assert!(wrong.ends_with("that day is a Thursday"), "{wrong}");
        assert!(parse_uk("Thursday").is_err() && parse_uk("Marchday 5 2025").is_err());
    }
}
