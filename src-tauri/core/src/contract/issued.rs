//! Packs that went out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::returns::SignOffInfo;

/// Sends a pack out: freezes it as the next version.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackIssue {
    /// `board`, `minutes`, `interests`, `engagement` or `strategy`.
    pub pack: String,
    /// What it is of, as in `PackAsk`: the meeting; for `interests` the board, none = all.
    #[serde(default)]
    #[ts(optional)]
    pub record: Option<String>,
}

/// Asks for the packs that went out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PacksIssued {
    /// Which pack; none = both packs of a meeting.
    #[serde(default)]
    #[ts(optional)]
    pub pack: Option<String>,
    /// What it is of, as in `PackIssue`.
    #[serde(default)]
    #[ts(optional)]
    pub record: Option<String>,
}

/// A version of a pack as it went out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IssuedPackInfo {
    /// Identifier; what is signed off.
    pub id: String,
    /// Which pack, as in `PackIssue`.
    pub pack: String,
    /// Number, from 1.
    pub version: i64,
    /// The day, in words.
    pub on: String,
    /// Who sent it out.
    pub by: String,
    /// The start of its fingerprint: tells two versions of one number apart.
    pub check_code: String,
    /// What is new since the version before, a sentence each.
    pub changes: Vec<String>,
    /// What became of what it was made from: `here`, `not_here` on this laptop yet, `erased` with a person's data.
    pub state: String,
    /// Whether it has a copy for the closed session.
    pub closed_session: bool,
    /// Whose copy lacks papers.
    pub own_copies: Vec<String>,
    /// Sign-offs, newest first.
    pub sign_offs: Vec<SignOffInfo>,
}
