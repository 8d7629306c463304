//! Names, locations, opening and closing days of networks: the PCN details of ODS, as CSV with or without its header and
//! as the sheet of the workbook `ePCN.xlsx`. Changes networks that the hub knows; which ones these are, the list of core
//! partners says.

use std::collections::BTreeSet;

use super::{
    Mapping,
    layout::{self, Column, Grid, Layout},
    names,
    ours::{OTHER_SYSTEM, Ours},
    plan::{Planned, Reading},
    words::counted,
};
use crate::{
    contract::Fault,
    record::{Fields, Value},
    tabular::{Row, Workbook},
};

pub(super) const MAPPING: Mapping = Mapping {
    name: "pcn-details",
    label: "PCN details (ODS)",
    help: "Names, opening and closing days of PCNs: epcn.csv, or the workbook ePCN.xlsx, from ODS Data Search and \
           Export. Bring the PCN core partners in first; only PCNs that your hub knows are changed.",
    asks_ics: false,
    fits,
    read,
};

const CODE: usize = 0;
const NAME: usize = 1;
const SUB_ICB: usize = 2;
const OPENED: usize = 3;
const CLOSED: usize = 4;

const LAYOUT: Layout = Layout {
    columns: &[
        Column {
            name: "PCN Code",
            titles: &["pcn code"],
            place: 0,
        },
        Column {
            name: "PCN Name",
            titles: &["pcn name"],
            place: 1,
        },
        Column {
            name: "Current Sub ICB Loc Code",
            titles: &[
                "current sub icb loc code",
                "sub icb location code",
                "current ccg code",
            ],
            place: 2,
        },
        Column {
            name: "Open Date",
            titles: &["open date"],
            place: 4,
        },
        Column {
            name: "Close Date",
            titles: &["close date"],
            place: 5,
        },
    ],
    width: 12,
    without_header: |row| {
        let code = row.text(0);
        code.len() == 6 && code.starts_with('U') && code.bytes().skip(1).all(|b| b.is_ascii_digit())
    },
};

fn fits(workbook: &Workbook) -> bool {
    layout::fits(workbook, &LAYOUT)
}

fn read(reading: &mut Reading<'_>) -> Result<(), Fault> {
    let grid = layout::find(reading.workbook, &LAYOUT, MAPPING.label)?;
    let ours = Ours::with_practices(reading)?;
    reading.plan.rows = grid.rows.len();
    let mut seen = BTreeSet::new();
    for (done, row) in grid.rows.iter().enumerate() {
        reading.go_on(done, grid.rows.len())?;
        pcn(reading, &grid, row, &ours, &mut seen);
    }
    let found = counted(reading.plan.records.len(), "PCN", "PCNs");
    reading.plan.notes.push(format!("{found} of this hub."));
    reading.plan.tell_left_out();
    Ok(())
}

/// Plans one network, unless it is left out or refused.
fn pcn(
    reading: &mut Reading<'_>,
    grid: &Grid<'_>,
    row: &Row,
    ours: &Ours,
    seen: &mut BTreeSet<String>,
) -> Option<()> {
    let code = grid.text(row, CODE).to_uppercase();
    let sub_icb = grid.text(row, SUB_ICB).to_uppercase();
    let known = ours.pcns.get(&code);
    if known.is_none() && !ours.has_sub_icb(&sub_icb) {
        reading.plan.leave_out(row, OTHER_SYSTEM);
        return None;
    }
    let (opened, closed) = (
        reading.date(grid, row, OPENED),
        reading.date(grid, row, CLOSED),
    );
    let (opened, closed) = (opened?, closed?);
    let name = names::readable(&grid.text(row, NAME));
    let Some(known) = known else {
        if closed.is_some_and(|c| c < reading.env.today()) {
            reading
                .plan
                .leave_out(row, "A PCN that has closed and is not in this hub");
        } else {
            let text = format!(
                "{name} ({code}) is not among the PCNs of this hub. Bring in the PCN core partners first."
            );
            reading
                .plan
                .refuse("pcn_unknown", row, grid.called(CODE), text);
        }
        return None;
    };
    if !seen.insert(code.clone()) {
        let text = format!("The PCN {code} stands in the file twice.");
        reading
            .plan
            .refuse("code_twice", row, grid.called(CODE), text);
        return None;
    }
    // Blank means open; for all others a blank says nothing.
    let mut fields = Fields::from([("closed".to_owned(), Value::from(closed))]);
    for (field, text, column) in [("name", &name, NAME), ("sub_icb", &sub_icb, SUB_ICB)] {
        let value = reading.value("pcn", field, text, (grid, row, column))?;
        if !value.is_null() {
            fields.insert(field.to_owned(), value);
        }
    }
    fields.extend(opened.map(|day| ("opened".to_owned(), day.into())));
    fields.extend(
        ours.ics_of(&sub_icb)
            .map(|ics| ("ics".to_owned(), ics.into())),
    );
    reading.plan.records.push(Planned {
        kind: "pcn",
        id: known.id,
        fields,
        row: row.number,
        title: name,
    });
    Some(())
}
