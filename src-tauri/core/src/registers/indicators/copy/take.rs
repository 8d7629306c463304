//! Taking the copy of a return: what every table says at this moment, worked out for one hub and one period.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rusqlite::{OptionalExtension, params};
use serde::de::DeserializeOwned;

use super::{AnswerCopy, CoverageCopy, ReturnCopy, SetCopy, Subject};
use crate::{
    record::{Id, Value},
    registers::indicators::{
        Period,
        figures::{self, Counted},
    },
    store::{Result, Row, Store, StoreError},
};

/// Most earlier half-years that a copy keeps figures of.
const EARLIER: i64 = 5;

/// A value of a closed list of a kind's file.
fn closed<T: DeserializeOwned>(row: &Row, field: &str) -> Result<T> {
    serde_json::from_value(row.value(field).to_json())
        .map_err(|_| StoreError::Log(format!("{field} of an indicator can't be read")))
}

fn id(row: &Row, field: &str) -> Result<Id> {
    row.value(field)
        .as_id()
        .ok_or_else(|| StoreError::Log(format!("a return without its {field}")))
}

impl ReturnCopy {
    /// Takes the copy of a return as it stands.
    ///
    /// # Errors
    /// When the return, its hub or its set can't be read.
    pub fn take(store: &Store, kpi_return: Id, today: NaiveDate) -> Result<Self> {
        let row = store.row("return", kpi_return)?;
        let day = |field: &str| {
            row.value(field)
                .as_date()
                .ok_or_else(|| StoreError::Log(format!("a return without its {field}")))
        };
        let subject = Subject {
            hub: id(&row, "hub")?,
            set: id(&row, "set")?,
            from: day("from")?,
            to: day("to")?,
        };
        let revision = row.value("revision").as_int().unwrap_or(1);
        Self::of(store, &subject, Some(kpi_return), revision, today)
    }

    /// Works the copy out for a hub, a set and a period, with the answers of a return where there is one.
    ///
    /// # Errors
    /// As [`ReturnCopy::take`].
    pub fn of(
        store: &Store,
        subject: &Subject,
        kpi_return: Option<Id>,
        revision: i64,
        today: NaiveDate,
    ) -> Result<Self> {
        let hub = store.row("hub_profile", subject.hub)?;
        let set = store.row("kpi_set", subject.set)?;
        let contract_year = contract_year(hub.value("contract_start").as_date(), subject.to);
        let period = Period::of(subject.to);
        let mut answers = vec![];
        for indicator in indicators(store, subject.set)? {
            answers.push(answer(
                store,
                subject,
                kpi_return,
                indicator,
                contract_year,
                today,
            )?);
        }
        let ics = hub.text("ics_name");
        Ok(Self {
            format: 1,
            hub: hub.text("name"),
            ics: if ics.is_empty() { hub.text("ics") } else { ics },
            host: hub.text("host"),
            set: SetCopy {
                name: set.text("name"),
                version: set.text("version"),
                source: set.text("source"),
            },
            period: period.to_string(),
            period_words: period.words(),
            from: subject.from,
            to: subject.to,
            revision,
            contract_year,
            answers,
            coverage: coverage(store, subject, today)?,
        })
    }
}

/// The contract year that a day lies in, from 1. None before the contract.
fn contract_year(start: Option<NaiveDate>, day: NaiveDate) -> Option<i64> {
    let start = start?;
    if day < start {
        return None;
    }
    let whole = day.year()
        - start.year()
        - i32::from((day.month(), day.day()) < (start.month(), start.day()));
    Some(i64::from(whole) + 1)
}

fn indicators(store: &Store, set: Id) -> Result<Vec<Id>> {
    let mut rows = store
        .db()
        .prepare_cached("SELECT id FROM live_indicator WHERE \"set\" = ?1 ORDER BY place")?;
    Ok(rows
        .query_map([set], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

fn answer(
    store: &Store,
    subject: &Subject,
    kpi_return: Option<Id>,
    indicator: Id,
    contract_year: Option<i64>,
    today: NaiveDate,
) -> Result<AnswerCopy> {
    let row = store.row("indicator", indicator)?;
    let params = figures::set_params(subject.hub, subject.from, subject.to);
    let (numerator_set, denominator_set) = (row.text("numerator"), row.text("denominator"));
    let rows = if numerator_set.is_empty() {
        None
    } else {
        Some(figures::counted_rows(
            store,
            &numerator_set,
            &denominator_set,
            &params,
            today,
        )?)
    };
    let counted = rows.as_ref().map(|(counted, against)| Counted {
        numerator: counted.len() as i64,
        denominator: against.as_ref().map(|a| a.len() as i64),
    });
    let written = match kpi_return {
        Some(id) => written(store, id, indicator)?,
        None => None,
    };
    let typed = written
        .as_ref()
        .and_then(|w| w.value("typed_figure").as_int());
    let worked_out = counted.and_then(Counted::value);
    let (codes, others) = match &rows {
        Some((counted, against)) => {
            let left = against
                .iter()
                .flatten()
                .filter(|id| !counted.contains(id))
                .copied()
                .collect::<Vec<_>>();
            (names(store, counted)?, names(store, &left)?)
        }
        None => (vec![], vec![]),
    };
    let text = |field: &str| written.as_ref().map(|w| w.text(field)).unwrap_or_default();
    let part_of = Some(row.text("part_of")).filter(|p| !p.is_empty());
    Ok(AnswerCopy {
        indicator,
        number: row.text("number"),
        part_of,
        title: row.text("title"),
        question: row.text("question"),
        theme: row.text("theme"),
        kind: closed(&row, "figure")?,
        direction: closed(&row, "direction")?,
        narrative_needed: row.value("narrative") == Value::Int(1),
        formula: row.text("formula"),
        clarification: row.text("clarification"),
        sets: rows.is_some().then_some((numerator_set, denominator_set)),
        numerator: counted.map(|c| c.numerator),
        denominator: counted.and_then(|c| c.denominator),
        worked_out,
        typed,
        figure_reason: text("figure_reason"),
        figure: typed.or(worked_out),
        baseline: baseline(store, subject, indicator)?,
        target: target(store, subject.hub, indicator, &row, contract_year)?,
        previous: previous(store, subject, indicator)?,
        earlier: earlier(store, subject, indicator)?,
        narrative: text("narrative"),
        counted: codes,
        not_counted: others,
    })
}

/// What people wrote for an indicator in a return; none before the first word.
fn written(store: &Store, kpi_return: Id, indicator: Id) -> Result<Option<Row>> {
    let id = answer_id(store, kpi_return, indicator)?;
    Ok(store
        .find_row(store.kind("answer")?, id)?
        .filter(|r| !r.deleted))
}

/// The identifier of an answer: the same for everybody.
///
/// # Errors
/// When the kind is not known.
pub fn answer_id(store: &Store, kpi_return: Id, indicator: Id) -> Result<Id> {
    let key = [
        ("kpi_return".to_owned(), Value::Id(kpi_return)),
        ("indicator".to_owned(), Value::Id(indicator)),
    ];
    let id = store.kind("answer")?.natural_id(&key.into());
    id.ok_or_else(|| StoreError::Log("an answer without its key".into()))
}

fn names(store: &Store, ids: &[Id]) -> Result<Vec<(String, String)>> {
    let mut find = store
        .db()
        .prepare_cached("SELECT ifnull(ods_code, ''), ifnull(name, '') FROM pcn WHERE id = ?1")?;
    let mut out = vec![];
    for id in ids {
        out.push(find.query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?);
    }
    out.sort_by(|a: &(String, String), b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    Ok(out)
}

/// The newest baseline as at the last day of the period.
fn baseline(
    store: &Store,
    subject: &Subject,
    indicator: Id,
) -> Result<Option<(i64, NaiveDate, String)>> {
    let found = store
        .db()
        .prepare_cached(
            "SELECT value, as_at, ifnull(set_by, '') FROM live_baseline
             WHERE indicator = ?1 AND hub = ?2 AND as_at <= ?3 AND value IS NOT NULL
             ORDER BY as_at DESC, id DESC LIMIT 1",
        )?
        .query_row(
            params![indicator, subject.hub, subject.to.to_string()],
            |r| Ok((r.get(0)?, r.get::<_, String>(1)?, r.get(2)?)),
        )
        .optional()?;
    Ok(found.and_then(|(value, day, by)| Some((value, day.parse().ok()?, by))))
}

/// The target of the contract year: the hub's own, else the set's. Extension years have none of the set's.
fn target(
    store: &Store,
    hub: Id,
    indicator: Id,
    row: &Row,
    year: Option<i64>,
) -> Result<Option<(i64, String)>> {
    let Some(year) = year else { return Ok(None) };
    let own = store
        .db()
        .prepare_cached(
            "SELECT value, ifnull(set_by, '') FROM live_target
             WHERE indicator = ?1 AND hub = ?2 AND contract_year = ?3 AND value IS NOT NULL ORDER BY id LIMIT 1",
        )?
        .query_row(params![indicator, hub, year], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    if own.is_some() {
        return Ok(own);
    }
    let field = match year {
        1 => "target_year_1",
        2 => "target_year_2",
        3 => "target_year_3",
        _ => return Ok(None),
    };
    Ok(row
        .value(field)
        .as_int()
        .map(|value| (value, "national set".to_owned())))
}

/// The figure that the return of the period before reported.
fn previous(store: &Store, subject: &Subject, indicator: Id) -> Result<Option<i64>> {
    let period = Period::of(subject.to).before().to_string();
    Ok(store
        .db()
        .prepare_cached(
            "SELECT a.figure FROM live_answer a JOIN live_return r ON r.id = a.kpi_return
             WHERE r.hub = ?1 AND r.\"set\" = ?2 AND r.period = ?3 AND a.indicator = ?4 AND r.state <> 'open'",
        )?
        .query_row(params![subject.hub, subject.set, period, indicator], |r| r.get(0))
        .optional()?
        .flatten())
}

/// The figures that returns of earlier half-years reported, oldest first.
fn earlier(store: &Store, subject: &Subject, indicator: Id) -> Result<Vec<(String, i64)>> {
    let mut find = store.db().prepare_cached(
        "SELECT r.period, a.figure FROM live_answer a JOIN live_return r ON r.id = a.kpi_return
         WHERE r.hub = ?1 AND r.\"set\" = ?2 AND a.indicator = ?3 AND r.state <> 'open' AND r.\"to\" < ?4
           AND r.period IS NOT NULL AND a.figure IS NOT NULL ORDER BY r.\"to\" DESC, r.id LIMIT ?5",
    )?;
    let before = subject.from.to_string();
    let known = params![subject.hub, subject.set, indicator, before, EARLIER];
    let rows = find.query_map(known, |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut figures = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    figures.reverse();
    Ok(figures)
}

fn coverage(store: &Store, subject: &Subject, today: NaiveDate) -> Result<Vec<CoverageCopy>> {
    let params = figures::set_params(subject.hub, subject.from, subject.to);
    let day = subject.to.to_string();
    let mut size = store.db().prepare_cached(
        "SELECT count(*), ifnull(sum(list_size), 0) FROM live_practice p WHERE (p.opened IS NULL OR p.opened <= ?2)
           AND (p.closed IS NULL OR p.closed >= ?2) AND p.id IN (
             SELECT m.practice FROM live_pcn_membership m WHERE m.pcn = ?1
               AND (m.\"from\" IS NULL OR m.\"from\" <= ?2) AND (m.\"to\" IS NULL OR m.\"to\" >= ?2))",
    )?;
    let mut marks = store.db().prepare_cached(
        "SELECT DISTINCT mark FROM live_pcn_mark WHERE pcn = ?1 AND (hub IS NULL OR hub = ?3)
           AND \"from\" <= ?2 AND (\"to\" IS NULL OR \"to\" >= ?2) AND mark IS NOT NULL ORDER BY mark",
    )?;
    let mut out = vec![];
    let ids = store.set_ids("kpi.pcns", &params, today)?;
    let named: BTreeMap<Id, (String, String)> = ids
        .iter()
        .map(|id| Ok((*id, names(store, std::slice::from_ref(id))?.remove(0))))
        .collect::<Result<_>>()?;
    for (id, (code, name)) in named {
        let (practices, patients) =
            size.query_row(params![id, day], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let marks = marks
            .query_map(params![id, day, subject.hub], |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        out.push(CoverageCopy {
            code,
            name,
            practices,
            patients,
            marks,
        });
    }
    out.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
    Ok(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn contract_years_count_from_the_start() {
        let day = |t: &str| t.parse::<NaiveDate>().unwrap();
        let start = Some(day("2022-04-01"));
        assert_eq!(contract_year(start, day("2022-03-31")), None);
        assert_eq!(contract_year(start, day("2023-03-31")), Some(1));
        assert_eq!(contract_year(start, day("2025-03-31")), Some(3));
        assert_eq!(contract_year(start, day("2025-09-30")), Some(4));
        assert_eq!(contract_year(None, day("2025-09-30")), None);
    }
}
