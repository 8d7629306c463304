//! How far long work has come, told to the window often enough to follow and seldom enough to cost nothing.

use std::time::{Duration, Instant};

use serde::Serialize;

/// About twenty a second: smooth to the eye, and light on an old laptop.
const PAUSE: Duration = Duration::from_millis(50);

/// What the window hears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The kind of work: `import`, `pack`.
    pub job: String,
    /// The number of the call.
    pub number: u64,
    /// Done so far.
    pub done: u64,
    /// Out of how many; 0 = not known.
    pub total: u64,
    /// What is being done, in words.
    pub what: String,
}

/// Lets one message through per [`PAUSE`], and always the last one.
#[derive(Debug, Default)]
pub struct Throttle {
    last: Option<Instant>,
}

impl Throttle {
    /// Is a message due, now that so much is done?
    pub fn due(&mut self, now: Instant, done: u64, total: u64) -> bool {
        let finished = total > 0 && done >= total;
        let rested = self
            .last
            .is_none_or(|last| now.saturating_duration_since(last) >= PAUSE);
        if finished || rested {
            self.last = Some(now);
        }
        finished || rested
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages that get through when `count` steps come every `gap`.
    fn heard(count: u64, gap: Duration) -> u64 {
        let start = Instant::now();
        let mut throttle = Throttle::default();
        let steps = (0..count).zip(0u32..);
        steps
            .map(|(step, n)| u64::from(throttle.due(start + gap * n, step, count)))
            .sum()
    }

    #[test]
    fn a_fast_job_is_heard_about_twenty_times_a_second() {
        // 10,000 steps in one second
        assert_eq!(heard(10_000, Duration::from_micros(100)), 20);
    }

    #[test]
    fn a_slow_job_is_heard_at_every_step() {
        assert_eq!(heard(7, Duration::from_millis(400)), 7);
    }

    #[test]
    fn the_end_is_always_heard() {
        let start = Instant::now();
        let mut throttle = Throttle::default();
        assert!(throttle.due(start, 1, 3));
        assert!(!throttle.due(start, 2, 3));
        assert!(throttle.due(start, 3, 3));
    }

    #[test]
    fn an_unknown_total_is_never_the_end() {
        let start = Instant::now();
        let mut throttle = Throttle::default();
        assert!(throttle.due(start, 5, 0));
        assert!(!throttle.due(start, 6, 0));
    }
}
