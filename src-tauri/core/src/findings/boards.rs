//! Rules over boards and their seats (GOV-1, GOV-2).

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::{
    Look, Rule, Said, Severity, Verdict, earliest, ever, ids, nothing_else, said, verdict,
};
use crate::{
    dates,
    record::Id,
    registers::governance::{
        facts::{self, BoardFacts},
        terms::{self, Year},
    },
    store::Result,
};

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
];

pub(super) fn column<T: rusqlite::types::FromSql>(
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

/// The boards of a record that names one, whatever it named before; those on which a person sits.
pub(super) fn boards_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    match kind {
        "person" => ids(
            look,
            "SELECT DISTINCT board FROM board_membership WHERE person = ?1 AND board IS NOT NULL",
            [id],
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
            [board],
        )?);
    }
    Ok(seats)
}

fn board(look: &Look<'_>, id: Id) -> Result<Option<BoardFacts>> {
    let board = facts::board(look.db, id)?;
    Ok(board.filter(|b| dates::holds(b.from, b.to, look.today)))
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
