//! What waits for a person inside the engagement report of a period: while anything does, the report is not issued, since
//! nobody could say which version it means.

use chrono::NaiveDate;
use rusqlite::params;

use crate::{
    dates::holds,
    record::Id,
    store::{Result, Row, Store, Thing, What, unsettled},
};

/// Kinds that the report is made of, and the fields that it reads; none named = all of them. A doubt about whether such a
/// record is there, or is another one, counts whatever the field.
const READ: [(&str, &[&str]); 14] = [
    ("stakeholder_mapping", &[]),
    ("contact_interval", &[]),
    ("engagement", &[]),
    ("engagement_party", &[]),
    ("engagement_strategy", &["name", "from", "to"]),
    ("engagement_objective", &["name", "strategy"]),
    ("engagement_audience", &["name", "strategy"]),
    (
        "engagement_activity",
        &["name", "objective", "audience", "due", "done", "strategy"],
    ),
    ("hub_profile", &["name", "map_people"]),
    ("post", &[]),
    ("person", &["name"]),
    ("organisation", &["name", "category"]),
    ("practice", &["name"]),
    ("pcn", &["name"]),
];

/// A stakeholder, or somebody who holds a post with one, or is named in a contact of the period.
const NAMED: &str = "SELECT EXISTS (
        SELECT 1 FROM live_stakeholder_mapping m LEFT JOIN live_post k ON k.id = m.post
        WHERE ?1 IN (m.organisation, m.practice, m.pcn, m.post, m.person, k.person, k.organisation, k.practice, k.pcn)
    ) OR EXISTS (
        SELECT 1 FROM live_engagement e WHERE e.day BETWEEN ?2 AND ?3
          AND ?1 IN (e.organisation, e.practice, e.pcn, e.person, e.follow_up_owner)
    ) OR EXISTS (
        SELECT 1 FROM live_engagement_party p JOIN live_engagement e ON e.id = p.engagement
        WHERE e.day BETWEEN ?2 AND ?3 AND ?1 IN (p.organisation, p.practice, p.pcn, p.person)
    )";

/// What waits inside the report of a period, a sentence each.
///
/// # Errors
/// When the file can't be read.
pub fn inside(store: &Store, period: (NaiveDate, NaiveDate)) -> Result<Vec<String>> {
    unsettled::sentences(store, |thing| is_inside(store, thing, period))
}

fn is_inside(store: &Store, thing: &Thing, period: (NaiveDate, NaiveDate)) -> Result<bool> {
    let Some((kind, fields)) = READ.iter().find(|read| read.0 == thing.kind) else {
        return Ok(false);
    };
    let whole = matches!(thing.what, What::Removed | What::Same);
    if !whole && !fields.is_empty() && !fields.contains(&thing.about.as_str()) {
        return Ok(false);
    }
    let row = store.row(kind, thing.record)?;
    match *kind {
        "stakeholder_mapping" | "contact_interval" | "hub_profile" => Ok(true),
        "engagement" => Ok(thing.about == "day" || is_in(&row, period)),
        "engagement_party" => {
            let contact = ("engagement", "engagement");
            part_of(store, &row, contact, |contact| is_in(contact, period))
        }
        "engagement_strategy" => {
            Ok(["from", "to"].contains(&thing.about.as_str()) || runs(&row, period.1))
        }
        "engagement_objective" | "engagement_audience" | "engagement_activity" => {
            let strategy = ("strategy", "engagement_strategy");
            part_of(store, &row, strategy, |strategy| runs(strategy, period.1))
        }
        "post" => {
            let parties = ["organisation", "practice", "pcn", "person"];
            let parties = parties.iter().filter_map(|field| row.value(field).as_id());
            any_named(store, parties.chain([thing.record]), period)
        }
        _ => any_named(
            store,
            [thing.record].into_iter().chain(thing.target),
            period,
        ),
    }
}

/// A contact of the period; one of no known day may be of it.
fn is_in(contact: &Row, (from, to): (NaiveDate, NaiveDate)) -> bool {
    let day = contact.value("day").as_date();
    day.is_none_or(|day| from <= day && day <= to)
}

fn runs(strategy: &Row, on: NaiveDate) -> bool {
    let day = |field: &str| strategy.value(field).as_date();
    holds(day("from"), day("to"), on)
}

/// Whether what a record belongs to counts; where that is not here, it may.
fn part_of(
    store: &Store,
    row: &Row,
    (field, kind): (&str, &str),
    counts: impl Fn(&Row) -> bool,
) -> Result<bool> {
    let Some(id) = row.value(field).as_id() else {
        return Ok(true);
    };
    let whole = store.find_row(store.kind(kind)?, id)?;
    Ok(whole.is_none_or(|whole| counts(&whole)))
}

fn any_named(
    store: &Store,
    records: impl Iterator<Item = Id>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<bool> {
    let mut find = store.db().prepare_cached(NAMED)?;
    for record in records {
        if find.query_row(params![record, from.to_string(), to.to_string()], |r| {
            r.get(0)
        })? {
            return Ok(true);
        }
    }
    Ok(false)
}
