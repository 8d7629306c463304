use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{folder::FolderInfo, papers::MissingPaper};

/// Everything the screen "Sharing and copies" shows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SharingPage {
    /// This laptop.
    pub this: TeamLaptop,
    /// The other laptops of the team, those that wait to be admitted first.
    pub others: Vec<TeamLaptop>,
    /// Edits on this laptop that no file for colleagues has taken along yet.
    pub unsent: i64,
    /// When the last file for colleagues was made here, UTC milliseconds.
    pub last_sent: Option<i64>,
    /// Edits that arrived but wait for an earlier one: one sentence for each laptop whose file is missing.
    pub waiting: Vec<String>,
    /// Invitations that have not been used.
    pub invitations: Vec<InvitationInfo>,
    /// Number of fields and records with two versions to settle.
    pub to_settle: i64,
    /// The shared folder, if one is named.
    pub folder: Option<FolderInfo>,
    /// Bring a colleague's file in by itself when nothing in it needs a decision.
    pub by_itself: bool,
    /// When the last copy of the hub file was made, UTC milliseconds.
    pub last_copy: Option<i64>,
    /// The folder that copies go to, by its name: where the last one was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub copies_folder: Option<String>,
    /// Recovery words were made for this hub.
    pub has_recovery: bool,
    /// The files brought in, sent and refused, newest first; 50 at most.
    pub files: Vec<FileEntry>,
    /// Files that records name and that have not come to this laptop; 200 at most.
    pub papers: Vec<MissingPaper>,
}

/// A laptop of the team.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TeamLaptop {
    /// Stands for this laptop in commands.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Who works on it, as far as known.
    pub person: Option<String>,
    /// `this` (the one at work, where nothing is to be done), `admitted`, `waiting` (nobody has admitted it yet), `blocked`.
    pub state: String,
    /// Six words that both sides read out to each other before it is admitted.
    pub check_code: String,
    /// Its edits in this hub file.
    pub edits: i64,
    /// Its edits that are held until it is admitted.
    pub held: i64,
    /// When its newest edit was made, by its own clock, UTC milliseconds.
    pub last_edit: Option<i64>,
    /// Edits here that it is not known to have; none when it never said what it has.
    pub behind: Option<i64>,
    /// What to know about it: "made twice", "restored copy", "clock differs".
    pub notes: Vec<String>,
}

/// An invitation that waits to be used.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvitationInfo {
    /// Identifier.
    pub id: String,
    /// For whom.
    pub person: String,
    /// Made on (ISO day).
    pub made_on: String,
    /// Last day (ISO) on which it can be used.
    pub until: String,
}

/// One file for colleagues, as it came or went.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FileEntry {
    /// File name.
    pub name: String,
    /// UTC milliseconds.
    pub at: i64,
    /// `sent`, `in` (brought in), `refused`.
    pub what: String,
    /// In a sentence.
    pub text: String,
}

/// What to put into a file for colleagues, and how to protect it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Share {
    /// Everything; else what the colleagues are known to lack.
    #[serde(default)]
    pub everything: bool,
    /// `colleagues` (only the team's admitted laptops can open it), `words` (six words, told by telephone), `none`.
    pub protection: String,
    /// For `words`: the words to use; none = made up and returned.
    #[serde(default)]
    pub words: Option<String>,
    /// Leave attached files out.
    #[serde(default)]
    pub without_files: bool,
    /// Where attached files do not fit into one file ([`SharePreview::parts`]): those of which one, from 0.
    #[serde(default)]
    pub part: i64,
    /// An invitation that this file carries to a new colleague: its six words protect it.
    #[serde(default)]
    pub invitation: Option<String>,
}

/// What would leave this laptop.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SharePreview {
    /// A name for the file.
    pub file_name: String,
    /// Number of edits in it.
    pub edits: i64,
    /// Records touched by them, by kind: label and number.
    pub records: Vec<(String, i64)>,
    /// The personal data in it, a sentence each; empty when there is none.
    pub personal: Vec<String>,
    /// For whom it can be opened: names of laptops and people.
    pub readers: Vec<String>,
    /// May be written without protection: holds no personal data.
    pub may_be_open: bool,
    /// Attached files in it, and their size in bytes.
    pub files: i64,
    /// Bytes of attached files.
    pub files_bytes: i64,
    /// Files that it takes to send all attached files; 1 where they fit into one.
    pub parts: i64,
}

/// Writes a file for colleagues.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShareWrite {
    /// What and how.
    pub share: Share,
    /// Where to: a file chosen in a dialog.
    pub file: String,
}

/// A file for colleagues that was written and read back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Shared {
    /// File name.
    pub file: String,
    /// Size in bytes.
    pub bytes: i64,
    /// Number of edits in it.
    pub edits: i64,
    /// The words that open it, when it is protected by words: to be told by telephone, never in the same e-mail.
    pub words: Option<String>,
}

/// Files from colleagues to look at or bring in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Incoming {
    /// Files chosen in a dialog or dropped; several are one preview.
    pub files: Vec<String>,
    /// The words that open them, where words are needed.
    #[serde(default)]
    pub words: Option<String>,
    /// Laptops (their `key`) to admit with them, whose check code was compared.
    #[serde(default)]
    pub admit: Vec<String>,
}

/// What bringing files in would do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomingPreview {
    /// Stands for exactly this preview.
    pub token: String,
    /// The files, by name: from whom, made when.
    pub files: Vec<IncomingFile>,
    /// Edits new here.
    pub new_edits: i64,
    /// Edits that are here already.
    pub known_edits: i64,
    /// Edits that wait for an earlier file, a sentence each: "3 edits from Priya wait for an earlier file. Ask Sam."
    pub waiting: Vec<String>,
    /// By person, in a sentence: "Ann adds 14 practices, changes 3 people."
    pub people: Vec<String>,
    /// Records that would go or come, be changed: at most 200.
    pub records: Vec<IncomingRecord>,
    /// Fields and records with two versions to settle, before and after.
    pub to_settle_before: i64,
    /// After.
    pub to_settle_after: i64,
    /// What needs a decision, a sentence each: removals, two versions, sign-offs, new laptops, erasures.
    pub decisions: Vec<String>,
    /// Laptops that nobody has admitted yet; their edits are held unless admitted with this file.
    pub laptops: Vec<TeamLaptop>,
    /// Things worth knowing: clocks that differ, a restored copy, a newer version's fields.
    pub notes: Vec<String>,
    /// Anything to bring in.
    pub can_apply: bool,
}

/// One file from a colleague.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomingFile {
    /// File name.
    pub name: String,
    /// Laptop that made it.
    pub laptop: String,
    /// Who made it.
    pub person: Option<String>,
    /// When, by that laptop's clock, UTC milliseconds.
    pub made: i64,
    /// Brought in before.
    pub seen: bool,
    /// `team` (edits of the team), `packet` (a copy from another team).
    pub what: String,
}

/// One record that bringing in would touch.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomingRecord {
    /// Kind, for the link.
    pub kind: String,
    /// Label of the kind.
    pub kind_label: String,
    /// Record.
    pub id: String,
    /// Title.
    pub title: String,
    /// `added`, `changed`, `removed`, `two_versions`.
    pub what: String,
    /// Fields changed: "Telephone: 01 → 02"; at most 5.
    pub fields: Vec<String>,
    /// Who: names.
    pub by: String,
}

/// Brings files in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomingApply {
    /// The files of the preview.
    pub incoming: Incoming,
    /// The preview's token.
    pub token: String,
}

/// What bringing in did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BroughtIn {
    /// In a sentence or two.
    pub summary: String,
    /// Edits that came in.
    pub edits: i64,
    /// Versions to settle now.
    pub to_settle: i64,
    /// Edits that wait.
    pub waiting: i64,
    /// Stands for this bringing in, to take it back.
    pub arrival: Option<i64>,
}

/// Starts on a new laptop from a colleague's file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Join {
    /// The file chosen in a dialog.
    pub file: String,
    /// The words that open it.
    #[serde(default)]
    pub words: Option<String>,
    /// Name of the person who works here: matched with one in the file, or added.
    pub person: String,
    /// Where the hub file goes; none = the usual place.
    #[serde(default)]
    pub to: Option<String>,
}

/// Invites a colleague.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Invite {
    /// Name of the person.
    pub person: String,
}

/// An invitation, shown once.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Invited {
    /// Its identifier, for [`Share::invitation`].
    pub id: String,
    /// For whom.
    pub person: String,
    /// Six words to read out by telephone.
    pub words: String,
    /// Last day (ISO) on which it can be used.
    pub until: String,
}

/// Names one laptop.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LaptopKey {
    /// Its `key`.
    pub key: String,
    /// Why, for blocking; none = not said.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What a laptop held that is or may be lost.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LaptopLost {
    /// In sentences: whether it is blocked, what it held, what it last sent and when.
    pub lines: Vec<String>,
    /// The records on it, by kind: label and number.
    pub records: Vec<(String, i64)>,
    /// The personal data among them, a sentence each.
    pub personal: Vec<String>,
}

/// Settings of sharing.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SharingSettings {
    /// The shared folder, chosen in a dialog; `""` = none any more; none = as before.
    #[serde(default)]
    pub folder: Option<String>,
    /// Bring in by itself what needs no decision; none = as before.
    #[serde(default)]
    pub by_itself: Option<bool>,
}

/// What exchanging through the shared folder did.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FolderDone {
    /// Name of the file put there; none when nothing was new.
    pub put: Option<String>,
    /// What came in, one for each file: each can be taken back.
    pub brought_in: Vec<BroughtIn>,
    /// Files that need a decision and were left: names.
    pub waiting: Vec<String>,
    /// Files that could not be read, with the reason.
    pub refused: Vec<String>,
}

/// Writes a copy of the hub file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyWrite {
    /// Where to: a file chosen in a dialog; none = into the folder of the last copy, under a name of its own.
    #[serde(default)]
    pub file: Option<String>,
}

/// A copy that was written and checked.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyDone {
    /// File name.
    pub file: String,
    /// Stands for it, to show it in its folder.
    pub made: String,
    /// Size in bytes.
    pub bytes: i64,
}

/// Puts a copy back in place of the hub file, which is moved aside.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyRestore {
    /// The copy, chosen in a dialog.
    pub file: String,
}

/// Words that restore the right to admit laptops, printed once and kept in a safe place.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecoveryWords {
    /// Twelve words.
    pub words: String,
}

/// Writes words that were shown once to a text file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WordsSave {
    /// What they are for: the first line.
    pub title: String,
    /// The words.
    pub words: String,
    /// What to keep in mind about them, a line each.
    pub notes: Vec<String>,
    /// Where to: a file chosen in a dialog.
    pub file: String,
}

/// Uses the recovery words on a laptop that nobody can admit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Recover {
    /// The words.
    pub words: String,
}

/// Takes a bringing in back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArrivalUndo {
    /// [`BroughtIn::arrival`].
    pub arrival: i64,
}
