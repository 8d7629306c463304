//! The register of interests (COI-6) in its two faces: the members' copy and the public one.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use rusqlite::Connection;

use super::{Policy, due, facts};
use crate::{
    dates::holds,
    record::Id,
    store::{
        Result,
        column::{day, text, yes},
    },
};

/// Which copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// For the members of the board.
    Members,
    /// For everybody.
    Public,
}

/// A line of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The declaration; none for who has not declared.
    pub declaration: Option<Id>,
    /// The person.
    pub person: Option<Id>,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: String,
    /// The groups they sit on.
    pub groups: String,
    /// `interest`, `nil`, `no_change`, `withheld` or `missing`.
    pub what: String,
    /// Kind of interest, as stored.
    pub kind: String,
    /// What it is.
    pub description: String,
    /// The organisation concerned.
    pub organisation: String,
    /// Members' copy: for an indirect interest, whose it is and how they are connected.
    pub through: String,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// The day on which it was declared.
    pub declared_on: Option<NaiveDate>,
    /// What was agreed to manage it.
    pub action: String,
    /// Why it is left out of the public copy.
    pub withheld_because: String,
}

/// The register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Its lines, by name.
    pub entries: Vec<Entry>,
    /// Lines that the public copy leaves out because the interest ended too long ago.
    pub past: usize,
    /// Interests that were withheld from the public copy, each with its reason.
    pub withheld: usize,
    /// Members who have neither declared nor said that they have nothing to declare.
    pub missing: Vec<String>,
}

struct Read {
    entry: Entry,
    withheld: bool,
}

/// The register as it stands on a day: of one board, or of everybody.
///
/// # Errors
/// When the tables can't be read.
pub fn register(
    db: &Connection,
    board: Option<Id>,
    face: Face,
    today: NaiveDate,
) -> Result<Register> {
    let policy = facts::policy(db, today)?;
    let groups = groups(db, today)?;
    let mut made = Register {
        entries: vec![],
        past: 0,
        withheld: 0,
        missing: vec![],
    };
    for mut read in declarations(db)? {
        let Some(person) = read.entry.person else {
            continue;
        };
        let sits = groups.get(&person);
        let of_board = board.is_none_or(|b| sits.is_some_and(|s| s.iter().any(|g| g.0 == b)));
        if !of_board || !shown(&read, face, &policy, today) {
            if of_board && face == Face::Public {
                made.past += 1;
            }
            continue;
        }
        let names: Vec<&str> = sits.into_iter().flatten().map(|g| g.1.as_str()).collect();
        read.entry.groups = names.join(", ");
        if face == Face::Public {
            if read.withheld {
                made.withheld += 1;
            }
            read.entry = in_public(read.entry, read.withheld);
        } else if read.withheld {
            made.withheld += 1;
        }
        made.entries.push(read.entry);
    }
    for role in facts::roles(db)? {
        if board.is_some() && role.board != board {
            continue;
        }
        let said = facts::said_by(db, role.person)?;
        let asked = due::asked(&role, &said, &policy, today);
        if asked.due.is_some_and(|d| d.is_missing()) && !made.missing.contains(&role.name) {
            made.missing.push(role.name);
        }
    }
    if face == Face::Public && !policy.name_missing {
        made.missing.clear();
    }
    made.entries.sort_by(|a, b| {
        (a.name.to_lowercase(), a.person, a.from, a.declaration).cmp(&(
            b.name.to_lowercase(),
            b.person,
            b.from,
            b.declaration,
        ))
    });
    Ok(made)
}

/// An interest is shown while it holds, and for some time after its end: months in public, years to the members. What has
/// ended on no known day is shown as if it had not.
fn shown(read: &Read, face: Face, policy: &Policy, today: NaiveDate) -> bool {
    let Some(to) = read.entry.to.filter(|to| *to < today) else {
        return true;
    };
    let months = match face {
        Face::Public => policy.public_months,
        Face::Members => policy.record_years.saturating_mul(12),
    };
    to.checked_add_months(Months::new(months))
        .is_none_or(|until| until >= today)
}

/// What the public sees: nothing private, and of what is withheld only that there is something, and why not what.
fn in_public(entry: Entry, withheld: bool) -> Entry {
    if !withheld {
        return Entry {
            through: String::new(),
            withheld_because: String::new(),
            ..entry
        };
    }
    Entry {
        declaration: entry.declaration,
        person: entry.person,
        name: entry.name,
        role: entry.role,
        groups: entry.groups,
        what: "withheld".into(),
        withheld_because: entry.withheld_because,
        ..Entry::default()
    }
}

/// For an indirect interest, whose it is and how they are connected, in one line.
pub fn through(whose: &str, relationship: &str) -> String {
    let parts = [whose, relationship].into_iter().filter(|t| !t.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn declarations(db: &Connection) -> Result<Vec<Read>> {
    let mut find = db.prepare_cached(
        "SELECT d.id, d.person, p.name, p.role, d.declared, d.kind, d.description,
                coalesce(o.name, r.name, d.organisation_name), d.whose, d.relationship, d.\"from\", d.\"to\",
                d.declared_on, d.action, d.withheld, d.withheld_because
         FROM live_declaration d JOIN live_person p ON p.id = d.person
         LEFT JOIN live_organisation o ON o.id = d.organisation LEFT JOIN live_practice r ON r.id = d.practice",
    )?;
    let rows = find.query_map([], |r| {
        Ok(Read {
            entry: Entry {
                declaration: Some(r.get(0)?),
                person: r.get(1)?,
                name: text(r, 2)?,
                role: text(r, 3)?,
                groups: String::new(),
                what: text(r, 4)?,
                kind: text(r, 5)?,
                description: text(r, 6)?,
                organisation: text(r, 7)?,
                through: through(&text(r, 8)?, &text(r, 9)?),
                from: day(r, 10)?,
                to: day(r, 11)?,
                declared_on: day(r, 12)?,
                action: text(r, 13)?,
                withheld_because: text(r, 15)?,
            },
            withheld: yes(r, 14)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The groups that each person sits on, or sat on: an interest outlives a seat.
fn groups(db: &Connection, today: NaiveDate) -> Result<BTreeMap<Id, Vec<(Id, String)>>> {
    let mut find = db.prepare_cached(
        "SELECT m.person, m.board, b.name, m.\"from\", m.\"to\" FROM live_board_membership m
         JOIN live_board b ON b.id = m.board WHERE m.person IS NOT NULL ORDER BY b.name, b.id",
    )?;
    let rows = find.query_map([], |r| {
        let now = holds(day(r, 3)?, day(r, 4)?, today);
        let group: (Id, String) = (r.get(1)?, text(r, 2)?);
        Ok((r.get::<_, Id>(0)?, group, now))
    })?;
    let mut groups: BTreeMap<Id, Vec<(Id, String)>> = BTreeMap::new();
    for row in rows {
        let (person, (board, mut name), now) = row?;
        if !now {
            name += " (before)";
        }
        let of = groups.entry(person).or_default();
        match of.iter_mut().find(|g| g.0 == board) {
            Some(known) if now => known.1 = name,
            Some(_) => {}
            None => of.push((board, name)),
        }
    }
    Ok(groups)
}
