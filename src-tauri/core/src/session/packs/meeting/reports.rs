//! Standing reports of a board pack: what the registers have to say to every meeting. Numbers alone: who and why stands in
//! packs of their own.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::{
    super::super::{Reply, boards::label},
    super::engagement::period,
    LOOK_BACK,
};
use crate::{
    dates::in_words,
    packs::{
        board::PackReport,
        kpi_report,
        report::{Report, ReportSection, ReportTable},
    },
    record::{Id, thousands},
    registers::{
        governance::facts::{self, MeetingFacts},
        indicators::returns,
    },
    store::{Kept, Result, Store},
};

/// Those that there is something to say in.
pub(super) fn reports(
    store: &Store,
    meeting: &MeetingFacts,
    today: NaiveDate,
) -> Reply<Vec<PackReport>> {
    let all = [
        indicators(store)?,
        engagement(store, since(store, meeting, today)?, today)?,
    ];
    let report = |report| PackReport {
        report,
        ..PackReport::default()
    };
    Ok(all.into_iter().flatten().map(report).collect())
}

/// The newest return that was submitted: its figures stand still. None where what was submitted is not on this laptop.
fn indicators(store: &Store) -> Result<Option<Report>> {
    let newest = "SELECT id FROM live_return WHERE state <> 'open' AND hub = ?1 ORDER BY \"to\" DESC, id LIMIT 1";
    let hub = returns::usual_hub(store)?;
    let found: Option<Id> = store
        .db()
        .prepare_cached(newest)?
        .query_row([hub], |r| r.get(0))
        .optional()?;
    let Some(id) = found else {
        return Ok(None);
    };
    let copy = returns::newest_copy(store, id)?;
    let here = match copy {
        Some((_, hash)) => store.kept(&hash)? == Kept::Here,
        None => false,
    };
    if !here {
        return Ok(None);
    }
    let submitted = returns::submitted(store, id)?;
    Ok(submitted.map(|(copy, _)| kpi_report::report(&copy)))
}

/// From when on there is news: the meeting before, else the first day of the financial year.
fn since(store: &Store, meeting: &MeetingFacts, today: NaiveDate) -> Result<(NaiveDate, String)> {
    let day = meeting.line.day;
    let from = day - chrono::Days::new(LOOK_BACK);
    let before = facts::meetings(store.db(), meeting.board.id, from, day)?;
    let last = before
        .iter()
        .rev()
        .find(|m| m.state == "held" && m.day < day);
    Ok(match last {
        Some(last) => (last.day, format!("the meeting of {}", in_words(last.day))),
        None => {
            let (first, _) = period(today);
            (first, in_words(first))
        }
    })
}

/// Contacts by their kinds, the most frequent first.
fn contacts(store: &Store, from: NaiveDate, to: NaiveDate) -> Result<Vec<(String, i64)>> {
    let mut find = store.db().prepare_cached(
        "SELECT kind, count(*) FROM live_engagement WHERE day BETWEEN ?1 AND ?2 AND kind IS NOT NULL
         GROUP BY kind ORDER BY count(*) DESC, kind",
    )?;
    let kinds = find.query_map([from.to_string(), to.to_string()], |r| {
        Ok((r.get(0)?, r.get(1)?))
    })?;
    Ok(kinds.collect::<rusqlite::Result<_>>()?)
}

/// What was to follow a contact and is not done, and how much of that is overdue.
fn follow_ups(store: &Store, today: NaiveDate) -> Result<(i64, i64)> {
    let open = "SELECT count(*), ifnull(sum(follow_up_due < ?1), 0) FROM live_engagement
         WHERE ifnull(follow_up, '') <> '' AND follow_up_done IS NULL AND day <= ?1";
    let mut find = store.db().prepare_cached(open)?;
    Ok(find.query_row([today.to_string()], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// Contacts with stakeholders since then, and what was to follow and did not.
fn engagement(
    store: &Store,
    (from, words): (NaiveDate, String),
    today: NaiveDate,
) -> Reply<Option<Report>> {
    let kinds = contacts(store, from, today)?;
    let (open, overdue) = follow_ups(store, today)?;
    let sum: i64 = kinds.iter().map(|(_, count)| count).sum();
    if sum == 0 && open == 0 {
        return Ok(None);
    }
    let mut rows = vec![];
    for (kind, count) in kinds {
        let kind = label(store, "engagement", "kind", &kind)?;
        rows.push(vec![kind, thousands(count)]);
    }
    let left = match open {
        0 => String::new(),
        1 if overdue > 0 => "1 thing that was to follow is overdue.".to_owned(),
        1 => "1 thing that was to follow is not done yet.".to_owned(),
        n => format!(
            "{} things that were to follow are not done yet, {} of them overdue.",
            thousands(n),
            thousands(overdue)
        ),
    };
    let table = ReportTable {
        caption: format!("Contacts since {words}"),
        headings: ["How", "Contacts"].map(Into::into).into(),
        numbers: vec![1],
        rows,
        total: (sum > 0).then(|| vec!["Sum".to_owned(), thousands(sum)]),
        ..ReportTable::default()
    };
    Ok(Some(Report {
        title: "Stakeholder engagement".to_owned(),
        lead: match sum {
            1 => format!("1 contact with stakeholders since {words}."),
            n => format!("{} contacts with stakeholders since {words}.", thousands(n)),
        },
        sections: vec![ReportSection {
            text: left,
            table: Some(table),
            ..ReportSection::default()
        }],
    }))
}
