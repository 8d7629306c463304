//! `cargo xtask soak NAME`: the tests of every day with far greater counts and seeds of their own.
//!
//! A soak sets environment variables and runs the same tests. Tests read `HUBFOLIO_SOAK`, by which they multiply their
//! counts, and `HUBFOLIO_SOAK_SEED`; proptest reads its own.

use std::process::Stdio;
use std::time::Instant;

use crate::checkout::cargo;
use crate::steps::{in_words, stream};
use crate::tally::{Runner, Tally};

/// The soaks there are.
pub const NAMES: [&str; 9] = [
    "properties",
    "kill",
    "pdf",
    "window",
    "simulation",
    "corrupt",
    "laws",
    "dice",
    "leaks",
];

/// One soak: what is run, and how much.
#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    soak: Soak,
    /// Seed of the first round; each further round adds one.
    seed: u64,
    rounds: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Soak {
    name: &'static str,
    /// What cargo tests.
    arguments: &'static [&'static str],
    /// By how much the tests multiply their counts.
    times: u32,
    /// Cases of each property; 256 on other days.
    cases: u32,
    rounds: u64,
}

const SOAKS: [Soak; 9] = [
    Soak {
        name: NAMES[0],
        arguments: &[
            "--release",
            "--package",
            "hubfolio-core",
            "--package",
            "hubfolio-tests",
        ],
        times: 10,
        cases: 10_000,
        rounds: 10,
    },
    Soak {
        name: NAMES[1],
        arguments: &["--package", "hubfolio-tests", "kill"],
        times: 20,
        cases: 256,
        rounds: 5,
    },
    Soak {
        name: NAMES[2],
        arguments: &[
            "--release",
            "--package",
            "hubfolio-core",
            "--package",
            "hubfolio-tests",
            "--",
            "pdf",
            "pack",
        ],
        times: 10,
        cases: 2_000,
        rounds: 10,
    },
    Soak {
        name: NAMES[3],
        arguments: &["--package", "hubfolio", "--test", "window"],
        times: 1,
        cases: 256,
        rounds: 20,
    },
    // A team exchanging files: 10,000 histories in each round.
    Soak {
        name: NAMES[4],
        arguments: &["--release", "--package", "hubfolio-tests", "simulation"],
        times: 5,
        cases: 256,
        rounds: 10,
    },
    // Every bit of the sample files, once.
    Soak {
        name: NAMES[5],
        arguments: &["--release", "--package", "hubfolio-tests", "corrupt"],
        times: 2,
        cases: 256,
        rounds: 1,
    },
    // Sets of changes in any order.
    Soak {
        name: NAMES[6],
        arguments: &["--release", "--package", "hubfolio-tests", "law"],
        times: 1,
        cases: 10_000,
        rounds: 10,
    },
    // The fuzz targets without a fuzzer: 600,000 inputs each in a round.
    Soak {
        name: NAMES[7],
        arguments: &["--release", "--package", "hubfolio-tests", "dice"],
        times: 1_000,
        cases: 256,
        rounds: 10,
    },
    // Words that were withheld, looked for in every copy: from 200 random hub files and 5,000 random packs in a round.
    Soak {
        name: NAMES[8],
        arguments: &[
            "--release",
            "--package",
            "hubfolio-tests",
            "--test",
            "journeys",
            "--",
            "packs::leaks",
            "packs::stores",
        ],
        times: 25,
        cases: 256,
        rounds: 5,
    },
];

impl Plan {
    /// Reads `NAME [--seed N] [--rounds N]`.
    pub fn parse(arguments: &[String]) -> Result<Self, String> {
        let known = || {
            format!(
                "The heavy runs are: {}. For example: cargo xtask soak properties",
                NAMES.join(", ")
            )
        };
        let (name, mut rest) = arguments.split_first().ok_or_else(known)?;
        let soak = SOAKS
            .into_iter()
            .find(|soak| soak.name == name)
            .ok_or_else(known)?;
        let mut plan = Self {
            soak,
            seed: 1,
            rounds: soak.rounds,
        };
        while let [option, value, tail @ ..] = rest {
            let number = value
                .parse()
                .map_err(|_| format!("{option} needs a whole number, not “{value}”."))?;
            match option.as_str() {
                "--seed" => plan.seed = number,
                "--rounds" => plan.rounds = number,
                _ => {
                    return Err(format!(
                        "There is no option “{option}”: --seed N and --rounds N."
                    ));
                }
            }
            rest = tail;
        }
        if rest.is_empty() {
            Ok(plan)
        } else {
            Err(format!("“{}” needs a number behind it.", rest.join(" ")))
        }
    }
}

/// Runs the rounds, one seed each, up to the first that fails.
pub fn run(plan: &Plan) -> Result<(), String> {
    let start = Instant::now();
    let mut sum = Tally::default();
    for round in 0..plan.rounds {
        let seed = plan.seed.wrapping_add(round);
        let left = plan.rounds - round;
        let again = format!("cargo xtask soak {} --seed {seed}", plan.soak.name);
        println!(
            "[{}/{}] seed {seed}, {} so far. To resume here: {again} --rounds {left}",
            round + 1,
            plan.rounds,
            in_words(start.elapsed())
        );
        let (succeeded, tally) = one(&plan.soak, seed)?;
        sum += tally;
        if !succeeded || tally.failed > 0 {
            return Err(format!(
                "The round with seed {seed} failed. The same again: {again} --rounds 1"
            ));
        }
        if tally.passed == 0 {
            return Err(format!(
                "No test belongs to “{}”, so nothing was shown.",
                plan.soak.name
            ));
        }
    }
    println!(
        "{} passed, {} failed, in {}",
        sum.passed,
        sum.failed,
        in_words(start.elapsed())
    );
    Ok(())
}

fn one(soak: &Soak, seed: u64) -> Result<(bool, Tally), String> {
    let mut command = cargo(&["test"]);
    command.args(soak.arguments);
    for (name, value) in environment(soak, seed) {
        command.env(name, value);
    }
    let child = command.stdout(Stdio::piped()).spawn();
    child
        .and_then(|child| stream(child, Runner::Cargo, &mut std::io::stdout()))
        .map_err(|error| format!("cargo could not be started ({error})."))
}

fn environment(soak: &Soak, seed: u64) -> [(&'static str, String); 4] {
    [
        ("HUBFOLIO_SOAK", soak.times.to_string()),
        ("HUBFOLIO_SOAK_SEED", seed.to_string()),
        ("PROPTEST_CASES", soak.cases.to_string()),
        ("PROPTEST_RNG_SEED", seed.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Plan, String> {
        Plan::parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn every_name_has_its_soak() {
        for name in NAMES {
            assert!(
                parsed(name)
                    .is_ok_and(|plan| plan.soak.name == name && plan.seed == 1 && plan.rounds > 0)
            );
        }
    }

    #[test]
    fn a_run_is_resumed_by_seed_and_rounds() {
        let plan = parsed("kill --seed 7 --rounds 2");
        assert!(plan.is_ok_and(|plan| (plan.seed, plan.rounds) == (7, 2)));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (line, words) in [
            ("", "properties, kill, pdf, window, simulation"),
            ("all", "properties, kill, pdf, window, simulation"),
            ("kill --seed", "needs a number"),
            ("kill --seed x", "whole number"),
            ("kill --fast 1", "no option"),
        ] {
            assert!(
                parsed(line).is_err_and(|text| text.contains(words)),
                "{line}"
            );
        }
    }

    #[test]
    fn the_seed_reaches_the_tests() {
        let values = environment(&SOAKS[0], 42);
        assert!(values.contains(&("PROPTEST_RNG_SEED", "42".to_owned())));
        assert!(values.contains(&("HUBFOLIO_SOAK_SEED", "42".to_owned())));
    }
}
