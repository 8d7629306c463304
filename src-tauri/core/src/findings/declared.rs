//! Rules over the interests that were declared (COI-1, COI-5, COI-6).

use chrono::{Months, NaiveDate};
use rusqlite::{OptionalExtension, params};

use super::{
    Look, Rule, Severity, Verdict, ever, ids,
    interests::{of_people, policy_turns},
    said, verdict,
};
use crate::{
    dates,
    record::Id,
    registers::interests::facts,
    store::{Result, column},
};

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "interest.ended_without_day",
        severity: Severity::Missing,
        subject: "declaration",
        reads: &["person"],
        affected: declarations_of,
        look: ended_without_day,
    },
    Rule {
        id: "interest.person_left",
        severity: Severity::Note,
        subject: "declaration",
        reads: &["person", "board_membership", "team_member"],
        affected: declarations_of,
        look: person_left,
    },
    Rule {
        id: "interest.doubt_open",
        severity: Severity::Due,
        subject: "declaration",
        reads: &["interest_doubt", "person"],
        affected: declarations_of,
        look: doubt_open,
    },
    Rule {
        id: "interest.kept_too_long",
        severity: Severity::Note,
        subject: "declaration",
        reads: &["host_policy", "person"],
        affected: declarations_of,
        look: kept_too_long,
    },
    Rule {
        id: "interest.nil_beside_interest",
        severity: Severity::Missing,
        subject: "declaration",
        reads: &["declaration", "person"],
        affected: declarations_of,
        look: nil_beside_interest,
    },
];

fn declarations_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    match kind {
        "interest_doubt" => ever(look, id, "declaration"),
        "host_policy" => ids(look, "SELECT id FROM declaration", []),
        _ => of_people(
            look,
            kind,
            id,
            "SELECT id FROM declaration WHERE person = ?1",
        ),
    }
}

struct Declared {
    person: Id,
    name: String,
    declared: String,
    to: Option<NaiveDate>,
    ended: bool,
}

fn declaration(look: &Look<'_>, id: Id) -> Result<Option<Declared>> {
    Ok(look
        .db
        .prepare_cached(
            "SELECT d.person, p.name, d.declared, d.\"to\", d.ended FROM live_declaration d
             JOIN live_person p ON p.id = d.person WHERE d.id = ?1",
        )?
        .query_row([id], |r| {
            Ok(Declared {
                person: r.get(0)?,
                name: column::text(r, 1)?,
                declared: column::text(r, 2)?,
                to: column::day(r, 3)?,
                ended: column::yes(r, 4)?,
            })
        })
        .optional()?)
}

fn ended_without_day(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(d) = declaration(look, id)?.filter(|d| d.ended && d.to.is_none()) else {
        return Ok(Verdict::default());
    };
    let words = format!(
        "An interest of {} is marked as ended without its last day, so it is not clear how long it stays in the register.",
        d.name
    );
    verdict(said(words, "Fill in its last day."), None)
}

/// Somebody who sits on no board any more, and holds no post, has an interest that goes on.
fn person_left(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(d) = declaration(look, id)?.filter(|d| d.declared == "interest" && !d.ended) else {
        return Ok(Verdict::default());
    };
    if d.to.is_some_and(|t| t < look.today) {
        return Ok(Verdict::default());
    }
    let spans = look
        .db
        .prepare_cached(
            "SELECT \"from\", \"to\" FROM live_board_membership WHERE person = ?1
             UNION ALL SELECT \"start\", \"end\" FROM live_team_member WHERE person = ?1",
        )?
        .query_map([d.person], |r| Ok((column::day(r, 0)?, column::day(r, 1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let after = |t: Option<NaiveDate>| t.and_then(|t| t.succ_opt());
    let turns = spans.iter().flat_map(|s| [s.0, after(s.1)]);
    let next = super::earliest(turns.chain([after(d.to)]), look.today);
    // Who never had a role was declared for another reason; who is still to begin has not left.
    let left = !spans.is_empty() && spans.iter().all(|s| s.1.is_some_and(|t| t < look.today));
    let last = spans.iter().filter_map(|s| s.1).max().filter(|_| left);
    let Some(last) = last else {
        return verdict(None, next);
    };
    let words = format!(
        "{} left on {}, and an interest of theirs is still open.",
        d.name,
        dates::in_words(last)
    );
    verdict(
        said(
            words,
            "Give the interest its last day: the register counts from it.",
        ),
        next,
    )
}

fn doubt_open(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(d) = declaration(look, id)? else {
        return Ok(Verdict::default());
    };
    let last = look
        .db
        .prepare_cached(
            "SELECT step, day FROM live_interest_doubt WHERE declaration = ?1
             ORDER BY day DESC, step = 'ruled' DESC, id DESC LIMIT 1",
        )?
        .query_row([id], |r| Ok((column::text(r, 0)?, column::day(r, 1)?)))
        .optional()?;
    let Some((step, day)) = last.filter(|(step, _)| step != "ruled") else {
        return Ok(Verdict::default());
    };
    let with = match step.as_str() {
        "referred_to_board" => "the board",
        "referred_to_school" => "the primary care school",
        _ => "the chair",
    };
    let since = day
        .map(|d| format!(" since {}", dates::in_words(d)))
        .unwrap_or_default();
    let words = format!(
        "A doubt about a declaration of {} is with {with}{since}.",
        d.name
    );
    verdict(
        said(words, "Record the ruling, or to whom it was passed on."),
        None,
    )
}

fn kept_too_long(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(d) = declaration(look, id)? else {
        return Ok(Verdict::default());
    };
    let Some(to) = d.to else {
        return Ok(Verdict::default());
    };
    let years = facts::policy(look.db, look.today, None)?.record_years;
    let until = to.checked_add_months(Months::new(years.saturating_mul(12)));
    let Some(until) = until else {
        return Ok(Verdict::default());
    };
    if until >= look.today {
        let next = [until.succ_opt(), policy_turns(look)?]
            .into_iter()
            .flatten()
            .min();
        return verdict(None, next);
    }
    let words = format!(
        "An interest of {} ended on {}: by the host's policy it is kept no longer than {years} years.",
        d.name,
        dates::in_words(to)
    );
    verdict(
        said(words, "Erase it, or say why it is kept."),
        policy_turns(look)?,
    )
}

/// Somebody said that there is nothing to declare, and has declared nothing for the role since, while an interest that
/// was declared for it before goes on (COI-3).
fn nil_beside_interest(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    // Of two of one day, the one written later counts, as in the register.
    let beside = look
        .db
        .prepare_cached(
            "SELECT p.name, n.declared_on, min(i.declared_on), min(date(i.\"to\", '+1 day'))
             FROM live_declaration n JOIN live_person p ON p.id = n.person
             JOIN live_declaration i ON i.person = n.person AND i.declared = 'interest'
               AND (i.declared_on, i.id) < (n.declared_on, n.id)
             WHERE n.id = ?1 AND n.declared = 'nil' AND NOT ifnull(i.ended, 0)
               AND (i.\"to\" IS NULL OR i.\"to\" >= ?2)
               AND (n.board IS NULL OR i.board IS NULL OR n.board = i.board)
               AND NOT EXISTS (
                 SELECT 1 FROM live_declaration l WHERE l.person = n.person AND l.declared <> 'no_change'
                   AND (l.declared_on, l.id) > (n.declared_on, n.id)
                   AND (n.board IS NULL OR l.board IS NULL OR n.board = l.board))
             GROUP BY n.id",
        )?
        .query_row(params![id, look.today.to_string()], |r| {
            Ok((
                column::text(r, 0)?,
                column::day(r, 1)?,
                column::day(r, 2)?,
                column::day(r, 3)?,
            ))
        })
        .optional()?;
    let Some((name, Some(said_on), Some(declared_on), ends)) = beside else {
        return Ok(Verdict::default());
    };
    let words = format!(
        "{name} said on {} that there is nothing to declare, but an interest declared on {} is still open.",
        dates::in_words(said_on),
        dates::in_words(declared_on)
    );
    verdict(
        said(
            words,
            "Ask which is right: give the interest its last day, or remove “nothing to declare”.",
        ),
        ends,
    )
}
