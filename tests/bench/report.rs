//! Timing, and the table.

use std::time::Instant;

/// Some runs in milliseconds, after one that warms up.
struct Runs {
    median: f64,
    /// The slowest of twenty.
    slow: f64,
}

fn runs(times: usize, mut work: impl FnMut()) -> Runs {
    work();
    let mut all: Vec<f64> = (0..times)
        .map(|_| {
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

/// What was measured, line by line as it comes: words, ours, bare SQLite.
pub struct Report;

impl Report {
    /// Starts the table.
    pub fn start() -> Self {
        println!(
            "{:<50} {:>9} {:>9} {:>12} {:>7}",
            "milliseconds", "median", "95 %", "bare SQLite", "ratio"
        );
        Self
    }

    pub fn compare(&mut self, what: &str, times: usize, ours: impl FnMut(), bare: impl FnMut()) {
        let ours = runs(times, ours);
        let bare = runs(times, bare).median;
        println!(
            "{what:<50} {:>9.3} {:>9.3} {bare:>12.3} {:>7.1}",
            ours.median,
            ours.slow,
            ours.median / bare
        );
    }

    pub fn alone(&mut self, what: &str, times: usize, ours: impl FnMut()) {
        let ours = runs(times, ours);
        println!("{what:<50} {:>9.3} {:>9.3}", ours.median, ours.slow);
    }
}

/// Most memory that this process ever had, in megabytes; 0 where the system does not say.
pub fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1_000
}
