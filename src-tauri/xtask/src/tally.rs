//! How many tests passed, counted from what the test runners themselves print.

use std::ops::AddAssign;

/// Numbers of tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests that were not run.
    pub ignored: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

/// Who prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runner {
    /// `cargo test`.
    Cargo,
    /// `vitest run`.
    Vitest,
    /// No test runner: nothing is counted.
    None,
}

impl Runner {
    /// What one line of its output adds to the count.
    pub fn tally(self, line: &str) -> Tally {
        let line = without_colours(line);
        match self {
            // test result: ok. 62 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.21s
            Self::Cargo => line
                .strip_prefix("test result: ")
                .map(|counts| counted(counts, ';')),
            //       Tests  1 failed | 24 passed | 2 skipped (27)
            Self::Vitest => line
                .trim_start()
                .strip_prefix("Tests ")
                .map(|counts| counted(counts.split('(').next().unwrap_or(counts), '|')),
            Self::None => None,
        }
        .unwrap_or_default()
    }
}

fn counted(counts: &str, separator: char) -> Tally {
    let mut tally = Tally::default();
    for part in counts.split(separator) {
        let mut words = part.split_whitespace().rev();
        let (Some(what), Some(Ok(number))) = (words.next(), words.next().map(str::parse::<u64>))
        else {
            continue;
        };
        match what {
            "passed" => tally.passed += number,
            "failed" => tally.failed += number,
            "ignored" | "skipped" | "todo" => tally.ignored += number,
            _ => {}
        }
    }
    tally
}

/// The line without the signs that colour a terminal: `ESC [ … letter`.
pub fn without_colours(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        if sign == '\u{1b}' {
            signs.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(sign);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, ignored: u64) -> Tally {
        Tally {
            passed,
            failed,
            ignored,
        }
    }

    #[test]
    fn the_result_line_of_cargo_is_counted() {
        let line = "test result: ok. 62 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 0.21s";
        assert_eq!(Runner::Cargo.tally(line), tally(62, 0, 0));
        let line = "test result: FAILED. 58 passed; 4 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.00s";
        assert_eq!(Runner::Cargo.tally(line), tally(58, 4, 1));
    }

    #[test]
    fn the_summary_of_vitest_is_counted() {
        assert_eq!(
            Runner::Vitest.tally("      Tests  24 passed (24)"),
            tally(24, 0, 0)
        );
        assert_eq!(
            Runner::Vitest.tally("      Tests  1 failed | 24 passed | 2 skipped (27)"),
            tally(24, 1, 2)
        );
        assert_eq!(Runner::Vitest.tally("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m3 passed\u{1b}[39m\u{1b}[22m (3)"), tally(3, 0, 0));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "running 62 tests",
            "test a ... ok",
            " Test Files  1 passed (1)",
            "",
            "   test result: ok. 1 passed;",
        ] {
            assert_eq!(Runner::Cargo.tally(line), Tally::default(), "{line}");
            assert_eq!(Runner::Vitest.tally(line), Tally::default(), "{line}");
        }
        assert_eq!(
            Runner::None.tally("test result: ok. 62 passed; 0 failed;"),
            Tally::default()
        );
    }

    #[test]
    fn counts_add_up() {
        let mut sum = tally(1, 2, 3);
        sum += tally(10, 20, 30);
        assert_eq!(sum, tally(11, 22, 33));
    }
}
