//! STK-3: whether a contact is overdue: by the interval that was set, counted from the last contact.

use chrono::{Days, NaiveDate};

/// When the next contact is due; none where no interval was set. Where there was no contact yet, it is counted from the
/// day since which the stakeholder is followed, or is due at once.
pub fn due(
    weeks: Option<i64>,
    last: Option<NaiveDate>,
    since: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let days = Days::new(u64::try_from(weeks?).ok()?.checked_mul(7)?);
    match last.or(since) {
        Some(from) => from.checked_add_days(days),
        None => Some(today),
    }
}

/// Whether something with a day is late: not done, and its day is past.
pub fn overdue(due: Option<NaiveDate>, done: Option<NaiveDate>, today: NaiveDate) -> bool {
    done.is_none() && due.is_some_and(|due| due < today)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn no_interval_no_day() {
        assert_eq!(
            due(None, Some(day("2020-01-01")), None, day("2026-01-01")),
            None
        );
    }

    #[test]
    fn weeks_are_counted_from_the_last_contact() {
        let today = day("2026-06-01");
        let last = Some(day("2026-05-01"));
        assert_eq!(
            due(Some(4), last, Some(day("2020-01-01")), today),
            Some(day("2026-05-29"))
        );
        let never = due(Some(4), None, Some(day("2026-05-20")), today);
        assert_eq!(never, Some(day("2026-06-17")));
        assert_eq!(due(Some(4), None, None, today), Some(today));
    }

    #[test]
    fn what_is_due_today_is_not_late() {
        let today = day("2026-06-01");
        assert!(!overdue(Some(today), None, today));
        assert!(overdue(Some(day("2026-05-31")), None, today));
        assert!(!overdue(Some(day("2026-05-31")), Some(today), today));
        assert!(!overdue(None, None, today));
    }
}
