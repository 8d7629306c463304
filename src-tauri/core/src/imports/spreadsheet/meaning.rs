//! Cells that say more than the value of their field, or less: words that imply other fields, one record named in several
//! columns, a name that no record has but a text can keep, values for every row.

use super::{
    cells::Line,
    entry::{self, Entry},
    heading::name_part,
    matching::is_email,
    named::candidates,
    names::{Called, Names},
    rows::Reading,
};
use crate::{
    alike::plain,
    contract::{Fault, FilledValue},
    imports::words::fault,
    record::{Field, FieldType, Fields, Kind, Value, from_text},
    store::{Result, Store},
    tabular::{Cell, Row},
};

/// What stands in the columns that name one record together.
pub(super) struct Together<'r> {
    /// Their headings.
    pub titles: String,
    /// What stands in them.
    pub shown: String,
    /// Heading and cell of those that hold something.
    cells: Vec<(String, &'r Cell)>,
    row: &'r Row,
}

impl<'r> Together<'r> {
    /// Those columns of a row.
    pub fn of(reading: &Reading<'_>, columns: &[usize], row: &'r Row) -> Self {
        let title = |at: &usize| reading.laid.titles.get(*at).cloned().unwrap_or_default();
        let mut cells: Vec<(String, &Cell)> = columns
            .iter()
            .map(|at| (title(at), row.cell(*at)))
            .collect();
        if cells.iter().any(|(_, cell)| !cell.is_blank()) {
            cells.retain(|(_, cell)| !cell.is_blank());
        }
        let titles: Vec<&str> = cells.iter().map(|(title, _)| title.as_str()).collect();
        let shown: Vec<String> = cells
            .iter()
            .map(|(_, cell)| entry::as_shown(cell))
            .collect();
        Self {
            titles: titles.join(", "),
            shown: shown.join(" · "),
            cells,
            row,
        }
    }

    /// What the record is called, the parts of a name in their order, and the e-mail address or code beside it.
    fn texts(&self, field: &Field) -> (Option<String>, Option<String>) {
        let says = |cell: &Cell| entry::names_another(field, cell);
        let mut parts: Vec<(usize, String)> = vec![];
        let (mut name, mut mark) = (None, None);
        for (title, cell) in &self.cells {
            match (says(cell), name_part(title)) {
                (Some(text), _) if is_email(text.trim()) => mark = mark.or(Some(text)),
                (Some(text), Some(part)) if self.cells.len() > 1 => parts.push((part, text)),
                (Some(text), _) if name.is_none() => name = Some(text),
                // A code beside the name.
                (Some(text), _) => mark = mark.or(Some(text)),
                (None, _) => {}
            }
        }
        parts.sort_by_key(|(part, _)| *part);
        if name.is_none() && !parts.is_empty() {
            let words: Vec<&str> = parts.iter().map(|(_, text)| text.trim()).collect();
            name = Some(words.join(" "));
        }
        (name, mark)
    }
}

impl Reading<'_> {
    /// The columns that fill a field.
    pub(super) fn columns_of(&self, field: &str) -> Vec<usize> {
        let own = self.matching.iter().filter(|(_, f)| f == field);
        own.map(|(column, _)| *column).collect()
    }

    /// Takes words that say something of their own; says whether the cell is done with.
    pub(super) fn words(&self, line: &mut Line, field: &Field, cell: &Cell) -> Result<bool> {
        let lists = &self.kind.declaration.from_lists;
        if lists.implied.is_empty() || cell.is_blank() || matches!(cell, Cell::Error(_)) {
            return Ok(false);
        }
        let Some(implied) = lists.implied_by(&field.name, &plain(&cell.text())) else {
            return self.recorded(line, field, cell);
        };
        line.implied.extend(implied.so);
        if implied.words.is_empty() {
            return Ok(false);
        }
        match implied.means.map(|m| from_text(field, m)) {
            Some(Ok(value)) => {
                line.fields.insert(field.name.clone(), value);
            }
            // The cell says something of other fields, or nothing.
            _ => {
                line.said.remove(&field.name);
            }
        }
        Ok(true)
    }

    /// A text that names a record which the hub has becomes that record.
    fn recorded(&self, line: &mut Line, field: &Field, cell: &Cell) -> Result<bool> {
        for (names, text) in self.kind.declaration.from_lists.or_in_words {
            let Some(FieldType::Ref { kind }) = self.kind.field(names).map(|f| &f.type_) else {
                continue;
            };
            if *text != field.name || line.fields.contains_key(*names) {
                continue;
            }
            if let [only] = candidates(self.store, kind, &cell.text())?[..] {
                line.fields.insert((*names).to_owned(), Value::Id(only));
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The record that several columns name together.
    pub(super) fn named(
        &self,
        line: &mut Line,
        field: &Field,
        kind: &str,
        cells: &Together<'_>,
        names: &mut Names<'_>,
    ) -> std::result::Result<Entry, Fault> {
        let (name, mark) = cells.texts(field);
        let Some(name) = name.as_deref().or(mark.as_deref()) else {
            let first = cells.cells.first().map(|(_, cell)| *cell);
            return Ok(first.map_or(Entry::Blank, |cell| entry::read(field, cell, false)));
        };
        if let Some(read) = self.or_in_words(line, field, name)? {
            return Ok(read);
        }
        let called = Called {
            field,
            kind,
            name,
            mark: mark.as_deref().filter(|m| *m != name),
            row: cells.row,
        };
        Ok(names.read(self, &called)?)
    }

    /// For a name that a text may keep: the record that has it, of whichever kind, or the text.
    fn or_in_words(&self, line: &mut Line, field: &Field, name: &str) -> Result<Option<Entry>> {
        let pairs = self.kind.declaration.from_lists.or_in_words;
        let Some((_, text)) = pairs.iter().find(|(names, _)| *names == field.name) else {
            return Ok(None);
        };
        for (names, _) in pairs.iter().filter(|(_, t)| t == text) {
            let Some(FieldType::Ref { kind }) = self.kind.field(names).map(|f| &f.type_) else {
                continue;
            };
            if let [only] = candidates(self.store, kind, name)?[..] {
                if *names == field.name {
                    return Ok(Some(Entry::Value(Value::Id(only))));
                }
                line.fields
                    .entry((*names).to_owned())
                    .or_insert(Value::Id(only));
                return Ok(Some(Entry::Blank));
            }
        }
        if let Some(Ok(value)) = self.kind.field(text).map(|f| from_text(f, name)) {
            line.fields.entry((*text).to_owned()).or_insert(value);
            return Ok(Some(Entry::Blank));
        }
        Ok(None)
    }

    /// Fills in what columns of other fields say, then what was said for every row.
    pub(super) fn fill(&self, line: &mut Line) {
        let mut empty = vec![];
        for (name, text) in std::mem::take(&mut line.implied) {
            if line.said.contains(name) || line.fields.contains_key(name) || empty.contains(&name) {
                continue;
            }
            if text.is_empty() {
                empty.push(name);
                continue;
            }
            let value = self.kind.field(name).map(|f| from_text(f, text));
            if let Some(Ok(value)) = value {
                line.fields.insert(name.to_owned(), value);
            }
        }
        for (name, value) in self.filled {
            if !line.said.contains(name) && !empty.contains(&name.as_str()) {
                line.fields
                    .entry(name.clone())
                    .or_insert_with(|| value.clone());
            }
        }
    }
}

/// Values for every row, read once.
pub(super) fn filled(
    store: &Store,
    kind: &Kind,
    said: &[FilledValue],
) -> std::result::Result<Fields, Fault> {
    let mut all = Fields::new();
    for one in said.iter().filter(|s| !s.text.trim().is_empty()) {
        let Some(field) = kind.field(&one.field) else {
            return Err(refused(&format!(
                "{} have no field “{}”.",
                kind.declaration.many, one.field
            )));
        };
        let value = match &field.type_ {
            FieldType::Ref { kind } => match candidates(store, kind, &one.text)?[..] {
                [only] => Ok(Value::Id(only)),
                _ => Err(format!(
                    "{}: “{}” is not the name of exactly one record.",
                    field.label,
                    one.text.trim()
                )),
            },
            _ => from_text(field, &one.text).map_err(|e| e.0),
        };
        all.insert(one.field.clone(), value.map_err(|text| refused(&text))?);
    }
    Ok(all)
}

fn refused(text: &str) -> Fault {
    fault(
        "bad_value_for_every_row",
        format!("{text} Nothing was changed."),
        "Change what is filled in for every row, or leave it empty.",
    )
}
