use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

use super::records::Saved;

/// Which of the things to settle.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ToSettleRequest {
    /// Only those of this record; none = all.
    #[serde(default)]
    pub record: Option<String>,
}

/// One thing with two versions to settle, or otherwise put before a person after files came together.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ToSettle {
    /// Stands for this one in commands.
    pub id: String,
    /// `field` (two versions of a field), `removed` (removed by one, changed by another), `same` (two records that say they
    /// are the same), `missing` (a reference to something that is not here), `signed` (a late edit of something signed off),
    /// `rule` (an edit that could not be applied), `twice` (one laptop's edits were made twice).
    pub what: String,
    /// Kind of the record.
    pub kind: String,
    /// Label of the kind.
    pub kind_label: String,
    /// Record.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Field, where one is meant.
    pub field: Option<String>,
    /// Label of the field.
    pub field_label: Option<String>,
    /// What happened, in a sentence.
    pub sentence: String,
    /// Number of versions.
    pub versions: i64,
    /// Who wrote them, newest first.
    pub people: Vec<String>,
    /// When the newest was made, UTC milliseconds.
    pub at: i64,
}

/// Something to settle in what a page of several records shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SettleMark {
    /// The record of the page at whose place it is marked; empty = it concerns the page as a whole.
    pub on: String,
    /// The thing.
    #[serde(flatten)]
    pub thing: ToSettle,
}

/// Names one thing to settle.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ToSettleId {
    /// [`ToSettle::id`].
    pub id: String,
}

/// One thing to settle with its versions side by side.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SettlePage {
    /// The thing.
    pub item: ToSettle,
    /// The versions, the one that lists and reports show first.
    pub versions: Vec<FieldVersion>,
    /// Long text: paragraph by paragraph, with the differing words marked. Empty for short values and three versions or more.
    pub paragraphs: Vec<ParagraphPair>,
    /// Long text whose edits did not overlap: both joined. To be read, then kept or changed.
    pub joined: Option<String>,
    /// May be answered with "keep both".
    pub can_keep_both: bool,
    /// May be answered with a value written anew.
    pub can_write: bool,
}

/// A version of a field, or of a record's being there.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldVersion {
    /// Stands for this version.
    pub token: String,
    /// The value in words; "Not filled in" where it was emptied.
    pub text: String,
    /// The value as a form takes it.
    #[ts(type = "unknown")]
    pub value: Json,
    /// Who wrote it.
    pub person: String,
    /// When, by that laptop's clock, UTC milliseconds.
    pub at: i64,
    /// That clock can't be right.
    pub doubtful: bool,
    /// On which laptop.
    pub laptop: String,
    /// What it replaced, in words.
    pub replaced: String,
    /// What the person said about that edit.
    pub reason: Option<String>,
    /// Shown in lists and reports until this is settled.
    pub shown: bool,
}

/// A paragraph of two versions of a long text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ParagraphPair {
    /// Pieces of the first version's paragraph; empty when it has none here.
    pub first: Vec<MarkedWords>,
    /// Pieces of the second version's.
    pub second: Vec<MarkedWords>,
    /// Both say the same.
    pub same: bool,
}

/// Some words, marked when the other version has others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MarkedWords {
    /// The words.
    pub text: String,
    /// Not in the other version.
    pub differs: bool,
}

/// How one thing is settled.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Settle {
    /// The thing.
    pub id: String,
    /// Tokens of the versions that were on screen. What arrived since is not touched.
    pub seen: Vec<String>,
    /// `keep` (the version of `token`), `both` (long text: joined with names), `write` (the value in `value`).
    pub choice: String,
    /// For `keep`.
    #[serde(default)]
    pub token: Option<String>,
    /// For `write`.
    #[serde(default)]
    #[ts(type = "unknown")]
    pub value: Option<Json>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Settles many at once: one edit, one undo.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SettleMany {
    /// The things.
    pub ids: Vec<String>,
    /// `person` (take this person's version of each), `newest`, `shown`.
    pub choice: String,
    /// For `person`: the name.
    #[serde(default)]
    pub person: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What settling did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Settled {
    /// As any edit.
    pub saved: Saved,
    /// Things settled.
    pub settled: i64,
    /// Things left, with the reason.
    pub left: Vec<String>,
    /// Things to settle now.
    pub to_settle: i64,
}

/// Two records of one kind that are the same.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MergeRecords {
    /// Kind.
    pub kind: String,
    /// The record that stays.
    pub keep: String,
    /// The record that becomes another name for it.
    pub other: String,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}
