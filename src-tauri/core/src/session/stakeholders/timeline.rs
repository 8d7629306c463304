//! What happened with a stakeholder, from every register that knows them.

use chrono::NaiveDate;
use rusqlite::{Row, params};

use crate::{
    catalogue,
    contract::TimelineEntry,
    dates,
    record::{Id, decimal},
    registers::stakeholders::{feedback::Scores, last::contacts_sql},
    session::Reply,
    store::{Store, StoreError},
};

/// Characters shown of a long text.
const SHORT: usize = 400;

/// A source of entries: what they are called, their kind, and where they are read from: identifier, day, title, more,
/// and until when.
struct Source {
    what: &'static str,
    label: &'static str,
    kind: &'static str,
    of: &'static [&'static str],
    sql: &'static str,
}

const SOURCES: &[Source] = &[
    Source {
        what: "mark",
        label: "Coverage",
        kind: "practice_mark",
        of: &["practice"],
        sql: "SELECT id, \"from\", mark, evidence, \"to\" FROM live_practice_mark WHERE practice = ?1",
    },
    Source {
        what: "mark",
        label: "Coverage",
        kind: "pcn_mark",
        of: &["pcn"],
        sql: "SELECT id, \"from\", mark, evidence, \"to\" FROM live_pcn_mark WHERE pcn = ?1",
    },
    Source {
        what: "group",
        label: "Group",
        kind: "stakeholder_group",
        of: &["organisation", "person"],
        sql: "SELECT id, \"from\", name, purpose, \"to\" FROM live_stakeholder_group WHERE \"{party}\" = ?1",
    },
    Source {
        what: "plan",
        label: "Joint plan",
        kind: "joint_plan",
        of: &["organisation", "pcn"],
        sql: "SELECT id, agreed, name, about, \"to\" FROM live_joint_plan WHERE \"{party}\" = ?1",
    },
    Source {
        what: "board",
        label: "Board",
        kind: "board_membership",
        of: &["person"],
        sql: "SELECT m.id, m.\"from\", b.name, m.purpose, m.\"to\" FROM live_board_membership m
              JOIN live_board b ON b.id = m.board WHERE m.person = ?1",
    },
    Source {
        what: "board",
        label: "Represented on a board",
        kind: "board_membership",
        of: &["organisation"],
        sql: "SELECT m.id, m.\"from\", b.name, p.name, m.\"to\" FROM live_board_membership m
              JOIN live_board b ON b.id = m.board LEFT JOIN live_person p ON p.id = m.person WHERE m.organisation = ?1",
    },
    Source {
        what: "meeting",
        label: "Meeting",
        kind: "attendance",
        of: &["person"],
        sql: "SELECT a.id, m.day, b.name,
                CASE a.presence WHEN 'present' THEN 'Present' WHEN 'apologies' THEN 'Sent apologies' ELSE 'Absent' END, NULL
              FROM live_attendance a JOIN live_meeting m ON m.id = a.meeting JOIN live_board b ON b.id = m.board
              WHERE a.person = ?1",
    },
    // What is declared, never its private details.
    Source {
        what: "declaration",
        label: "Declaration of interest",
        kind: "declaration",
        of: &["person"],
        sql: "SELECT d.id, d.declared_on,
                CASE d.declared WHEN 'nil' THEN 'Nothing to declare' WHEN 'no_change' THEN 'No change'
                  ELSE coalesce(d.description, 'An interest') END,
                coalesce(o.name, g.name, d.organisation_name), d.\"to\"
              FROM live_declaration d LEFT JOIN live_organisation o ON o.id = d.organisation
              LEFT JOIN live_practice g ON g.id = d.practice WHERE d.person = ?1",
    },
];

/// Everything, newest first; what has no day comes last.
pub(super) fn of(
    store: &Store,
    today: NaiveDate,
    party: &str,
    id: Id,
) -> Reply<Vec<TimelineEntry>> {
    let mut out = contacts(store, today, party, id)?;
    out.extend(posts(store, party, id)?);
    for source in SOURCES.iter().filter(|s| s.of.contains(&party)) {
        let sql = source.sql.replace("{party}", party);
        let marks = if source.what == "mark" {
            catalogue::list("coverage_mark")
        } else {
            vec![]
        };
        out.extend(entries(store, &sql, id, |r| {
            let title: String = r.get::<_, Option<String>>(2)?.unwrap_or_default();
            let label = marks
                .iter()
                .find(|m| m.value == title)
                .map(|m| m.label.clone());
            Ok(TimelineEntry {
                what: source.what.into(),
                label: source.label.into(),
                day: r.get(1)?,
                title: label.unwrap_or(title),
                text: with_end(&short(r.get(3)?), r.get(4)?),
                kind: source.kind.into(),
                id: r.get::<_, Id>(0)?.to_string(),
                late: false,
            })
        })?);
    }
    if matches!(party, "pcn" | "organisation") {
        out.extend(feedback(store, party, id)?);
    }
    out.sort_by(|a, b| b.day.cmp(&a.day));
    Ok(out)
}

fn entries(
    store: &Store,
    sql: &str,
    id: Id,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<TimelineEntry>,
) -> Reply<Vec<TimelineEntry>> {
    let found = store
        .db()
        .prepare_cached(sql)
        .and_then(|mut s| s.query_map(params![id], |r| read(r))?.collect())
        .map_err(StoreError::from)?;
    Ok(found)
}

/// Contacts, and what follows them and is not done.
fn contacts(store: &Store, today: NaiveDate, party: &str, id: Id) -> Reply<Vec<TimelineEntry>> {
    let kinds = catalogue::list("engagement_kind");
    let own = format!(
        "SELECT e.id, e.day, e.subject, e.outcome, e.kind FROM live_engagement e
         WHERE e.id IN (SELECT id FROM ({}))",
        contacts_sql(party)
    );
    let mut out = entries(store, &own, id, |r| {
        let kind: String = r.get::<_, Option<String>>(4)?.unwrap_or_default();
        let label = kinds
            .iter()
            .find(|k| k.value == kind)
            .map(|k| k.label.clone());
        Ok(TimelineEntry {
            what: "contact".into(),
            label: label.unwrap_or(kind),
            day: r.get(1)?,
            title: r.get::<_, Option<String>>(2)?.unwrap_or_default(),
            text: short(r.get(3)?),
            kind: "engagement".into(),
            id: r.get::<_, Id>(0)?.to_string(),
            late: false,
        })
    })?;
    let open = format!(
        "SELECT e.id, e.follow_up_due, e.follow_up, p.name FROM live_engagement e
         LEFT JOIN live_person p ON p.id = e.follow_up_owner
         WHERE e.follow_up IS NOT NULL AND e.follow_up_done IS NULL AND e.id IN (SELECT id FROM ({}))",
        contacts_sql(party)
    );
    out.extend(entries(store, &open, id, |r| {
        let due: Option<String> = r.get(1)?;
        let late = due.as_deref().is_some_and(|d| *d < *today.to_string());
        Ok(TimelineEntry {
            what: "follow_up".into(),
            label: "To do".into(),
            day: due,
            title: r.get::<_, Option<String>>(2)?.unwrap_or_default(),
            text: r.get::<_, Option<String>>(3)?.unwrap_or_default(),
            kind: "engagement".into(),
            id: r.get::<_, Id>(0)?.to_string(),
            late,
        })
    })?);
    Ok(out)
}

/// Posts begun and ended.
fn posts(store: &Store, party: &str, id: Id) -> Reply<Vec<TimelineEntry>> {
    let mut out = vec![];
    for (column, label) in [("from", "Post begun"), ("to", "Post ended")] {
        let sql = format!(
            "SELECT k.id, k.\"{column}\", k.role,
               coalesce({}) FROM live_post k
             LEFT JOIN live_person p ON p.id = k.person LEFT JOIN live_organisation o ON o.id = k.organisation
             LEFT JOIN live_practice g ON g.id = k.practice LEFT JOIN live_pcn n ON n.id = k.pcn
             WHERE k.\"{party}\" = ?1 AND k.\"{column}\" IS NOT NULL",
            if party == "person" { "o.name, g.name, n.name, ''" } else { "p.name, ''" }
        );
        out.extend(entries(store, &sql, id, |r| {
            Ok(TimelineEntry {
                what: "post".into(),
                label: label.into(),
                day: r.get(1)?,
                title: r.get::<_, Option<String>>(2)?.unwrap_or_default(),
                text: r.get(3)?,
                kind: "post".into(),
                id: r.get::<_, Id>(0)?.to_string(),
                late: false,
            })
        })?);
    }
    Ok(out)
}

/// What they answered, round by round.
fn feedback(store: &Store, party: &str, id: Id) -> Reply<Vec<TimelineEntry>> {
    let sql = format!(
        "SELECT r.id, coalesce(r.\"to\", r.\"from\"), r.name, group_concat(a.score) FROM live_survey_answer a
         JOIN live_survey_question q ON q.id = a.question JOIN live_survey_round r ON r.id = q.round
         WHERE a.\"{party}\" = ?1 GROUP BY r.id"
    );
    entries(store, &sql, id, |r| {
        let scores: String = r.get::<_, Option<String>>(3)?.unwrap_or_default();
        let scores = Scores::of(scores.split(',').filter_map(|s| s.parse().ok()));
        let average = scores
            .average()
            .map(|a| format!("{} of 5 on average", decimal(a)));
        Ok(TimelineEntry {
            what: "feedback".into(),
            label: "Feedback".into(),
            day: r.get(1)?,
            title: r.get::<_, Option<String>>(2)?.unwrap_or_default(),
            text: average.unwrap_or_default(),
            kind: "survey_round".into(),
            id: r.get::<_, Id>(0)?.to_string(),
            late: false,
        })
    })
}

fn short(text: Option<String>) -> String {
    let text = text.unwrap_or_default();
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text,
    }
}

fn with_end(text: &str, to: Option<String>) -> String {
    match to.and_then(|t| t.parse().ok()).map(dates::in_words) {
        Some(end) if text.is_empty() => format!("Until {end}."),
        Some(end) => format!("{text} Until {end}."),
        None => text.to_owned(),
    }
}
