//! Changes that can't be applied yet: kept as they came, tried again when what they need arrives.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::{
    super::{
        Result, Store,
        erasures::Suppressed,
        log::unhex,
        parcel::{Opened, Parcel},
        team::Standing,
    },
    Taking,
};
use crate::record::Id;

/// What a change waits for that came without some of its values, where no erasure order that counts here covers them: for
/// an order that does, or for a file that holds it whole.
pub(super) const AN_ORDER: &str = "order";

/// The name under which a change waits for another: actor, number, start of the hash.
pub fn name(actor: &str, seq: i64, start: &str) -> String {
    format!("{actor} {seq} {start}")
}

/// Everything that some change waits for.
pub fn needs(db: &Connection) -> Result<BTreeSet<String>> {
    let mut rows = db.prepare("SELECT DISTINCT needs FROM log_waiting")?;
    let rows = rows.query_map([], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Has an actor's changes behind number `most` wait for `needs`, whatever they waited for. Returns how many did not yet.
pub(super) fn hold_back(db: &Connection, actor: Id, most: i64, needs: &str) -> Result<usize> {
    let sql = "UPDATE log_waiting SET needs = ?3 WHERE actor = ?1 AND seq > ?2 AND needs <> ?3";
    Ok(db
        .prepare_cached(sql)?
        .execute(params![actor, most, needs])?)
}

/// Takes what was erased out of the changes that wait.
pub(in crate::store) fn blank_waiting(db: &Connection, suppressed: &Suppressed) -> Result<()> {
    let waiting = db
        .prepare("SELECT hash, line, contents FROM log_waiting")?
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<([u8; 32], String, String)>>>()?;
    for (hash, line, contents) in waiting {
        let parcel = Parcel {
            line: &line,
            contents: &contents,
        };
        let mut opened = parcel.open_again(hash)?;
        if super::blank(suppressed, &mut opened)? {
            db.prepare_cached("UPDATE log_waiting SET contents = ?2 WHERE hash = ?1")?
                .execute(params![hash.as_slice(), opened.contents()])?;
        }
    }
    Ok(())
}
/// Hash, line and contents of a change that waits.
type Kept = ([u8; 32], String, String);

/// A change that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its name.
    pub hash: [u8; 32],
    /// Whose.
    pub actor: Id,
    /// Its number.
    pub seq: i64,
    /// For what: `admit KEY`, `blocked KEY`, `ACTOR NUMBER HASH` or `order`.
    pub needs: String,
}

impl Waiting {
    /// It came without some of its values, and no erasure order that counts here says why.
    pub fn is_incomplete(&self) -> bool {
        self.needs == AN_ORDER
    }

    /// What waits in a hub file.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn all(db: &Connection) -> Result<Vec<Self>> {
        let mut rows =
            db.prepare("SELECT hash, actor, seq, needs FROM log_waiting ORDER BY actor, seq")?;
        let rows = rows.query_map([], |r| {
            Ok(Self {
                hash: r.get(0)?,
                actor: r.get(1)?,
                seq: r.get(2)?,
                needs: r.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Store {
    /// What waits.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn waiting(&self) -> Result<Vec<Waiting>> {
        Waiting::all(&self.db)
    }
}

impl Taking<'_> {
    pub(super) fn keep_waiting(
        &mut self,
        opened: &Opened<'_>,
        parcel: &Parcel<'_>,
        needs: String,
    ) -> Result<()> {
        // One that came before may lack values that this one has, never the other way round.
        let whole = super::lacks_only_what_was_erased(&self.suppressed, opened);
        self.db
            .prepare_cached(
                "INSERT INTO log_waiting (hash, actor, seq, needs, line, contents) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (hash) DO UPDATE SET needs = excluded.needs, contents = iif(?7, excluded.contents, contents)",
            )?
            .execute(params![
                opened.hash.as_slice(),
                opened.actor,
                opened.line.seq,
                needs,
                parcel.line,
                parcel.contents,
                whole
            ])?;
        self.needs.insert(needs);
        Ok(())
    }

    /// Something arrived under these names: what waits for it may be applied, and what waits for that, and so on.
    pub(super) fn free(&mut self, names: &[String]) -> Result<()> {
        self.work_off(names.to_vec(), vec![])
    }

    /// Changes that count wait under these names. Where a blocked laptop's held change has such a name, it counts too: a
    /// colleague had taken it in before hearing of the block, and built on it. So everybody comes to the same, whoever
    /// heard first.
    pub(super) fn let_in(&mut self, names: Vec<String>) -> Result<()> {
        self.work_off(vec![], names)
    }

    fn work_off(&mut self, mut arrived: Vec<String>, mut wanted: Vec<String>) -> Result<()> {
        loop {
            let changes = if let Some(name) = wanted.pop() {
                self.held(&name)?
            } else if let Some(name) = arrived.pop() {
                if self.needs.remove(&name) {
                    self.waiting_for(&name)?
                } else {
                    vec![]
                }
            } else {
                return Ok(());
            };
            for (hash, line, contents) in changes {
                let parcel = Parcel {
                    line: &line,
                    contents: &contents,
                };
                let opened = parcel.open_again(hash)?;
                match self.wants(&opened)? {
                    Ok(deps) => {
                        self.no_longer_waits(&hash)?;
                        arrived.push(self.apply(opened, &parcel, &deps)?);
                    }
                    Err(needs) => {
                        self.keep_waiting(&opened, &parcel, needs.clone())?;
                        wanted.push(needs);
                    }
                }
            }
        }
    }

    fn waiting_for(&self, needs: &str) -> Result<Vec<Kept>> {
        let mut rows = self.db.prepare_cached(
            "SELECT hash, line, contents FROM log_waiting WHERE needs = ?1 ORDER BY actor, seq",
        )?;
        let rows = rows.query_map([needs], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The change of this name, if it is held because its laptop is blocked, or was not admitted when it came.
    fn held(&self, wanted: &str) -> Result<Vec<Kept>> {
        let mut parts = wanted.splitn(3, ' ');
        let (Some(actor), Some(seq), Some(start)) = (parts.next(), parts.next(), parts.next())
        else {
            return Ok(vec![]);
        };
        let actor = unhex::<16>(actor).map(Id::from_bytes);
        let Some((actor, known)) = actor.and_then(|a| Some((a, self.actors.get(&a)?))) else {
            return Ok(vec![]);
        };
        let needs = match self.team.standing(&known.key) {
            Standing::Admitted => format!("admit {}", known.key),
            _ => format!("blocked {}", known.key),
        };
        if !self.needs.contains(&needs) {
            return Ok(vec![]);
        }
        let mut rows = self.db.prepare_cached(
            "SELECT hash, line, contents FROM log_waiting
             WHERE needs = ?1 AND actor = ?2 AND seq = ?3 AND substr(hash, 1, 8) = ?4",
        )?;
        let (seq, start) = (seq.parse::<i64>().unwrap_or(0), unhex::<8>(start));
        let start = start.unwrap_or_default();
        let rows = rows.query_map(params![needs, actor, seq, start.as_slice()], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A change that waited came again and was applied.
    pub(super) fn no_longer_waits(&self, hash: &[u8; 32]) -> Result<()> {
        self.db
            .prepare_cached("DELETE FROM log_waiting WHERE hash = ?1")?
            .execute([hash.as_slice()])?;
        Ok(())
    }

    /// The team may have changed since these came: tries everything that waited for a laptop.
    pub(super) fn try_again(&mut self) -> Result<()> {
        if self.hold_blocked_back()? {
            self.let_in(self.waited_for())?;
        }
        if !self.needs.is_empty() {
            let mut names = self.team_needs();
            // Orders may have been given on this laptop since.
            names.push(AN_ORDER.to_owned());
            self.free(&names)?;
        }
        self.take_held_orders()
    }
}
