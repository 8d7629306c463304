use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::records::{LookupHit, Saved};

/// Asks what follows when a record closes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClosingOf {
    /// Kind: one whose records close, such as `practice`.
    pub kind: String,
    /// The record, by identifier, code or name.
    pub id: String,
    /// Its last day, as typed; none = the day it has already, else today.
    #[serde(default)]
    pub on: Option<String>,
    /// The record of the same kind that it goes on in.
    #[serde(default)]
    pub successor: Option<String>,
}

/// What follows when a record closes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClosingPage {
    /// Kind.
    pub kind: String,
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// The day that all this was worked out for.
    pub on: String,
    /// The last day it has already; none = it is open.
    pub closed: Option<String>,
    /// What it goes on in.
    pub successor: Option<LookupHit>,
    /// What is to be settled.
    pub matters: Vec<ClosingMatter>,
    /// What stays as it is.
    pub stays: Vec<ClosingStays>,
}

/// Records of one kind that name the closing record in one field.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClosingMatter {
    /// Their kind.
    pub kind: String,
    /// Their field that names the closing record.
    pub field: String,
    /// Heading.
    pub label: String,
    /// How they can be settled: `end` (they get a last day), `move` (they go on at the successor), `leave`.
    pub ways: Vec<String>,
    /// The way that is proposed.
    pub proposed: String,
    /// How many.
    pub total: i64,
    /// The first of them.
    pub records: Vec<ClosingRecord>,
}

/// One record to settle.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClosingRecord {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Since when, or anything that tells it from others.
    pub detail: String,
    /// The successor has the same already: moving it would only end it.
    pub twin: bool,
}

/// Records that stay as they are.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClosingStays {
    /// Heading.
    pub label: String,
    /// How many.
    pub total: i64,
    /// Why.
    pub why: String,
}

/// Closes a record and settles what follows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Close {
    /// Kind.
    pub kind: String,
    /// The record, by identifier, code or name.
    pub id: String,
    /// Its last day, as typed.
    pub on: String,
    /// The record of the same kind that it goes on in.
    #[serde(default)]
    pub successor: Option<String>,
    /// How what follows is settled; what is not named is settled as proposed.
    #[serde(default)]
    pub choices: Vec<ClosingChoice>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Say what it would do; nothing is written.
    #[serde(default)]
    pub dry_run: bool,
}

/// How records of one kind are settled.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClosingChoice {
    /// Their kind.
    pub kind: String,
    /// Their field; none = every field of theirs that names the closing record.
    #[serde(default)]
    pub field: Option<String>,
    /// `end`, `move` or `leave`.
    pub way: String,
    /// Those that are left alone all the same.
    #[serde(default)]
    pub leave: Vec<String>,
}

/// What closing did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Closed {
    /// As any edit.
    pub saved: Saved,
    /// Records that got a last day.
    pub ended: i64,
    /// Records that go on at the successor.
    pub moved: i64,
    /// Records left as they are.
    pub left: i64,
}
