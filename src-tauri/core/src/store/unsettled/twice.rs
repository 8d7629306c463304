//! One laptop's edits made twice: a copied disk, both copies in use. Both histories are kept; people should know.

use rusqlite::Connection;

use super::{ACTOR, Thing, What, list, settled_field};
use crate::{
    record::Id,
    store::{Result, heads},
};

/// Works the list of actors with two histories out anew. Costs nothing where there are none: the index named holds second
/// histories alone, where SQLite by itself reads through the numbers of all changes, with every edit.
pub fn refresh(db: &Connection) -> Result<()> {
    db.prepare_cached("DELETE FROM unsettled WHERE what = 'twice'")?
        .execute([])?;
    let mut forks = db.prepare_cached(
        "SELECT a.actor, f.seq, (SELECT max(c.clock) FROM log_change c WHERE c.actor_no = f.actor_no AND c.seq = f.seq)
         FROM (SELECT actor_no, min(seq) AS seq FROM log_change INDEXED BY log_change_twice
               WHERE branch > 0 GROUP BY actor_no) f
         JOIN log_actor a USING (actor_no)",
    )?;
    let forks = forks
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
        .collect::<rusqlite::Result<Vec<(Id, i64, i64)>>>()?;
    for (actor, seq, clock) in forks {
        let about = seq.to_string();
        if is_left(db, actor, &about)? {
            continue;
        }
        let thing = Thing {
            what: What::Twice,
            kind: ACTOR.into(),
            record: actor,
            about,
            note: String::new(),
            target: None,
            since: clock >> 16,
        };
        list::insert(db, &thing)?;
    }
    Ok(())
}

fn is_left(db: &Connection, actor: Id, about: &str) -> Result<bool> {
    let Some(number) = heads::number(db, ACTOR, &settled_field(What::Twice, about))? else {
        return Ok(false);
    };
    let heads = heads::of(db, actor, number)?;
    Ok(heads
        .iter()
        .any(|h| h.value.as_ref().is_some_and(|v| !v.is_null())))
}
