use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

use super::{Saved, SettleMark};

/// Records what somebody declares.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Declare {
    /// The person, by identifier or name.
    pub person: String,
    /// `interest`, `nil` or `no_change`.
    pub declared: String,
    /// Other fields of the declaration, as a form or a person writes them; the day is today and the reason is what the
    /// declaration was due for, unless they are said.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, Json>,
}

/// A declaration was recorded.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeclareDone {
    /// The record.
    pub saved: Saved,
    /// What was due and is done now, a sentence each.
    pub settled: Vec<String>,
    /// What is still due for the person.
    pub still_due: Vec<String>,
}

/// A declaration that is due.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeclarationDue {
    /// The person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The board.
    pub board: String,
    /// The board's name.
    pub board_name: String,
    /// Why, as stored in a declaration.
    pub reason: String,
    /// The same in words.
    pub reason_label: String,
    /// By when.
    pub due: String,
    /// That day is over.
    pub overdue: bool,
    /// The day of the last one; none = never.
    pub last: Option<String>,
    /// The day on which the person was asked for it.
    pub asked_on: Option<String>,
    /// The day of the last reminder.
    pub reminded_on: Option<String>,
}

/// A declaration that somebody is to be asked for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeclarationOf {
    /// The person, by identifier or name.
    pub person: String,
    /// The board, by identifier or name; none = every role.
    #[serde(default)]
    pub board: Option<String>,
}

/// Writes a form for a declaration, filled in with what the person declared before.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeclarationForm {
    /// Whose declaration.
    #[serde(flatten)]
    pub of: DeclarationOf,
    /// Where to: a file chosen in a dialog, whose name ends in `.docx`.
    pub file: String,
}

/// Asks for the register of interests.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RegisterAsk {
    /// The board, by identifier or name; none = everybody.
    #[serde(default)]
    pub board: Option<String>,
    /// As the public sees it; otherwise as the members do.
    #[serde(default)]
    pub public: bool,
}

/// The register of interests.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RegisterPage {
    /// As the public sees it.
    pub public: bool,
    /// The board; empty = everybody.
    pub board: String,
    /// The day.
    pub day: String,
    /// Its lines.
    pub entries: Vec<RegisterLine>,
    /// Interests withheld from the public, with a reason.
    pub withheld: usize,
    /// Left out: they ended too long ago.
    pub past: usize,
    /// Members who have neither declared nor said that they have nothing to declare; empty in public unless the host's
    /// policy names them.
    pub missing: Vec<String>,
    /// The host's policy in a sentence.
    pub policy: String,
    /// What is to be settled in what it shows.
    pub to_settle: Vec<SettleMark>,
}

/// A line of the register.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RegisterLine {
    /// The declaration.
    pub id: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
    /// Groups.
    pub groups: String,
    /// `interest`, `nil`, `no_change` or `withheld`.
    pub what: String,
    /// What was declared and of what kind, in words.
    pub kind: String,
    /// What it is.
    pub description: String,
    /// The organisation concerned.
    pub organisation: String,
    /// For an indirect interest: through whom; members only.
    pub through: String,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// The day on which it was declared.
    pub declared_on: Option<String>,
    /// What was agreed to manage it.
    pub action: String,
    /// Why it is withheld.
    pub withheld_because: String,
}
