//! What was asked for.

use crate::{fuzz, soak};

/// A task with what it needs to know.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Say what there is.
    Help,
    /// Build and open the window; the rest goes to the app.
    Run(Vec<String>),
    /// Everything that is checked.
    Test,
    /// A heavy run.
    Soak(soak::Plan),
    /// A fuzzer on files for colleagues.
    Fuzz(fuzz::Plan),
    /// Measurements; the rest goes to the benchmark.
    Bench(Vec<String>),
    /// Every kind of pack, looked at by validators of PDF/UA-1 and PDF/A-3a.
    Packs {
        /// Written first; otherwise those of last time are looked at.
        write: bool,
    },
    /// Pictures of the window: all, or only some.
    Pictures(Option<String>),
}

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
cargo xtask run                 build Hubfolio and open its window
cargo xtask test                every check and every test, the window's included
cargo xtask soak NAME [--seed N] [--rounds N]
                                the same tests with far greater counts; NAME is one of
                                  properties  the laws that must hold for any input
                                  kill        the program stopped dead in the middle of writing
                                  pdf         packs of every shape and size
                                  window      the window tests, again and again
                                  simulation  a team of laptops that exchanges files, by dice
                                  corrupt     files for colleagues with every bit turned, cut at every length
                                  laws        any order, repetition and split of files gives the same
                                  dice        the fuzz targets, with dice of our own
                                  leaks       withheld words in copies of packs, from 200 random hub files a round
                                each round prints its seed, with which the run can be resumed
cargo xtask fuzz [TARGET] [--seconds N]
                                a fuzzer on every target in fuzz/targets, or on one, for 60 seconds each; needs Rust's
                                nightly compiler and cargo-fuzz, and says how to get them
cargo xtask bench [ARGUMENTS]   measurements, release build; with --window those of the window
cargo xtask packs [check]       every kind of pack and list in every copy, written to artefacts/packs and validated;
                                with “check”, those of last time validated again
cargo xtask pictures [film|readme]
                                pictures of the real window: a film strip in artefacts/film, and those of the README
cargo xtask help                this text

What is missing on this machine is named before anything is built. On Debian and Ubuntu the system libraries are
installed through apt, after asking; with CI=true there is no question.
";

/// Reads the arguments. The error says what was not understood.
pub fn parse(arguments: &[String]) -> Result<Task, String> {
    let Some((name, rest)) = arguments.split_first() else {
        return Ok(Task::Help);
    };
    match (name.as_str(), rest) {
        ("help" | "--help" | "-h", _) => Ok(Task::Help),
        ("run", _) => Ok(Task::Run(rest.to_vec())),
        ("test", []) => Ok(Task::Test),
        ("test", _) => {
            Err("`cargo xtask test` runs everything and takes no arguments. For one test: cargo test -p hubfolio-core NAME".to_owned())
        }
        ("soak", _) => soak::Plan::parse(rest).map(Task::Soak),
        ("fuzz", _) => fuzz::Plan::parse(rest).map(Task::Fuzz),
        ("bench", _) => Ok(Task::Bench(rest.to_vec())),
        ("packs", []) => Ok(Task::Packs { write: true }),
        ("packs", [which]) if which == "check" => Ok(Task::Packs { write: false }),
        ("packs", _) => Err("Packs are written and checked; with the word “check”, those of last time are.".to_owned()),
        ("pictures", []) => Ok(Task::Pictures(None)),
        ("pictures", [which]) if ["film", "readme"].contains(&which.as_str()) => {
            Ok(Task::Pictures(Some(which.clone())))
        }
        ("pictures", _) => Err("Pictures are “film” or “readme”; without a word, both.".to_owned()),
        _ => Err(format!("There is no task “{name}”.\n\n{HELP}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task, String> {
        parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn each_task_is_understood() {
        assert_eq!(parsed(""), Ok(Task::Help));
        assert_eq!(parsed("help"), Ok(Task::Help));
        assert_eq!(parsed("test"), Ok(Task::Test));
        assert_eq!(
            parsed("run --store x"),
            Ok(Task::Run(vec!["--store".to_owned(), "x".to_owned()]))
        );
        assert_eq!(parsed("bench"), Ok(Task::Bench(Vec::new())));
        assert!(parsed("fuzz header --seconds 5").is_ok_and(|task| matches!(task, Task::Fuzz(_))));
        assert_eq!(parsed("pictures"), Ok(Task::Pictures(None)));
        assert_eq!(
            parsed("pictures film"),
            Ok(Task::Pictures(Some("film".to_owned())))
        );
        assert!(parsed("pictures video").is_err());
    }

    #[test]
    fn what_is_not_understood_is_said_with_what_there_is() {
        assert!(parsed("tset").is_err_and(
            |text| text.contains("no task “tset”") && text.contains("cargo xtask test")
        ));
        assert!(parsed("test one").is_err());
    }

    #[test]
    fn help_names_every_soak() {
        assert!(soak::NAMES.iter().all(|name| HELP.contains(name)));
    }
}
