//! What a file asks for, as a mapping reads it: records with their values, rows that are not for this hub, rows that
//! stop the import.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    health_system::Choice,
    layout::Grid,
    words::{are, counted},
};
use crate::{
    contract::{Fault, ImportRequest, LeftOut},
    env::Env,
    record::{self, Fields, Id, Value},
    store::{Store, StoreError},
    tabular::{Row, Workbook, date},
};

/// Row numbers given as examples of rows left out.
const EXAMPLES: usize = 5;

/// Rows between two words on how far the work has come.
const STEP: usize = 500;

/// A record that the file speaks of, with the fields that it says something about.
pub(super) struct Planned {
    /// Kind.
    pub kind: &'static str,
    /// Identifier.
    pub id: Id,
    /// What the file says.
    pub fields: Fields,
    /// Row number in the file.
    pub row: usize,
    /// What people call it.
    pub title: String,
}

/// What a record says in a column that the hub made itself.
#[derive(Debug, Clone)]
pub(super) struct OwnText {
    /// The column.
    pub column: Id,
    /// What the team calls it.
    pub name: String,
    /// What the record says.
    pub text: String,
}

/// A row that stops the import.
pub(super) struct Problem {
    /// Short and stable, for scripts.
    pub code: &'static str,
    /// Row number in the file.
    pub row: usize,
    /// Column, by name or letter; may be empty.
    pub column: String,
    /// A plain sentence.
    pub text: String,
}

/// Everything that a mapping found in the file.
#[derive(Default)]
pub(super) struct Plan {
    /// Rows read.
    pub rows: usize,
    /// Which health system.
    pub system: Choice,
    /// Rows that are not for this hub, by reason.
    pub left_out: Vec<LeftOut>,
    /// Rows that stop the import.
    pub problems: Vec<Problem>,
    /// The records.
    pub records: Vec<Planned>,
    /// Those that are new without a natural key: their identifiers only stand for ones that are yet to be given.
    pub fresh: BTreeSet<Id>,
    /// What the records say in columns that the hub made itself, by record.
    pub own: BTreeMap<Id, Vec<OwnText>>,
    /// Sentences on what the file holds.
    pub notes: Vec<String>,
}

impl Plan {
    /// Leaves a row out.
    pub fn leave_out(&mut self, row: &Row, reason: impl Into<String>) {
        let (reason, number) = (reason.into(), i64::try_from(row.number).unwrap_or(i64::MAX));
        let group = match self.left_out.iter().position(|l| l.reason == reason) {
            Some(at) => self.left_out.get_mut(at),
            None => {
                let rows = 0;
                self.left_out.push(LeftOut {
                    reason,
                    rows,
                    examples: vec![],
                });
                self.left_out.last_mut()
            }
        };
        if let Some(group) = group {
            group.rows += 1;
            if group.examples.len() < EXAMPLES {
                group.examples.push(number);
            }
        }
    }

    /// Says how many rows are left out.
    pub fn tell_left_out(&mut self) {
        let rows: i64 = self.left_out.iter().map(|l| l.rows).sum();
        if let Ok(rows @ 1..) = usize::try_from(rows) {
            let said = counted(rows, "row", "rows");
            self.notes.push(format!("{said} {} left out.", are(rows)));
        }
    }

    /// Notes that a row names a practice of this health system that the hub does not know.
    pub fn unknown_practice(&mut self, row: &Row, column: String, code: &str, name: &str) {
        let called = if name.is_empty() {
            code.to_owned()
        } else {
            format!("{name} ({code})")
        };
        let text = format!(
            "{called} is not among the practices of this hub. Bring in the newest list of practices (epraccur) first."
        );
        self.refuse("practice_unknown", row, column, text);
    }

    /// Notes that a row stops the import.
    pub fn refuse(
        &mut self,
        code: &'static str,
        row: &Row,
        column: impl Into<String>,
        text: impl Into<String>,
    ) {
        let (column, text) = (column.into(), text.into());
        self.problems.push(Problem {
            code,
            row: row.number,
            column,
            text,
        });
    }
}

/// A file being read by a mapping.
pub(super) struct Reading<'a> {
    /// The hub file, for what it holds already.
    pub store: &'a Store,
    /// The world outside.
    pub env: &'a dyn Env,
    /// What was asked for.
    pub request: &'a ImportRequest,
    /// The file.
    pub workbook: &'a Workbook,
    /// What was found so far.
    pub plan: Plan,
}

impl Reading<'_> {
    /// Says how far the reading has come, now and then.
    pub fn go_on(&self, done: usize, total: usize) -> Result<(), Fault> {
        if !done.is_multiple_of(STEP) {
            return Ok(());
        }
        if self.env.progress(done as u64, total as u64, "Reading rows") {
            Ok(())
        } else {
            Err(StoreError::Stopped.into())
        }
    }

    /// The date in a cell: none where it is blank. A date that can't be read is noted, and gives `None` on the outside.
    pub fn date(&mut self, grid: &Grid<'_>, row: &Row, column: usize) -> Option<Option<NaiveDate>> {
        let cell = grid.cell(row, column);
        if cell.is_blank() {
            return Some(None);
        }
        match date::of_cell(cell) {
            Ok(day) => Some(Some(day)),
            Err(error) => {
                let text = error.to_string();
                self.plan
                    .refuse("bad_date", row, grid.called(column), sentence(&text));
                None
            }
        }
    }

    /// A value for a field, as a person would type it. What the field can't hold is noted, and gives `None`.
    pub fn value(
        &mut self,
        kind: &str,
        field: &str,
        text: &str,
        place: (&Grid<'_>, &Row, usize),
    ) -> Option<Value> {
        let (grid, row, column) = place;
        let field = self.store.kinds().get(kind)?.field(field)?;
        match record::from_text(field, text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.plan
                    .refuse("bad_value", row, grid.called(column), error.0);
                None
            }
        }
    }
}

/// With a capital in front and a full stop behind.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars
        .next()
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default();
    format!("{first}{}.", chars.as_str().trim_end_matches('.'))
}
