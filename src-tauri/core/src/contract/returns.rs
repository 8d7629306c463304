use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{papers::PaperInfo, view::ViewSpec};

/// Opens a return.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReturnOpen {
    /// KPI set; none = the national one.
    pub set: Option<String>,
    /// Period (`2025-26 H1`); none = the half-year that ended last.
    pub period: Option<String>,
}

/// One return.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReturnId {
    /// Identifier.
    pub id: String,
}

/// Opens the next revision.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReturnReopen {
    /// Identifier.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Changes one answer. Fields left out stay as they are.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReturnAnswer {
    /// The return.
    pub id: String,
    /// Number of the indicator in its set (`1`, `13a`).
    pub number: String,
    /// The story behind the figure.
    #[serde(default)]
    pub narrative: Option<String>,
    /// A figure typed where the registers hold none, or in place of the one worked out, in the figure's own
    /// unit (`85`, `85.5 %`, `12`); empty text takes it away.
    #[serde(default)]
    pub figure: Option<String>,
    /// Why the typed figure stands in place of the one worked out.
    #[serde(default)]
    pub figure_reason: Option<String>,
}

/// A return with all its answers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReturnPage {
    /// Identifier.
    pub id: String,
    /// Title (`National KPIs, April to September 2025`).
    pub title: String,
    /// Hub.
    pub hub: String,
    /// KPI set.
    pub set: String,
    /// Period in words.
    pub period: String,
    /// First day.
    pub from: String,
    /// Last day; figures are as at this day.
    pub to: String,
    /// State (`open`, `hub_complete`, …).
    pub state: String,
    /// State in words.
    pub state_label: String,
    /// Revision, from 1.
    pub revision: i64,
    /// Figures stand still.
    pub frozen: bool,
    /// What became of the copy made when it was submitted; none while it is open.
    pub copy: Option<PaperInfo>,
    /// Its questions, in the order of the set.
    pub answers: Vec<AnswerCard>,
    /// What stands in the way of submitting; empty = ready.
    pub todo: Vec<TodoLine>,
    /// Sign-offs of this return, newest first.
    pub sign_offs: Vec<SignOffInfo>,
    /// State of the file this was read from.
    pub generation: i64,
}

/// One question of a return.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AnswerCard {
    /// Number in the set (`13a`).
    pub number: String,
    /// Title, short.
    pub title: String,
    /// The question in full.
    pub question: String,
    /// `percentage`, `count`, `change`, `breakdown` or `narrative`.
    pub kind: String,
    /// How the figure is worked out, in words; empty where it is typed.
    pub formula: String,
    /// Worked out from the registers (`18 of 19, 94.7 %`); empty where they hold nothing yet.
    pub worked_out: String,
    /// The figure that counts, in words; empty when there is none yet.
    pub figure: String,
    /// A figure was typed in place of the one worked out, or since there is none.
    pub typed: String,
    /// Why.
    pub figure_reason: String,
    /// A figure is needed.
    pub figure_needed: bool,
    /// A narrative is needed.
    pub narrative_needed: bool,
    /// Baseline in words; may be empty.
    pub baseline: String,
    /// Target in words; may be empty.
    pub target: String,
    /// `met`, `missed` or `none`.
    pub verdict: String,
    /// What the verdict means here, in a sentence; may be empty.
    pub verdict_text: String,
    /// The same figure in the return before; may be empty.
    pub previous: String,
    /// The story behind the figure.
    pub narrative: String,
    /// Guidance on what the answer should cover, in own words.
    pub clarification: String,
    /// For a submitted return: what the registers say now, where it differs. Shown, never mixed in.
    pub later: String,
    /// The rows counted.
    pub numerator: Option<ViewSpec>,
    /// The rows counted against.
    pub denominator: Option<ViewSpec>,
}

/// Something to do before a return can be submitted.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TodoLine {
    /// Number of the indicator; empty where it concerns the return as a whole or the records behind its figures.
    pub number: String,
    /// What is missing, in a sentence.
    pub text: String,
}

/// Signs off a record as it stands.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Sign {
    /// Kind: `return`, or `issued_pack` for a pack that went out.
    pub kind: String,
    /// Identifier.
    pub id: String,
    /// `here` by the person who works on this laptop, or `recorded` for somebody else.
    pub how: String,
    /// For `recorded`: whose sign-off it is.
    pub person: Option<String>,
    /// In which role (`Senior responsible officer`).
    pub role: String,
    /// For `recorded`: what shows it (minute, e-mail, scan).
    pub evidence: Option<String>,
    /// The wording agreed to; none = the usual one.
    pub wording: Option<String>,
}

/// Withdraws a sign-off.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignWithdraw {
    /// The sign-off.
    pub id: String,
    /// Why; everybody can read it.
    pub reason: String,
}

/// A sign-off.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignOffInfo {
    /// Identifier.
    pub id: String,
    /// Whose.
    pub person: String,
    /// Role.
    pub role: String,
    /// `here` or `recorded`.
    pub how: String,
    /// Day, in words.
    pub day: String,
    /// Laptop.
    pub laptop: String,
    /// Recorded by, for `recorded`.
    pub recorded_by: String,
    /// Evidence, for `recorded`.
    pub evidence: String,
    /// Wording.
    pub wording: String,
    /// Which revision of a return, or version of a pack, it is of.
    pub revision: i64,
    /// Check code: the first letters of the fingerprint of what was signed.
    pub check_code: String,
    /// The signature fits what was signed.
    pub intact: bool,
    /// Withdrawn.
    pub withdrawn: bool,
    /// Why it was withdrawn, where it was.
    pub withdrawn_because: String,
    /// Signed; content erased on a person's request since.
    pub content_erased: bool,
}
