//! The real world that the core is given: the laptop's clock, randomness, names and files.

use std::{
    cell::Cell,
    io::{IsTerminal, Write},
    path::PathBuf,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use chrono::{Local, NaiveDate};
use hubfolio_core::{contract::Fault, env::Env};

/// Progress is told at most this often.
const PAUSE: Duration = Duration::from_millis(100);

/// This laptop.
pub struct World {
    today: Option<NaiveDate>,
    /// Somebody looks on: progress goes to the terminal.
    watched: bool,
    told: Cell<Option<Instant>>,
}

impl World {
    /// The laptop; `today` moves the day that rules, due dates and packs go by, never the clock of the log.
    pub fn new(today: Option<NaiveDate>) -> Self {
        Self {
            today,
            watched: std::io::stderr().is_terminal(),
            told: Cell::new(None),
        }
    }

    /// Takes the line of progress away again.
    pub fn progress_over(&self) {
        if self.told.take().is_some() {
            eprint!("\r\x1b[K");
        }
    }
}

impl Env for World {
    fn now(&self) -> i64 {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| Local::now().date_naive())
    }

    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Keys made from anything weaker would look sound and not be: better to stop at once.
            eprintln!(
                "Hubfolio stopped: this system gives no random bytes, which keys are made of."
            );
            std::process::abort();
        }
    }

    fn account(&self) -> String {
        first_said([whoami::realname().ok(), whoami::username().ok()])
    }

    fn laptop(&self) -> String {
        first_said([whoami::devicename().ok(), whoami::hostname().ok()])
    }

    /// On the command line a file is named by its path.
    fn file(&self, name: &str) -> Result<PathBuf, Fault> {
        Ok(name.into())
    }

    fn progress(&self, done: u64, total: u64, what: &str) -> bool {
        let due = self.told.get().is_none_or(|told| told.elapsed() >= PAUSE);
        if self.watched && due && total > 0 {
            let share = done.min(total) * 100 / total;
            eprint!("\r\x1b[K{what}: {share}%");
            let _ = std::io::stderr().flush();
            self.told.set(Some(Instant::now()));
        }
        true
    }
}

fn first_said(names: [Option<String>; 2]) -> String {
    names
        .into_iter()
        .flatten()
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}
