//! The minutes of a meeting: who was there, what was said and decided, rulings on interests, actions.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    board::{self, PackAction, PackMeeting, PackSeat},
    copies::{self, Face, Guard, Snapshot},
    parts::{self, Opening, formatted, guarded},
    sign_off::Signed,
};
use crate::{
    dates::in_words,
    document::{CallOut, Column, Document, Table, Text},
};

/// A meeting's minutes at one moment, complete in themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Minutes {
    /// Version of this form; 1.
    pub format: u8,
    /// For whom; none for the whole, which is never handed out.
    pub face: Option<Face>,
    /// Whether something that stands in the whole was left out of this copy.
    pub left_out: bool,
    /// Random letters that keep one copy's digest from confirming a guess at another copy's words.
    pub salt: String,
    /// The hub.
    pub hub: String,
    /// The group.
    pub group: String,
    /// The meeting.
    pub meeting: PackMeeting,
    /// Who was there.
    pub seats: Vec<PackSeat>,
    /// "Draft", "Checked by the chair", "Approved on 3 June 2026".
    pub state: String,
    /// The minutes, an item at a time.
    pub items: Vec<MinutesItem>,
    /// What the meeting that approved them had corrected.
    pub corrections: Vec<String>,
    /// Abbreviations that the minutes use, and what they mean.
    pub glossary: Vec<(String, String)>,
    /// Sign-offs, newest first.
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
    pub decisions: Vec<String>,
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
        let before = self.items.len();
        self.items.retain(|item| face.admits(&item.guard));
        self.left_out |= before != self.items.len();
        for item in &mut self.items {
            let before = item.actions.len();
            // What is decided in the closed session is to be done there too.
            if *face == Face::Public {
                item.actions.retain(|action| face.admits(&action.guard));
            }
            self.left_out |= before != item.actions.len();
        }
        if *face == Face::Public {
            self.meeting.link.clear();
            // A correction may be of something confidential, and does not say so.
            self.left_out |= !self.corrections.is_empty();
            self.corrections.clear();
            for item in &mut self.items {
                item.guard = Guard::default();
                for action in &mut item.actions {
                    action.guard = Guard::default();
                }
                for ruling in item.rulings.iter_mut().filter(|r| r.redacted) {
                    ruling.interest.clear();
                }
            }
        }
    }

    fn head(&mut self) -> (&mut Option<Face>, &mut String) {
        (&mut self.face, &mut self.salt)
    }

    fn glossary(&mut self) -> Option<&mut Vec<(String, String)>> {
        Some(&mut self.glossary)
    }

    fn document(&self, made_on: NaiveDate) -> Document {
        document(self, made_on)
    }

    fn file_stem(&self) -> String {
        format!(
            "minutes-{}-{}",
            copies::plain(&self.group),
            self.meeting.day
        )
    }
}

/// The minutes as a document.
#[must_use]
pub fn document(copy: &Minutes, made_on: NaiveDate) -> Document {
    let (meeting, day) = (&copy.meeting, in_words(copy.meeting.day));
    let mut guards = copy.items.iter().map(|i| &i.guard);
    let mut pack = parts::open(Opening {
        title: format!("Minutes: {}", copy.group),
        subtitle: day.clone(),
        subject: format!("Minutes of {} of {day}", copy.group),
        hub: &copy.hub,
        as_at: made_on,
        made_on,
        face: copy.face.as_ref(),
        confidential: copy.face != Some(Face::Public) && guards.any(|g| g.mark().is_some()),
        footer: format!("Minutes of {}, {day}", copy.group),
        lines: vec![
            ("Group", copy.group.clone()),
            ("Day", day.clone()),
            ("Time", board::time(&meeting.from, &meeting.to)),
            ("Place", meeting.place.clone()),
            ("In the chair", meeting.chair.clone()),
            ("State", copy.state.clone()),
        ],
        signed: &copy.sign_offs,
    });
    board::attendance(&mut pack, &copy.group, &copy.seats);
    parts::left_out(&mut pack, copy.face.as_ref(), copy.left_out);
    pack.heading_at(1, "minutes", "Minutes");
    if copy.items.is_empty() {
        pack.paragraph("Nothing is on record.");
    }
    for item in &copy.items {
        guarded(&mut pack, &item.guard, |pack| self::item(pack, item));
    }
    decisions(&mut pack, copy);
    if !copy.corrections.is_empty() {
        pack.heading_at(1, "corrections", "Corrected on approval");
        pack.bullets(copy.corrections.iter().cloned());
    }
    parts::close(&mut pack, &copy.glossary, &copy.sign_offs, "record");
    pack
}

fn item(pack: &mut Document, item: &MinutesItem) {
    pack.heading(2, format!("{}. {}", item.number, item.title));
    if !item.quorum.is_empty() {
        pack.paragraph(Text::new().strong("Quorum: ").then(item.quorum.clone()));
    }
    if !item.rulings.is_empty() {
        let mut call_out = CallOut::information("Interests");
        for ruling in &item.rulings {
            call_out = call_out.paragraph(ruled(ruling));
        }
        pack.call_out(call_out);
    }
    formatted(pack, &item.text, 3);
    for decision in &item.decisions {
        pack.paragraph(Text::new().strong("Decided: ").then(decision.clone()));
    }
    if !item.actions.is_empty() {
        let caption = format!("Actions of item {}", item.number);
        pack.table(board::action_table(&item.actions, &caption));
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
    let open: Vec<(&str, &String)> = copy
        .items
        .iter()
        .filter(|item| item.guard.mark().is_none())
        .flat_map(|item| item.decisions.iter().map(|d| (item.number.as_str(), d)))
        .collect();
    if open.is_empty() {
        return;
    }
    pack.heading_at(1, "decisions", "Decisions");
    let mut table = Table::of([Column::new("Item"), Column::new("Decided").weight(1)])
        .caption("What was decided")
        .row_headers();
    for (number, decision) in open {
        table.push([number.to_owned(), decision.clone()]);
    }
    pack.table(table);
}
