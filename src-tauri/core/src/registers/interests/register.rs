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
    pub missing: Vec<Missing>,
}

/// A member of whom nothing is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The person.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// The groups they sit on.
    pub groups: String,
    /// The first day of the membership that asks for it.
    pub since: Option<NaiveDate>,
}

struct Read {
    entry: Entry,
    withheld: bool,
    /// The board that it was made for; none = every role.
    board: Option<Id>,
}

impl Read {
    /// Says that there is nothing, or nothing new.
    fn is_empty_handed(&self) -> bool {
        self.entry.what != "interest"
    }

    /// What another declaration of the same person leaves of this one: that there is nothing holds until something else is
    /// declared for the same role, that nothing changed until anything is.
    fn is_overtaken_by(&self, other: &Read) -> bool {
        let order = |read: &Read| (read.entry.declared_on, read.entry.declaration);
        let of_the_role =
            self.board.is_none() || other.board.is_none() || self.board == other.board;
        let counts = self.entry.what == "no_change" || other.entry.what != "no_change";
        self.entry.person == other.entry.person
            && of_the_role
            && counts
            && order(other) > order(self)
    }
}

/// A group that a person sits or sat on.
struct Group {
    board: Id,
    name: String,
    now: bool,
    /// The last day on it; none while there is none.
    last: Option<NaiveDate>,
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
    let policy = facts::policy(db, today, board)?;
    let groups = groups(db, today)?;
    let mut made = Register {
        entries: vec![],
        past: 0,
        withheld: 0,
        missing: vec![],
    };
    let all = declarations(db)?;
    let mut by_person: BTreeMap<Option<Id>, Vec<&Read>> = BTreeMap::new();
    for read in &all {
        by_person.entry(read.entry.person).or_default().push(read);
    }
    for read in &all {
        let Some(person) = read.entry.person else {
            continue;
        };
        let sits = groups.get(&person);
        let of_board = board.is_none_or(|b| sits.is_some_and(|s| s.iter().any(|g| g.board == b)));
        let mut others = by_person.get(&Some(person)).into_iter().flatten();
        if !of_board || read.is_empty_handed() && others.any(|o| read.is_overtaken_by(o)) {
            continue;
        }
        let ends = if read.is_empty_handed() {
            left(sits, board)
        } else {
            read.entry.to
        };
        if !shown(ends, face, &policy, today) {
            if face == Face::Public {
                made.past += 1;
            }
            continue;
        }
        let mut read = Read {
            entry: read.entry.clone(),
            ..*read
        };
        read.entry.groups = names(sits);
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
        let known = made.missing.iter().any(|m| m.person == role.person);
        if asked.due.is_some_and(|d| d.is_missing()) && !known {
            made.missing.push(Missing {
                person: role.person,
                groups: names(groups.get(&role.person)),
                name: role.name,
                since: role.from,
            });
        }
    }
    if face == Face::Public && !policy.name_missing {
        made.missing.clear();
    }
    // What bears no name stands at the end: its place would tell whose it is.
    made.entries.sort_by_key(|e| {
        (
            e.name.is_empty(),
            e.name.to_lowercase(),
            e.person,
            e.from,
            e.declaration,
        )
    });
    Ok(made)
}

/// An interest is shown while it holds, and for some time after its end: months in public, years to the members. What has
/// ended on no known day is shown as if it had not.
fn shown(ends: Option<NaiveDate>, face: Face, policy: &Policy, today: NaiveDate) -> bool {
    let Some(to) = ends.filter(|to| *to < today) else {
        return true;
    };
    let months = match face {
        Face::Public => policy.public_months,
        Face::Members => policy.record_years.saturating_mul(12),
    };
    to.checked_add_months(Months::new(months))
        .is_none_or(|until| until >= today)
}

/// What the public reads of a line (COI-6): name, role, group, kind, description, dates, action. Of what is withheld only
/// that there is something of a kind; its reason is on record.
pub fn in_public(entry: Entry, withheld: bool) -> Entry {
    if withheld {
        return Entry {
            declaration: entry.declaration,
            what: "withheld".into(),
            kind: entry.kind,
            ..Entry::default()
        };
    }
    Entry {
        organisation: String::new(),
        through: String::new(),
        withheld_because: String::new(),
        ..entry
    }
}

/// The names of the groups that a person sits or sat on.
fn names(groups: Option<&Vec<Group>>) -> String {
    let names = groups.into_iter().flatten().map(|g| {
        if g.now {
            g.name.clone()
        } else {
            format!("{} (before)", g.name)
        }
    });
    names.collect::<Vec<_>>().join(", ")
}

/// The last day on which a person sat on a board, or on any; none while they sit, and for who never did.
fn left(groups: Option<&Vec<Group>>, board: Option<Id>) -> Option<NaiveDate> {
    let of: Vec<&Group> = groups
        .into_iter()
        .flatten()
        .filter(|g| board.is_none_or(|b| g.board == b))
        .collect();
    if of.iter().any(|g| g.last.is_none()) {
        return None;
    }
    of.iter().filter_map(|g| g.last).max()
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
                d.declared_on, d.action, d.withheld, d.withheld_because, d.board
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
            board: r.get(16)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The groups that each person sits on, or sat on: an interest outlives a seat.
fn groups(db: &Connection, today: NaiveDate) -> Result<BTreeMap<Id, Vec<Group>>> {
    let mut find = db.prepare_cached(
        "SELECT m.person, m.board, b.name, m.\"from\", m.\"to\" FROM live_board_membership m
         JOIN live_board b ON b.id = m.board WHERE m.person IS NOT NULL ORDER BY b.name, b.id",
    )?;
    let rows = find.query_map([], |r| {
        let last = day(r, 4)?;
        let group = Group {
            board: r.get(1)?,
            name: text(r, 2)?,
            now: holds(day(r, 3)?, last, today),
            last,
        };
        Ok((r.get::<_, Id>(0)?, group))
    })?;
    let mut groups: BTreeMap<Id, Vec<Group>> = BTreeMap::new();
    for row in rows {
        let (person, group) = row?;
        let of = groups.entry(person).or_default();
        match of.iter_mut().find(|g| g.board == group.board) {
            Some(known) => {
                known.now |= group.now;
                known.last = known.last.zip(group.last).map(|(a, b)| a.max(b));
            }
            None => of.push(group),
        }
    }
    Ok(groups)
}
