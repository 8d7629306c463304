//! Rules over what follows contacts, the engagement strategy and its plan, and feedback (STK-3, STK-4, STK-6).

use chrono::{Days, NaiveDate};

use super::{Look, Rule, Said, Severity, Verdict, ever, nothing_else, said, stakeholders::day_in};
use crate::{
    dates,
    record::{Id, decimal},
    registers::stakeholders::{
        contact::overdue,
        feedback::{MIDDLE, Scores},
    },
    store::Result,
};

/// Days before the end of an engagement strategy from which the next one is due: about two quarters.
const END_AHEAD: u64 = 180;

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "engagement.follow_up_overdue",
        severity: Severity::Due,
        subject: "engagement",
        reads: &[],
        affected: nothing_else,
        look: follow_up,
    },
    Rule {
        id: "engagement.activity_overdue",
        severity: Severity::Due,
        subject: "engagement_activity",
        reads: &[],
        affected: nothing_else,
        look: activity,
    },
    Rule {
        id: "engagement.strategy_not_agreed",
        severity: Severity::Missing,
        subject: "engagement_strategy",
        reads: &[],
        affected: nothing_else,
        look: not_agreed,
    },
    Rule {
        id: "engagement.strategy_ends",
        severity: Severity::Due,
        subject: "engagement_strategy",
        reads: &["engagement_strategy"],
        affected: every_strategy,
        look: strategy_ends,
    },
    Rule {
        id: "survey.low_average",
        severity: Severity::Note,
        subject: "survey_question",
        reads: &["survey_answer", "survey_round"],
        affected: questions_of,
        look: low_average,
    },
];

/// Late from the day after it was due.
fn late(
    look: &Look<'_>,
    due: Option<NaiveDate>,
    done: Option<NaiveDate>,
    said: impl FnOnce(String) -> (String, &'static str),
) -> Verdict {
    let Some(day) = due.filter(|_| done.is_none()) else {
        return Verdict::default();
    };
    if !overdue(due, done, look.today) {
        return Verdict {
            finding: None,
            next: day.succ_opt(),
        };
    }
    let (text, fix) = said(dates::in_words(day));
    Verdict {
        finding: Some(Said {
            text,
            fix: fix.into(),
            due,
        }),
        next: None,
    }
}

fn follow_up(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let sql = "SELECT follow_up, follow_up_due, follow_up_done FROM engagement WHERE id = ?1";
    let Some((Some(what), due, done)) = day_in(look, sql, id)? else {
        return Ok(Verdict::default());
    };
    Ok(late(look, due, done, |day| {
        let text = format!("“{what}” was to follow a contact by {day}.");
        (text, "Do it and enter the day, or agree a new one.")
    }))
}

fn activity(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let sql = "SELECT name, due, done FROM engagement_activity WHERE id = ?1";
    let Some((name, due, done)) = day_in(look, sql, id)? else {
        return Ok(Verdict::default());
    };
    Ok(late(look, due, done, |day| {
        let name = name.unwrap_or_default();
        let text = format!("“{name}” of the engagement plan was due on {day}.");
        (
            text,
            "Enter the day on which it was done, or agree a new one.",
        )
    }))
}

/// SP: the strategy is agreed by the Oversight Board.
fn not_agreed(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let sql = "SELECT name, \"from\", agreed_on FROM engagement_strategy WHERE id = ?1";
    let Some((name, Some(from), None)) = day_in(look, sql, id)? else {
        return Ok(Verdict::default());
    };
    if from > look.today {
        return Ok(Verdict {
            finding: None,
            next: Some(from),
        });
    }
    let text = format!(
        "{} has begun, and no board has agreed it.",
        name.unwrap_or_default()
    );
    Ok(Verdict {
        finding: said(
            text,
            "Bring it to the board, then enter the board and the day.",
        ),
        next: None,
    })
}

fn every_strategy(look: &Look<'_>, _: &str, _: Id) -> Result<Vec<Id>> {
    let mut rows = look
        .db
        .prepare_cached("SELECT id FROM live_engagement_strategy")?;
    Ok(rows
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// The last strategy ends soon, or ended.
fn strategy_ends(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let sql = "SELECT name, \"to\",
                 (SELECT min(s.\"from\") FROM live_engagement_strategy s, engagement_strategy me
                  WHERE me.id = ?1 AND s.id <> me.id AND s.hub IS me.hub AND (s.\"to\" IS NULL OR s.\"to\" > me.\"to\"))
               FROM engagement_strategy WHERE id = ?1";
    let Some((name, Some(to), None)) = day_in(look, sql, id)? else {
        return Ok(Verdict::default());
    };
    if let Some(first) = to.checked_sub_days(Days::new(END_AHEAD))
        && first > look.today
    {
        return Ok(Verdict {
            finding: None,
            next: Some(first),
        });
    }
    Ok(Verdict {
        finding: Some(Said {
            text: format!(
                "{} ends on {}, and none follows it.",
                name.unwrap_or_default(),
                dates::in_words(to)
            ),
            fix: "Write the next engagement strategy and have it agreed.".into(),
            due: Some(to),
        }),
        next: None,
    })
}

fn questions_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    if kind == "survey_answer" {
        return ever(look, id, "question");
    }
    let mut rows = look
        .db
        .prepare_cached("SELECT id FROM live_survey_question WHERE round = ?1")?;
    Ok(rows
        .query_map([id], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// A question of a round that is over was answered with less than the middle of the scale.
fn low_average(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let sql = "SELECT q.name, r.\"to\", NULL FROM survey_question q JOIN live_survey_round r ON r.id = q.round
               WHERE q.id = ?1";
    let Some((name, Some(to), _)) = day_in(look, sql, id)? else {
        return Ok(Verdict::default());
    };
    if to >= look.today {
        return Ok(Verdict {
            finding: None,
            next: to.succ_opt(),
        });
    }
    let scores = look
        .db
        .prepare_cached(
            "SELECT score FROM live_survey_answer WHERE question = ?1 AND score IS NOT NULL",
        )?
        .query_map([id], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let average = Scores::of(scores).average().filter(|a| *a < MIDDLE);
    let text = |average| {
        format!(
            "“{}” was answered with {} of 5 on average.",
            name.clone().unwrap_or_default(),
            decimal(average)
        )
    };
    Ok(Verdict {
        finding: average.and_then(|a| {
            said(
                text(a),
                "Read the comments and agree what the hub does about it.",
            )
        }),
        next: None,
    })
}
