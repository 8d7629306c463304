//! `cargo xtask test`: every check and every test.

use std::process::Command;
use std::time::Instant;

use crate::checkout::{cargo, node_tool, root, ui_packages_are_stale};
use crate::packages::{self, Need};
use crate::steps::{self, Step, in_words};
use crate::tally::Runner;
use crate::tools;

/// Runs everything. The last line printed is `N passed, N failed`.
pub fn run() -> Result<(), String> {
    let start = Instant::now();
    println!("Checking the tools and the system libraries");
    let missing = tools::missing();
    if !missing.is_empty() {
        return Err(missing.join("\n"));
    }
    packages::ensure(Need::Test)?;
    tools::ensure_checkers()?;
    let outcome = steps::run(steps(), &mut std::io::stdout())
        .map_err(|error| format!("The output could not be shown ({error})."))?;
    if !outcome.said.is_empty() {
        println!("What the failing tests said:");
    }
    for line in &outcome.said {
        println!("{line}");
    }
    for failure in &outcome.failures {
        println!("{failure}");
    }
    if outcome.tally.ignored > 0 {
        println!("{} tests were not run", outcome.tally.ignored);
    }
    println!("Total time: {}", in_words(start.elapsed()));
    println!(
        "{} passed, {} failed",
        outcome.tally.passed, outcome.tally.failed
    );
    if outcome.failures.is_empty() {
        Ok(())
    } else {
        Err(String::new())
    }
}

/// What is done, quick checks first. All Rust tests are one call of cargo: a call for one package alone would build the
/// shared packages a second time with other features.
fn steps() -> Vec<Step> {
    let mut steps = vec![Step {
        title: "Rust code is formatted",
        failing: "Some Rust code is not formatted. Put it right with: cargo fmt --all",
        command: cargo(&["fmt", "--all", "--check"]),
        runner: Runner::None,
    }];
    steps.extend(ui_steps());
    steps.push(Step {
        title: "Rust code is free of warnings",
        failing: "The Rust code has warnings or does not build. See them with: cargo clippy --workspace --all-targets",
        command: cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        runner: Runner::None,
    });
    steps.push(Step {
        title: "Rust tests, the window's included",
        failing: "Some Rust tests failed or did not build. See them with: cargo test --workspace",
        command: cargo(&["test", "--workspace", "--no-fail-fast"]),
        runner: Runner::Cargo,
    });
    // The tests write the window's types anew; a difference means that the ones in the repository are of another day.
    if root().join(".git").exists() {
        let mut command = Command::new("git");
        command
            .args(["diff", "--exit-code", "--stat", "--", "ui/bindings"])
            .current_dir(root());
        steps.push(Step {
            title: "Types of the window fit the core",
            failing: "The types in ui/bindings were not up to date. They are now: commit them.",
            command,
            runner: Runner::None,
        });
    }
    steps
}

fn ui_steps() -> Vec<Step> {
    let mut steps = Vec::new();
    if !root().join("ui/package.json").is_file() {
        return steps;
    }
    if ui_packages_are_stale() {
        steps.push(Step {
            title: "Packages of the window, as the lock file names them",
            failing: "The packages of the window were not installed. See why with: cd ui && npm ci",
            command: node_tool("npm", &["ci", "--no-audit", "--no-fund"]),
            runner: Runner::None,
        });
    }
    steps.push(Step {
        title: "Window code is free of errors and warnings",
        failing: "The window code has errors or warnings. See them with: cd ui && npm run ui:check",
        command: node_tool("npm", &["run", "--silent", "ui:check"]),
        runner: Runner::None,
    });
    steps.push(Step {
        title: "Tests of the window code",
        failing: "Some tests of the window code failed. See them with: cd ui && npx vitest run",
        command: node_tool("npx", &["vitest", "run"]),
        runner: Runner::Vitest,
    });
    steps
}
