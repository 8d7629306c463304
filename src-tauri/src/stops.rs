//! Which work is to stop. Each call has a number: a word that comes late stops nothing that came after it, and one that
//! comes early is not forgotten while the work waits for its turn.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// The calls that are not answered yet.
#[derive(Debug, Default)]
pub struct Stops {
    /// By their numbers, and whether they are asked to stop.
    open: Mutex<BTreeMap<u64, bool>>,
    /// The program ends.
    all: AtomicBool,
}

impl Stops {
    /// A call has come.
    pub fn begin(&self, number: u64) {
        self.open().insert(number, false);
    }

    /// It is answered.
    pub fn end(&self, number: u64) {
        self.open().remove(&number);
    }

    /// Asks one call to stop; nothing when it is answered already.
    pub fn ask(&self, number: u64) {
        if let Some(asked) = self.open().get_mut(&number) {
            *asked = true;
        }
    }

    /// Asks everything to stop, for good.
    pub fn ask_all(&self) {
        self.all.store(true, Ordering::Relaxed);
    }

    /// Whether somebody thought better of a call; what only the end of the program stops may still begin, so that what was
    /// typed last is kept.
    pub fn taken_back(&self, number: u64) -> bool {
        self.open().get(&number) == Some(&true)
    }

    /// Whether a call should stop at its next step.
    pub fn asked(&self, number: u64) -> bool {
        self.all.load(Ordering::Relaxed) || self.taken_back(number)
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, bool>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_to_stop_is_for_one_call_alone() {
        let stops = Stops::default();
        stops.begin(1);
        stops.begin(2);
        stops.ask(1);
        assert!(stops.asked(1) && !stops.asked(2));
    }

    #[test]
    fn a_word_that_comes_while_the_call_waits_is_kept_and_one_that_comes_late_is_not() {
        let stops = Stops::default();
        stops.begin(1);
        stops.ask(1);
        assert!(stops.asked(1));
        stops.end(1);
        stops.ask(1);
        stops.begin(1);
        assert!(!stops.asked(1));
    }

    #[test]
    fn at_the_end_everything_stops_whatever_comes() {
        let stops = Stops::default();
        stops.ask_all();
        stops.begin(3);
        assert!(stops.asked(3) && !stops.taken_back(3));
    }
}
