//! Which practice belongs to which network, and since when: the PCN core partner details of ODS, as CSV with or without
//! its header and as the sheet of the workbook `ePCN.xlsx`. Makes the networks that it names.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::params;

use super::{
    Mapping,
    layout::{self, Column, Grid, Layout},
    names,
    ours::{OTHER_SYSTEM, Ours},
    plan::{Planned, Reading},
    words::{are, counted},
};
use crate::{
    contract::Fault,
    dates,
    record::{Fields, Id, Value},
    store::Result as StoreResult,
    tabular::{Row, Workbook},
};

pub(super) const MAPPING: Mapping = Mapping {
    name: "pcn-partners",
    label: "PCN core partners (ODS)",
    help: "Which practice belongs to which PCN: epcncorepartnerdetails.csv, or the workbook ePCN.xlsx, from ODS Data \
           Search and Export. Bring the practices in first; only the PCNs of your practices are taken.",
    asks_ics: false,
    fits,
    read,
};

const PRACTICE: usize = 0;
const PRACTICE_NAME: usize = 1;
const PRACTICE_SUB_ICB: usize = 2;
const PCN: usize = 3;
const PCN_NAME: usize = 4;
const PCN_SUB_ICB: usize = 5;
const FROM: usize = 6;
const TO: usize = 7;

const LAYOUT: Layout = Layout {
    columns: &[
        Column {
            name: "Partner Organisation Code",
            titles: &["partner organisation code", "partner organisation ods code"],
            place: 0,
        },
        Column {
            name: "Partner Name",
            titles: &["partner name", "partner organisation name"],
            place: 1,
        },
        Column {
            name: "Practice Parent Sub ICB Loc Code",
            titles: &[
                "practice parent sub icb loc code",
                "practice parent ccg code",
            ],
            place: 2,
        },
        Column {
            name: "PCN Code",
            titles: &["pcn code"],
            place: 4,
        },
        Column {
            name: "PCN Name",
            titles: &["pcn name"],
            place: 5,
        },
        Column {
            name: "PCN Parent Sub ICB Loc Code",
            titles: &["pcn parent sub icb loc code", "pcn parent ccg code"],
            place: 6,
        },
        Column {
            name: "Practice to PCN Relationship Start Date",
            titles: &["practice to pcn relationship start date"],
            place: 8,
        },
        Column {
            name: "Practice to PCN Relationship End Date",
            titles: &["practice to pcn relationship end date"],
            place: 9,
        },
    ],
    width: 11,
    without_header: |row| is_pcn_code(row.text(4).trim()) && row.width() < 20,
};

fn is_pcn_code(text: &str) -> bool {
    text.len() == 6 && text.starts_with('U') && text.bytes().skip(1).all(|b| b.is_ascii_digit())
}

fn fits(workbook: &Workbook) -> bool {
    layout::fits(workbook, &LAYOUT)
}

/// A row for this hub.
struct Partner<'r> {
    row: &'r Row,
    practice: Id,
    practice_name: String,
    pcn: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

fn read(reading: &mut Reading<'_>) -> Result<(), Fault> {
    let grid = layout::find(reading.workbook, &LAYOUT, MAPPING.label)?;
    let ours = Ours::with_practices(reading)?;
    reading.plan.rows = grid.rows.len();
    let mut partners = vec![];
    for (done, row) in grid.rows.iter().enumerate() {
        reading.go_on(done, grid.rows.len())?;
        partners.extend(partner(reading, &grid, row, &ours));
    }
    let pcns = plan_pcns(reading, &grid, &partners, &ours);
    let unnamed = plan_memberships(reading, &partners, &pcns)?;
    tell(reading, &partners, unnamed);
    Ok(())
}

/// A row of one of our practices; none when it is left out or refused.
fn partner<'r>(
    reading: &mut Reading<'_>,
    grid: &Grid<'_>,
    row: &'r Row,
    ours: &Ours,
) -> Option<Partner<'r>> {
    let code = grid.text(row, PRACTICE).to_uppercase();
    let known = ours.practices.get(&code);
    if known.is_none() && !ours.has_sub_icb(&grid.text(row, PRACTICE_SUB_ICB).to_uppercase()) {
        reading.plan.leave_out(row, OTHER_SYSTEM);
        return None;
    }
    let (from, to) = (reading.date(grid, row, FROM), reading.date(grid, row, TO));
    let (from, to) = (from?, to?);
    let Some(practice) = known else {
        if to.is_some_and(|t| t < reading.env.today()) {
            let reason = "A membership that has ended, of a practice that is not in this hub";
            reading.plan.leave_out(row, reason);
        } else {
            let name = names::readable(&grid.text(row, PRACTICE_NAME));
            let place = grid.called(PRACTICE);
            reading.plan.unknown_practice(row, place, &code, &name);
        }
        return None;
    };
    let pcn = grid.text(row, PCN).to_uppercase();
    if !is_pcn_code(&pcn) {
        let text = format!("“{pcn}” is not the ODS code of a PCN: U and five digits, like U04784.");
        reading.plan.refuse("bad_code", row, grid.called(PCN), text);
        return None;
    }
    Some(Partner {
        row,
        practice: practice.id,
        practice_name: practice.name.clone(),
        pcn,
        from,
        to,
    })
}

/// Plans the networks that the rows name; their identifiers and names by code.
fn plan_pcns(
    reading: &mut Reading<'_>,
    grid: &Grid<'_>,
    partners: &[Partner<'_>],
    ours: &Ours,
) -> BTreeMap<String, (Id, String)> {
    let mut pcns = BTreeMap::new();
    for partner in partners {
        if pcns.contains_key(&partner.pcn) {
            continue;
        }
        let row = partner.row;
        let name = names::readable(&grid.text(row, PCN_NAME));
        let sub_icb = grid.text(row, PCN_SUB_ICB).to_uppercase();
        let mut fields = Fields::from([("ods_code".to_owned(), Value::from(partner.pcn.as_str()))]);
        for (field, text, column) in [
            ("name", &name, PCN_NAME),
            ("sub_icb", &sub_icb, PCN_SUB_ICB),
        ] {
            match reading.value("pcn", field, text, (grid, row, column)) {
                None | Some(Value::Null) => {}
                Some(value) => drop(fields.insert(field.to_owned(), value)),
            }
        }
        if let Some(ics) = ours.ics_of(&sub_icb) {
            fields.insert("ics".to_owned(), ics.into());
        }
        let natural = reading
            .store
            .kinds()
            .get("pcn")
            .and_then(|k| k.natural_id(&fields));
        let Some(id) = ours.pcns.get(&partner.pcn).map(|p| p.id).or(natural) else {
            continue;
        };
        pcns.insert(partner.pcn.clone(), (id, name.clone()));
        let row = row.number;
        reading.plan.records.push(Planned {
            kind: "pcn",
            id,
            fields,
            row,
            title: name,
        });
    }
    pcns
}

/// A membership that the hub file holds.
struct Held {
    id: Id,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// Plans the memberships; how many current ones of the hub the file does not name.
fn plan_memberships(
    reading: &mut Reading<'_>,
    partners: &[Partner<'_>],
    pcns: &BTreeMap<String, (Id, String)>,
) -> Result<usize, Fault> {
    let mut starts: BTreeMap<(Id, Id), BTreeSet<Option<NaiveDate>>> = BTreeMap::new();
    let mut named: BTreeSet<Id> = BTreeSet::new();
    for partner in partners {
        if let Some((pcn, _)) = pcns.get(&partner.pcn) {
            let pair = starts.entry((partner.practice, *pcn)).or_default();
            if !pair.insert(partner.from) {
                let name = &partner.practice_name;
                let text = format!("{name} joins the same PCN on the same day in two rows.");
                reading.plan.refuse("code_twice", partner.row, "", text);
            }
        }
    }
    for partner in partners {
        let Some((pcn, pcn_name)) = pcns.get(&partner.pcn) else {
            continue;
        };
        let mut fields = Fields::from([
            ("practice".to_owned(), Value::from(partner.practice)),
            ("pcn".to_owned(), Value::from(*pcn)),
            ("from".to_owned(), Value::from(partner.from)),
            ("to".to_owned(), Value::from(partner.to)),
        ]);
        let held = held(reading, partner.practice, *pcn)?;
        let same = held.iter().find(|h| h.from == partner.from);
        // A start that the newer file corrects: the membership is the same, and must not stand there twice.
        let empty = BTreeSet::new();
        let in_file = starts.get(&(partner.practice, *pcn)).unwrap_or(&empty);
        let corrected = || {
            held.iter()
                .find(|h| h.to.is_none() && !in_file.contains(&h.from))
        };
        let kind = reading.store.kinds().get("pcn_membership");
        let natural = || kind.and_then(|k| k.natural_id(&fields));
        let is_current = partner.to.is_none();
        let known = same
            .or_else(|| corrected().filter(|_| is_current))
            .map(|h| h.id);
        let Some(id) = known.or_else(natural) else {
            continue;
        };
        if partner.from.is_none() {
            // Nothing is said, so what somebody filled in stays.
            fields.remove("from");
        }
        named.insert(id);
        reading.plan.records.push(Planned {
            kind: "pcn_membership",
            id,
            fields,
            row: partner.row.number,
            title: format!("{}, {pcn_name}", partner.practice_name),
        });
    }
    let practices: BTreeSet<Id> = partners.iter().map(|p| p.practice).collect();
    let current = current(reading).map_err(Fault::from)?;
    let unnamed = |(id, practice): &(Id, Id)| practices.contains(practice) && !named.contains(id);
    Ok(current.iter().filter(|c| unnamed(c)).count())
}

fn held(reading: &Reading<'_>, practice: Id, pcn: Id) -> StoreResult<Vec<Held>> {
    let mut rows = reading.store.db().prepare_cached(
        "SELECT id, \"from\", \"to\" FROM live_pcn_membership WHERE practice = ?1 AND pcn = ?2 ORDER BY id",
    )?;
    let day = |text: Option<String>| text.and_then(|t| t.parse().ok());
    let rows = rows.query_map(params![practice, pcn], |r| {
        let (from, to) = (day(r.get(1)?), day(r.get(2)?));
        Ok(Held {
            id: r.get(0)?,
            from,
            to,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Memberships without an end, with their practice.
fn current(reading: &Reading<'_>) -> StoreResult<Vec<(Id, Id)>> {
    let mut rows = reading.store.db().prepare_cached(
        "SELECT id, practice FROM live_pcn_membership WHERE \"to\" IS NULL AND practice IS NOT NULL",
    )?;
    let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn tell(reading: &mut Reading<'_>, partners: &[Partner<'_>], unnamed: usize) {
    let today = reading.env.today();
    let now: Vec<&Partner<'_>> = partners
        .iter()
        .filter(|p| dates::holds(p.from, p.to, today))
        .collect();
    let with: BTreeSet<&str> = now.iter().map(|p| p.pcn.as_str()).collect();
    let notes = &mut reading.plan.notes;
    notes.push(format!(
        "{} with {}.",
        counted(with.len(), "PCN", "PCNs"),
        counted(now.len(), "current membership", "current memberships"),
    ));
    if unnamed > 0 {
        notes.push(format!(
            "{} of this hub {} not in the file and would stay as {} {}.",
            counted(unnamed, "current membership", "current memberships"),
            are(unnamed),
            if unnamed == 1 { "it" } else { "they" },
            are(unnamed),
        ));
    }
    reading.plan.tell_left_out();
}
