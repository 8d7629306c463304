//! Timing, and the table.

use std::time::Instant;

/// The median of some runs in milliseconds, after one that warms up.
fn median(times: usize, mut work: impl FnMut()) -> f64 {
    work();
    let mut all: Vec<f64> = (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[times / 2]
}

/// What was measured: words, ours, bare SQLite.
#[derive(Default)]
pub struct Report(Vec<(String, f64, Option<f64>)>);

impl Report {
    pub fn compare(&mut self, what: &str, times: usize, ours: impl FnMut(), bare: impl FnMut()) {
        let ours = median(times, ours);
        self.0
            .push((what.to_owned(), ours, Some(median(times, bare))));
    }

    pub fn alone(&mut self, what: &str, times: usize, ours: impl FnMut()) {
        self.0.push((what.to_owned(), median(times, ours), None));
    }

    pub fn print(&self) {
        println!(
            "{:<50} {:>12} {:>12} {:>8}",
            "median, milliseconds", "Hubfolio", "bare SQLite", "ratio"
        );
        for (what, ours, bare) in &self.0 {
            match bare {
                Some(bare) => println!("{what:<50} {ours:>12.3} {bare:>12.3} {:>8.1}", ours / bare),
                None => println!("{what:<50} {ours:>12.3}"),
            }
        }
    }
}

/// Most memory that this process ever had, in megabytes; 0 where the system does not say.
pub fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1_000
}
