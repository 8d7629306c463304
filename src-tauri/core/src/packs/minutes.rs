//! The minutes of a meeting: who was there, what was said and decided, rulings on interests, actions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

mod changes;

pub use changes::changes;

use super::{
    board::{self, PackAction, PackDecision, PackMeeting, PackSeat},
    copies::{self, Face, Guard, Snapshot},
    head::Head,
    news::PackChange,
    parts::{self, Opening, formatted, guarded},
    sign_off::{self, Signed},
};
use crate::{
    dates::in_words,
    document::{CallOut, Column, Document, Table, Text},
};

/// A meeting's minutes at one moment, complete in themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Minutes {
    /// What every pack begins with.
    #[serde(flatten)]
    pub head: Head,
    /// The group.
    pub group: String,
    /// The meeting.
    pub meeting: PackMeeting,
    /// Who was there.
    pub seats: Vec<PackSeat>,
    /// Which edition went out: 1, then 2; 0 for one that did not.
    pub version: u32,
    /// "Draft", "Checked by the chair", "Approved on 3 June 2026".
    pub state: String,
    /// A later meeting approved them: they are no draft any more, signed or not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approved: bool,
    /// The minutes, an item at a time.
    pub items: Vec<MinutesItem>,
    /// What was decided without an item, or between meetings and reported to this one.
    #[serde(default)]
    pub decisions: Vec<PackDecision>,
    /// What is to be done of no item.
    #[serde(default)]
    pub actions: Vec<PackAction>,
    /// What is new in a later version. Left out where nothing is, as in minutes that were issued before it was said: their
    /// fingerprints stay what they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<PackChange>,
    /// What the meeting that approved them had corrected.
    pub corrections: Vec<String>,
    /// Abbreviations that the minutes use, and what they mean.
    pub glossary: Vec<(String, String)>,
    /// Sign-offs, newest first. They are over the copies, so they are no part of them.
    #[serde(skip)]
    pub sign_offs: Vec<Signed>,
}

/// The minutes of one item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MinutesItem {
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Who may see it.
    pub guard: Guard,
    /// Whether there was a quorum, in words; may be empty.
    pub quorum: String,
    /// Interests that were declared, and what the chair ruled.
    pub rulings: Vec<Ruling>,
    /// What was said; formatted text.
    pub text: String,
    /// What was decided, one after the other.
    pub decisions: Vec<PackDecision>,
    /// What is to be done.
    pub actions: Vec<PackAction>,
}

/// What the chair ruled on an interest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ruling {
    /// Whose.
    pub person: String,
    /// The interest. Empty in a public copy where it is withheld.
    pub interest: String,
    /// "Noted", "Stayed, did not speak or vote", "Left for the item".
    pub ruling: String,
    /// Who ruled.
    pub by: String,
    /// When they went out (`14:20`).
    pub out: String,
    /// When they came back.
    pub back: String,
    /// The interest may not be read in public.
    pub redacted: bool,
}

impl Snapshot for Minutes {
    fn keep_only_for(&mut self, face: &Face) {
        self.head
            .keep(&mut self.items, |item| face.admits(&item.guard));
        self.head
            .keep(&mut self.decisions, |one| face.admits(&one.guard));
        self.head
            .keep(&mut self.actions, |one| face.admits(&one.guard));
        self.changes.retain(|change| face.admits(&change.guard));
        // What is decided in the closed session is to be done there too, so only the public's copy lacks an action.
        if *face == Face::Public {
            self.meeting.link.clear();
            // A correction may be of something confidential, and does not say so.
            self.head.keep(&mut self.corrections, |_| false);
            for one in &mut self.changes {
                one.guard = Guard::default();
            }
            for one in &mut self.decisions {
                one.guard = Guard::default();
            }
            for one in &mut self.actions {
                one.guard = Guard::default();
            }
            for item in &mut self.items {
                item.guard = Guard::default();
                self.head
                    .keep(&mut item.actions, |action| face.admits(&action.guard));
                for action in &mut item.actions {
                    action.guard = Guard::default();
                }
                self.head
                    .keep(&mut item.decisions, |one| face.admits(&one.guard));
                for one in &mut item.decisions {
                    one.guard = Guard::default();
                }
                for ruling in item.rulings.iter_mut().filter(|r| r.redacted) {
                    ruling.interest.clear();
                }
            }
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
        let (meeting, day) = (&self.meeting, in_words(self.meeting.day));
        let of_items = self.items.iter().flat_map(|item| {
            let inner = item.decisions.iter().map(|d| &d.guard);
            std::iter::once(&item.guard).chain(inner.chain(item.actions.iter().map(|a| &a.guard)))
        });
        let others = self.decisions.iter().map(|d| &d.guard);
        let mut guards = of_items.chain(others.chain(self.actions.iter().map(|a| &a.guard)));
        let mut pack = parts::open(Opening {
            title: format!("Minutes: {}", self.group),
            subtitle: day.clone(),
            subject: format!("Minutes of {} of {day}", self.group),
            head: &self.head,
            as_at: made_on,
            made_on,
            confidential: guards.any(|g| g.mark().is_some()),
            footer: format!("Minutes of {}, {day}", self.group),
            lines: vec![
                ("Group", self.group.clone()),
                ("Day", day.clone()),
                ("Time", board::time(&meeting.from, &meeting.to)),
                ("Place", meeting.place.clone()),
                ("In the chair", meeting.chair.clone()),
                ("State", self.state.clone()),
                ("Version", parts::version(self.version)),
            ],
            signed: &self.sign_offs,
        });
        if self.approved {
            sign_off::approved(&mut pack);
        }
        if !self.changes.is_empty() {
            let heading = format!("New in version {}", self.version.max(2));
            pack.heading_at(1, "changes", heading);
            pack.bullets(self.changes.iter().map(|c| c.text.clone()));
        }
        board::attendance(&mut pack, &self.group, &self.seats);
        parts::left_out(&mut pack, &self.head);
        pack.heading_at(1, "minutes", "Minutes");
        if self.items.is_empty() {
            pack.paragraph("Nothing is on record.");
        }
        for item in &self.items {
            guarded(&mut pack, &item.guard, |pack| self::item(pack, item));
        }
        parts::other_decisions(&mut pack, &self.decisions, 2);
        if !self.actions.is_empty() {
            pack.heading(2, "Other actions");
            pack.table(board::action_table(&self.actions, "Actions of no item"));
        }
        decisions(&mut pack, self);
        if !self.corrections.is_empty() {
            pack.heading_at(1, "corrections", "Corrected on approval");
            pack.bullets(self.corrections.iter().cloned());
        }
        parts::close(&mut pack, &self.glossary, &self.sign_offs, "record");
        pack
    }

    fn file_stem(&self) -> String {
        format!(
            "minutes-{}-{}",
            copies::plain(&self.group),
            self.meeting.day
        )
    }
}

fn item(pack: &mut Document, item: &MinutesItem) {
    pack.heading(2, format!("{}. {}", item.number, item.title));
    quorum_and_rulings(pack, &item.quorum, &item.rulings);
    formatted(pack, &item.text, 3);
    parts::decided(pack, &item.decisions, &item.guard);
    if !item.actions.is_empty() {
        let caption = format!("Actions of item {}", item.number);
        pack.table(board::action_table(&item.actions, &caption));
    }
}

/// Whether an item had a quorum, and what was ruled on interests in it.
pub(super) fn quorum_and_rulings(pack: &mut Document, quorum: &str, rulings: &[Ruling]) {
    if !quorum.is_empty() {
        let words = match (
            quorum.strip_prefix("quorum "),
            quorum.strip_prefix("no quorum"),
        ) {
            (Some(rest), _) => Text::new().strong("Quorum ").then(rest),
            (_, Some(rest)) => Text::new().strong("No quorum").then(rest),
            _ => Text::new().strong("Quorum: ").then(quorum),
        };
        pack.paragraph(words);
    }
    if !rulings.is_empty() {
        let mut call_out = CallOut::information("Interests");
        for ruling in rulings {
            call_out = call_out.paragraph(ruled(ruling));
        }
        pack.call_out(call_out);
    }
}

fn ruled(one: &Ruling) -> String {
    let interest = if one.interest.is_empty() {
        "an interest that is not shown here"
    } else {
        one.interest.trim_end_matches('.')
    };
    let mut words = format!("{}: {interest}. {}", one.person, one.ruling);
    if !one.by.is_empty() {
        words += &format!(", ruled by {}", one.by);
    }
    match (one.out.is_empty(), one.back.is_empty()) {
        (true, _) => {}
        (false, true) => words += &format!("; out from {}", one.out),
        (false, false) => words += &format!("; out from {} to {}", one.out, one.back),
    }
    words + "."
}

/// All decisions once more, for those who look for nothing else. What is confidential stands with its item alone.
fn decisions(pack: &mut Document, copy: &Minutes) {
    let of_items = copy
        .items
        .iter()
        .flat_map(|item| item.decisions.iter().map(|d| (item.number.as_str(), d)));
    let others = copy.decisions.iter().map(|d| ("–", d));
    let open: Vec<(&str, &PackDecision)> = of_items
        .chain(others)
        .filter(|(_, one)| one.guard.mark().is_none())
        .collect();
    if open.is_empty() {
        return;
    }
    pack.heading_at(1, "decisions", "Decisions");
    let mut table = Table::of([Column::new("Item"), Column::new("Decided").weight(1)])
        .caption("What was decided")
        .row_headers();
    for (number, decision) in open {
        table.push([number.to_owned(), decision.text.clone()]);
    }
    pack.table(table);
}
