//! Rules over the terms of those who sit on boards (GOV-2).

use chrono::{Days, NaiveDate};
use rusqlite::OptionalExtension;

use super::{Look, Rule, Said, Severity, Verdict, ids, said, verdict};
use crate::{
    dates,
    record::Id,
    store::{Result, column},
};

/// Days before a term runs out from which it is to be renewed or filled.
const TERM_AHEAD: u64 = 42;

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "membership.term_over",
        severity: Severity::Breach,
        subject: "board_membership",
        reads: &["person", "board"],
        affected: memberships_of,
        look: term_over,
    },
    Rule {
        id: "membership.term_ends_soon",
        severity: Severity::Due,
        subject: "board_membership",
        reads: &["person", "board"],
        affected: memberships_of,
        look: term_ends_soon,
    },
    Rule {
        id: "membership.co_option_open",
        severity: Severity::Missing,
        subject: "board_membership",
        reads: &["person", "board"],
        affected: memberships_of,
        look: co_option_open,
    },
];

fn memberships_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    let by = if kind == "person" { "person" } else { "board" };
    ids(
        look,
        &format!("SELECT id FROM board_membership WHERE \"{by}\" = ?1"),
        [id],
    )
}

/// Of whom and of what a membership is, and its days.
struct Membership {
    who: String,
    board: String,
    capacity: String,
    purpose: String,
    from: Option<NaiveDate>,
    term_ends: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

fn membership(look: &Look<'_>, id: Id) -> Result<Option<Membership>> {
    Ok(look
        .db
        .prepare_cached(
            "SELECT p.name, b.name, m.capacity, m.purpose, m.\"from\", m.term_ends, m.\"to\"
             FROM live_board_membership m JOIN live_person p ON p.id = m.person JOIN live_board b ON b.id = m.board
             WHERE m.id = ?1",
        )?
        .query_row([id], |r| {
            Ok(Membership {
                who: column::text(r, 0)?,
                board: column::text(r, 1)?,
                capacity: column::text(r, 2)?,
                purpose: column::text(r, 3)?,
                from: column::day(r, 4)?,
                term_ends: column::day(r, 5)?,
                to: column::day(r, 6)?,
            })
        })
        .optional()?)
}

/// The first day after a membership, on which nothing more is asked of it.
fn over(membership: &Membership, today: NaiveDate) -> Option<NaiveDate> {
    membership
        .to
        .and_then(|t| t.succ_opt())
        .filter(|d| *d > today)
}

fn term_over(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(m) = membership(look, id)? else {
        return Ok(Verdict::default());
    };
    let Some(ends) = m.term_ends.filter(|_| m.to.is_none_or(|t| t >= look.today)) else {
        return Ok(Verdict::default());
    };
    if ends >= look.today {
        return verdict(None, ends.succ_opt());
    }
    let words = format!(
        "The term of {} on {} ran out on {}, and the membership goes on.",
        m.who,
        m.board,
        dates::in_words(ends)
    );
    let fix = "Renew the term, or give the membership a last day.";
    verdict(said(words, fix), over(&m, look.today))
}

fn term_ends_soon(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(m) = membership(look, id)? else {
        return Ok(Verdict::default());
    };
    // Who has a last day by then leaves; nothing is to be renewed.
    let Some(ends) = m
        .term_ends
        .filter(|e| m.to.is_none_or(|t| t > *e) && *e >= look.today)
    else {
        return Ok(Verdict::default());
    };
    let first = ends.checked_sub_days(Days::new(TERM_AHEAD)).unwrap_or(ends);
    if first > look.today {
        return verdict(None, Some(first));
    }
    let finding = Said {
        text: format!(
            "The term of {} on {} runs out on {}.",
            m.who,
            m.board,
            dates::in_words(ends)
        ),
        fix: "Renew the term, or find who follows.".into(),
        due: Some(ends),
    };
    verdict(Some(finding), ends.succ_opt())
}

fn co_option_open(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(m) = membership(look, id)?.filter(|m| m.capacity == "co_opted") else {
        return Ok(Verdict::default());
    };
    if m.from.is_some_and(|f| f > look.today) {
        return verdict(None, m.from);
    }
    if m.to.is_some_and(|t| t < look.today) {
        return Ok(Verdict::default());
    }
    let missing = match (m.purpose.trim().is_empty(), m.to.or(m.term_ends).is_none()) {
        (true, true) => "a purpose and an end",
        (true, false) => "a purpose",
        (false, true) => "an end",
        (false, false) => return Ok(Verdict::default()),
    };
    let words = format!("{} is co-opted to {} without {missing}.", m.who, m.board);
    verdict(
        said(words, "Open the membership and fill it in."),
        over(&m, look.today),
    )
}
