//! A new post in the hub's team asks a member of a board for a declaration too (COI-2). Pure but for the reading.

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row};

use super::{
    Policy, Reason,
    due::{Asked, Due, Role, Said},
};
use crate::{
    dates::holds,
    record::Id,
    store::{
        Result,
        column::{day, text},
    },
};

/// A post in the hub's team.
#[derive(Debug, Clone)]
pub struct Post {
    /// The record.
    pub id: Id,
    /// Who holds it.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: Option<NaiveDate>,
}

const POSTS: &str = "SELECT t.id, t.person, p.name, t.\"start\", t.\"end\" FROM live_team_member t
     JOIN live_person p ON p.id = t.person";

fn post(r: &Row<'_>) -> rusqlite::Result<Option<Post>> {
    let Some(start) = day(r, 3)? else {
        return Ok(None);
    };
    Ok(Some(Post {
        id: r.get(0)?,
        person: r.get(1)?,
        name: text(r, 2)?,
        start,
        end: day(r, 4)?,
    }))
}

/// Every post that began on a known day.
///
/// # Errors
/// When the tables can't be read.
pub fn posts(db: &Connection) -> Result<Vec<Post>> {
    let mut find = db.prepare_cached(&format!("{POSTS} ORDER BY p.name, t.id"))?;
    let rows = find.query_map([], post)?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// One of them; none when it is not there, or began on no known day.
///
/// # Errors
/// When the tables can't be read.
pub fn post_of(db: &Connection, id: Id) -> Result<Option<Post>> {
    let mut find = db.prepare_cached(&format!("{POSTS} WHERE t.id = ?1"))?;
    Ok(find.query_row([id], post).optional()?.flatten())
}

/// What a post asks for on a day of somebody with these roles, who has said this. Who joined their board with or after the
/// post is asked as a new member.
pub fn asked(
    post: &Post,
    roles: &[Role],
    said: &[Said],
    policy: &Policy,
    today: NaiveDate,
) -> Asked {
    if post.end.is_some_and(|e| e < today) {
        return Asked::default();
    }
    if post.start > today {
        return Asked {
            due: None,
            next: Some(post.start),
        };
    }
    let after = |day: Option<NaiveDate>| day.and_then(|d| d.succ_opt());
    let turns = roles.iter().flat_map(|r| [r.from, after(r.to)]);
    let days = turns
        .chain([after(post.end)])
        .chain(said.iter().map(|s| Some(s.on)));
    let next = days.flatten().filter(|d| *d > today).min();
    let sat_before = roles
        .iter()
        .any(|r| holds(r.from, r.to, today) && r.from.is_some_and(|f| f < post.start));
    let allowed = Days::new(policy.days_allowed);
    let from = post.start.checked_sub_days(allowed).unwrap_or(post.start);
    let declared = said.iter().any(|s| s.on >= from && s.on <= today);
    let due = (sat_before && !declared).then(|| Due {
        reason: Reason::NewRole,
        since: Some(post.start),
        due: post.start.checked_add_days(allowed).unwrap_or(post.start),
        last: said.iter().map(|s| s.on).filter(|on| *on <= today).max(),
    });
    Asked { due, next }
}
