//! What Hubfolio is built from. The list is written by `node ui/licences.mjs`; a test of the window compares it with both
//! lock files.

use crate::contract::Licence;

/// A line for each package: sort, name, version, licence.
const LIST: &str = include_str!("licences.json");

/// Every package that Hubfolio is built from, with its licence.
#[must_use]
pub fn licences() -> Vec<Licence> {
    // A list that can't be read does not get past the tests of this room.
    let lines: Vec<[String; 4]> = serde_json::from_str(LIST).unwrap_or_default();
    lines
        .into_iter()
        .map(|[sort, name, version, licence]| Licence {
            sort,
            name,
            version,
            licence,
        })
        .collect()
}
