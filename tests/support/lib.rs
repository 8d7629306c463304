//! A laptop for tests: a folder of its own, a clock that only tests move, randomness from a seed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    missing_docs
)]

mod followed;
pub mod forge;
pub mod hostile;
pub mod liar;
pub mod oracle;
pub mod random;
pub mod soak;
pub mod targets;
pub mod team;

pub use followed::Followed;

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::NaiveDate;
use hubfolio_core::{
    contract::Fault,
    env::Env,
    record::{Fields, Id, Kinds, Value},
    registers::{self, House},
    store::{Action, Erased, Erasure, ErasureOrder, OpenOptions, Receipt, Result, Store, Verb},
};

/// A world whose clock, day and dice belong to the test.
pub struct World {
    now: Cell<i64>,
    dice: Cell<u64>,
    today: Cell<NaiveDate>,
    laptop: String,
    /// A person stops long work.
    pub stops: Cell<bool>,
}

impl World {
    pub fn new(seed: u64) -> Self {
        Self {
            now: Cell::new(1_760_000_000_000),
            dice: Cell::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            today: Cell::new(NaiveDate::from_ymd_opt(2025, 11, 22).unwrap()),
            laptop: format!("laptop-{seed}"),
            stops: Cell::new(false),
        }
    }

    /// The next number of the seeded dice (xorshift).
    pub fn roll(&self) -> u64 {
        let mut x = self.dice.get();
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        self.dice.set(x);
        x
    }

    pub fn below(&self, n: usize) -> usize {
        usize::try_from(self.roll() % (n as u64)).unwrap()
    }

    pub fn set_today(&self, day: &str) {
        self.today.set(day.parse().unwrap());
    }

    pub fn set_clock(&self, now: i64) {
        self.now.set(now);
    }
}

impl Env for World {
    /// Every look at the clock is a millisecond later.
    fn now(&self) -> i64 {
        self.now.set(self.now.get() + 1);
        self.now.get()
    }

    fn today(&self) -> NaiveDate {
        self.today.get()
    }

    fn fill(&self, bytes: &mut [u8]) {
        for b in bytes {
            *b = (self.roll() >> 24) as u8;
        }
    }

    fn account(&self) -> String {
        "tester".into()
    }

    fn laptop(&self) -> String {
        self.laptop.clone()
    }

    fn file(&self, name: &str) -> std::result::Result<PathBuf, Fault> {
        Ok(name.into())
    }

    fn progress(&self, _: u64, _: u64, _: &str) -> bool {
        !self.stops.get()
    }
}

/// A laptop with one hub file.
pub struct Laptop {
    pub world: World,
    pub folder: tempfile::TempDir,
    pub store: Option<Store>,
    pub me: Id,
    pub kinds: Arc<Kinds>,
}

impl Laptop {
    /// With a new hub file in it, founded by Ann.
    pub fn new(seed: u64) -> Self {
        let world = World::new(seed);
        let folder = quick_folder();
        let kinds = registers::kinds();
        let mut laptop = Self {
            world,
            folder,
            store: None,
            me: Id::from_bytes([0; 16]),
            kinds,
        };
        let path = laptop.path();
        let config = laptop.config();
        let mut store = Store::create(&path, &laptop.options(&config), &laptop.world).unwrap();
        let me = Id::new(laptop.world.now(), [7; 10]);
        store
            .transact(&laptop.world, me, Action::new(Verb::Found), |tx| {
                tx.put(
                    "person",
                    Some(me),
                    &fields(&[("name", "Ann Archer".into())]),
                )
            })
            .unwrap();
        laptop.me = me;
        laptop.store = Some(store);
        laptop
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("hub.hubfolio")
    }

    pub fn config(&self) -> PathBuf {
        self.folder.path().join("config")
    }

    pub fn options<'a>(&self, config: &'a Path) -> OpenOptions<'a> {
        options_at(config, &self.kinds)
    }

    /// Another laptop with a copy of everything on this one, as after a restored backup of the whole machine. The hub
    /// file is closed on both afterwards.
    pub fn copied(&mut self, seed: u64) -> Self {
        self.store = None;
        let copy = Self {
            world: World::new(seed),
            folder: quick_folder(),
            store: None,
            me: self.me,
            kinds: Arc::clone(&self.kinds),
        };
        copy_folder(self.folder.path(), copy.folder.path());
        copy
    }

    /// The open store.
    pub fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("open")
    }

    /// Closes and opens again, as after a restart.
    pub fn reopen(&mut self) -> Result<()> {
        self.store = None;
        let config = self.config();
        let store = Store::open(&self.path(), &self.options(&config), &self.world)?;
        self.store = Some(store);
        Ok(())
    }

    pub fn put(
        &mut self,
        kind: &str,
        id: Option<Id>,
        values: &[(&str, Value)],
    ) -> Result<(Id, Receipt)> {
        let (world, me) = (&self.world, self.me);
        let verb = if id.is_some() {
            Verb::Change
        } else {
            Verb::Add
        };
        self.store
            .as_mut()
            .unwrap()
            .transact(world, me, Action::new(verb), |tx| {
                tx.put(kind, id, &fields(values))
            })
    }

    pub fn remove(&mut self, kind: &str, id: Id) -> Result<Receipt> {
        let (world, me) = (&self.world, self.me);
        let store = self.store.as_mut().unwrap();
        Ok(store
            .transact(world, me, Action::new(Verb::Remove), |tx| {
                tx.remove(kind, id)
            })?
            .1)
    }

    pub fn undo(&mut self, action: Id) -> Result<hubfolio_core::store::Undone> {
        let (world, me) = (&self.world, self.me);
        self.store.as_mut().unwrap().undo(world, me, action, false)
    }

    /// Erases fields of a record, or all of it.
    pub fn erase(
        &mut self,
        kind: &str,
        record: Id,
        fields: &[&str],
    ) -> Result<(ErasureOrder, Erased)> {
        let (world, me) = (&self.world, self.me);
        let erasure = Erasure {
            kind: kind.to_owned(),
            record,
            fields: fields.iter().map(|f| (*f).to_owned()).collect(),
            ground: "Asked for it".into(),
            case_number: "IG-7".into(),
            approved_by: None,
        };
        self.store.as_mut().unwrap().erase(world, me, &erasure)
    }

    pub fn rebuild(&mut self) -> Result<()> {
        let world = &self.world;
        self.store.as_mut().unwrap().rebuild(world)
    }
}

/// Opening for writing, with keys and witness in `config`.
pub fn options_at<'a>(config: &'a Path, kinds: &Arc<Kinds>) -> OpenOptions<'a> {
    OpenOptions {
        config,
        kinds: Arc::clone(kinds),
        rules: Arc::new(House::new(Arc::clone(kinds))),
        writer: Some("a test"),
        keys: None,
    }
}

/// Copies a folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A folder for one laptop: in memory where the machine has such a place, since tests wait for disks a thousand times.
pub fn quick_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let in_memory = memory.is_dir().then(|| tempfile::tempdir_in(memory).ok());
    in_memory
        .flatten()
        .unwrap_or_else(|| tempfile::tempdir().unwrap())
}

/// Values by name.
pub fn fields(values: &[(&str, Value)]) -> Fields {
    values
        .iter()
        .map(|(k, v)| ((*k).to_owned(), v.clone()))
        .collect()
}

/// Titles of the rows of a page of a list.
pub fn titles(page: &serde_json::Value) -> Vec<String> {
    let rows = page["rows"].as_array().unwrap();
    rows.iter()
        .map(|r| r["title"].as_str().unwrap().to_owned())
        .collect()
}

/// The words of the files that the program to be killed reads and writes.
pub fn writer_words() -> &'static str {
    "unicorn tractor basement oblong viper lantern"
}

/// The folder of real public files; none where it is absent, and then the test says that it is skipped.
pub fn shared(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data")
        .join(file);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {file} is not on this machine");
    None
}

/// A session on a laptop, called by name and JSON as the window does.
pub struct Desk {
    pub world: World,
    pub folder: tempfile::TempDir,
    pub session: hubfolio_core::session::Session,
}

impl Desk {
    /// With a new hub file, founded by Ann Archer.
    pub fn new(seed: u64) -> Self {
        Self::of(seed, "Wyre Vale Training Hub", "Ann Archer")
    }

    /// With a new hub file of this hub, founded by this person.
    pub fn of(seed: u64, hub: &str, person: &str) -> Self {
        let mut desk = Self::closed(seed);
        desk.call(
            "hub_create",
            serde_json::json!({ "hub": hub, "person": person, "ics": "QXX", "file": null }),
        );
        desk
    }

    /// Before any hub file is there.
    pub fn closed(seed: u64) -> Self {
        use hubfolio_core::session::{Places, Program, Session};
        let folder = quick_folder();
        let places = Places {
            config: folder.path().join("config"),
            store: folder.path().join("hub.hubfolio"),
        };
        Self {
            world: World::new(seed),
            folder,
            session: Session::new(places, None, Program::Window),
        }
    }

    /// A file name in this laptop's folder.
    pub fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// What opens files here.
    pub fn keys(&mut self, words: Option<&str>) -> hubfolio_core::exchange::Keys {
        let store = self.session.store().unwrap();
        hubfolio_core::exchange::Keys {
            laptop: store.laptop().map(|l| *l.reading_secret()),
            words: words.map(hubfolio_core::exchange::Words::typed),
        }
    }

    /// Calls and expects it to work.
    #[track_caller]
    pub fn call(&mut self, name: &str, request: serde_json::Value) -> serde_json::Value {
        match self.session.call(&self.world, name, request) {
            Ok(reply) => reply,
            Err(fault) => panic!("{name}: {fault:?}"),
        }
    }

    /// Calls and expects a refusal.
    #[track_caller]
    pub fn refused(&mut self, name: &str, request: serde_json::Value) -> Fault {
        match self.session.call(&self.world, name, request) {
            Ok(reply) => panic!("{name} was not refused: {reply}"),
            Err(fault) => fault,
        }
    }

    /// Saves a record and gives back its identifier.
    #[track_caller]
    pub fn save(&mut self, kind: &str, fields: serde_json::Value) -> String {
        let reply = self.call(
            "save",
            serde_json::json!({ "kind": kind, "fields": fields }),
        );
        reply["id"].as_str().unwrap().to_owned()
    }

    pub fn hash(&mut self) -> String {
        self.session.store().unwrap().state_hash().unwrap()
    }
}
