//! Two records that say they are the same, among what needs attention: figures count them twice until somebody decides.

use super::Reply;
use crate::{
    contract::FindingInfo,
    store::{Finding, Store, Thing, What, unsettled},
};

/// The rule that these go by on the list of what needs attention.
pub(super) const RULE: &str = "record.may_be_same";

/// Pairs of records that say they are the same.
pub(super) fn things(store: &Store) -> Reply<Vec<Thing>> {
    let mut things = store.to_settle()?;
    things.retain(|t| t.what == What::Same);
    Ok(things)
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
            owner: None,
        });
    }
    Ok(out)
}

/// A rule of its own says after a while that something waits: where that is a pair alone, it is said already.
pub(super) fn says_already(store: &Store, finding: &Finding) -> Reply<bool> {
    if finding.rule != "record.to_settle" {
        return Ok(false);
    }
    let mut here = store.to_settle_at(finding.record)?;
    here.retain(|t| t.record == finding.record);
    Ok(here.iter().all(|t| t.what == What::Same))
}
