//! How much a test does: little every day, far more in `cargo xtask soak`, each round with a seed of its own.

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(usual)
}

/// So many seeds for a test of every day, more in a soak. No two rounds of a soak share one.
pub fn seeds(every_day: u64) -> impl Iterator<Item = u64> {
    let count = every_day * number("HUBFOLIO_SOAK", 1);
    let round = number("HUBFOLIO_SOAK_SEED", 0);
    (0..count).map(move |n| round * 1_000_000 + n + 1)
}

/// One in so many places on every day, every place in a soak.
pub fn one_in(every_day: usize) -> usize {
    if number("HUBFOLIO_SOAK", 1) > 1 {
        1
    } else {
        every_day
    }
}

/// The one seed that somebody wants to see again (`HUBFOLIO_SEED`); none on other days.
pub fn only_seed() -> Option<u64> {
    std::env::var("HUBFOLIO_SEED").ok()?.parse().ok()
}

/// Says which seed failed when a test panics.
pub struct Seed(pub u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the history of seed {} broke the law", self.0);
        }
    }
}
