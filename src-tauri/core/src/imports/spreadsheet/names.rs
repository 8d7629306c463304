//! Names of other records that the hub does not have, or that several have: asked about once for the whole file.

use std::collections::{BTreeMap, btree_map::Entry as Entries};

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

/// What a row calls another record.
pub(super) struct Called<'n> {
    /// The field that names it.
    pub field: &'n Field,
    /// Its kind.
    pub kind: &'n str,
    /// What people call it.
    pub name: &'n str,
    /// What tells it surely, where that stands in a column of its own: an e-mail address.
    pub mark: Option<&'n str>,
    /// The row.
    pub row: &'n Row,
}

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
    pub fn read(&mut self, reading: &Reading<'_>, called: &Called<'_>) -> Result<Entry> {
        let declared = self.store.kind(called.kind)?;
        let (found, near) = self.found(declared, called)?;
        if let [only] = found[..] {
            return Ok(Entry::Value(Value::Id(only)));
        }
        let text = called.name.trim();
        let place = (called.kind.to_owned(), folded(text));
        let answer = self
            .answers
            .iter()
            .find(|a| a.kind == called.kind && folded(&a.text) == place.1);
        if let Some(answer) = answer
            && let Some(entry) = self.answered(reading, answer, declared, called)?
        {
            return Ok(entry);
        }
        let label = &called.field.label;
        let why = match (&found[..], &near[..]) {
            ([], []) => format!(
                "{label}: there is no {} “{text}” in this hub.",
                declared.declaration.one
            ),
            ([], _) => format!("{label}: “{text}” and the address beside it may be two people."),
            _ => format!("{label}: several are called “{text}”."),
        };
        self.ask(declared, called, &found, near, place)?;
        Ok(Entry::Bad(why))
    }

    /// The records that are meant, and those that the mark tells although they are called otherwise.
    fn found(&mut self, kind: &'a Kind, called: &Called<'_>) -> Result<(Vec<Id>, Vec<Id>)> {
        let mut by_name = candidates(self.store, called.kind, called.name.trim())?;
        if by_name.is_empty() && kind.declaration.personal {
            by_name = self.names_of(kind)?.of_name(called.name);
        }
        let Some(mark) = called.mark else {
            return Ok((by_name, vec![]));
        };
        let by_mark = candidates(self.store, called.kind, mark)?;
        let both: Vec<Id> = by_mark
            .iter()
            .copied()
            .filter(|id| by_name.contains(id))
            .collect();
        if !both.is_empty() || by_mark.is_empty() {
            return Ok((if both.is_empty() { by_name } else { both }, vec![]));
        }
        let alike = by_name.is_empty()
            && match by_mark[..] {
                [only] => self.names_of(kind)?.called_alike(only, Some(called.name)),
                _ => false,
            };
        if alike {
            return Ok((by_mark, vec![]));
        }
        Ok((vec![], by_mark.into_iter().chain(by_name).collect()))
    }

    /// The names of a kind, read once.
    fn names_of(&mut self, kind: &'a Kind) -> Result<&Existing<'a>> {
        match self.existing.entry(kind.name().to_owned()) {
            Entries::Occupied(there) => Ok(there.into_mut()),
            Entries::Vacant(place) => Ok(place.insert(Existing::of(self.store, kind)?)),
        }
    }

    /// What a person said about a name; none where it does not fit any more.
    fn answered(
        &mut self,
        reading: &Reading<'_>,
        answer: &NameAnswer,
        kind: &Kind,
        called: &Called<'_>,
    ) -> Result<Option<Entry>> {
        let field = called.field;
        if let Some(id) = answer.record.as_deref() {
            let id = id.parse::<Id>().ok();
            let there = match id {
                Some(id) => self.store.find_row(kind, id)?.is_some_and(|r| !r.deleted),
                None => false,
            };
            return Ok(id.filter(|_| there).map(|id| Entry::Value(Value::Id(id))));
        }
        if answer.add {
            if let Some(id) = called.mark.and_then(|m| self.added_with(kind, m)) {
                return Ok(Some(Entry::Value(Value::Id(id))));
            }
            let text = answer.text.trim();
            let place = (kind.name().to_owned(), folded(text));
            if !self.added.contains_key(&place) {
                let Some(mut fields) = from_name(kind, text) else {
                    return Ok(None);
                };
                if let Some(mark) = called.mark {
                    fields = with_mark(kind, fields, mark);
                }
                let id = kind
                    .natural_id(&fields)
                    .unwrap_or_else(|| reading.provisional(&["named", kind.name(), &place.1]));
                let planned = Planned {
                    kind: kind.name(),
                    id,
                    title: text.to_owned(),
                    row: called.row.number,
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

    /// A record to be added that has this mark.
    fn added_with(&self, kind: &Kind, mark: &str) -> Option<Id> {
        let has = |p: &&Planned| {
            let mut texts = p.fields.values().filter_map(Value::as_text);
            p.kind == kind.name() && texts.any(|t| t.eq_ignore_ascii_case(mark.trim()))
        };
        self.added.values().find(has).map(|p| p.id)
    }

    fn ask(
        &mut self,
        kind: &'a Kind,
        called: &Called<'_>,
        found: &[Id],
        mut near: Vec<Id>,
        place: (String, String),
    ) -> Result<()> {
        let (field, text) = (called.field, called.name.trim());
        if let Some(question) = self.asked.get_mut(&place) {
            question.rows += 1;
            question.can_be_empty &= !field.required;
            return Ok(());
        }
        if self.asked.len() >= MOST {
            return Ok(());
        }
        near.extend(found);
        if near.is_empty() {
            near = self.names_of(kind)?.near(text);
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
            first_row: whole(called.row.number),
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

/// The values of a new record with what tells it surely, where the kind keeps that.
fn with_mark(kind: &Kind, fields: Fields, mark: &str) -> Fields {
    let mut more = fields.clone();
    let kept = kind.declaration.same_when.iter().find_map(|group| {
        let [only] = group else { return None };
        let value = from_text(kind.field(only)?, mark).ok()?;
        Some(((*only).to_owned(), value))
    });
    more.extend(kept);
    if kind.validate(&more).is_empty() {
        more
    } else {
        fields
    }
}

/// The values of a new record of which only the name is known; none where that is not enough.
fn from_name(kind: &Kind, text: &str) -> Option<Fields> {
    let title = title_field(kind).filter(|_| kind.declaration.by_hand)?;
    let value = from_text(kind.field(title)?, text).ok()?;
    let fields: Fields = [(title.to_owned(), value)].into();
    let identified = kind.declaration.key.is_empty() || kind.natural_id(&fields).is_some();
    (identified && kind.validate(&fields).is_empty()).then_some(fields)
}
