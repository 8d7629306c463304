//! A world in which long work is followed.

use std::path::PathBuf;

use chrono::NaiveDate;
use hubfolio_core::{contract::Fault, env::Env};

use crate::World;

/// A world beside which somebody follows how far long work has come: what they answer decides whether it goes on.
pub struct Followed<'a> {
    pub world: &'a World,
    /// Hears what is done of how much, and of what.
    pub follow: &'a dyn Fn(u64, u64, &str) -> bool,
}

impl Env for Followed<'_> {
    fn now(&self) -> i64 {
        self.world.now()
    }

    fn today(&self) -> NaiveDate {
        self.world.today()
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.world.fill(bytes);
    }

    fn account(&self) -> String {
        self.world.account()
    }

    fn laptop(&self) -> String {
        self.world.laptop()
    }

    fn file(&self, name: &str) -> Result<PathBuf, Fault> {
        self.world.file(name)
    }

    fn progress(&self, done: u64, total: u64, what: &str) -> bool {
        (self.follow)(done, total, what)
    }
}
