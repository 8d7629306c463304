//! Meetings in the words of their page: agenda, who was there, who must leave, quorum per item, actions and minutes.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Reply, Session,
    boards::{action_card, label, named},
    records::id_of,
    references,
};
use crate::{
    contract::{
        DecisionCard, InterestCard, ItemCard, MeetingAttend, MeetingId, MeetingPage, MeetingRule,
        MinutesInfo, MinutesStep, PresenceCard, WithheldPapers,
    },
    dates,
    env::Env,
    record::{Fields, Id, Value},
    registers::{
        governance::{
            carried,
            facts::{self, ItemFacts},
            quorum::{self, ItemTime, Quorum},
            steps, time_of_day,
        },
        interests::{
            recusal::{self, Concern},
            rulings::{self, Ruling, Touched},
        },
    },
    store::{Action, Result, Store, StoreError, Verb, column},
};

impl Session {
    /// A meeting with all that its page shows.
    pub(super) fn meeting_page(
        &mut self,
        env: &dyn Env,
        request: &MeetingId,
    ) -> Reply<MeetingPage> {
        let store = self.read()?;
        page(store, named(store, "meeting", &request.id)?, env.today())
    }

    /// Says whether somebody was at a meeting.
    pub(super) fn meeting_attend(
        &mut self,
        env: &dyn Env,
        request: &MeetingAttend,
    ) -> Reply<MeetingPage> {
        let file = self.opened()?;
        let meeting = named(&file.store, "meeting", &request.meeting)?;
        let person = named(&file.store, "person", &request.person)?;
        let mut values: Fields = [
            ("meeting".to_owned(), meeting.into()),
            ("person".to_owned(), person.into()),
        ]
        .into();
        let kind = file.store.kind("attendance")?;
        let id = kind.natural_id(&values);
        let known = match id {
            Some(id) => file.store.find_row(kind, id)?.filter(|r| !r.deleted),
            None => None,
        };
        let presence = request
            .presence
            .as_deref()
            .map(str::trim)
            .filter(|p| !p.is_empty());
        if presence.is_some() || known.is_none() {
            let presence = presence.unwrap_or("present");
            values.insert("presence".into(), presence.into());
        }
        for (field, time) in [("arrived", &request.arrived), ("left", &request.left)] {
            if let Some(time) = time {
                values.insert(field.into(), text(time));
            }
        }
        if let Some(member) = &request.stands_in_for {
            let member = match member.trim() {
                "" => Value::Null,
                member => named(&file.store, "person", member)?.into(),
            };
            values.insert("stands_in_for".into(), member);
        }
        let title = file.store.title("person", person)?;
        let action = Action::new(Verb::Change).of(format!("attendance of {title}"));
        file.store.transact(env, file.me, action, |tx| {
            tx.put("attendance", None, &values)
        })?;
        page(&file.store, meeting, env.today())
    }

    /// Records what the person in the chair ruled about an interest in an item.
    pub(super) fn meeting_rule(
        &mut self,
        env: &dyn Env,
        request: &MeetingRule,
    ) -> Reply<MeetingPage> {
        let file = self.opened()?;
        let item = id_of(&request.item)?;
        let person = named(&file.store, "person", &request.person)?;
        let by = match request.by.as_deref().filter(|b| !b.trim().is_empty()) {
            Some(by) => Some(named(&file.store, "person", by)?),
            None => None,
        };
        let said = Ruling {
            ruled: request.ruled.clone(),
            by,
            interest: request.interest.clone(),
            reason: request.reason.clone(),
            out: request.out.clone(),
            back: request.back.clone(),
        };
        rulings::rule(&mut file.store, env, file.me, item, person, &said)?;
        let meeting = file
            .store
            .row("agenda_item", item)?
            .value("meeting")
            .as_id();
        page(&file.store, meeting.unwrap_or(item), env.today())
    }

    /// Takes the minutes of a meeting a step further.
    pub(super) fn minutes_step(
        &mut self,
        env: &dyn Env,
        request: &MinutesStep,
    ) -> Reply<MeetingPage> {
        let file = self.opened()?;
        let meeting = named(&file.store, "meeting", &request.meeting)?;
        let me = file.me;
        match request.step.as_str() {
            "draft" => steps::draft(&mut file.store, env, me, meeting)?,
            "check" => {
                let by = match request.by.as_deref().filter(|b| !b.trim().is_empty()) {
                    Some(by) => named(&file.store, "person", by)?,
                    None => me,
                };
                steps::check(&mut file.store, env, me, meeting, by)?
            }
            "approve" => {
                let Some(at) = request.at.as_deref().filter(|a| !a.trim().is_empty()) else {
                    let message = "Minutes are approved at a later meeting, and none is named. Nothing was changed.";
                    let hint = "Name the meeting that agreed to them.";
                    return Err(StoreError::refused("no_later_meeting", message, hint).into());
                };
                let at = named(&file.store, "meeting", at)?;
                let corrections = request.corrections.as_deref();
                steps::approve(&mut file.store, env, me, meeting, at, corrections)?
            }
            "publish" => steps::publish(&mut file.store, env, me, meeting)?,
            other => {
                let message = format!("Minutes have no step “{other}”. Nothing was changed.");
                let hint = "The steps are draft, check, approve, publish.";
                return Err(StoreError::refused("bad_step", message, hint).into());
            }
        };
        page(&file.store, meeting, env.today())
    }
}

fn text(written: &str) -> Value {
    match written.trim() {
        "" => Value::Null,
        text => text.into(),
    }
}

fn page(store: &Store, id: Id, today: NaiveDate) -> Reply<MeetingPage> {
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
    let whole = quorum::at_meeting(meeting);
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
        quorum: said(&of, whole).0,
        quorum_words: said(&of, whole).1,
        carried: carried.iter().map(|a| action_card(a, today)).collect(),
        actions: own.map(|a| action_card(a, today)).collect(),
        decisions: decisions(store, &of)?,
        withheld: withheld(&of),
        todo: vec![],
        minutes: minutes(store, id)?,
        generation: store.generation()?,
    };
    page.todo = todo(&page);
    Ok(page)
}

/// A quorum as a page says it: before anybody's attendance is recorded, none has failed.
fn said(of: &Touched, quorum: Quorum) -> (String, String) {
    if quorum.failed() && of.meeting.presence.is_empty() {
        return (
            "not_recorded".into(),
            "who is there is not recorded yet".into(),
        );
    }
    (quorum.name().into(), quorum.words())
}

fn item_card(
    store: &Store,
    of: &Touched,
    item: &ItemFacts,
    quorum: Quorum,
    time: ItemTime,
    today: NaiveDate,
) -> Reply<ItemCard> {
    let db = store.db();
    let usual = of.line.first().map(|l| l.1.as_str());
    let touched = of.items.iter().find(|i| i.item == item.id);
    let mut interests = vec![];
    let mut drafted = vec![];
    for concern in of.concerns.iter().filter(|c| c.item == item.id) {
        drafted.extend(recusal::minute(concern, usual));
        interests.push(interest_card(store, concern)?);
    }
    let chair = recusal::chair_for(item.id, &of.line, &of.concerns);
    let clock = |minute: Option<i64>| minute.map(time_of_day).unwrap_or_default();
    Ok(ItemCard {
        id: item.id.to_string(),
        place: item.place,
        title: item.title.clone(),
        purpose: label(store, "agenda_item", "purpose", &item.purpose)?,
        presenter: item.presenter.clone(),
        allotted: item.allotted,
        began: clock(time.began),
        ended: clock(time.ended),
        confidentiality: item.confidentiality.clone(),
        released: item.is_closed() && facts::released(db, item.id, &of.meeting.board, today)?,
        paper_expected: item.paper_expected,
        papers: papers(store, item.id)?,
        recommendation: item.recommendation.clone(),
        concerns: touched
            .into_iter()
            .flat_map(|t| t.subjects.iter().map(|s| s.name.clone()))
            .collect(),
        minute: item.minute.clone(),
        quorum: said(of, quorum).0,
        quorum_words: said(of, quorum).1,
        chair: chair.map(|c| c.1).unwrap_or_default(),
        interests,
        drafted,
    })
}

fn interest_card(store: &Store, concern: &Concern) -> Reply<InterestCard> {
    let ruling = concern.ruling.as_ref();
    let ruled = ruling.map(|r| r.ruled.clone()).unwrap_or_default();
    let of = |read: fn(&crate::registers::interests::facts::RulingFacts) -> &String| {
        ruling.map(|r| read(r).clone()).unwrap_or_default()
    };
    Ok(InterestCard {
        person: concern.person.to_string(),
        name: concern.name.clone(),
        declarations: concern
            .interests
            .iter()
            .map(|i| i.0.declaration.to_string())
            .collect(),
        why: concern
            .interests
            .iter()
            .map(|(_, why, s)| why.words(s))
            .collect(),
        proposed: if ruling.is_none() {
            "left".into()
        } else {
            String::new()
        },
        ruled_label: label(store, "item_ruling", "ruled", &ruled)?,
        ruled,
        ruled_by: of(|r| &r.ruled_by_name),
        out: of(|r| &r.out),
        back: of(|r| &r.back),
    })
}

/// The names of the files attached to an item.
fn papers(store: &Store, item: Id) -> Result<Vec<String>> {
    let mut find = store.db().prepare_cached(
        "SELECT name FROM live_attachment WHERE record_kind = 'agenda_item' AND record = ?1 ORDER BY id",
    )?;
    let names = find.query_map([item.to_string()], |r| column::text(r, 0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Everybody who sits on the board on the day, and whoever else is down for the meeting.
fn people(store: &Store, of: &Touched) -> Reply<Vec<PresenceCard>> {
    let mut cards: BTreeMap<(u8, String, Id), PresenceCard> = BTreeMap::new();
    let card = |person: Id, name: &str| PresenceCard {
        person: person.to_string(),
        name: name.to_owned(),
        capacity: String::new(),
        voting: false,
        presence: String::new(),
        arrived: String::new(),
        left: String::new(),
    };
    let mut place: BTreeMap<Id, (u8, String, Id)> = BTreeMap::new();
    for sitting in of.meeting.board.sitting_on(of.meeting.line.day) {
        let rank = sitting
            .chairs()
            .unwrap_or(if sitting.is_member() { 5 } else { 6 });
        let at = (rank, sitting.name.clone(), sitting.person);
        place.entry(sitting.person).or_insert_with(|| at.clone());
        let card = cards
            .entry(at)
            .or_insert_with(|| card(sitting.person, &sitting.name));
        card.capacity = label(store, "board_membership", "capacity", &sitting.capacity)?;
        card.voting |= sitting.voting;
    }
    for presence in &of.meeting.presence {
        let at = place.get(&presence.person).cloned().unwrap_or((
            7,
            presence.name.clone(),
            presence.person,
        ));
        let clock = |minute: Option<i64>| minute.map(time_of_day).unwrap_or_default();
        let card = cards
            .entry(at)
            .or_insert_with(|| card(presence.person, &presence.name));
        card.presence.clone_from(&presence.presence);
        card.arrived = clock(presence.arrived);
        card.left = clock(presence.left);
    }
    Ok(cards.into_values().collect())
}

/// A decision as read: identifier, day, words, way, and whether it is still to be reported.
type DecisionRow = (Id, String, String, String, bool);

fn decisions(store: &Store, of: &Touched) -> Reply<Vec<DecisionCard>> {
    let read = || -> Result<Vec<DecisionRow>> {
        let mut find = store.db().prepare_cached(
            "SELECT id, day, decision, way, meeting IS NOT ?1 FROM live_decision
             WHERE meeting = ?1 OR (board = ?2 AND way <> 'meeting' AND day <= ?3
                                    AND (reported_at IS NULL OR reported_at = ?1))
             ORDER BY day, id",
        )?;
        let line = &of.meeting.line;
        let rows = find.query_map(
            rusqlite::params![line.id, line.board, line.day.to_string()],
            |r| {
                Ok((
                    r.get(0)?,
                    column::text(r, 1)?,
                    column::text(r, 2)?,
                    column::text(r, 3)?,
                    r.get(4)?,
                ))
            },
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let mut cards = vec![];
    for (id, day, decision, way, to_report) in read()? {
        cards.push(DecisionCard {
            id: id.to_string(),
            day,
            decision,
            way: label(store, "decision", "way", &way)?,
            to_report,
        });
    }
    Ok(cards)
}

fn withheld(of: &Touched) -> Vec<WithheldPapers> {
    let mut all: BTreeMap<(String, Id), WithheldPapers> = BTreeMap::new();
    for concern in of.concerns.iter().filter(|c| c.withholds_paper()) {
        let Some(item) = of.meeting.items.iter().find(|i| i.id == concern.item) else {
            continue;
        };
        let papers = all
            .entry((concern.name.clone(), concern.person))
            .or_insert_with(|| WithheldPapers {
                person: concern.person.to_string(),
                name: concern.name.clone(),
                items: vec![],
                titles: vec![],
            });
        papers.items.push(item.id.to_string());
        papers
            .titles
            .push(format!("{}. {}", item.place, item.title));
    }
    all.into_values().collect()
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
