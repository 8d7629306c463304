//! Rules over practices, networks and their memberships (HUB-2).

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use rusqlite::{OptionalExtension, params};

use super::{Look, Rule, Severity, Verdict, earliest, ever, nothing_else, said};
use crate::{
    dates::holds,
    record::{Id, thousands},
    store::Result,
};

/// A network has 30,000 to 50,000 patients as a rule; outside it is marked, not refused (HUB-2).
const SMALLEST: i64 = 30_000;
const LARGEST: i64 = 50_000;

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "practice.without_pcn",
        severity: Severity::Missing,
        subject: "practice",
        reads: &["pcn_membership", "pcn"],
        affected: practices_of,
        look: without_pcn,
    },
    Rule {
        id: "practice.in_two_pcns",
        severity: Severity::Breach,
        subject: "practice",
        reads: &["pcn_membership", "pcn"],
        affected: practices_of,
        look: in_two_pcns,
    },
    Rule {
        id: "practice.closed_but_in_pcn",
        severity: Severity::Breach,
        subject: "practice",
        reads: &["pcn_membership", "pcn"],
        affected: practices_of,
        look: closed_but_in_pcn,
    },
    Rule {
        id: "practice.without_list_size",
        severity: Severity::Missing,
        subject: "practice",
        reads: &[],
        affected: nothing_else,
        look: without_list_size,
    },
    Rule {
        id: "pcn.size",
        severity: Severity::Note,
        subject: "pcn",
        reads: &["practice", "pcn_membership"],
        affected: pcns_of,
        look: size,
    },
    Rule {
        id: "pcn.without_locality_hub",
        severity: Severity::Missing,
        subject: "pcn",
        reads: &["hub_profile"],
        affected: every_pcn,
        look: without_locality_hub,
    },
];

struct Practice {
    name: String,
    code: String,
    opened: Option<NaiveDate>,
    closed: Option<NaiveDate>,
    list_size: Option<i64>,
    /// Dormant or proposed: the national list knows it, but nobody is treated there.
    national_state: Option<String>,
}

/// A day in a table; what is no day counts as none.
fn day(text: Option<String>) -> Option<NaiveDate> {
    text.and_then(|t| t.parse().ok())
}

fn practice(look: &Look<'_>, id: Id) -> Result<Practice> {
    Ok(look
        .db
        .prepare_cached(
            "SELECT name, ods_code, opened, closed, list_size, national_state FROM practice WHERE id = ?1",
        )?
        .query_row([id], |r| {
            Ok(Practice {
                name: r.get::<_, Option<String>>(0)?.unwrap_or_default(),
                code: r.get::<_, Option<String>>(1)?.unwrap_or_default(),
                opened: day(r.get(2)?),
                closed: day(r.get(3)?),
                list_size: r.get(4)?,
                national_state: r.get(5)?,
            })
        })?)
}

impl Practice {
    fn open_on(&self, day: NaiveDate) -> bool {
        self.national_state.is_none() && holds(self.opened, self.closed, day)
    }

    fn called(&self) -> String {
        format!("{} ({})", self.name, self.code)
    }
}

/// A time in a network.
struct Time {
    pcn: String,
    pcn_id: Id,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl Time {
    fn holds_on(&self, day: NaiveDate) -> bool {
        holds(self.from, self.to, day)
    }
}

fn times(look: &Look<'_>, practice: Id) -> Result<Vec<Time>> {
    let mut rows = look.db.prepare_cached(
        "SELECT n.name, n.id, m.\"from\", m.\"to\" FROM live_pcn_membership m JOIN live_pcn n ON n.id = m.pcn
         WHERE m.practice = ?1 ORDER BY n.name, n.id",
    )?;
    let rows = rows.query_map([practice], |r| {
        let name: Option<String> = r.get(0)?;
        Ok(Time {
            pcn: name.unwrap_or_default(),
            pcn_id: r.get(1)?,
            from: day(r.get(2)?),
            to: day(r.get(3)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The next day on which anything here can turn.
fn next_turn(look: &Look<'_>, practice: &Practice, times: &[Time]) -> Option<NaiveDate> {
    let after = |d: Option<NaiveDate>| d.and_then(|d| d.checked_add_days(Days::new(1)));
    let turns = times.iter().flat_map(|t| [t.from, after(t.to)]);
    earliest(
        turns.chain([practice.opened, after(practice.closed)]),
        look.today,
    )
}

/// A membership's practices, whatever it said before; and the members of a network, which may have been renamed or
/// removed.
fn practices_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    if kind == "pcn_membership" {
        return ever(look, id, "practice");
    }
    let mut rows = look.db.prepare_cached(
        "SELECT DISTINCT practice FROM pcn_membership WHERE pcn = ?1 AND practice IS NOT NULL",
    )?;
    Ok(rows
        .query_map([id], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

fn without_pcn(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let (practice, times) = (practice(look, id)?, times(look, id)?);
    let next = next_turn(look, &practice, &times);
    if !practice.open_on(look.today) || times.iter().any(|t| t.holds_on(look.today)) {
        return Ok(Verdict {
            finding: None,
            next,
        });
    }
    let text = format!("{} is open but belongs to no PCN.", practice.called());
    Ok(Verdict {
        finding: said(text, "Add its PCN membership, or the day it closed."),
        next,
    })
}

fn in_two_pcns(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let (practice, times) = (practice(look, id)?, times(look, id)?);
    let next = next_turn(look, &practice, &times);
    let mut now: Vec<(Id, &str)> = times
        .iter()
        .filter(|t| t.holds_on(look.today))
        .map(|t| (t.pcn_id, t.pcn.as_str()))
        .collect();
    now.dedup_by_key(|n| n.0);
    if now.len() < 2 {
        return Ok(Verdict {
            finding: None,
            next,
        });
    }
    let names: Vec<&str> = now.iter().map(|n| n.1).collect();
    let text = format!(
        "{} belongs to {} PCNs at once: {}.",
        practice.called(),
        now.len(),
        names.join(", ")
    );
    Ok(Verdict {
        finding: said(text, "Give the membership that is over its last day."),
        next,
    })
}

fn closed_but_in_pcn(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let (practice, times) = (practice(look, id)?, times(look, id)?);
    let next = next_turn(look, &practice, &times);
    let closed = practice.closed.filter(|c| *c < look.today);
    let (Some(closed), true) = (closed, times.iter().any(|t| t.holds_on(look.today))) else {
        return Ok(Verdict {
            finding: None,
            next,
        });
    };
    let on = crate::dates::in_words(closed);
    let text = format!(
        "{} closed on {on} but is still in a PCN.",
        practice.called()
    );
    Ok(Verdict {
        finding: said(text, "Give its PCN membership a last day."),
        next,
    })
}

fn without_list_size(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let practice = practice(look, id)?;
    let next = next_turn(look, &practice, &[]);
    if practice.list_size.is_some() || !practice.open_on(look.today) {
        return Ok(Verdict {
            finding: None,
            next,
        });
    }
    let text = format!("{} has no list size.", practice.called());
    Ok(Verdict {
        finding: said(text, "Bring in the file of practice list sizes."),
        next,
    })
}

fn pcns_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    if kind == "pcn_membership" {
        return ever(look, id, "pcn");
    }
    let mut rows = look.db.prepare_cached(
        "SELECT DISTINCT pcn FROM pcn_membership WHERE practice = ?1 AND pcn IS NOT NULL",
    )?;
    Ok(rows
        .query_map([id], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

fn size(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let mut rows = look.db.prepare_cached(
        "SELECT m.\"from\", m.\"to\", p.opened, p.closed, p.list_size, p.id
         FROM live_pcn_membership m JOIN live_practice p ON p.id = m.practice WHERE m.pcn = ?1",
    )?;
    let (mut total, mut counted, mut turns) = (0, BTreeSet::new(), vec![]);
    let after = |d: Option<NaiveDate>| d.and_then(|d| d.checked_add_days(Days::new(1)));
    let mut rows = rows.query(params![id])?;
    while let Some(r) = rows.next()? {
        let (from, to) = (day(r.get(0)?), day(r.get(1)?));
        let (opened, closed, size) = (day(r.get(2)?), day(r.get(3)?), r.get::<_, Option<i64>>(4)?);
        turns.extend([from, after(to), opened, after(closed)]);
        let now = |from, to| holds(from, to, look.today);
        // Two memberships of one practice may overlap; its patients count once.
        if let (Some(size), true) = (size, now(from, to) && now(opened, closed))
            && counted.insert(r.get::<_, Id>(5)?)
        {
            total += size;
        }
    }
    let next = earliest(turns, look.today);
    if counted.is_empty() || (SMALLEST..=LARGEST).contains(&total) {
        return Ok(Verdict {
            finding: None,
            next,
        });
    }
    let (name, code): (Option<String>, Option<String>) = look
        .db
        .prepare_cached("SELECT name, ods_code FROM pcn WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let side = if total < SMALLEST {
        "fewer than 30,000"
    } else {
        "more than 50,000"
    };
    let text = format!(
        "{} ({}) has {} patients, {side}.",
        name.unwrap_or_default(),
        code.unwrap_or_default(),
        thousands(total)
    );
    Ok(Verdict {
        finding: said(
            text,
            "Check its practices and list sizes; some networks are this size for good reason.",
        ),
        next,
    })
}

fn every_pcn(look: &Look<'_>, _: &str, _: Id) -> Result<Vec<Id>> {
    let mut rows = look.db.prepare_cached("SELECT id FROM live_pcn")?;
    Ok(rows
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Only where there are locality hubs; else the network belongs to the ICS-level hub (HUB-2).
fn without_locality_hub(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let missing: Option<(Option<String>, Option<String>)> = look
        .db
        .prepare_cached(
            "SELECT n.name, n.closed FROM live_pcn n WHERE n.id = ?1 AND n.locality_hub IS NULL
               AND (n.closed IS NULL OR n.closed >= ?2)
               AND EXISTS (SELECT 1 FROM live_hub_profile h WHERE h.level = 'locality')",
        )?
        .query_row(params![id, look.today.to_string()], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .optional()?;
    let Some((name, closed)) = missing else {
        return Ok(Verdict::default());
    };
    let name = name.unwrap_or_default();
    // Once it is closed, nobody looks after it any more.
    let next = day(closed).and_then(|c| c.succ_opt());
    Ok(Verdict {
        finding: said(
            format!("{name} has no locality hub."),
            "Say which locality hub looks after it.",
        ),
        next,
    })
}
