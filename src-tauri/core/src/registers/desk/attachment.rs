//! A file that somebody attached to a record of any kind. The bytes lie beside the records, by their fingerprint.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::record::{Declaration, HangsOn, Record};

/// A file kept with a record: a letter, a minute, a scan.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct Attachment {
    /// The list of the record it is attached to.
    #[schemars(title = "List of the record")]
    pub record_kind: String,
    /// Identifier of the record it is attached to.
    pub record: String,
    /// Name of the file, without its folder.
    #[garde(length(chars, min = 1, max = 250))]
    pub name: String,
    /// Its size in bytes.
    #[schemars(range(min = 0))]
    pub size: i64,
    /// Fingerprint (SHA-256) of its bytes.
    #[schemars(extend("x-bytes" = "file"))]
    pub file: String,
}

impl Record for Attachment {
    // A file may hold anything: it counts as personal, and stays with the team.
    const DECLARATION: Declaration = Declaration {
        personal: true,
        confidential: true,
        columns: &["name", "size"],
        hangs_on: Some(HangsOn {
            kind: "record_kind",
            record: "record",
        }),
        by_hand: false,
        ..Declaration::new("attachment", "Attached file", "Attached files", AREA)
    };
}
