//! Times of day, as people write them and as minutes since midnight.

/// Minutes since midnight of `09:30` or `9:30`; none when it is no time of day.
pub fn minute_of_day(text: &str) -> Option<i64> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let digits = |t: &str, most: usize| {
        (!t.is_empty() && t.len() <= most && t.bytes().all(|b| b.is_ascii_digit()))
            .then(|| t.parse::<i64>().ok())
            .flatten()
    };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A minute of the day as `09:30`.
pub fn time_of_day(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_and_written() {
        assert_eq!(minute_of_day("09:30"), Some(570));
        assert_eq!(minute_of_day(" 9:05 "), Some(545));
        assert_eq!(time_of_day(545), "09:05");
        for bad in ["24:00", "9:60", "half past nine", "", "9", "+9:10", "9:"] {
            assert_eq!(minute_of_day(bad), None, "{bad}");
        }
    }
}
