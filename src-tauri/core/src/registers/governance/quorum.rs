//! Whether enough voting members were there, item by item (GOV-3): with arrivals and departures, and without those who
//! left the room over an interest.

use std::collections::BTreeSet;

use super::facts::MeetingFacts;
use crate::record::Id;

/// When an item began and ended, in minutes of the day, as far as known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ItemTime {
    /// Began.
    pub began: Option<i64>,
    /// Ended.
    pub ended: Option<i64>,
}

/// Somebody who left the room for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away {
    /// The item.
    pub item: Id,
    /// The person.
    pub person: Id,
}

/// Whether there was a quorum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quorum {
    /// The board has not laid one down: never "met".
    NotDefined {
        /// Voting members there.
        present: usize,
    },
    /// Enough were there.
    Met {
        /// Voting members there.
        present: usize,
        /// Needed.
        needed: usize,
    },
    /// Too few were there.
    NotMet {
        /// Voting members there.
        present: usize,
        /// Needed.
        needed: usize,
    },
}

impl Quorum {
    fn of(needed: Option<i64>, present: usize) -> Self {
        match needed
            .and_then(|n| usize::try_from(n).ok())
            .filter(|n| *n > 0)
        {
            None => Self::NotDefined { present },
            Some(needed) if present >= needed => Self::Met { present, needed },
            Some(needed) => Self::NotMet { present, needed },
        }
    }

    /// Too few were there.
    pub fn failed(self) -> bool {
        matches!(self, Self::NotMet { .. })
    }

    /// Name at the door.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotDefined { .. } => "not_defined",
            Self::Met { .. } => "met",
            Self::NotMet { .. } => "not_met",
        }
    }

    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::NotDefined { present } => {
                format!(
                    "quorum not defined; {present} voting {} present",
                    members(present)
                )
            }
            Self::Met { present, needed } => {
                format!(
                    "quorum met: {present} voting {} present, {needed} needed",
                    members(present)
                )
            }
            Self::NotMet { present, needed } => format!(
                "no quorum: {present} voting {} present, {needed} needed",
                members(present)
            ),
        }
    }
}

/// A quorum of a meeting by name, and as a line of its own.
pub fn said(meeting: &MeetingFacts, quorum: Quorum) -> (&'static str, String) {
    let name = if is_open(meeting, quorum) {
        "not_recorded"
    } else {
        quorum.name()
    };
    let words = in_words(meeting, quorum);
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    (name, first.into_iter().chain(letters).collect())
}

/// A quorum of a meeting within a sentence.
pub fn in_words(meeting: &MeetingFacts, quorum: Quorum) -> String {
    if is_open(meeting, quorum) {
        return "who is there is not recorded yet".into();
    }
    quorum.words()
}

/// Before anybody's attendance is recorded, no quorum has failed.
fn is_open(meeting: &MeetingFacts, quorum: Quorum) -> bool {
    quorum.failed() && meeting.presence.is_empty()
}

fn members(number: usize) -> &'static str {
    if number == 1 { "member" } else { "members" }
}

/// When each item was discussed: as recorded, else worked out from the start of the meeting and the minutes set aside.
pub fn clock(meeting: &MeetingFacts) -> Vec<ItemTime> {
    let mut now = meeting.line.starts;
    let mut times = vec![];
    for (at, item) in meeting.items.iter().enumerate() {
        let began = item.time.began.or(now);
        let next = meeting.items.get(at + 1).and_then(|i| i.time.began);
        let planned = began.zip(item.allotted).map(|(b, minutes)| b + minutes);
        let ended = item.time.ended.or(next).or(planned);
        times.push(ItemTime { began, ended });
        now = ended;
    }
    times
}

/// The quorum of every item, in the order of the agenda.
pub fn per_item(meeting: &MeetingFacts, away: &[Away]) -> Vec<Quorum> {
    let voters = voters(meeting);
    let times = clock(meeting);
    meeting
        .items
        .iter()
        .zip(times)
        .map(|(item, time)| {
            let there: BTreeSet<Id> = voters
                .iter()
                .filter(|v| {
                    !away.contains(&Away {
                        item: item.id,
                        person: v.there,
                    })
                })
                .filter(|v| v.throughout(time))
                .map(|v| v.counts_for)
                .collect();
            Quorum::of(meeting.board.quorum, there.len())
        })
        .collect()
}

/// Voting members who came at all.
pub fn at_meeting(meeting: &MeetingFacts) -> Quorum {
    let there: BTreeSet<Id> = voters(meeting).iter().map(|v| v.counts_for).collect();
    Quorum::of(meeting.board.quorum, there.len())
}

/// Somebody who counts, for themselves or for the member they stand in for.
struct Voter {
    there: Id,
    counts_for: Id,
    arrived: Option<i64>,
    left: Option<i64>,
    stepped_out: Option<i64>,
    came_back: Option<i64>,
}

impl Voter {
    /// There for the whole of an item. Where its time is not known, who came late, went early or was out for a while does
    /// not count: a decision must not rest on a guess.
    fn throughout(&self, time: ItemTime) -> bool {
        let in_time = self
            .arrived
            .is_none_or(|came| time.began.is_some_and(|began| came <= began));
        let to_the_end = self
            .left
            .is_none_or(|went| time.ended.or(time.began).is_some_and(|end| went >= end));
        let is_before = |out: i64| time.ended.or(time.began).is_some_and(|ended| ended <= out);
        let is_after = |back: i64| time.began.is_some_and(|began| back <= began);
        let not_out = match (self.stepped_out, self.came_back) {
            (None, None) => true,
            (out, back) => out.is_some_and(is_before) || back.is_some_and(is_after),
        };
        in_time && to_the_end && not_out
    }
}

fn voters(meeting: &MeetingFacts) -> Vec<Voter> {
    let votes = |person: Id| {
        meeting
            .board
            .sitting_on(meeting.line.day)
            .any(|s| s.person == person && s.voting && s.is_member())
    };
    meeting
        .presence
        .iter()
        .filter(|p| p.presence == "present")
        .filter_map(|p| {
            let counts_for = if votes(p.person) {
                p.person
            } else {
                p.stands_in_for.filter(|member| votes(*member))?
            };
            Some(Voter {
                there: p.person,
                counts_for,
                arrived: p.arrived,
                left: p.left,
                stepped_out: p.stepped_out,
                came_back: p.came_back,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
