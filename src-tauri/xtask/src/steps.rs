//! Runs commands one after the other, shows their output as it comes, and says how far it is.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::tally::{Runner, Tally, without_colours};

/// One thing to do.
pub struct Step {
    /// What it does, in words.
    pub title: &'static str,
    /// What to say when it fails.
    pub failing: &'static str,
    /// How.
    pub command: Command,
    /// Who prints the results.
    pub runner: Runner,
}

/// What came of it.
pub struct Outcome {
    /// Tests counted.
    pub tally: Tally,
    /// The sentences of the steps that failed.
    pub failures: Vec<&'static str>,
    /// What the failing tests themselves said, to be shown again at the end: in a long output nobody finds it.
    pub said: Vec<String>,
}

/// Runs every step, those after a failure included, so that one run shows all there is to mend. What it says, and what
/// the commands print, goes to `out`.
pub fn run(steps: Vec<Step>, out: &mut impl Write) -> io::Result<Outcome> {
    let count = steps.len();
    let mut outcome = Outcome {
        tally: Tally::default(),
        failures: Vec::new(),
        said: Vec::new(),
    };
    for (index, mut step) in steps.into_iter().enumerate() {
        let place = format!("[{}/{count}]", index + 1);
        writeln!(out, "{place} {} …", step.title)?;
        let start = Instant::now();
        let result = match step.command.stdout(Stdio::piped()).spawn() {
            Ok(child) => follow(child, step.runner, out, &mut outcome.said)?,
            Err(error) => {
                writeln!(
                    out,
                    "{:?} could not be started: {error}",
                    step.command.get_program()
                )?;
                (false, Tally::default())
            }
        };
        let (succeeded, tally) = result;
        outcome.tally += tally;
        let word = if succeeded { "done" } else { "FAILED" };
        writeln!(
            out,
            "{place} {}: {word}, {}",
            step.title,
            in_words(start.elapsed())
        )?;
        if !succeeded {
            outcome.failures.push(step.failing);
        }
    }
    Ok(outcome)
}

/// Passes the output of a running command on, line by line, and counts. Whether it succeeded, and the count.
pub fn stream(child: Child, runner: Runner, out: &mut impl Write) -> io::Result<(bool, Tally)> {
    follow(child, runner, out, &mut Vec::new())
}

fn follow(
    mut child: Child,
    runner: Runner,
    out: &mut impl Write,
    said: &mut Vec<String>,
) -> io::Result<(bool, Tally)> {
    let mut recap = Recap::default();
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        let mut reader = BufReader::new(output);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            tally += runner.tally(text.trim_end());
            said.extend(recap.hear(runner, text.trim_end()));
            out.write_all(&line)?;
            out.flush()?;
            line.clear();
        }
    }
    Ok((child.wait()?.success(), tally))
}

/// Hears what a runner says of failing tests: `cargo test` between `failures:` and the list of their names, vitest
/// between `Failed Tests` and its summary.
#[derive(Default)]
struct Recap {
    /// Lines kept of the test that is told about; none outside.
    lines: Option<usize>,
}

/// Most lines kept of one failing test: its reason stands at its beginning.
const MOST_LINES: usize = 40;
/// Most characters kept of a line.
const MOST_SIGNS: usize = 400;

impl Recap {
    fn hear(&mut self, runner: Runner, line: &str) -> Option<String> {
        let line = without_colours(line);
        let (begins, ends, names) = match runner {
            Runner::Cargo => (
                line == "failures:",
                line.starts_with("test result: "),
                line.starts_with("---- "),
            ),
            Runner::Vitest => (
                line.contains(" Failed Tests ") || line.contains(" Failed Suites "),
                line.starts_with(" Test Files "),
                line.starts_with(" FAIL "),
            ),
            Runner::None => return None,
        };
        if begins {
            // The second time cargo tells the names alone.
            let told = runner == Runner::Cargo && self.lines.is_some();
            self.lines = (!told).then_some(0);
            return None;
        }
        if ends {
            self.lines = None;
        }
        let lines = self.lines.as_mut()?;
        if names {
            *lines = 0;
        }
        *lines += 1;
        (*lines <= MOST_LINES && !line.trim().is_empty())
            .then(|| line.chars().take(MOST_SIGNS).collect())
    }
}

/// `34 s`, `2 min 05 s`.
pub fn in_words(time: Duration) -> String {
    let seconds = time.as_secs_f64().round() as u64;
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    #[test]
    fn times_read_as_people_say_them() {
        assert_eq!(in_words(Duration::from_millis(33_600)), "34 s");
        assert_eq!(in_words(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn what_a_failing_test_said_is_kept_and_its_name_told_once() {
        let output = "test a ... FAILED\n\nfailures:\n\n---- a stdout ----\nthread 'a' panicked at x.rs:1:\n\nno button\n\nfailures:\n    a\n\ntest result: FAILED. 0 passed; 1 failed\ntest b ... ok";
        let mut recap = Recap::default();
        let kept: Vec<String> = output
            .lines()
            .filter_map(|line| recap.hear(Runner::Cargo, line))
            .collect();
        assert_eq!(
            kept,
            [
                "---- a stdout ----",
                "thread 'a' panicked at x.rs:1:",
                "no button"
            ]
        );
        let long = format!("failures:\n---- a stdout ----\n{}", "more\n".repeat(500));
        let mut recap = Recap::default();
        let kept = long
            .lines()
            .filter_map(|line| recap.hear(Runner::Cargo, line))
            .count();
        assert_eq!(kept, MOST_LINES);
    }

    #[test]
    fn what_a_failing_test_of_the_window_said_is_kept_without_its_colours() {
        let output = " ✓ tests/dates.test.ts (41 tests) 61ms\n\n\u{1b}[31m⎯⎯⎯⎯\u{1b}[39m\u{1b}[1m\u{1b}[41m Failed Tests 1 \u{1b}[49m\u{1b}[22m\u{1b}[31m⎯⎯⎯⎯\u{1b}[39m\n\n\u{1b}[41m\u{1b}[1m FAIL \u{1b}[22m\u{1b}[49m tests/grid.test.ts > a list > has rows\n\u{1b}[31m\u{1b}[1mAssertionError\u{1b}[22m: expected 1 to be 2\n\n\u{1b}[2m Test Files \u{1b}[22m 1 failed (47)\n      Tests  1 failed (975)";
        let mut recap = Recap::default();
        let kept: Vec<String> = output
            .lines()
            .filter_map(|line| recap.hear(Runner::Vitest, line))
            .collect();
        assert_eq!(
            kept,
            [
                " FAIL  tests/grid.test.ts > a list > has rows",
                "AssertionError: expected 1 to be 2"
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_step_does_not_keep_the_next_from_running() {
        let step = |script: &str, failing| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            Step {
                title: "a step of the test",
                failing,
                command,
                runner: Runner::Cargo,
            }
        };
        let missing = Step {
            title: "a command that is not there",
            failing: "third",
            command: Command::new("no-such-command-of-hubfolio"),
            runner: Runner::None,
        };
        let steps = vec![
            step(
                "echo 'test result: FAILED. 2 passed; 1 failed; 0 ignored'; exit 1",
                "first",
            ),
            step(
                "echo 'test result: ok. 3 passed; 0 failed; 4 ignored'",
                "second",
            ),
            missing,
        ];
        let mut shown = Vec::new();
        let outcome = run(steps, &mut shown).unwrap_or_else(|error| panic!("{error}"));
        let shown = String::from_utf8_lossy(&shown);
        assert!(
            shown.starts_with("[1/3] a step of the test …\ntest result: FAILED. 2 passed"),
            "{shown}"
        );
        assert!(
            shown.contains("[2/3] a step of the test: done, 0 s"),
            "{shown}"
        );
        assert_eq!(
            outcome.tally,
            Tally {
                passed: 5,
                failed: 1,
                ignored: 4
            }
        );
        assert_eq!(outcome.failures, ["first", "third"]);
    }
}
