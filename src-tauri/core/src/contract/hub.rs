use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request or reply without content: `{}`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Nothing {}

/// What is open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Status {
    /// The open hub file; none before the first run.
    pub hub: Option<OpenHub>,
    /// Version of the program.
    pub version: String,
}

/// The open hub file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OpenHub {
    /// Name of the hub, as the profile says.
    pub name: String,
    /// Name of the file, without its folder.
    pub file: String,
    /// Who works here.
    pub person: String,
    /// Another program writes to this file: look, do not touch.
    pub read_only: bool,
    /// The practice hub: nothing in it is real.
    pub sample: bool,
    /// Counts up with every edit; compare with the one a list came with.
    pub generation: i64,
    /// Label of what `undo` would take back.
    pub undo: Option<String>,
    /// Label of what `redo` would bring back.
    pub redo: Option<String>,
    /// Number of findings.
    pub attention: i64,
    /// Things to settle after files came together.
    pub to_settle: i64,
    /// Files of colleagues in the shared folder, as they were counted when it was last looked into.
    pub files_waiting: i64,
    /// Things to know about this file (restored copy, clock), newest first.
    pub notices: Vec<Notice>,
}

/// Something a person should know about the open file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Notice {
    /// What happened.
    pub title: String,
    /// What it means and what to do.
    pub text: String,
}

/// Founds a hub file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HubCreate {
    /// Name of the training hub.
    pub hub: String,
    /// Name of the person who works here.
    pub person: String,
    /// ICB code of the health system (three characters, `QWU`), if known.
    pub ics: Option<String>,
    /// Where; none = the usual place on this laptop. From the window: a file chosen in a dialog.
    pub file: Option<String>,
}

/// Opens a hub file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HubOpen {
    /// A file chosen in a dialog; none = the one in the usual place.
    pub file: Option<String>,
}

/// Which depth of check.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckRequest {
    /// Work the tables out again from the log of edits and compare.
    #[serde(default)]
    pub rebuild: bool,
}

/// What a check found.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckReport {
    /// Nothing wrong.
    pub sound: bool,
    /// One line for each part that was checked.
    pub lines: Vec<String>,
    /// One line for each fault.
    pub faults: Vec<String>,
}
