//! Who and what is there already, in the hub file or in earlier rows.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Row;

use crate::{
    alike::{likeness, plain, plain_name},
    record::Id,
    store::{Result, Store},
};

/// With the same e-mail, names alike to this degree are one person.
const ALIKE: f32 = 0.8;

/// An organisation, practice or network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The field of a post that names it, and its kind.
    pub field: &'static str,
    /// Record.
    pub id: Id,
}

/// A person.
struct Someone {
    id: Id,
    name: String,
    email: String,
}

/// Everything known so far.
#[derive(Default)]
pub(super) struct Known {
    by_code: BTreeMap<String, Place>,
    /// None where several have the name.
    by_name: BTreeMap<String, Option<Place>>,
    people: Vec<Someone>,
    by_email: BTreeMap<String, Vec<usize>>,
    by_person: BTreeMap<String, Vec<usize>>,
    works: BTreeSet<(Id, Place)>,
    posts: BTreeSet<(Id, Place, String)>,
    /// People added under a name that somebody else has.
    pub doubtful: usize,
    /// Entries that were kept in the notes.
    pub kept: usize,
}

const PLACES: [&str; 3] = ["organisation", "practice", "pcn"];

impl Known {
    /// What the hub file holds.
    pub fn of(store: &Store) -> Result<Self> {
        let mut known = Self::default();
        for kind in PLACES {
            let sql = format!(
                "SELECT id, ifnull(ods_code, ''), ifnull(name, '') FROM \"live_{kind}\" ORDER BY id"
            );
            for (id, code, name) in
                rows(store, &sql, |r| Ok((r.get(0)?, text(r, 1)?, text(r, 2)?)))?
            {
                known.add_place(&code, &name, Place { field: kind, id });
            }
        }
        let sql = "SELECT id, ifnull(name, ''), ifnull(email, '') FROM live_person ORDER BY id";
        for (id, name, email) in rows(store, sql, |r| Ok((r.get(0)?, text(r, 1)?, text(r, 2)?)))? {
            known.add_person(&name, &email, None, id);
        }
        let sql = "SELECT person, organisation, practice, pcn, ifnull(role, '') FROM live_post WHERE person IS NOT NULL";
        let read = |r: &Row<'_>| {
            let mut place = None;
            for (at, field) in PLACES.into_iter().enumerate() {
                if let Some(id) = r.get::<_, Option<Id>>(at + 1)? {
                    place = Some(Place { field, id });
                }
            }
            Ok((r.get::<_, Id>(0)?, place, text(r, 4)?))
        };
        for (person, place, role) in rows(store, sql, read)? {
            if let Some(place) = place {
                known.new_post(person, place, &role);
            }
        }
        known.doubtful = 0;
        Ok(known)
    }

    /// The place of this code, else the only one of this name.
    pub fn place(&self, code: &str, name: &str) -> Option<Place> {
        let by_code = self
            .by_code
            .get(&plain(code))
            .copied()
            .filter(|_| !code.is_empty());
        // A code that nobody has yet tells this place from others of its name.
        let by_name = || self.by_name.get(&plain_name(name)).copied().flatten();
        by_code.or_else(|| if code.is_empty() { by_name() } else { None })
    }

    pub fn add_place(&mut self, code: &str, name: &str, place: Place) {
        if !code.is_empty() {
            self.by_code.entry(plain(code)).or_insert(place);
        }
        if !name.is_empty() {
            let other = self.by_name.insert(plain_name(name), Some(place));
            if other.is_some() {
                self.by_name.insert(plain_name(name), None);
            }
        }
    }

    /// The person of this e-mail and nearly this name; else the one of this name who works in this place.
    pub fn person(&mut self, name: &str, email: &str, place: Option<Place>) -> Option<Id> {
        let plain = plain_name(name);
        // What is no address is nobody's own.
        let address = Some(email.to_lowercase()).filter(|e| e.contains('@'));
        let same_email = address
            .and_then(|e| self.by_email.get(&e))
            .into_iter()
            .flatten();
        let someone = same_email
            .filter_map(|at| self.people.get(*at))
            .find(|p| likeness(&p.name, &plain) >= ALIKE);
        if let Some(someone) = someone {
            return Some(someone.id);
        }
        let same_name: Vec<&Someone> = self
            .by_person
            .get(&plain)
            .into_iter()
            .flatten()
            .filter_map(|at| self.people.get(*at))
            .collect();
        let here = |p: &&&Someone| place.is_some_and(|place| self.works.contains(&(p.id, place)));
        let one_address = |p: &&&Someone| email.is_empty() || p.email.is_empty();
        let found = same_name
            .iter()
            .find(|p| here(p) && one_address(p))
            .map(|p| p.id);
        if found.is_none() && !same_name.is_empty() {
            self.doubtful += 1;
        }
        found
    }

    pub fn add_person(&mut self, name: &str, email: &str, place: Option<Place>, id: Id) {
        let at = self.people.len();
        let (name, email) = (plain_name(name), email.to_lowercase());
        if !email.is_empty() {
            self.by_email.entry(email.clone()).or_default().push(at);
        }
        self.by_person.entry(name.clone()).or_default().push(at);
        self.works.extend(place.map(|place| (id, place)));
        self.people.push(Someone { id, name, email });
    }

    /// Notes a post; says whether it is a new one.
    pub fn new_post(&mut self, person: Id, place: Place, role: &str) -> bool {
        self.works.insert((person, place));
        self.posts.insert((person, place, plain(role)))
    }
}

fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    row.get(at)
}

fn rows<T>(
    store: &Store,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut rows = store.db().prepare(sql)?;
    Ok(rows.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}
