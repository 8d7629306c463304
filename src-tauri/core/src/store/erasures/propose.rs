//! Working out what an order must name: the record's fields, what people wrote about edits of it, and the signed copies
//! that hold the person. Done once, on the laptop of the person who proposes it; the order carries the result, so that
//! every laptop erases the same.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use super::{
    Erased, ErasureOrder, OrderLine, SMALL_HUB, Subject, blank,
    order::{MOST_CASE_NUMBER, MOST_GROUND},
};
use crate::{
    env::Env,
    record::{Bytes, Id, Kind, Value},
    store::{Hit, Result, Store, StoreError, log::special},
};

/// Most other records listed that name the person too.
pub(super) const MOST_MENTIONS: i64 = 50;

/// What a person asks to be erased.
#[derive(Debug, Clone)]
pub struct Erasure {
    /// Kind.
    pub kind: String,
    /// Record.
    pub record: Id,
    /// Fields; none = the whole record.
    pub fields: Vec<String>,
    /// On what ground.
    pub ground: String,
    /// Number of the case.
    pub case_number: String,
    /// Who approved it; none = the proposer, in a hub of one to three people.
    pub approved_by: Option<Id>,
}

/// What an order would name, and what it can't reach.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Records and fields.
    pub subjects: Vec<Subject>,
    /// Signed copies that hold the person.
    pub copies: Vec<String>,
    /// Values in the file that would go.
    pub values: usize,
    /// Other records where the name stands in a text: for a person to look at.
    pub mentions: Vec<Hit>,
    /// Those of the values that go which tell by themselves who is meant.
    pub telling: BTreeSet<String>,
    /// People who work in this hub.
    pub people: i64,
}

impl Store {
    /// What erasing would name; nothing is changed.
    ///
    /// # Errors
    /// Unknown records and fields; fields that are the record's public identity; a record that is named by one.
    pub fn propose_erasure(&self, erasure: &Erasure) -> Result<Proposal> {
        let kind = self.kind(&erasure.kind)?;
        self.row(kind.name(), erasure.record)?;
        let mut subjects = self.subjects(kind, erasure)?;
        if erasure.fields.is_empty() {
            subjects.extend(self.hanging_on_these(kind, erasure.record)?);
        }
        let (values, telling) = self.values_that_go(&subjects)?;
        subjects.extend(self.words_about(erasure, &telling)?);
        let title = telling.iter().max_by_key(|t| t.len());
        let mut mentions = match title {
            Some(_) => self.search(&self.title(kind.name(), erasure.record)?, MOST_MENTIONS)?,
            None => vec![],
        };
        mentions.retain(|hit| hit.id != erasure.record);
        Ok(Proposal {
            copies: self.copies_that_name(&telling)?,
            subjects,
            values,
            mentions,
            people: self.people_at_work()?,
            telling,
        })
    }

    /// Orders the erasure and carries it out here.
    ///
    /// # Errors
    /// What [`Store::propose_erasure`] refuses; no ground; nobody who approved it.
    pub fn erase(
        &mut self,
        env: &dyn Env,
        author: Id,
        erasure: &Erasure,
    ) -> Result<(ErasureOrder, Erased)> {
        let proposal = self.propose_erasure(erasure)?;
        let approved_by = erasure.approved_by.unwrap_or(author);
        if approved_by == author && proposal.people > SMALL_HUB {
            return Err(StoreError::refused(
                "two_people_needed",
                "An erasure is proposed by one person and approved by another. Nothing was erased.",
                "Ask a colleague to approve it, and name them.",
            ));
        }
        let (ground, case_number) = (erasure.ground.trim(), erasure.case_number.trim());
        for (text, what, most) in [
            (ground, "ground", MOST_GROUND),
            (case_number, "case number", MOST_CASE_NUMBER),
        ] {
            if text.is_empty() || text.chars().count() > most {
                return Err(StoreError::refused(
                    "ground_needed",
                    format!(
                        "An erasure needs a {what} of 1 to {most} letters. Nothing was erased."
                    ),
                    "Say on what ground, without naming the person.",
                ));
            }
        }
        let Some(laptop) = &self.laptop else {
            return Err(StoreError::ReadOnly);
        };
        self.refuse_names(erasure, &[ground, case_number])?;
        let mut random = [0; 10];
        env.fill(&mut random);
        let line = OrderLine {
            v: 1,
            id: Id::new(env.now(), random),
            subjects: proposal.subjects,
            copies: proposal.copies,
            ground: ground.to_owned(),
            case_number: case_number.to_owned(),
            proposed_by: author,
            approved_by,
            people: proposal.people,
            day: env.today(),
            laptop: laptop.name.clone(),
        };
        let order = ErasureOrder::sign(&line, laptop)?;
        let done = self.take_orders(env, std::slice::from_ref(&order))?;
        Ok((order, done))
    }

    fn subjects(&self, kind: &Kind, erasure: &Erasure) -> Result<Vec<Subject>> {
        let key = kind.declaration.key;
        let mut fields: BTreeSet<Option<String>> = BTreeSet::new();
        if erasure.fields.is_empty() {
            if !key.is_empty() {
                return Err(public(&kind.declaration.one.to_lowercase()));
            }
            fields.insert(None);
        }
        for field in &erasure.fields {
            let Some(known) = kind.field(field) else {
                return Err(StoreError::UnknownField {
                    kind: kind.declaration.one.to_owned(),
                    field: field.clone(),
                });
            };
            if key.contains(&field.as_str()) {
                return Err(public(&known.label));
            }
            fields.insert(Some(field.clone()));
        }
        let mut out = vec![];
        for record in self.merged_with(kind, erasure.record)? {
            out.extend(fields.iter().map(|field| Subject {
                kind: kind.name().to_owned(),
                record,
                field: field.clone(),
            }));
        }
        Ok(out)
    }

    /// What hangs on the record goes with it, what was removed too: all of it but a key of its own and what says on which
    /// record it hangs, where it has one.
    fn hanging_on_these(&self, kind: &Kind, record: Id) -> Result<Vec<Subject>> {
        let mut out = vec![];
        for record in self.merged_with(kind, record)? {
            for (other, hanging, _) in self.hanging_on(kind.name(), record)? {
                let declared = self.kind(&other)?;
                let key = declared.declaration.key;
                let on = declared.hangs_on();
                let stays = |name: &str| {
                    key.contains(&name) || on.is_some_and(|on| on.kind == name || on.record == name)
                };
                let fields = declared.fields.iter().filter(|f| !stays(&f.name));
                let parts: Vec<Option<String>> = if key.is_empty() {
                    vec![None]
                } else {
                    fields.map(|f| Some(f.name.clone())).collect()
                };
                out.extend(parts.into_iter().map(|field| Subject {
                    kind: other.clone(),
                    record: hanging,
                    field,
                }));
            }
        }
        Ok(out)
    }

    /// The record and all that were merged with it: they stand for one, and took values over from each other.
    fn merged_with(&self, kind: &Kind, record: Id) -> Result<BTreeSet<Id>> {
        let root = "SELECT root FROM alias WHERE record = ?1 AND kind = ?2";
        let root: Id = self
            .db
            .query_row(root, params![record, kind.name()], |r| r.get(0))
            .optional()?
            .unwrap_or(record);
        let mut others = self
            .db
            .prepare("SELECT record FROM alias WHERE root = ?1 AND kind = ?2")?;
        let others = others.query_map(params![root, kind.name()], |r| r.get(0))?;
        let mut all = others.collect::<rusqlite::Result<BTreeSet<Id>>>()?;
        all.extend([root, record]);
        Ok(all)
    }

    /// Number of values that would go, and those of them that tell by themselves who is meant.
    fn values_that_go(&self, subjects: &[Subject]) -> Result<(usize, BTreeSet<String>)> {
        let mut rows = self.db.prepare_cached(
            "SELECT f.field, w.value FROM log_write w JOIN log_field f USING (field_no)
             WHERE w.record = ?1 AND f.kind = ?2 AND (?3 IS NULL OR f.field = ?3)
               AND substr(f.field, 1, 1) <> '@' AND w.commitment IS NULL",
        )?;
        let (mut count, mut telling) = (0, BTreeSet::new());
        for s in subjects {
            let rows = rows.query_map(params![s.record, s.kind, s.field], |r| {
                Ok((r.get::<_, String>(0)?, r.get(1)?))
            })?;
            for row in rows {
                let (field, value): (String, Value) = row?;
                count += 1;
                if let Value::Text(text) = value
                    && blank::tells_who(&self.kinds, &s.kind, &field, &text)
                {
                    telling.insert(text);
                }
            }
        }
        Ok((count, telling))
    }

    /// What people wrote about edits, where it names the person, or where the edit was of this one alone and wrote
    /// what goes now: a reason for it speaks of it.
    fn words_about(&self, erasure: &Erasure, telling: &BTreeSet<String>) -> Result<Vec<Subject>> {
        let mut words = self.db.prepare(
            "SELECT w.record, f.field, w.value FROM log_write w JOIN log_field f USING (field_no)
             WHERE f.kind = ?1 AND w.commitment IS NULL",
        )?;
        let words =
            words.query_map([special::ACTION], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let records = self.merged_with(self.kind(&erasure.kind)?, erasure.record)?;
        let mut out = BTreeSet::new();
        for row in words {
            let (action, field, value): (Id, String, Value) = row?;
            let Value::Text(text) = value else { continue };
            let alone = self.edits_these_alone(action, &records, &erasure.fields)?;
            if alone || names(&text, telling) {
                out.insert(Subject {
                    kind: special::ACTION.to_owned(),
                    record: action,
                    field: Some(field),
                });
            }
        }
        Ok(out.into_iter().collect())
    }

    fn edits_these_alone(
        &self,
        action: Id,
        records: &BTreeSet<Id>,
        fields: &[String],
    ) -> Result<bool> {
        let mut writes = self.db.prepare_cached(
            "SELECT w.record, f.field FROM log_write w JOIN log_change c USING (change_no)
             JOIN log_field f USING (field_no) WHERE c.action = ?1 AND f.kind <> ?2",
        )?;
        let writes = writes.query_map(params![action, special::ACTION], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
        let mut wrote_it = false;
        for write in writes {
            let (record, field): (Id, String) = write?;
            if !records.contains(&record) {
                return Ok(false);
            }
            wrote_it |= fields.is_empty() || fields.contains(&field);
        }
        Ok(wrote_it)
    }

    /// The signed copies that hold one of these texts.
    fn copies_that_name(&self, telling: &BTreeSet<String>) -> Result<Vec<String>> {
        let mut out = vec![];
        if telling.is_empty() {
            return Ok(out);
        }
        for hash in self.kept_bytes(Bytes::Copy)? {
            let Some(bytes) = self.blob(&hash)? else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes);
            // As JSON too: a copy holds texts with their quotation marks and new lines escaped.
            let escaped = |t: &String| serde_json::Value::from(t.as_str()).to_string();
            let written = telling
                .iter()
                .flat_map(|t| [t.clone(), escaped(t).trim_matches('"').to_owned()])
                .collect();
            if names(&text, &written) {
                out.push(hash);
            }
        }
        Ok(out)
    }

    /// The ground and the case number must not name the person: they stay.
    fn refuse_names(&self, erasure: &Erasure, texts: &[&str]) -> Result<()> {
        let kind = self.kind(&erasure.kind)?;
        let whole = |record| Subject {
            kind: erasure.kind.clone(),
            record,
            field: None,
        };
        let records = self.merged_with(kind, erasure.record)?;
        let whole: Vec<Subject> = records.into_iter().map(whole).collect();
        let (_, telling) = self.values_that_go(&whole)?;
        if texts.iter().any(|text| names(text, &telling)) {
            let message = "The ground of an erasure stays, so it must not name the person. Nothing was erased.";
            let hint = "Leave name, address and telephone number out of ground and case number.";
            return Err(StoreError::refused("names_the_person", message, hint));
        }
        Ok(())
    }

    /// People who have ever made an edit in this hub.
    fn people_at_work(&self) -> Result<i64> {
        let sql = "SELECT count(DISTINCT author) FROM log_change";
        Ok(self.db.query_row(sql, [], |r| r.get(0))?)
    }
}

fn public(what: &str) -> StoreError {
    StoreError::refused(
        "public_identity",
        format!(
            "{what}: what identifies it everywhere is public and can't be erased. Nothing was erased."
        ),
        "Name the fields that hold the personal data.",
    )
}

/// Whether a text holds one of these, as whole words, capitals or not.
pub(super) fn names(text: &str, telling: &BTreeSet<String>) -> bool {
    let text = text.to_lowercase();
    telling.iter().any(|t| {
        let t = t.to_lowercase();
        text.match_indices(&t).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            !t.is_empty()
                && !before.is_some_and(char::is_alphanumeric)
                && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_whole_word_only() {
        let ann = BTreeSet::from(["Ann".to_owned()]);
        assert!(names("set by ANN, today", &ann));
        assert!(names("Ann", &ann));
        assert!(!names("Annual figures", &ann));
        assert!(!names("Joann", &ann));
        assert!(!names("", &BTreeSet::from([String::new()])));
        assert!(names("É Ann É", &ann));
    }
}
