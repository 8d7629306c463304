use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::view::ViewSpec;

/// Which copy of which pack is meant, whatever is to be done with it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackAsk {
    /// Kind of pack: `board`, `minutes`, `interests`, `engagement`, `kpi`, `list`, `passport`, `strategy`.
    pub pack: String,
    /// For `kpi` and `strategy`, the return; none = the newest, else a preview of the current period. For `board` and
    /// `minutes`, the meeting. For `interests`, the board; none = all. For `passport`, the practice.
    #[serde(default)]
    pub record: Option<String>,
    /// For `list`, the list; its window is not looked at.
    #[serde(default)]
    #[ts(optional)]
    pub view: Option<ViewSpec>,
    /// Whom it is for: `members` (the team and its groups; usual) or `public`, without anything confidential; for a meeting
    /// also `closed` (that session alone) or `member:` and a person who sits on the board, without their withheld papers.
    #[serde(default)]
    #[ts(optional)]
    pub copy: Option<String>,
    /// Of every pack but `kpi`, `list` and `passport`, the version that went out, by its identifier or its number; none = as it
    /// is now. Two laptops may both have sent a version 1 out: then only the identifier will do.
    #[serde(default)]
    #[ts(optional)]
    pub version: Option<String>,
}

/// How a PDF is laid out for paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackPrint {
    /// For paper printed on both sides: each part begins on a right-hand page.
    #[serde(default)]
    pub both_sides: bool,
    /// Large print.
    #[serde(default)]
    pub large: bool,
}

/// Writes a pack to a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackRequest {
    /// The pack.
    #[serde(flatten)]
    pub ask: PackAsk,
    /// For a board pack as PDF, how its papers come along: `listed` (usual), `read` (their pages, in the order of the
    /// agenda) or `filed` (their files, attached).
    #[serde(default)]
    #[ts(optional)]
    pub papers: Option<String>,
    /// How a PDF is laid out for paper; none = for the screen as much as for paper.
    #[serde(default)]
    #[ts(optional)]
    pub print: Option<PackPrint>,
    /// Where to: a file chosen in a dialog, whose name ends in `.pdf`, `.html` or `.docx`.
    pub file: String,
}

/// Writes every copy of a meeting's board pack.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackCopies {
    /// The meeting.
    pub meeting: String,
    /// The version that went out, as in `PackAsk`; none = as it is now.
    #[serde(default)]
    #[ts(optional)]
    pub version: Option<String>,
    /// How the papers come along, as in `PackRequest`.
    #[serde(default)]
    #[ts(optional)]
    pub papers: Option<String>,
    /// How the copies are laid out for paper, as in `PackRequest`.
    #[serde(default)]
    #[ts(optional)]
    pub print: Option<PackPrint>,
    /// Where to: a folder that does not exist yet, or is empty.
    pub folder: String,
}

/// The copies that were written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackCopiesDone {
    /// The files.
    pub files: Vec<PackDone>,
    /// Who gets which.
    pub who: Vec<PackCopyOf>,
}

/// Who gets which copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackCopyOf {
    /// Who.
    pub person: String,
    /// Which copy, in words.
    pub copy: String,
    /// Its file, without its folder.
    pub file: String,
}

/// Asks for pages of a pack as pictures, before it is written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackPreview {
    /// The pack.
    #[serde(flatten)]
    pub ask: PackAsk,
    /// The first page wanted, from 1.
    pub from: i64,
    /// How many pages; at most 20 are given at a time.
    pub count: i64,
}

/// Pages of a pack as pictures.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackPages {
    /// Pages in all.
    pub total: i64,
    /// The pages asked for, each an SVG picture without scripts, links or styles.
    pub pages: Vec<String>,
    /// As in `PackDone`.
    pub remarks: Vec<String>,
}

/// A pack that was written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackDone {
    /// File name, without its folder.
    pub file: String,
    /// Number of pages; none for a form without pages.
    pub pages: Option<i64>,
    /// Size in bytes.
    pub bytes: i64,
    /// Signed off; otherwise marked as a draft on every page, where that kind of pack is signed off at all.
    pub signed: bool,
    /// What a reader should know of it before it is sent, a sentence each: characters that can't be shown, and where.
    pub remarks: Vec<String>,
}

/// Looks at a PDF: is it a pack exactly as it was made?
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackVerify {
    /// A file chosen in a dialog or dropped on the window.
    pub file: String,
}

/// What was found out about a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackVerdict {
    /// `as_made`, `changed`, `not_ours`, `unsealed`.
    pub standing: String,
    /// The answer, in a sentence or two.
    pub text: String,
    /// What it is: "KPI return, 2025-26 H1, revision 1". Empty when that can't be told.
    pub what: String,
    /// The laptop that made the file; none when the file does not say so in a way that can be believed.
    pub maker: Option<PackMaker>,
    /// Sign-offs that it carries, newest first.
    pub sign_offs: Vec<PackSignOff>,
    /// Where a changed file differs from what was made: "Page 3", "The attached file return.json".
    pub differences: Vec<String>,
}

/// The laptop that made a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackMaker {
    /// What the team calls it; empty when the team does not know it.
    pub laptop: String,
    /// Who works on it; empty when the team does not know it.
    pub person: String,
    /// The check code of its key.
    pub check_code: String,
    /// How it stands in this team: `this`, `admitted`, `blocked`, `unknown`.
    pub standing: String,
}

/// A sign-off that a pack carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackSignOff {
    /// Whose.
    pub person: String,
    /// In which role.
    pub role: String,
    /// Day, in words.
    pub day: String,
    /// On which laptop.
    pub laptop: String,
    /// The words agreed to.
    pub wording: String,
    /// The first digits of the fingerprint of what was signed.
    pub check_code: String,
    /// The signature fits, and it is over the very copy that this file carries.
    pub fits: bool,
    /// How it stands in this hub file: `stands`, `withdrawn`, `unknown`.
    pub standing: String,
}

/// Asks which parts a pack has.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackPartsOf {
    /// `board`, `engagement` or `strategy`.
    pub pack: String,
    /// For `board`, the board, by identifier or name; none = all that have no choice of their own.
    #[serde(default)]
    #[ts(optional)]
    pub board: Option<String>,
}

/// The parts of a pack: those that it has in their order, behind them those left out.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackParts {
    /// The template that says so; none where nobody chose parts for this pack: then a new one is saved.
    pub template: Option<String>,
    /// What it is called, or would be.
    pub name: String,
    /// The parts.
    pub parts: Vec<PackPart>,
}

/// A part of a pack.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PackPart {
    /// Its name in a template.
    pub name: String,
    /// What people call it.
    pub words: String,
    /// The pack has it.
    pub on: bool,
    /// It is never left out.
    pub always: bool,
}
