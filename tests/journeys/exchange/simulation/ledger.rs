//! What a whole team ever wrote, as plain structure lines; and which of it must be applied where everything arrived, by
//! definition: a change counts when its laptop counts and everything that it builds on counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hubfolio_core::{exchange, store::Store};
use serde_json::Value as Json;

/// Name of a change.
pub type Hash = Vec<u8>;

/// Whether a change counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// By itself.
    Yes,
    /// As the past of one that does: its laptop was blocked before it came.
    AsPast,
    /// Not yet.
    No,
}

/// What a change builds on.
struct Change {
    actor: String,
    seq: i64,
    prev: Option<Hash>,
    deps: Vec<(String, i64, String)>,
}

/// All changes of a history.
#[derive(Default)]
pub struct Ledger {
    changes: HashMap<Hash, Change>,
    by_name: HashMap<(String, i64, String), Hash>,
    /// Actor (hex) -> public key of its laptop (hex).
    keys: BTreeMap<String, String>,
}

impl Ledger {
    /// Learns everything that a hub file holds, applied or waiting.
    pub fn learn(&mut self, store: &Store) {
        for sql in [
            "SELECT hash, body FROM log_change",
            "SELECT hash, line FROM log_waiting",
        ] {
            let mut rows = store.db().prepare_cached(sql).unwrap();
            let mut rows = rows.query([]).unwrap();
            while let Some(r) = rows.next().unwrap() {
                let hash: Hash = r.get(0).unwrap();
                if !self.changes.contains_key(&hash) {
                    self.add(hash, &r.get::<_, String>(1).unwrap());
                }
            }
        }
        for actor in store.actors().unwrap() {
            self.keys.insert(actor.actor, actor.key);
        }
    }

    fn add(&mut self, hash: Hash, line: &str) {
        let line: Json = serde_json::from_str(line).unwrap();
        let text = |v: &Json| v.as_str().unwrap().to_owned();
        let change = Change {
            actor: text(&line["actor"]),
            seq: line["seq"].as_i64().unwrap(),
            prev: line["prev"].as_str().map(bytes),
            deps: line["deps"]
                .as_array()
                .unwrap()
                .iter()
                .map(|d| (text(&d[0]), d[1].as_i64().unwrap(), text(&d[2])))
                .collect(),
        };
        let name = (change.actor.clone(), change.seq, start(&hash));
        self.by_name.insert(name, hash.clone());
        self.changes.insert(hash, change);
    }

    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Which of these changes are to be applied where all of them are: those that count and whose whole past is there;
    /// and that past. `weight` says of laptop (key, hex), actor and number whether a change counts.
    pub fn applicable(
        &self,
        arrived: &BTreeSet<Hash>,
        weight: impl Fn(&str, &str, i64) -> Weight,
    ) -> BTreeSet<Hash> {
        let weight = |hash: &Hash| {
            let change = &self.changes[hash];
            let key = self.keys.get(&change.actor);
            key.map_or(Weight::No, |key| weight(key, &change.actor, change.seq))
        };
        let mut applied: BTreeSet<Hash> = BTreeSet::new();
        for hash in arrived {
            if weight(hash) != Weight::Yes || applied.contains(hash) {
                continue;
            }
            let mut past: BTreeSet<&Hash> = BTreeSet::new();
            let mut open = vec![hash];
            let mut whole = true;
            while let Some(hash) = open.pop() {
                if applied.contains(hash) || !past.insert(hash) {
                    continue;
                }
                whole &= arrived.contains(hash) && weight(hash) != Weight::No;
                let change = &self.changes[hash];
                for before in change.prev.iter() {
                    open.extend(self.changes.get_key_value(before).map(|c| c.0));
                    whole &= self.changes.contains_key(before);
                }
                for dep in &change.deps {
                    open.extend(self.by_name.get(dep));
                    whole &= self.by_name.contains_key(dep);
                }
            }
            if whole {
                applied.extend(past.into_iter().cloned());
            }
        }
        applied
    }

    /// In words, for a report: whose, which number.
    pub fn words(&self, hash: &Hash) -> String {
        self.changes.get(hash).map_or_else(
            || "unknown".into(),
            |c| format!("{} {} ({})", &c.actor[..6], c.seq, start(hash)),
        )
    }
}

fn bytes(hex: &str) -> Hash {
    (0..hex.len() / 2)
        .map(|i| u8::from_str_radix(&hex[i * 2..i * 2 + 2], 16).unwrap())
        .collect()
}

fn start(hash: &Hash) -> String {
    super::team::hex(&hash[..8])
}

fn hashes(store: &Store, sql: &str) -> BTreeSet<Hash> {
    let mut rows = store.db().prepare_cached(sql).unwrap();
    let rows = rows.query_map([], |r| r.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// What a hub file has applied.
pub fn applied(store: &Store) -> BTreeSet<Hash> {
    hashes(store, "SELECT hash FROM log_change")
}

/// What waits in a hub file.
pub fn waiting(store: &Store) -> BTreeSet<Hash> {
    hashes(store, "SELECT hash FROM log_waiting")
}

/// What a file would hold that is made now.
pub fn in_a_file(store: &Store, everything: bool) -> BTreeSet<Hash> {
    let contents = exchange::contents(store, everything).unwrap();
    let mut find = store
        .db()
        .prepare_cached("SELECT hash FROM log_change WHERE change_no = ?1")
        .unwrap();
    let mut out: BTreeSet<Hash> = contents
        .changes
        .iter()
        .map(|no| find.query_row([no], |r| r.get(0)).unwrap())
        .collect();
    out.extend(waiting(store));
    out
}
