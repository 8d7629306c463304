//! Bringing files in: national lists by named mappings, with a preview, reasons row by row, all or nothing, one undo.
//!
//! A mapping turns rows into the records that the file speaks of ([`plan`]); [`compare`] holds these against the hub
//! file; [`preview`] shows the difference and [`apply`] writes exactly that. A mapping never writes, and nothing here
//! knows how a file is taken apart: that is [`crate::tabular`].

mod apply;
mod compare;
mod contacts;
mod epraccur;
mod file;
mod health_system;
mod layout;
mod list_sizes;
mod moves;
mod names;
mod ours;
mod pcn_details;
mod pcn_partners;
mod plan;
mod prescribing_settings;
pub mod spreadsheet;
mod words;

pub use apply::{apply, preview};

use crate::{
    contract::{Fault, MappingInfo},
    tabular::Workbook,
};
use plan::Reading;

/// A named way to bring a file in.
struct Mapping {
    /// Name for scripts (`epraccur`).
    name: &'static str,
    /// What people call it.
    label: &'static str,
    /// Where the file comes from and what it must look like.
    help: &'static str,
    /// The file itself says which health system each row belongs to, so one can be asked for.
    asks_ics: bool,
    /// Whether a file looks like one of these, for a hint when another mapping was chosen.
    fits: fn(&Workbook) -> bool,
    /// Reads the rows.
    read: fn(&mut Reading<'_>) -> Result<(), Fault>,
}

/// In the order in which a new hub needs them.
const MAPPINGS: &[&Mapping] = &[
    &epraccur::MAPPING,
    &pcn_partners::MAPPING,
    &pcn_details::MAPPING,
    &list_sizes::MAPPING,
    &contacts::MAPPING,
];

/// The ways a file can be brought in.
pub fn mappings() -> Vec<MappingInfo> {
    let info = |m: &&Mapping| MappingInfo {
        name: m.name.into(),
        label: m.label.into(),
        help: m.help.into(),
        asks_ics: m.asks_ics,
    };
    MAPPINGS.iter().map(info).collect()
}

/// The national list that a file looks like, if any.
fn fitting(workbook: &Workbook) -> Option<&'static str> {
    MAPPINGS.iter().find(|m| (m.fits)(workbook)).map(|m| m.name)
}

fn mapping(name: &str) -> Result<&'static Mapping, Fault> {
    let known = MAPPINGS.iter().find(|m| m.name == name);
    known.copied().ok_or_else(|| {
        let names: Vec<&str> = MAPPINGS.iter().map(|m| m.name).collect();
        words::fault(
            "unknown_mapping",
            format!("There is no list called “{name}”. Nothing was changed."),
            format!("Choose one of: {}.", names.join(", ")),
        )
    })
}
