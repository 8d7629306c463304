//! Rules over what boards ask for and write down: actions, decisions, papers, minutes (GOV-3 to GOV-5).

use chrono::{Days, NaiveDate};
use rusqlite::{OptionalExtension, params};

use super::{Look, Rule, Said, Severity, Verdict, ever, ids, nothing_else, said, verdict};
use crate::{
    dates,
    record::Id,
    registers::governance::{facts, steps},
    store::{Result, column},
};

/// Days after a meeting by which its minutes are drafted and checked.
const MINUTES_DAYS: u64 = 28;

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "action.overdue",
        severity: Severity::Due,
        subject: "board_action",
        reads: &["person"],
        affected: actions_of,
        look: overdue,
    },
    Rule {
        id: "action.incomplete",
        severity: Severity::Missing,
        subject: "board_action",
        reads: &[],
        affected: nothing_else,
        look: incomplete,
    },
    Rule {
        id: "decision.not_reported",
        severity: Severity::Due,
        subject: "decision",
        reads: &["meeting"],
        affected: decisions_of,
        look: not_reported,
    },
    Rule {
        id: "item.paper_missing",
        severity: Severity::Due,
        subject: "agenda_item",
        reads: &["meeting", "attachment"],
        affected: items_of,
        look: paper_missing,
    },
    Rule {
        id: "minutes.not_checked",
        severity: Severity::Due,
        subject: "meeting",
        reads: &["minutes", "board"],
        affected: meetings_of,
        look: not_checked,
    },
    Rule {
        id: "minutes.not_approved",
        severity: Severity::Due,
        subject: "meeting",
        reads: &["minutes", "board", "meeting"],
        affected: meetings_of,
        look: not_approved,
    },
    Rule {
        id: "release.not_by_chair",
        severity: Severity::Breach,
        subject: "release_permission",
        reads: &["board_membership", "meeting", "agenda_item", "person"],
        affected: releases_of,
        look: not_by_chair,
    },
];

fn actions_of(look: &Look<'_>, _: &str, id: Id) -> Result<Vec<Id>> {
    ids(look, "SELECT id FROM board_action WHERE owner = ?1", [id])
}

struct Action {
    what: String,
    owner: Option<String>,
    due: Option<NaiveDate>,
    open: bool,
}

fn action(look: &Look<'_>, id: Id) -> Result<Action> {
    Ok(look
        .db
        .prepare_cached(
            "SELECT a.what, p.name, a.due, a.status FROM live_board_action a LEFT JOIN live_person p ON p.id = a.owner
             WHERE a.id = ?1",
        )?
        .query_row([id], |r| {
            Ok(Action {
                what: column::text(r, 0)?,
                owner: r.get(1)?,
                due: column::day(r, 2)?,
                open: column::text(r, 3)? == "open",
            })
        })?)
}

fn overdue(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let action = action(look, id)?;
    let Some(due) = action.due.filter(|_| action.open) else {
        return Ok(Verdict::default());
    };
    if due >= look.today {
        return verdict(None, due.succ_opt());
    }
    let owner = action.owner.map(|o| format!(" ({o})")).unwrap_or_default();
    let finding = Said {
        text: format!(
            "“{}”{owner} was due on {}.",
            action.what,
            dates::in_words(due)
        ),
        fix: "Mark the action done, or agree a new day.".into(),
        due: Some(due),
    };
    verdict(Some(finding), None)
}

fn incomplete(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let action = action(look, id)?;
    let missing = match (action.owner.is_none(), action.due.is_none()) {
        _ if !action.open => return Ok(Verdict::default()),
        (true, true) => "nobody to do it and no day",
        (true, false) => "nobody to do it",
        (false, true) => "no day",
        (false, false) => return Ok(Verdict::default()),
    };
    let words = format!("“{}” has {missing}.", action.what);
    verdict(said(words, "Open the action and fill it in."), None)
}

/// A meeting's board has decisions that wait for it, wherever the meeting was before.
fn decisions_of(look: &Look<'_>, _: &str, id: Id) -> Result<Vec<Id>> {
    let mut all = vec![];
    for board in ever(look, id, "board")? {
        all.extend(ids(
            look,
            "SELECT id FROM decision WHERE board = ?1",
            [board],
        )?);
    }
    Ok(all)
}

/// A decision between meetings is reported to the next.
fn not_reported(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let found = look
        .db
        .prepare_cached(
            "SELECT d.way, d.day, d.reported_at, b.name, d.board FROM live_decision d
             JOIN live_board b ON b.id = d.board WHERE d.id = ?1",
        )?
        .query_row([id], |r| {
            Ok((
                column::text(r, 0)?,
                column::day(r, 1)?,
                r.get::<_, Option<Id>>(2)?,
                column::text(r, 3)?,
                r.get::<_, Id>(4)?,
            ))
        })
        .optional()?;
    let Some((way, Some(day), None, name, board)) = found else {
        return Ok(Verdict::default());
    };
    if way == "meeting" {
        return Ok(Verdict::default());
    }
    let held: Option<String> = look
        .db
        .prepare_cached(
            "SELECT min(day) FROM live_meeting WHERE board = ?1 AND state = 'held' AND day > ?2 AND day <= ?3",
        )?
        .query_row(
            params![board, day.to_string(), look.today.to_string()],
            |r| r.get(0),
        )?;
    let Some(held) = held.and_then(|d| d.parse::<NaiveDate>().ok()) else {
        let next: Option<String> = look
            .db
            .prepare_cached("SELECT min(day) FROM live_meeting WHERE board = ?1 AND state = 'held' AND day > ?2")?
            .query_row(params![board, look.today.to_string()], |r| r.get(0))?;
        return verdict(None, next.and_then(|d| d.parse().ok()));
    };
    let words = format!(
        "{name} decided something between meetings on {}, and the meeting of {} was not told.",
        dates::in_words(day),
        dates::in_words(held)
    );
    verdict(
        said(
            words,
            "Report it to the next meeting, and name that meeting on the decision.",
        ),
        None,
    )
}

fn items_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    if kind == "meeting" {
        return ids(look, "SELECT id FROM agenda_item WHERE meeting = ?1", [id]);
    }
    // A file names what it is attached to in words; it is never moved to another record.
    let to: Option<String> = look
        .db
        .prepare_cached(
            "SELECT record FROM attachment WHERE id = ?1 AND record_kind = 'agenda_item'",
        )?
        .query_row([id], |r| r.get(0))
        .optional()?
        .flatten();
    Ok(to.and_then(|t| t.parse().ok()).into_iter().collect())
}

fn paper_missing(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let found = look
        .db
        .prepare_cached(
            "SELECT i.title, i.paper_expected, m.papers_due, m.day, m.state FROM live_agenda_item i
             JOIN live_meeting m ON m.id = i.meeting WHERE i.id = ?1",
        )?
        .query_row([id], |r| {
            Ok((
                column::text(r, 0)?,
                column::yes(r, 1)?,
                column::day(r, 2)?,
                column::day(r, 3)?,
                column::text(r, 4)?,
            ))
        })
        .optional()?;
    let Some((title, true, Some(due), Some(day), state)) = found else {
        return Ok(Verdict::default());
    };
    if state != "planned" || day < look.today {
        return Ok(Verdict::default());
    }
    if due >= look.today {
        return verdict(None, due.succ_opt());
    }
    let there = look
        .db
        .prepare_cached(
            "SELECT 1 FROM live_attachment WHERE record_kind = 'agenda_item' AND record = ?1",
        )?
        .exists([id.to_string()])?;
    if there {
        return verdict(None, day.succ_opt());
    }
    let finding = Said {
        text: format!(
            "The paper for “{title}” was due on {}.",
            dates::in_words(due)
        ),
        fix: "Ask for it, attach it to the item, or take the paper off the agenda.".into(),
        due: Some(due),
    };
    verdict(Some(finding), day.succ_opt())
}

fn meetings_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    if kind == "minutes" {
        return ever(look, id, "meeting");
    }
    let mut all = vec![];
    let boards = if kind == "board" {
        vec![id]
    } else {
        ever(look, id, "board")?
    };
    for board in boards {
        all.extend(ids(
            look,
            "SELECT id FROM meeting WHERE board = ?1",
            [board],
        )?);
    }
    Ok(all)
}

fn not_checked(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(of) = facts::meeting(look.db, id)?.filter(|m| m.line.state == "held") else {
        return Ok(Verdict::default());
    };
    let state = steps::stand(look.db, id)?.state;
    if !matches!(state.as_str(), "" | "draft") {
        return Ok(Verdict::default());
    }
    let due = of
        .line
        .day
        .checked_add_days(Days::new(MINUTES_DAYS))
        .unwrap_or(of.line.day);
    if due >= look.today {
        return verdict(None, due.succ_opt());
    }
    let what = if state.is_empty() {
        "are not drafted yet"
    } else {
        "wait for the chair to check them"
    };
    let finding = Said {
        text: format!(
            "The minutes of {} on {} {what}.",
            of.board.name,
            dates::in_words(of.line.day)
        ),
        fix: "Finish the draft and have it checked.".into(),
        due: Some(due),
    };
    verdict(Some(finding), None)
}

/// The next meeting of the board was held, and the minutes that the chair checked were not approved at it.
fn not_approved(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let Some(of) = facts::meeting(look.db, id)?.filter(|m| m.line.state == "held") else {
        return Ok(Verdict::default());
    };
    if steps::stand(look.db, id)?.state != "checked" {
        return Ok(Verdict::default());
    }
    let later: Option<String> = look
        .db
        .prepare_cached(
            "SELECT min(day) FROM live_meeting WHERE board = ?1 AND state = 'held' AND day > ?2",
        )?
        .query_row(params![of.board.id, of.line.day.to_string()], |r| r.get(0))?;
    let Some(later) = later.and_then(|d| d.parse::<NaiveDate>().ok()) else {
        return Ok(Verdict::default());
    };
    if later > look.today {
        return verdict(None, Some(later));
    }
    let words = format!(
        "The minutes of {} on {} are checked, and the meeting of {} did not approve them.",
        of.board.name,
        dates::in_words(of.line.day),
        dates::in_words(later)
    );
    verdict(
        said(
            words,
            "Name the meeting that approved them, or put them on the next agenda.",
        ),
        None,
    )
}

fn releases_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    let of_meeting = "SELECT r.id FROM release_permission r JOIN agenda_item i ON i.id = r.item WHERE i.meeting = ?1";
    match kind {
        "agenda_item" => ids(
            look,
            "SELECT id FROM release_permission WHERE item = ?1",
            [id],
        ),
        "meeting" => ids(look, of_meeting, [id]),
        "person" => ids(
            look,
            "SELECT id FROM release_permission WHERE given_by = ?1",
            [id],
        ),
        _ => {
            let mut all = vec![];
            for board in ever(look, id, "board")? {
                for meeting in ids(look, "SELECT id FROM meeting WHERE board = ?1", [board])? {
                    all.extend(ids(look, of_meeting, [meeting])?);
                }
            }
            Ok(all)
        }
    }
}

fn not_by_chair(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let found = look
        .db
        .prepare_cached(
            "SELECT r.given_by, r.day, i.title, m.board FROM live_release_permission r
             JOIN live_agenda_item i ON i.id = r.item JOIN live_meeting m ON m.id = i.meeting
             WHERE r.id = ?1 AND r.withdrawn_on IS NULL",
        )?
        .query_row([id], |r| {
            Ok((
                r.get::<_, Option<Id>>(0)?,
                column::day(r, 1)?,
                column::text(r, 2)?,
                r.get::<_, Option<Id>>(3)?,
            ))
        })
        .optional()?;
    let Some((Some(by), Some(day), title, Some(board))) = found else {
        return Ok(Verdict::default());
    };
    let Some(board) = facts::board(look.db, board)? else {
        return Ok(Verdict::default());
    };
    if board.chairs_on(day).iter().any(|s| s.person == by) {
        return Ok(Verdict::default());
    }
    let words = format!(
        "“{title}” was released on {} by somebody who did not chair {} on that day, so it stays out of public copies.",
        dates::in_words(day),
        board.name
    );
    verdict(
        said(
            words,
            "Record the permission of the chair, or withdraw this one.",
        ),
        None,
    )
}
