//! One piece of work for the core: the world it is given, and the way to stop it.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Instant,
};

use chrono::NaiveDate;
use hubfolio_core::{contract::Fault, env::Env};

use crate::{
    laptop,
    progress::{Progress, Throttle},
    stops::Stops,
    tickets::{Tickets, Use},
};

/// The world of one call.
pub struct Work<'a> {
    /// The kind of work, as the window names it.
    pub job: &'a str,
    /// The number of the call.
    pub number: u64,
    /// The day that rules go by, where the command line says one.
    pub today: Option<NaiveDate>,
    /// The files that were chosen.
    pub tickets: &'a Tickets,
    /// Whether somebody asked to stop.
    pub stops: &'a Stops,
    /// Tells the window.
    pub tell: &'a dyn Fn(Progress),
    /// Holds back what comes too fast.
    pub throttle: Mutex<Throttle>,
}

impl Env for Work<'_> {
    fn now(&self) -> i64 {
        laptop::now()
    }

    fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(laptop::today)
    }

    fn fill(&self, bytes: &mut [u8]) {
        laptop::fill(bytes);
    }

    fn account(&self) -> String {
        laptop::account()
    }

    fn laptop(&self) -> String {
        laptop::name()
    }

    fn file(&self, name: &str) -> Result<PathBuf, Fault> {
        self.tickets.path(name)
    }

    fn offer(&self, path: &Path) -> String {
        let mut random = [0; 16];
        laptop::fill(&mut random);
        self.tickets.offer(path, random)
    }

    fn made(&self, path: &Path) -> String {
        let mut random = [0; 16];
        laptop::fill(&mut random);
        self.tickets
            .keep(path.to_owned(), Use::Write, random)
            .ticket
    }

    fn progress(&self, done: u64, total: u64, what: &str) -> bool {
        let mut throttle = self.throttle.lock().unwrap_or_else(PoisonError::into_inner);
        if throttle.due(Instant::now(), done, total) {
            (self.tell)(Progress {
                job: self.job.into(),
                number: self.number,
                done,
                total,
                what: what.into(),
            });
        }
        !self.stops.asked(self.number)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn with(stops: &Stops, tickets: &Tickets, see: impl FnOnce(&Work)) -> Vec<Progress> {
        let told = Mutex::new(vec![]);
        let tell = |progress| told.lock().unwrap().push(progress);
        let today = NaiveDate::from_ymd_opt(2025, 9, 30);
        see(&Work {
            job: "import_apply",
            number: 7,
            today,
            tickets,
            stops,
            tell: &tell,
            throttle: Mutex::default(),
        });
        told.into_inner().unwrap()
    }

    #[test]
    fn long_work_is_told_with_its_name_and_may_go_on() {
        let told = with(&Stops::default(), &Tickets::default(), |work| {
            assert!(work.progress(1, 2, "Reading rows"));
            assert!(work.progress(2, 2, "Reading rows"));
        });
        assert_eq!(told.len(), 2);
        assert_eq!(
            (told[1].job.as_str(), told[1].done, told[1].total),
            ("import_apply", 2, 2)
        );
    }

    #[test]
    fn work_is_asked_to_stop_at_its_next_step() {
        let stops = Stops::default();
        stops.begin(7);
        with(&stops, &Tickets::default(), |work| {
            assert!(work.progress(1, 9, "Reading rows"));
            stops.ask(7);
            assert!(!work.progress(2, 9, "Reading rows"));
        });
    }

    #[test]
    fn a_named_day_moves_the_rules_and_not_the_clock() {
        with(&Stops::default(), &Tickets::default(), |work| {
            assert_eq!(work.today().to_string(), "2025-09-30");
            assert!((work.now() - laptop::now()).abs() < 60_000);
        });
    }

    #[test]
    fn files_are_reached_by_ticket_only() {
        let tickets = Tickets::default();
        let chosen = tickets.keep("/data/list.csv".into(), Use::Read, [7; 16]);
        with(&Stops::default(), &tickets, |work| {
            assert_eq!(
                work.file(&chosen.ticket).unwrap(),
                PathBuf::from("/data/list.csv")
            );
            assert!(work.file("/data/list.csv").is_err());
        });
    }

    #[test]
    fn a_file_found_in_a_folder_is_offered_by_ticket_too() {
        let tickets = Tickets::default();
        with(&Stops::default(), &tickets, |work| {
            let ticket = work.offer(Path::new("/shared/Priya.hubx"));
            assert!(!ticket.contains("Priya"));
            assert_eq!(
                work.file(&ticket).unwrap(),
                PathBuf::from("/shared/Priya.hubx")
            );
            assert_eq!(work.offer(Path::new("/shared/Priya.hubx")), ticket);
        });
    }
}
