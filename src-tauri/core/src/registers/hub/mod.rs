//! The hub and its patch (HUB-1 to HUB-4): profile, team, places, networks, practices, memberships and coverage.

pub mod columns;
mod mark;
mod membership;
mod organisation;
mod pcn;
mod place;
mod practice;
mod profile;
mod team;

pub use mark::{PcnMark, PracticeMark};
pub use membership::PcnMembership;
pub use organisation::Organisation;
pub use pcn::Pcn;
pub use place::Place;
pub use practice::Practice;
pub use profile::{HostKind, HubProfile, Level};
pub use team::{TeamMember, programme_manager};

/// Name of the area of the navigation.
pub(super) const AREA: &str = "our-area";

use garde::Error;

/// A practice's ODS code: a letter and five digits (domain words).
pub(super) fn practice_code(code: &str, _: &()) -> garde::Result {
    let mut chars = code.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_uppercase());
    if letter && chars.clone().count() == 5 && chars.all(|c| c.is_ascii_digit()) {
        return Ok(());
    }
    Err(Error::new(format!(
        "“{code}” is not the ODS code of a practice: a letter and five digits, like M84001."
    )))
}

/// A network's ODS code: U and five digits (domain words).
pub(super) fn pcn_code(code: &str, _: &()) -> garde::Result {
    if code.len() == 6 && code.starts_with('U') && code[1..].bytes().all(|b| b.is_ascii_digit()) {
        return Ok(());
    }
    Err(Error::new(format!(
        "“{code}” is not the ODS code of a PCN: U and five digits, like U04784."
    )))
}

/// Code of an integrated care board: three letters or digits, the first a Q (`QWU`).
pub(super) fn ics_code(code: &Option<String>, _: &()) -> garde::Result {
    match code {
        Some(c)
            if !(c.len() == 3
                && c.starts_with('Q')
                && c.bytes().all(|b| b.is_ascii_alphanumeric())) =>
        {
            Err(Error::new(format!(
                "“{c}” is not the code of an ICS: three characters that start with Q, like QWU."
            )))
        }
        _ => Ok(()),
    }
}

/// The later date is not before the earlier one.
pub(crate) fn in_order(
    earlier: Option<chrono::NaiveDate>,
    later: Option<chrono::NaiveDate>,
    field: &str,
    message: &str,
) -> Vec<crate::contract::FieldFault> {
    match (earlier, later) {
        (Some(a), Some(b)) if b < a => {
            vec![crate::contract::FieldFault {
                field: field.into(),
                message: message.into(),
            }]
        }
        _ => vec![],
    }
}
