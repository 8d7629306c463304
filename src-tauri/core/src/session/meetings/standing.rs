//! Items that come back at every meeting, and what the meetings to come are about (the forward plan).

use chrono::Days;
use rusqlite::{Connection, params};

use super::{
    super::{Reply, Session, boards::named},
    page::page,
};
use crate::{
    contract::{MeetingAhead, MeetingId, MeetingPage},
    env::Env,
    record::{Fields, Id, Value},
    registers::governance::facts::{self, MeetingFacts},
    store::{Action, Result, StoreError, Verb, column},
};

/// How far ahead the forward plan looks, in days: a year, and the meeting at its end.
const AHEAD: u64 = 400;

/// A standing item as the next agenda takes it over.
pub(super) struct Standing {
    /// Title.
    pub(super) title: String,
    purpose: String,
    presenter: Option<Id>,
    allotted: Option<i64>,
    confidentiality: Option<String>,
    paper_expected: Option<bool>,
}

/// The standing items of the last agenda before this one that has any, without those that are on this one already.
pub(super) fn missing(db: &Connection, meeting: &MeetingFacts) -> Result<Vec<Standing>> {
    let mut find = db.prepare_cached(
        "SELECT title, purpose, presenter, allotted, confidentiality, paper_expected FROM live_agenda_item
         WHERE standing = 1 AND meeting = (
           SELECT m.id FROM live_meeting m JOIN live_agenda_item i ON i.meeting = m.id AND i.standing = 1
           WHERE m.board = ?1 AND m.day < ?2 AND m.state <> 'cancelled' ORDER BY m.day DESC, m.id LIMIT 1)
         ORDER BY place, id",
    )?;
    let day = meeting.line.day.to_string();
    let rows = find.query_map(params![meeting.board.id, day], |r| {
        Ok(Standing {
            title: column::text(r, 0)?,
            purpose: column::text(r, 1)?,
            presenter: r.get(2)?,
            allotted: r.get(3)?,
            confidentiality: r.get(4)?,
            paper_expected: r.get(5)?,
        })
    })?;
    let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    let there = |s: &Standing| meeting.items.iter().any(|i| same(&i.title, &s.title));
    let all: Vec<Standing> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(|s| !there(s)).collect())
}

/// The meetings planned after this one, with what is on their agendas so far.
pub(super) fn ahead(db: &Connection, meeting: &MeetingFacts) -> Result<Vec<MeetingAhead>> {
    let Some(first) = meeting.line.day.succ_opt() else {
        return Ok(vec![]);
    };
    let last = first.checked_add_days(Days::new(AHEAD)).unwrap_or(first);
    let lines = facts::meetings(db, meeting.board.id, first, last)?;
    lines
        .into_iter()
        .filter(|m| m.state == "planned")
        .map(|m| {
            Ok(MeetingAhead {
                id: m.id.to_string(),
                day: m.day.to_string(),
                items: facts::items(db, m.id)?
                    .into_iter()
                    .map(|i| i.title)
                    .collect(),
            })
        })
        .collect()
}

impl Session {
    /// Puts the standing items that are missing at the end of the agenda, as one edit.
    pub(in super::super) fn meeting_standing(
        &mut self,
        env: &dyn Env,
        request: &MeetingId,
    ) -> Reply<MeetingPage> {
        let file = self.opened()?;
        let id = named(&file.store, "meeting", &request.id)?;
        let Some(meeting) = facts::meeting(file.store.db(), id)? else {
            let message = "This meeting was removed, or its board was. Nothing was changed.";
            return Err(StoreError::refused("removed", message, "Bring it back first.").into());
        };
        let missing = missing(file.store.db(), &meeting)?;
        if !missing.is_empty() {
            let last = meeting.items.iter().map(|i| i.place).max().unwrap_or(0);
            let title = file.store.title("meeting", id)?;
            let action = Action::new(Verb::Add).of(format!("standing items, {title}"));
            file.store.transact(env, file.me, action, |tx| {
                for (place, item) in (last + 1..).zip(&missing) {
                    tx.put("agenda_item", None, &item.fields(id, place))?;
                }
                Ok(())
            })?;
        }
        page(&file.store, id, env.today())
    }
}

impl Standing {
    fn fields(&self, meeting: Id, place: i64) -> Fields {
        let or_none = |v: Option<Value>| v.unwrap_or(Value::Null);
        [
            ("meeting", meeting.into()),
            ("place", place.into()),
            ("title", self.title.as_str().into()),
            ("purpose", self.purpose.as_str().into()),
            ("presenter", or_none(self.presenter.map(Into::into))),
            ("allotted", or_none(self.allotted.map(Into::into))),
            (
                "confidentiality",
                or_none(self.confidentiality.as_deref().map(Into::into)),
            ),
            (
                "paper_expected",
                or_none(self.paper_expected.map(Into::into)),
            ),
            ("standing", true.into()),
        ]
        .into_iter()
        .map(|(name, value): (&str, Value)| (name.to_owned(), value))
        .collect()
    }
}
