//! SYN-5: what another team sent, as it was when it was sent.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, PartnerTeam};
use crate::record::{Declaration, Record, Ref};

/// A copy of a record or list of another team. A newer version stands beside the older one; neither is changed here.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct ReceivedCopy {
    /// The team it came from.
    pub partner: Ref<PartnerTeam>,
    /// What it is a copy of.
    #[garde(length(chars, max = 60))]
    #[schemars(title = "What it is a copy of")]
    pub subject_kind: String,
    /// Identifier of what it is a copy of, in that team's hub file.
    #[garde(length(chars, max = 60))]
    pub subject: String,
    /// What that team calls it.
    #[garde(length(chars, min = 1, max = 500))]
    pub title: String,
    /// Which version, in words.
    #[garde(length(chars, max = 200))]
    pub version: String,
    /// The day it speaks of.
    pub as_at: NaiveDate,
    /// Fingerprint (SHA-256) of the copy.
    #[schemars(extend("x-bytes" = "copy"))]
    #[garde(length(bytes, min = 64, max = 64))]
    pub copy: String,
    /// Who sent it.
    #[garde(length(chars, max = 500))]
    pub sent_by: String,
    /// Public key of the laptop that signed it.
    pub key: String,
    /// That laptop's signature over team and fingerprint.
    pub signature: String,
}

impl Record for ReceivedCopy {
    const DECLARATION: Declaration = Declaration {
        key: &["partner", "subject", "copy"],
        title: &["title", "version", "partner"],
        columns: &["title", "version", "partner", "as_at", "sent_by"],
        by_hand: false,
        confidential: true,
        ..Declaration::new(
            "received_copy",
            "Copy from another team",
            "Copies from other teams",
            AREA,
        )
    };
}
