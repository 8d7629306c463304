//! PCK-7: a pack as it went out. It never moves: what comes later is another version.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Board, Meeting};
use crate::{
    record::{Declaration, LongText, Record, Ref},
    registers::stakeholders::Person,
};

/// One version of a pack, as it was issued.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct IssuedPack {
    /// The meeting, of a board pack or minutes.
    pub meeting: Option<Ref<Meeting>>,
    /// Which pack.
    pub pack: Issuable,
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
    /// The board, of a register of interests; none = all boards.
    pub board: Option<Ref<Board>>,
}

/// The packs that are issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Issuable {
    /// Agenda, papers, interests, actions, reports.
    #[schemars(title = "Board pack")]
    Board,
    /// What was said and decided.
    #[schemars(title = "Minutes")]
    Minutes,
    /// The register of interests.
    #[schemars(title = "Register of interests")]
    Interests,
    /// Where stakeholders stand, and the contacts of a year.
    #[schemars(title = "Stakeholder engagement report")]
    Engagement,
    /// The hub's strategy.
    #[schemars(title = "Strategy")]
    Strategy,
}

impl Issuable {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Board,
        Self::Minutes,
        Self::Interests,
        Self::Engagement,
        Self::Strategy,
    ];

    /// Whether it is of one meeting.
    #[must_use]
    pub fn is_of_meeting(self) -> bool {
        matches!(self, Self::Board | Self::Minutes)
    }

    /// Its name in the hub file and in requests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Minutes => "minutes",
            Self::Interests => "interests",
            Self::Engagement => "engagement",
            Self::Strategy => "strategy",
        }
    }

    /// By its name; none for another.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pack| pack.name() == name)
    }

    /// In a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Board => "board pack",
            Self::Minutes => "minutes",
            Self::Interests => "register of interests",
            Self::Engagement => "stakeholder engagement report",
            Self::Strategy => "strategy",
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
            "board",
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
