//! `cargo xtask bench`: the measurements, on the build that people get.

use crate::checkout::cargo;

/// Builds and runs the benchmark of the package `hubfolio-tests`; the arguments go to it.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut command = cargo(&[
        "run",
        "--release",
        "--package",
        "hubfolio-tests",
        "--bin",
        "bench",
        "--",
    ]);
    match command.args(arguments).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("The measurements were not finished; the reason stands above.".to_owned()),
        Err(error) => Err(format!("cargo could not be started ({error}).")),
    }
}
