//! Rules over boards, their seats, members and meetings (GOV-1 to GOV-5).

use chrono::{Days, NaiveDate};
use rusqlite::OptionalExtension;

use super::{Look, Rule, Said, Severity, Verdict, earliest, ever, nothing_else, said};
use crate::{
    dates,
    record::Id,
    registers::{
        governance::{
            facts::{self, BoardFacts, MeetingFacts},
            terms::{self, Year},
        },
        interests::{facts as interests, recusal},
    },
    store::Result,
};

/// Days before a term runs out from which it is to be renewed or filled.
const TERM_AHEAD: u64 = 42;

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "board.vacant_seat",
        severity: Severity::Missing,
        subject: "board_seat",
        reads: &["board_membership", "board", "person"],
        affected: seats_of,
        look: vacant_seat,
    },
    Rule {
        id: "board.without_chair",
        severity: Severity::Breach,
        subject: "board",
        reads: &["board_membership", "person"],
        affected: boards_of,
        look: without_chair,
    },
    Rule {
        id: "board.too_few_meetings",
        severity: Severity::Due,
        subject: "board",
        reads: &["meeting"],
        affected: boards_of,
        look: too_few_meetings,
    },
    Rule {
        id: "board.quorum_not_defined",
        severity: Severity::Missing,
        subject: "board",
        reads: &["board_membership", "person"],
        affected: boards_of,
        look: quorum_not_defined,
    },
    Rule {
        id: "board.terms_review",
        severity: Severity::Due,
        subject: "board",
        reads: &[],
        affected: nothing_else,
        look: terms_review,
    },
    Rule {
        id: "board.subgroup_without_lead",
        severity: Severity::Missing,
        subject: "board",
        reads: &[],
        affected: nothing_else,
        look: subgroup_without_lead,
    },
    Rule {
        id: "board.report_back",
        severity: Severity::Due,
        subject: "board",
        reads: &[],
        affected: nothing_else,
        look: report_back,
    },
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
    Rule {
        id: "meeting.chair_not_member",
        severity: Severity::Breach,
        subject: "meeting",
        reads: &["board_membership", "person", "board"],
        affected: meetings_of,
        look: chair_not_member,
    },
    Rule {
        id: "meeting.without_quorum",
        severity: Severity::Breach,
        subject: "meeting",
        reads: &[
            "board_membership",
            "attendance",
            "agenda_item",
            "item_ruling",
            "person",
            "board",
        ],
        affected: meetings_of,
        look: without_quorum,
    },
    Rule {
        id: "meeting.not_settled",
        severity: Severity::Due,
        subject: "meeting",
        reads: &["board", "attendance", "person"],
        affected: meetings_of,
        look: not_settled,
    },
];

fn column<T: rusqlite::types::FromSql>(
    look: &Look<'_>,
    kind: &str,
    id: Id,
    column: &str,
) -> Result<Option<T>> {
    let sql = format!("SELECT \"{column}\" FROM \"{kind}\" WHERE id = ?1");
    let found = look
        .db
        .prepare_cached(&sql)?
        .query_row([id], |r| r.get(0))
        .optional()?;
    Ok(found.flatten())
}

fn date(look: &Look<'_>, kind: &str, id: Id, name: &str) -> Result<Option<NaiveDate>> {
    Ok(column::<String>(look, kind, id, name)?.and_then(|d| d.parse().ok()))
}

fn ids(look: &Look<'_>, sql: &str, id: Id) -> Result<Vec<Id>> {
    let mut find = look.db.prepare_cached(sql)?;
    Ok(find
        .query_map([id], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// The boards of a record that names one, whatever it named before; those on which a person sits.
fn boards_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    match kind {
        "person" => ids(
            look,
            "SELECT DISTINCT board FROM board_membership WHERE person = ?1 AND board IS NOT NULL",
            id,
        ),
        "board" => Ok(vec![id]),
        _ => ever(look, id, "board"),
    }
}

fn seats_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    let mut seats = vec![];
    if kind == "board_membership" {
        seats = ever(look, id, "seat")?;
    }
    for board in boards_of(look, kind, id)? {
        seats.extend(ids(
            look,
            "SELECT id FROM board_seat WHERE board = ?1",
            board,
        )?);
    }
    Ok(seats)
}

fn memberships_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    let by = if kind == "person" { "person" } else { "board" };
    ids(
        look,
        &format!("SELECT id FROM board_membership WHERE \"{by}\" = ?1"),
        id,
    )
}

fn meetings_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    let mut meetings = vec![];
    match kind {
        "attendance" | "agenda_item" => return ever(look, id, "meeting"),
        "item_ruling" => {
            for item in ever(look, id, "item")? {
                meetings.extend(ids(
                    look,
                    "SELECT meeting FROM agenda_item WHERE id = ?1 AND meeting IS NOT NULL",
                    item,
                )?);
            }
        }
        _ => {
            for board in boards_of(look, kind, id)? {
                meetings.extend(ids(look, "SELECT id FROM meeting WHERE board = ?1", board)?);
            }
        }
    }
    if kind == "person" {
        meetings.extend(ids(
            look,
            "SELECT meeting FROM attendance WHERE person = ?1 AND meeting IS NOT NULL",
            id,
        )?);
        meetings.extend(ids(look, "SELECT id FROM meeting WHERE chair = ?1", id)?);
    }
    Ok(meetings)
}

fn board(look: &Look<'_>, id: Id) -> Result<Option<BoardFacts>> {
    let board = facts::board(look.db, id)?;
    Ok(board.filter(|b| facts::holds(b.from, b.to, look.today)))
}

/// The next day on which who sits where can change although nothing is edited.
fn next_turn(look: &Look<'_>, board: &BoardFacts) -> Option<NaiveDate> {
    let after = |d: Option<NaiveDate>| d.and_then(|d| d.succ_opt());
    let sittings = board.sittings.iter().flat_map(|s| [s.from, after(s.to)]);
    let seats = board.seats.iter().flat_map(|s| [s.from, after(s.to)]);
    let own = [board.from, after(board.to)];
    earliest(sittings.chain(seats).chain(own), look.today)
}

fn turn_of(look: &Look<'_>, id: Id) -> Result<Option<NaiveDate>> {
    let board = facts::board(look.db, id)?;
    Ok(board.as_ref().and_then(|b| next_turn(look, b)))
}

fn verdict(finding: Option<Said>, next: Option<NaiveDate>) -> Result<Verdict> {
    Ok(Verdict { finding, next })
}

fn vacant_seat(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(of) = column::<Id>(look, "board_seat", id, "board")? else {
        return Ok(Verdict::default());
    };
    let next = turn_of(look, of)?;
    let Some(board) = board(look, of)? else {
        return verdict(None, next);
    };
    let vacant = board.vacant_on(look.today).find(|s| s.id == id);
    let finding = vacant.and_then(|seat| {
        said(
            format!("The seat “{}” of {} is vacant.", seat.name, board.name),
            "Ask who is to fill it, and add the membership; or end the seat.",
        )
    });
    verdict(finding, next)
}

fn without_chair(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let next = turn_of(look, id)?;
    let subgroup = column::<Id>(look, "board", id, "parent")?.is_some();
    let Some(board) = board(look, id)?.filter(|_| !subgroup) else {
        return verdict(None, next);
    };
    let chaired = board
        .sitting_on(look.today)
        .any(|s| matches!(s.capacity.as_str(), "chair" | "co_chair"));
    let finding = (!chaired)
        .then(|| {
            said(
                format!("{} has no chair.", board.name),
                "Add the membership of the chair.",
            )
        })
        .flatten();
    verdict(finding, next)
}

fn too_few_meetings(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let year = Year::of(look.today);
    let Some(board) = board(look, id)? else {
        return verdict(None, turn_of(look, id)?);
    };
    let lines = facts::meetings(look.db, id, year.from, year.to)?;
    // A planned meeting counts up to its day.
    let passes = lines
        .iter()
        .filter(|m| m.state == "planned")
        .map(|m| m.day.succ_opt());
    let next = earliest(
        passes.chain([year.to.succ_opt(), board.to.and_then(|t| t.succ_opt())]),
        look.today,
    );
    let finding = terms::too_few(&board, &lines, year, look.today).map(|e| Said {
        text: format!("{} in {}: {}.", board.name, year.name(), e.words),
        fix: "Plan the missing meetings, or change the terms of the board.".into(),
        due: Some(year.to),
    });
    verdict(finding, next)
}

fn quorum_not_defined(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let next = turn_of(look, id)?;
    let Some(board) = board(look, id)? else {
        return verdict(None, next);
    };
    let votes = board.sitting_on(look.today).any(|s| s.voting);
    let finding = (votes && board.quorum.is_none())
        .then(|| {
            said(
                format!(
                    "{} has voting members and no quorum, so no meeting can be said to have had one.",
                    board.name
                ),
                "Agree a quorum and write it on the board's page.",
            )
        })
        .flatten();
    verdict(finding, next)
}

/// Something of a running board that is due on a day, once the day has come or is over.
fn when_over(
    look: &Look<'_>,
    id: Id,
    field: &str,
    words: &dyn Fn(&str, NaiveDate) -> Said,
) -> Result<Verdict> {
    let (Some(board), Some(day)) = (board(look, id)?, date(look, "board", id, field)?) else {
        return verdict(None, turn_of(look, id)?);
    };
    if day > look.today {
        return verdict(None, Some(day));
    }
    let said = Said {
        due: Some(day),
        ..words(&board.name, day)
    };
    verdict(Some(said), next_turn(look, &board))
}

fn terms_review(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    when_over(look, id, "terms_review", &|name, day| Said {
        text: format!(
            "The terms of reference of {name} were to be looked at again by {}.",
            dates::in_words(day)
        ),
        fix: "Put them on an agenda; afterwards record the day of the next look.".into(),
        due: None,
    })
}

fn report_back(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    when_over(look, id, "report_back", &|name, day| Said {
        text: format!("{name} was to report back by {}.", dates::in_words(day)),
        fix: "Put its report on an agenda, and record the next day or the end of the group.".into(),
        due: None,
    })
}

fn subgroup_without_lead(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let parent = column::<Id>(look, "board", id, "parent")?;
    let lead = column::<Id>(look, "board", id, "lead")?;
    let next = turn_of(look, id)?;
    match board(look, id)? {
        Some(board) if parent.is_some() && lead.is_none() => verdict(
            said(
                format!(
                    "{} is a subgroup without a lead who reports back.",
                    board.name
                ),
                "Name its lead.",
            ),
            next,
        ),
        _ => verdict(None, next),
    }
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
                who: facts::text(r, 0)?,
                board: facts::text(r, 1)?,
                capacity: facts::text(r, 2)?,
                purpose: facts::text(r, 3)?,
                from: facts::day(r, 4)?,
                term_ends: facts::day(r, 5)?,
                to: facts::day(r, 6)?,
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

fn meeting(look: &Look<'_>, id: Id) -> Result<Option<MeetingFacts>> {
    Ok(facts::meeting(look.db, id)?.filter(|m| m.line.state != "cancelled"))
}

fn chair_not_member(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(of) = meeting(look, id)? else {
        return Ok(Verdict::default());
    };
    let Some(chair) = of
        .line
        .chair
        .filter(|c| !of.board.is_member(*c, of.line.day))
    else {
        return Ok(Verdict::default());
    };
    let name = column::<String>(look, "person", chair, "name")?.unwrap_or_default();
    let words = format!(
        "{name} chairs the meeting of {} on {} and is not a member of it on that day.",
        of.board.name,
        dates::in_words(of.line.day)
    );
    verdict(
        said(
            words,
            "Name a member as chair, or add the membership that is missing.",
        ),
        None,
    )
}

fn without_quorum(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    // Nobody's attendance is recorded yet: that is another matter than a quorum that failed.
    let Some(of) = meeting(look, id)?.filter(|m| m.line.state == "held" && !m.presence.is_empty())
    else {
        return Ok(Verdict::default());
    };
    let away = recusal::away(&interests::rulings(look.db, id)?);
    let Some(exception) = terms::without_quorum(&of, &away) else {
        return Ok(Verdict::default());
    };
    let words = format!("{}: {}.", of.board.name, exception.words);
    verdict(
        said(
            words,
            "Take what was decided without a quorum to the next meeting.",
        ),
        None,
    )
}

/// A meeting whose day is over, and nobody said whether it was held, or who was there.
fn not_settled(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(of) = meeting(look, id)? else {
        return Ok(Verdict::default());
    };
    if of.line.day >= look.today {
        return verdict(None, of.line.day.succ_opt());
    }
    let (what, fix) = match of.line.state.as_str() {
        "planned" => (
            "was planned, and is neither held nor cancelled",
            "Say whether it was held.",
        ),
        "held" if of.presence.is_empty() => (
            "was held, and nobody is down as present",
            "Record who was there.",
        ),
        _ => return Ok(Verdict::default()),
    };
    let words = format!(
        "The meeting of {} on {} {what}.",
        of.board.name,
        dates::in_words(of.line.day)
    );
    verdict(said(words, fix), None)
}
