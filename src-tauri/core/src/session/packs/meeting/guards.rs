//! Who may see what a meeting's packs say of an item, a decision or an action (GOV-4).

use chrono::NaiveDate;

use crate::{
    packs::copies::{Confidentiality, Guard, Release},
    record::Id,
    registers::governance::facts::{self, BoardFacts, ItemFacts},
    store::{Result, Store},
};

/// A mark as stored. What nobody knows of counts as closed.
fn marked(stored: &str) -> Confidentiality {
    match stored {
        "open" => Confidentiality::Open,
        "in_confidence" => Confidentiality::InConfidence,
        _ => Confidentiality::ClosedSession,
    }
}

/// Who may see an item, and the chair's permission to let it out.
pub(super) fn of_item(
    store: &Store,
    item: &ItemFacts,
    board: &BoardFacts,
    today: NaiveDate,
) -> Result<Guard> {
    let mut guard = Guard::of(marked(&item.confidentiality));
    if item.is_closed() {
        let release = facts::release(store.db(), item.id, board, today)?;
        guard.release = release.map(|r| Release {
            by: r.by,
            on: r.on,
            scope: r.scope,
        });
    }
    Ok(guard)
}

/// A decision or an action, as far as it matters for who may see it.
pub(in crate::session) struct Outcome<'a> {
    /// Its own mark, as stored; empty where nothing is said.
    pub mark: &'a str,
    /// The item that it came from.
    pub item: Option<Id>,
    /// The meeting that it came from.
    pub meeting: Option<Id>,
}

/// Who may see a decision or an action: what its own mark and its item say, the stricter of both. What names no item may
/// have come from a closed one, so it is as closed as the most closed item of its meeting until it bears a mark of its own.
pub(in crate::session) fn of_outcome(
    store: &Store,
    of: &Outcome<'_>,
    board: &BoardFacts,
    today: NaiveDate,
) -> Result<Guard> {
    let own = Some(of.mark).filter(|m| !m.is_empty()).map(marked);
    let from = match (of.item, own) {
        (Some(item), _) => from_item(store, item, board, today)?,
        (None, Some(_)) => Guard::default(),
        (None, None) => from_meeting(store, of.meeting, board, today)?,
    };
    Ok(match own {
        None | Some(Confidentiality::Open) => from,
        // A permission holds for what it was given for alone: not for what bears a mark of its own.
        Some(own) => Guard::of(own.max(from.confidentiality)),
    })
}

fn from_item(store: &Store, item: Id, board: &BoardFacts, today: NaiveDate) -> Result<Guard> {
    let row = store.find_row(store.kind("agenda_item")?, item)?;
    let meeting = row.and_then(|r| r.value("meeting").as_id());
    let items = match meeting {
        Some(meeting) => facts::items(store.db(), meeting)?,
        None => vec![],
    };
    match items.iter().find(|i| i.id == item) {
        Some(item) => of_item(store, item, board, today),
        // Of an item that is gone nobody knows who might see it.
        None => Ok(Guard::of(Confidentiality::ClosedSession)),
    }
}

fn from_meeting(
    store: &Store,
    meeting: Option<Id>,
    board: &BoardFacts,
    today: NaiveDate,
) -> Result<Guard> {
    let mut strictest = Guard::default();
    let items = match meeting {
        Some(meeting) => facts::items(store.db(), meeting)?,
        None => vec![],
    };
    for item in &items {
        let guard = of_item(store, item, board, today)?;
        if !guard.is_public() && guard.confidentiality > strictest.confidentiality {
            strictest = guard;
        }
    }
    Ok(strictest)
}
