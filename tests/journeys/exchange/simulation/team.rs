//! The laptops of a simulated team. They are prepared once for all histories: a founder's hub file and five that
//! started from it; each history works on copies.

use std::{path::Path, sync::Arc, sync::OnceLock};

use hubfolio_core::{record::Id, registers, store::Store};
use hubfolio_tests::{Laptop, World, copy_folder, quick_folder, random::Random, team::LITTLE_WORK};

/// Most laptops of one team at the beginning.
pub const MOST: usize = 6;

/// A laptop in a history.
pub struct Member {
    pub random: Random,
    /// Milliseconds by which its clock is off.
    pub skew: i64,
    /// A clock that does not move.
    pub stuck: bool,
    /// Copies of its folder, made earlier.
    pub copies: Vec<tempfile::TempDir>,
    /// Somebody blocked it, or may have: it is out of the final exchange.
    pub blocked: bool,
}

impl Member {
    pub fn laptop(&mut self) -> &mut Laptop {
        &mut self.random.laptop
    }

    pub fn store(&self) -> &Store {
        self.random.laptop.store.as_ref().unwrap()
    }

    /// Public key, hex.
    pub fn key(&self) -> String {
        hex(&self.store().laptop().unwrap().public())
    }

    /// Keeps a copy of everything on this laptop.
    pub fn copy(&mut self) -> tempfile::TempDir {
        let laptop = self.laptop();
        laptop.store = None;
        let copy = quick_folder();
        copy_folder(laptop.folder.path(), copy.path());
        laptop.reopen().unwrap();
        copy
    }

    /// Puts an earlier copy back: the hub file alone, or everything on the laptop.
    pub fn restore(&mut self, copy: &Path, everything: bool) {
        let laptop = self.laptop();
        laptop.store = None;
        if everything {
            let _ = std::fs::remove_dir_all(laptop.config());
            copy_folder(&copy.join("config"), &laptop.config());
        }
        for suffix in ["-wal", "-shm"] {
            let side = laptop.folder.path().join(format!("hub.hubfolio{suffix}"));
            let _ = std::fs::remove_file(side);
        }
        std::fs::copy(copy.join("hub.hubfolio"), laptop.path()).unwrap();
        laptop.reopen().unwrap();
        self.random.look_around();
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The prepared team.
struct Prepared {
    folders: Vec<tempfile::TempDir>,
    people: Vec<Id>,
}

fn prepared() -> &'static Prepared {
    static PREPARED: OnceLock<Prepared> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let mut founder = Random::on(Laptop::new(901));
        founder.first_records();
        let file = founder.laptop.file("start.hubx");
        let words = founder
            .laptop
            .send(
                &file,
                true,
                hubfolio_core::exchange::Protecting::Words(None, LITTLE_WORK),
            )
            .unwrap()
            .words;
        let mut laptops = vec![founder.laptop];
        for n in 1..MOST {
            let seed = 901 + n as u64;
            laptops.push(hubfolio_tests::team::join(seed, &file, words.as_deref()));
        }
        let people = laptops.iter().map(|l| l.me).collect();
        let folders = laptops
            .into_iter()
            .map(|mut laptop| {
                laptop.store = None;
                laptop.folder
            })
            .collect();
        Prepared { folders, people }
    })
}

/// The number of the prepared laptop, opened for one history.
pub fn member(number: usize, seed: u64) -> Member {
    let prepared = prepared();
    let folder = quick_folder();
    copy_folder(prepared.folders[number].path(), folder.path());
    let mut laptop = Laptop {
        world: World::new(seed * 64 + number as u64),
        folder,
        store: None,
        me: prepared.people[number],
        kinds: kinds(),
    };
    laptop.reopen().unwrap();
    member_of(laptop)
}

/// A laptop as a member.
pub fn member_of(laptop: Laptop) -> Member {
    let mut random = Random::on(laptop);
    random.look_around();
    Member {
        random,
        skew: 0,
        stuck: false,
        copies: vec![],
        blocked: false,
    }
}

fn kinds() -> Arc<hubfolio_core::record::Kinds> {
    static KINDS: OnceLock<Arc<hubfolio_core::record::Kinds>> = OnceLock::new();
    Arc::clone(KINDS.get_or_init(registers::kinds))
}

/// Another laptop with everything of this one on it: an image of the whole disk.
pub fn clone_of(member: &mut Member, seed: u64) -> Member {
    let copy = member.copy();
    let mut laptop = Laptop {
        world: World::new(seed),
        folder: copy,
        store: None,
        me: member.laptop().me,
        kinds: kinds(),
    };
    laptop.reopen().unwrap();
    member_of(laptop)
}
