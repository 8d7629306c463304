//! A return as it was submitted: the frozen copy itself, and what it says in tables, so that anybody can read it.

use chrono::NaiveDate;

use crate::{
    dates,
    exchange::{
        self, ExchangeError,
        packet::{Copy, Gathered, Gathering, Heading, Section},
    },
    record::{Id, thousands},
    registers::{
        indicators::{
            copy::{AnswerCopy, ReturnCopy},
            figures::figure_words,
            returns,
        },
        plans::signing,
    },
    store::Store,
};

/// Letters of a fingerprint that people compare.
const CHECK_CODE: usize = 12;

pub fn copy(store: &Store, id: Id, today: NaiveDate) -> exchange::Result<Gathered> {
    let Some((frozen, digest)) = returns::submitted(store, id)? else {
        return Err(ExchangeError::refused(
            "not_submitted",
            "Only a submitted return goes to another team, since its figures stand still. Nothing was written.",
            "Submit the return first.",
        ));
    };
    let mut gathering = Gathering::new(store, today);
    let mut sections = vec![about(&frozen, &digest)];
    let (answers, texts) = answers(&frozen);
    gathering.count_texts(texts);
    sections.push(answers);
    if !frozen.coverage.is_empty() {
        sections.push(coverage(&frozen));
    }
    let signed = signed(store, &mut gathering, id, &digest)?;
    let mut version = format!("Revision {}", frozen.revision);
    if signed.rows.is_empty() {
        version += ", not signed off";
    } else {
        sections.push(signed);
    }
    let original = String::from_utf8(frozen.bytes()?).unwrap_or_default();
    gathering.finish(Copy {
        form: 1,
        kind: "return".into(),
        id,
        title: format!("KPI return of {}, {}", frozen.hub, frozen.period_words),
        version,
        as_at: frozen.to,
        sections,
        original: Some(original),
    })
}

fn headed(heading: &str, columns: &[(&str, &str)], rows: Vec<Vec<String>>) -> Section {
    let columns = columns.iter().map(|(path, label)| Heading {
        path: (*path).into(),
        label: (*label).into(),
    });
    Section {
        heading: heading.into(),
        columns: columns.collect(),
        rows,
    }
}

fn about(copy: &ReturnCopy, digest: &str) -> Section {
    let mut facts = vec![
        ("Hub", copy.hub.clone()),
        ("Health system", copy.ics.clone()),
        ("Host", copy.host.clone()),
        (
            "KPI set",
            format!("{}, {}", copy.set.name, copy.set.version),
        ),
        ("Period", copy.period_words.clone()),
        ("Figures as at", dates::in_words(copy.to)),
        ("Revision", copy.revision.to_string()),
        ("Check code", digest.chars().take(CHECK_CODE).collect()),
    ];
    facts.retain(|f| !f.1.is_empty());
    let facts = facts
        .into_iter()
        .map(|(what, value)| (what.to_owned(), value));
    Section::facts("About this return", facts.collect())
}

/// The answers, and how many texts in them were written freely.
fn answers(copy: &ReturnCopy) -> (Section, usize) {
    let columns = [
        ("number", "KPI"),
        ("title", "Indicator"),
        ("figure", "Figure"),
        ("target", "Target"),
        ("baseline", "Baseline"),
        ("narrative", "Narrative"),
        ("figure_reason", "Why the figure was typed"),
    ];
    let of = |answer: &AnswerCopy| {
        let words =
            |value: Option<i64>| value.map_or(String::new(), |v| figure_words(answer.kind, v));
        vec![
            answer.number.clone(),
            answer.title.clone(),
            answer.figure_words(),
            words(answer.target.as_ref().map(|t| t.0)),
            words(answer.baseline.as_ref().map(|b| b.0)),
            answer.narrative.clone(),
            answer.figure_reason.clone(),
        ]
    };
    let written = copy
        .answers
        .iter()
        .flat_map(|a| [&a.narrative, &a.figure_reason]);
    let texts = written.filter(|t| !t.trim().is_empty()).count();
    let rows = copy.answers.iter().map(of).collect();
    (headed("Answers", &columns, rows), texts)
}

fn coverage(copy: &ReturnCopy) -> Section {
    let columns = [
        ("code", "ODS code"),
        ("name", "PCN"),
        ("practices", "Practices"),
        ("patients", "Patients"),
        ("marks", "Coverage"),
    ];
    let rows = copy.coverage.iter().map(|network| {
        vec![
            network.code.clone(),
            network.name.clone(),
            thousands(network.practices),
            thousands(network.patients),
            network.marks.join(", "),
        ]
    });
    headed("Coverage", &columns, rows.collect())
}

/// Who signed this very revision off. What shows a recorded one stays here.
fn signed(
    store: &Store,
    gathering: &mut Gathering<'_>,
    id: Id,
    digest: &str,
) -> exchange::Result<Section> {
    let columns = [
        ("person", "Signed off by"),
        ("role", "Role"),
        ("day", "Day"),
    ];
    let mut rows = vec![];
    for row in signing::of(store, "return", id)? {
        let stands = row.value("withdrawn_on").is_null() && row.text("digest") == digest;
        let Some(person) = row.value("person").as_id().filter(|_| stands) else {
            continue;
        };
        let name = match gathering.name("person", person)? {
            true => store.title("person", person)?,
            false => String::new(),
        };
        let day = row.value("day").as_date().map(dates::in_words);
        rows.push(vec![name, row.text("role"), day.unwrap_or_default()]);
    }
    Ok(headed("Sign-off", &columns, rows))
}
