//! Two records that say they are the same, among what needs attention: figures count them twice until somebody decides.

use super::Reply;
use crate::{
    contract::FindingInfo,
    store::{Store, Thing, What, unsettled},
};

/// The rule that these go by on the list of what needs attention.
pub(super) const RULE: &str = "record.may_be_same";

fn things(store: &Store) -> Reply<Vec<Thing>> {
    let mut things = store.to_settle()?;
    things.retain(|t| t.what == What::Same);
    Ok(things)
}

/// Number of pairs.
pub(super) fn count(store: &Store) -> Reply<i64> {
    // The usual case, after every edit: nothing waits at all.
    if store.count_to_settle()? == 0 {
        return Ok(0);
    }
    Ok(things(store)?.len() as i64)
}

/// Each pair, as something that needs attention.
pub(super) fn findings(store: &Store) -> Reply<Vec<FindingInfo>> {
    let mut out = vec![];
    for thing in things(store)? {
        out.push(FindingInfo {
            rule: RULE.into(),
            severity: "note".into(),
            title: unsettled::title(store.db(), store.kinds(), &thing)?,
            text: unsettled::sentence(store.db(), store.kinds(), &thing)?,
            fix: "Look at both, then keep one or say that they are different.".into(),
            kind: thing.kind,
            id: thing.record.to_string(),
            due: None,
        });
    }
    Ok(out)
}
