//! Dates for the calendars of people: what is due, one date, a meeting.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use super::{Reply, Session, records};
use crate::{
    calendar::{self, Appointment},
    contract::{CalendarDone, CalendarOne, CalendarWrite, Fault, FindingInfo, RecordRef},
    env::Env,
    record::{FieldType, Id, Value},
    registers::governance::minute_of_day,
    store::StoreError,
};

/// Meetings are the one thing with a time and a place.
const MEETING: &str = "meeting";

impl Session {
    /// Writes what is due to a calendar file.
    pub(super) fn calendar_write(
        &mut self,
        env: &dyn Env,
        request: &CalendarWrite,
    ) -> Reply<CalendarDone> {
        let due = self.findings(env)?;
        self.calendar_of(env, &request.file, &due)
    }

    /// Writes one date to a calendar file.
    pub(super) fn calendar_one(
        &mut self,
        env: &dyn Env,
        request: &CalendarOne,
    ) -> Reply<CalendarDone> {
        if request.rule.is_none()
            && (request.kind.as_str(), request.field.as_deref()) == (MEETING, Some("day"))
        {
            return self.meeting_to_calendar(env, request);
        }
        let mut due = match &request.rule {
            Some(rule) => {
                let mut due = self.findings(env)?;
                due.retain(|f| f.rule == *rule && f.id == request.id);
                due
            }
            None => vec![self.date_of(request)?],
        };
        due.retain(|f| f.due.is_some());
        if due.is_empty() {
            return Err(no_date());
        }
        self.calendar_of(env, &request.file, &due)
    }

    /// A date of a record, as something for a calendar.
    fn date_of(&self, request: &CalendarOne) -> Reply<FindingInfo> {
        let store = self.read()?;
        let (kind, id) = (request.kind.clone(), request.id.clone());
        let id = records::record(store, &RecordRef { kind, id })?;
        let name = request.field.as_deref().unwrap_or_default();
        let field = store.kind(&request.kind)?.field(name);
        let field = field.filter(|f| f.type_ == FieldType::Date);
        let due = match field {
            Some(field) => store.row(&request.kind, id)?.text(&field.name),
            None => String::new(),
        };
        let title = store.title(&request.kind, id)?;
        let label = field.map(|f| f.label.to_lowercase()).unwrap_or_default();
        Ok(FindingInfo {
            rule: format!("{}.{name}", request.kind),
            severity: "due".into(),
            kind: request.kind.clone(),
            id: id.to_string(),
            text: format!("{title}: {label}"),
            title,
            fix: String::new(),
            due: Some(due).filter(|d| !d.is_empty()),
            owner: None,
        })
    }

    fn calendar_of(
        &mut self,
        env: &dyn Env,
        file: &str,
        due: &[FindingInfo],
    ) -> Reply<CalendarDone> {
        let hub = self.status(env)?.hub.map(|h| h.name).unwrap_or_default();
        let (text, entries) = calendar::of(due, &hub, env.now());
        written(env, file, &text, entries as i64)
    }

    /// Writes a meeting with its time and place to a calendar file.
    fn meeting_to_calendar(&mut self, env: &dyn Env, request: &CalendarOne) -> Reply<CalendarDone> {
        let hub = self.status(env)?.hub.map(|h| h.name).unwrap_or_default();
        let meeting = self.appointment(request)?.ok_or_else(no_date)?;
        let text = calendar::appointment(&meeting, &hub, env.now());
        written(env, &request.file, &text, 1)
    }

    fn appointment(&self, request: &CalendarOne) -> Reply<Option<Appointment>> {
        let store = self.read()?;
        let (kind, id) = (request.kind.clone(), request.id.clone());
        let id = records::record(store, &RecordRef { kind, id })?;
        let row = store.row(MEETING, id)?;
        let time = |field: &str| {
            let minute = minute_of_day(&row.text(field))?;
            NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(minute * 60).ok()?, 0)
        };
        let Ok(day) = row.text("day").parse() else {
            return Ok(None);
        };
        let board = match row.value("board") {
            Value::Id(board) => store.title("board", board)?,
            _ => String::new(),
        };
        let names = [board, row.text("name")];
        let named: Vec<&str> = names
            .iter()
            .map(String::as_str)
            .filter(|n| !n.is_empty())
            .collect();
        // One number for each edit that made the meeting what it is.
        let history = store.history(id)?;
        let edits: BTreeSet<Id> = history.iter().map(|e| e.action).collect();
        Ok(Some(Appointment {
            uid: format!("{MEETING}.day-{id}@hubfolio"),
            title: named.join(": "),
            place: row.text("place"),
            link: row.text("link"),
            day,
            starts: time("starts"),
            ends: time("ends"),
            sequence: edits.len().saturating_sub(1) as u32,
            cancelled: row.text("state") == "cancelled",
        }))
    }
}

fn written(env: &dyn Env, file: &str, text: &str, entries: i64) -> Reply<CalendarDone> {
    let path = env.file(file)?;
    crate::files::write_whole(&path, |file| {
        std::io::Write::write_all(file, text.as_bytes())
    })
    .map_err(StoreError::from)?;
    Ok(CalendarDone {
        file: super::everything::name_of(&path),
        entries,
    })
}

fn no_date() -> Fault {
    let message = "There is no date here, so there is nothing for a calendar.";
    StoreError::refused("no_date", message, "").into()
}
