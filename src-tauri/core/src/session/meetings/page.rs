//! The page of a meeting as a whole, and what is still to be done before its papers go out.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::{
    super::{
        Reply,
        boards::{action_card, label},
        references,
    },
    items::item_card,
    people::{people, withheld},
    standing,
};
use crate::{
    contract::{ActionCard, DecisionCard, MeetingPage, MinutesInfo},
    dates,
    record::Id,
    registers::{
        governance::{
            carried, decisions,
            facts::{self, ItemFacts},
            quorum, steps,
        },
        interests::{
            recusal,
            rulings::{self, Touched},
        },
    },
    store::{Result, Store, StoreError},
};

pub(super) fn page(store: &Store, id: Id, today: NaiveDate) -> Reply<MeetingPage> {
    let row = store.row("meeting", id)?;
    let db = store.db();
    let Some(of) = rulings::touched(db, id)? else {
        let message = "This meeting was removed, or its board was.";
        return Err(StoreError::refused("removed", message, "Bring it back first.").into());
    };
    let meeting = &of.meeting;
    let away = recusal::away(&of.rulings);
    let quorums = quorum::per_item(meeting, &away);
    let times = quorum::clock(meeting);
    let mut items = vec![];
    for ((item, quorum), time) in meeting.items.iter().zip(quorums).zip(times) {
        items.push(item_card(store, &of, item, quorum, time, today)?);
    }
    let whole = quorum::said(meeting, quorum::at_meeting(meeting));
    let all = carried::of_board(db, meeting.board.id)?;
    let before = facts::meetings(
        db,
        meeting.board.id,
        NaiveDate::MIN.max(meeting.line.day - chrono::Days::new(3_660)),
        meeting.line.day,
    )?;
    let before = before
        .iter()
        .rev()
        .find(|m| m.state == "held" && m.day < meeting.line.day)
        .map(|m| m.day);
    let carried = carried::carried(&all, id, meeting.line.day, before);
    let own = all.iter().filter(|a| a.meeting == Some(id));
    let board = references::candidates(store, "board", &[meeting.board.id])?.pop();
    let mut page = MeetingPage {
        id: id.to_string(),
        title: format!(
            "{}, {}",
            meeting.board.name,
            dates::in_words(meeting.line.day)
        ),
        board: board.unwrap_or(crate::contract::LookupHit {
            id: meeting.board.id.to_string(),
            title: meeting.board.name.clone(),
            detail: String::new(),
        }),
        day: meeting.line.day.to_string(),
        state: meeting.line.state.clone(),
        starts: row.text("starts"),
        papers_due: meeting.line.papers_due.map(|d| d.to_string()),
        chair: of.line.first().map(|l| l.1.clone()).unwrap_or_default(),
        items,
        people: people(store, &of)?,
        quorum: whole.0.into(),
        quorum_words: whole.1,
        carried: carried
            .iter()
            .map(|a| action_of(store, a, today))
            .collect::<Result<_>>()?,
        actions: own
            .map(|a| action_of(store, a, today))
            .collect::<Result<_>>()?,
        decisions: decisions(store, &of)?,
        withheld: withheld(&of),
        todo: vec![],
        standing: standing::missing(db, &of.meeting)?
            .into_iter()
            .map(|s| s.title)
            .collect(),
        ahead: standing::ahead(db, &of.meeting)?,
        minutes: minutes(store, id)?,
        generation: store.generation()?,
    };
    page.todo = todo(&page);
    Ok(page)
}

/// An action with the item it came from.
fn action_of(store: &Store, action: &carried::ActionLine, today: NaiveDate) -> Result<ActionCard> {
    let mut find = store.db().prepare_cached(
        "SELECT i.id, coalesce(i.confidentiality, 'open') <> 'open'
         FROM live_board_action a JOIN live_agenda_item i ON i.id = a.item WHERE a.id = ?1",
    )?;
    let from: Option<(Id, bool)> = find
        .query_row([action.id], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let mut card = action_card(action, today);
    let own = !matches!(action.confidentiality.as_str(), "" | "open");
    card.confidential = own || from.is_some_and(|f| f.1);
    card.item = from.map(|f| f.0.to_string());
    Ok(card)
}

fn decisions(store: &Store, of: &Touched) -> Reply<Vec<DecisionCard>> {
    let line = &of.meeting.line;
    let mut cards = vec![];
    for one in decisions::of_meeting(store.db(), line)? {
        let mut items = of.meeting.items.iter();
        let item = one.item.map(|id| items.find(|i| i.id == id));
        let marked = !matches!(one.confidentiality.as_str(), "" | "open");
        cards.push(DecisionCard {
            to_report: one.is_between() && one.meeting != Some(line.id),
            reported: one.reported_at == Some(line.id),
            // Of an item that is not here nobody knows who might see it.
            confidential: marked || item.is_some_and(|i| i.is_none_or(ItemFacts::is_closed)),
            item: item.flatten().map(|i| i.id.to_string()),
            id: one.id.to_string(),
            day: one.day.map(|d| d.to_string()).unwrap_or_default(),
            decision: one.decision,
            way: label(store, "decision", "way", &one.way)?,
        });
    }
    Ok(cards)
}

fn minutes(store: &Store, meeting: Id) -> Reply<MinutesInfo> {
    let stand = steps::stand(store.db(), meeting)?;
    let title = |kind: &str, id: Option<Id>| -> Reply<String> {
        Ok(match id {
            Some(id) => store.title(kind, id)?,
            None => String::new(),
        })
    };
    Ok(MinutesInfo {
        label: label(store, "minutes", "state", &stand.state)?,
        checked_by: title("person", stand.checked_by)?,
        approved_at: title("meeting", stand.approved_at)?,
        corrections: stand.corrections,
        state: stand.state,
    })
}

/// "Ready to issue?": what is still to be done before the papers go out; nothing for a meeting that was held.
fn todo(page: &MeetingPage) -> Vec<String> {
    let mut todo = vec![];
    if page.state != "planned" {
        return todo;
    }
    if page.items.is_empty() {
        todo.push("There is no agenda yet.".to_owned());
    }
    if page.chair.is_empty() {
        todo.push("Nobody is down to take the chair.".to_owned());
    }
    for item in &page.items {
        let called = format!("Item {} “{}”", item.place, item.title);
        if item.paper_expected && item.papers.is_empty() {
            todo.push(format!("{called} waits for its paper."));
        }
        if item.paper_expected && item.recommendation.trim().is_empty() {
            todo.push(format!("{called} has no recommendation on its cover."));
        }
        if item.chair.is_empty() && !page.chair.is_empty() {
            todo.push(format!(
                "{called}: everybody who may take the chair has an interest in it."
            ));
        }
        for interest in item.interests.iter().filter(|i| i.ruled.is_empty()) {
            todo.push(format!(
                "{called}: an interest of {} waits for a ruling.",
                interest.name
            ));
        }
    }
    todo
}
