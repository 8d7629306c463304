//! Boards in the words of their page: seats, members, meetings of a year, exceptions to the terms.

use chrono::NaiveDate;

use super::{
    Reply, Session,
    marks::{has_a_place, marks},
    records, references,
};
use crate::{
    catalogue,
    contract::{
        ActionCard, BoardAsk, BoardPage, BoardStart, BoardTemplateInfo, ExceptionLine, MeetingCard,
        MemberCard, RecordRef, Saved, SeatCard, SettleMark,
    },
    dates,
    env::Env,
    record::{Fields, Id, Value},
    registers::{
        governance::{
            carried::{self, ActionLine},
            facts::{self, BoardFacts, MeetingLine, Sitting},
            quorum, steps,
            terms::{self, Year},
        },
        interests::{due, facts as interests, recusal, rulings},
    },
    store::{Action, Store, StoreError, Verb},
};

/// A value of a list in words.
pub(super) fn label(store: &Store, kind: &str, field: &str, value: &str) -> Reply<String> {
    let found = store.kind(kind)?.field(field);
    Ok(found.map_or_else(String::new, |f| Value::from(value).words(&f.type_)))
}

/// A record that a request names by identifier or name.
pub(super) fn named(store: &Store, kind: &str, id: &str) -> Reply<Id> {
    let (kind, id) = (kind.to_owned(), id.to_owned());
    records::record(store, &RecordRef { kind, id })
}

pub(super) fn action_card(action: &ActionLine, today: NaiveDate) -> ActionCard {
    ActionCard {
        id: action.id.to_string(),
        what: action.what.clone(),
        owner: action.owner.clone(),
        due: action.due.map(|d| d.to_string()),
        status: action.status.clone(),
        progress: action.progress.clone(),
        overdue: action.is_overdue(today),
        item: None,
        confidential: false,
    }
}

impl Session {
    /// The usual terms of boards and groups.
    pub(super) fn board_templates(&self) -> Vec<BoardTemplateInfo> {
        let info = |t: &catalogue::GroupTemplate| BoardTemplateInfo {
            code: t.code.clone(),
            name: t.name.clone(),
            purpose: t.purpose.clone(),
            chair_rule: t.chair_rule.clone(),
            meetings: t.meetings_words.clone(),
            seats: t.seats.iter().map(|s| s.0.clone()).collect(),
            source: t.source.clone(),
        };
        catalogue::group_templates().iter().map(info).collect()
    }

    /// Makes a board with the usual terms and seats of its kind, as one edit.
    pub(super) fn board_start(&mut self, env: &dyn Env, request: &BoardStart) -> Reply<Saved> {
        let known = catalogue::group_templates();
        let Some(template) = known.iter().find(|t| t.code == request.template) else {
            let codes: Vec<&str> = known.iter().map(|t| t.code.as_str()).collect();
            let message = format!(
                "There are no usual terms for “{}”. Nothing was changed.",
                request.template
            );
            let hint = format!("Choose one of {}.", codes.join(", "));
            return Err(StoreError::refused("no_template", message, &hint).into());
        };
        let given = request.name.as_deref().map(str::trim);
        let name = given.filter(|n| !n.is_empty()).unwrap_or(&template.name);
        let hub = crate::registers::indicators::returns::usual_hub(self.read()?).ok();
        let board: Fields = fields([
            ("name", name.into()),
            ("template", template.code.as_str().into()),
            ("hub", hub.map_or(Value::Null, Value::Id)),
            ("purpose", template.purpose.as_str().into()),
            ("chair_rule", template.chair_rule.as_str().into()),
            (
                "meetings_a_year",
                template.meetings_a_year.map_or(Value::Null, Value::Int),
            ),
            ("terms", template.terms.as_str().into()),
        ]);
        let file = self.opened()?;
        records::refuse_twice(&file.store, file.store.kind("board")?, &board)?;
        let action = Action::new(Verb::Add).of(name);
        let (id, receipt) = file.store.transact(env, file.me, action, |tx| {
            let id = tx.put("board", None, &board)?;
            for (seat, voting, optional) in &template.seats {
                let seat = fields([
                    ("board", id.into()),
                    ("name", seat.as_str().into()),
                    ("voting", (*voting).into()),
                    ("optional", (*optional).into()),
                ]);
                tx.put("board_seat", None, &seat)?;
            }
            Ok(id)
        })?;
        records::saved(&file.store, id, &receipt)
    }

    /// A board with all that its page shows.
    pub(super) fn board_page(&mut self, env: &dyn Env, request: &BoardAsk) -> Reply<BoardPage> {
        let today = env.today();
        let store = self.read()?;
        let id = named(store, "board", &request.id)?;
        let in_year = match request.year.as_deref().filter(|y| !y.trim().is_empty()) {
            None => today,
            Some(day) => dates::parse_typed(day, today).map_err(|e| {
                let message = format!("The day of the year can't be read: {e}.");
                StoreError::refused("bad_day", message, "Write a day of that year.")
            })?,
        };
        page(store, id, Year::of(in_year), today)
    }
}

fn fields<const N: usize>(values: [(&str, Value); N]) -> Fields {
    values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

fn page(store: &Store, id: Id, year: Year, today: NaiveDate) -> Reply<BoardPage> {
    let db = store.db();
    let row = store.row("board", id)?;
    let Some(board) = facts::board(db, id)? else {
        let message = "This board was removed.";
        return Err(StoreError::refused("removed", message, "Bring it back first.").into());
    };
    let lines = facts::meetings(db, id, year.from, year.to)?;
    let mut held = vec![];
    for line in lines.iter().filter(|m| m.state == "held") {
        if let Some(meeting) = facts::meeting(db, line.id)? {
            let away = recusal::away(&interests::rulings(db, line.id)?);
            held.push((meeting, away));
        }
    }
    let exceptions = terms::exceptions(&board, &lines, &held, year, today);
    let paragraph = terms::paragraph(&board, year, today, &exceptions);
    let mut meetings = vec![];
    for line in &lines {
        meetings.push(meeting_card(store, line)?);
    }
    let parent = row.value("parent").as_id();
    let below = db
        .prepare_cached("SELECT id FROM live_board WHERE parent = ?1 ORDER BY name, id")
        .and_then(|mut find| {
            find.query_map([id], |r| r.get(0))?
                .collect::<rusqlite::Result<Vec<Id>>>()
        })
        .map_err(StoreError::from)?;
    let actions = carried::of_board(db, id)?;
    let mut page = BoardPage {
        id: id.to_string(),
        name: board.name.clone(),
        template: label(store, "board", "template", &row.text("template"))?,
        purpose: row.text("purpose"),
        chair_rule: row.text("chair_rule"),
        parent: references::candidates(store, "board", parent.as_slice())?.pop(),
        subgroups: references::candidates(store, "board", &below)?,
        meetings_a_year: board.meetings_a_year,
        quorum: board.quorum,
        seats: seats(&board, today),
        members: members(store, &board, today)?,
        year: year.name(),
        meetings,
        exceptions: exceptions
            .into_iter()
            .map(|e| ExceptionLine {
                about: e.about.into(),
                words: e.words,
            })
            .collect(),
        paragraph,
        actions: actions
            .iter()
            .filter(|a| a.status == "open")
            .map(|a| action_card(a, today))
            .collect(),
        to_settle: vec![],
        generation: store.generation()?,
    };
    page.to_settle = to_settle(store, &page)?;
    Ok(page)
}

/// What is to be settled in the board, and in what else its page shows.
fn to_settle(store: &Store, page: &BoardPage) -> Reply<Vec<SettleMark>> {
    let shown = [&page.id]
        .into_iter()
        .chain(page.seats.iter().map(|s| &s.id))
        .chain(page.members.iter().flat_map(|m| [&m.id, &m.person]))
        .chain(page.meetings.iter().map(|m| &m.id))
        .chain(page.actions.iter().map(|a| &a.id));
    marks(store, shown, has_a_place)
}

fn seats(board: &BoardFacts, today: NaiveDate) -> Vec<SeatCard> {
    let there = board
        .seats
        .iter()
        .filter(|s| dates::holds(s.from, s.to, today));
    there
        .map(|seat| SeatCard {
            id: seat.id.to_string(),
            name: seat.name.clone(),
            holders: board
                .sitting_on(today)
                .filter(|s| s.seat == Some(seat.id))
                .map(|s| s.name.clone())
                .collect(),
            optional: seat.optional,
        })
        .collect()
}

fn members(store: &Store, board: &BoardFacts, today: NaiveDate) -> Reply<Vec<MemberCard>> {
    let policy = interests::policy(store.db(), today, Some(board.id))?;
    let mut now: Vec<&Sitting> = board.sitting_on(today).collect();
    now.sort_by_key(|s| (s.chairs().unwrap_or(9), !s.is_member()));
    let mut cards = vec![];
    for sitting in now {
        let due = match interests::role_of(store.db(), sitting.id)? {
            Some(role) => {
                let said = interests::said_by(store.db(), sitting.person)?;
                due::asked(&role, &said, &policy, today).due
            }
            None => None,
        };
        let seat = board.seats.iter().find(|s| Some(s.id) == sitting.seat);
        cards.push(MemberCard {
            id: sitting.id.to_string(),
            person: sitting.person.to_string(),
            name: sitting.name.clone(),
            capacity: sitting.capacity.clone(),
            capacity_label: label(store, "board_membership", "capacity", &sitting.capacity)?,
            seat: seat.map(|s| s.name.clone()).unwrap_or_default(),
            organisation: sitting.organisation.clone(),
            voting: sitting.voting,
            from: sitting.from.map(|d| d.to_string()),
            term_ends: sitting.term_ends.map(|d| d.to_string()),
            overdue: due.as_ref().is_some_and(|d| d.is_overdue(today)),
            declaration: due.map_or_else(String::new, |d| {
                format!("Declaration due by {}", dates::in_words(d.due))
            }),
        });
    }
    Ok(cards)
}

fn meeting_card(store: &Store, line: &MeetingLine) -> Reply<MeetingCard> {
    let db = store.db();
    let stand = steps::stand(db, line.id)?;
    let quorum = match rulings::touched(db, line.id)?.filter(|_| line.state == "held") {
        Some(touched) => {
            let away = recusal::away(&touched.rulings);
            let failed = quorum::per_item(&touched.meeting, &away)
                .into_iter()
                .find(|q| q.failed());
            let worst = failed.unwrap_or_else(|| quorum::at_meeting(&touched.meeting));
            quorum::said(&touched.meeting, worst).1
        }
        None => String::new(),
    };
    Ok(MeetingCard {
        id: line.id.to_string(),
        day: line.day.to_string(),
        state: line.state.clone(),
        state_label: label(store, "meeting", "state", &line.state)?,
        minutes: label(store, "minutes", "state", &stand.state)?,
        quorum,
    })
}
