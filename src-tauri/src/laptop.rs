//! What only the laptop knows: its clock, its randomness, its names.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{Local, NaiveDate};

/// Now, in UTC milliseconds. A clock set before 1970 reads as 1970.
pub fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Today, by the clock and the time zone of the laptop.
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// Fills the slice with random bytes from the system.
pub fn fill(bytes: &mut [u8]) {
    if let Err(fault) = getrandom::fill(bytes) {
        // Keys made from anything weaker would look sound and not be: better to stop at once.
        log::error!("the system gives no random bytes: {fault}");
        eprintln!("Hubfolio stopped: this system gives no random bytes, which keys are made of.");
        std::process::abort();
    }
}

/// The name of the person the account belongs to, else of the account.
pub fn account() -> String {
    let names = [whoami::realname(), whoami::username()];
    names
        .into_iter()
        .flatten()
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

/// What people call the laptop.
pub fn name() -> String {
    // Two laptops of a test are one machine.
    #[cfg(feature = "test-seams")]
    if let Ok(name) = std::env::var("HUBFOLIO_LAPTOP") {
        return name;
    }
    let names = [whoami::devicename(), whoami::hostname()];
    names
        .into_iter()
        .flatten()
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_of_random_bytes_differ() {
        let (mut one, mut two) = ([0; 16], [0; 16]);
        fill(&mut one);
        fill(&mut two);
        assert_ne!(one, two);
    }

    #[test]
    fn the_clock_counts_milliseconds() {
        let year_2025 = 1_735_689_600_000;
        let year_2200 = 7_258_118_400_000;
        assert!((year_2025..year_2200).contains(&now()));
    }
}
