//! Feedback rounds: what they came to, and answers brought in as a survey tool exports them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use crate::{
    alike::plain,
    catalogue,
    contract::{
        RecordRef, SurveyComment, SurveyId, SurveyImport, SurveyImported, SurveyLine, SurveyResults,
    },
    env::Env,
    record::{Fields, Id, Value},
    registers::stakeholders::feedback::Scores,
    session::{Reply, Session, fields, records},
    store::{Action, Receipt, Store, StoreError, Verb},
    tabular::{self, Limits, ReadOptions, Row},
};

/// Headings of the column with who answered.
const WHO: &[&str] = &[
    "respondent",
    "pcn",
    "network",
    "name",
    "organisation",
    "organization",
    "practice",
    "response id",
    "id",
    "number",
    "no",
];
/// Headings of columns that are no questions.
const ASIDE: &[&str] = &[
    "date",
    "timestamp",
    "submitted",
    "start time",
    "completion time",
    "email",
    "email address",
    "ip address",
    "role",
    "last modified time",
];
/// Words for scores, as survey tools offer them.
const SCORES: &[(&str, i64)] = &[
    ("very poor", 1),
    ("poor", 2),
    ("fair", 3),
    ("good", 4),
    ("excellent", 5),
    ("very good", 5),
    ("strongly disagree", 1),
    ("disagree", 2),
    ("neither agree nor disagree", 3),
    ("neutral", 3),
    ("agree", 4),
    ("strongly agree", 5),
    ("very dissatisfied", 1),
    ("dissatisfied", 2),
    ("satisfied", 4),
    ("very satisfied", 5),
];
/// Cells that say nothing.
const NOTHING: &[&str] = &[
    "",
    "n a",
    "na",
    "none",
    "don t know",
    "not applicable",
    "no answer",
];
/// Cells named one by one among those left out.
const NAMED: usize = 20;

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

    /// Brings answers in, as one edit.
    pub(in crate::session) fn survey_import(
        &mut self,
        env: &dyn Env,
        request: &SurveyImport,
    ) -> Reply<SurveyImported> {
        let path = env.file(&request.file)?;
        let file = self.opened()?;
        let round = round(&file.store, &request.round)?;
        let limits = Limits::default();
        let name = path
            .file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let workbook = tabular::bytes(&path, &limits)
            .and_then(|bytes| tabular::read_bytes(&name, &bytes, &limits, &ReadOptions::default()))
            .map_err(|e| {
                StoreError::refused(e.code(), format!("{e} Nothing was changed."), e.hint())
            })?;
        let rows = workbook.main_sheet().map_or(&[][..], |s| s.rows.as_slice());
        let mut sheet = Sheet::of(rows)?;
        let known = questions(&file.store, round)?;
        let there = answers(&file.store, round)?;
        let mut fresh: Vec<(usize, Option<Id>, String)> = vec![];
        for (column, title) in &sheet.questions {
            let found = known.iter().find(|q| plain(&q.title) == plain(title));
            fresh.push((*column, found.map(|q| q.id), title.clone()));
        }
        let read = sheet.answers(rows);
        let mut stakeholders: BTreeMap<String, Vec<(&str, Id)>> = BTreeMap::new();
        for (who, ..) in &read {
            if !stakeholders.contains_key(who) {
                stakeholders.insert(who.clone(), named(&file.store, who)?);
            }
        }
        let mut counts = (0, 0);
        let next = known.len() as i64 + 1;
        let action = Action::new(Verb::Import).of(name);
        let written = file.store.transact(env, file.me, action, |tx| {
            let mut ids: BTreeMap<usize, Id> = BTreeMap::new();
            for (column, id, title) in &fresh {
                let id = match id {
                    Some(id) => *id,
                    None => {
                        let question = values([
                            ("round", round.into()),
                            ("number", Value::Int(next + counts.0)),
                            ("name", title.as_str().into()),
                        ]);
                        counts.0 += 1;
                        tx.put("survey_question", None, &question)?
                    }
                };
                ids.insert(*column, id);
            }
            for (who, column, score, comment) in &read {
                let Some(question) = ids.get(column).copied() else {
                    continue;
                };
                let before = there
                    .iter()
                    .find(|a| a.question == question && a.respondent.eq_ignore_ascii_case(who));
                let same = before.is_some_and(|b| b.score == *score && b.comment == *comment);
                if same {
                    continue;
                }
                let mut answer = values([
                    ("question", question.into()),
                    ("respondent", who.as_str().into()),
                    ("score", score.map_or(Value::Null, Value::Int)),
                    ("comment", comment.clone().map_or(Value::Null, Value::Text)),
                ]);
                for (field, id) in stakeholders.get(who).into_iter().flatten() {
                    answer.insert((*field).to_owned(), (*id).into());
                }
                let id = match before {
                    Some(before) => answer_id(tx.db(), question, &before.respondent)?,
                    None => None,
                };
                tx.put("survey_answer", id, &answer)?;
                counts.1 += 1;
            }
            if request.dry_run {
                return Err(StoreError::Stopped);
            }
            Ok(())
        });
        let receipt = match written {
            Ok(((), receipt)) => receipt,
            // Nothing is written by a dry run: it ends like work that a person stops.
            Err(StoreError::Stopped) if request.dry_run => Receipt::default(),
            Err(other) => return Err(other.into()),
        };
        let respondents: BTreeSet<&str> = read.iter().map(|(who, ..)| who.as_str()).collect();
        Ok(SurveyImported {
            saved: records::saved(&file.store, round, &receipt)?,
            questions: counts.0,
            respondents: respondents.len() as i64,
            answers: counts.1,
            left_out: std::mem::take(&mut sheet.left_out),
        })
    }
}

fn values<const N: usize>(values: [(&str, Value); N]) -> Fields {
    values.map(|(name, value)| (name.to_owned(), value)).into()
}

/// What a survey tool exported, laid out.
struct Sheet {
    header: usize,
    who: Option<usize>,
    questions: Vec<(usize, String)>,
    left_out: Vec<String>,
}

/// Who answered, in which column, with which score and words.
type Read = (String, usize, Option<i64>, Option<String>);

impl Sheet {
    fn of(rows: &[Row]) -> Reply<Self> {
        let filled = |row: &Row| row.cells.iter().filter(|c| !c.is_blank()).count();
        let widest = rows.iter().take(20).map(filled).max().unwrap_or(0);
        let header = rows
            .iter()
            .position(|r| filled(r) * 2 > widest && widest > 1);
        let Some((header, row)) = header.and_then(|at| Some((at, rows.get(at)?))) else {
            let message = "This file has no headings with questions. Nothing was changed.";
            let hint = "The first row names the questions; each row below it holds the answers of one who was asked.";
            return Err(StoreError::refused("no_questions", message, hint).into());
        };
        let titles: Vec<String> = row
            .cells
            .iter()
            .map(|c| c.text().split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let who = WHO
            .iter()
            .find_map(|w| titles.iter().position(|t| plain(t) == *w));
        let questions = titles
            .into_iter()
            .enumerate()
            .filter(|(at, t)| {
                let title = plain(t);
                Some(*at) != who
                    && title.chars().count() > 1
                    && !ASIDE.contains(&title.as_str())
                    && !WHO.contains(&title.as_str())
            })
            .map(|(at, t)| (at, t.chars().take(300).collect()))
            .collect();
        Ok(Self {
            header,
            who,
            questions,
            left_out: vec![],
        })
    }

    fn answers(&mut self, rows: &[Row]) -> Vec<Read> {
        let mut out: Vec<Read> = vec![];
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows.iter().skip(self.header + 1) {
            if row.cells.iter().all(tabular::Cell::is_blank) {
                continue;
            }
            let said = self
                .who
                .map(|at| row.cell(at).text().trim().to_owned())
                .unwrap_or_default();
            let who: String = if said.is_empty() {
                format!("Response {}", row.number)
            } else {
                said.chars().take(200).collect()
            };
            let times = seen.entry(who.to_lowercase()).or_insert(0);
            *times += 1;
            // Two rows of one network are two answers.
            let who = if *times > 1 {
                format!("{who} ({times})")
            } else {
                who
            };
            for (column, title) in &self.questions {
                let text = row.cell(*column).text();
                let text = text.trim();
                if NOTHING.contains(&plain(text).as_str()) {
                    continue;
                }
                match score(text) {
                    Some(score @ 1..=5) => out.push((who.clone(), *column, Some(score), None)),
                    Some(other) => {
                        if self.left_out.len() < NAMED {
                            self.left_out.push(format!(
                                "Row {}: {other} under “{title}” is not between 1 and 5.",
                                row.number
                            ));
                        }
                    }
                    None => out.push((who.clone(), *column, None, Some(text.to_owned()))),
                }
            }
        }
        out
    }
}

/// A score in a cell: `4`, `4 – good`, `Agree`. None for words, which are a comment.
fn score(text: &str) -> Option<i64> {
    let plain = plain(text);
    if let Some((_, score)) = SCORES.iter().find(|(words, _)| *words == plain) {
        return Some(*score);
    }
    let number = plain.split(' ').next().unwrap_or_default();
    let few = plain.split(' ').count() <= 4;
    number.parse().ok().filter(|_| few)
}

fn round(store: &Store, named: &str) -> Reply<Id> {
    let kind = "survey_round".to_owned();
    let id = named.to_owned();
    records::record(store, &RecordRef { kind, id })
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
    let found = store
        .db()
        .prepare_cached(sql)
        .and_then(|mut s| s.query_map([round], read)?.collect())
        .map_err(StoreError::from)?;
    Ok(found)
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
    let found = store
        .db()
        .prepare_cached(sql)
        .and_then(|mut s| s.query_map([round], read)?.collect())
        .map_err(StoreError::from)?;
    Ok(found)
}

/// Averages of the round before this one, by question.
fn averages_before(store: &Store, this: Id) -> Reply<BTreeMap<String, i64>> {
    let sql = "SELECT b.id FROM live_survey_round b JOIN live_survey_round t ON t.id = ?1
               WHERE b.id <> t.id AND coalesce(b.\"to\", b.\"from\") < coalesce(t.\"to\", t.\"from\")
               ORDER BY coalesce(b.\"to\", b.\"from\") DESC, b.id LIMIT 1";
    let before: Vec<Id> = store
        .db()
        .prepare_cached(sql)
        .and_then(|mut s| s.query_map([this], |r| r.get(0))?.collect())
        .map_err(StoreError::from)?;
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

/// The network or organisation of this name, where there is exactly one.
fn named(store: &Store, who: &str) -> Reply<Vec<(&'static str, Id)>> {
    for kind in ["pcn", "organisation"] {
        if let Ok(Some(id)) = fields::reference(store, kind, who) {
            return Ok(vec![(kind, id)]);
        }
    }
    Ok(vec![])
}

fn answer_id(
    db: &rusqlite::Connection,
    question: Id,
    respondent: &str,
) -> crate::store::Result<Option<Id>> {
    let mut find = db.prepare_cached(
        "SELECT id FROM live_survey_answer WHERE question = ?1 AND respondent = ?2 ORDER BY id LIMIT 1",
    )?;
    let found = find
        .query_map(params![question, respondent], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<Id>>>()?;
    Ok(found.first().copied())
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn scores_are_read_in_numbers_and_words() {
        for (text, expected) in [
            ("4", Some(4)),
            ("5 - excellent", Some(5)),
            ("Strongly agree", Some(5)),
            ("4.", Some(4)),
            ("7", Some(7)),
            ("Very helpful team", None),
            ("2 of our nurses were trained by them", None),
        ] {
            assert_eq!(score(text), expected, "{text}");
        }
    }
}
