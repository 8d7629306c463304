//! A team of laptops for tests: each with its own folder, clock and dice; files go from one to another by hand.

use std::path::{Path, PathBuf};

use hubfolio_core::{
    contract::{BroughtIn, IncomingPreview},
    exchange::{
        self, ExchangeError, Keys, Protecting, Receiving, Sending, Staged, Words,
        format::Room,
        team::{self, Colleague},
    },
    record::Id,
    registers,
    store::{Action, Store, Verb},
};

use crate::{Laptop, World, fields, options_at};

/// The least work that words can ask for: the tests look at rules, not at strength.
pub const LITTLE_WORK: u8 = 2;

impl Laptop {
    /// Who works here, as files name them.
    pub fn colleague(&self) -> Colleague {
        Colleague {
            id: self.me,
            name: format!("Person of {}", self.world_name()),
        }
    }

    fn world_name(&self) -> String {
        use hubfolio_core::env::Env;
        self.world.laptop()
    }

    /// Makes a file for colleagues.
    pub fn send(
        &mut self,
        to: &Path,
        everything: bool,
        protection: Protecting,
    ) -> Result<exchange::Sent, ExchangeError> {
        let who = self.colleague();
        let store = self.store.as_mut().unwrap();
        team::start(store, &self.world, &who)?;
        let sending = Sending {
            everything,
            protection,
            person: who.name,
            without_files: false,
            part: 0,
            room: Room::default(),
        };
        exchange::send(store, &self.world, &sending, to)
    }

    /// What opens files here.
    pub fn keys(&self, words: Option<&str>) -> Keys {
        Keys {
            laptop: self
                .store
                .as_ref()
                .and_then(|s| s.laptop())
                .map(|l| *l.reading_secret()),
            words: words.map(Words::typed),
        }
    }

    /// Looks at files.
    pub fn look(
        &mut self,
        files: &[&Path],
        words: Option<&str>,
    ) -> Result<IncomingPreview, ExchangeError> {
        self.look_admitting(files, words, &[])
    }

    /// Looks at files as if these laptops were admitted with them.
    pub fn look_admitting(
        &mut self,
        files: &[&Path],
        words: Option<&str>,
        admit: &[String],
    ) -> Result<IncomingPreview, ExchangeError> {
        let mut staged = self.staged(files, words)?;
        let who = self.colleague();
        let how = receiving(&who, admit);
        exchange::look(self.store.as_mut().unwrap(), &self.world, &mut staged, &how)
    }

    /// Brings files in, admitting these laptops.
    pub fn bring_in(
        &mut self,
        files: &[&Path],
        words: Option<&str>,
        admit: &[String],
    ) -> Result<BroughtIn, ExchangeError> {
        let mut staged = self.staged(files, words)?;
        let who = self.colleague();
        let how = receiving(&who, admit);
        exchange::bring_in(
            self.store.as_mut().unwrap(),
            &self.world,
            &mut staged,
            &how,
            None,
        )
    }

    /// Brings files in, admitting whoever made them.
    pub fn bring_in_and_admit(&mut self, files: &[&Path]) -> Result<BroughtIn, ExchangeError> {
        let staged = self.staged(files, None)?;
        let keys: Vec<String> = staged.iter().map(|f| f.card.key.clone()).collect();
        self.bring_in(files, None, &keys)
    }

    pub fn staged(
        &self,
        files: &[&Path],
        words: Option<&str>,
    ) -> Result<Vec<Staged>, ExchangeError> {
        let keys = self.keys(words);
        files.iter().map(|f| Staged::open(f, &keys)).collect()
    }

    /// A file name in this laptop's folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new laptop that starts from a file of this one, with a person of its own.
    pub fn joined(&mut self, seed: u64) -> Laptop {
        let path = self.file(&format!("for-{seed}.hubx"));
        let sent = self
            .send(&path, true, Protecting::Words(None, LITTLE_WORK))
            .unwrap();
        join(seed, &path, sent.words.as_deref())
    }
}

/// Who brings in here.
pub fn receiving<'a>(who: &'a Colleague, admit: &'a [String]) -> Receiving<'a> {
    Receiving {
        who,
        name_of: &|db, id| {
            db.query_row("SELECT name FROM person WHERE id = ?1", [id], |r| r.get(0))
                .unwrap_or_else(|_| "somebody".into())
        },
        admit,
    }
}

/// A new laptop that starts from a file.
pub fn join(seed: u64, path: &Path, words: Option<&str>) -> Laptop {
    let world = World::new(seed);
    let folder = crate::quick_folder();
    let kinds = registers::kinds();
    let mut laptop = Laptop {
        world,
        folder,
        store: None,
        me: Id::from_bytes([0; 16]),
        kinds,
    };
    let keys = Keys {
        laptop: None,
        words: words.map(Words::typed),
    };
    let staged = Staged::open(path, &keys).unwrap();
    let config = laptop.config();
    let options = options_at(&config, &laptop.kinds);
    let mut store =
        Store::create_for(&laptop.path(), &options, &laptop.world, staged.team()).unwrap();
    exchange::start_from(&mut store, &laptop.world, staged).unwrap();
    if let Some(words) = words {
        team::accept_invitation(&store, &Words::typed(words)).unwrap();
    }
    let mut random = [0; 10];
    random[0] = seed as u8;
    // Of the first byte an identifier keeps half, and two people of one team must not be one.
    random[2..].copy_from_slice(&(seed >> 4).to_be_bytes());
    let me = Id::new(1_760_000_000_000, random);
    store
        .transact(&laptop.world, me, Action::new(Verb::Add), |tx| {
            let name = format!("Person of laptop-{seed}");
            tx.put("person", Some(me), &fields(&[("name", name.into())]))
        })
        .unwrap();
    laptop.me = me;
    laptop.store = Some(store);
    laptop
}

/// A laptop whose folder was kept.
pub fn at(folder: &Path, seed: u64) -> Laptop {
    let mut laptop = Laptop {
        world: World::new(seed),
        folder: tempfile::tempdir().unwrap(),
        store: None,
        me: Id::from_bytes([0; 16]),
        kinds: registers::kinds(),
    };
    crate::copy_folder(folder, laptop.folder.path());
    laptop.reopen().unwrap();
    let newest = "SELECT author FROM log_change ORDER BY change_no DESC LIMIT 1";
    laptop.me = laptop
        .store()
        .db()
        .query_row(newest, [], |r| r.get(0))
        .unwrap();
    laptop
}
