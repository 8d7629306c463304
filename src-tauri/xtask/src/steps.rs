//! Runs commands one after the other, shows their output as it comes, and says how far it is.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::tally::{Runner, Tally};

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
}

/// Runs every step, those after a failure included, so that one run shows all there is to mend. What it says, and what
/// the commands print, goes to `out`.
pub fn run(steps: Vec<Step>, out: &mut impl Write) -> io::Result<Outcome> {
    let count = steps.len();
    let mut outcome = Outcome {
        tally: Tally::default(),
        failures: Vec::new(),
    };
    for (index, mut step) in steps.into_iter().enumerate() {
        let place = format!("[{}/{count}]", index + 1);
        writeln!(out, "{place} {} …", step.title)?;
        let start = Instant::now();
        let result = match step.command.stdout(Stdio::piped()).spawn() {
            Ok(child) => stream(child, step.runner, out)?,
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
pub fn stream(mut child: Child, runner: Runner, out: &mut impl Write) -> io::Result<(bool, Tally)> {
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        let mut reader = BufReader::new(output);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            tally += runner.tally(String::from_utf8_lossy(&line).trim_end());
            out.write_all(&line)?;
            out.flush()?;
            line.clear();
        }
    }
    Ok((child.wait()?.success(), tally))
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
