//! Decisions in packs: those of an item, those of none, and those between meetings that a meeting is told of.

use chrono::NaiveDate;

use super::{
    super::super::{Reply, boards::label},
    guards::{self, Outcome},
};
use crate::{
    dates::in_words,
    packs::board::PackDecision,
    record::Id,
    registers::governance::{
        decisions::{self, DecisionLine},
        facts::MeetingFacts,
    },
    store::Store,
};

/// What a meeting decided or was told of, as packs say it.
pub(super) struct Decided {
    meeting: Id,
    items: Vec<Id>,
    all: Vec<(DecisionLine, PackDecision)>,
}

impl Decided {
    /// Everything that a meeting decided, was told of or is still to be told of.
    pub(super) fn of(store: &Store, meeting: &MeetingFacts, today: NaiveDate) -> Reply<Self> {
        let mut all = vec![];
        for line in decisions::of_meeting(store.db(), &meeting.line)? {
            let outcome = Outcome {
                mark: &line.confidentiality,
                item: line.item,
                meeting: line.meeting,
            };
            let decision = PackDecision {
                text: line.decision.clone(),
                how: how(store, &line)?,
                guard: guards::of_outcome(store, &outcome, &meeting.board, today)?,
            };
            all.push((line, decision));
        }
        Ok(Self {
            meeting: meeting.line.id,
            items: meeting.items.iter().map(|i| i.id).collect(),
            all,
        })
    }

    fn those(&self, wanted: impl Fn(&DecisionLine) -> bool) -> Vec<PackDecision> {
        let lines = self.all.iter().filter(|(line, _)| wanted(line));
        lines.map(|(_, decision)| decision.clone()).collect()
    }

    fn is_of_an_item(&self, line: &DecisionLine) -> bool {
        line.item.is_some_and(|item| self.items.contains(&item))
    }

    /// Those of an item.
    pub(super) fn at(&self, item: Id) -> Vec<PackDecision> {
        self.those(|line| line.item == Some(item))
    }

    /// Those of no item of the meeting that its minutes show nevertheless.
    pub(super) fn others(&self) -> Vec<PackDecision> {
        self.those(|line| !self.is_of_an_item(line) && line.is_minuted_at(self.meeting))
    }

    /// Those between meetings that the meeting is told of.
    pub(super) fn reported(&self) -> Vec<PackDecision> {
        self.those(|line| {
            line.is_between() && !self.is_of_an_item(line) && line.meeting != Some(self.meeting)
        })
    }
}

/// "Chair’s action by Ada Okafor, 3 June 2026"; nothing for a decision at a meeting.
fn how(store: &Store, line: &DecisionLine) -> Reply<String> {
    if !line.is_between() {
        return Ok(String::new());
    }
    let mut how = label(store, "decision", "way", &line.way)?;
    if !line.taken_by.is_empty() {
        how += &format!(" by {}", line.taken_by);
    }
    if let Some(day) = line.day {
        how += &format!(", {}", in_words(day));
    }
    Ok(how)
}
