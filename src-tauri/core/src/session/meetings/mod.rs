//! Meetings in the words of their page: agenda, who was there, who must leave, quorum per item, actions and minutes.

mod items;
mod letters;
mod page;
mod people;
mod standing;

use self::page::page;
use super::{Reply, Session, boards::named, records::id_of};
use crate::{
    contract::{MeetingAttend, MeetingId, MeetingPage, MeetingRule, MinutesStep},
    env::Env,
    record::{Fields, Value},
    registers::{
        governance::steps,
        interests::rulings::{self, Ruling},
    },
    store::{Action, StoreError, Verb},
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
        if let Some(back) = request.back.as_deref().filter(|b| !b.trim().is_empty()) {
            // Somebody who went out twice counts as out from the first time on.
            let was = |field: &str| {
                known
                    .as_ref()
                    .map_or(Value::Null, |r| r.value(field).clone())
            };
            let went = request.left.as_deref().map_or(Value::Null, text);
            let out = match (was("stepped_out"), went) {
                (Value::Null, Value::Null) => was("left"),
                (Value::Null, went) => went,
                (first, _) => first,
            };
            if out == Value::Null {
                return Err(never_went(&file.store.title("person", person)?).into());
            }
            values.insert("stepped_out".into(), out);
            values.insert("came_back".into(), text(back));
            values.insert("left".into(), Value::Null);
        }
        if let Some(member) = &request.stands_in_for {
            let member = match member.trim() {
                "" => Value::Null,
                member => named(&file.store, "person", member)?.into(),
            };
            if member.as_id() == Some(person) {
                let who = file.store.title("person", person)?;
                let message = format!("{who} can't stand in for themselves. Nothing was changed.");
                let hint = "Name the member who is not there.";
                return Err(StoreError::refused("stands_in_for_self", message, hint).into());
            }
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

fn never_went(name: &str) -> StoreError {
    let message = format!("It is not recorded when {name} went out. Nothing was changed.");
    StoreError::refused("never_went", message, "Say when they went out as well.")
}

fn text(written: &str) -> Value {
    match written.trim() {
        "" => Value::Null,
        text => text.into(),
    }
}
