//! What bringing files in would put on the list of what needs attention, and take off it (SYN-2).

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Result;
use crate::{record::Id, store::StoreError};

/// Most findings that are told in full.
const TOLD: usize = 3;

/// What is told elsewhere in a preview: that there is something to settle.
const SETTLING: &str = "record.to_settle";

/// What would need attention that does not now, and the other way round, a sentence each.
pub fn attention(before: &Connection, after: &Connection) -> Result<Vec<String>> {
    let (were, are) = (found(before)?, found(after)?);
    let mut told = vec![];
    let more: Vec<&str> = are
        .iter()
        .filter(|(finding, _)| !were.contains_key(finding))
        .map(|(_, text)| text.as_str())
        .collect();
    let among = if more.len() > TOLD {
        " Among them:"
    } else {
        ""
    };
    let texts = more[..more.len().min(TOLD)].join(" ");
    match more.len() {
        0 => {}
        1 => told.push(format!("1 more thing needs attention then: {texts}")),
        n => told.push(format!(
            "{n} more things need attention then.{among} {texts}"
        )),
    }
    match were
        .keys()
        .filter(|finding| !are.contains_key(finding))
        .count()
    {
        0 => {}
        1 => told.push("1 thing needs attention no longer.".into()),
        n => told.push(format!("{n} things need attention no longer.")),
    }
    Ok(told)
}

/// What needs attention, by rule and record.
fn found(db: &Connection) -> Result<BTreeMap<(String, Id), String>> {
    let read = || -> rusqlite::Result<_> {
        let mut rows = db.prepare("SELECT rule, record, text FROM finding WHERE rule <> ?1")?;
        rows.query_map([SETTLING], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?
            .collect()
    };
    Ok(read().map_err(StoreError::from)?)
}
