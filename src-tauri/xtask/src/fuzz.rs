//! `cargo xtask fuzz`: a fuzzer that follows the program's branches drives each of the targets in `fuzz/targets` for some
//! seconds. It needs another compiler than the product and a tool of its own; what of it is missing is named first.

use std::path::Path;
use std::process::Command;

use crate::checkout::root;

/// Seconds for each target, unless others are asked for.
const SECONDS: u64 = 60;

/// For how long one input may be worked on, in seconds, and how much memory all of it may take, in MB. The checks that
/// the fuzzer builds in make both a few times larger than they are without.
const LIMITS: [&str; 2] = ["-timeout=30", "-rss_limit_mb=2048"];

/// What is driven, and for how long.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    /// One target alone.
    target: Option<String>,
    /// Seconds for each.
    seconds: u64,
}

impl Plan {
    /// Reads `[TARGET] [--seconds N]`.
    pub fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut plan = Self {
            target: None,
            seconds: SECONDS,
        };
        let mut rest = arguments;
        loop {
            match rest {
                [] => return Ok(plan),
                [option, value, tail @ ..] if option == "--seconds" => {
                    plan.seconds = value.parse().ok().filter(|n| *n > 0).ok_or_else(|| {
                        format!("--seconds needs a whole number above 0, not “{value}”.")
                    })?;
                    rest = tail;
                }
                [name, tail @ ..] if !name.starts_with('-') && plan.target.is_none() => {
                    plan.target = Some(name.clone());
                    rest = tail;
                }
                [other, ..] => {
                    return Err(format!(
                        "“{other}” was not understood. For example: cargo xtask fuzz header --seconds 600"
                    ));
                }
            }
        }
    }
}

/// Drives each target. All of them run, whatever an earlier one found.
pub fn run(plan: &Plan) -> Result<(), String> {
    let all = targets(&root().join("fuzz/targets"))?;
    let chosen: Vec<&String> = match &plan.target {
        None => all.iter().collect(),
        Some(name) => all.iter().filter(|target| *target == name).collect(),
    };
    if chosen.is_empty() {
        return Err(format!("The targets are: {}.", all.join(", ")));
    }
    let missing = missing();
    if !missing.is_empty() {
        return Err(missing.join("\n"));
    }
    if !succeeds(&mut nightly(&["cargo", "fuzz", "build"]))? {
        return Err("The fuzzer could not be built; the reason stands above.".to_owned());
    }
    let mut found = vec![];
    for (at, target) in chosen.iter().enumerate() {
        println!(
            "[{}/{}] {target}, {} s …",
            at + 1,
            chosen.len(),
            plan.seconds
        );
        if !driven(target, plan.seconds)? {
            found.push(target.as_str());
        }
    }
    match found.as_slice() {
        [] => {
            println!("{} targets, nothing found", chosen.len());
            Ok(())
        }
        some => Err(format!(
            "Found something in: {}. The inputs lie in fuzz/artifacts, and the same again with one of them: rustup run \
             nightly cargo fuzz run TARGET FILE",
            some.join(", ")
        )),
    }
}

/// The targets, by the names of their files.
fn targets(folder: &Path) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("{} can't be read ({error}).", folder.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    let mut names: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Whether nothing was found.
fn driven(target: &str, seconds: u64) -> Result<bool, String> {
    let time = format!("-max_total_time={seconds}");
    succeeds(nightly(&["cargo", "fuzz", "run", target, "--", &time]).args(LIMITS))
}

fn succeeds(command: &mut Command) -> Result<bool, String> {
    let status = command.status();
    let status = status.map_err(|error| format!("rustup could not be started ({error})."))?;
    Ok(status.success())
}

/// A command of the nightly compiler in the project's folder. What the cargo that started this program said about its own
/// compiler and this package is kept from it.
fn nightly(arguments: &[&str]) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly"]).args(arguments);
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let about_us = text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_");
        if about_us || ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"].contains(&&*text) {
            command.env_remove(&name);
        }
    }
    command
}

/// What is missing, each with what to do.
fn missing() -> Vec<String> {
    let works = |command: &mut Command| command.output().is_ok_and(|said| said.status.success());
    if cfg!(windows) {
        return vec!["The fuzzer runs on Linux and macOS only.".to_owned()];
    }
    said(
        works(Command::new("rustup").arg("--version")),
        works(&mut nightly(&["rustc", "--version"])),
        works(&mut nightly(&["cargo", "fuzz", "--version"])),
    )
}

/// The sentences for what does not work.
fn said(rustup: bool, nightly: bool, fuzz: bool) -> Vec<String> {
    if !rustup {
        return vec![
            "rustup is needed for a second compiler. Install it from https://rustup.rs, then: rustup toolchain install nightly && cargo install cargo-fuzz --locked".to_owned(),
        ];
    }
    let mut missing = vec![];
    if !nightly {
        missing.push(
            "Rust's nightly compiler is missing. Install it with: rustup toolchain install nightly"
                .to_owned(),
        );
    }
    if !fuzz {
        missing.push(
            "cargo-fuzz is missing. Install it with: cargo install cargo-fuzz --locked".to_owned(),
        );
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Plan, String> {
        let words = line.split_whitespace().map(str::to_owned);
        Plan::parse(&words.collect::<Vec<_>>())
    }

    #[test]
    fn a_target_and_its_time_are_understood_in_any_order() {
        let plan = |target: Option<&str>, seconds| Plan {
            target: target.map(str::to_owned),
            seconds,
        };
        assert_eq!(parsed(""), Ok(plan(None, SECONDS)));
        assert_eq!(parsed("--seconds 5"), Ok(plan(None, 5)));
        for line in ["header --seconds 5", "--seconds 5 header"] {
            assert_eq!(parsed(line), Ok(plan(Some("header"), 5)), "{line}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (line, words) in [
            ("--seconds", "was not understood"),
            ("--seconds 0", "above 0"),
            ("--seconds long", "above 0"),
            ("header frame", "“frame” was not understood"),
            ("--fast", "was not understood"),
        ] {
            assert!(
                parsed(line).is_err_and(|text| text.contains(words)),
                "{line}"
            );
        }
    }

    #[test]
    fn every_program_of_the_fuzzer_is_found_and_no_other() {
        let folder = root().join("fuzz");
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        let mut declared: Vec<&str> = manifest
            .lines()
            .filter_map(|line| {
                line.strip_prefix("path = \"targets/")?
                    .strip_suffix(".rs\"")
            })
            .collect();
        declared.sort_unstable();
        assert!(declared.len() >= 7, "{declared:?}");
        assert!(targets(&folder.join("targets")).is_ok_and(|found| found == declared));
    }

    #[test]
    fn what_is_missing_is_named_with_the_way_to_get_it() {
        assert_eq!(said(true, true, true), Vec::<String>::new());
        assert!(said(false, false, false)[0].contains("https://rustup.rs"));
        let both = said(true, false, false);
        assert!(both[0].contains("rustup toolchain install nightly"));
        assert!(both[1].contains("cargo install cargo-fuzz"));
    }
}
