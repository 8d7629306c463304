use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FileEntry, RecordRef, ViewSpec};

/// What a copy for another team is a copy of: one record, or a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CopyOf {
    /// One record: a submitted return, a place, any other.
    Record(RecordRef),
    /// Every row of a list.
    List(Box<ViewSpec>),
}

/// How a file for another team is protected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ForTeam {
    /// `team` (the laptops of a team that is known), `words` (six words, told by telephone), `none`; empty = `team`
    /// where a team is named, else `words`.
    #[serde(default)]
    pub protection: String,
    /// For `team`: its identifier.
    #[serde(default)]
    pub partner: Option<String>,
    /// For `words`: the words to use; none = made up and returned.
    #[serde(default)]
    pub words: Option<String>,
}

/// Writes a copy for another team.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopySend {
    /// Of what.
    pub of: CopyOf,
    /// How it is protected.
    pub how: ForTeam,
    /// Where to: a file chosen in a dialog.
    pub file: String,
}

/// What a copy would take along.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyPreview {
    /// What it is called.
    pub title: String,
    /// Which version, in words.
    pub version: String,
    /// A name for the file.
    pub file_name: String,
    /// Its sections.
    pub sections: Vec<CopySection>,
    /// The personal data in it, a sentence each; empty when there is none.
    pub personal: Vec<String>,
    /// What stays here, a sentence each.
    pub kept_back: Vec<String>,
    /// May be written without protection: holds no personal data.
    pub may_be_open: bool,
    /// Teams that it can be written for.
    pub partners: Vec<PartnerInfo>,
}

/// A file for another team that was written and read back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopySent {
    /// File name.
    pub file: String,
    /// Size in bytes.
    pub bytes: i64,
    /// The words that open it, when it is protected by words: to be told by telephone, never in the same e-mail.
    pub words: Option<String>,
    /// For whom: the team's name; none = whoever has the file, with the words if there are any.
    pub reader: Option<String>,
}

/// A part of a copy: a table with a heading.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopySection {
    /// Heading.
    pub heading: String,
    /// Headings of the columns.
    pub columns: Vec<String>,
    /// Rows, each with a text for every column.
    pub rows: Vec<Vec<String>>,
}

/// A file from another team to look at or take in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyFile {
    /// The file chosen in a dialog.
    pub file: String,
    /// The words that open it, where words are needed.
    #[serde(default)]
    pub words: Option<String>,
}

/// What a file from another team says of itself. Nothing was taken in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyLook {
    /// File name.
    pub file: String,
    /// What the team calls itself.
    pub team: String,
    /// The laptop that made it, and who works on it.
    pub laptop: String,
    /// Who works on it.
    pub person: String,
    /// Stands for that laptop in commands.
    pub key: String,
    /// Six words to compare by telephone before the team is admitted.
    pub check_code: String,
    /// `admitted`, `unknown` (nobody has admitted the team), `other_laptop` (the team is admitted, this laptop of it is
    /// not known), `blocked`.
    pub standing: String,
    /// Made when, by that laptop's clock, UTC milliseconds.
    pub made: i64,
    /// `copy` or `comments`.
    pub what: String,
    /// What it is called.
    pub title: String,
    /// Which version, in words.
    pub version: String,
    /// Sections with their number of rows; for comments their number.
    pub parts: Vec<(String, i64)>,
    /// It was taken in before.
    pub known: bool,
}

/// Admits the team and laptop of a file whose check code was compared.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartnerAdmit {
    /// The file.
    pub copy: CopyFile,
    /// [`CopyLook::key`] as it was seen, so that another file in its place admits nobody.
    pub key: String,
}

/// What became of a file from another team.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyTaken {
    /// Record of the copy; none for comments.
    pub id: Option<String>,
    /// New here: 1 for a copy, the number of comments.
    pub new: i64,
    /// In a sentence.
    pub text: String,
}

/// Another team.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartnerInfo {
    /// Identifier.
    pub id: String,
    /// What it calls itself.
    pub name: String,
    /// `admitted` or `blocked`.
    pub standing: String,
    /// Its laptops that are known here.
    pub laptops: i64,
    /// Copies it sent.
    pub copies: i64,
}

/// A copy that another team sent.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyInfo {
    /// Identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Which version, in words.
    pub version: String,
    /// The team that sent it.
    pub partner: String,
    /// Who sent it.
    pub sent_by: String,
    /// The day it speaks of (ISO).
    pub as_at: String,
    /// Comments written here.
    pub comments: i64,
}

/// A comment on a copy.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CommentInfo {
    /// Identifier.
    pub id: String,
    /// Written in this team.
    pub ours: bool,
    /// The other team.
    pub partner: String,
    /// What was commented on.
    pub title: String,
    /// Which version, in words.
    pub version: String,
    /// Its kind here, for one of another team's comments on something of this team.
    pub kind: String,
    /// Its identifier here.
    pub subject: String,
    /// Who wrote it.
    pub person: String,
    /// On which day (ISO).
    pub day: String,
    /// What it says.
    pub text: String,
}

/// Everything about other teams: who they are, what they sent, what they said.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartnersPage {
    /// Teams, those admitted first.
    pub partners: Vec<PartnerInfo>,
    /// Copies, newest first.
    pub copies: Vec<CopyInfo>,
    /// What other teams said about copies of this team, newest first.
    pub comments: Vec<CommentInfo>,
    /// Files from other teams that were refused, newest first, with what to do.
    pub refused: Vec<FileEntry>,
}

/// Blocks another team.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartnerBlock {
    /// Identifier or name.
    pub id: String,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Names one copy.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyId {
    /// Its identifier.
    pub id: String,
}

/// One copy with everything that its page shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyPage {
    /// What it is.
    pub info: CopyInfo,
    /// Its sections; empty when its bytes are not here.
    pub sections: Vec<CopySection>,
    /// `intact` (as its sender signed it), `missing` (not here yet, or erased), `changed`.
    pub state: String,
    /// Check code of the laptop that signed it.
    pub check_code: String,
    /// Other versions of the same thing, newest first.
    pub versions: Vec<CopyInfo>,
    /// Comments written here.
    pub comments: Vec<CommentInfo>,
}

/// Writes a comment on a copy.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopySay {
    /// Identifier of the copy.
    pub id: String,
    /// What to say.
    pub text: String,
}

/// Writes the comments on a copy to a file for the team that sent it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CommentsSend {
    /// Identifier of the copy.
    pub id: String,
    /// How the file is protected; a team need not be named.
    pub how: ForTeam,
    /// Where to: a file chosen in a dialog.
    pub file: String,
}
