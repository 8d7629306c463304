//! Memory of a program with all processes it started.

use std::fs;

/// Proportional set size in megabytes: pages that several processes share count once in all.
pub fn of(processes: &[u32]) -> f64 {
    let kilobytes = processes
        .iter()
        .filter_map(|process| pss(*process))
        .sum::<u64>();
    kilobytes as f64 / 1_024.0
}

fn pss(process: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
