//! Rules over who is to declare interests, and under which policy (COI-2, COI-3).

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::{Look, Rule, Said, Severity, Verdict, ever, ids, said, verdict};
use crate::{
    dates,
    record::Id,
    registers::interests::{
        Reason,
        due::{self, Asked, Due},
        facts,
    },
    store::{Result, column},
};

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "interest.declaration_due",
        severity: Severity::Due,
        subject: "board_membership",
        reads: READS,
        affected: memberships_of,
        look: declaration_due,
    },
    Rule {
        id: "interest.declaration_overdue",
        severity: Severity::Breach,
        subject: "board_membership",
        reads: READS,
        affected: memberships_of,
        look: declaration_overdue,
    },
    Rule {
        id: "interest.refresh_due",
        severity: Severity::Due,
        subject: "board_membership",
        reads: READS,
        affected: memberships_of,
        look: refresh_due,
    },
    Rule {
        id: "interest.not_answered",
        severity: Severity::Due,
        subject: "declaration_request",
        reads: &["person"],
        affected: requests_of,
        look: not_answered,
    },
    Rule {
        id: "interest.two_policies",
        severity: Severity::Breach,
        subject: "host_policy",
        reads: &["host_policy"],
        affected: every_policy,
        look: two_policies,
    },
];

const READS: &[&str] = &[
    "declaration",
    "host_policy",
    "person",
    "board",
    "board_membership",
];

/// The person of a record, whoever it was before.
pub(super) fn people_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    if kind == "person" {
        return Ok(vec![id]);
    }
    ever(look, id, "person")
}

pub(super) fn of_people(look: &Look<'_>, kind: &str, id: Id, sql: &str) -> Result<Vec<Id>> {
    let mut all = vec![];
    for person in people_of(look, kind, id)? {
        all.extend(ids(look, sql, [person])?);
    }
    Ok(all)
}

fn memberships_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    match kind {
        "host_policy" => ids(look, "SELECT id FROM board_membership", []),
        "board" => ids(
            look,
            "SELECT id FROM board_membership WHERE board = ?1",
            [id],
        ),
        _ => of_people(
            look,
            kind,
            id,
            "SELECT id FROM board_membership WHERE person = ?1",
        ),
    }
}

fn requests_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    of_people(
        look,
        kind,
        id,
        "SELECT id FROM declaration_request WHERE person = ?1",
    )
}

fn every_policy(look: &Look<'_>, _: &str, _: Id) -> Result<Vec<Id>> {
    ids(look, "SELECT id FROM host_policy", [])
}

/// The next day on which another policy can hold.
pub(super) fn policy_turns(look: &Look<'_>) -> Result<Option<NaiveDate>> {
    let next: Option<String> = look
        .db
        .prepare_cached(
            "SELECT min(day) FROM (SELECT \"from\" AS day FROM live_host_policy
             UNION ALL SELECT date(\"to\", '+1 day') FROM live_host_policy) WHERE day > ?1",
        )?
        .query_row([look.today.to_string()], |r| r.get(0))?;
    Ok(next.and_then(|d| d.parse().ok()))
}

struct Looked {
    name: String,
    what: String,
    asked: Asked,
}

fn asked(look: &Look<'_>, membership: Id) -> Result<Option<Looked>> {
    let Some(role) = facts::role_of(look.db, membership)? else {
        return Ok(None);
    };
    let policy = facts::policy(look.db, look.today, role.board)?;
    let all = facts::said_by(look.db, role.person)?;
    let mut asked = due::asked(&role, &all, &policy, look.today);
    // Said in advance of its day: it counts from then on.
    let said_next = all.iter().map(|s| s.on).filter(|d| *d > look.today).min();
    asked.next = [asked.next, said_next, policy_turns(look)?]
        .into_iter()
        .flatten()
        .min();
    Ok(Some(Looked {
        name: role.name,
        what: role.what,
        asked,
    }))
}

fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::NewRole => "in a new role on",
        _ => "who joined",
    }
}

fn first_declaration(look: &Look<'_>, id: Id, overdue: bool) -> Result<Verdict> {
    let Some(looked) = asked(look, id)? else {
        return Ok(Verdict::default());
    };
    let next = looked.asked.next;
    let due = looked
        .asked
        .due
        .filter(|d| !d.is_refresh() && d.is_overdue(look.today) == overdue);
    let Some(due) = due else {
        return verdict(None, next);
    };
    let was = if overdue {
        "was to declare interests, or none, by"
    } else {
        "is to declare interests, or none, by"
    };
    let finding = Said {
        text: format!(
            "{}, {} {}, {was} {}.",
            looked.name,
            why(due.reason),
            looked.what,
            dates::in_words(due.due)
        ),
        fix: "Ask for the declaration, and record it or that there is nothing to declare.".into(),
        due: Some(due.due),
    };
    verdict(Some(finding), next)
}

fn declaration_due(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    first_declaration(look, id, false)
}

fn declaration_overdue(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    first_declaration(look, id, true)
}

fn refresh_due(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(looked) = asked(look, id)? else {
        return Ok(Verdict::default());
    };
    let next = looked.asked.next;
    let Some(due) = looked.asked.due.filter(Due::is_refresh) else {
        return verdict(None, next);
    };
    let last = due.last.map(dates::in_words).unwrap_or_default();
    let finding = Said {
        text: format!(
            "{} ({}) last declared on {last}; the next is due by {}.",
            looked.name,
            looked.what,
            dates::in_words(due.due)
        ),
        fix: "Ask for a declaration; “no change” is an answer.".into(),
        due: Some(due.due),
    };
    verdict(Some(finding), next)
}

fn not_answered(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let found = look
        .db
        .prepare_cached(
            "SELECT p.name, r.due, r.answer FROM live_declaration_request r JOIN live_person p ON p.id = r.person
             WHERE r.id = ?1",
        )?
        .query_row([id], |r| {
            Ok((column::text(r, 0)?, column::day(r, 1)?, r.get::<_, Option<Id>>(2)?))
        })
        .optional()?;
    let Some((name, Some(due), None)) = found else {
        return Ok(Verdict::default());
    };
    if due >= look.today {
        return verdict(None, due.succ_opt());
    }
    let finding = Said {
        text: format!(
            "{name} was asked to declare by {} and has not answered.",
            dates::in_words(due)
        ),
        fix: "Remind them, or record what they answered.".into(),
        due: Some(due),
    };
    verdict(Some(finding), None)
}

/// Two policies hold for the same hub, or for every hub, on one day: it is not clear which counts.
fn two_policies(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let mut find = look.db.prepare_cached(
        "SELECT id, name, \"from\", \"to\", hub FROM live_host_policy ORDER BY id",
    )?;
    let all = find
        .query_map([], |r| {
            Ok((
                r.get::<_, Id>(0)?,
                column::text(r, 1)?,
                column::day(r, 2)?,
                column::day(r, 3)?,
                r.get::<_, Option<Id>>(4)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let Some(own) = all.iter().find(|p| p.0 == id) else {
        return Ok(Verdict::default());
    };
    type Held = (Id, String, Option<NaiveDate>, Option<NaiveDate>, Option<Id>);
    let meets = |other: &&Held| {
        let ends_before = |a: Option<NaiveDate>, b: Option<NaiveDate>| {
            a.zip(b).is_some_and(|(to, from)| to < from)
        };
        other.0 < own.0
            && other.4 == own.4
            && !ends_before(own.3, other.2)
            && !ends_before(other.3, own.2)
    };
    let Some(other) = all.iter().find(meets) else {
        return Ok(Verdict::default());
    };
    let words = format!("“{}” and “{}” hold on the same days.", own.1, other.1);
    verdict(said(words, "Give the older policy a last day."), None)
}
