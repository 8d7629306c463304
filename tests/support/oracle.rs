//! What the log means, by definition and as plainly as possible: a set of writes, each naming those it replaces. Heads
//! are the writes of a field that no other write of that field names. Reads the hashed structure lines alone, in any
//! order, and shares no code with the store's own way of keeping heads, so that each checks the other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hubfolio_core::{
    record::{FieldType, Id, Value},
    store::Store,
};
use rusqlite::Connection;
use serde_json::Value as Json;

/// Kind, record, field.
pub type Field = (String, Id, String);
/// Hash of the change, and place in it.
pub type Name = (Vec<u8>, i64);
/// Heads by field.
pub type Heads = BTreeMap<Field, BTreeSet<Name>>;

/// One write.
#[derive(Debug, Clone)]
pub struct Write {
    pub name: Name,
    pub field: Field,
    pub parents: BTreeSet<Name>,
    /// What decides which head is shown: clock, actor, number, place.
    pub rank: (i64, i64, String, i64, i64),
    pub value: Value,
}

/// All writes of a hub file.
#[derive(Debug, Clone, Default)]
pub struct Oracle {
    pub writes: Vec<Write>,
}

impl Oracle {
    /// Reads the log.
    pub fn read(db: &Connection) -> Self {
        let mut lines: Vec<(Vec<u8>, Json)> = vec![];
        let mut by_seq: HashMap<(String, i64, String), Vec<u8>> = HashMap::new();
        let mut rows = db.prepare("SELECT hash, body FROM log_change").unwrap();
        let mut rows = rows.query([]).unwrap();
        while let Some(r) = rows.next().unwrap() {
            let (hash, body): (Vec<u8>, String) = (r.get(0).unwrap(), r.get(1).unwrap());
            let line: Json = serde_json::from_str(&body).unwrap();
            let short: String = hash[..8].iter().map(|b| format!("{b:02x}")).collect();
            let actor = line["actor"].as_str().unwrap().to_owned();
            by_seq.insert((actor, line["seq"].as_i64().unwrap(), short), hash.clone());
            lines.push((hash, line));
        }
        let mut values = db
            .prepare(
                "SELECT w.value FROM log_write w JOIN log_change c USING (change_no) WHERE c.hash = ?1 AND w.idx = ?2",
            )
            .unwrap();
        let mut writes = vec![];
        for (hash, line) in &lines {
            let mut deps: Vec<Vec<u8>> = vec![];
            for dep in line["deps"].as_array().unwrap() {
                let text = |i: usize| dep[i].as_str().unwrap().to_owned();
                deps.push(by_seq[&(text(0), dep[1].as_i64().unwrap(), text(2))].clone());
            }
            // One past the list stands for the change itself.
            deps.push(hash.clone());
            let mut idx = 0;
            let (ms, counter) = line["clock"].as_str().unwrap().split_once('.').unwrap();
            for op in line["ops"].as_array().unwrap() {
                for field in op["f"].as_array().unwrap() {
                    let parents = field[1].as_array().unwrap().iter();
                    let parents = parents.map(|p| {
                        let dep = usize::try_from(p[0].as_u64().unwrap()).unwrap();
                        (deps[dep].clone(), p[1].as_i64().unwrap())
                    });
                    writes.push(Write {
                        name: (hash.clone(), idx),
                        field: (
                            op["k"].as_str().unwrap().to_owned(),
                            op["r"].as_str().unwrap().parse().unwrap(),
                            field[0].as_str().unwrap().to_owned(),
                        ),
                        parents: parents.collect(),
                        rank: (
                            ms.parse().unwrap(),
                            counter.parse().unwrap(),
                            line["actor"].as_str().unwrap().to_owned(),
                            line["seq"].as_i64().unwrap(),
                            idx,
                        ),
                        value: values
                            .query_row(rusqlite::params![hash, idx], |r| r.get(0))
                            .unwrap(),
                    });
                    idx += 1;
                }
            }
        }
        Self { writes }
    }

    /// Heads by definition.
    pub fn heads(&self) -> Heads {
        let by_name: BTreeMap<&Name, &Write> = self.writes.iter().map(|w| (&w.name, w)).collect();
        let mut replaced: BTreeSet<&Name> = BTreeSet::new();
        for write in &self.writes {
            for parent in &write.parents {
                if by_name[parent].field == write.field {
                    replaced.insert(parent);
                }
            }
        }
        let mut heads = Heads::new();
        for write in self.writes.iter().filter(|w| !replaced.contains(&w.name)) {
            heads
                .entry(write.field.clone())
                .or_default()
                .insert(write.name.clone());
        }
        heads
    }

    /// A wrong rule, as a control: the newest write of a field wins, and nobody hears of the other.
    pub fn last_writer_wins(&self) -> Heads {
        let mut newest: BTreeMap<&Field, &Write> = BTreeMap::new();
        for write in &self.writes {
            let best = newest.entry(&write.field).or_insert(write);
            if write.rank > best.rank {
                *best = write;
            }
        }
        newest
            .into_iter()
            .map(|(f, w)| (f.clone(), [w.name.clone()].into()))
            .collect()
    }

    /// What is shown for a field: the head of the greatest rank.
    pub fn shown(&self) -> BTreeMap<Field, Value> {
        let heads = self.heads();
        let mut shown: BTreeMap<Field, &Write> = BTreeMap::new();
        for write in self
            .writes
            .iter()
            .filter(|w| heads[&w.field].contains(&w.name))
        {
            let best = shown.entry(write.field.clone()).or_insert(write);
            if write.rank > best.rank {
                *best = write;
            }
        }
        shown
            .into_iter()
            .map(|(f, w)| (f, w.value.clone()))
            .collect()
    }

    /// Records that are gone: every word on them says so, and each of their fields as it stands was seen by one of
    /// those who said it. What people left as it is does not count as a field.
    pub fn gone(&self) -> BTreeSet<(String, Id)> {
        let heads = self.heads();
        let mut words: BTreeMap<(String, Id), Vec<&Write>> = BTreeMap::new();
        for write in self.writes.iter().filter(|w| w.field.2 == "@life") {
            if heads[&write.field].contains(&write.name) {
                let key = (write.field.0.clone(), write.field.1);
                words.entry(key).or_default().push(write);
            }
        }
        words.retain(|(kind, record), words| {
            let seen: BTreeSet<&Name> = words.iter().flat_map(|w| &w.parents).collect();
            let mut fields = heads.iter().filter(|(f, _)| {
                f.0 == *kind && f.1 == *record && f.2 != "@life" && !f.2.starts_with("@settled_")
            });
            words.iter().all(|w| w.value == Value::Int(0))
                && fields.all(|(_, heads)| heads.iter().all(|h| seen.contains(h)))
        });
        words.into_keys().collect()
    }

    /// Who stands for a record that was merged into another; the lowest of those that go round in a circle.
    pub fn root(&self, shown: &BTreeMap<Field, Value>, kind: &str, record: Id) -> Id {
        let mut way = vec![record];
        loop {
            let last = way[way.len() - 1];
            let field = (kind.to_owned(), last, "@alias".to_owned());
            let Some(Value::Id(next)) = shown.get(&field).filter(|v| **v != Value::Id(last)) else {
                return last;
            };
            if let Some(circle) = way.iter().position(|w| w == next) {
                return way[circle..].iter().min().copied().unwrap();
            }
            way.push(*next);
        }
    }
}

/// The heads as the store keeps them.
pub fn store_heads(db: &Connection) -> Heads {
    let mut rows = db
        .prepare(
            "SELECT f.kind, h.record, f.field, c.hash, h.idx
             FROM head h JOIN log_field f USING (field_no) JOIN log_change c USING (change_no)",
        )
        .unwrap();
    let rows = rows.query_map([], |r| {
        Ok(((r.get(0)?, r.get(1)?, r.get(2)?), (r.get(3)?, r.get(4)?)))
    });
    let mut heads = Heads::new();
    for row in rows.unwrap() {
        let (field, name): (Field, Name) = row.unwrap();
        heads.entry(field).or_default().insert(name);
    }
    heads
}

/// Where the store says something else than the naive reading of its log: heads, values shown, records gone. None =
/// they agree.
pub fn difference(store: &Store) -> Option<String> {
    let oracle = Oracle::read(store.db());
    let (meant, kept) = (oracle.heads(), store_heads(store.db()));
    if meant != kept {
        let of = |heads: &Heads, other: &Heads| -> Vec<Field> {
            let differs = |f: &&Field| heads.get(*f) != other.get(*f);
            heads.keys().filter(differs).cloned().collect()
        };
        return Some(format!(
            "heads: meant {:?}, kept {:?}",
            of(&meant, &kept),
            of(&kept, &meant)
        ));
    }
    let gone = oracle.gone();
    let shown = oracle.shown();
    for ((kind, record, field), value) in &shown {
        let record = *record;
        let Ok(declaration) = store.kind(kind) else {
            continue;
        };
        let Ok(row) = store.row(kind, record) else {
            return Some(format!("{kind} {record} has no row"));
        };
        let made = shown.contains_key(&(kind.clone(), record, "@life".to_owned()));
        if made && row.deleted != gone.contains(&(kind.clone(), record)) {
            return Some(format!(
                "{kind} {record}: removed there, not here, or the other way"
            ));
        }
        let is = row.value(field);
        let right = match (declaration.field(field).map(|f| &f.type_), value) {
            (None, _) => true,
            (Some(FieldType::Ref { kind: to }), Value::Id(target)) => {
                is == Value::Id(oracle.root(&shown, to, *target))
            }
            // Shown joined, or as the newest version.
            (Some(FieldType::Text { long: true, .. }), _) if row.versions.contains_key(field) => {
                !is.is_null() || value.is_null()
            }
            // What does not fit its field is kept, and shown as nothing.
            (Some(type_), _) if !value.fits(type_) => is.is_null(),
            _ => is == *value,
        };
        if !right {
            return Some(format!("{kind} {record} {field} shows another value"));
        }
    }
    None
}
