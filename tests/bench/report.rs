//! Timing, and the table.

use std::time::Instant;

/// Some runs in milliseconds, after one that warms up.
struct Runs {
    median: f64,
    /// The slowest of twenty.
    slow: f64,
}

fn runs(times: usize, mut before: impl FnMut(), mut work: impl FnMut()) -> Runs {
    before();
    work();
    let mut all: Vec<f64> = (0..times)
        .map(|_| {
            before();
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    Runs {
        median: all[times / 2],
        slow: all[(times * 95).div_ceil(100) - 1],
    }
}

/// What the slowest of twenty may take.
#[derive(Clone, Copy)]
pub enum Limit {
    /// Within one picture of the screen: first pages, and what follows the typing.
    Picture,
    /// 60 ms, or a third more than the bare question where that takes longer.
    Question,
    /// None was set.
    None,
}

impl Limit {
    fn milliseconds(self, bare: f64) -> Option<f64> {
        match self {
            Self::Picture => Some(16.0),
            Self::Question => Some((bare * 1.3).max(60.0)),
            Self::None => None,
        }
    }

    /// The limit, and whether it was passed.
    fn judged(self, slow: f64, bare: f64) -> String {
        match self.milliseconds(bare) {
            Some(most) if slow > most => format!("{most:>7.0} over"),
            Some(most) => format!("{most:>7.0}"),
            None => String::new(),
        }
    }
}

/// What was measured, line by line as it comes: words, ours, bare SQLite, the limit.
pub struct Report;

impl Report {
    /// Starts the table.
    pub fn start() -> Self {
        println!(
            "{:<58} {:>9} {:>9} {:>12} {:>7} {:>7}",
            "milliseconds", "median", "95 %", "bare SQLite", "ratio", "limit"
        );
        Self
    }

    pub fn compare(&mut self, what: &str, times: usize, ours: impl FnMut(), bare: impl FnMut()) {
        self.within(what, times, Limit::None, || {}, ours, bare);
    }

    /// As [`Report::compare`], against a limit; `before` comes before each run and is not counted.
    pub fn within(
        &mut self,
        what: &str,
        times: usize,
        limit: Limit,
        before: impl FnMut(),
        ours: impl FnMut(),
        bare: impl FnMut(),
    ) {
        let ours = runs(times, before, ours);
        let bare = runs(times, || {}, bare).median;
        let line = format!(
            "{what:<58} {:>9.3} {:>9.3} {bare:>12.3} {:>7.1} {}",
            ours.median,
            ours.slow,
            ours.median / bare,
            limit.judged(ours.slow, bare)
        );
        println!("{}", line.trim_end());
    }

    pub fn alone(&mut self, what: &str, times: usize, ours: impl FnMut()) {
        let ours = runs(times, || {}, ours);
        println!("{what:<58} {:>9.3} {:>9.3}", ours.median, ours.slow);
    }
}

/// Most memory that this process ever had, in megabytes; 0 where the system does not say.
pub fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1_000
}
