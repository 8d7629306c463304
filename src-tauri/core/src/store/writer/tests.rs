#![allow(clippy::unwrap_used)]

use std::{path::PathBuf, sync::Arc};

use crate::{
    env::Env,
    record::Id,
    registers::{self, House},
    store::{Action, OpenOptions, Store, Verb},
};

/// A laptop whose dice never repeat and whose clock the test sets.
struct World(std::cell::Cell<u64>, i64);

impl Env for World {
    fn now(&self) -> i64 {
        self.1
    }
    fn today(&self) -> chrono::NaiveDate {
        chrono::NaiveDate::default()
    }
    fn fill(&self, bytes: &mut [u8]) {
        for b in bytes {
            self.0
                .set(self.0.get().wrapping_mul(6_364_136_223_846_793_005) + 1);
            *b = (self.0.get() >> 33) as u8;
        }
    }
    fn account(&self) -> String {
        "tester".into()
    }
    fn laptop(&self) -> String {
        "laptop".into()
    }
    fn file(&self, name: &str) -> Result<PathBuf, crate::contract::Fault> {
        Ok(name.into())
    }
    fn progress(&self, _: u64, _: u64, _: &str) -> bool {
        true
    }
}

const NOON: i64 = 1_760_000_000_000;

struct Desk {
    folder: tempfile::TempDir,
    world: World,
    store: Option<Store>,
}

impl Desk {
    fn new() -> Self {
        let mut desk = Self {
            folder: tempfile::tempdir().unwrap(),
            world: World(7.into(), NOON),
            store: None,
        };
        desk.with(|options, path, world| Store::create(path, options, world));
        desk.save();
        desk
    }

    fn with(
        &mut self,
        open: impl FnOnce(&OpenOptions<'_>, &std::path::Path, &World) -> crate::store::Result<Store>,
    ) {
        self.store = None;
        let kinds = registers::kinds();
        let config = self.folder.path().join("config");
        let options = OpenOptions {
            config: &config,
            kinds: Arc::clone(&kinds),
            rules: Arc::new(House::new(kinds)),
            writer: Some("a test"),
            keys: None,
        };
        let path = self.folder.path().join("hub.hubfolio");
        self.store = Some(open(&options, &path, &self.world).unwrap());
    }

    fn reopen(&mut self) -> Vec<String> {
        self.with(|options, path, world| Store::open(path, options, world));
        let notices = self.store.as_ref().unwrap().notices();
        notices.iter().map(|n| n.title.clone()).collect()
    }

    fn save(&mut self) {
        let name = [("name".to_owned(), "Ann".into())].into();
        let store = self.store.as_mut().unwrap();
        let me = Id::from_bytes([1; 16]);
        store
            .transact(&self.world, me, Action::new(Verb::Add), |tx| {
                tx.put("person", None, &name)
            })
            .unwrap();
    }

    fn reasons(&self) -> Vec<String> {
        let db = self.store.as_ref().unwrap().db();
        let mut rows = db
            .prepare("SELECT reason FROM log_actor ORDER BY actor_no")
            .unwrap();
        let rows = rows.query_map([], |r| r.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }
}

#[test]
fn own_edits_that_came_back_give_a_new_name_with_the_next_edit() {
    let mut desk = Desk::new();
    let store = desk.store.as_mut().unwrap();
    store.must_change_actor(&desk.world, "restored").unwrap();
    store.must_change_actor(&desk.world, "restored").unwrap();
    assert_eq!(store.notices().len(), 1);
    assert_eq!(desk.reasons(), ["new"]);
    desk.save();
    assert_eq!(desk.reasons(), ["new", "restored"]);
    assert!(desk.reopen().is_empty());
    desk.save();
    assert_eq!(desk.reasons(), ["new", "restored"]);
    assert!(
        desk.store
            .as_ref()
            .unwrap()
            .check()
            .unwrap()
            .faults
            .is_empty()
    );
}

#[test]
fn two_histories_under_one_name_end_that_name_at_the_next_start() {
    let mut desk = Desk::new();
    // What arrivals do with the edit of an undetected copy of this laptop: kept beside ours, as a branch.
    desk.store
        .as_ref()
        .unwrap()
        .db()
        .execute(
            "INSERT INTO log_change (hash, actor_no, seq, clock, author, action, part, parts, verb, body, branch, arrived)
             SELECT randomblob(32), actor_no, seq, clock, author, randomblob(16), 1, 1, verb, body, 1, arrived
             FROM log_change",
            [],
        )
        .unwrap();
    for _ in 0..3 {
        assert_eq!(
            desk.reopen(),
            ["This laptop was copied, and both copies were worked on"]
        );
        assert_eq!(desk.reasons(), ["new"]);
    }
    desk.save();
    assert_eq!(desk.reasons(), ["new", "fork"]);
    assert!(desk.reopen().is_empty());
}

#[test]
fn a_clock_far_ahead_elsewhere_is_not_followed_but_ones_own_is() {
    let mut desk = Desk::new();
    let insert = "INSERT INTO log_change (hash, actor_no, seq, clock, author, action, part, parts, verb, body, arrived)
                  VALUES (randomblob(32), ?1, ?2, ?3, randomblob(16), randomblob(16), 1, 1, 'add', '', 0)";
    let db = desk.store.as_ref().unwrap().db();
    db.execute(
        "INSERT INTO log_actor (actor_no, actor, laptop, key, cert, reason)
         VALUES (9, randomblob(16), 'other', randomblob(32), '', 'new')",
        [],
    )
    .unwrap();
    let own = NOON << 16;
    let hour = 60 * 60 * 1000;
    db.execute(insert, [9, 1, (NOON + 100 * hour) << 16])
        .unwrap();
    let clock = |desk: &Desk| desk.store.as_ref().unwrap().clock_to_follow(NOON).unwrap();
    assert_eq!(clock(&desk), own);
    let db = desk.store.as_ref().unwrap().db();
    db.execute(insert, [9, 2, (NOON + 2 * hour) << 16]).unwrap();
    assert_eq!(clock(&desk), (NOON + 2 * hour) << 16);
    // The laptop's clock was put back by a week since its own last edit.
    desk.world.1 = NOON - 7 * 24 * hour;
    assert_eq!(desk.reopen(), ["The clock of this laptop may be wrong"]);
    assert!(clock(&desk) >= own);
    desk.world.1 = NOON - hour / 10;
    assert!(desk.reopen().is_empty());
}
