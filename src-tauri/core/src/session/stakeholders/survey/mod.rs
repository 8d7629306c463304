//! Feedback rounds: what they came to, and answers brought in as a survey tool exports them.

mod import;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    alike::plain,
    catalogue,
    contract::{RecordRef, SurveyComment, SurveyId, SurveyLine, SurveyResults},
    record::Id,
    registers::stakeholders::feedback::Scores,
    session::{Reply, Session, records},
    store::{Store, StoreError},
};

struct Question {
    id: Id,
    title: String,
    function: String,
}

struct Answer {
    question: Id,
    respondent: String,
    score: Option<i64>,
    comment: Option<String>,
}

impl Session {
    /// What a feedback round came to.
    pub(in crate::session) fn survey_results(
        &mut self,
        request: &SurveyId,
    ) -> Reply<SurveyResults> {
        let store = self.read()?;
        let round = round(store, &request.round)?;
        let questions = questions(store, round)?;
        let answers = answers(store, round)?;
        let before = averages_before(store, round)?;
        let labels = catalogue::list("maturity_function");
        let label = |value: &str| {
            labels
                .iter()
                .find(|l| l.value == value)
                .map_or_else(|| value.to_owned(), |l| l.label.clone())
        };
        let line = |id: String, title: String, function: String, of: &[&Answer]| {
            let scores = Scores::of(of.iter().filter_map(|a| a.score));
            let comments = of.iter().filter_map(|a| {
                Some(SurveyComment {
                    respondent: a.respondent.clone(),
                    text: a.comment.clone()?,
                })
            });
            SurveyLine {
                id,
                before: before.get(&plain(&title)).copied(),
                title,
                function,
                counts: scores.counts.to_vec(),
                answered: scores.answered(),
                average: scores.average(),
                comments: comments.collect(),
            }
        };
        let mut lines = vec![];
        let mut functions: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
        for question in &questions {
            let of: Vec<&Answer> = answers
                .iter()
                .filter(|a| a.question == question.id)
                .collect();
            if !question.function.is_empty() {
                functions.entry(&question.function).or_default().extend(&of);
            }
            lines.push(line(
                question.id.to_string(),
                question.title.clone(),
                label(&question.function),
                &of,
            ));
        }
        let functions = functions.into_iter().map(|(function, of)| SurveyLine {
            comments: vec![],
            ..line(String::new(), label(function), label(function), &of)
        });
        let respondents: BTreeSet<&str> = answers.iter().map(|a| a.respondent.as_str()).collect();
        Ok(SurveyResults {
            round: round.to_string(),
            title: store.title("survey_round", round)?,
            invited: store.row("survey_round", round)?.value("invited").as_int(),
            respondents: respondents.len() as i64,
            questions: lines,
            functions: functions.collect(),
        })
    }
}

fn round(store: &Store, named: &str) -> Reply<Id> {
    let kind = "survey_round".to_owned();
    let id = named.to_owned();
    records::record(store, &RecordRef { kind, id })
}

/// Every row that a question to the tables about one record gives.
fn all<T>(
    store: &Store,
    sql: &str,
    of: Id,
    read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Reply<Vec<T>> {
    let found = store
        .db()
        .prepare_cached(sql)
        .and_then(|mut s| s.query_map([of], read)?.collect())
        .map_err(StoreError::from)?;
    Ok(found)
}

fn questions(store: &Store, round: Id) -> Reply<Vec<Question>> {
    let read = |r: &rusqlite::Row<'_>| {
        Ok(Question {
            id: r.get(0)?,
            title: r.get(1)?,
            function: r.get(2)?,
        })
    };
    let sql = "SELECT id, ifnull(name, ''), ifnull(function, '') FROM live_survey_question WHERE round = ?1
               ORDER BY number IS NULL, number, id";
    all(store, sql, round, read)
}

fn answers(store: &Store, round: Id) -> Reply<Vec<Answer>> {
    let read = |r: &rusqlite::Row<'_>| {
        Ok(Answer {
            question: r.get(0)?,
            respondent: r.get(1)?,
            score: r.get(2)?,
            comment: r.get(3)?,
        })
    };
    let sql = "SELECT a.question, ifnull(a.respondent, ''), a.score, a.comment FROM live_survey_question q
               JOIN live_survey_answer a ON a.question = q.id WHERE q.round = ?1 ORDER BY a.respondent, a.id";
    all(store, sql, round, read)
}

/// Averages of the round before this one, by question.
fn averages_before(store: &Store, this: Id) -> Reply<BTreeMap<String, i64>> {
    let sql = "SELECT b.id FROM live_survey_round b JOIN live_survey_round t ON t.id = ?1
               WHERE b.id <> t.id AND coalesce(b.\"to\", b.\"from\") < coalesce(t.\"to\", t.\"from\")
               ORDER BY coalesce(b.\"to\", b.\"from\") DESC, b.id LIMIT 1";
    let before: Vec<Id> = all(store, sql, this, |r| r.get(0))?;
    let Some(before) = before.first().copied() else {
        return Ok(BTreeMap::new());
    };
    let answers = answers(store, before)?;
    let mut out = BTreeMap::new();
    for question in questions(store, before)? {
        let scores = answers
            .iter()
            .filter(|a| a.question == question.id)
            .filter_map(|a| a.score);
        if let Some(average) = Scores::of(scores).average() {
            out.insert(plain(&question.title), average);
        }
    }
    Ok(out)
}
