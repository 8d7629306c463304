//! A new post in the hub's team or elsewhere, and other work in an old one, ask a member of a board for a declaration too
//! (COI-2). Pure but for the reading.

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension, Row};

use super::{
    Policy, Reason,
    due::{Asked, Due, Held, Role, Said, changed_since},
    facts, programmes,
};
use crate::{
    dates::holds,
    record::Id,
    store::{
        Result,
        column::{day, text},
    },
};

/// A post of somebody, in the hub's team or elsewhere.
#[derive(Debug, Clone)]
pub struct Post {
    /// The record.
    pub id: Id,
    /// Who holds it.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// Where it is, unless it is in the hub's team: the organisation, practice or network, which may have no name.
    pub elsewhere: Option<String>,
    /// What the post is.
    pub role: String,
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// What the post is, as it was recorded from day to day.
    pub held: Vec<Held>,
}

impl Post {
    /// The post in a few words.
    pub fn what(&self) -> String {
        match self.elsewhere.as_deref() {
            None if self.leads() => "Lead of a programme".into(),
            None => "New post in the hub’s team".into(),
            Some("") => "New post elsewhere".into(),
            Some(place) => format!("New post at {place}"),
        }
    }

    /// Whoever holds it leads a programme of the hub.
    pub fn leads(&self) -> bool {
        self.elsewhere.is_none() && programmes::is_led_by(&self.role)
    }

    /// A post that has ended asks for nothing, one that has not begun for nothing before its first day.
    pub(super) fn asks_nothing(&self, today: NaiveDate) -> Option<Asked> {
        if self.end.is_some_and(|e| e < today) {
            return Some(Asked::default());
        }
        (self.start > today).then_some(Asked {
            due: None,
            next: Some(self.start),
        })
    }

    /// The next day on which what it asks for can be another, once it has begun.
    pub(super) fn next(
        &self,
        roles: &[Role],
        said: &[Said],
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        let after = |day: Option<NaiveDate>| day.and_then(|d| d.succ_opt());
        let turns = roles.iter().flat_map(|r| [r.from, after(r.to)]);
        let days = turns
            .chain([after(self.end)])
            .chain(self.held.iter().map(|h| Some(h.on)))
            .chain(said.iter().map(|s| Some(s.on)));
        days.flatten().filter(|d| *d > today).min()
    }
}

const IN_TEAM: &str =
    "SELECT t.id, t.person, p.name, t.\"start\", t.\"end\", NULL, t.role FROM live_team_member t
     JOIN live_person p ON p.id = t.person";

/// Only of people who sit on a board: of thousands of contacts the others are asked for nothing.
const ELSEWHERE: &str = "SELECT t.id, t.person, p.name, t.\"from\", t.\"to\", coalesce(o.name, r.name, n.name, ''),
        t.role
     FROM live_board_membership m JOIN live_post t ON t.person = m.person JOIN live_person p ON p.id = t.person
     LEFT JOIN live_organisation o ON o.id = t.organisation LEFT JOIN live_practice r ON r.id = t.practice
     LEFT JOIN live_pcn n ON n.id = t.pcn";

fn post(r: &Row<'_>) -> rusqlite::Result<Option<Post>> {
    let Some(start) = day(r, 3)? else {
        return Ok(None);
    };
    Ok(Some(Post {
        id: r.get(0)?,
        person: r.get(1)?,
        name: text(r, 2)?,
        elsewhere: r.get(5)?,
        role: text(r, 6)?,
        start,
        end: day(r, 4)?,
        held: vec![],
    }))
}

fn with_held(db: &Connection, mut post: Post) -> Result<Post> {
    let kind = if post.elsewhere.is_some() {
        "post"
    } else {
        "team_member"
    };
    post.held = facts::held(db, kind, post.id, "role")?;
    Ok(post)
}

/// The posts of a member of a board that began on a known day: those in the hub's team, then those elsewhere.
///
/// # Errors
/// When the tables can't be read.
pub fn posts_of(db: &Connection, person: Id) -> Result<Vec<Post>> {
    let mut all = vec![];
    for sql in [
        format!("{IN_TEAM} WHERE t.person = ?1 ORDER BY t.id"),
        format!("{ELSEWHERE} WHERE t.person = ?1 GROUP BY t.id ORDER BY t.id"),
    ] {
        let mut find = db.prepare_cached(&sql)?;
        let rows = find.query_map([person], post)?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        for post in rows.into_iter().flatten() {
            all.push(with_held(db, post)?);
        }
    }
    Ok(all)
}

/// The posts of those who lead a programme of the hub.
///
/// # Errors
/// When the tables can't be read.
pub fn leads(db: &Connection) -> Result<Vec<Post>> {
    let mut find = db.prepare_cached(&format!("{IN_TEAM} ORDER BY t.id"))?;
    let rows = find.query_map([], post)?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let posts = rows.into_iter().flatten().filter(Post::leads);
    posts.map(|p| with_held(db, p)).collect()
}

/// A post in the hub's team; none when it is not there, or began on no known day.
///
/// # Errors
/// When the tables can't be read.
pub fn in_team(db: &Connection, id: Id) -> Result<Option<Post>> {
    one(db, &format!("{IN_TEAM} WHERE t.id = ?1"), id)
}

/// A post elsewhere of somebody who sits on a board; none when it is not there, or began on no known day.
///
/// # Errors
/// When the tables can't be read.
pub fn elsewhere(db: &Connection, id: Id) -> Result<Option<Post>> {
    one(db, &format!("{ELSEWHERE} WHERE t.id = ?1 LIMIT 1"), id)
}

fn one(db: &Connection, sql: &str, id: Id) -> Result<Option<Post>> {
    let found = db.prepare_cached(sql)?.query_row([id], post).optional()?;
    let found = found.flatten();
    found.map(|p| with_held(db, p)).transpose()
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
    if let Some(nothing) = post.asks_nothing(today) {
        return nothing;
    }
    let next = post.next(roles, said, today);
    let last = said.iter().map(|s| s.on).filter(|on| *on <= today).max();
    let turned = last.and_then(|last| changed_since(&post.held, last, today));
    let since = turned.map_or(post.start, |on| on.max(post.start));
    let sat_before = roles
        .iter()
        .any(|r| holds(r.from, r.to, today) && r.from.is_some_and(|f| f < since));
    let due = sat_before
        .then(|| due_since(since, last, Reason::NewRole, policy))
        .flatten();
    Asked { due, next }
}

/// What a fact of a day asks for; nothing where something was said since, or in as many days before it as are allowed.
pub(super) fn due_since(
    since: NaiveDate,
    last: Option<NaiveDate>,
    reason: Reason,
    policy: &Policy,
) -> Option<Due> {
    let allowed = Days::new(policy.days_allowed);
    let from = since.checked_sub_days(allowed).unwrap_or(since);
    let declared = last.is_some_and(|last| last >= from);
    (!declared).then(|| Due {
        reason,
        since: Some(since),
        due: since.checked_add_days(allowed).unwrap_or(since),
        last,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    fn id(text: &str) -> Id {
        Id::natural("test", &[text])
    }

    fn post(start: NaiveDate, held: Vec<Held>) -> Post {
        Post {
            id: id("post"),
            person: id("Ann"),
            name: "Ann".into(),
            elsewhere: Some("Abbey Surgery".into()),
            role: held.last().map_or("Partner".into(), |h| h.what.clone()),
            start,
            end: None,
            held,
        }
    }

    fn due_of(post: &Post, said_on: NaiveDate) -> Option<Due> {
        let role = Role {
            id: id("membership"),
            person: id("Ann"),
            name: "Ann".into(),
            board: Some(id("board")),
            what: "Board".into(),
            from: Some(date(1, 1)),
            to: None,
            earlier: false,
            held: vec![],
        };
        let said = Said {
            person: id("Ann"),
            board: None,
            on: said_on,
        };
        asked(post, &[role], &[said], &Policy::default(), date(11, 1)).due
    }

    #[test]
    fn other_work_in_an_old_post_asks_as_a_new_post_does() {
        let as_what = |month, what: &str| Held {
            on: date(month, 1),
            what: what.into(),
        };
        let new = post(date(10, 1), vec![as_what(10, "Partner")]);
        assert_eq!(due_of(&new, date(3, 1)).unwrap().due, date(10, 29));
        let old = post(date(1, 1), vec![as_what(1, "Partner")]);
        assert_eq!(due_of(&old, date(3, 1)), None);
        let turned = post(
            date(1, 1),
            vec![as_what(1, "Partner"), as_what(9, "Director")],
        );
        let due = due_of(&turned, date(3, 1)).unwrap();
        assert_eq!((due.since, due.due), (Some(date(9, 1)), date(9, 29)));
        assert_eq!(due_of(&turned, date(9, 2)), None);
    }
}
