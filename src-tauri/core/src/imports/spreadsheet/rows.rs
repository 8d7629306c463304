//! From rows of a sheet to records: cells read, rows that are no records left out, the others found among what the hub
//! has or made new, and every cell that can't be read marked.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    beside,
    entry::{self, DayOrder, Entry},
    existing::Existing,
    laid::{Laid, whole},
    named::title_field,
    own::{self, OwnColumns},
    repeated::Repeats,
};
use crate::{
    contract::{BadCells, CellProblem, Fault, FieldFault, RowQuestion, SheetImport},
    env::Env,
    imports::plan::{Plan, Planned},
    record::{Field, FieldType, Fields, Id, Kind, OWN, Value},
    registers::desk::own::Column,
    store::{Store, StoreError},
    tabular::Row,
};

/// Rows between two words on how far the work has come.
const STEP: usize = 200;

/// A row that is left out for its cells, with the reasons.
pub(super) struct Rejected {
    /// Place among the rows below the headings.
    pub at: usize,
    /// Plain sentences.
    pub reasons: Vec<String>,
}

/// Everything that a sheet gives.
#[derive(Default)]
pub(super) struct Taken {
    /// The good rows, and those that are no records.
    pub plan: Plan,
    /// Identifiers that stand for records yet to be made.
    pub fresh: BTreeSet<Id>,
    /// Columns of the hub's own that are yet to be made.
    pub columns: Vec<(Id, Fields)>,
    /// Every cell that is marked.
    pub problems: Vec<CellProblem>,
    /// Rows left out for their cells.
    pub rejected: Vec<Rejected>,
    /// Dates to ask about.
    pub ask_dates: Vec<String>,
    /// Rows to ask about.
    pub ask_rows: Vec<RowQuestion>,
}

/// A sheet with everything needed to read its rows.
pub(super) struct Reading<'a> {
    pub store: &'a Store,
    pub env: &'a dyn Env,
    pub request: &'a SheetImport,
    pub laid: &'a Laid,
    pub kind: &'a Kind,
    /// Column and field, in the order of the columns.
    pub matching: &'a [(usize, String)],
}

/// One row on its way to a record.
pub(super) struct Line {
    /// Row number in the file.
    pub(super) number: usize,
    /// Its values.
    pub(super) fields: Fields,
    /// What it says in columns of the hub's own, by their names.
    own: BTreeMap<String, String>,
    problems: Vec<CellProblem>,
    /// What can't be a value but is kept in the notes.
    noted: Vec<String>,
    /// What stood in the cells of each field.
    typed: BTreeMap<String, (String, String)>,
    rejected: bool,
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
    fn all(&self) -> Fields {
        let own = self.own.iter();
        let own = own.map(|(name, text)| (format!("{OWN}{name}"), Value::from(text.as_str())));
        self.fields.clone().into_iter().chain(own).collect()
    }
}

impl Reading<'_> {
    /// Reads all rows.
    pub fn take(&self) -> Result<Taken, Fault> {
        let mut taken = Taken::default();
        let rows = self.laid.rows();
        taken.plan.rows = rows.len();
        let month_first = match self.day_order(rows) {
            Ok(month_first) => month_first,
            Err(examples) => {
                taken.ask_dates = examples;
                false
            }
        };
        let existing = Existing::of(self.store, self.kind)?;
        let mut repeats = Repeats::new(self.kind);
        let (own_columns, fresh) =
            OwnColumns::of(self.store, self.kind)?.resolve(self.store, self.kind, self.matching)?;
        taken.columns = fresh;
        let fields = self
            .matching
            .iter()
            .filter(|(_, f)| own::called(f).is_none());
        let columns: Vec<usize> = fields.map(|(column, _)| *column).collect();
        for (at, row) in rows.iter().enumerate() {
            if at.is_multiple_of(STEP)
                && !self
                    .env
                    .progress(at as u64, rows.len() as u64, "Reading rows")
            {
                return Err(StoreError::Stopped.into());
            }
            if let Some(reason) = beside::reason(row, &self.laid.titles, &columns) {
                taken.plan.leave_out(row, reason);
                continue;
            }
            let mut line = self.cells(row, month_first)?;
            let found = existing.find(&line.fields)?;
            let Some(found) = self.answered(&mut taken, row, &line, found)? else {
                continue;
            };
            match repeats.seen(&line.all(), found, row.number) {
                Some((_, true)) => {
                    let reason = "Says the same as an earlier row.";
                    taken.plan.leave_out(row, reason);
                    continue;
                }
                Some((earlier, false)) => {
                    let text = format!(
                        "This looks like the same record as row {earlier}, but says something else."
                    );
                    self.mark(&mut line, "", "", text, true);
                }
                None => {}
            }
            self.check(&mut line, found)?;
            self.settle(&mut taken, at, line, found, &own_columns)?;
        }
        Ok(taken)
    }

    fn day_order(&self, rows: &[Row]) -> Result<bool, Vec<String>> {
        let mut order = DayOrder::default();
        for (column, field) in self.matching {
            if self
                .kind
                .field(field)
                .is_some_and(|f| f.type_ == FieldType::Date)
            {
                rows.iter().for_each(|r| order.see(r.cell(*column)));
            }
        }
        order.month_first(self.request.day_first)
    }

    /// Reads the cells of a row.
    fn cells(&self, row: &Row, month_first: bool) -> Result<Line, Fault> {
        let mut line = Line {
            number: row.number,
            fields: Fields::new(),
            own: BTreeMap::new(),
            problems: vec![],
            noted: vec![],
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
            match entry::read(self.store, field, cell, month_first)? {
                Entry::Blank => {}
                Entry::Value(value) => {
                    let several = self.matching.iter().filter(|(_, f)| f == name).count() > 1;
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
        Ok(line)
    }

    /// A word for "not known yet" is kept as it was written, in the notes, and marked.
    fn not_known(&self, line: &mut Line, field: &Field, title: &str, shown: &str) {
        let text = if self.notes().is_some() {
            format!(
                "{} is not known yet. “{shown}” is kept in the notes.",
                field.label
            )
        } else {
            format!("{} is not known yet. It stays empty.", field.label)
        };
        line.noted.push(format!("{title}: {shown}"));
        let outcome = if self.notes().is_some() {
            "kept"
        } else {
            "cell_left_empty"
        };
        line.problems
            .push(problem(line.number, title, shown, text, outcome));
    }

    /// A cell that can't be read: as the person chose, unless the record can't be without it.
    fn bad(&self, line: &mut Line, field: &Field, title: &str, shown: &str, text: String) {
        let drop_row = field.required || self.request.bad_cells == BadCells::LeaveRowOut;
        if !drop_row && !shown.is_empty() {
            line.noted.push(format!("{title}: {shown}"));
        }
        self.mark(line, title, shown, text, drop_row);
    }

    fn mark(&self, line: &mut Line, title: &str, shown: &str, text: String, drop_row: bool) {
        line.rejected |= drop_row;
        let outcome = if drop_row {
            "row_left_out"
        } else {
            "cell_left_empty"
        };
        line.problems
            .push(problem(line.number, title, shown, text, outcome));
    }

    /// The field for remarks, where the kind has one.
    fn notes(&self) -> Option<&Field> {
        self.kind.field("notes").filter(|f| f.type_.is_long())
    }

    /// What people would call the row.
    pub(super) fn title(&self, line: &Line) -> String {
        let text = title_field(self.kind).and_then(|t| line.fields.get(t));
        match text.and_then(Value::as_text) {
            Some(text) => text.to_owned(),
            None => format!("{} of row {}", self.kind.declaration.one, line.number),
        }
    }

    /// The kind's own rules: a value that breaks one is dropped where it may be, else the row is.
    fn check(&self, line: &mut Line, found: Option<Id>) -> Result<(), Fault> {
        for fault in self.faults(line, found)? {
            let Some(field) = self.kind.field(&fault.field) else {
                self.mark(line, "", "", fault.message, true);
                continue;
            };
            let Some((title, shown)) = line.typed.get(&fault.field).cloned() else {
                self.mark(line, &field.label, "", fault.message, true);
                continue;
            };
            if entry::is_not_known(&shown) && !field.required {
                line.fields.remove(&fault.field);
                self.not_known(line, field, &title, &shown);
                continue;
            }
            self.bad(line, field, &title, &shown, fault.message);
            line.fields.remove(&fault.field);
        }
        if !line.rejected
            && let Some(fault) = self.faults(line, found)?.into_iter().next()
        {
            self.mark(line, "", "", fault.message, true);
        }
        Ok(())
    }

    /// What the rules say against a row; what was so before and is not touched does not stand in the way.
    fn faults(&self, line: &Line, found: Option<Id>) -> Result<Vec<FieldFault>, Fault> {
        let old = match found {
            Some(id) => Some(self.store.row(self.kind.name(), id)?.fields()),
            None => None,
        };
        let mut full = old.clone().unwrap_or_default();
        full.extend(line.fields.clone());
        let mut faults = self.kind.validate(&full);
        if let (Some(old), false) = (&old, faults.is_empty()) {
            let before = self.kind.validate(old);
            faults.retain(|f| line.fields.contains_key(&f.field) || !before.contains(f));
        }
        Ok(faults)
    }

    /// Puts a row where it belongs.
    fn settle(
        &self,
        taken: &mut Taken,
        at: usize,
        mut line: Line,
        found: Option<Id>,
        own_columns: &BTreeMap<String, Column>,
    ) -> Result<(), Fault> {
        taken.problems.append(&mut line.problems.clone());
        if line.rejected {
            let reasons = line.problems.iter().map(told_of).collect();
            taken.rejected.push(Rejected { at, reasons });
            return Ok(());
        }
        self.keep_in_notes(&mut line, found)?;
        let id = match (found, self.kind.natural_id(&line.fields)) {
            (Some(id), _) => id,
            (None, Some(id)) => id,
            (None, None) => {
                let id = provisional(self.laid, line.number);
                taken.fresh.insert(id);
                id
            }
        };
        let said = own::texts(own_columns, &line.own);
        if !said.is_empty() {
            taken.plan.own.insert(id, said);
        }
        taken.plan.records.push(Planned {
            kind: self.kind.name(),
            id,
            title: self.title(&line),
            row: line.number,
            fields: line.fields,
        });
        Ok(())
    }

    /// What could not be a value is kept in the notes, once.
    fn keep_in_notes(&self, line: &mut Line, found: Option<Id>) -> Result<(), Fault> {
        let Some(notes) = self.notes() else {
            return Ok(());
        };
        if line.noted.is_empty() {
            return Ok(());
        }
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
        if let Ok(value) = crate::record::from_text(notes, &text) {
            line.fields.insert("notes".into(), value);
        }
        Ok(())
    }
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

fn told_of(problem: &CellProblem) -> String {
    problem.text.clone()
}

/// Stands for a record that is yet to be made: the same at every look at the same file.
fn provisional(laid: &Laid, row: usize) -> Id {
    let digest: String = laid
        .file
        .digest
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    Id::natural("row", &[&digest, &laid.sheet.to_string(), &row.to_string()])
}
