//! What is due, as a calendar file (.ics, RFC 5545): a whole-day entry on the day each thing is due. The same thing has
//! the same identifier in every file, so a calendar that takes a newer file replaces its entry.
//!
//! It knows no register: what is due comes in as sentences.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

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
            .summary(&thing.named())
            .description(&thing.fix)
            // Without an end it is that day alone; an end on the same day would be before it has begun (RFC 5545, 3.6.1).
            .starts(day)
            .done();
        calendar.push(event);
        entries += 1;
    }
    (calendar.to_string(), entries)
}

/// Something that people meet at.
#[derive(Debug, Clone)]
pub struct Appointment {
    /// The same in every file, so that a newer file replaces the entry.
    pub uid: String,
    /// What it is.
    pub title: String,
    /// Where it is; empty when that is not known.
    pub place: String,
    /// How to join from elsewhere; empty when there is no link.
    pub link: String,
    /// The day, in the United Kingdom.
    pub day: NaiveDate,
    /// When it starts; the whole day when that is not known.
    pub starts: Option<NaiveTime>,
    /// When it ends.
    pub ends: Option<NaiveTime>,
    /// Goes up with every edit: calendars take the entry with the highest.
    pub sequence: u32,
    /// It does not take place.
    pub cancelled: bool,
}

/// One appointment as a calendar file.
pub fn appointment(what: &Appointment, hub: &str, now: i64) -> String {
    let mut event = Event::new();
    event
        .uid(&what.uid)
        .timestamp(DateTime::from_timestamp_millis(now).unwrap_or_default())
        .summary(&what.title)
        .sequence(what.sequence)
        .status(if what.cancelled {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        });
    match what.starts {
        Some(starts) => {
            event.starts(in_utc(what.day.and_time(starts)));
            if let Some(ends) = what.ends {
                event.ends(in_utc(what.day.and_time(ends)));
            }
        }
        None => drop(event.starts(what.day)),
    }
    if !what.place.is_empty() {
        event.location(&what.place);
    }
    if !what.link.is_empty() {
        event.description(&what.link);
    }
    let mut calendar = Calendar::new();
    calendar.name(hub);
    calendar.push(event.done());
    calendar.to_string()
}

/// A time on the clocks of the United Kingdom as every calendar understands it. Summer time lasts from the last Sunday of
/// March to that of October, each at one o'clock UTC (The Summer Time Order 2002).
fn in_utc(local: NaiveDateTime) -> DateTime<Utc> {
    let turn = |month| last_sunday(local.year(), month).map(|day| day.and_time(ONE_O_CLOCK));
    let summer = local - TimeDelta::hours(1);
    let in_summer = turn(3)
        .zip(turn(10))
        .is_some_and(|(from, to)| (from..to).contains(&summer));
    if in_summer { summer } else { local }.and_utc()
}

const ONE_O_CLOCK: NaiveTime = match NaiveTime::from_hms_opt(1, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The last Sunday of a month that has 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_days(Days::new(last.weekday().num_days_from_sunday().into()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn meeting(day: &str, starts: Option<&str>) -> Appointment {
        Appointment {
            uid: "meeting.day-a@hubfolio".into(),
            title: "Delivery board".into(),
            place: "Rugby Library, room 2".into(),
            link: String::new(),
            day: day.parse().unwrap(),
            starts: starts.map(|s| s.parse().unwrap()),
            ends: starts.map(|_| "16:30:00".parse().unwrap()),
            sequence: 3,
            cancelled: false,
        }
    }

    #[test]
    fn a_meeting_has_start_end_place_and_number() {
        let text = appointment(&meeting("2025-12-02", Some("14:00:00")), "Dene Hub", 0);
        for line in [
            "DTSTART:20251202T140000Z",
            "DTEND:20251202T163000Z",
            "LOCATION:Rugby Library\\, room 2",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
            "UID:meeting.day-a@hubfolio",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
    }

    #[test]
    fn in_summer_the_clocks_are_an_hour_ahead() {
        let starts = |day: &str, time: &str| {
            let day: NaiveDate = day.parse().unwrap();
            in_utc(day.and_time(time.parse().unwrap())).to_string()
        };
        assert_eq!(starts("2025-06-10", "09:30:00"), "2025-06-10 08:30:00 UTC");
        // The clocks went forward on 30 March 2025 and back on 26 October.
        assert_eq!(starts("2025-03-29", "09:30:00"), "2025-03-29 09:30:00 UTC");
        assert_eq!(starts("2025-03-30", "09:30:00"), "2025-03-30 08:30:00 UTC");
        assert_eq!(starts("2025-10-25", "09:30:00"), "2025-10-25 08:30:00 UTC");
        assert_eq!(starts("2025-10-26", "09:30:00"), "2025-10-26 09:30:00 UTC");
    }

    #[test]
    fn without_a_time_it_takes_the_day_and_a_cancelled_one_says_so() {
        let cancelled = Appointment {
            cancelled: true,
            ..meeting("2025-12-02", None)
        };
        let text = appointment(&cancelled, "Dene Hub", 0);
        assert!(text.contains("DTSTART;VALUE=DATE:20251202\r\n"), "{text}");
        assert!(text.contains("STATUS:CANCELLED\r\n"), "{text}");
    }

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
        assert!(!text.contains("DTEND"), "{text}");
        assert!(text.contains("SUMMARY:Return: "), "{text}");
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
