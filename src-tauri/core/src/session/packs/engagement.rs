//! The stakeholder engagement report (PCK-1): where stakeholders stand, and the contacts of a financial year so far.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::params;

use super::{
    super::{Reply, boards::label, stakeholders},
    Made, head, salt,
};
use crate::{
    dates::{self, in_words},
    env::Env,
    packs::{
        copies::Face,
        engagement::{Contact, EngagementReport, Stakeholder},
    },
    record::Id,
    registers::stakeholders::last,
    store::{Result, Store, column::text},
};

/// The report of the financial year up to today.
pub(super) fn whole(store: &Store, env: &dyn Env) -> Reply<EngagementReport> {
    let today = env.today();
    let from = NaiveDate::from_ymd_opt(dates::financial_year(today), 4, 1).unwrap_or(today);
    let mut whole = EngagementReport {
        head: head(store)?,
        from,
        to: today,
        contacts: contacts(store, from, today)?,
        ..EngagementReport::default()
    };
    for point in stakeholders::points(store, env)? {
        let category = match point.kind.as_str() {
            "organisation" => {
                let row = store.row("organisation", super::id_of(&point.record)?)?;
                label(store, "organisation", "category", &row.text("category"))?
            }
            kind => store.kind(kind)?.declaration.one.to_owned(),
        };
        whole.stakeholders.push(Stakeholder {
            contacts: count(
                store,
                &point.kind,
                super::id_of(&point.record)?,
                (from, today),
            )?,
            // A post is held by somebody, so it is no more public than a person.
            is_person: matches!(point.kind.as_str(), "person" | "post"),
            influence: u8::try_from(point.influence).ok(),
            interest: u8::try_from(point.interest).ok(),
            last_contact: point.last_contact.and_then(|day| day.parse().ok()),
            name: point.title,
            category,
            ..Stakeholder::default()
        });
    }
    whole.head.salt = salt(store, &whole);
    Ok(whole)
}

/// A copy of it.
pub(super) fn made(store: &Store, env: &dyn Env, face: &Face) -> Reply<Made> {
    let whole = whole(store, env)?;
    Ok(Made::of(&whole, face, env.today(), ("engagement", None)))
}

/// Contacts of a stakeholder in a period.
fn count(store: &Store, party: &str, id: Id, (from, to): (NaiveDate, NaiveDate)) -> Result<u32> {
    if !last::PARTIES.contains(&party) {
        return Ok(0);
    }
    let sql = format!(
        "SELECT count(DISTINCT id) FROM ({}) WHERE day BETWEEN ?2 AND ?3",
        last::contacts_sql(party)
    );
    let days = params![id, from.to_string(), to.to_string()];
    Ok(store
        .db()
        .prepare_cached(&sql)?
        .query_row(days, |r| r.get(0))?)
}

/// The log of a period, oldest first.
fn contacts(store: &Store, from: NaiveDate, to: NaiveDate) -> Reply<Vec<Contact>> {
    let mut out = vec![];
    for row in logged(store, from, to)? {
        let (organisations, people) = parties(store, row.id)?;
        let mut follow_up = row.follow_up;
        if !follow_up.is_empty() && !row.owner.is_empty() {
            follow_up = format!("{follow_up} ({})", row.owner);
        }
        if let Some(due) = row.due.filter(|_| !follow_up.is_empty()) {
            follow_up = format!("{follow_up}, by {}", in_words(due));
        }
        out.push(Contact {
            day: row.day,
            kind: label(store, "engagement", "kind", &row.kind)?,
            organisations,
            people,
            subject: row.subject,
            outcome: row.outcome,
            follow_up,
            ..Contact::default()
        });
    }
    Ok(out)
}

struct Logged {
    id: Id,
    day: NaiveDate,
    kind: String,
    subject: String,
    outcome: String,
    follow_up: String,
    owner: String,
    due: Option<NaiveDate>,
}

fn logged(store: &Store, from: NaiveDate, to: NaiveDate) -> Result<Vec<Logged>> {
    let mut find = store.db().prepare_cached(
        "SELECT e.id, e.day, e.kind, e.subject, e.outcome, e.follow_up, p.name, e.follow_up_due
         FROM live_engagement e LEFT JOIN live_person p ON p.id = e.follow_up_owner
         WHERE e.day BETWEEN ?1 AND ?2 ORDER BY e.day, e.id",
    )?;
    let rows = find.query_map([from.to_string(), to.to_string()], |r| {
        Ok(Logged {
            id: r.get(0)?,
            day: text(r, 1)?.parse().unwrap_or(from),
            kind: text(r, 2)?,
            subject: text(r, 3)?,
            outcome: text(r, 4)?,
            follow_up: text(r, 5)?,
            owner: text(r, 6)?,
            due: text(r, 7)?.parse().ok(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Organisations and people of a contact, those who came for the hub left out.
fn parties(store: &Store, contact: Id) -> Result<(Vec<String>, Vec<String>)> {
    let mut find = store.db().prepare_cached(
        "SELECT coalesce(o.name, g.name, n.name), p.name
         FROM (SELECT organisation, practice, pcn, person FROM live_engagement WHERE id = ?1
               UNION ALL SELECT organisation, practice, pcn, person FROM live_engagement_party
                 WHERE engagement = ?1 AND ours IS NOT 1) w
         LEFT JOIN live_organisation o ON o.id = w.organisation LEFT JOIN live_practice g ON g.id = w.practice
         LEFT JOIN live_pcn n ON n.id = w.pcn LEFT JOIN live_person p ON p.id = w.person",
    )?;
    let rows = find.query_map([contact], |r| Ok((text(r, 0)?, text(r, 1)?)))?;
    let (mut organisations, mut people) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        let (organisation, person) = row?;
        organisations.extend(Some(organisation).filter(|n| !n.is_empty()));
        people.extend(Some(person).filter(|n| !n.is_empty()));
    }
    Ok((
        organisations.into_iter().collect(),
        people.into_iter().collect(),
    ))
}
