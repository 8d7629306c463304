//! The cells of one row: read for their fields, and every one that can't be read marked and kept as it was written.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    entry::{self, Entry},
    laid::whole,
    meaning::Together,
    names::Names,
    own,
    rows::Reading,
};
use crate::{
    contract::{BadCells, CellProblem, Fault},
    record::{Field, FieldType, Fields, Id, OWN, Value},
    tabular::Row,
};

/// Outcome of a cell for which the whole row stays out.
pub(super) const LEFT_OUT: &str = "row_left_out";

/// The column of the hub's own for what can't be a value, where the kind has no notes.
pub(super) const AS_WRITTEN: &str = "As written in the file";

/// Where it is kept otherwise.
const IN_NOTES: &str = " is kept in the notes.";

/// One row on its way to a record.
pub(super) struct Line {
    /// Row number in the file.
    pub(super) number: usize,
    /// Its values.
    pub(super) fields: Fields,
    /// What it says in columns of the hub's own, by their names.
    pub(super) own: BTreeMap<String, String>,
    pub(super) problems: Vec<CellProblem>,
    /// What can't be a value but is kept in the notes.
    pub(super) noted: Vec<String>,
    /// Fields of which a column says something.
    pub(super) said: BTreeSet<String>,
    /// What columns of other fields say.
    pub(super) implied: Vec<(&'static str, &'static str)>,
    /// What stood in the cells of each field.
    pub(super) typed: BTreeMap<String, (String, String)>,
    pub(super) rejected: bool,
}

impl Line {
    /// Says something in a column of the hub's own; several columns of the file may go to one.
    fn say(&mut self, name: &str, text: &str) {
        let said = self.own.entry(name.to_owned()).or_default();
        if !said.is_empty() {
            said.push_str("; ");
        }
        said.push_str(text);
    }

    /// Everything that it says.
    pub(super) fn all(&self) -> Fields {
        let own = self.own.iter();
        let own = own.map(|(name, text)| (format!("{OWN}{name}"), Value::from(text.as_str())));
        self.fields.clone().into_iter().chain(own).collect()
    }
}

impl Reading<'_> {
    /// Reads the cells of a row.
    pub(super) fn cells(
        &self,
        row: &Row,
        month_first: bool,
        names: &mut Names<'_>,
    ) -> Result<Line, Fault> {
        let mut line = Line {
            number: row.number,
            fields: Fields::new(),
            own: BTreeMap::new(),
            problems: vec![],
            noted: vec![],
            said: BTreeSet::new(),
            implied: vec![],
            typed: BTreeMap::new(),
            rejected: false,
        };
        for (column, name) in self.matching {
            let cell = row.cell(*column);
            let shown = entry::as_shown(cell);
            let title = self.laid.titles.get(*column).cloned().unwrap_or_default();
            if let Some(name) = own::called(name) {
                match own::text(self.store, cell, &title)? {
                    Ok(Some(text)) => line.say(name, &text),
                    Ok(None) => {}
                    Err(text) => self.mark(&mut line, &title, &shown, text, false),
                }
                continue;
            }
            let Some(field) = self.kind.field(name) else {
                continue;
            };
            if !cell.is_blank() {
                line.said.insert(name.clone());
            }
            if self.words(&mut line, field, cell)? {
                continue;
            }
            let (title, shown, read) = match &field.type_ {
                FieldType::Ref { kind } => {
                    let columns = self.columns_of(name);
                    // All columns of one record are read together, at the first of them.
                    if columns.first() != Some(column) {
                        continue;
                    }
                    let cells = Together::of(self, &columns, row);
                    let read = self.named(&mut line, field, kind, &cells, names)?;
                    (cells.titles, cells.shown, read)
                }
                _ => (title, shown, entry::read(field, cell, month_first)),
            };
            match read {
                Entry::Blank => {}
                Entry::Value(value) => {
                    let several = self.columns_of(name).len() > 1;
                    let value = if several {
                        joined(field, &title, line.fields.get(name), value)
                    } else {
                        value
                    };
                    line.typed.insert(name.clone(), (title, shown));
                    line.fields.insert(name.clone(), value);
                }
                Entry::NotKnown => self.not_known(&mut line, field, &title, &shown),
                Entry::Bad(text) => self.bad(&mut line, field, &title, &shown, text),
            }
        }
        self.fill(&mut line);
        if !self.request.leave_notes {
            let notes = self
                .notes_on_cells
                .iter()
                .filter(|n| n.row == whole(row.number));
            let told = notes.map(|n| format!("{}, note: {}", n.column, one_line(&n.text)));
            line.noted.extend(told);
        }
        Ok(line)
    }

    /// A word for "not known yet" is kept as it was written, in the notes, and marked.
    pub(super) fn not_known(&self, line: &mut Line, field: &Field, title: &str, shown: &str) {
        let place = match self.notes() {
            Some(_) => IN_NOTES.to_owned(),
            None => format!(" is kept under “{AS_WRITTEN}”."),
        };
        let text = format!("{} is not known yet. “{shown}”{place}", field.label);
        line.noted.push(format!("{title}: {shown}"));
        line.problems
            .push(problem(line.number, title, shown, text, "kept"));
    }

    /// A cell that can't be read: as the person chose, unless the record can't be without it.
    pub(super) fn bad(
        &self,
        line: &mut Line,
        field: &Field,
        title: &str,
        shown: &str,
        text: String,
    ) {
        let drop_row = field.required || self.request.bad_cells == BadCells::LeaveRowOut;
        if !drop_row && !shown.is_empty() {
            line.noted.push(format!("{title}: {shown}"));
        }
        self.mark(line, title, shown, text, drop_row);
    }

    pub(super) fn mark(
        &self,
        line: &mut Line,
        title: &str,
        shown: &str,
        text: String,
        drop_row: bool,
    ) {
        line.rejected |= drop_row;
        let outcome = if drop_row {
            LEFT_OUT
        } else {
            "cell_left_empty"
        };
        line.problems
            .push(problem(line.number, title, shown, text, outcome));
    }

    /// The field for remarks, where the kind has one.
    pub(super) fn notes(&self) -> Option<&Field> {
        self.kind.field("notes").filter(|f| f.type_.is_long())
    }

    /// What could not be a value is kept in the notes, once.
    pub(super) fn keep_in_notes(&self, line: &mut Line, found: Option<Id>) -> Result<(), Fault> {
        if line.noted.is_empty() {
            return Ok(());
        }
        let Some(notes) = self.notes() else {
            let noted = line.noted.join("\n");
            line.say(AS_WRITTEN, &noted);
            return Ok(());
        };
        let mut text = match (line.fields.get("notes"), found) {
            (Some(value), _) => value.as_text().unwrap_or_default().to_owned(),
            (None, Some(id)) => self.store.row(self.kind.name(), id)?.text("notes"),
            (None, None) => String::new(),
        };
        for noted in &line.noted {
            if !text.lines().any(|l| l == noted) {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(noted);
            }
        }
        match crate::record::from_text(notes, &text) {
            Ok(value) => drop(line.fields.insert("notes".into(), value)),
            // The notes have no room left: what was there stays, and this gets a place of its own.
            Err(_) => {
                line.say(AS_WRITTEN, &line.noted.join("\n"));
                let elsewhere = format!(" is kept under “{AS_WRITTEN}”: the notes are full.");
                for problem in &mut line.problems {
                    problem.text = problem.text.replace(IN_NOTES, &elsewhere);
                }
            }
        }
        Ok(())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several columns for one field: a name in parts, an address in lines, remarks with their headings.
fn joined(field: &Field, title: &str, before: Option<&Value>, value: Value) -> Value {
    let (FieldType::Text { long, .. }, Value::Text(text)) = (&field.type_, &value) else {
        return value;
    };
    let text = if *long {
        format!("{title}: {text}")
    } else {
        text.clone()
    };
    let between = match field.name.as_str() {
        _ if *long => "\n",
        "address" => ", ",
        _ => " ",
    };
    match before.and_then(Value::as_text) {
        Some(before) => Value::Text(format!("{before}{between}{text}")),
        None => Value::Text(text),
    }
}

fn problem(row: usize, title: &str, shown: &str, text: String, outcome: &str) -> CellProblem {
    CellProblem {
        row: whole(row),
        column: title.to_owned(),
        typed: shown.to_owned(),
        text,
        outcome: outcome.to_owned(),
    }
}
