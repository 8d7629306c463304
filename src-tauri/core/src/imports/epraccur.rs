//! General practices from the ODS list `epraccur`: every prescribing cost centre of England and Wales, 27 columns, no
//! header. Both codings are read: status `A`, `C`, `D`, `P` with prescribing setting `4`, and since the list moved to
//! ODS Data Search and Export `ACTIVE`, `INACTIVE` with role `RO76`, which may stand beside others (`RO76|RO268`).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Mapping, health_system,
    layout::{self, Column, Grid, Layout},
    names,
    ours::OTHER_SYSTEM,
    plan::{Planned, Reading},
    prescribing_settings::other_than_practice,
    words::counted,
};
use crate::{
    contract::Fault,
    record::{Fields, Value},
    tabular::{Row, Workbook},
};

pub(super) const MAPPING: Mapping = Mapping {
    name: "epraccur",
    label: "GP practices (ODS epraccur)",
    help: "The national list of practices, epraccur.csv, from ODS Data Search and Export. It has 27 columns and no \
           header. The whole national file will do: only the practices of your health system are brought in.",
    asks_ics: true,
    fits,
    read,
};

const CODE: usize = 0;
const NAME: usize = 1;
const ICS: usize = 2;
const ADDRESS: [usize; 5] = [3, 4, 5, 6, 7];
const POSTCODE: usize = 8;
const OPENED: usize = 9;
const CLOSED: usize = 10;
const STATUS: usize = 11;
const SUB_ICB: usize = 12;
const TELEPHONE: usize = 13;
const SETTING: usize = 14;

/// Rows in which a status is looked for.
const STATUS_WITHIN: usize = 50;

const fn column(name: &'static str, place: usize) -> Column {
    Column {
        name,
        titles: &[],
        place,
    }
}

const LAYOUT: Layout = Layout {
    columns: &[
        column("code", 0),
        column("name", 1),
        column("health system", 3),
        column("address 1", 4),
        column("address 2", 5),
        column("address 3", 6),
        column("address 4", 7),
        column("address 5", 8),
        column("postcode", 9),
        column("open date", 10),
        column("close date", 11),
        column("status", 12),
        column("commissioner", 14),
        column("telephone", 17),
        column("prescribing setting", 25),
    ],
    width: 27,
    without_header,
};

/// Half of the width will do, so that a row with a column too few or too many is named instead of the whole file.
fn without_header(row: &Row) -> bool {
    let is_code = |text: &str| {
        (3..=8).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            && text.bytes().any(|b| b.is_ascii_digit())
    };
    row.width() > 13 && is_code(row.text(0).trim()) && row.text(1).trim().len() > 1
}

/// A hub's own wide list of practices begins with code and name as well; only the national one has a status in its place.
fn fits(workbook: &Workbook) -> bool {
    layout::seen(workbook, &LAYOUT).is_some_and(|grid| {
        let rows = grid.rows.iter().take(STATUS_WITHIN);
        let mut states = rows.map(|row| status(&grid.text(row, STATUS)));
        states.any(|s| s.is_some())
    })
}

/// What the status says beyond open and closed.
enum Status {
    Open,
    Closed,
    Other(&'static str),
}

fn status(text: &str) -> Option<Status> {
    Some(match text.to_uppercase().as_str() {
        "A" | "ACTIVE" => Status::Open,
        "C" | "CLOSED" | "INACTIVE" | "B" | "RETIRED" => Status::Closed,
        "D" | "DORMANT" => Status::Other("Dormant"),
        "P" | "PROPOSED" => Status::Other("Proposed"),
        _ => return None,
    })
}

fn read(reading: &mut Reading<'_>) -> Result<(), Fault> {
    let grid = layout::find(reading.workbook, &LAYOUT, MAPPING.label)?;
    reading.plan.rows = grid.rows.len();
    let mut by_ics: BTreeMap<String, i64> = BTreeMap::new();
    for row in grid.rows {
        let ics = grid.text(row, ICS).to_uppercase();
        if health_system::is_code(&ics) {
            *by_ics.entry(ics).or_default() += 1;
        }
    }
    let (store, name) = (reading.store, &reading.workbook.name);
    reading.plan.system = health_system::choose(store, reading.request, name, &by_ics)?;
    let Some(ics) = reading.plan.system.ics.clone() else {
        return Ok(());
    };
    let mut seen = BTreeSet::new();
    let mut open = 0;
    for (done, row) in grid.rows.iter().enumerate() {
        reading.go_on(done, grid.rows.len())?;
        if grid.text(row, ICS).to_uppercase() != ics {
            reading.plan.leave_out(row, OTHER_SYSTEM);
        } else if let Some(reason) = other_than_practice(&grid.text(row, SETTING)) {
            reading.plan.leave_out(row, reason);
        } else {
            open += usize::from(practice(reading, &grid, row, &ics, &mut seen));
        }
    }
    let found = counted(seen.len(), "GP practice", "GP practices");
    let note = format!("{found} of {ics}, {open} of them open.");
    reading.plan.notes.push(note);
    reading.plan.tell_left_out();
    Ok(())
}

/// Plans one practice; whether it is open.
fn practice(
    reading: &mut Reading<'_>,
    grid: &Grid<'_>,
    row: &Row,
    ics: &str,
    seen: &mut BTreeSet<String>,
) -> bool {
    let code = grid.text(row, CODE).to_uppercase();
    if !seen.insert(code.clone()) {
        let text = format!("The practice {code} stands in the file twice.");
        reading
            .plan
            .refuse("code_twice", row, grid.called(CODE), text);
        return false;
    }
    let Some(status) = status(&grid.text(row, STATUS)) else {
        let text = format!(
            "“{}” is no status that the list uses.",
            grid.text(row, STATUS)
        );
        reading
            .plan
            .refuse("bad_status", row, grid.called(STATUS), text);
        return false;
    };
    let (opened, closed) = (
        reading.date(grid, row, OPENED),
        reading.date(grid, row, CLOSED),
    );
    let (Some(opened), Some(closed)) = (opened, closed) else {
        return false;
    };
    if matches!(status, Status::Closed) && closed.is_none() {
        let text = format!("{code} is closed, but the file does not say since when.");
        reading
            .plan
            .refuse("no_close_date", row, grid.called(CLOSED), text);
        return false;
    }
    let name = names::readable(&grid.text(row, NAME));
    let lines = ADDRESS.map(|line| grid.text(row, line));
    let mut fields = Fields::from([
        ("ods_code".to_owned(), Value::from(code.as_str())),
        ("ics".to_owned(), Value::from(ics)),
        // Blank in the file means open, and neither dormant nor proposed: these follow the file.
        ("closed".to_owned(), Value::from(closed)),
        (
            "national_state".to_owned(),
            match status {
                Status::Other(state) => Value::from(state),
                _ => Value::Null,
            },
        ),
    ]);
    // For all others a blank says nothing, and what somebody filled in stays.
    let said = [
        ("name", name.clone(), NAME),
        (
            "address",
            names::address(lines.iter().map(String::as_str)),
            ADDRESS[0],
        ),
        (
            "postcode",
            grid.text(row, POSTCODE).to_uppercase(),
            POSTCODE,
        ),
        ("telephone", grid.text(row, TELEPHONE), TELEPHONE),
        ("sub_icb", grid.text(row, SUB_ICB).to_uppercase(), SUB_ICB),
    ];
    for (field, text, column) in said {
        match reading.value("practice", field, &text, (grid, row, column)) {
            Some(Value::Null) => {}
            Some(value) => drop(fields.insert(field.to_owned(), value)),
            None => return false,
        }
    }
    if let Some(opened) = opened {
        fields.insert("opened".to_owned(), opened.into());
    }
    let kind = reading.store.kinds().get("practice");
    let Some(id) = kind.and_then(|k| k.natural_id(&fields)) else {
        reading
            .plan
            .refuse("no_code", row, grid.called(CODE), "There is no code.");
        return false;
    };
    reading.plan.records.push(Planned {
        kind: "practice",
        id,
        fields,
        row: row.number,
        title: name,
    });
    let today = reading.env.today();
    matches!(status, Status::Open) && closed.is_none_or(|c| c >= today)
}
