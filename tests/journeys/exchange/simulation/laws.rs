//! What must hold whatever a team does: each law says in words where it is broken.

use std::{collections::BTreeSet, path::Path};

use hubfolio_core::{registers::plans::signing, store::Store};
use hubfolio_tests::oracle;

use super::{
    ledger::{Hash, Ledger, Weight, applied, waiting},
    team::Member,
};
use crate::properties::{derived, differences};

/// A law that was broken, and how.
#[derive(Debug)]
pub struct Broken(pub String);

/// Kept, or broken.
pub type Law = Result<(), Broken>;

pub fn broken<T>(words: impl Into<String>) -> Result<T, Broken> {
    Err(Broken(words.into()))
}

/// The store agrees with the naive reading of its log.
pub fn as_the_oracle_says(member: &Member) -> Law {
    match oracle::difference(member.store()) {
        None => Ok(()),
        Some(words) => broken(format!("oracle: {words}")),
    }
}

/// A save replaces nothing that came after the form was opened.
pub fn replaces_only_what_was_seen(store: &Store, before: i64, seen: i64) -> Law {
    let unseen: i64 = store
        .db()
        .query_row(
            "SELECT count(*) FROM log_parent p
             JOIN log_write w ON w.change_no = p.change_no AND w.idx = p.idx
             JOIN log_field f USING (field_no)
             WHERE p.change_no > ?1 AND p.parent_no > ?2 AND p.parent_no <= ?1 AND f.field <> '@life'",
            [before, seen],
            |r| r.get(0),
        )
        .unwrap();
    if unseen == 0 {
        Ok(())
    } else {
        broken(format!(
            "a save replaced {unseen} writes that its form had not shown"
        ))
    }
}

/// Bytes of a hub file and of what stands beside it.
pub fn bytes(path: &Path) -> Vec<Option<Vec<u8>>> {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    vec![std::fs::read(path).ok(), std::fs::read(wal).ok()]
}

/// What a file held is applied, or waits.
pub fn kept_or_waits(ledger: &Ledger, member: &Member, held: &BTreeSet<Hash>) -> Law {
    let (here, waits) = (applied(member.store()), waiting(member.store()));
    match held
        .iter()
        .find(|h| !here.contains(*h) && !waits.contains(*h))
    {
        None => Ok(()),
        Some(lost) => broken(format!("{} of a file was not kept", ledger.words(lost))),
    }
}

/// Everybody has applied what counts, and keeps the rest.
pub fn nothing_lost(
    ledger: &Ledger,
    members: &[&Member],
    arrived: &BTreeSet<Hash>,
    counts: impl Fn(&str, &str, i64) -> Weight,
) -> Law {
    let expected = ledger.applicable(arrived, counts);
    let in_words = |hashes: Vec<&Hash>| -> String {
        let words: Vec<String> = hashes.iter().map(|h| ledger.words(h)).collect();
        words.join(", ")
    };
    for (n, member) in members.iter().enumerate() {
        let here = applied(member.store());
        let missing: Vec<&Hash> = expected.difference(&here).collect();
        if !missing.is_empty() {
            return broken(format!("laptop {n} lost {}", in_words(missing)));
        }
        let more: Vec<&Hash> = here.difference(&expected).collect();
        if !more.is_empty() {
            return broken(format!("laptop {n} applied too early {}", in_words(more)));
        }
        let waits = waiting(member.store());
        let forgotten: Vec<&Hash> = arrived
            .iter()
            .filter(|h| !here.contains(*h) && !waits.contains(*h))
            .collect();
        if !forgotten.is_empty() {
            return broken(format!("laptop {n} forgot {}", in_words(forgotten)));
        }
        if let Some(both) = waits.intersection(&here).next() {
            return broken(format!("laptop {n} still waits for {}", ledger.words(both)));
        }
    }
    Ok(())
}

/// Every paper that somebody held is where an edit names it, and a sign-off is over the very bytes that were signed.
pub fn papers_arrived(member: &Member, papers: &BTreeSet<String>) -> Law {
    let store = member.store();
    let missing = store.missing_blobs().unwrap();
    if let Some(lost) = missing.iter().find(|hash| papers.contains(*hash)) {
        return broken(format!("paper {lost} did not arrive"));
    }
    let mut rows = store
        .db()
        .prepare_cached("SELECT id FROM live_sign_off")
        .unwrap();
    let ids = rows.query_map([], |r| r.get(0)).unwrap();
    for id in ids.map(Result::unwrap) {
        let row = store.row("sign_off", id).unwrap();
        let here = papers.contains(&row.text("digest"));
        if here && !signing::intact(store, &row).unwrap() {
            return broken(format!("sign-off {id} is no longer over what was signed"));
        }
    }
    Ok(())
}

/// Equal content, equal heads.
pub fn converged(members: &[&Member]) -> Law {
    let mut first: Option<(String, String)> = None;
    for (n, member) in members.iter().enumerate() {
        let store = member.store();
        let own = (
            store.state_hash().unwrap(),
            store.state_hash_heads().unwrap(),
        );
        match &first {
            None => first = Some(own),
            Some(other) if *other != own => {
                return broken(format!("laptop {n} differs from the first"));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Pages, references, hashes and chains.
pub fn sound(member: &Member) -> Law {
    let faults = member.store().check().unwrap().faults;
    if faults.is_empty() {
        Ok(())
    } else {
        broken(format!("check: {faults:?}"))
    }
}

/// The tables are those that the log gives.
pub fn as_rebuilt(member: &mut Member) -> Law {
    use hubfolio_core::env::Env;
    let today = member.laptop().world.today();
    member.laptop().store().refresh_findings(today).unwrap();
    let kept = derived(member.store().db());
    member.laptop().rebuild().unwrap();
    let anew = derived(member.store().db());
    let differences = differences(&kept, &anew);
    if differences.is_empty() {
        Ok(())
    } else {
        broken(format!("rebuild: {differences:?}"))
    }
}
