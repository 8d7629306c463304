use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose something is that needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingOwner {
    /// The person.
    pub id: String,
    /// Name.
    pub name: String,
    /// It is who works here.
    pub me: bool,
}

/// Decides something about a rule, or about what it says of one record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleSet {
    /// Rule.
    pub rule: String,
    /// Kind of the record, where it is about one alone.
    #[serde(default)]
    pub kind: Option<String>,
    /// The record, by identifier, code or name.
    #[serde(default)]
    pub record: Option<String>,
    /// `off`, `snooze`, `on` (shown again) or `owner`.
    pub what: String,
    /// For `snooze`: shown again from this day on, as typed.
    #[serde(default)]
    pub until: Option<String>,
    /// For `off` and `snooze`: why.
    #[serde(default)]
    pub reason: Option<String>,
    /// For `owner`: the person, by identifier or name; none = nobody in particular.
    #[serde(default)]
    pub owner: Option<String>,
}

/// Something that is switched off or put off.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Quiet {
    /// Rule.
    pub rule: String,
    /// Kind of the record, where it is about one alone.
    pub kind: Option<String>,
    /// That record.
    pub record: Option<String>,
    /// Title of that record.
    pub title: String,
    /// Until when; none = switched off.
    pub until: Option<String>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub who: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// What would be shown without it.
    pub hides: i64,
}

/// A notice to one person of what is due.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DueNotice {
    /// The person, by identifier or name; none = who works here.
    #[serde(default)]
    pub owner: Option<String>,
}
