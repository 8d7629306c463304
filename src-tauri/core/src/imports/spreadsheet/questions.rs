//! Rows that may be a record that is there already: what is asked, and what was answered.

use super::{
    cells::Line,
    existing::Found,
    laid::whole,
    named::title_field,
    rows::{Reading, Taken},
};
use crate::{
    contract::{Fault, FieldChange, LookupHit, RowQuestion},
    record::{FieldType, Id, Kind, Value},
    registers::desk::own,
    store::{Result, Store},
    tabular::Row,
};

impl Reading<'_> {
    /// What a row is, with what a person said about it; `None` when it waits for an answer.
    pub(super) fn answered(
        &self,
        taken: &mut Taken,
        row: &Row,
        line: &Line,
        found: Found,
    ) -> std::result::Result<Option<Option<Id>>, Fault> {
        let candidates = match found {
            Found::Same(id) => return Ok(Some(Some(id))),
            Found::New => return Ok(Some(None)),
            Found::Perhaps(candidates) => candidates,
        };
        let number = whole(row.number);
        if let Some(answer) = self.request.answers.iter().find(|a| a.row == number) {
            match &answer.record {
                None => return Ok(Some(None)),
                Some(id) => {
                    let id = id.parse::<Id>().ok().filter(|id| candidates.contains(id));
                    if id.is_some() {
                        return Ok(Some(id));
                    }
                }
            }
        }
        if let Some(same) = self.says_nothing_new(line, &candidates)? {
            return Ok(Some(Some(same)));
        }
        let mut hits = vec![];
        for id in candidates {
            hits.push(hit(self.store, self.kind, id)?);
        }
        taken.ask_rows.push(RowQuestion {
            row: number,
            title: self.title(line),
            fields: self.told(line)?,
            candidates: hits,
        });
        Ok(None)
    }

    /// The candidate that says all that the row says: the row would change nothing, so there is nothing to ask.
    fn says_nothing_new(&self, line: &Line, candidates: &[Id]) -> Result<Option<Id>> {
        if !line.noted.is_empty() {
            return Ok(None);
        }
        for id in candidates {
            let there = self.store.row(self.kind.name(), *id)?.fields();
            let all = line.fields.iter().all(|(f, v)| there.get(f) == Some(v));
            if all && self.says_own(line, *id)? {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }

    /// Whether a record says in columns of the hub's own what a row says there.
    fn says_own(&self, line: &Line, record: Id) -> Result<bool> {
        if line.own.is_empty() {
            return Ok(true);
        }
        let columns = own::columns(self.store, self.kind.name())?;
        let said = own::said(self.store, self.kind.name(), record)?;
        let says =
            |column: Id, text: &str| said.iter().any(|s| s.column == column && s.text == text);
        let mut texts = line.own.iter();
        Ok(texts.all(|(name, text)| columns.iter().any(|c| c.name == *name && says(c.id, text))))
    }

    fn told(&self, line: &Line) -> std::result::Result<Vec<FieldChange>, Fault> {
        let mut told = vec![];
        for field in &self.kind.fields {
            let Some(value) = line.fields.get(&field.name) else {
                continue;
            };
            let new = match (value, &field.type_) {
                (Value::Id(id), FieldType::Ref { kind }) => self.store.title(kind, *id)?,
                _ => value.words(&field.type_),
            };
            let (field, label, old) = (field.name.clone(), field.label.clone(), String::new());
            told.push(FieldChange {
                field,
                label,
                old,
                new,
            });
        }
        Ok(told)
    }
}

/// A record as people tell it from others of its name.
pub(super) fn hit(store: &Store, kind: &Kind, id: Id) -> Result<LookupHit> {
    let row = store.row(kind.name(), id)?;
    let mut detail = vec![];
    for field in &kind.fields {
        let value = row.value(&field.name);
        let plain = !matches!(field.type_, FieldType::Ref { .. }) && !field.type_.is_long();
        if plain && !value.is_null() && title_field(kind) != Some(field.name.as_str()) {
            detail.push(value.words(&field.type_));
        }
    }
    detail.truncate(3);
    Ok(LookupHit {
        id: id.to_string(),
        title: store.title(kind.name(), id)?,
        detail: detail.join(" · "),
    })
}
