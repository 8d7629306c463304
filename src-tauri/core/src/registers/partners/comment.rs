//! SYN-5: what one team says about another team's copy. It is written where the copy was received and goes back to where
//! it was made; both keep it as the same kind of record.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, PartnerTeam};
use crate::record::{Declaration, LongText, Record, Ref};

/// A comment on one version of what a team sent to another.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct CopyComment {
    /// The other team: who sent the copy, or who commented on it.
    pub partner: Ref<PartnerTeam>,
    /// Identifier of the comment, the same on both sides.
    #[garde(length(chars, max = 60))]
    pub comment: String,
    /// Written in this team, about a copy received here; otherwise in the other one, about a copy of this team's.
    pub ours: bool,
    /// What was copied.
    #[garde(length(chars, max = 60))]
    #[schemars(title = "What was copied")]
    pub subject_kind: String,
    /// Identifier of what was copied.
    #[garde(length(chars, max = 60))]
    pub subject: String,
    /// What it is called.
    #[garde(length(chars, min = 1, max = 500))]
    pub title: String,
    /// The version that the comment is on, in words.
    #[garde(length(chars, max = 200))]
    pub version: String,
    /// Fingerprint (SHA-256) of that version.
    #[garde(length(bytes, min = 64, max = 64))]
    pub copy: String,
    /// Who wrote it.
    #[garde(length(chars, min = 1, max = 200))]
    pub person: String,
    /// On which day.
    pub day: NaiveDate,
    /// What it says.
    pub text: LongText,
}

impl Record for CopyComment {
    const DECLARATION: Declaration = Declaration {
        key: &["partner", "comment"],
        title: &["title", "person", "day"],
        columns: &["title", "version", "partner", "person", "day", "text"],
        by_hand: false,
        confidential: true,
        ..Declaration::new(
            "copy_comment",
            "Comment on a copy",
            "Comments on copies",
            AREA,
        )
    };
}
