//! Registered patients per practice: the monthly publication “Patients Registered at a GP Practice”, file
//! `gp-reg-pat-prac-all.csv`. One row a practice counts everybody; rows of one sex or one age are left out.

use std::collections::BTreeSet;

use super::{
    Mapping,
    layout::{self, Column, Grid, Layout},
    ours::{OTHER_SYSTEM, Ours},
    plan::{Planned, Reading},
    words::{counted, listed},
};
use crate::{
    contract::Fault,
    dates,
    record::{Fields, Value, thousands},
    tabular::{Row, Workbook},
};

pub(super) const MAPPING: Mapping = Mapping {
    name: "list-sizes",
    label: "Practice list sizes (registered patients)",
    help: "Registered patients per practice: gp-reg-pat-prac-all.csv of the monthly publication “Patients Registered at \
           a GP Practice”. Bring the practices in first; only your practices are taken.",
    asks_ics: false,
    fits,
    read,
};

const DATE: usize = 0;
const TYPE: usize = 1;
const SUB_ICB: usize = 2;
const CODE: usize = 3;
const SEX: usize = 4;
const AGE: usize = 5;
const PATIENTS: usize = 6;

const LAYOUT: Layout = Layout {
    columns: &[
        Column {
            name: "EXTRACT_DATE",
            titles: &["extract date"],
            place: 1,
        },
        Column {
            name: "TYPE",
            titles: &["type"],
            place: 2,
        },
        Column {
            name: "SUB_ICB_LOCATION_CODE",
            titles: &["sub icb location code", "ccg code"],
            place: 3,
        },
        Column {
            name: "CODE",
            titles: &["code"],
            place: 5,
        },
        Column {
            name: "SEX",
            titles: &["sex"],
            place: 7,
        },
        Column {
            name: "AGE",
            titles: &["age"],
            place: 8,
        },
        Column {
            name: "NUMBER_OF_PATIENTS",
            titles: &["number of patients"],
            place: 9,
        },
    ],
    width: 10,
    without_header: |_| false,
};

fn fits(workbook: &Workbook) -> bool {
    layout::fits(workbook, &LAYOUT)
}

/// What the rows for this hub add up to.
#[derive(Default)]
struct Total {
    patients: i64,
    days: BTreeSet<String>,
    seen: BTreeSet<String>,
}

fn read(reading: &mut Reading<'_>) -> Result<(), Fault> {
    let grid = layout::find(reading.workbook, &LAYOUT, MAPPING.label)?;
    let ours = Ours::with_practices(reading)?;
    reading.plan.rows = grid.rows.len();
    let mut total = Total::default();
    for (done, row) in grid.rows.iter().enumerate() {
        reading.go_on(done, grid.rows.len())?;
        list_size(reading, &grid, row, &ours, &mut total);
    }
    let days: Vec<String> = total.days.into_iter().collect();
    if !days.is_empty() {
        reading.plan.notes.push(format!(
            "{} patients at {} on {}.",
            thousands(total.patients),
            counted(reading.plan.records.len(), "practice", "practices"),
            listed(&days)
        ));
    }
    reading.plan.tell_left_out();
    Ok(())
}

/// Plans the list size of one practice, unless the row is left out or refused.
fn list_size(
    reading: &mut Reading<'_>,
    grid: &Grid<'_>,
    row: &Row,
    ours: &Ours,
    total: &mut Total,
) -> Option<()> {
    let code = grid.text(row, CODE).to_uppercase();
    let known = ours.practices.get(&code);
    let all = |column| grid.text(row, column).eq_ignore_ascii_case("ALL");
    if !grid.text(row, TYPE).eq_ignore_ascii_case("GP") {
        reading.plan.leave_out(row, "Not about a practice");
        return None;
    }
    if known.is_none() && !ours.has_sub_icb(&grid.text(row, SUB_ICB).to_uppercase()) {
        reading.plan.leave_out(row, OTHER_SYSTEM);
        return None;
    }
    if !all(SEX) || !all(AGE) {
        reading
            .plan
            .leave_out(row, "Patients of one sex or one age only");
        return None;
    }
    let Some(practice) = known else {
        reading
            .plan
            .unknown_practice(row, grid.called(CODE), &code, "");
        return None;
    };
    if !total.seen.insert(code.clone()) {
        let text = format!("The practice {code} stands in the file twice.");
        reading
            .plan
            .refuse("code_twice", row, grid.called(CODE), text);
        return None;
    }
    let on = reading.date(grid, row, DATE)?;
    let place = (grid, row, PATIENTS);
    let size = reading.value("practice", "list_size", &grid.text(row, PATIENTS), place)?;
    let (Some(on), Some(patients)) = (on, size.as_int()) else {
        let column = if on.is_none() { DATE } else { PATIENTS };
        let text =
            format!("{code} has a list size without its day, or a day without its list size.");
        reading
            .plan
            .refuse("bad_value", row, grid.called(column), text);
        return None;
    };
    total.patients += patients;
    total.days.insert(dates::in_words(on));
    reading.plan.records.push(Planned {
        kind: "practice",
        id: practice.id,
        fields: Fields::from([
            ("list_size".to_owned(), size),
            ("list_size_on".to_owned(), Value::from(on)),
        ]),
        row: row.number,
        title: practice.name.clone(),
    });
    Some(())
}
