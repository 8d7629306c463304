//! Packs of meetings that went out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::returns::SignOffInfo;

/// Sends a pack of a meeting out: freezes it as the next version.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackIssue {
    /// The meeting.
    pub meeting: String,
    /// `board` or `minutes`.
    pub pack: String,
}

/// A version of a pack as it went out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IssuedPackInfo {
    /// Identifier; what is signed off.
    pub id: String,
    /// `board` or `minutes`.
    pub pack: String,
    /// Number, from 1.
    pub version: i64,
    /// The day, in words.
    pub on: String,
    /// Who sent it out.
    pub by: String,
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
