//! From rows of a sheet to records: cells read, rows that are no records left out, the others found among what the hub
//! has or made new, and every cell that can't be read marked.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    beside,
    cells::{AS_WRITTEN, LEFT_OUT, Line},
    entry::{self, DayOrder},
    existing::Existing,
    laid::{Laid, whole},
    named::title_field,
    names::Names,
    own::{self, OwnColumns},
    repeated::Repeats,
};
use crate::{
    contract::{
        CellProblem, Fault, FieldFault, NameQuestion, OutRow, RowQuestion, SheetImport, SheetNote,
    },
    env::Env,
    imports::plan::{Plan, Planned},
    record::{FieldType, Fields, Id, Kind, Value},
    registers::desk::own::Column,
    store::{Store, StoreError},
    tabular::{self, Row},
};

/// Rows between two words on how far the work has come.
const STEP: usize = 200;

/// Rows that are no records, told one by one.
const MOST_OUT: usize = 500;

/// Characters of one of them.
const SHORTENED: usize = 160;

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
    /// Rows that are no records, the first of them.
    pub out: Vec<OutRow>,
    /// Names of other records to ask about.
    pub ask_names: Vec<NameQuestion>,
    /// The file's own dates say that the month comes first in all of them.
    pub month_first: bool,
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
    /// Column and field, in the order of the columns; the surname of a name in parts comes last.
    pub matching: &'a [(usize, String)],
    /// Values for every row in which no column says something of the field.
    pub filled: &'a Fields,
    /// Notes on cells below the headings.
    pub notes_on_cells: Vec<SheetNote>,
}

impl Taken {
    /// Leaves a row out that is no record.
    fn leave_out(&mut self, row: &Row, reason: &str) {
        if self.out.len() < MOST_OUT {
            let cells = row.cells.iter().filter(|c| !c.is_blank());
            let texts: Vec<String> = cells.map(entry::as_shown).collect();
            self.out.push(OutRow {
                row: whole(row.number),
                reason: reason.to_owned(),
                text: texts.join(" · ").chars().take(SHORTENED).collect(),
            });
        }
        self.plan.leave_out(row, reason);
    }

    /// Puts records that others name in front of them.
    fn put_first(&mut self, mut added: Vec<Planned>) {
        self.fresh.extend(added.iter().map(|p| p.id));
        added.append(&mut self.plan.records);
        self.plan.records = added;
    }
}

impl<'a> Reading<'a> {
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
        taken.month_first = month_first && self.request.day_first.is_none();
        self.leave_out_beforehand(&mut taken);
        let hidden = self.laid.hidden_rows();
        let hidden = |row: &Row| self.request.leave_hidden && hidden.contains(&row.number);
        let mut names = Names::new(self.store, &self.request.names);
        let existing = Existing::of(self.store, self.kind)?;
        let mut repeats = Repeats::new(self.kind);
        let mut called: Vec<&str> = self
            .matching
            .iter()
            .filter_map(|(_, f)| own::called(f))
            .collect();
        // Where there are no notes, or they are full; one that nothing is said in is not made.
        called.push(AS_WRITTEN);
        let own_columns = OwnColumns::of(self.store, self.kind)?;
        let (own_columns, fresh) = own_columns.resolve(self.store, self.kind, &called)?;
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
            let reason = beside::reason(row, &self.laid.titles, &columns);
            if let Some(reason) = reason.or_else(|| hidden(row).then_some(beside::HIDDEN)) {
                taken.leave_out(row, reason);
                continue;
            }
            let mut line = self.cells(row, month_first, &mut names)?;
            let found = existing.find(&line.fields)?;
            let Some(found) = self.answered(&mut taken, row, &line, found)? else {
                continue;
            };
            let seen = repeats.seen(&line.all(), found, row.number);
            match seen {
                Some((_, true)) => {
                    let reason = "Says the same as an earlier row.";
                    taken.leave_out(row, reason);
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
            if line.rejected && seen.is_none() {
                repeats.forget_newest();
            }
            self.settle(&mut taken, at, line, found, &own_columns)?;
        }
        let (ask_names, added) = names.done();
        taken.ask_names = ask_names;
        taken.put_first(added);
        let said = |id: &Id| {
            taken
                .plan
                .own
                .values()
                .flatten()
                .any(|own| own.column == *id)
        };
        taken.columns.retain(|(id, _)| said(id));
        Ok(taken)
    }

    /// Rows that are blank, or that have nothing under any period of a layout across the page.
    fn leave_out_beforehand(&self, taken: &mut Taken) {
        if self.laid.file.workbook.kind != tabular::Kind::Csv {
            let rows = self.laid.own_rows();
            let first = self.laid.header.max(1);
            taken.plan.left_out.extend(beside::blank(first, rows));
        }
        for row in self.laid.bare() {
            taken.leave_out(row, "Nothing stands under any period.");
        }
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

    /// Stands for a record that is yet to be made: the same at every look at the same file.
    pub(super) fn provisional(&self, what: &[&str]) -> Id {
        let digest = self.laid.file.digest.iter();
        let digest: String = digest.map(|b| format!("{b:02x}")).collect();
        let sheet = self.laid.sheet.to_string();
        let key: Vec<&str> = [digest.as_str(), sheet.as_str()]
            .into_iter()
            .chain(what.iter().copied())
            .collect();
        Id::natural("row", &key)
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
                // A cell that can't be read is not missing as well.
                if self.is_left_out_for(line, &fault.field) {
                    continue;
                }
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

    /// Whether the row is left out already for a cell of this field.
    fn is_left_out_for(&self, line: &Line, field: &str) -> bool {
        let columns = self.columns_of(field);
        let titles = columns.iter().filter_map(|at| self.laid.titles.get(*at));
        let mut problems = line.problems.iter().filter(|p| p.outcome == LEFT_OUT);
        let titles: Vec<&String> = titles.collect();
        problems.any(|p| titles.contains(&&p.column))
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
        if !line.rejected {
            self.keep_in_notes(&mut line, found)?;
        }
        // What could not be kept where it belongs says by now where it is kept instead.
        taken.problems.append(&mut line.problems.clone());
        if line.rejected {
            let reasons = line.problems.iter().map(told_of).collect();
            taken.rejected.push(Rejected { at, reasons });
            return Ok(());
        }
        let id = match (found, self.kind.natural_id(&line.fields)) {
            (Some(id), _) => id,
            (None, Some(id)) => id,
            (None, None) => {
                let id = self.provisional(&["row", &at.to_string()]);
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
}

fn told_of(problem: &CellProblem) -> String {
    problem.text.clone()
}
