//! Decisions as a meeting sees them (GOV-3): those taken at it, and those taken between meetings that it is told of.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::facts::MeetingLine;
use crate::{
    record::Id,
    store::{
        Result,
        column::{day, text},
    },
};

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLine {
    /// Identifier.
    pub id: Id,
    /// The day.
    pub day: Option<NaiveDate>,
    /// What was decided.
    pub decision: String,
    /// At a meeting or how else, as stored.
    pub way: String,
    /// Between meetings: who took it.
    pub taken_by: String,
    /// The meeting it was taken at.
    pub meeting: Option<Id>,
    /// The agenda item it belongs to.
    pub item: Option<Id>,
    /// Between meetings: the meeting that was told of it.
    pub reported_at: Option<Id>,
    /// Who may see it, as stored; empty where nothing is said.
    pub confidentiality: String,
}

impl DecisionLine {
    /// It was taken between meetings, so a meeting is to be told of it.
    pub fn is_between(&self) -> bool {
        self.way != "meeting"
    }

    /// It belongs into the minutes of a meeting, whether or not it names an item.
    pub fn is_minuted_at(&self, meeting: Id) -> bool {
        self.meeting == Some(meeting) || self.reported_at == Some(meeting)
    }
}

/// What a meeting decided or was told of, and what it is still to be told of, in the order of the days.
///
/// # Errors
/// When the tables can't be read.
pub fn of_meeting(db: &Connection, meeting: &MeetingLine) -> Result<Vec<DecisionLine>> {
    let mut find = db.prepare_cached(
        "SELECT d.id, d.day, d.decision, d.way, p.name, d.meeting, d.item, d.reported_at, d.confidentiality
         FROM live_decision d LEFT JOIN live_person p ON p.id = d.taken_by
         WHERE d.meeting = ?1 OR d.item IN (SELECT id FROM live_agenda_item WHERE meeting = ?1)
            OR (d.board = ?2 AND d.way <> 'meeting' AND d.day <= ?3
                AND (d.reported_at IS NULL OR d.reported_at = ?1))
         ORDER BY d.day, d.id",
    )?;
    let rows = find.query_map(
        params![meeting.id, meeting.board, meeting.day.to_string()],
        |r| {
            Ok(DecisionLine {
                id: r.get(0)?,
                day: day(r, 1)?,
                decision: text(r, 2)?,
                way: text(r, 3)?,
                taken_by: text(r, 4)?,
                meeting: r.get(5)?,
                item: r.get(6)?,
                reported_at: r.get(7)?,
                confidentiality: text(r, 8)?,
            })
        },
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
