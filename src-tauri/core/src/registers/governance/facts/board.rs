//! A board: its terms, its seats, who sits on it and who may take its chair.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::{
    dates::holds,
    record::Id,
    store::{
        Result,
        column::{day, text, yes},
    },
};

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
