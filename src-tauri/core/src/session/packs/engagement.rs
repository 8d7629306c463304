//! The stakeholder engagement report (PCK-1): where stakeholders stand, and the contacts of a financial year so far.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::params;

use super::{
    super::{Reply, boards::label, stakeholders},
    Made, head,
    parts::parts_wait,
    salt,
};
use crate::{
    dates::{self, in_words},
    env::Env,
    packs::{
        copies::Face,
        engagement::{Contact, EngagementReport, Stakeholder},
        report::{Report, ReportSection, ReportTable},
    },
    record::Id,
    registers::{
        desk::{self, Composed},
        stakeholders::{last, standing::Tier, waiting},
    },
    store::{Result, Store, column, column::text},
};

const DAYS_OF_A_WEEK: i64 = 7;

/// The financial year so far: its first day, and today.
pub(super) fn period(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = NaiveDate::from_ymd_opt(dates::financial_year(today), 4, 1);
    (first.unwrap_or(today), today)
}

/// The report of the financial year up to today.
pub(super) fn whole(store: &Store, env: &dyn Env) -> Reply<EngagementReport> {
    let today = env.today();
    let (from, _) = period(today);
    let mut whole = EngagementReport {
        head: head(store)?,
        from,
        to: today,
        contacts: contacts(store, from, today)?,
        plan: plan(store, today)?,
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
        let weeks = if last::PARTIES.contains(&point.kind.as_str()) {
            let corner = Tier::of(point.influence, point.interest);
            stakeholders::interval(
                store,
                &point.kind,
                super::id_of(&point.record)?,
                Some(corner),
            )?
        } else {
            None
        };
        whole.stakeholders.push(Stakeholder {
            interval_days: weeks.and_then(|w| u32::try_from(w * DAYS_OF_A_WEEK).ok()),
            note: store
                .row("stakeholder_mapping", super::id_of(&point.id)?)?
                .text("why"),
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
        });
    }
    if let Some(chosen) = desk::chosen(store.db(), Composed::Engagement, None)? {
        whole.compose(chosen.parts);
    }
    whole.head.salt = salt(store, &whole);
    whole.head.waiting = self::waiting(store, today)?;
    Ok(whole)
}

/// What waits inside the report of the financial year up to a day.
pub(super) fn waiting(store: &Store, until: NaiveDate) -> Result<Vec<String>> {
    let mut sentences = waiting::inside(store, period(until))?;
    sentences.extend(parts_wait(store, Composed::Engagement, None)?);
    Ok(sentences)
}

/// A copy of it.
pub(super) fn made(store: &Store, env: &dyn Env, face: &Face) -> Reply<Made> {
    let whole = whole(store, env)?;
    Ok(Made::of(&whole, face, env.today(), ("engagement", None)))
}

/// What the strategies of the day set out to do, and how far that is: what, not who, since a public copy has it too.
fn plan(store: &Store, today: NaiveDate) -> Result<Vec<Report>> {
    let mut find = store.db().prepare_cached(
        "SELECT s.name, o.name, a.name, u.name, a.due, a.done FROM live_engagement_activity a
         JOIN live_engagement_strategy s ON s.id = a.strategy
         LEFT JOIN live_engagement_objective o ON o.id = a.objective LEFT JOIN live_engagement_audience u ON u.id = a.audience
         WHERE (s.\"from\" IS NULL OR s.\"from\" <= ?1) AND (s.\"to\" IS NULL OR s.\"to\" >= ?1)
         ORDER BY s.name, s.id, a.due IS NULL, a.due, a.id",
    )?;
    let rows = find.query_map([today.to_string()], |r| {
        let day = |at| column::day(r, at);
        let stand = match (day(4)?, day(5)?) {
            (_, Some(done)) => format!("Done on {}", in_words(done)),
            (Some(due), None) if due < today => format!("Overdue since {}", in_words(due)),
            (Some(due), None) => format!("By {}", in_words(due)),
            (None, None) => "Open".to_owned(),
        };
        Ok((
            text(r, 0)?,
            vec![text(r, 2)?, text(r, 1)?, text(r, 3)?, stand],
        ))
    })?;
    let mut plan: Vec<Report> = vec![];
    for row in rows {
        let (strategy, cells) = row?;
        let title = format!("Plan: {strategy}");
        if plan.last().is_none_or(|p| p.title != title) {
            let table = ReportTable {
                caption: "What was planned".into(),
                headings: ["Activity", "Objective", "For whom", "How far"]
                    .map(Into::into)
                    .into(),
                ..ReportTable::default()
            };
            let section = ReportSection {
                table: Some(table),
                ..ReportSection::default()
            };
            plan.push(Report {
                title,
                sections: vec![section],
                ..Report::default()
            });
        }
        let table = plan
            .last_mut()
            .and_then(|p| p.sections.first_mut())
            .and_then(|s| s.table.as_mut());
        if let Some(table) = table {
            table.rows.push(cells);
        }
    }
    Ok(plan)
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
