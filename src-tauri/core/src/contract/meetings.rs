use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ActionCard, LookupHit, SettleMark};

/// One meeting.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MeetingId {
    /// Identifier.
    pub id: String,
}

/// Says whether somebody was at a meeting.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MeetingAttend {
    /// The meeting.
    pub meeting: String,
    /// The person, by identifier or name.
    pub person: String,
    /// `present`, `apologies` or `absent`; none leaves it as it is, or makes it `present`.
    #[serde(default)]
    pub presence: Option<String>,
    /// When they came (`09:45`); empty text takes it away.
    #[serde(default)]
    pub arrived: Option<String>,
    /// When they went.
    #[serde(default)]
    pub left: Option<String>,
    /// When they came back from being out for a while, since the time they last went.
    #[serde(default)]
    pub back: Option<String>,
    /// The member they stood in for, by identifier or name.
    #[serde(default)]
    pub stands_in_for: Option<String>,
}

/// Records what the person in the chair ruled about an interest.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MeetingRule {
    /// The agenda item.
    pub item: String,
    /// The person whose interest it is, by identifier or name.
    pub person: String,
    /// `noted`, `stayed_silent` or `left`.
    pub ruled: String,
    /// Who ruled, by identifier or name; none = who is in the chair for the item.
    #[serde(default)]
    pub by: Option<String>,
    /// What was declared at the meeting itself.
    #[serde(default)]
    pub interest: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// When they left the room.
    #[serde(default)]
    pub out: Option<String>,
    /// When they came back.
    #[serde(default)]
    pub back: Option<String>,
}

/// Takes the minutes of a meeting a step further.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MinutesStep {
    /// The meeting.
    pub meeting: String,
    /// `draft`, `check`, `approve` or `publish`.
    pub step: String,
    /// To check: who was in the chair, by identifier or name.
    #[serde(default)]
    pub by: Option<String>,
    /// To approve: the later meeting that agreed to them.
    #[serde(default)]
    pub at: Option<String>,
    /// To approve: what that meeting put right.
    #[serde(default)]
    pub corrections: Option<String>,
}

/// A meeting with its agenda, who was there, who must leave, actions and minutes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MeetingPage {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its board.
    pub board: LookupHit,
    /// The day.
    pub day: String,
    /// Planned, held or cancelled, as stored.
    pub state: String,
    /// When it starts; may be empty.
    pub starts: String,
    /// The day by which papers must be in.
    pub papers_due: Option<String>,
    /// Who is in the chair, unless an interest stands in the way; may be empty.
    pub chair: String,
    /// Its agenda.
    pub items: Vec<ItemCard>,
    /// Members and others, with whether they were there.
    pub people: Vec<PresenceCard>,
    /// The quorum of the meeting: `met`, `not_met`, `not_defined` or `not_recorded`.
    pub quorum: String,
    /// The same in words.
    pub quorum_words: String,
    /// Actions of earlier meetings to hear about.
    pub carried: Vec<ActionCard>,
    /// Actions that this meeting asked for.
    pub actions: Vec<ActionCard>,
    /// What it decided, and what was decided between meetings and is to be reported to it.
    pub decisions: Vec<DecisionCard>,
    /// Whose copies of the papers go without which items.
    pub withheld: Vec<WithheldPapers>,
    /// What is still to be done before the papers go out.
    pub todo: Vec<String>,
    /// Standing items of the meeting before that are not on this agenda, by title.
    pub standing: Vec<String>,
    /// The meetings that are planned after it.
    pub ahead: Vec<MeetingAhead>,
    /// Its minutes.
    pub minutes: MinutesInfo,
    /// What is to be settled in what it shows.
    pub to_settle: Vec<SettleMark>,
    /// State of the file this was read from.
    pub generation: i64,
}

/// An item of an agenda.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ItemCard {
    /// Identifier.
    pub id: String,
    /// Its place.
    pub place: i64,
    /// Title.
    pub title: String,
    /// What the board is asked to do, in words.
    pub purpose: String,
    /// Who presents it; may be empty.
    pub presenter: String,
    /// Minutes set aside.
    pub allotted: Option<i64>,
    /// When it began, as recorded or worked out; may be empty.
    pub began: String,
    /// When it ended.
    pub ended: String,
    /// It was recorded that it began.
    pub started: bool,
    /// It was recorded that it ended.
    pub finished: bool,
    /// `open`, `in_confidence` or `closed_session`.
    pub confidentiality: String,
    /// It is confidential and the chair permitted its release.
    pub released: bool,
    /// A paper belongs to it.
    pub paper_expected: bool,
    /// Who wrote the paper; may be empty.
    pub author: String,
    /// Its papers, by file name.
    pub papers: Vec<String>,
    /// What the paper asks for.
    pub recommendation: String,
    /// Whom and what it concerns.
    pub concerns: Vec<String>,
    /// Its minute.
    pub minute: String,
    /// `met`, `not_met`, `not_defined` or `not_recorded`.
    pub quorum: String,
    /// The same in words.
    pub quorum_words: String,
    /// Who takes the chair for it; may be empty.
    pub chair: String,
    /// Who has an interest in it.
    pub interests: Vec<InterestCard>,
    /// The sentences on interests for its minute.
    pub drafted: Vec<String>,
}

/// Somebody with an interest in an item.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InterestCard {
    /// The person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The declarations that touch the item.
    pub declarations: Vec<String>,
    /// Why they touch it, a phrase each.
    pub why: Vec<String>,
    /// What is proposed until there is a ruling: `left`.
    pub proposed: String,
    /// The ruling, as stored; empty = none yet.
    pub ruled: String,
    /// The ruling in words.
    pub ruled_label: String,
    /// Who ruled.
    pub ruled_by: String,
    /// When they left.
    pub out: String,
    /// When they came back.
    pub back: String,
}

/// Whether somebody was at a meeting.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PresenceCard {
    /// The person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Capacity in words, or whom they stand in for; empty = a guest.
    pub capacity: String,
    /// They vote.
    pub voting: bool,
    /// `present`, `apologies`, `absent`; empty = not recorded.
    pub presence: String,
    /// When they came, where it was after the start.
    pub arrived: String,
    /// When they went.
    pub left: String,
    /// When they went out for a while.
    pub stepped_out: String,
    /// When they came back from that.
    pub came_back: String,
}

/// A decision.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DecisionCard {
    /// Identifier.
    pub id: String,
    /// The day.
    pub day: String,
    /// What was decided.
    pub decision: String,
    /// How, in words.
    pub way: String,
    /// It was taken between meetings and is to be reported to this one.
    pub to_report: bool,
    /// It is down as reported to this meeting.
    pub reported: bool,
    /// The item it belongs to.
    pub item: Option<String>,
    /// It, or its item, is not for everybody.
    pub confidential: bool,
}

/// Somebody whose copy of the papers goes without some items.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WithheldPapers {
    /// The person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The items, by identifier.
    pub items: Vec<String>,
    /// The items, by place and title.
    pub titles: Vec<String>,
}

/// How far minutes have come.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MinutesInfo {
    /// `draft`, `checked`, `approved`, `published`; empty = there are none.
    pub state: String,
    /// The same in words.
    pub label: String,
    /// The chair who checked them.
    pub checked_by: String,
    /// The meeting that approved them.
    pub approved_at: String,
    /// What it put right.
    pub corrections: String,
}

/// A meeting to come, with what is planned for it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MeetingAhead {
    /// Identifier.
    pub id: String,
    /// The day.
    pub day: String,
    /// The titles of its items.
    pub items: Vec<String>,
}

/// Asks for the texts to send about a meeting, one for each person.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MeetingLetters {
    /// The meeting.
    pub meeting: String,
    /// `papers`: to those who owe one; `actions`: to those who have something to do.
    pub about: String,
}
