//! What the rules of this room go by, read from the tables at once.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Policy,
    due::{Held, Role, Said},
    recusal::{Interest, ItemTouches, Subject},
};
use crate::{
    dates::holds,
    record::Id,
    store::{
        Result,
        column::{day, text, yes},
    },
};

/// The host's policy that holds on a day for a board: its hub's own, else one for every hub; without a board, one for every
/// hub before that of one. The usual figures where none is laid down.
///
/// # Errors
/// When the tables can't be read.
pub fn policy(db: &Connection, on: NaiveDate, board: Option<Id>) -> Result<Policy> {
    let usual = Policy::default();
    let found = db
        .prepare_cached(
            "SELECT p.days_allowed, p.refresh_months, p.public_months, p.record_years, p.name_missing
             FROM live_host_policy p LEFT JOIN live_board b ON b.id = ?2
             WHERE (p.\"from\" IS NULL OR p.\"from\" <= ?1) AND (p.\"to\" IS NULL OR p.\"to\" >= ?1)
               AND (p.hub IS NULL OR b.hub IS NULL OR p.hub = b.hub)
             ORDER BY p.hub = b.hub DESC, p.hub IS NULL DESC, p.\"from\" DESC, p.id LIMIT 1",
        )?
        .query_row(params![on.to_string(), board], |r| {
            let number = |at: usize, usual: u32| -> rusqlite::Result<u32> {
                Ok(r.get::<_, Option<i64>>(at)?
                    .and_then(|n| u32::try_from(n).ok())
                    .unwrap_or(usual))
            };
            Ok(Policy {
                days_allowed: number(0, 28)?.into(),
                refresh_months: number(1, usual.refresh_months)?,
                public_months: number(2, usual.public_months)?,
                record_years: number(3, usual.record_years)?,
                name_missing: yes(r, 4)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or(usual))
}

fn role(r: &Row<'_>) -> rusqlite::Result<Role> {
    Ok(Role {
        id: r.get(0)?,
        person: r.get(1)?,
        name: text(r, 2)?,
        board: r.get(3)?,
        what: text(r, 4)?,
        from: day(r, 5)?,
        to: day(r, 6)?,
        earlier: r.get(7)?,
        held: vec![],
    })
}

/// What a field with a choice held, as it was recorded from day to day.
///
/// # Errors
/// When the tables can't be read.
pub fn held(db: &Connection, kind: &str, record: Id, field: &str) -> Result<Vec<Held>> {
    let mut find = db.prepare_cached(
        "SELECT c.clock >> 16, w.value FROM log_write w JOIN log_field f USING (field_no) JOIN log_change c USING (change_no)
         WHERE w.record = ?1 AND f.kind = ?2 AND f.field = ?3 AND typeof(w.value) = 'text' ORDER BY c.clock, c.hash",
    )?;
    let rows = find.query_map(params![record, kind, field], |r| {
        Ok((r.get::<_, i64>(0)?, text(r, 1)?))
    })?;
    let mut held = vec![];
    for row in rows {
        let (at, what) = row?;
        held.extend(DateTime::from_timestamp_millis(at).map(|at| Held {
            on: at.date_naive(),
            what,
        }));
    }
    Ok(held)
}

fn with_held(db: &Connection, mut role: Role) -> Result<Role> {
    role.held = held(db, "board_membership", role.id, "capacity")?;
    Ok(role)
}

/// A membership of a board that asks for a declaration.
const ROLES: &str = "SELECT m.id, m.person, p.name, m.board, b.name, m.\"from\", m.\"to\",
        EXISTS (SELECT 1 FROM live_board_membership e WHERE e.person = m.person AND e.board = m.board
                AND e.id <> m.id AND e.\"from\" < m.\"from\")
     FROM live_board_membership m JOIN live_person p ON p.id = m.person JOIN live_board b ON b.id = m.board
     WHERE m.capacity IS NOT 'in_attendance'";

/// Every membership that asks for a declaration.
///
/// # Errors
/// When the tables can't be read.
pub fn roles(db: &Connection) -> Result<Vec<Role>> {
    let mut find = db.prepare_cached(&format!("{ROLES} ORDER BY p.name, b.name, m.id"))?;
    let rows = find.query_map([], role)?;
    let roles = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    roles.into_iter().map(|r| with_held(db, r)).collect()
}

/// One of them; none when it asks for nothing.
///
/// # Errors
/// When the tables can't be read.
pub fn role_of(db: &Connection, membership: Id) -> Result<Option<Role>> {
    let mut find = db.prepare_cached(&format!("{ROLES} AND m.id = ?1"))?;
    let found = find.query_row([membership], role).optional()?;
    found.map(|r| with_held(db, r)).transpose()
}

/// What a person declared, whatever it was.
///
/// # Errors
/// When the tables can't be read.
pub fn said_by(db: &Connection, person: Id) -> Result<Vec<Said>> {
    let mut find = db.prepare_cached(
        "SELECT person, board, declared_on FROM live_declaration WHERE person = ?1 AND declared_on IS NOT NULL",
    )?;
    let rows = find.query_map([person], |r| {
        Ok(day(r, 2)?.map(|on| (r.get(0), r.get(1), on)))
    })?;
    let mut said = vec![];
    for row in rows {
        if let Some((person, board, on)) = row? {
            said.push(Said {
                person: person?,
                board: board?,
                on,
            });
        }
    }
    Ok(said)
}

const INTERESTS: &str = "SELECT d.id, d.kind, d.organisation, d.practice,
        coalesce(o.name, r.name, d.organisation_name), d.whose, d.description, d.relationship, d.\"from\", d.\"to\",
        d.ended, d.withheld
     FROM live_declaration d
     LEFT JOIN live_organisation o ON o.id = d.organisation LEFT JOIN live_practice r ON r.id = d.practice
     WHERE d.person = ?1 AND d.declared = 'interest'";

/// The interests of some people that hold on a day, in the order of their names. Asked person by person: a board has few
/// members, and the register keeps everybody's interests of years.
///
/// # Errors
/// When the tables can't be read.
pub fn live_interests(db: &Connection, on: NaiveDate, who: &BTreeSet<Id>) -> Result<Vec<Interest>> {
    let mut name = db.prepare_cached("SELECT name FROM live_person WHERE id = ?1")?;
    let mut find = db.prepare_cached(INTERESTS)?;
    let mut all = vec![];
    for person in who {
        let holder = name.query_row([person], |r| text(r, 0)).optional()?;
        let Some(holder) = holder else { continue };
        let rows = find.query_map([person], |r| {
            let (from, to) = (day(r, 8)?, day(r, 9)?);
            let ended = yes(r, 10)? && to.is_none();
            if ended || !holds(from, to, on) {
                return Ok(None);
            }
            Ok(Some(Interest {
                declaration: r.get(0)?,
                person: *person,
                holder: holder.clone(),
                kind: text(r, 1)?,
                organisation: r.get(2)?,
                practice: r.get(3)?,
                name: text(r, 4)?,
                whose: text(r, 5)?,
                description: text(r, 6)?,
                relationship: text(r, 7)?,
                withheld: yes(r, 11)?,
            }))
        })?;
        for row in rows {
            all.extend(row?);
        }
    }
    all.sort_by(|a, b| (&a.holder, a.declaration).cmp(&(&b.holder, b.declaration)));
    Ok(all)
}

/// Whom and what the items of a meeting touch.
///
/// # Errors
/// When the tables can't be read.
pub fn touches(db: &Connection, meeting: Id) -> Result<Vec<ItemTouches>> {
    let mut items = db
        .prepare_cached(
            "SELECT id, title, recommendation FROM live_agenda_item WHERE meeting = ?1 ORDER BY place, id",
        )?
        .query_map([meeting], |r| {
            Ok(ItemTouches {
                item: r.get(0)?,
                title: text(r, 1)?,
                words: format!("{} {}", text(r, 1)?, text(r, 2)?),
                subjects: vec![],
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut subjects = db.prepare_cached(
        "SELECT s.item, s.organisation, s.practice, s.person, coalesce(o.name, r.name, p.name, s.name)
         FROM live_agenda_item i JOIN live_item_subject s ON s.item = i.id
         LEFT JOIN live_organisation o ON o.id = s.organisation
         LEFT JOIN live_practice r ON r.id = s.practice LEFT JOIN live_person p ON p.id = s.person
         WHERE i.meeting = ?1 ORDER BY s.id",
    )?;
    let mut found = subjects.query([meeting])?;
    while let Some(r) = found.next()? {
        let of: Id = r.get(0)?;
        let subject = Subject {
            organisation: r.get(1)?,
            practice: r.get(2)?,
            person: r.get(3)?,
            name: text(r, 4)?,
        };
        let item = items.iter_mut().find(|i| i.item == of);
        if let Some(item) = item {
            item.subjects.push(subject);
        }
    }
    Ok(items)
}

/// A ruling on a person's interest in an item.
#[derive(Debug, Clone)]
pub struct RulingFacts {
    /// The item.
    pub item: Id,
    /// Whose interest it is.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// The declaration, where the interest was declared before.
    pub declaration: Option<Id>,
    /// What was declared at the meeting itself.
    pub interest: String,
    /// Noted, stayed or left, as stored.
    pub ruled: String,
    /// Who ruled.
    pub ruled_by: Option<Id>,
    /// Their name.
    pub ruled_by_name: String,
    /// Why.
    pub reason: String,
    /// When they left, as written.
    pub out: String,
    /// When they came back.
    pub back: String,
}

/// The rulings of a meeting.
///
/// # Errors
/// When the tables can't be read.
pub fn rulings(db: &Connection, meeting: Id) -> Result<Vec<RulingFacts>> {
    let mut find = db.prepare_cached(
        "SELECT r.item, r.person, p.name, r.declaration, r.interest, r.ruled, r.ruled_by, b.name, r.reason, r.out, r.back
         FROM live_item_ruling r JOIN live_agenda_item i ON i.id = r.item JOIN live_person p ON p.id = r.person
         LEFT JOIN live_person b ON b.id = r.ruled_by
         WHERE i.meeting = ?1 ORDER BY i.place, p.name, r.id",
    )?;
    let rows = find.query_map([meeting], |r| {
        Ok(RulingFacts {
            item: r.get(0)?,
            person: r.get(1)?,
            name: text(r, 2)?,
            declaration: r.get(3)?,
            interest: text(r, 4)?,
            ruled: text(r, 5)?,
            ruled_by: r.get(6)?,
            ruled_by_name: text(r, 7)?,
            reason: text(r, 8)?,
            out: text(r, 9)?,
            back: text(r, 10)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
