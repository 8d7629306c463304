use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::{
    attention::FindingOwner,
    own::OwnField,
    papers::PaperInfo,
    view::{CellText, ViewPage, ViewSpec},
};

/// A record kind, as forms, lists and filters need it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KindInfo {
    /// Singular snake_case name (`practice`).
    pub name: String,
    /// What people call one (`Practice`).
    pub one: String,
    /// What people call several (`Practices`).
    pub many: String,
    /// What the kind is for.
    pub help: String,
    /// Area of the navigation it belongs to (`our-area`).
    pub area: String,
    /// Columns a list shows unless told otherwise.
    pub columns: Vec<String>,
    /// The field that names the record this one is a part of.
    pub part_of: Option<String>,
    /// People add and change these by hand.
    pub editable: bool,
    /// Its fields, in the order of the form.
    pub fields: Vec<FieldInfo>,
}

/// One field of a kind.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldInfo {
    /// Name (`list_size`).
    pub name: String,
    /// Label (`List size`).
    pub label: String,
    /// Help text under the label; may be empty.
    pub help: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub type_: FieldTypeInfo,
    /// Must be filled in.
    pub required: bool,
    /// Set when the record is made, never changed by hand.
    pub fixed: bool,
}

/// What a field holds.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(export)]
pub enum FieldTypeInfo {
    /// One line, or several when `long`.
    Text {
        /// Several lines.
        long: bool,
        /// Most characters.
        max: i64,
    },
    /// A whole number.
    Integer {
        /// Smallest value, if there is one.
        min: Option<i64>,
        /// Largest value, if there is one.
        max: Option<i64>,
        /// What is counted; may be empty.
        unit: String,
    },
    /// Hundredths (WTE, percentages): 1.5 is held as 150.
    Hundredths {
        /// Smallest value, if there is one.
        min: Option<i64>,
        /// Largest value, if there is one.
        max: Option<i64>,
        /// What is measured; may be empty.
        unit: String,
    },
    /// Pence.
    Money {},
    /// A day, `2025-09-30`.
    Date {},
    /// A moment, UTC milliseconds.
    Moment {},
    /// Yes or no.
    YesNo {},
    /// One of a list; `open` lists take other words too.
    Choice {
        /// List of the catalogue; empty for a closed set of the kind's own.
        list: String,
        /// Other words are taken too.
        open: bool,
        /// The values.
        options: Vec<Choice>,
    },
    /// Another record.
    Ref {
        /// Its kind.
        kind: String,
    },
}

/// One value of a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Choice {
    /// Value as kept.
    pub value: String,
    /// Words to show.
    pub label: String,
}

/// One record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordRef {
    /// Kind.
    pub kind: String,
    /// Identifier.
    pub id: String,
}

/// The candidates for a reference.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Lookup {
    /// Kind looked for.
    pub kind: String,
    /// What the person typed; empty = the first ones.
    pub text: String,
    /// At most this many.
    pub limit: i64,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LookupHit {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// What tells it from its namesakes (a code); may be empty.
    pub detail: String,
}

/// A record with everything its page shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordPage {
    /// Kind.
    pub kind: String,
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Was removed.
    pub removed: bool,
    /// Why it can't be changed; empty when it can.
    pub frozen: String,
    /// State of the file when this was read; give it back on save.
    pub generation: i64,
    /// Its fields, in the order of the form.
    pub fields: Vec<FieldState>,
    /// What it says in the columns that the hub made itself.
    pub own: Vec<OwnField>,
    /// Lists of records that point here.
    pub related: Vec<Related>,
    /// What is due, missing or in breach here.
    pub findings: Vec<FindingInfo>,
}

/// One field of a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldState {
    /// Name.
    pub name: String,
    /// Value and words.
    pub cell: CellText,
    /// More than 1: versions to settle.
    pub versions: i64,
    /// For a field that names a kept file: what became of it.
    pub paper: Option<PaperInfo>,
}

/// Records that point here.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Related {
    /// Heading (`Coverage marks`).
    pub label: String,
    /// Kind of the related records.
    pub kind: String,
    /// The field of theirs that points here.
    pub field: String,
    /// The list, to open it whole.
    pub view: ViewSpec,
    /// Its first rows.
    pub page: ViewPage,
}

/// One edit of one field.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryEntry {
    /// UTC milliseconds, as the laptop's clock said.
    pub at: i64,
    /// Who.
    pub who: String,
    /// On which laptop.
    pub laptop: String,
    /// The action it was part of.
    pub action: String,
    /// That action's label.
    pub label: String,
    /// Field name; `@life` for made, removed, restored.
    pub field: String,
    /// Field label.
    pub field_label: String,
    /// Before.
    pub old: CellText,
    /// After.
    pub new: CellText,
    /// Why, if someone said so.
    pub reason: String,
}

/// Creates or changes one record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Save {
    /// Kind.
    pub kind: String,
    /// Identifier; none = a new record.
    pub id: Option<String>,
    /// The fields to set; `null` empties one. Fields not named stay.
    #[ts(type = "Record<string, string | number | boolean | null>")]
    pub fields: Map<String, Value>,
    /// State of the file when the form was opened.
    pub generation: Option<i64>,
    /// Why, if someone says so.
    pub reason: Option<String>,
}

/// What a write did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Saved {
    /// Identifier of the record.
    pub id: String,
    /// The action, for undo; empty when nothing differed.
    pub change: String,
    /// Records that were touched.
    pub touched: Vec<RecordRef>,
    /// State of the file now.
    pub generation: i64,
}

/// Takes an action back.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Undo {
    /// Which; none = the last one that was not taken back.
    #[serde(default)]
    pub action: Option<String>,
    /// Go on although some fields were changed since; those stay.
    #[serde(default)]
    pub partly: bool,
}

/// What an undo did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Undone {
    /// What was taken back.
    pub label: String,
    /// The action that did so.
    pub change: String,
    /// Number of fields put back.
    pub restored: i64,
    /// What was left alone, since it was changed later: one line each.
    pub left: Vec<String>,
    /// Records that were touched.
    pub touched: Vec<RecordRef>,
    /// State of the file now.
    pub generation: i64,
}

/// An action, as the list of what can be undone shows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActionInfo {
    /// Identifier.
    pub id: String,
    /// Label (`Import of epraccur_2025-11.csv`).
    pub label: String,
    /// Who.
    pub who: String,
    /// UTC milliseconds.
    pub at: i64,
    /// Number of field edits.
    pub edits: i64,
    /// Was taken back.
    pub undone: bool,
    /// Can be taken back at all; what others rely on is withdrawn or reopened instead.
    pub undoable: bool,
}

/// Something due, missing or in breach.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingInfo {
    /// Rule (`practice.without_pcn`).
    pub rule: String,
    /// `breach`, `due`, `missing` or `note`.
    pub severity: String,
    /// Kind of the record concerned.
    pub kind: String,
    /// Identifier of the record concerned.
    pub id: String,
    /// Title of the record concerned.
    pub title: String,
    /// What is the matter, in a plain sentence.
    pub text: String,
    /// What to do about it.
    pub fix: String,
    /// By when; none = no date.
    pub due: Option<String>,
    /// Whose it is, where it is anybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub owner: Option<FindingOwner>,
}

/// Search over everything.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Search {
    /// What the person typed.
    pub text: String,
    /// At most this many.
    pub limit: i64,
}

/// One hit of a search.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SearchHit {
    /// Kind.
    pub kind: String,
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it was found, shortened.
    pub excerpt: String,
}

/// Names unfinished typing (`practice/0198…`, `return/…/kpi-1`).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftKey {
    /// Name.
    pub key: String,
}

/// Keeps unfinished typing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftPut {
    /// Name.
    pub key: String,
    /// The form's values.
    #[ts(type = "Record<string, unknown>")]
    pub body: Value,
}

/// Unfinished typing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Draft {
    /// The form's values.
    #[ts(type = "Record<string, unknown>")]
    pub body: Value,
    /// When it was kept, UTC milliseconds.
    pub at: i64,
}
