use std::{path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use hubfolio_core::{
    contract::Fault,
    env::Env,
    registers::{self, House},
    store::{OpenOptions, Store},
};

use crate::harness::Home;

/// Both hub files hold the same records and the same versions of them.
pub fn hub_files_are_the_same(one: &Home, other: &Home) {
    let (one, other) = (hashes(one), hashes(other));
    println!("content {}\nand versions {}", one.0, one.1);
    assert_eq!(one, other);
}

/// Content of a hub file, and content with the versions it is made of.
fn hashes(home: &Home) -> (String, String) {
    let kinds = registers::kinds();
    let options = OpenOptions {
        config: &home.config(),
        kinds: Arc::clone(&kinds),
        rules: Arc::new(House::new(kinds)),
        writer: None,
        keys: None,
    };
    let store = Store::open(&home.store(), &options, &OnlyReads).unwrap();
    (
        store.state_hash().unwrap(),
        store.state_hash_heads().unwrap(),
    )
}

/// The world of a program that only reads.
struct OnlyReads;

impl Env for OnlyReads {
    fn now(&self) -> i64 {
        0
    }

    fn today(&self) -> NaiveDate {
        NaiveDate::default()
    }

    fn fill(&self, _: &mut [u8]) {
        unreachable!("reading draws no random bytes")
    }

    fn account(&self) -> String {
        String::new()
    }

    fn laptop(&self) -> String {
        String::new()
    }

    fn file(&self, name: &str) -> Result<PathBuf, Fault> {
        Ok(name.into())
    }

    fn progress(&self, _: u64, _: u64, _: &str) -> bool {
        true
    }
}
