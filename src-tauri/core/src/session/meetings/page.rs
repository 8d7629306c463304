//! The page of a meeting as a whole, and what is still to be done before its papers go out.

use chrono::NaiveDate;

use super::{
    super::{
        Reply,
        boards::{action_card, label},
        marks::marks,
        packs::meeting::{
            guards::{self, Outcome},
            unreadable,
        },
        references,
    },
    items::item_card,
    people::{people, withheld},
    standing,
};
use crate::{
    contract::{ActionCard, DecisionCard, MeetingPage, MinutesInfo, SettleMark},
    dates,
    record::{Id, Value},
    registers::{
        governance::{carried, decisions, facts, quorum, steps, waiting},
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
            .map(|a| action_of(store, &of, a, today))
            .collect::<Result<_>>()?,
        actions: own
            .map(|a| action_of(store, &of, a, today))
            .collect::<Result<_>>()?,
        decisions: decisions(store, &of, today)?,
        withheld: withheld(&of),
        todo: vec![],
        standing: standing::missing(db, &of.meeting)?
            .into_iter()
            .map(|s| s.title)
            .collect(),
        ahead: standing::ahead(db, &of.meeting)?,
        minutes: minutes(store, id)?,
        to_settle: vec![],
        generation: store.generation()?,
    };
    page.todo = todo(&page);
    if page.state == "planned" {
        page.todo.extend(unreadable(store, &of.meeting)?);
    }
    page.to_settle = to_settle(store, &page, id, &row.value("board"))?;
    Ok(page)
}

/// What is to be settled in the meeting, and in what else its page names.
fn to_settle(
    store: &Store,
    page: &MeetingPage,
    meeting: Id,
    board: &Value,
) -> Reply<Vec<SettleMark>> {
    let actions = page.actions.iter().chain(&page.carried);
    let shown = [&page.id, &page.board.id]
        .into_iter()
        .chain(page.items.iter().map(|i| &i.id))
        .chain(page.people.iter().map(|p| &p.person))
        .chain(page.decisions.iter().map(|d| &d.id))
        .chain(actions.map(|a| &a.id));
    marks(store, shown, |thing, on| {
        Ok(on.is_some() || waiting::is_inside(store, thing, meeting, board)?)
    })
}

/// An action with the item it came from.
fn action_of(
    store: &Store,
    of: &Touched,
    action: &carried::ActionLine,
    today: NaiveDate,
) -> Result<ActionCard> {
    let outcome = Outcome {
        mark: &action.confidentiality,
        item: action.item,
        meeting: action.meeting,
    };
    let guard = guards::of_outcome(store, &outcome, &of.meeting.board, today)?;
    let mut card = action_card(action, today);
    card.confidential = !guard.is_public();
    card.item = action.item.map(|i| i.to_string());
    Ok(card)
}

fn decisions(store: &Store, of: &Touched, today: NaiveDate) -> Reply<Vec<DecisionCard>> {
    let line = &of.meeting.line;
    let mut cards = vec![];
    for one in decisions::of_meeting(store.db(), line)? {
        let outcome = Outcome {
            mark: &one.confidentiality,
            item: one.item,
            meeting: one.meeting,
        };
        let guard = guards::of_outcome(store, &outcome, &of.meeting.board, today)?;
        cards.push(DecisionCard {
            to_report: one.is_between() && one.meeting != Some(line.id),
            reported: one.reported_at == Some(line.id),
            confidential: !guard.is_public(),
            item: one.item.map(|i| i.to_string()),
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
    let mut words = label(store, "minutes", "state", &stand.state)?;
    if steps::changed_since_check(store, meeting, &stand)? {
        words += ", changed since";
    }
    Ok(MinutesInfo {
        label: words,
        checked_by: title("person", stand.checked_by)?,
        approved_at: title("meeting", stand.approved_at)?,
        corrections: stand.corrections,
        state: stand.state,
    })
}

/// "Ready to issue?": what is still to be done before the papers go out; nothing for a meeting that was held. On interests
/// the chair rules at the meeting: until then the copies of those who have one go without the paper.
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
    // Their papers would bear the same numbers.
    for two in page.items.windows(2) {
        if let [one, next] = two
            && one.place == next.place
        {
            todo.push(format!(
                "“{}” and “{}” are both item {}.",
                one.title, next.title, one.place
            ));
        }
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
    }
    todo
}
