//! Rules over the stakeholder map and contacts that are overdue (STK-2, STK-3). Their sentences name nobody: the record
//! they stand at does.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};

use super::{Look, Rule, Said, Severity, Verdict, earliest, ever, nothing_else, said};
use crate::{
    dates,
    record::Id,
    registers::stakeholders::{
        contact,
        last::{self, PARTIES},
        standing::{self, HIGH, Level, Tier},
    },
    store::Result,
};

/// What contacts are read from.
const CONTACTS: &[&str] = &["engagement", "engagement_party", "post"];
/// And what says how often the corners of the map are to be contacted.
const CONTACTS_AND_INTERVALS: &[&str] =
    &["engagement", "engagement_party", "post", "contact_interval"];

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "stakeholder.gap",
        severity: Severity::Note,
        subject: "stakeholder_mapping",
        reads: &[],
        affected: nothing_else,
        look: gap,
    },
    Rule {
        id: "stakeholder.person_on_map",
        severity: Severity::Breach,
        subject: "stakeholder_mapping",
        reads: &["hub_profile"],
        affected: people_on_map,
        look: person_on_map,
    },
    Rule {
        id: "stakeholder.contact_overdue",
        severity: Severity::Due,
        subject: "contact_interval",
        reads: CONTACTS,
        affected: intervals_of,
        look: own_interval,
    },
    Rule {
        id: "stakeholder.corner_overdue",
        severity: Severity::Due,
        subject: "stakeholder_mapping",
        reads: CONTACTS_AND_INTERVALS,
        affected: mappings_of,
        look: corner_interval,
    },
];

/// An influential stakeholder does not stand as the hub would like.
fn gap(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let (influence, now, wanted): (Option<i64>, Option<String>, Option<String>) = look
        .db
        .prepare_cached(
            "SELECT influence, engagement_now, engagement_wanted FROM stakeholder_mapping WHERE id = ?1",
        )?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let level = |word: Option<String>| word.and_then(|w| Level::named(&w));
    let (now, wanted) = (level(now), level(wanted));
    let influence = influence.unwrap_or_default();
    let (Some(_), Some(now), Some(wanted)) = (standing::gap(now, wanted), now, wanted) else {
        return Ok(Verdict::default());
    };
    if influence < HIGH {
        return Ok(Verdict::default());
    }
    let text = format!(
        "A stakeholder with influence {influence} of 5 is {} where the hub would like them to be {}.",
        now.word(),
        wanted.word()
    );
    Ok(Verdict {
        finding: said(
            text,
            "Plan an activity for them, or judge again how they stand.",
        ),
        next: None,
    })
}

fn ids(look: &Look<'_>, sql: &str) -> Result<Vec<Id>> {
    let mut rows = look.db.prepare_cached(sql)?;
    Ok(rows
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

fn people_on_map(look: &Look<'_>, _: &str, _: Id) -> Result<Vec<Id>> {
    ids(
        look,
        "SELECT id FROM live_stakeholder_mapping WHERE person IS NOT NULL",
    )
}

/// STK-2: named people stand on the map only where the hub turned that on.
fn person_on_map(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let not_allowed: bool = look
        .db
        .prepare_cached(
            "SELECT m.person IS NOT NULL AND NOT EXISTS (SELECT 1 FROM live_hub_profile h WHERE h.map_people = 1)
             FROM stakeholder_mapping m WHERE m.id = ?1",
        )?
        .query_row([id], |r| r.get(0))?;
    let text = "A person stands on the stakeholder map by name, and the hub's profile does not allow that.";
    let fix = "Put the post there in place of the person, or allow it in the hub's profile and tell those concerned.";
    Ok(Verdict {
        finding: said(text.into(), fix).filter(|_| not_allowed),
        next: None,
    })
}

/// The stakeholders that a contact, one who took part, or a post ever spoke of.
fn stakeholders_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<(&'static str, Id)>> {
    let mut sources = vec![id];
    if kind == "engagement" {
        let mut parties = look
            .db
            .prepare_cached("SELECT id FROM engagement_party WHERE engagement = ?1")?;
        for party in parties.query_map([id], |r| r.get(0))? {
            sources.push(party?);
        }
    }
    let mut out = vec![];
    for source in sources {
        for party in PARTIES {
            out.extend(
                ever(look, source, party)?
                    .into_iter()
                    .map(|who| (party, who)),
            );
        }
    }
    // Contact with a person is contact with where they hold a post.
    let people: Vec<Id> = out
        .iter()
        .filter(|(p, _)| *p == "person")
        .map(|(_, id)| *id)
        .collect();
    for person in people {
        let mut posts = look.db.prepare_cached(
            "SELECT organisation, practice, pcn FROM live_post WHERE person = ?1",
        )?;
        let mut rows = posts.query([person])?;
        while let Some(row) = rows.next()? {
            for (at, party) in PARTIES.iter().take(3).enumerate() {
                out.extend(row.get::<_, Option<Id>>(at)?.map(|who| (*party, who)));
            }
        }
    }
    Ok(out)
}

/// Records of a kind about any of these stakeholders.
fn about(look: &Look<'_>, kind: &str, who: &[(&str, Id)]) -> Result<Vec<Id>> {
    let mut out = vec![];
    for (party, id) in who {
        let sql = format!("SELECT id FROM \"live_{kind}\" WHERE \"{party}\" = ?1");
        let mut rows = look.db.prepare_cached(&sql)?;
        for row in rows.query_map([id], |r| r.get(0))? {
            out.push(row?);
        }
    }
    Ok(out)
}

fn intervals_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    about(look, "contact_interval", &stakeholders_of(look, kind, id)?)
}

fn mappings_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    if kind == "contact_interval" {
        return ids(look, "SELECT id FROM live_stakeholder_mapping");
    }
    let who = stakeholders_of(look, kind, id)?;
    let mut out = about(look, "stakeholder_mapping", &who)?;
    // A post on the map is contacted through who holds it.
    let mut through = look.db.prepare_cached(
        "SELECT m.id FROM live_stakeholder_mapping m JOIN live_post k ON k.id = m.post WHERE k.person = ?1",
    )?;
    for (_, person) in who.iter().filter(|(party, _)| *party == "person") {
        for row in through.query_map([person], |r| r.get(0))? {
            out.push(row?);
        }
    }
    if kind == "post" {
        out.extend(about(look, "stakeholder_mapping", &[("post", id)])?);
    }
    Ok(out)
}

/// The stakeholder that a record names, of the kinds that contacts are kept with.
fn named(look: &Look<'_>, kind: &str, id: Id) -> Result<Option<(&'static str, Id)>> {
    let sql = format!("SELECT organisation, practice, pcn, person FROM \"{kind}\" WHERE id = ?1");
    let found = look.db.prepare_cached(&sql)?.query_row([id], |r| {
        let mut found = None;
        for (at, party) in PARTIES.iter().enumerate().rev() {
            if let Some(who) = r.get::<_, Option<Id>>(at)? {
                found = Some((*party, who));
            }
        }
        Ok(found)
    })?;
    Ok(found)
}

/// An interval of one stakeholder's own.
fn own_interval(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let weeks = look
        .db
        .prepare_cached("SELECT weeks FROM contact_interval WHERE id = ?1")?
        .query_row([id], |r| r.get(0))?;
    match named(look, "contact_interval", id)? {
        Some(who) => late(look, weeks, who, None),
        None => Ok(Verdict::default()),
    }
}

/// The interval of the corner of the map, unless the stakeholder has one of its own.
fn corner_interval(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let (influence, interest, since, post): (Option<i64>, Option<i64>, Option<String>, Option<Id>) =
        look.db
            .prepare_cached(
                "SELECT influence, interest, day, post FROM stakeholder_mapping WHERE id = ?1",
            )?
            .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
    let (Some(influence), Some(interest)) = (influence, interest) else {
        return Ok(Verdict::default());
    };
    let weeks: Option<i64> = look
        .db
        .prepare_cached("SELECT min(weeks) FROM live_contact_interval WHERE tier = ?1")?
        .query_row([Tier::of(influence, interest).word()], |r| r.get(0))?;
    let mut who = named(look, "stakeholder_mapping", id)?;
    if let (None, Some(post)) = (who, post) {
        let holder: Option<Option<Id>> = look
            .db
            .prepare_cached("SELECT person FROM live_post WHERE id = ?1")?
            .query_row([post], |r| r.get(0))
            .optional()?;
        who = holder.flatten().map(|person| ("person", person));
    }
    let Some((party, stakeholder)) = who else {
        return Ok(Verdict::default());
    };
    let sql = format!("SELECT EXISTS (SELECT 1 FROM live_contact_interval WHERE \"{party}\" = ?1)");
    let own: bool = look
        .db
        .prepare_cached(&sql)?
        .query_row([stakeholder], |r| r.get(0))?;
    if own {
        return Ok(Verdict::default());
    }
    late(
        look,
        weeks,
        (party, stakeholder),
        since.and_then(|s| s.parse().ok()),
    )
}

/// Whether the contact with a stakeholder is overdue.
fn late(
    look: &Look<'_>,
    weeks: Option<i64>,
    (party, who): (&str, Id),
    since: Option<NaiveDate>,
) -> Result<Verdict> {
    let Some(every) = weeks else {
        return Ok(Verdict::default());
    };
    let (before, planned) = last::contact(look.db, party, who, look.today)?;
    let due = contact::due(weeks, before, since, look.today);
    let never = before.is_none() && since.is_none();
    if !never && !contact::overdue(due, None, look.today) {
        let turns = due.and_then(|d| d.succ_opt());
        return Ok(Verdict {
            finding: None,
            next: earliest([turns, planned], look.today),
        });
    }
    let often = match every {
        1 => "once a week".to_owned(),
        n => format!("once in {n} weeks"),
    };
    let said_of = match before {
        Some(day) => format!("the last was on {}", dates::in_words(day)),
        None => "there was none yet".to_owned(),
    };
    Ok(Verdict {
        finding: Some(Said {
            text: format!("Contact is meant at least {often}; {said_of}."),
            fix: "Get in touch and log the contact, or change the interval.".into(),
            due: if never { None } else { due },
        }),
        next: planned,
    })
}

/// A text and two days of a record.
pub(super) type TextAndDays = (Option<String>, Option<NaiveDate>, Option<NaiveDate>);

/// For other rules about days in a table.
pub(super) fn day_in(look: &Look<'_>, sql: &str, id: Id) -> Result<Option<TextAndDays>> {
    let day = |text: Option<String>| text.and_then(|t| t.parse().ok());
    Ok(look
        .db
        .prepare_cached(sql)?
        .query_row(params![id], |r| {
            Ok((r.get(0)?, day(r.get(1)?), day(r.get(2)?)))
        })
        .optional()?)
}
