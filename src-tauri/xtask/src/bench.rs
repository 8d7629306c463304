//! `cargo xtask bench`: the measurements, on the build that people get.

use crate::checkout::cargo;
use crate::packages::{self, Need};

/// The measurements of the window, among the arguments.
const WINDOW: &str = "--window";

/// Builds and runs the benchmark of the package `hubfolio-tests`, or with `--window` that of the window; the other
/// arguments go to it.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let of_the_window = arguments.iter().any(|argument| argument == WINDOW);
    let mut command = if of_the_window {
        packages::ensure(Need::Test)?;
        cargo(&[
            // Of the whole workspace, so that nothing is built a second time with other features.
            "bench",
            "--workspace",
            "--bench",
            "window_bench",
            "--",
        ])
    } else {
        cargo(&[
            "run",
            "--release",
            "--package",
            "hubfolio-tests",
            "--bin",
            "bench",
            "--",
        ])
    };
    let rest = arguments.iter().filter(|argument| *argument != WINDOW);
    match command.args(rest).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("The measurements were not finished; the reason stands above.".to_owned()),
        Err(error) => Err(format!("cargo could not be started ({error}).")),
    }
}
