//! A made-up hub file of full size.

use std::{
    cell::Cell,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use chrono::NaiveDate;
use hubfolio_core::{
    contract::Fault,
    env::Env,
    generate::{Size, generate},
    session::{Places, Program, Session},
};
use serde_json::json;

use crate::harness::Home;

/// Founds a hub and fills it, from one seed.
pub fn make(home: &Home, scale: usize) {
    let start = Instant::now();
    let places = Places {
        config: home.config(),
        store: home.store(),
    };
    let world = World {
        now: Cell::new(1_760_000_000_000),
        dice: Cell::new(0x9E37_79B9_7F4A_7C15),
    };
    let mut session = Session::new(places, None, Program::Window);
    let hub = json!({ "hub": "Aldershire Training Hub", "person": "Morgan Hale", "ics": null, "file": null });
    session.call(&world, "hub_create", hub).unwrap();
    let me = session.person().unwrap();
    let store = session.store().unwrap();
    generate(store, &world, me, &Size::scale(scale), 1, &mut |_, _| true).unwrap();
    drop(session);
    let bytes = fs::metadata(home.store()).unwrap().len();
    println!(
        "hub file of scale {scale}: {} MB, made in {:.0} s",
        bytes / 1_000_000,
        start.elapsed().as_secs_f64()
    );
}

/// Takes a hub file that was made before, with its keys, from a folder that `cargo xtask bench --keep FOLDER` left.
pub fn copy(home: &Home, folder: &Path) {
    fs::copy(folder.join("hub.hubfolio"), home.store()).unwrap();
    let mut copy = Command::new("cp");
    copy.arg("-a")
        .arg(folder.join("config/."))
        .arg(home.config());
    assert!(copy.status().unwrap().success());
    println!("hub file of {}", folder.display());
}

/// A world with a clock and dice of its own.
struct World {
    now: Cell<i64>,
    dice: Cell<u64>,
}

impl Env for World {
    fn now(&self) -> i64 {
        self.now.set(self.now.get() + 1);
        self.now.get()
    }

    fn today(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 11, 22).unwrap()
    }

    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let mut x = self.dice.get();
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            self.dice.set(x);
            *byte = (x >> 24) as u8;
        }
    }

    fn account(&self) -> String {
        "bench".into()
    }

    fn laptop(&self) -> String {
        "Hub laptop".into()
    }

    fn file(&self, name: &str) -> Result<PathBuf, Fault> {
        Ok(name.into())
    }

    fn progress(&self, _: u64, _: u64, _: &str) -> bool {
        true
    }
}
