//! Actions in packs: those carried forward to a meeting, and those that it asked for, of an item or of none.

use chrono::NaiveDate;

use super::{
    super::super::{Reply, boards::label},
    LOOK_BACK,
    guards::{self, Outcome},
};
use crate::{
    packs::{board::PackAction, copies::Guard},
    record::Id,
    registers::{
        governance::{
            carried::{self, ActionLine},
            facts,
        },
        interests::rulings::Touched,
    },
    store::{Result, Store},
};

/// Actions carried forward to this meeting. One of a closed item is as closed as the item.
pub(super) fn actions(store: &Store, of: &Touched, today: NaiveDate) -> Reply<Vec<PackAction>> {
    let mut out = vec![];
    for (at, action) in forward(store, of)?.iter().enumerate() {
        let guard = guard_of(store, action, of, today)?;
        out.push(pack_action(store, action, (at, guard), today)?);
    }
    Ok(out)
}

/// The records of those actions.
pub(super) fn shown(store: &Store, of: &Touched) -> Result<Vec<Id>> {
    Ok(forward(store, of)?.into_iter().map(|a| a.id).collect())
}

fn forward(store: &Store, of: &Touched) -> Result<Vec<ActionLine>> {
    let (line, board) = (&of.meeting.line, &of.meeting.board);
    let all = carried::of_board(store.db(), board.id)?;
    let from = line.day - chrono::Days::new(LOOK_BACK);
    let before = facts::meetings(store.db(), board.id, from, line.day)?;
    let before = before
        .iter()
        .rev()
        .find(|m| m.state == "held" && m.day < line.day);
    let carried = carried::carried(&all, line.id, line.day, before.map(|m| m.day));
    Ok(carried)
}

/// What a meeting asked for: of one of its items, or of none. What became of it since is not for its minutes, which stand
/// still.
pub(super) fn asked_for(
    store: &Store,
    all: &[ActionLine],
    (of, item): (&Touched, Option<Id>),
    today: NaiveDate,
) -> Reply<Vec<PackAction>> {
    let is_of = |action: &&ActionLine| match item {
        Some(item) => action.item == Some(item),
        None => {
            let items = &of.meeting.items;
            let of_an_item = items.iter().any(|i| action.item == Some(i.id));
            action.meeting == Some(of.meeting.line.id) && !of_an_item
        }
    };
    let mut out = vec![];
    let place = of.meeting.items.iter().find(|i| item == Some(i.id));
    for (at, action) in all.iter().filter(is_of).enumerate() {
        let guard = guard_of(store, action, of, today)?;
        let one = pack_action(store, action, (at, guard), today)?;
        out.push(PackAction {
            reference: match place {
                Some(item) => format!("{}.{}", item.place, at + 1),
                None => one.reference,
            },
            state: String::new(),
            progress: String::new(),
            ..one
        });
    }
    Ok(out)
}

fn guard_of(store: &Store, action: &ActionLine, of: &Touched, today: NaiveDate) -> Result<Guard> {
    let outcome = Outcome {
        mark: &action.confidentiality,
        item: action.item,
        meeting: action.meeting,
    };
    guards::of_outcome(store, &outcome, &of.meeting.board, today)
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
