//! Rules over meetings: who chaired, whether there was a quorum, whether it was held at all (GOV-3).

use super::{
    Look, Rule, Severity, Verdict,
    boards::{boards_of, column},
    ever, ids, said, verdict,
};
use crate::{
    dates,
    record::Id,
    registers::{
        governance::{
            facts::{self, MeetingFacts},
            terms,
        },
        interests::{facts as interests, recusal},
    },
    store::Result,
};

/// The rules.
pub const RULES: &[Rule] = &[
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

fn meetings_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    let mut meetings = vec![];
    match kind {
        "attendance" | "agenda_item" => return ever(look, id, "meeting"),
        "item_ruling" => {
            for item in ever(look, id, "item")? {
                meetings.extend(ids(
                    look,
                    "SELECT meeting FROM agenda_item WHERE id = ?1 AND meeting IS NOT NULL",
                    [item],
                )?);
            }
        }
        _ => {
            for board in boards_of(look, kind, id)? {
                meetings.extend(ids(
                    look,
                    "SELECT id FROM meeting WHERE board = ?1",
                    [board],
                )?);
            }
        }
    }
    if kind == "person" {
        meetings.extend(ids(
            look,
            "SELECT meeting FROM attendance WHERE person = ?1 AND meeting IS NOT NULL",
            [id],
        )?);
        meetings.extend(ids(look, "SELECT id FROM meeting WHERE chair = ?1", [id])?);
    }
    Ok(meetings)
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
