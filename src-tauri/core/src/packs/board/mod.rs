//! The board pack of one meeting (PCK-1): agenda, papers, interests, minutes of last time, actions and reports.
//!
//! [`BoardPack`] is all that the pack is made from: plain words, days and numbers, gathered from the registers by whoever
//! asks for the pack. It is what is kept and signed. A copy for somebody is made from a reduced one (`packs::copies`),
//! never by leaving things out of a page.

mod changes;
mod document;
mod items;
mod reduce;
#[cfg(test)]
pub(super) mod tests;

pub(super) use changes::meeting as meeting_changes;
pub use changes::{changes, mark_late};
pub use document::document;
pub(super) use document::{attendance, time};
pub(super) use items::action_table;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    copies::Guard, head::Head, minutes::Ruling, news::PackChange, report::Report, sign_off::Signed,
};

/// A meeting's pack at one moment, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BoardPack {
    /// What every pack begins with.
    #[serde(flatten)]
    pub head: Head,
    /// The group that meets.
    pub group: String,
    /// The meeting.
    pub meeting: PackMeeting,
    /// Which edition went out: 1, then 2 for what was changed since; 0 for one that did not.
    pub version: u32,
    /// What is new in a later version.
    pub changes: Vec<PackChange>,
    /// Seats of the group and who takes them at this meeting, in their order.
    pub seats: Vec<PackSeat>,
    /// The agenda, in its order.
    pub items: Vec<PackItem>,
    /// Papers, in the order in which items name them.
    pub papers: Vec<PackPaper>,
    /// Interests that touch an item, as far as they are declared.
    pub interests: Vec<PackInterest>,
    /// The minutes of the meeting before, where they are to be approved.
    pub previous: Option<PackMinutes>,
    /// Actions of earlier meetings.
    pub actions: Vec<PackAction>,
    /// What was decided between meetings and is reported to this one.
    #[serde(default)]
    pub decisions: Vec<PackDecision>,
    /// Standing reports, in their order.
    pub reports: Vec<PackReport>,
    /// Its parts in their order, where somebody chose them; none = the usual ones. Left out where there are none, as in packs
    /// that were issued before: their fingerprints stay what they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<String>,
    /// Abbreviations that the pack uses, and what they mean.
    pub glossary: Vec<(String, String)>,
    /// Sign-offs, newest first. They are over the copies, so they are no part of them.
    #[serde(skip)]
    pub sign_offs: Vec<Signed>,
}

/// When and where a group meets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackMeeting {
    /// What it is called: "Third meeting of 2026". May be empty.
    pub title: String,
    /// The day.
    pub day: NaiveDate,
    /// From when (`14:00`), or empty.
    pub from: String,
    /// Until when, or empty.
    pub to: String,
    /// Where, or empty.
    pub place: String,
    /// The link to join by. Never in a public copy.
    pub link: String,
    /// Who is in the chair.
    pub chair: String,
    /// The quorum in words; empty where none is defined.
    pub quorum: String,
    /// The meeting after it.
    pub next: Option<NaiveDate>,
}

/// A seat of the group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackSeat {
    /// Who; empty for a vacant seat.
    pub person: String,
    /// The seat or role.
    pub role: String,
    /// The organisation represented.
    pub organisation: String,
    /// In which capacity: "Chair", "Member", "In attendance".
    pub capacity: String,
    /// Whether the seat has a vote.
    pub votes: bool,
    /// "Expected", "Apologies", "Present", or empty where nothing is known.
    pub attends: String,
}

/// What a group is asked to do with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To decide.
    Decide,
    /// To take assurance.
    Assure,
    /// To take note.
    #[default]
    Note,
}

impl Purpose {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Decide => "To decide",
            Self::Assure => "For assurance",
            Self::Note => "To note",
        }
    }
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackItem {
    /// The record.
    pub id: String,
    /// Number on the agenda ("5", "5.1").
    pub number: String,
    /// Title.
    pub title: String,
    /// Who presents it.
    pub presenter: String,
    /// What is asked of the group.
    pub purpose: Purpose,
    /// Minutes allotted.
    pub minutes: Option<u32>,
    /// Who may see it.
    pub guard: Guard,
    /// What the agenda says below the title; formatted text.
    pub text: String,
    /// Remark for the members. Never in a public copy.
    pub members_note: String,
}

/// A paper and its cover.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackPaper {
    /// The record.
    pub id: String,
    /// The item that it belongs to.
    pub item: String,
    /// Its reference in this pack ("5a").
    pub reference: String,
    /// Title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Why it comes to the group; formatted text.
    pub summary: String,
    /// What the group is asked to agree; formatted text.
    pub recommendation: String,
    /// Who may see it, where that is narrower than the item.
    pub guard: Guard,
    /// The file that was handed in.
    pub file: Option<PackFile>,
    /// Handed in after the day by which papers go out.
    pub late: bool,
    /// Taken out of this copy, because the person whom it is for takes no part in it. Only its reference is left.
    pub withheld: bool,
}

/// A paper's file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its pages, where that is known.
    pub pages: Option<u32>,
}

/// An interest that touches an item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackInterest {
    /// The item.
    pub item: String,
    /// Whose.
    pub person: String,
    /// In which role they are at the meeting.
    pub role: String,
    /// Kind, in words.
    pub kind: String,
    /// What it is.
    pub description: String,
    /// Whose interest it is by whom, for an indirect one ("spouse"). Never in a public copy.
    pub relationship: String,
    /// Why it touches the item: the organisation, programme or supplier.
    pub touches: String,
    /// How it is managed: the rule's proposal, or the chair's ruling.
    pub action: String,
    /// Why it may not be read in public; with a reason the public copy has neither name nor description.
    pub redacted: Option<String>,
}

/// The minutes of the meeting before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackMinutes {
    /// The day of that meeting.
    pub day: NaiveDate,
    /// "Draft", "Checked by the chair", "Approved".
    pub state: String,
    /// Whether they were published: until then they are in no public copy.
    #[serde(default)]
    pub published: bool,
    /// Who was there.
    pub present: Vec<String>,
    /// Who sent apologies.
    pub apologies: Vec<String>,
    /// The minutes, an item at a time.
    pub entries: Vec<PackMinute>,
    /// What was decided without an item, or reported to that meeting.
    #[serde(default)]
    pub decisions: Vec<PackDecision>,
}

/// The minutes of one item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackMinute {
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// What was said; formatted text.
    pub text: String,
    /// What was decided, one after the other.
    pub decisions: Vec<PackDecision>,
    /// Who may see it.
    pub guard: Guard,
    /// Whether there was a quorum, in words. Left out where it is not said, as in packs that were issued before it was: their
    /// fingerprints stay what they were.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quorum: String,
    /// Interests that were declared, and what the chair ruled; left out in the same way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rulings: Vec<Ruling>,
}

/// Something that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackDecision {
    /// What.
    pub text: String,
    /// How, where it was not at the meeting: "Chair’s action by Ada Okafor, 3 June 2026".
    pub how: String,
    /// Who may see it; never less than its item says.
    pub guard: Guard,
}

/// An action of an earlier meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackAction {
    /// Its reference.
    pub reference: String,
    /// What is to be done.
    pub text: String,
    /// By whom.
    pub owner: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// "Open", "Done", "Overdue".
    pub state: String,
    /// What happened so far.
    pub progress: String,
    /// Who may see it.
    pub guard: Guard,
}

/// A standing report: what a register has to say to every meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PackReport {
    /// The item of the agenda that it belongs to; empty for none.
    pub item: String,
    /// Who may see it.
    pub guard: Guard,
    /// What it says.
    pub report: Report,
}
