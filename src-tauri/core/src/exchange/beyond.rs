//! Edits that a blocked laptop made after what its block lets count, and that count all the same: a colleague took them in
//! before hearing of the block, and later edits build on them.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::{Result, tally::counted};
use crate::store::{
    StoreError,
    log::{hex, unhex},
    team::{Member, Standing, Team},
};

/// What is to be said of such edits, a sentence for each laptop.
#[derive(Debug, Default)]
pub struct Beyond {
    /// Those that some files let in.
    pub let_in: Vec<String>,
    /// Those that were here before the same files told of the block.
    pub kept: Vec<String>,
}

/// What is to be said where files brought in changes from the local number `first` on. `were`: the team before them.
///
/// # Errors
/// When the hub file can't be read.
pub fn beyond(db: &Connection, were: &Team, team: &Team, first: Option<i64>) -> Result<Beyond> {
    let mut out = Beyond::default();
    for (key, member) in &team.laptops {
        let (Standing::Blocked(upto), Some(bytes)) = (&member.standing, unhex::<32>(key)) else {
            continue;
        };
        let first = first.unwrap_or(i64::MAX);
        let (before, since) = count(db, &bytes, upto, first).map_err(StoreError::from)?;
        if since > 0 {
            out.let_in.push(let_in(since, &name(member)));
        }
        if before > 0 && !matches!(were.standing(key), Standing::Blocked(_)) {
            out.kept.push(kept(before, &name(member)));
        }
    }
    out.let_in.sort();
    out.kept.sort();
    Ok(out)
}

/// Number of edits of a laptop behind its block: before a change, and from it on.
fn count(
    db: &Connection,
    key: &[u8; 32],
    upto: &BTreeMap<String, i64>,
    first: i64,
) -> rusqlite::Result<(i64, i64)> {
    let mut actors = db.prepare_cached("SELECT actor_no, actor FROM log_actor WHERE key = ?1")?;
    let mut later = db.prepare_cached(
        "SELECT count(*) FILTER (WHERE change_no < ?3), count(*) FILTER (WHERE change_no >= ?3)
         FROM log_change WHERE actor_no = ?1 AND seq > ?2",
    )?;
    let (mut before, mut since) = (0, 0);
    let mut rows = actors.query([key.as_slice()])?;
    while let Some(row) = rows.next()? {
        let (number, actor): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let most = upto.get(&hex(&actor)).copied().unwrap_or(0);
        let (one, other): (i64, i64) =
            later.query_row(params![number, most, first], |r| Ok((r.get(0)?, r.get(1)?)))?;
        before += one;
        since += other;
    }
    Ok((before, since))
}

fn let_in(count: i64, laptop: &str) -> String {
    let edits = counted(count.unsigned_abs() as usize, "edit", "edits");
    let (verb, them) = match count {
        1 => ("counts", "it"),
        _ => ("count", "them"),
    };
    format!(
        "{edits} from {laptop}, which your team blocked, {verb} all the same: a colleague took {them} in before hearing of the block, \
         and later edits build on {them}."
    )
}

fn kept(count: i64, laptop: &str) -> String {
    let edits = counted(count.unsigned_abs() as usize, "edit", "edits");
    let (verb, them) = match count {
        1 => ("was", "it"),
        _ => ("were", "them"),
    };
    format!(
        "{edits} from {laptop} {verb} brought in here before this laptop heard that your team blocked that one. Your colleagues do not \
         count {them} until an edit of yours reaches them."
    )
}

fn name(member: &Member) -> String {
    member.card().map_or_else(
        || "a laptop".to_owned(),
        |card| format!("{} ({})", card.person, card.laptop),
    )
}
