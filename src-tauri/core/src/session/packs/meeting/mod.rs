//! The packs of one meeting: its board pack and its minutes, gathered from boards and interests as plain words. What a
//! copy leaves out is taken out of the snapshot (`packs::copies`), never here.

mod actions;
mod board;
mod decisions;
pub(in crate::session) mod guards;
mod minutes;
mod reports;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;

pub(in crate::session) use self::board::unreadable;
pub(super) use self::{
    board::{About, All, all, board, board_now, waiting},
    minutes::{minutes, minutes_now},
};
use super::{
    super::{Reply, boards::label},
    Made, head,
    papers::Enclosed,
    salt,
};
use crate::{
    dates::in_words,
    packs::{
        board::{PackMeeting, PackPaper, PackSeat},
        copies::{Face, Recipient, Snapshot},
    },
    record::{Id, Value},
    registers::{
        governance::{
            facts::{self, MeetingFacts, PresenceFacts},
            steps, time_of_day,
        },
        interests::rulings::{self, Touched},
    },
    store::{Result, Row, Store, StoreError},
};

/// How far back the meeting before is looked for, in days: ten years.
const LOOK_BACK: u64 = 3_660;

fn touched(store: &Store, id: Id) -> Reply<Touched> {
    match rulings::touched(store.db(), id)? {
        Some(of) => Ok(of),
        None => {
            let message = "This meeting was removed, or its board was. No pack was written.";
            Err(StoreError::refused("removed", message, "Bring it back first.").into())
        }
    }
}

/// Whom the copy is for: `members`, `public`, `closed`, or `member:` and who sits on the board. A member's copy is without
/// the papers of items that they leave the room for.
fn face(of: &Touched, papers: &[PackPaper], copy: Option<&str>) -> Reply<Face> {
    let person = match copy {
        Some("closed") => return Ok(Face::ClosedSession),
        Some(name) => name.strip_prefix("member:").map(str::trim),
        None => None,
    };
    let Some(person) = person.filter(|p| !p.is_empty()) else {
        return super::face_of_meeting(copy);
    };
    let sitting = of.meeting.board.sitting_on(of.meeting.line.day);
    let Some(sitting) = named(person, sitting, |s| (s.person.to_string(), &s.name))? else {
        let message =
            format!("{person} does not sit on this board on that day. No pack was written.");
        return Err(
            StoreError::refused("no_member", message, "Choose a member of the board.").into(),
        );
    };
    Ok(Face::Member {
        person: sitting.name.clone(),
        without_papers: withheld_papers(of, papers, sitting.person),
    })
}

/// Who is meant by an identifier or a name: none where nobody is. Of two people of one name neither gets the other's copy.
pub(super) fn named<'a, T>(
    wanted: &str,
    all: impl Iterator<Item = &'a T>,
    of: impl Fn(&T) -> (String, &String),
) -> Reply<Option<&'a T>> {
    let mut found: Vec<(String, &T)> = vec![];
    for one in all {
        let (id, name) = of(one);
        if id == wanted {
            return Ok(Some(one));
        }
        let known = found.iter().any(|f| f.0 == id);
        if !known && name.to_lowercase() == wanted.to_lowercase() {
            found.push((id, one));
        }
    }
    if found.len() > 1 {
        let message = format!("There are two people called {wanted}. No pack was written.");
        let hint = "Write all copies at once, or name the person by identifier.";
        return Err(StoreError::refused("two_members", message, hint).into());
    }
    Ok(found.pop().map(|f| f.1))
}

fn made<S: Snapshot>(
    whole: &S,
    face: &Face,
    today: NaiveDate,
    (pack, id): (&str, Id),
    papers: Vec<Enclosed>,
) -> Made {
    Made {
        papers,
        ..Made::of(whole, face, today, (pack, Some(json!(id.to_string()))))
    }
}

/// Everybody who sits on the board on the day of the meeting, in the order of their names.
fn recipients(of: &Touched, without: impl Fn(Id) -> Vec<String>) -> Vec<Recipient> {
    let mut all: Vec<Recipient> = vec![];
    for sitting in of.meeting.board.sitting_on(of.meeting.line.day) {
        let one = Recipient {
            id: sitting.person.to_string(),
            person: sitting.name.clone(),
            member: true,
            without_papers: without(sitting.person),
        };
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all.sort_by_key(|r| r.person.to_lowercase());
    all
}

/// The papers of items that somebody leaves the room for.
fn withheld_papers(of: &Touched, papers: &[PackPaper], person: Id) -> Vec<String> {
    let own = of
        .concerns
        .iter()
        .filter(|c| c.person == person && c.withholds_paper());
    let items: Vec<String> = own.map(|c| c.item.to_string()).collect();
    let without = papers.iter().filter(|p| items.contains(&p.item));
    without.map(|p| p.id.clone()).collect()
}

fn of_meeting(store: &Store, of: &Touched, row: &Row) -> Result<PackMeeting> {
    let (line, board) = (&of.meeting.line, &of.meeting.board);
    let after = line.day.succ_opt().unwrap_or(line.day);
    let next = facts::meetings(store.db(), board.id, after, NaiveDate::MAX)?
        .into_iter()
        .find(|m| m.state == "planned")
        .map(|m| m.day);
    Ok(PackMeeting {
        title: line.name.clone(),
        day: line.day,
        from: row.text("starts"),
        to: row.text("ends"),
        place: row.text("place"),
        link: row.text("link"),
        chair: of.line.first().map(|l| l.1.clone()).unwrap_or_default(),
        quorum: match board.quorum {
            Some(1) => "1 voting member".to_owned(),
            Some(n) => format!("{n} voting members"),
            None => String::new(),
        },
        next,
    })
}

fn seats(store: &Store, meeting: &MeetingFacts) -> Reply<Vec<PackSeat>> {
    let (board, day) = (&meeting.board, meeting.line.day);
    let named: BTreeMap<Id, &str> = board
        .seats
        .iter()
        .map(|s| (s.id, s.name.as_str()))
        .collect();
    let mut sitting: Vec<_> = board.sitting_on(day).collect();
    sitting.sort_by_key(|s| {
        (
            s.chairs().unwrap_or(9),
            !s.is_member(),
            s.name.to_lowercase(),
        )
    });
    let mut seats = vec![];
    for one in &sitting {
        let presence = meeting.presence.iter().find(|p| p.person == one.person);
        seats.push(PackSeat {
            person: one.name.clone(),
            role: one
                .seat
                .and_then(|s| named.get(&s))
                .copied()
                .unwrap_or_default()
                .to_owned(),
            organisation: one.organisation.clone(),
            capacity: label(store, "board_membership", "capacity", &one.capacity)?,
            votes: one.voting,
            attends: match presence {
                Some(presence) => attends(store, presence)?,
                None => String::new(),
            },
        });
    }
    let sits = |person: Id| board.sitting_on(day).any(|s| s.person == person);
    for guest in meeting.presence.iter().filter(|p| !sits(p.person)) {
        // Who stands in has the vote of the member, as the quorum counts it.
        let member = guest.stands_in_for;
        let votes = |m: Id| {
            sitting
                .iter()
                .any(|s| s.person == m && s.voting && s.is_member())
        };
        seats.push(PackSeat {
            person: guest.name.clone(),
            capacity: member.map_or("Guest", |_| "Stand-in").to_owned(),
            votes: guest.presence == "present" && member.is_some_and(votes),
            attends: attends(store, guest)?,
            ..PackSeat::default()
        });
    }
    for seat in board.vacant_on(day) {
        seats.push(PackSeat {
            role: seat.name.clone(),
            ..PackSeat::default()
        });
    }
    Ok(seats)
}

/// "Present, came at 10:15, out from 11:00 to 11:20, for Dora Dunn" (GOV-3).
fn attends(store: &Store, one: &PresenceFacts) -> Reply<String> {
    let mut words = label(store, "attendance", "presence", &one.presence)?;
    if one.presence != "present" {
        return Ok(words);
    }
    if let Some(member) = one.stands_in_for {
        words += &format!(", for {}", store.title("person", member)?);
    }
    if let Some(came) = one.arrived {
        words += &format!(", came at {}", time_of_day(came));
    }
    match (one.stepped_out, one.came_back) {
        (Some(out), Some(back)) => {
            words += &format!(", out from {} to {}", time_of_day(out), time_of_day(back));
        }
        (Some(out), None) => words += &format!(", out from {}", time_of_day(out)),
        (None, Some(back)) => words += &format!(", out until {}", time_of_day(back)),
        (None, None) => {}
    }
    if let Some(went) = one.left {
        words += &format!(", went at {}", time_of_day(went));
    }
    Ok(words)
}

/// Why a declaration may not be read in public; none when it may.
pub(super) fn withheld(declaration: &Row) -> Option<String> {
    let withheld = declaration.value("withheld") == Value::Int(1);
    withheld.then(|| declaration.text("withheld_because"))
}

/// How far minutes have come, and at which later meeting they were approved (GOV-3).
fn state(store: &Store, of: Id, stand: &steps::Stand) -> Reply<String> {
    let mut words = label(store, "minutes", "state", &stand.state)?;
    if steps::changed_since_check(store, of, stand)? {
        words += ", changed since";
    }
    let Some(meeting) = stand.approved_at else {
        return Ok(words);
    };
    let Some(day) = store.row("meeting", meeting)?.value("day").as_date() else {
        return Ok(words);
    };
    let at = format!("at the meeting of {}", in_words(day));
    Ok(match stand.state.as_str() {
        "approved" => format!("{words} {at}"),
        _ => format!("{words}, approved {at}"),
    })
}
