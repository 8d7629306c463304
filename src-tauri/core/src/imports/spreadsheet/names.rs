//! Names of other records that the hub does not have, or that several have: asked about once for the whole file.

use std::collections::BTreeMap;

use super::{
    entry::Entry,
    existing::Existing,
    laid::whole,
    named::{candidates, title_field},
    questions::hit,
    rows::Reading,
};
use crate::{
    contract::{NameAnswer, NameQuestion},
    imports::plan::Planned,
    record::{Field, Fields, Id, Kind, Value, from_text},
    store::{Result, Store},
    tabular::Row,
};

/// Names asked about; the others wait until these are answered.
const MOST: usize = 300;

/// What is known of the names in a file.
pub(super) struct Names<'a> {
    store: &'a Store,
    answers: &'a [NameAnswer],
    /// What is to be asked, by kind and plain name.
    asked: BTreeMap<(String, String), NameQuestion>,
    /// Records to be added, by kind and plain name.
    added: BTreeMap<(String, String), Planned>,
    /// Names of each kind, read once.
    existing: BTreeMap<String, Existing<'a>>,
}

impl<'a> Names<'a> {
    /// None yet.
    pub fn new(store: &'a Store, answers: &'a [NameAnswer]) -> Self {
        Self {
            store,
            answers,
            asked: BTreeMap::new(),
            added: BTreeMap::new(),
            existing: BTreeMap::new(),
        }
    }

    /// A name as a reference: to the record that has it, to the one that a person said, to a new one; else it is asked
    /// about.
    pub fn read(
        &mut self,
        reading: &Reading<'_>,
        field: &Field,
        kind: &str,
        text: &str,
        row: &Row,
    ) -> Result<Entry> {
        let text = text.trim();
        let found = candidates(self.store, kind, text)?;
        if let [only] = found[..] {
            return Ok(Entry::Value(Value::Id(only)));
        }
        let declared = self.store.kind(kind)?;
        let place = (kind.to_owned(), folded(text));
        let answer = self
            .answers
            .iter()
            .find(|a| a.kind == kind && folded(&a.text) == place.1);
        if let Some(answer) = answer
            && let Some(entry) = self.answered(reading, answer, declared, field, row)?
        {
            return Ok(entry);
        }
        let why = if found.is_empty() {
            format!(
                "{}: there is no {} “{text}” in this hub.",
                field.label, declared.declaration.one
            )
        } else {
            format!("{}: several are called “{text}”.", field.label)
        };
        self.ask(declared, field, text, row, &found, place)?;
        Ok(Entry::Bad(why))
    }

    /// What a person said about a name; none where it does not fit any more.
    fn answered(
        &mut self,
        reading: &Reading<'_>,
        answer: &NameAnswer,
        kind: &Kind,
        field: &Field,
        row: &Row,
    ) -> Result<Option<Entry>> {
        if let Some(id) = answer.record.as_deref() {
            let id = id.parse::<Id>().ok();
            let there = match id {
                Some(id) => self.store.find_row(kind, id)?.is_some_and(|r| !r.deleted),
                None => false,
            };
            return Ok(id.filter(|_| there).map(|id| Entry::Value(Value::Id(id))));
        }
        if answer.add {
            let text = answer.text.trim();
            let place = (kind.name().to_owned(), folded(text));
            if !self.added.contains_key(&place) {
                let Some(fields) = from_name(kind, text) else {
                    return Ok(None);
                };
                let id = kind
                    .natural_id(&fields)
                    .unwrap_or_else(|| reading.provisional(&["named", kind.name(), &place.1]));
                let planned = Planned {
                    kind: kind.name(),
                    id,
                    title: text.to_owned(),
                    row: row.number,
                    fields,
                };
                self.added.insert(place.clone(), planned);
            }
            let id = self.added.get(&place).map(|p| p.id);
            return Ok(id.map(|id| Entry::Value(Value::Id(id))));
        }
        Ok(Some(if field.required {
            Entry::Bad(format!("{} is to stay empty, but can't.", field.label))
        } else {
            Entry::NotKnown
        }))
    }

    fn ask(
        &mut self,
        kind: &'a Kind,
        field: &Field,
        text: &str,
        row: &Row,
        found: &[Id],
        place: (String, String),
    ) -> Result<()> {
        if let Some(question) = self.asked.get_mut(&place) {
            question.rows += 1;
            question.can_be_empty &= !field.required;
            return Ok(());
        }
        if self.asked.len() >= MOST {
            return Ok(());
        }
        let mut near = found.to_vec();
        if near.is_empty() {
            if !self.existing.contains_key(kind.name()) {
                let existing = Existing::of(self.store, kind)?;
                self.existing.insert(kind.name().to_owned(), existing);
            }
            let existing = self.existing.get(kind.name());
            near = existing.map(|e| e.near(text)).unwrap_or_default();
        }
        let mut candidates = vec![];
        for id in near {
            candidates.push(hit(self.store, kind, id)?);
        }
        let question = NameQuestion {
            kind: kind.name().to_owned(),
            one: kind.declaration.one.to_owned(),
            label: field.label.clone(),
            text: text.to_owned(),
            rows: 1,
            first_row: whole(row.number),
            candidates,
            can_add: found.is_empty() && from_name(kind, text).is_some(),
            can_be_empty: !field.required,
        };
        self.asked.insert(place, question);
        Ok(())
    }

    /// What is to be asked and what is to be added, in the order of the rows.
    pub fn done(self) -> (Vec<NameQuestion>, Vec<Planned>) {
        let mut asked: Vec<NameQuestion> = self.asked.into_values().collect();
        asked.sort_by_key(|q| q.first_row);
        let mut added: Vec<Planned> = self.added.into_values().collect();
        added.sort_by_key(|p| p.row);
        (asked, added)
    }
}

/// Spellings that differ in capitals and spaces only are one name.
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The values of a new record of which only the name is known; none where that is not enough.
fn from_name(kind: &Kind, text: &str) -> Option<Fields> {
    let title = title_field(kind).filter(|_| kind.declaration.by_hand)?;
    let value = from_text(kind.field(title)?, text).ok()?;
    let fields: Fields = [(title.to_owned(), value)].into();
    let identified = kind.declaration.key.is_empty() || kind.natural_id(&fields).is_some();
    (identified && kind.validate(&fields).is_empty()).then_some(fields)
}
