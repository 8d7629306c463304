//! What a copy of a board pack leaves out.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{BoardPack, PackInterest, PackMinutes, PackPaper};
use crate::{
    document::Document,
    packs::{
        copies::{self, Confidentiality, Face, Guard, Snapshot},
        head::Head,
        sign_off::Signed,
    },
};

impl Snapshot for BoardPack {
    fn keep_only_for(&mut self, face: &Face) {
        let kept = self.kept_items(face);
        self.head
            .keep(&mut self.items, |item| kept.contains(&item.id));
        let closed: BTreeSet<String> = self
            .items
            .iter()
            .filter(|i| i.guard.confidentiality == Confidentiality::ClosedSession)
            .map(|i| i.id.clone())
            .collect();
        self.head.keep(&mut self.papers, |paper| {
            kept.contains(&paper.item)
                && (face.admits(&paper.guard)
                    || *face == Face::ClosedSession && closed.contains(&paper.item))
        });
        self.interests.retain(|one| kept.contains(&one.item));
        self.keep_previous(face);
        self.head
            .keep(&mut self.actions, |action| face.admits(&action.guard));
        self.head
            .keep(&mut self.decisions, |one| face.admits(&one.guard));
        self.head.keep(&mut self.reports, |report| {
            face.admits(&report.guard) && (report.item.is_empty() || kept.contains(&report.item))
                || *face == Face::ClosedSession && closed.contains(&report.item)
        });
        let papers: BTreeSet<&str> = self.papers.iter().map(|p| p.id.as_str()).collect();
        self.changes.retain(|change| {
            face.admits(&change.guard)
                && (change.item.is_empty() || kept.contains(&change.item))
                && (change.paper.is_empty() || papers.contains(change.paper.as_str()))
        });
        match face {
            Face::Public => self.public(),
            Face::Member { without_papers, .. } => self.without(without_papers),
            Face::Members | Face::ClosedSession => {}
        }
    }

    fn head(&mut self) -> &mut Head {
        &mut self.head
    }

    fn sign(&mut self, signed: Vec<Signed>) {
        self.sign_offs = signed;
    }

    fn glossary(&mut self) -> Option<&mut Vec<(String, String)>> {
        Some(&mut self.glossary)
    }

    fn document(&self, made_on: NaiveDate) -> Document {
        super::document(self, made_on)
    }

    fn file_stem(&self) -> String {
        let version = match self.version {
            0 | 1 => String::new(),
            later => format!("-version-{later}"),
        };
        format!(
            "board-pack-{}-{}{version}",
            copies::plain(&self.group),
            self.meeting.day
        )
    }
}

impl BoardPack {
    /// Whether anything in it is for members alone.
    pub(super) fn is_confidential(&self) -> bool {
        let minutes = self.previous.iter().flat_map(PackMinutes::guards);
        let mut guards = (self.items.iter().map(|i| &i.guard))
            .chain(self.papers.iter().map(|p| &p.guard))
            .chain(self.actions.iter().map(|a| &a.guard))
            .chain(self.decisions.iter().map(|d| &d.guard))
            .chain(self.reports.iter().map(|r| &r.guard))
            .chain(minutes);
        guards.any(|guard| guard.mark().is_some())
    }

    /// Of the minutes of the meeting before, what a copy shows: to the public none of them until they are published.
    fn keep_previous(&mut self, face: &Face) {
        let unpublished = |minutes: &PackMinutes| *face == Face::Public && !minutes.published;
        if self.previous.as_ref().is_some_and(unpublished) {
            self.previous = None;
        }
        let Some(minutes) = &mut self.previous else {
            return;
        };
        self.head
            .keep(&mut minutes.entries, |entry| face.admits(&entry.guard));
        let decisions = minutes.entries.iter_mut().map(|e| &mut e.decisions);
        for decisions in decisions.chain([&mut minutes.decisions]) {
            self.head.keep(decisions, |one| face.admits(&one.guard));
        }
    }

    /// The items of a copy. An open item with a paper for the closed session is on that session's agenda too.
    fn kept_items(&self, face: &Face) -> BTreeSet<String> {
        let with_closed_paper = |id: &str| {
            let papers = self.papers.iter().filter(|p| p.item == id);
            *face == Face::ClosedSession && papers.into_iter().any(|p| face.admits(&p.guard))
        };
        self.items
            .iter()
            .filter(|item| face.admits(&item.guard) || with_closed_paper(&item.id))
            .map(|item| item.id.clone())
            .collect()
    }

    /// What nobody outside the group reads.
    fn public(&mut self) {
        self.meeting.link.clear();
        for item in &mut self.items {
            item.members_note.clear();
            item.guard = Guard::default();
        }
        for paper in &mut self.papers {
            paper.guard = Guard::default();
        }
        for action in &mut self.actions {
            action.guard = Guard::default();
        }
        for report in &mut self.reports {
            report.guard = Guard::default();
        }
        for change in &mut self.changes {
            change.guard = Guard::default();
        }
        for decision in &mut self.decisions {
            decision.guard = Guard::default();
        }
        for guard in self.previous.iter_mut().flat_map(PackMinutes::guards_mut) {
            *guard = Guard::default();
        }
        let before = self.previous.iter_mut().flat_map(|m| &mut m.entries);
        for ruling in before.flat_map(|e| &mut e.rulings).filter(|r| r.redacted) {
            ruling.interest.clear();
        }
        for interest in &mut self.interests {
            interest.relationship.clear();
            if interest.redacted.is_some() {
                *interest = PackInterest {
                    item: std::mem::take(&mut interest.item),
                    kind: std::mem::take(&mut interest.kind),
                    redacted: Some(String::new()),
                    ..PackInterest::default()
                };
            }
        }
    }

    /// Only the references of these papers are left.
    fn without(&mut self, papers: &[String]) {
        let mut items = BTreeSet::new();
        for paper in self.papers.iter_mut().filter(|p| papers.contains(&p.id)) {
            items.insert(paper.item.clone());
            *paper = PackPaper {
                id: std::mem::take(&mut paper.id),
                item: std::mem::take(&mut paper.item),
                reference: std::mem::take(&mut paper.reference),
                guard: std::mem::take(&mut paper.guard),
                withheld: true,
                ..PackPaper::default()
            };
        }
        self.changes
            .retain(|change| !papers.contains(&change.paper));
        for item in self.items.iter_mut().filter(|i| items.contains(&i.id)) {
            item.members_note.clear();
        }
        self.head.left_out |= !items.is_empty();
    }
}

impl PackMinutes {
    fn guards(&self) -> impl Iterator<Item = &Guard> {
        let own = self.entries.iter().map(|e| &e.guard);
        let decisions = self.entries.iter().flat_map(|e| &e.decisions);
        own.chain(decisions.chain(&self.decisions).map(|d| &d.guard))
    }

    fn guards_mut(&mut self) -> impl Iterator<Item = &mut Guard> {
        let entries = self.entries.iter_mut().flat_map(|e| {
            std::iter::once(&mut e.guard).chain(e.decisions.iter_mut().map(|d| &mut d.guard))
        });
        entries.chain(self.decisions.iter_mut().map(|d| &mut d.guard))
    }
}
