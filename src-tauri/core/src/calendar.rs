//! What is due, as a calendar file (.ics, RFC 5545): a whole-day entry on the day each thing is due. The same thing has
//! the same identifier in every file, so a calendar that takes a newer file replaces its entry.
//!
//! It knows no register: what is due comes in as sentences.

use chrono::{DateTime, NaiveDate};
use icalendar::{Calendar, Component, Event, EventLike};

use crate::contract::FindingInfo;

/// The calendar, and how many entries are in it. What has no day is left out.
pub fn of(due: &[FindingInfo], hub: &str, now: i64) -> (String, usize) {
    let mut calendar = Calendar::new();
    calendar.name(hub);
    let stamp = DateTime::from_timestamp_millis(now).unwrap_or_default();
    let mut entries = 0;
    for thing in due {
        let Some(day) = thing.due.as_ref().and_then(|d| d.parse::<NaiveDate>().ok()) else {
            continue;
        };
        let event = Event::new()
            .uid(&format!("{}-{}@hubfolio", thing.rule, thing.id))
            .timestamp(stamp)
            .summary(&thing.text)
            .description(&thing.fix)
            .all_day(day)
            .done();
        calendar.push(event);
        entries += 1;
    }
    (calendar.to_string(), entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(id: &str, text: &str, due: Option<&str>) -> FindingInfo {
        FindingInfo {
            rule: "return.open".into(),
            severity: "due".into(),
            kind: "return".into(),
            id: id.into(),
            title: "Return".into(),
            text: text.into(),
            fix: "Answer what is left; then submit it.".into(),
            due: due.map(Into::into),
            owner: None,
        }
    }

    #[test]
    fn each_dated_thing_is_a_whole_day_and_the_rest_is_left_out() {
        let due = [
            thing("a", "The return is not submitted.", Some("2025-10-31")),
            thing("b", "No day.", None),
        ];
        let (text, entries) = of(&due, "Dene Hub", 1_760_000_000_000);
        assert_eq!(entries, 1);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(text.contains("DTSTART;VALUE=DATE:20251031\r\n"), "{text}");
        assert!(text.contains("UID:return.open-a@hubfolio\r\n"));
        assert!(text.contains("Answer what is left\\; then submit it."));
    }

    #[test]
    fn the_same_things_at_the_same_moment_give_the_same_file() {
        let due = [thing("a", "Due.", Some("2025-10-31"))];
        assert_eq!(of(&due, "Hub", 5_000), of(&due, "Hub", 5_000));
        assert!(
            of(&due, "Hub", 5_000)
                .0
                .contains("DTSTAMP:19700101T000005Z")
        );
    }

    #[test]
    fn no_line_is_longer_than_75_bytes_and_none_is_cut_inside_a_letter() {
        let long = "Größe und Übergänge, ".repeat(30);
        let (text, _) = of(&[thing("a", &long, Some("2025-10-31"))], "Hub", 0);
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains(&"Größe und Übergänge\\, ".repeat(30).trim_end().to_owned()));
    }

    #[test]
    fn a_line_break_in_a_text_starts_no_line_of_its_own() {
        let hostile = thing("a", "One\r\nEND:VCALENDAR\nTwo", Some("2025-10-31"));
        let (text, _) = of(&[hostile], "Hub", 0);
        assert_eq!(text.lines().filter(|l| *l == "END:VCALENDAR").count(), 1);
    }
}
