//! SYN-5: another team whose copies are taken, or were until it was blocked.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::record::{Declaration, LongText, Record};

/// A team of another hub or of the region, admitted by comparing check codes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct PartnerTeam {
    /// Which team it is: the number that its hub file was founded with.
    #[garde(length(bytes, min = 32, max = 32))]
    pub team: String,
    /// What it calls itself.
    #[garde(length(chars, min = 1, max = 200))]
    pub name: String,
    /// Whether its copies are taken.
    pub standing: PartnerStanding,
    /// Why it was blocked.
    pub blocked_because: Option<LongText>,
}

/// How a team stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartnerStanding {
    /// Its copies are taken.
    #[schemars(title = "Admitted")]
    Admitted,
    /// Its copies are refused.
    #[schemars(title = "Blocked")]
    Blocked,
}

impl Record for PartnerTeam {
    const DECLARATION: Declaration = Declaration {
        key: &["team"],
        columns: &["name", "standing"],
        by_hand: false,
        confidential: true,
        ..Declaration::new("partner_team", "Partner team", "Partner teams", AREA)
    };
}
