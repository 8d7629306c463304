//! What a change had seen: all that its laptop held when it was made. Read from the structure lines, never from clocks.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use crate::store::{
    Result,
    log::{hex, unhex},
};

/// The part of a structure line that says what came before.
#[derive(Deserialize)]
struct Before<'a> {
    #[serde(borrow)]
    prev: Option<&'a str>,
    #[serde(borrow)]
    deps: Vec<(&'a str, i64, &'a str)>,
}

/// The past of a change, back to a local number: changes arrive after all that they had seen, so nothing before that
/// number needs a look.
pub struct Past {
    seen: HashSet<i64>,
}

impl Past {
    /// The past of a change, as far back as the change of number `oldest`.
    pub fn of(db: &Connection, change: i64, oldest: i64) -> Result<Self> {
        let mut reader = Reader {
            db,
            actors: HashMap::new(),
        };
        let mut seen = HashSet::new();
        let mut open = vec![change];
        while let Some(one) = open.pop() {
            if one >= oldest && seen.insert(one) {
                open.extend(reader.before(one)?);
            }
        }
        Ok(Self { seen })
    }

    /// Whether a change had seen an earlier one, by the local numbers of both. Its laptop's first edit after a file came in
    /// names the newest ones of everybody, so that mostly a look along that laptop's own edits says so.
    pub fn had_seen(db: &Connection, change: i64, earlier: i64) -> Result<bool> {
        Ok(change == earlier
            || named_on_the_way(db, change, earlier)?
            || Self::of(db, change, earlier)?.holds(earlier))
    }

    /// The change, or one that it had seen.
    pub fn holds(&self, change: i64) -> bool {
        self.seen.contains(&change)
    }
}

/// Whether a change is of one laptop with an earlier one, or an edit of its laptop on the way back names it or a later one
/// of the same laptop. Where a laptop's edits were made twice, numbers say nothing.
fn named_on_the_way(db: &Connection, change: i64, earlier: i64) -> Result<bool> {
    let (sought, seq): (Vec<u8>, i64) = db
        .prepare_cached(
            "SELECT a.actor, c.seq FROM log_change c JOIN log_actor a USING (actor_no) WHERE c.change_no = ?1",
        )?
        .query_row([earlier], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let twice: bool = db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM log_change f INDEXED BY log_change_twice
             JOIN log_change c ON c.actor_no = f.actor_no WHERE f.branch > 0 AND c.change_no IN (?1, ?2))",
        )?
        .query_row([change, earlier], |r| r.get(0))?;
    if twice {
        return Ok(false);
    }
    let sought = hex(&sought);
    let mut back = db.prepare_cached(
        "SELECT o.body, a.actor FROM log_change c JOIN log_change o ON o.actor_no = c.actor_no AND o.seq <= c.seq
         JOIN log_actor a ON a.actor_no = c.actor_no
         WHERE c.change_no = ?1 AND o.change_no >= ?2 ORDER BY o.seq DESC",
    )?;
    let mut rows = back.query(params![change, earlier])?;
    while let Some(row) = rows.next()? {
        let (body, own): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        if hex(&own) == sought {
            return Ok(true);
        }
        let named = serde_json::from_str::<Before<'_>>(&body)
            .ok()
            .and_then(|before| {
                let deps = before.deps.iter();
                deps.filter(|d| d.0 == sought).map(|d| d.1).max()
            });
        if let Some(named) = named {
            return Ok(named >= seq);
        }
    }
    Ok(false)
}

struct Reader<'a> {
    db: &'a Connection,
    actors: HashMap<String, Option<i64>>,
}

impl Reader<'_> {
    /// The changes that one names: its actor's before, and those it builds on.
    fn before(&mut self, change: i64) -> Result<Vec<i64>> {
        let (actor, seq, body): (i64, i64, String) = self
            .db
            .prepare_cached("SELECT actor_no, seq, body FROM log_change WHERE change_no = ?1")?
            .query_row([change], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let Ok(before) = serde_json::from_str::<Before<'_>>(&body) else {
            return Ok(vec![]);
        };
        let mut out = vec![];
        if let Some(start) = before.prev.and_then(|p| p.get(..16)) {
            out.extend(self.change(actor, seq - 1, start)?);
        }
        for (name, seq, start) in before.deps {
            if let Some(actor) = self.actor(name)? {
                out.extend(self.change(actor, seq, start)?);
            }
        }
        Ok(out)
    }

    fn actor(&mut self, name: &str) -> Result<Option<i64>> {
        if let Some(no) = self.actors.get(name) {
            return Ok(*no);
        }
        let no = match unhex::<16>(name) {
            Some(actor) => self
                .db
                .prepare_cached("SELECT actor_no FROM log_actor WHERE actor = ?1")?
                .query_row([actor.as_slice()], |r| r.get(0))
                .optional()?,
            None => None,
        };
        self.actors.insert(name.to_owned(), no);
        Ok(no)
    }

    /// The change of an actor with this number and this start of its hash: an actor may have two histories.
    fn change(&self, actor: i64, seq: i64, start: &str) -> Result<Option<i64>> {
        let Some(start) = unhex::<8>(start) else {
            return Ok(None);
        };
        Ok(self
            .db
            .prepare_cached(
                "SELECT change_no FROM log_change WHERE actor_no = ?1 AND seq = ?2 AND substr(hash, 1, 8) = ?3",
            )?
            .query_row(params![actor, seq, start.as_slice()], |r| r.get(0))
            .optional()?)
    }
}
