//! A laptop for tests of the commands: a folder of its own, a clock and dice that only tests move.
#![allow(clippy::unwrap_used)]

use std::{cell::Cell, path::PathBuf};

use serde_json::{Value as Json, json};

use super::{Places, Program, Session};
use crate::{contract::Fault, env::Env};

/// A laptop whose clock goes a millisecond at each look; stops long work when told to.
pub(super) struct World {
    now: Cell<i64>,
    dice: Cell<u64>,
    today: Cell<chrono::NaiveDate>,
    pub(super) stop: Cell<bool>,
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            now: Cell::new(1_790_000_000_000),
            dice: Cell::new(7),
            today: Cell::new(chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()),
            stop: Cell::new(false),
        }
    }

    pub(super) fn set_today(&self, day: &str) {
        self.today.set(day.parse().unwrap());
    }
}

impl Env for World {
    fn now(&self) -> i64 {
        self.now.set(self.now.get() + 1);
        self.now.get()
    }
    fn today(&self) -> chrono::NaiveDate {
        self.today.get()
    }
    fn fill(&self, bytes: &mut [u8]) {
        for b in bytes {
            self.dice.set(
                self.dice
                    .get()
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1),
            );
            *b = (self.dice.get() >> 40) as u8;
        }
    }
    fn account(&self) -> String {
        "Ann Archer".into()
    }
    fn laptop(&self) -> String {
        "Laptop".into()
    }
    fn file(&self, name: &str) -> Result<PathBuf, Fault> {
        Ok(name.into())
    }
    fn progress(&self, _: u64, _: u64, _: &str) -> bool {
        !self.stop.get()
    }
}

pub(super) struct Laptop {
    folder: tempfile::TempDir,
    pub(super) world: World,
    pub(super) session: Session,
}

impl Laptop {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places {
            config: folder.path().join("config"),
            store: folder.path().join("hub.hubfolio"),
        };
        Self {
            session: Session::new(places, None, Program::Window),
            world: World::new(),
            folder,
        }
    }

    pub(super) fn with_a_hub() -> Self {
        let mut laptop = Self::new();
        let hub = json!({ "hub": "Dene Training Hub", "person": "Ann Archer", "ics": null, "file": null });
        laptop.ask("hub_create", hub);
        laptop
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn try_ask(&mut self, name: &str, request: Json) -> Result<Json, Fault> {
        self.session.call(&self.world, name, request)
    }

    pub(super) fn ask(&mut self, name: &str, request: Json) -> Json {
        self.try_ask(name, request).unwrap()
    }

    pub(super) fn total(&mut self, kind: &str) -> i64 {
        let spec = json!({ "source": { "kind": kind }, "columns": [], "filter": null, "sort": [], "group": null,
            "search": null, "offset": 0, "limit": 1 });
        self.ask("view", spec)["total"].as_i64().unwrap()
    }

    /// Saves a record by hand; the reply is its identifier.
    pub(super) fn save(&mut self, kind: &str, fields: Json) -> String {
        let save = json!({ "kind": kind, "id": null, "fields": fields, "generation": null, "reason": null });
        self.ask("save", save)["id"].as_str().unwrap().to_owned()
    }

    /// What a field of a record says.
    pub(super) fn says(&mut self, kind: &str, id: &str, field: &str) -> String {
        let page = self.ask("show", json!({ "kind": kind, "id": id }));
        let fields = page["fields"].as_array().unwrap();
        let state = fields.iter().find(|f| f["name"] == field).unwrap();
        state["cell"]["text"].as_str().unwrap().to_owned()
    }
}
