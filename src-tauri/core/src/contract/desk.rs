use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Opens the practice hub.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SampleOpen {
    /// Throws away what was tried in it and makes it anew.
    #[serde(default)]
    pub again: bool,
}

/// Writes a practice hub to a file of its own and opens it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SampleMake {
    /// Where to; a file that is not there yet.
    pub file: String,
    /// Name of the hub in it; none = an invented one.
    #[serde(default)]
    pub hub: Option<String>,
}

/// Says who works here from now on.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkAs {
    /// A person in the list of people; otherwise the one of that name, who is added if there is none.
    pub person: Option<String>,
    /// Name, where no person was chosen.
    #[serde(default)]
    pub name: String,
}

/// Writes what is due to a calendar file (.ics).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CalendarWrite {
    /// Where to.
    pub file: String,
}

/// Writes one date to a calendar file: that of something that needs attention, or of a field of a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CalendarOne {
    /// Where to.
    pub file: String,
    /// Kind of the record.
    pub kind: String,
    /// The record, by identifier, code or name.
    pub id: String,
    /// The field with the date.
    #[serde(default)]
    pub field: Option<String>,
    /// Or the rule that says what is due.
    #[serde(default)]
    pub rule: Option<String>,
}

/// A calendar file that was written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CalendarDone {
    /// File name, without its folder.
    pub file: String,
    /// Entries in it.
    pub entries: i64,
}

/// Writes everything to one zip file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EverythingWrite {
    /// Where to; a file that is not there yet.
    pub file: String,
    /// A file that is there may be replaced: somebody was asked.
    #[serde(default)]
    pub replace: bool,
}

/// Everything, written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EverythingDone {
    /// File name, without its folder.
    pub file: String,
    /// Its size.
    pub bytes: i64,
    /// Tables in it, each as CSV and as a workbook.
    pub tables: i64,
    /// Attached files in it.
    pub attached: i64,
}
