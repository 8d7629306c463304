//! Rules over the hub's own profile (HUB-1) and the returns it owes (KPI-4).

use chrono::{Days, NaiveDate};
use rusqlite::{OptionalExtension, params};

use super::{Look, Rule, Said, Severity, Verdict, ever, nothing_else, said};
use crate::{dates, record::Id, registers::indicators::Period, store::Result};

/// Days before a contract review from which it is due.
const REVIEW_AHEAD: u64 = 60;
/// Days before the end of a contract from which what follows it is due: about two quarters.
const END_AHEAD: u64 = 180;

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "hub.contract_unknown",
        severity: Severity::Missing,
        subject: "hub_profile",
        reads: &[],
        affected: nothing_else,
        look: contract_unknown,
    },
    Rule {
        id: "hub.trust_without_safeguards",
        severity: Severity::Missing,
        subject: "hub_profile",
        reads: &[],
        affected: nothing_else,
        look: trust_without_safeguards,
    },
    Rule {
        id: "hub.review_due",
        severity: Severity::Due,
        subject: "hub_profile",
        reads: &[],
        affected: nothing_else,
        look: review_due,
    },
    Rule {
        id: "hub.contract_ends",
        severity: Severity::Due,
        subject: "hub_profile",
        reads: &[],
        affected: nothing_else,
        look: contract_ends,
    },
    Rule {
        id: "hub.return_not_opened",
        severity: Severity::Due,
        subject: "hub_profile",
        reads: &["return"],
        affected: hub_of_return,
        look: return_not_opened,
    },
];

fn text(look: &Look<'_>, id: Id, column: &'static str) -> Result<Option<String>> {
    let sql = format!("SELECT {column} FROM hub_profile WHERE id = ?1");
    Ok(look
        .db
        .prepare_cached(&sql)?
        .query_row([id], |r| r.get(0))?)
}

fn contract_unknown(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    if text(look, id, "contract_start")?.is_some() {
        return Ok(Verdict::default());
    }
    let name = text(look, id, "name")?.unwrap_or_default();
    let words = format!(
        "{name} has no contract start, so no contract year and no target can be worked out."
    );
    Ok(Verdict {
        finding: said(words, "Open the hub's page and fill in the contract dates."),
        next: None,
    })
}

/// Due from some days before a day on; before that, the rule looks again on the first of them.
fn ahead(look: &Look<'_>, day: NaiveDate, days: u64, said: Said) -> Verdict {
    match day.checked_sub_days(Days::new(days)) {
        Some(first) if first > look.today => Verdict {
            finding: None,
            next: Some(first),
        },
        _ => Verdict {
            finding: Some(Said {
                due: Some(day),
                ..said
            }),
            next: None,
        },
    }
}

/// The yearly review of the contract (HUB-1).
fn review_due(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let day = text(look, id, "next_review")?.and_then(|d| d.parse().ok());
    let Some(day) = day else {
        return Ok(Verdict::default());
    };
    let said = Said {
        text: format!(
            "The contract of {} is reviewed on {}.",
            text(look, id, "name")?.unwrap_or_default(),
            dates::in_words(day)
        ),
        fix: "Prepare the review; afterwards record the day of the next one.".into(),
        due: None,
    };
    Ok(ahead(look, day, REVIEW_AHEAD, said))
}

/// A contract ends, with its extensions (HUB-1).
fn contract_ends(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let day = match text(look, id, "extended_to")? {
        Some(day) => Some(day),
        None => text(look, id, "contract_end")?,
    };
    let Some(day) = day.and_then(|d| d.parse().ok()) else {
        return Ok(Verdict::default());
    };
    let said = Said {
        text: format!(
            "The contract of {} ends on {}.",
            text(look, id, "name")?.unwrap_or_default(),
            dates::in_words(day)
        ),
        fix: "Agree what follows it, and record an extension or the new contract.".into(),
        due: None,
    };
    Ok(ahead(look, day, END_AHEAD, said))
}

/// OG: a trust as host states how primary-care functions are protected.
fn trust_without_safeguards(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let trust = text(look, id, "host_kind")?.as_deref() == Some("acute_trust");
    if !trust || text(look, id, "host_safeguards")?.is_some() {
        return Ok(Verdict::default());
    }
    let name = text(look, id, "name")?.unwrap_or_default();
    let words = format!(
        "{name} is hosted by an acute trust, without a statement of how primary care is protected."
    );
    Ok(Verdict {
        finding: said(words, "Open the hub's page and add the statement."),
        next: None,
    })
}

fn hub_of_return(look: &Look<'_>, _: &str, id: Id) -> Result<Vec<Id>> {
    ever(look, id, "hub")
}

/// Indicators are returned every six months (KG 3.1); the half-year that ended last has no return yet.
fn return_not_opened(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let current = Period::of(look.today);
    let ended = current.before();
    let next = current.to().succ_opt();
    let start: Option<chrono::NaiveDate> =
        text(look, id, "contract_start")?.and_then(|d| d.parse().ok());
    // Before the contract there is nothing to return; without its start we can't tell, and another rule asks for it.
    if start.is_none_or(|s| s > ended.to()) {
        return Ok(Verdict {
            finding: None,
            next,
        });
    }
    let opened = look
        .db
        .prepare_cached("SELECT 1 FROM live_return WHERE hub = ?1 AND period = ?2")?
        .query_row(params![id, ended.to_string()], |_| Ok(()))
        .optional()?
        .is_some();
    if opened {
        return Ok(Verdict {
            finding: None,
            next,
        });
    }
    let text = format!(
        "The half-year {} is over, and its return was not opened yet.",
        ended.words()
    );
    let fix = "Open the return under KPIs and maturity.".to_owned();
    Ok(Verdict {
        finding: Some(Said {
            text,
            fix,
            due: None,
        }),
        next,
    })
}
