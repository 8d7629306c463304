//! SYN-5: a laptop of another team, which signs what that team sends.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, PartnerTeam};
use crate::record::{Declaration, Record, Ref};

/// A laptop of a partner team: admitted by its check code, or named by one that was.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct PartnerLaptop {
    /// The team.
    pub partner: Ref<PartnerTeam>,
    /// Its public key.
    #[garde(length(bytes, min = 64, max = 64))]
    pub key: String,
    /// The public key to write files for it with.
    #[garde(length(bytes, max = 100))]
    pub reads: String,
    /// What people call it; empty for one that only another laptop named.
    pub name: Option<String>,
}

impl Record for PartnerLaptop {
    const DECLARATION: Declaration = Declaration {
        key: &["partner", "key"],
        title: &["name", "partner"],
        columns: &["name", "partner"],
        part_of: Some("partner"),
        by_hand: false,
        confidential: true,
        ..Declaration::new("partner_laptop", "Partner laptop", "Partner laptops", AREA)
    };
}
