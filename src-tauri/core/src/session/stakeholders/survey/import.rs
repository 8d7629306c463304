//! Answers brought in as a survey tool exports them, as one edit.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use super::{answers, questions, round, sheet::Sheet};
use crate::{
    alike::plain,
    contract::{SurveyImport, SurveyImported},
    env::Env,
    record::{Fields, Id, Value},
    session::{Reply, Session, fields, records},
    store::{Action, Receipt, Store, StoreError, Verb},
    tabular::{self, Limits, ReadOptions},
};

impl Session {
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
