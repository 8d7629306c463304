use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LookupHit, SettleMark};

/// Asks for the page of a board.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardAsk {
    /// The board, by identifier or name.
    pub id: String,
    /// A day of the financial year to look at; none = today.
    #[serde(default)]
    pub year: Option<String>,
}

/// Starts a board from the usual terms of its kind.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardStart {
    /// Kind of group (`school_board`, …).
    pub template: String,
    /// Its name; none = as such groups are called.
    #[serde(default)]
    pub name: Option<String>,
}

/// The usual terms of a kind of group.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardTemplateInfo {
    /// Kind of group.
    pub code: String,
    /// What such a group is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who chairs it.
    pub chair_rule: String,
    /// How often it meets, in words.
    pub meetings: String,
    /// Its indicative seats.
    pub seats: Vec<String>,
    /// Where that comes from.
    pub source: String,
}

/// A board with its seats, members and meetings of a year.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardPage {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind of group, in words; may be empty.
    pub template: String,
    /// What it is for.
    pub purpose: String,
    /// Who chairs it, as its terms say.
    pub chair_rule: String,
    /// The board it works for.
    pub parent: Option<LookupHit>,
    /// Its subgroups.
    pub subgroups: Vec<LookupHit>,
    /// Fewest meetings in a year; none where none are laid down.
    pub meetings_a_year: Option<i64>,
    /// Voting members that must be present; none = not defined.
    pub quorum: Option<i64>,
    /// Its seats.
    pub seats: Vec<SeatCard>,
    /// Who sits on it today, the chair first.
    pub members: Vec<MemberCard>,
    /// The financial year that meetings and exceptions are of (`2025-26`).
    pub year: String,
    /// Its meetings of that year.
    pub meetings: Vec<MeetingCard>,
    /// Where it did not keep to its terms in that year.
    pub exceptions: Vec<ExceptionLine>,
    /// The same as one paragraph.
    pub paragraph: String,
    /// Its open actions.
    pub actions: Vec<ActionCard>,
    /// What is to be settled in what it shows.
    pub to_settle: Vec<SettleMark>,
    /// State of the file this was read from.
    pub generation: i64,
}

/// A seat of a board.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SeatCard {
    /// Identifier.
    pub id: String,
    /// Whose seat it is.
    pub name: String,
    /// Who holds it; empty = vacant.
    pub holders: Vec<String>,
    /// It may stay empty.
    pub optional: bool,
}

/// Somebody on a board.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MemberCard {
    /// The membership.
    pub id: String,
    /// The person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Capacity, as stored.
    pub capacity: String,
    /// Capacity, in words.
    pub capacity_label: String,
    /// The seat they hold; may be empty.
    pub seat: String,
    /// The organisation they represent; may be empty.
    pub organisation: String,
    /// They vote.
    pub voting: bool,
    /// First day.
    pub from: Option<String>,
    /// The day on which the term runs out.
    pub term_ends: Option<String>,
    /// What they are to declare, in words; empty = nothing is due.
    pub declaration: String,
    /// The day of that is over.
    pub overdue: bool,
}

/// A meeting in a list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MeetingCard {
    /// Identifier.
    pub id: String,
    /// The day.
    pub day: String,
    /// Planned, held or cancelled, as stored.
    pub state: String,
    /// The same in words.
    pub state_label: String,
    /// How far its minutes have come, in words; empty = there are none.
    pub minutes: String,
    /// Its quorum in words; empty unless it was held.
    pub quorum: String,
}

/// Where a board did not keep to its terms.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExceptionLine {
    /// `meetings`, `seat`, `chair`, `attendance`, `quorum` or `quorum_not_defined`.
    pub about: String,
    /// A part of a sentence.
    pub words: String,
}

/// An action as a page shows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActionCard {
    /// Identifier.
    pub id: String,
    /// What is to be done.
    pub what: String,
    /// Who does it; may be empty.
    pub owner: String,
    /// By when.
    pub due: Option<String>,
    /// Open, done or dropped, as stored.
    pub status: String,
    /// What was done so far.
    pub progress: String,
    /// Its day is over.
    pub overdue: bool,
    /// The item of an agenda that it came from.
    pub item: Option<String>,
    /// That item is not for everybody.
    pub confidential: bool,
}

/// Who reports to whom, for a diagram.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccountabilityPage {
    /// Nothing is recorded, so these are the usual lines.
    pub usual: bool,
    /// The bodies, from those who report to those who are reported to.
    pub bodies: Vec<String>,
    /// The lines that hold today.
    pub lines: Vec<AccountabilityInfo>,
    /// The same as a picture, an SVG without scripts, links or styles.
    pub picture: String,
    /// What the picture shows, in words.
    pub picture_text: String,
}

/// Who reports to whom for which work.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AccountabilityInfo {
    /// Who reports.
    pub reports: String,
    /// To whom.
    pub reports_to: String,
    /// For which work, as stored.
    pub scope: String,
    /// The same in words.
    pub scope_label: String,
}
