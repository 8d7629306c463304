//! What waits for a person after edits of several laptops came together: one list, worked out from the set of writes in
//! the transaction that makes it so, the same on every laptop.
//!
//! Knows kinds, fields and versions, no register: what freezes a record comes in through [`Rules`].

mod apart;
mod late;
mod list;
mod look;
mod merged;
mod past;
mod same;
mod twice;
mod words;

use rusqlite::{Connection, params};

use self::look::Look;
use super::{
    Result, Rules, StoreError,
    aliases::{self, Touched},
};
use crate::record::{Id, Kinds};

pub(super) use late::{as_frozen, of_what_stands_still};
pub(crate) use list::at;
pub(crate) use words::{refuse, sentence, sentences, title};

/// Kind of the things that concern a laptop's edits rather than a record: the record is the actor.
pub const ACTOR: &str = "@actor";

/// Why something waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A field has two versions.
    Field,
    /// Removed by one, changed or brought back by another who had not seen that.
    Removed,
    /// Two records say that they are the same.
    Same,
    /// A reference to a record that is not here.
    Missing,
    /// A late edit of what was signed off or submitted, by somebody who had not seen that.
    Signed,
    /// An edit that could not be applied.
    Rule,
    /// One laptop's edits were made twice.
    Twice,
}

const WHATS: &[(What, &str)] = &[
    (What::Field, "field"),
    (What::Removed, "removed"),
    (What::Same, "same"),
    (What::Missing, "missing"),
    (What::Signed, "signed"),
    (What::Rule, "rule"),
    (What::Twice, "twice"),
];

impl What {
    /// Its name, in the table and at the door.
    pub fn name(self) -> &'static str {
        WHATS.iter().find(|w| w.0 == self).map_or("", |w| w.1)
    }

    /// From its name.
    pub fn named(name: &str) -> Option<Self> {
        WHATS.iter().find(|w| w.1 == name).map(|w| w.0)
    }
}

/// More about a thing that the program words for itself.
pub mod note {
    /// The two texts are shown as one, to be read.
    pub const JOINED: &str = "joined";
    /// The value does not fit its field.
    pub const UNREADABLE: &str = "unreadable";
    /// Written by somebody who had seen that the record stands still.
    pub const AFTER: &str = "after";
    /// The record became another name for a second one while somebody changed this.
    pub const MERGED_AWAY: &str = "merged";
    /// The record became another name for a second one while somebody said that the two are different.
    pub const TOLD_APART: &str = "apart";
}

/// One thing that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    /// Why.
    pub what: What,
    /// Kind of the record.
    pub kind: String,
    /// Record.
    pub record: Id,
    /// The field; for records that are the same, the other one; for edits made twice, from which number on.
    pub about: String,
    /// See [`note`].
    pub note: String,
    /// The other record that it speaks of.
    pub target: Option<Id>,
    /// When the second version was made, by that laptop's clock, UTC milliseconds.
    pub since: i64,
}

impl Thing {
    /// Stands for it in commands; the same on every laptop.
    pub fn id(&self) -> String {
        let Self {
            kind,
            record,
            about,
            ..
        } = self;
        format!("{}/{kind}/{record}/{about}", self.what.name())
    }

    /// The field of the record that says somebody looked at this and left it.
    pub(super) fn settled_field(&self) -> String {
        settled_field(self.what, &self.about)
    }
}

pub(super) fn settled_field(what: What, about: &str) -> String {
    // Names of fields hold no dashes, and identifiers can do without.
    let about = about.replace('-', "");
    format!("{}{}_{about}", super::log::special::SETTLED, what.name())
}

/// Brings names of merged records, joined texts and the list up to date for touched records. Adds the records that are
/// shown differently for it, so that search and rules look at them too. Called once the changes are in the log.
///
/// # Errors
/// When the tables can't be read or written.
pub fn refresh(
    db: &Connection,
    kinds: &Kinds,
    rules: &dyn Rules,
    touched: &mut Touched,
) -> Result<()> {
    aliases::refresh(db, kinds, touched)?;
    let look = Look { db, kinds, rules };
    let mut around = Touched::new();
    for (kind, record) in touched.iter() {
        look.show_versions(kind, *record)?;
        look.around(kind, *record, &mut around)?;
    }
    let mut changed = vec![];
    for (kind, record) in touched.union(&around) {
        let things = look.at(kind, *record)?;
        if list::keep(db, kind, *record, &things)? {
            changed.push((kind.clone(), *record));
        }
    }
    touched.extend(changed);
    twice::refresh(db)
}

/// Nothing waits at any record, and no names of merged records have to be followed.
pub(super) fn is_calm(db: &Connection) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM alias) AND NOT EXISTS (SELECT 1 FROM unsettled)";
    Ok(db.prepare_cached(sql)?.query_row([], |r| r.get(0))?)
}

/// Nothing waits at a record or for it, it does not stand still and makes no other stand still, and no names of merged
/// records have to be followed: then an edit of its own fields leaves nothing to settle. `calm`: see [`is_calm`].
pub(super) fn stands_alone(
    db: &Connection,
    rules: &dyn Rules,
    (kind, record): (&str, Id),
    calm: bool,
) -> Result<bool> {
    let concerned = !calm
        && db
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM alias) OR EXISTS (SELECT 1 FROM unsettled WHERE record = ?1)
                     OR EXISTS (SELECT 1 FROM unsettled WHERE target = ?1)",
            )?
            .query_row([record], |r| r.get(0))?;
    Ok(!concerned
        && rules.frozen_by(db, kind, record)?.is_none()
        && rules.freezes(db, kind, record)?.is_empty())
}

/// The pairs that are told apart with a thing about two records that say the same: its record and every other one of
/// them, the later one first.
pub(super) fn told_apart(
    db: &Connection,
    kinds: &Kinds,
    rules: &dyn Rules,
    thing: &Thing,
) -> Result<Vec<(Id, Id)>> {
    let look = Look { db, kinds, rules };
    let Some(kind) = kinds.get(&thing.kind) else {
        return Ok(vec![]);
    };
    let others = same::all(&look, kind, thing.record)?;
    Ok(others
        .into_iter()
        .map(|other| (other.max(thing.record), other.min(thing.record)))
        .collect())
}

/// Empties the list and the names of merged records, before both are worked out anew.
pub(super) fn clear(db: &Connection) -> Result<()> {
    db.execute_batch("DELETE FROM unsettled; DELETE FROM alias;")?;
    Ok(())
}

/// The name of a write, the same on every laptop: start of its change's hash, and its number there.
pub(super) fn token(db: &Connection, at: super::heads::WriteAt) -> Result<String> {
    let hash: Vec<u8> = db
        .prepare_cached("SELECT hash FROM log_change WHERE change_no = ?1")?
        .query_row([at.0], |r| r.get(0))?;
    Ok(format!("{}.{}", super::log::hex(&hash[..8]), at.1))
}

/// The write of this name, if it is of this record.
pub(super) fn write_named(
    db: &Connection,
    record: Id,
    token: &str,
) -> Result<super::heads::WriteAt> {
    let unknown = || {
        StoreError::refused(
            "no_version",
            "This version is not in the hub file. Nothing was changed.",
            "Open the page again and look at the versions as they are now.",
        )
    };
    let (start, idx) = token.split_once('.').ok_or_else(unknown)?;
    let start: [u8; 8] = super::log::unhex(start).ok_or_else(unknown)?;
    let idx: i64 = idx.parse().map_err(|_| unknown())?;
    let mut end = start.to_vec();
    end.extend([0xFF; 24]);
    let mut rows = db.prepare_cached(
        "SELECT c.change_no FROM log_change c JOIN log_write w USING (change_no)
         WHERE c.hash >= ?1 AND c.hash <= ?2 AND w.idx = ?3 AND w.record = ?4",
    )?;
    let found = rows
        .query_map(params![start.as_slice(), end, idx, record], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    match found[..] {
        [one] => Ok((one, idx)),
        _ => Err(unknown()),
    }
}
