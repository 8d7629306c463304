//! What the core never takes for itself: the clock, randomness, the name of the laptop, the files a person chose,
//! and where to say how far long work has come. The shell and the command line bring the real ones, tests their own.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::contract::Fault;

/// The world outside the core.
pub trait Env {
    /// Now, in UTC milliseconds. Stamps the log; never moved by [`Env::today`].
    fn now(&self) -> i64;
    /// The day that rules, due dates and packs go by.
    fn today(&self) -> NaiveDate;
    /// Fills the slice with random bytes good enough for keys.
    fn fill(&self, bytes: &mut [u8]);
    /// Name of the account on this laptop, for a first person where nobody said a name.
    fn account(&self) -> String;
    /// What people call this laptop.
    fn laptop(&self) -> String;
    /// The file behind what a request names: a path on the command line, a ticket from a file dialog in the window.
    ///
    /// # Errors
    /// When the name stands for no file that a person chose.
    fn file(&self, name: &str) -> Result<PathBuf, Fault>;
    /// A name that [`Env::file`] takes, for a file found in a folder that a person chose before.
    fn offer(&self, path: &Path) -> String {
        path.display().to_string()
    }
    /// A name that [`Env::file`] takes and that a person may have opened, for a file that was made here.
    fn made(&self, path: &Path) -> String {
        path.display().to_string()
    }
    /// Says how far long work has come; `false` asks to stop.
    fn progress(&self, done: u64, total: u64, what: &str) -> bool;
}
