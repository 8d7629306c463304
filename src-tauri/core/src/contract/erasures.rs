use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for a record, or some of its fields, to be erased for good on a person's lawful request.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EraseRequest {
    /// Kind.
    pub kind: String,
    /// Record.
    pub id: String,
    /// Fields; none = the whole record.
    #[serde(default)]
    pub fields: Vec<String>,
    /// On what ground, without naming the person.
    #[serde(default)]
    pub ground: String,
    /// Number of the case, without naming the person.
    #[serde(default)]
    pub case_number: String,
    /// Name or identifier of the colleague who approved it; none = oneself, in a hub of one to three people.
    #[serde(default)]
    pub approved_by: Option<String>,
}

/// What an erasure would take, and what it can't reach; nothing is changed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErasePreview {
    /// Title of the record.
    pub title: String,
    /// What would go, a sentence each.
    pub goes: Vec<String>,
    /// What stays, a sentence each.
    pub stays: Vec<String>,
    /// Number of values that would go.
    pub values: i64,
    /// Other records whose texts name the person: look at them yourself.
    pub mentions: Vec<ErasureMention>,
    /// Files and copies that may hold the person and that Hubfolio can't reach, a sentence each.
    pub out_of_reach: Vec<String>,
    /// A second person has to approve it.
    pub two_people: bool,
}

/// A record that names the person too.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErasureMention {
    /// Kind.
    pub kind: String,
    /// Label of the kind.
    pub kind_label: String,
    /// Record.
    pub id: String,
    /// Title.
    pub title: String,
}

/// An erasure that was carried out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EraseDone {
    /// In a sentence or two.
    pub summary: String,
    /// The order as it is listed from now on.
    pub order: ErasureInfo,
    /// Other records whose texts name the person: look at them yourself.
    pub mentions: Vec<ErasureMention>,
}

/// One erasure of the list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErasureInfo {
    /// Identifier.
    pub id: String,
    /// Ordered on (ISO day).
    pub day: String,
    /// What was erased, a sentence each; never what it said.
    pub what: Vec<String>,
    /// Ground.
    pub ground: String,
    /// Number of the case.
    pub case_number: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// Who approved it.
    pub approved_by: String,
    /// One person did both, in a hub of one to three people.
    pub alone: bool,
    /// Laptop it was ordered on.
    pub laptop: String,
    /// When it was carried out on this laptop, UTC milliseconds.
    pub here: i64,
    /// Files and copies made before that may hold the person, a sentence each: to be deleted by whoever has them.
    pub out_of_reach: Vec<String>,
}
