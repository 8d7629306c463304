//! Actions in packs: those carried forward to a meeting, and those that an item asked for. One of a closed item is as closed
//! as the item.

use chrono::NaiveDate;

use super::{
    super::super::{Reply, boards::label},
    LOOK_BACK, guard,
};
use crate::{
    packs::{
        board::PackAction,
        copies::{Confidentiality, Guard},
    },
    record::Id,
    registers::{
        governance::{
            carried::{self, ActionLine},
            facts::{self, ItemFacts},
        },
        interests::rulings::Touched,
    },
    store::{Result, Store},
};

/// Actions carried forward to this meeting. One of a closed item is as closed as the item.
pub(super) fn actions(store: &Store, of: &Touched, today: NaiveDate) -> Reply<Vec<PackAction>> {
    let (line, board) = (&of.meeting.line, &of.meeting.board);
    let all = carried::of_board(store.db(), board.id)?;
    let from = line.day - chrono::Days::new(LOOK_BACK);
    let before = facts::meetings(store.db(), board.id, from, line.day)?;
    let before = before
        .iter()
        .rev()
        .find(|m| m.state == "held" && m.day < line.day);
    let carried = carried::carried(&all, line.id, line.day, before.map(|m| m.day));
    let mut out = vec![];
    for (at, action) in carried.iter().enumerate() {
        let guard = guard_of_action(store, action.id, of, today)?;
        out.push(pack_action(store, action, (at, guard), today)?);
    }
    Ok(out)
}

pub(super) fn asked_for(
    store: &Store,
    all: &[ActionLine],
    item: &ItemFacts,
    guard: &Guard,
    today: NaiveDate,
) -> Reply<Vec<PackAction>> {
    let mut out = vec![];
    for action in all {
        let row = store.row("board_action", action.id)?;
        if row.value("item").as_id() == Some(item.id) {
            out.push(pack_action(
                store,
                action,
                (out.len(), guard.clone()),
                today,
            )?);
        }
    }
    Ok(out)
}

fn guard_of_action(store: &Store, action: Id, of: &Touched, today: NaiveDate) -> Result<Guard> {
    let row = store.row("board_action", action)?;
    let Some(item) = row.value("item").as_id() else {
        return Ok(Guard::default());
    };
    let meeting = store.row("agenda_item", item)?.value("meeting").as_id();
    let items = match meeting {
        Some(meeting) => facts::items(store.db(), meeting)?,
        None => vec![],
    };
    match items.iter().find(|i| i.id == item) {
        Some(item) => guard(store, item, &of.meeting, today),
        // Of an item that is gone nobody knows who might see it.
        None => Ok(Guard::of(Confidentiality::ClosedSession)),
    }
}

fn pack_action(
    store: &Store,
    action: &ActionLine,
    (at, guard): (usize, Guard),
    today: NaiveDate,
) -> Reply<PackAction> {
    let state = if action.is_overdue(today) {
        "Overdue".to_owned()
    } else {
        label(store, "board_action", "status", &action.status)?
    };
    Ok(PackAction {
        reference: format!("A{}", at + 1),
        text: action.what.clone(),
        owner: action.owner.clone(),
        due: action.due,
        state,
        progress: action.progress.clone(),
        guard,
    })
}
