//! The passport of a practice, put together from every register that has something to say of it.

use chrono::NaiveDate;
use rusqlite::{Row, params};
use serde_json::json;

use super::{
    super::{
        Reply, Session,
        boards::{label, named},
        interests, stakeholders,
    },
    Made, head, salt,
};
use crate::{
    contract::{PassportPage, PassportPart, RecordRef},
    dates::in_words,
    env::Env,
    packs::{
        copies::Face,
        passport::{Part, Passport},
    },
    record::Id,
    registers::stakeholders::{
        contact,
        last::{self, contacts_sql},
        standing::Tier,
    },
    store::{Result, Store, StoreError, column},
};

/// Contacts that it shows, the newest first.
const CONTACTS: i64 = 3;

/// Holds on the day `?2`: a record with these first and last days.
const HOLDS: &str = "(\"from\" IS NULL OR \"from\" <= ?2) AND (\"to\" IS NULL OR \"to\" >= ?2)";

impl Session {
    /// The passport of a practice, as the window shows it.
    pub(in crate::session) fn practice_passport(
        &mut self,
        env: &dyn Env,
        request: &RecordRef,
    ) -> Reply<PassportPage> {
        let store = self.read()?;
        let id = practice(store, Some(&request.id))?;
        let whole = whole(store, env, id)?;
        let part = |part: Part| PassportPart {
            title: part.title,
            facts: part.facts,
            headings: part.headings,
            rows: part.rows,
            none: part.none,
        };
        Ok(PassportPage {
            id: id.to_string(),
            title: whole.practice,
            parts: whole.parts.into_iter().map(part).collect(),
        })
    }
}

/// The practice that a passport is of, by its identifier, code or name.
fn practice(store: &Store, record: Option<&str>) -> Reply<Id> {
    match record {
        Some(id) => named(store, "practice", id),
        None => {
            let message = "It is not said which practice the passport is of. Nothing was written.";
            Err(StoreError::refused("no_practice", message, "Name the practice.").into())
        }
    }
}

/// A copy of it.
pub(super) fn made(store: &Store, env: &dyn Env, record: Option<&str>, face: &Face) -> Reply<Made> {
    let id = practice(store, record)?;
    let whole = whole(store, env, id)?;
    let of = ("passport", Some(json!(id.to_string())));
    Ok(Made {
        is_signed_off: false,
        ..Made::of(&whole, face, env.today(), of)
    })
}

/// All of it. Later registers, such as placements, add their part here.
fn whole(store: &Store, env: &dyn Env, id: Id) -> Reply<Passport> {
    let today = env.today();
    let row = store.row("practice", id)?;
    let mut whole = Passport {
        head: head(store)?,
        day: today,
        practice: row.text("name"),
        code: row.text("ods_code"),
        parts: vec![
            practice_facts(store, id, today)?,
            coverage(store, id, today)?,
            network(store, id, today)?,
            people(store, id, today)?,
            contacts(store, env, id)?,
            boards(store, id, today)?,
            due(store, id, today)?,
        ],
    };
    whole.head.salt = salt(store, &whole);
    Ok(whole)
}

fn texts(headings: &[&str]) -> Vec<String> {
    headings.iter().map(|h| (*h).to_owned()).collect()
}

/// A day of a row, in words.
fn day(r: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(column::day(r, at)?.map(in_words).unwrap_or_default())
}

/// The rows that a statement with the practice `?1` and the day `?2` gives.
fn rows<T>(
    store: &Store,
    sql: &str,
    (id, today): (Id, NaiveDate),
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut find = store.db().prepare_cached(sql)?;
    let rows = find.query_map(params![id, today.to_string()], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The networks of a practice on a day.
fn networks(store: &Store, id: Id, today: NaiveDate) -> Result<Vec<(Id, String, String)>> {
    let sql = format!(
        "SELECT n.id, n.name, p.name FROM (SELECT pcn FROM live_pcn_membership WHERE practice = ?1 AND {HOLDS}) m
         JOIN live_pcn n ON n.id = m.pcn LEFT JOIN live_place p ON p.id = n.place ORDER BY n.name, n.id"
    );
    rows(store, &sql, (id, today), |r| {
        Ok((r.get(0)?, column::text(r, 1)?, column::text(r, 2)?))
    })
}

fn practice_facts(store: &Store, id: Id, today: NaiveDate) -> Reply<Part> {
    let kind = store.kind("practice")?;
    let row = store.row("practice", id)?;
    let mut facts = vec![];
    for name in [
        "ods_code",
        "address",
        "postcode",
        "telephone",
        "list_size",
        "list_size_on",
        "opened",
        "closed",
    ] {
        if let Some(field) = kind.field(name) {
            let value = row.value(name);
            let day = value.as_date().map(in_words);
            let words = day.unwrap_or_else(|| value.words(&field.type_));
            facts.push((field.label.clone(), words));
        }
    }
    for (_, network, place) in networks(store, id, today)? {
        facts.push(("PCN".into(), network));
        facts.push(("Place".into(), place));
    }
    facts.retain(|(_, value)| !value.is_empty());
    Ok(Part {
        title: "Practice".into(),
        facts,
        ..Part::default()
    })
}

fn coverage(store: &Store, id: Id, today: NaiveDate) -> Reply<Part> {
    let sql = format!(
        "SELECT mark, \"from\", evidence FROM live_practice_mark WHERE practice = ?1 AND {HOLDS} ORDER BY mark, \"from\", id"
    );
    let found = rows(store, &sql, (id, today), |r| {
        Ok((column::text(r, 0)?, day(r, 1)?, column::text(r, 2)?))
    })?;
    let mut lines = vec![];
    for (mark, since, evidence) in found {
        let mark = label(store, "practice_mark", "mark", &mark)?;
        lines.push(vec![mark, since, evidence]);
    }
    Ok(Part {
        title: "Coverage".into(),
        headings: texts(&["Mark", "Since", "Evidence"]),
        rows: lines,
        none: "No mark holds today.".into(),
        ..Part::default()
    })
}

/// The other practices of its networks, with what holds of them.
fn network(store: &Store, id: Id, today: NaiveDate) -> Reply<Part> {
    let mut lines = vec![];
    for (pcn, _, _) in networks(store, id, today)? {
        let sql = format!(
            "SELECT r.id FROM (SELECT practice FROM live_pcn_membership WHERE pcn = ?1 AND {HOLDS}) m
             JOIN live_practice r ON r.id = m.practice ORDER BY r.name, r.id"
        );
        let mut peers: Vec<Id> = rows(store, &sql, (pcn, today), |r| r.get(0))?;
        peers.retain(|peer| *peer != id);
        let columns = ["name", "list_size", "marks_now"].map(str::to_owned);
        for peer in store.rows_by_id("practice", &columns, &peers, today)? {
            lines.push(peer.cells.into_iter().map(|c| c.text).collect());
        }
    }
    Ok(Part {
        title: "Other practices of its PCN".into(),
        headings: texts(&["Practice", "List size", "Coverage marks"]),
        rows: lines,
        none: "No other practice of its PCN is on record.".into(),
        ..Part::default()
    })
}

/// Who works there today.
const STAFF: &str =
    "SELECT person, role, email, telephone, \"from\" FROM live_post WHERE practice = ?1";

fn people(store: &Store, id: Id, today: NaiveDate) -> Reply<Part> {
    let sql = format!(
        "SELECT p.name, k.role, coalesce(k.email, p.email), coalesce(k.telephone, p.telephone), k.\"from\"
         FROM ({STAFF} AND {HOLDS}) k JOIN live_person p ON p.id = k.person ORDER BY p.name, p.id, k.role"
    );
    let lines = rows(store, &sql, (id, today), |r| {
        Ok(vec![
            column::text(r, 0)?,
            column::text(r, 1)?,
            column::text(r, 2)?,
            column::text(r, 3)?,
            day(r, 4)?,
        ])
    })?;
    Ok(Part {
        title: "People and roles".into(),
        private: true,
        headings: texts(&["Name", "Role", "E-mail", "Telephone", "Since"]),
        rows: lines,
        none: "Nobody who works there is on record.".into(),
        ..Part::default()
    })
}

fn contacts(store: &Store, env: &dyn Env, id: Id) -> Reply<Part> {
    let today = env.today();
    let sql = format!(
        "SELECT day, kind, subject, outcome, follow_up, follow_up_due, follow_up_done FROM live_engagement
         WHERE day <= ?2 AND id IN (SELECT id FROM ({})) ORDER BY day DESC, id LIMIT {CONTACTS}",
        contacts_sql("practice")
    );
    let found = rows(store, &sql, (id, today), |r| {
        let mut follow_up = column::text(r, 4)?;
        if let (false, Some(due), None) =
            (follow_up.is_empty(), column::day(r, 5)?, column::day(r, 6)?)
        {
            follow_up = format!("{follow_up}, by {}", in_words(due));
        }
        Ok((
            day(r, 0)?,
            column::text(r, 1)?,
            column::text(r, 2)?,
            column::text(r, 3)?,
            follow_up,
        ))
    })?;
    let mut lines = vec![];
    for (on, kind, subject, outcome, follow_up) in found {
        let kind = label(store, "engagement", "kind", &kind)?;
        lines.push(vec![on, kind, subject, outcome, follow_up]);
    }
    let place = stakeholders::place_of(store, env, "practice", id)?;
    let corner = place.as_ref().map(|p| Tier::of(p.influence, p.interest));
    let since = place.as_ref().and_then(|p| p.day.as_deref()?.parse().ok());
    let weeks = stakeholders::interval(store, "practice", id, corner)?;
    let (before, _) = last::contact(store.db(), "practice", id, today)?;
    let next = contact::due(weeks, before, since, today);
    Ok(Part {
        title: "Last contacts".into(),
        private: true,
        facts: next
            .map(|day| ("Next contact due".to_owned(), in_words(day)))
            .into_iter()
            .collect(),
        headings: texts(&["Day", "Type", "Subject", "Outcome", "Follow-up"]),
        rows: lines,
        none: "No contact is on record.".into(),
    })
}

/// The boards on which people who work there sit.
fn boards(store: &Store, id: Id, today: NaiveDate) -> Reply<Part> {
    let sql = format!(
        "SELECT b.name, p.name, m.capacity, m.term_ends
         FROM (SELECT * FROM live_board_membership WHERE {HOLDS}) m
         JOIN live_board b ON b.id = m.board JOIN live_person p ON p.id = m.person
         WHERE m.person IN (SELECT person FROM ({STAFF} AND {HOLDS})) ORDER BY b.name, p.name, m.id"
    );
    let found = rows(store, &sql, (id, today), |r| {
        Ok((
            column::text(r, 0)?,
            column::text(r, 1)?,
            column::text(r, 2)?,
            day(r, 3)?,
        ))
    })?;
    let mut lines = vec![];
    for (board, name, capacity, until) in found {
        let capacity = label(store, "board_membership", "capacity", &capacity)?;
        lines.push(vec![board, name, capacity, until]);
    }
    Ok(Part {
        title: "Boards it sits on".into(),
        private: true,
        headings: texts(&["Board", "Who", "Capacity", "Term ends"]),
        rows: lines,
        none: "Nobody who works there sits on a board.".into(),
        ..Part::default()
    })
}

/// Declarations of interest that people who work there are to make.
fn due(store: &Store, id: Id, today: NaiveDate) -> Reply<Part> {
    let sql = format!("SELECT DISTINCT person FROM ({STAFF} AND {HOLDS}) WHERE person IS NOT NULL");
    let staff: Vec<Id> = rows(store, &sql, (id, today), |r| r.get(0))?;
    let mut all = vec![];
    for person in staff {
        all.extend(interests::all_due(store, Some(person), today)?);
    }
    all.sort_by_key(|(role, due)| (due.due, role.name.clone(), role.id));
    let lines = all
        .into_iter()
        .map(|(role, due)| vec![role.name, role.what, in_words(due.due)]);
    Ok(Part {
        title: "Declarations due".into(),
        private: true,
        headings: texts(&["Who", "For", "By"]),
        rows: lines.collect(),
        none: "None is due.".into(),
        ..Part::default()
    })
}
