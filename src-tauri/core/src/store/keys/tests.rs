#![allow(clippy::unwrap_used, clippy::panic)]
use std::{collections::BTreeMap, sync::Mutex};

use chrono::NaiveDate;

use super::*;
use crate::contract::Fault;

/// A key store that does what a test says, and counts how often it is asked.
#[derive(Default)]
struct Fake {
    held: Mutex<BTreeMap<String, Vec<u8>>>,
    fails: Mutex<Option<NoAnswer>>,
    /// Says that it keeps, and keeps something else.
    lies: bool,
    asked: Mutex<u32>,
}

impl Fake {
    fn failing(why: NoAnswer) -> Self {
        let fake = Self::default();
        fake.fail(Some(why));
        fake
    }

    fn fail(&self, why: Option<NoAnswer>) {
        *self.fails.lock().unwrap() = why;
    }

    fn answer<T>(&self, value: T) -> Result<T, NoAnswer> {
        *self.asked.lock().unwrap() += 1;
        match self.fails.lock().unwrap().clone() {
            Some(why) => Err(why),
            None => Ok(value),
        }
    }

    fn asked(&self) -> u32 {
        *self.asked.lock().unwrap()
    }

    fn holds(&self, name: &str) -> Option<[u8; 32]> {
        self.held.lock().unwrap().get(name).and_then(|b| read(b))
    }
}

impl KeyStore for Fake {
    fn get(&self, name: &str, _: Duration) -> Result<Option<Vec<u8>>, NoAnswer> {
        self.answer(())?;
        Ok(self.held.lock().unwrap().get(name).cloned())
    }

    fn put(&self, name: &str, secret: &[u8], _: Duration) -> Result<(), NoAnswer> {
        self.answer(())?;
        let kept = if self.lies { b"else" } else { secret };
        self.held.lock().unwrap().insert(name.into(), kept.into());
        Ok(())
    }
}

/// Random bytes that differ from call to call.
#[derive(Default)]
struct Dice(std::cell::Cell<u8>);

impl Env for Dice {
    fn now(&self) -> i64 {
        0
    }
    fn today(&self) -> NaiveDate {
        NaiveDate::default()
    }
    fn fill(&self, bytes: &mut [u8]) {
        self.0.set(self.0.get() + 1);
        bytes.fill(self.0.get());
    }
    fn account(&self) -> String {
        String::new()
    }
    fn laptop(&self) -> String {
        String::new()
    }
    fn file(&self, name: &str) -> std::result::Result<PathBuf, Fault> {
        Ok(name.into())
    }
    fn progress(&self, _: u64, _: u64, _: &str) -> bool {
        true
    }
}

struct Place(tempfile::TempDir, Dice);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap(), Dice::default())
    }

    fn ask(&self, system: Option<&dyn KeyStore>) -> Result<[u8; 32]> {
        Keys::at(self.0.path(), system).secret("laptop", &self.1)
    }

    fn in_file(&self) -> bool {
        self.0.path().join("keys/laptop").exists()
    }

    fn refused(&self, system: Option<&dyn KeyStore>) -> Fault {
        match self.ask(system) {
            Err(StoreError::Refused(fault)) => fault,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_new_secret_goes_to_the_system_and_is_found_there() {
    let (place, fake) = (Place::new(), Fake::default());
    let secret = place.ask(Some(&fake)).unwrap();
    assert_eq!(fake.holds("laptop"), Some(secret));
    assert!(!place.in_file());
    assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
}

#[test]
fn without_a_key_store_the_private_file_holds_it() {
    let place = Place::new();
    let secret = place.ask(None).unwrap();
    assert!(place.in_file());
    assert_eq!(place.ask(None).unwrap(), secret);
}

#[test]
fn a_secret_in_a_file_is_moved_once_it_was_read_back() {
    let (place, fake) = (Place::new(), Fake::default());
    let secret = place.ask(None).unwrap();
    assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
    assert!(!place.in_file());
    assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
}

#[test]
fn a_key_store_that_gives_something_else_back_gets_no_secret() {
    let place = Place::new();
    let fake = Fake {
        lies: true,
        ..Fake::default()
    };
    let secret = place.ask(None).unwrap();
    for _ in 0..2 {
        assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
        assert!(place.in_file());
    }
}

#[test]
fn a_key_store_that_fails_at_first_is_not_asked_at_every_start() {
    for why in [
        NoAnswer::Absent,
        NoAnswer::Locked,
        NoAnswer::Refused("policy".into()),
        NoAnswer::Late,
    ] {
        let (place, fake) = (Place::new(), Fake::failing(why.clone()));
        let secret = place.ask(Some(&fake)).unwrap();
        let asked = fake.asked();
        assert!(place.in_file() && asked > 0, "{why}");
        assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
        assert_eq!(fake.asked(), asked, "{why}");
    }
}

#[test]
fn a_newer_program_tries_again() {
    let (place, fake) = (Place::new(), Fake::failing(NoAnswer::Absent));
    let secret = place.ask(Some(&fake)).unwrap();
    fake.fail(None);
    let note = place.0.path().join("keys/kept.json");
    let text = std::fs::read_to_string(&note).unwrap();
    std::fs::write(&note, text.replace(VERSION, "0.0.1")).unwrap();
    assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
    assert_eq!(fake.holds("laptop"), Some(secret));
    assert!(!place.in_file());
}

#[test]
fn a_secret_that_lies_out_of_reach_is_asked_for_and_never_replaced() {
    let (place, fake) = (Place::new(), Fake::default());
    let secret = place.ask(Some(&fake)).unwrap();
    for why in [
        NoAnswer::Absent,
        NoAnswer::Locked,
        NoAnswer::Refused("policy".into()),
        NoAnswer::Late,
    ] {
        fake.fail(Some(why));
        let fault = place.refused(Some(&fake));
        assert_eq!(fault.code, "key_out_of_reach");
        assert!(
            fault.message.contains("Nothing was changed"),
            "{}",
            fault.message
        );
        assert!(!place.in_file());
    }
    assert_eq!(place.refused(None).code, "key_out_of_reach");
    fake.fail(None);
    assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
}

#[test]
fn a_secret_that_was_garbled_there_is_said_so() {
    let (place, fake) = (Place::new(), Fake::default());
    place.ask(Some(&fake)).unwrap();
    for garbage in [
        &b""[..],
        b"not a key",
        &[0xff; 64],
        &[b'a'; 63],
        &[b'g'; 64],
    ] {
        fake.held
            .lock()
            .unwrap()
            .insert("laptop".into(), garbage.into());
        assert_eq!(place.refused(Some(&fake)).code, "key_garbled");
    }
}

#[test]
fn a_secret_that_is_gone_from_there_is_made_anew() {
    let (place, fake) = (Place::new(), Fake::default());
    let secret = place.ask(Some(&fake)).unwrap();
    fake.held.lock().unwrap().clear();
    let next = place.ask(Some(&fake)).unwrap();
    assert_ne!(next, secret);
    assert_eq!(fake.holds("laptop"), Some(next));
}

#[test]
fn a_lost_note_loses_no_secret() {
    let (place, fake) = (Place::new(), Fake::default());
    let secret = place.ask(Some(&fake)).unwrap();
    for note in [None, Some("{ torn")] {
        let path = place.0.path().join("keys/kept.json");
        match note {
            None => std::fs::remove_file(path).unwrap(),
            Some(text) => std::fs::write(path, text).unwrap(),
        }
        assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
    }
}

#[test]
fn a_stop_between_keeping_and_removing_leaves_one_secret() {
    let (place, fake) = (Place::new(), Fake::default());
    let secret = place.ask(None).unwrap();
    let file = place.0.path().join("keys/laptop");
    let text = std::fs::read(&file).unwrap();
    place.ask(Some(&fake)).unwrap();
    std::fs::write(&file, text).unwrap();
    assert_eq!(place.ask(Some(&fake)).unwrap(), secret);
    assert!(!place.in_file());
}
