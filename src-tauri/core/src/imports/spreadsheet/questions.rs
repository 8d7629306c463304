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
