//! PCK-7: a pack of a meeting as it went out. It never moves: what comes later is another version.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Meeting};
use crate::{
    record::{Declaration, LongText, Record, Ref},
    registers::stakeholders::Person,
};

/// One version of a pack of a meeting, as it was issued.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct IssuedPack {
    /// The meeting.
    pub meeting: Ref<Meeting>,
    /// Which pack of the meeting.
    pub pack: MeetingPack,
    /// Number, from 1.
    pub version: i64,
    /// The day on which it was issued.
    pub issued_on: NaiveDate,
    /// Who issued it.
    pub issued_by: Ref<Person>,
    /// What is new since the version before, a line each.
    pub changes: Option<LongText>,
    /// Fingerprint (SHA-256) of all that it was made from, and of who gets which copy.
    #[schemars(extend("x-bytes" = "copy"))]
    pub copy: String,
    /// Fingerprint (SHA-256) of the list of its copies' fingerprints: what a sign-off of it is over.
    #[schemars(extend("x-bytes" = "copy"))]
    pub copies: String,
}

/// The packs that a meeting has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetingPack {
    /// Agenda, papers, interests, actions, reports.
    #[schemars(title = "Board pack")]
    Board,
    /// What was said and decided.
    #[schemars(title = "Minutes")]
    Minutes,
}

impl MeetingPack {
    /// Its name in the hub file and in requests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Minutes => "minutes",
        }
    }

    /// By its name; none for another.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Board, Self::Minutes]
            .into_iter()
            .find(|pack| pack.name() == name)
    }

    /// In a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Board => "board pack",
            Self::Minutes => "minutes",
        }
    }
}

impl Record for IssuedPack {
    const DECLARATION: Declaration = Declaration {
        // What is new in a version names items and papers that may be closed.
        confidential: true,
        title: &["meeting", "pack", "version"],
        columns: &[
            "meeting",
            "pack",
            "version",
            "issued_on",
            "issued_by",
            "changes",
        ],
        part_of: Some("meeting"),
        by_hand: false,
        ..Declaration::new("issued_pack", "Issued pack", "Issued packs", AREA)
    };
}
