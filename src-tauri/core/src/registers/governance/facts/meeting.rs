//! A meeting: its day, its agenda, who was there, who is in the chair.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{BoardFacts, board};
use crate::{
    record::Id,
    registers::governance::{minute_of_day, quorum::ItemTime},
    store::{
        Result,
        column::{day, text, yes},
    },
};

/// A meeting, in a line.
#[derive(Debug, Clone)]
pub struct MeetingLine {
    /// Identifier.
    pub id: Id,
    /// Its board.
    pub board: Id,
    /// The day.
    pub day: NaiveDate,
    /// What it is called, where the day is not enough.
    pub name: String,
    /// Planned, held or cancelled, as stored.
    pub state: String,
    /// When it starts, in minutes of the day.
    pub starts: Option<i64>,
    /// Who chairs it, where it is not the board's chair.
    pub chair: Option<Id>,
    /// The day by which papers must be in.
    pub papers_due: Option<NaiveDate>,
}

/// An item of an agenda.
#[derive(Debug, Clone)]
pub struct ItemFacts {
    /// Identifier.
    pub id: Id,
    /// Its place on the agenda.
    pub place: i64,
    /// Title.
    pub title: String,
    /// What the board is asked to do, as stored.
    pub purpose: String,
    /// Who presents it.
    pub presenter: String,
    /// Minutes set aside.
    pub allotted: Option<i64>,
    /// Who may see it, as stored; `open` where nothing is said.
    pub confidentiality: String,
    /// A paper belongs to it.
    pub paper_expected: bool,
    /// What the paper asks for.
    pub recommendation: String,
    /// When it began and ended.
    pub time: ItemTime,
    /// Its minute.
    pub minute: String,
}

/// Somebody at a meeting, or not.
#[derive(Debug, Clone)]
pub struct PresenceFacts {
    /// The person.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// Present, apologies or absent, as stored.
    pub presence: String,
    /// When they came, in minutes of the day.
    pub arrived: Option<i64>,
    /// When they went.
    pub left: Option<i64>,
    /// When they went out for a part of the meeting.
    pub stepped_out: Option<i64>,
    /// When they came back from that.
    pub came_back: Option<i64>,
    /// The member they stood in for.
    pub stands_in_for: Option<Id>,
}

/// A meeting with all that happened at it.
#[derive(Debug, Clone)]
pub struct MeetingFacts {
    /// In a line.
    pub line: MeetingLine,
    /// Its board.
    pub board: BoardFacts,
    /// Its agenda, in order.
    pub items: Vec<ItemFacts>,
    /// Who was there.
    pub presence: Vec<PresenceFacts>,
}

impl ItemFacts {
    /// It was or is to be discussed in confidence or in closed session.
    pub fn is_closed(&self) -> bool {
        self.confidentiality != "open"
    }
}

impl MeetingFacts {
    /// Who is in the chair unless an interest stands in the way: the person named for this meeting, else the board's
    /// chair and those who follow, those known to be away left out.
    pub fn in_the_chair(&self) -> Vec<(Id, String)> {
        let away = |person: Id| {
            self.presence
                .iter()
                .any(|p| p.person == person && p.presence != "present")
        };
        let named = self.line.chair.and_then(|id| {
            let sitting = self.board.sittings.iter().find(|s| s.person == id)?;
            Some((id, sitting.name.clone()))
        });
        let mut line: Vec<(Id, String)> = named.into_iter().collect();
        for sitting in self.board.chairs_on(self.line.day) {
            if !line.iter().any(|l| l.0 == sitting.person) {
                line.push((sitting.person, sitting.name.clone()));
            }
        }
        line.retain(|l| !away(l.0));
        line
    }
}

fn minute(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<i64>> {
    Ok(row
        .get::<_, Option<String>>(at)?
        .and_then(|t| minute_of_day(&t)))
}

const MEETING: &str =
    "SELECT id, board, day, name, state, starts, chair, papers_due FROM live_meeting";

fn meeting_line(r: &Row<'_>) -> rusqlite::Result<Option<MeetingLine>> {
    let (Some(board), Some(on)) = (r.get::<_, Option<Id>>(1)?, day(r, 2)?) else {
        return Ok(None);
    };
    Ok(Some(MeetingLine {
        id: r.get(0)?,
        board,
        day: on,
        name: text(r, 3)?,
        state: text(r, 4)?,
        starts: minute(r, 5)?,
        chair: r.get(6)?,
        papers_due: day(r, 7)?,
    }))
}

/// A meeting in a line; none when it is not there, or is without its board or day.
///
/// # Errors
/// When the tables can't be read.
pub fn line(db: &Connection, id: Id) -> Result<Option<MeetingLine>> {
    let mut find = db.prepare_cached(&format!("{MEETING} WHERE id = ?1"))?;
    Ok(find.query_row([id], meeting_line).optional()?.flatten())
}

/// The meetings of a board within some days, in order.
///
/// # Errors
/// When the tables can't be read.
pub fn meetings(
    db: &Connection,
    board: Id,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<MeetingLine>> {
    let sql = format!("{MEETING} WHERE board = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, id");
    let mut find = db.prepare_cached(&sql)?;
    let lines = find
        .query_map(
            params![board, from.to_string(), to.to_string()],
            meeting_line,
        )?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(lines.into_iter().flatten().collect())
}

/// The items of a meeting, in the order of its agenda.
///
/// # Errors
/// When the tables can't be read.
pub fn items(db: &Connection, meeting: Id) -> Result<Vec<ItemFacts>> {
    let mut find = db.prepare_cached(
        "SELECT i.id, i.place, i.title, i.purpose, p.name, i.allotted, i.confidentiality, i.paper_expected,
                i.recommendation, i.began, i.ended, i.minute
         FROM live_agenda_item i LEFT JOIN live_person p ON p.id = i.presenter
         WHERE i.meeting = ?1 ORDER BY i.place, i.id",
    )?;
    let rows = find.query_map([meeting], |r| {
        let confidentiality = text(r, 6)?;
        Ok(ItemFacts {
            id: r.get(0)?,
            place: r.get::<_, Option<i64>>(1)?.unwrap_or_default(),
            title: text(r, 2)?,
            purpose: text(r, 3)?,
            presenter: text(r, 4)?,
            allotted: r.get(5)?,
            confidentiality: if confidentiality.is_empty() {
                "open".into()
            } else {
                confidentiality
            },
            paper_expected: yes(r, 7)?,
            recommendation: text(r, 8)?,
            time: ItemTime {
                began: minute(r, 9)?,
                ended: minute(r, 10)?,
            },
            minute: text(r, 11)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A meeting with all that happened at it; none when it is not there.
///
/// # Errors
/// When the tables can't be read.
pub fn meeting(db: &Connection, id: Id) -> Result<Option<MeetingFacts>> {
    let Some(line) = line(db, id)? else {
        return Ok(None);
    };
    let Some(board) = board(db, line.board)? else {
        return Ok(None);
    };
    let presence = db
        .prepare_cached(
            "SELECT a.person, p.name, a.presence, a.arrived, a.\"left\", a.stands_in_for,
                    a.stepped_out, a.came_back
             FROM live_attendance a JOIN live_person p ON p.id = a.person
             WHERE a.meeting = ?1 ORDER BY p.name, a.id",
        )?
        .query_map([id], |r| {
            Ok(PresenceFacts {
                person: r.get(0)?,
                name: text(r, 1)?,
                presence: text(r, 2)?,
                arrived: minute(r, 3)?,
                left: minute(r, 4)?,
                stands_in_for: r.get(5)?,
                stepped_out: minute(r, 6)?,
                came_back: minute(r, 7)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(MeetingFacts {
        items: items(db, id)?,
        line,
        board,
        presence,
    }))
}
