//! What the minutes of a meeting hold.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    super::super::{Reply, boards::label},
    Made, actions,
    decisions::Decided,
    face, guards, head, made, of_meeting, recipients, salt, seats, state, touched, withheld,
};
use crate::{
    packs::{
        copies::{Confidentiality, Face},
        issued::Issued,
        minutes::{Minutes, MinutesItem, Ruling},
    },
    record::Id,
    registers::{
        governance::{asked, carried, facts::ItemFacts, quorum, steps, waiting},
        interests::{recusal, rulings::Touched},
    },
    store::{Store, StoreError},
};

/// The minutes of a meeting as they are now.
pub(in super::super) fn minutes(
    store: &Store,
    today: NaiveDate,
    id: Id,
    copy: Option<&str>,
) -> Reply<Made> {
    let of = touched(store, id)?;
    let face = face(&of, &[], copy)?;
    let whole = whole(store, today, &of, face == Face::Public)?;
    Ok(made(&whole, &face, today, ("minutes", id), vec![]))
}

/// The minutes as they are now, and who is to have them.
pub(in super::super) fn minutes_now(
    store: &Store,
    today: NaiveDate,
    id: Id,
) -> Reply<Issued<Minutes>> {
    let of = touched(store, id)?;
    let whole = whole(store, today, &of, false)?;
    let closed = |item: &MinutesItem| item.guard.confidentiality == Confidentiality::ClosedSession;
    Ok(Issued {
        recipients: recipients(&of, |_| vec![]),
        closed_session: whole.items.iter().any(closed),
        whole,
        on: today,
    })
}

fn whole(store: &Store, today: NaiveDate, of: &Touched, for_all: bool) -> Reply<Minutes> {
    let meeting = &of.meeting;
    let id = meeting.line.id;
    let row = store.row("meeting", id)?;
    let stand = steps::stand(store.db(), id)?;
    if stand.state.is_empty() {
        let message = "There are no minutes of this meeting yet. No pack was written.";
        let hint = "Start the draft on the meeting’s page first.";
        return Err(StoreError::refused("no_minutes", message, hint).into());
    }
    if for_all && stand.state != "published" {
        let message = "These minutes were not published. No public copy was written.";
        let hint = "Publish them on the meeting’s page, or make the members’ copy.";
        return Err(StoreError::refused("not_published", message, hint).into());
    }
    let still_since = steps::still_since(store, &stand)?;
    let mut whole = Minutes {
        head: head(store)?,
        group: meeting.board.name.clone(),
        meeting: of_meeting(store, of, &row)?,
        seats: seats(store, meeting)?,
        state: state(store, id, &stand)?,
        approved: stand.is_still(),
        corrections: Some(stand.corrections)
            .filter(|c| !c.trim().is_empty())
            .into_iter()
            .collect(),
        ..Minutes::default()
    };
    let all = match still_since {
        Some(moment) => asked::at_moment(store, meeting.board.id, moment)?,
        None => carried::of_board(store.db(), meeting.board.id)?,
    };
    let decided = Decided::of(store, meeting, today)?;
    whole.decisions = decided.others();
    whole.actions = actions::asked_for(store, &all, (of, None), today)?;
    let away = recusal::away(&of.rulings);
    let quorums = quorum::per_item(meeting, &away);
    for (item, quorum) in meeting.items.iter().zip(quorums) {
        whole.items.push(MinutesItem {
            number: item.place.to_string(),
            title: item.title.clone(),
            quorum: quorum::in_words(meeting, quorum),
            rulings: ruled(store, of, item)?,
            text: item.minute.clone(),
            decisions: decided.at(item.id),
            actions: actions::asked_for(store, &all, (of, Some(item.id)), today)?,
            guard: guards::of_item(store, item, &meeting.board, today)?,
        });
    }
    whole.head.salt = salt(store, &whole);
    whole.head.waiting = waiting::inside(store, id, &BTreeSet::new())?;
    Ok(whole)
}

/// What was ruled on interests in an item.
pub(super) fn ruled(store: &Store, of: &Touched, item: &ItemFacts) -> Reply<Vec<Ruling>> {
    let mut out = vec![];
    for ruling in of.rulings.iter().filter(|r| r.item == item.id) {
        let declaration = match ruling.declaration {
            Some(id) => Some(store.row("declaration", id)?),
            None => None,
        };
        let interest = match &declaration {
            Some(row) if ruling.interest.trim().is_empty() => row.text("description"),
            _ => ruling.interest.clone(),
        };
        out.push(Ruling {
            person: ruling.name.clone(),
            interest,
            ruling: label(store, "item_ruling", "ruled", &ruling.ruled)?,
            by: ruling.ruled_by_name.clone(),
            out: ruling.out.clone(),
            back: ruling.back.clone(),
            redacted: declaration.is_some_and(|row| withheld(&row).is_some()),
        });
    }
    Ok(out)
}
