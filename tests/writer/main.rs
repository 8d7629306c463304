//! A program that brings a list or a colleague's file into a hub file, writes such a file, or erases a person, to be killed while
//! it does so. It says on its standard output how far
//! it has come; at the point that it was told of it stops and waits for its end.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{
    cell::Cell,
    io::Write,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use hubfolio_core::{
    contract::{Fault, ImportApply, ImportRequest},
    env::Env,
    exchange::{self, Keys, Protecting, Sending, Staged, Words, format::Room, team::Colleague},
    imports,
    record::Id,
    store::{Erasure, Store},
};
use hubfolio_tests::{
    World, options_at,
    team::{LITTLE_WORK, receiving},
    writer_words,
};

/// A world in which every look at clock, dice or progress is a point at which the program can stop.
struct Watched {
    world: World,
    passed: Cell<u64>,
    stop_at: u64,
}

impl Watched {
    fn pass(&self) {
        self.passed.set(self.passed.get() + 1);
        if self.passed.get() == self.stop_at {
            say("point");
            wait_for_the_end();
        }
    }
}

impl Env for Watched {
    fn now(&self) -> i64 {
        self.pass();
        self.world.now()
    }

    fn today(&self) -> NaiveDate {
        self.world.today()
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.pass();
        self.world.fill(bytes);
    }

    fn account(&self) -> String {
        self.world.account()
    }

    fn laptop(&self) -> String {
        self.world.laptop()
    }

    fn file(&self, name: &str) -> Result<PathBuf, Fault> {
        Ok(name.into())
    }

    fn progress(&self, _: u64, _: u64, _: &str) -> bool {
        self.pass();
        true
    }
}

fn say(words: &str) {
    println!("{words}");
    std::io::stdout().flush().unwrap();
}

fn wait_for_the_end() -> ! {
    loop {
        std::thread::park();
    }
}

/// Brings a file in that is there; else writes one of that name beside the hub file. Says how many points it passed.
fn exchange(store: &mut Store, env: &Watched, author: Id, file: &Path) -> Result<String, Fault> {
    let words = writer_words();
    if file.exists() {
        let keys = Keys {
            laptop: None,
            words: Some(Words::typed(words)),
        };
        let who = Colleague {
            id: author,
            name: "Ann".into(),
        };
        let staged = Staged::open(file, &keys)?;
        exchange::bring_in(store, env, &mut [staged], &receiving(&who, &[]), None)?;
    } else {
        let sending = Sending {
            everything: true,
            protection: Protecting::Words(Some(words.into()), LITTLE_WORK),
            person: "Ann".into(),
            without_files: false,
            part: 0,
            room: Room::default(),
        };
        let folder = store.path().parent().unwrap_or(Path::new(".")).to_owned();
        let name = file.file_name().unwrap_or_default();
        exchange::send(store, env, &sending, &folder.join(name))?;
    }
    Ok(format!("end {}", env.passed.get()))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [store, config, list, seed, stop_at] = &arguments[..] else {
        panic!("STORE CONFIG LIST SEED STOP_AT");
    };
    let env = Watched {
        world: World::new(seed.parse().unwrap()),
        passed: Cell::new(0),
        stop_at: stop_at.parse().unwrap(),
    };
    let config = PathBuf::from(config);
    let kinds = hubfolio_core::registers::kinds();
    let opened = Store::open(&PathBuf::from(store), &options_at(&config, &kinds), &env);
    let mut store = match opened {
        Ok(store) => store,
        Err(e) => {
            let fault = Fault::from(e);
            say(&format!("refused {}: {}", fault.code, fault.message));
            return;
        }
    };
    say("open");
    let author = store
        .db()
        .query_row("SELECT author FROM log_change LIMIT 1", [], |r| r.get(0))
        .unwrap();
    if list.ends_with(".hubx") {
        let done = exchange(&mut store, &env, author, &PathBuf::from(list));
        say(&done.unwrap_or_else(|fault| format!("refused {}: {}", fault.code, fault.message)));
        if env.stop_at > 0 {
            wait_for_the_end();
        }
        return;
    }
    if let Some(record) = list.strip_prefix("erase person ") {
        let erasure = Erasure {
            kind: "person".into(),
            record: record.parse().unwrap(),
            fields: vec![],
            ground: "Asked for it".into(),
            case_number: "IG-7".into(),
            approved_by: None,
        };
        store.erase(&env, author, &erasure).unwrap();
        say(&format!("end {}", env.passed.get()));
        if env.stop_at > 0 {
            wait_for_the_end();
        }
        return;
    }
    let request = ImportRequest {
        mapping: "epraccur".into(),
        file: list.clone(),
        ics: None,
    };
    let apply = ImportApply {
        request,
        token: None,
    };
    match imports::apply(&mut store, &env, author, &apply) {
        Ok(_) => say(&format!("end {}", env.passed.get())),
        Err(fault) => say(&format!("refused {}: {}", fault.code, fault.message)),
    }
    if env.stop_at > 0 {
        wait_for_the_end();
    }
}
