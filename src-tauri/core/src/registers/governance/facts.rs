//! What the rules of this room go by, read from the tables at once.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{minute_of_day, quorum::ItemTime};
use crate::{record::Id, store::Result};

/// A board with its terms.
#[derive(Debug, Clone)]
pub struct BoardFacts {
    /// Identifier.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Fewest meetings in a financial year.
    pub meetings_a_year: Option<i64>,
    /// Voting members that must be present.
    pub quorum: Option<i64>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Its seats.
    pub seats: Vec<SeatFacts>,
    /// Who sits or sat on it.
    pub sittings: Vec<Sitting>,
}

/// A seat.
#[derive(Debug, Clone)]
pub struct SeatFacts {
    /// Identifier.
    pub id: Id,
    /// Name.
    pub name: String,
    /// It may stay empty.
    pub optional: bool,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// A person's time on a board.
#[derive(Debug, Clone)]
pub struct Sitting {
    /// The membership.
    pub id: Id,
    /// The person.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// The seat they hold.
    pub seat: Option<Id>,
    /// The organisation they represent.
    pub organisation: String,
    /// Capacity, as stored.
    pub capacity: String,
    /// They vote.
    pub voting: bool,
    /// First day.
    pub from: Option<NaiveDate>,
    /// The day on which the term runs out.
    pub term_ends: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// Whether something that lasts from a day to a day holds on one.
pub fn holds(from: Option<NaiveDate>, to: Option<NaiveDate>, on: NaiveDate) -> bool {
    from.is_none_or(|f| f <= on) && to.is_none_or(|t| t >= on)
}

impl Sitting {
    /// They sit on the board on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds(self.from, self.to, day)
    }

    /// They are a member, not only in attendance.
    pub fn is_member(&self) -> bool {
        self.capacity != "in_attendance"
    }

    /// How far down the line of those who may take the chair; none = they may not by their capacity.
    pub fn chairs(&self) -> Option<u8> {
        match self.capacity.as_str() {
            "chair" => Some(0),
            "co_chair" => Some(1),
            "deputy" => Some(2),
            _ => None,
        }
    }
}

impl BoardFacts {
    /// Who sits on it on a day.
    pub fn sitting_on(&self, day: NaiveDate) -> impl Iterator<Item = &Sitting> {
        self.sittings.iter().filter(move |s| s.holds_on(day))
    }

    /// Those who may take the chair on a day, the chair first.
    pub fn chairs_on(&self, day: NaiveDate) -> Vec<&Sitting> {
        let mut chairs: Vec<(u8, &Sitting)> = self
            .sitting_on(day)
            .filter_map(|s| Some((s.chairs()?, s)))
            .collect();
        chairs.sort_by_key(|c| (c.0, c.1.id));
        chairs.into_iter().map(|c| c.1).collect()
    }

    /// A person is a member on a day.
    pub fn is_member(&self, person: Id, day: NaiveDate) -> bool {
        self.sitting_on(day)
            .any(|s| s.person == person && s.is_member())
    }

    /// The seats that nobody holds on a day, those that may stay empty left out.
    pub fn vacant_on(&self, day: NaiveDate) -> impl Iterator<Item = &SeatFacts> {
        self.seats
            .iter()
            .filter(move |s| !s.optional && self.is_vacant(s, day))
    }

    /// Nobody holds this seat on a day on which there is such a seat.
    pub fn is_vacant(&self, seat: &SeatFacts, day: NaiveDate) -> bool {
        holds(seat.from, seat.to, day) && !self.sitting_on(day).any(|s| s.seat == Some(seat.id))
    }
}

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

/// A day in a table; what is no day counts as none.
pub fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row
        .get::<_, Option<String>>(at)?
        .and_then(|d| d.parse().ok()))
}

/// A text in a table; empty where there is none.
pub fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default())
}

fn minute(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<i64>> {
    Ok(row
        .get::<_, Option<String>>(at)?
        .and_then(|t| minute_of_day(&t)))
}

fn yes(row: &Row<'_>, at: usize) -> rusqlite::Result<bool> {
    Ok(row.get::<_, Option<i64>>(at)? == Some(1))
}

/// A board with its seats and sittings; none when it is not there.
///
/// # Errors
/// When the tables can't be read.
pub fn board(db: &Connection, id: Id) -> Result<Option<BoardFacts>> {
    let found = db
        .prepare_cached(
            "SELECT name, meetings_a_year, quorum, \"from\", \"to\" FROM live_board WHERE id = ?1",
        )?
        .query_row([id], |r| {
            Ok(BoardFacts {
                id,
                name: text(r, 0)?,
                meetings_a_year: r.get(1)?,
                quorum: r.get(2)?,
                from: day(r, 3)?,
                to: day(r, 4)?,
                seats: vec![],
                sittings: vec![],
            })
        })
        .optional()?;
    let Some(mut board) = found else {
        return Ok(None);
    };
    board.seats = db
        .prepare_cached(
            "SELECT id, name, optional, \"from\", \"to\" FROM live_board_seat WHERE board = ?1 ORDER BY name, id",
        )?
        .query_map([id], |r| {
            Ok(SeatFacts {
                id: r.get(0)?,
                name: text(r, 1)?,
                optional: yes(r, 2)?,
                from: day(r, 3)?,
                to: day(r, 4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    board.sittings = db
        .prepare_cached(
            "SELECT m.id, m.person, p.name, m.seat, o.name, m.capacity, m.voting, m.\"from\", m.term_ends, m.\"to\"
             FROM live_board_membership m JOIN live_person p ON p.id = m.person
             LEFT JOIN live_organisation o ON o.id = m.organisation
             WHERE m.board = ?1 ORDER BY p.name, m.\"from\", m.id",
        )?
        .query_map([id], |r| {
            Ok(Sitting {
                id: r.get(0)?,
                person: r.get(1)?,
                name: text(r, 2)?,
                seat: r.get(3)?,
                organisation: text(r, 4)?,
                capacity: text(r, 5)?,
                voting: yes(r, 6)?,
                from: day(r, 7)?,
                term_ends: day(r, 8)?,
                to: day(r, 9)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(board))
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
            "SELECT a.person, p.name, a.presence, a.arrived, a.\"left\", a.stands_in_for
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

/// Whether the chair, or who may take the chair, permitted that a confidential item be released to everybody, and did
/// not take that back by a day.
///
/// # Errors
/// When the tables can't be read.
pub fn released(db: &Connection, item: Id, board: &BoardFacts, by: NaiveDate) -> Result<bool> {
    Ok(release(db, item, board, by)?.is_some())
}

/// A permission to let a confidential item out to everybody.
#[derive(Debug, Clone)]
pub struct ReleaseFacts {
    /// The chair who gave it.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
    /// What may be released.
    pub scope: String,
}

/// The permission that [`released`] speaks of.
///
/// # Errors
/// When the tables can't be read.
pub fn release(
    db: &Connection,
    item: Id,
    board: &BoardFacts,
    by: NaiveDate,
) -> Result<Option<ReleaseFacts>> {
    let mut find = db.prepare_cached(
        "SELECT given_by, day, withdrawn_on, scope FROM live_release_permission
         WHERE item = ?1 AND public = 1 ORDER BY day, id",
    )?;
    let given = find
        .query_map([item], |r| {
            Ok((
                r.get::<_, Option<Id>>(0)?,
                day(r, 1)?,
                day(r, 2)?,
                text(r, 3)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(given.into_iter().find_map(|(who, on, withdrawn, scope)| {
        let (who, on) = (who?, on?);
        let stands = on <= by && withdrawn.is_none_or(|w| w > by);
        let chair = board.chairs_on(on).into_iter().find(|s| s.person == who)?;
        stands.then(|| ReleaseFacts {
            by: chair.name.clone(),
            on,
            scope,
        })
    }))
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
