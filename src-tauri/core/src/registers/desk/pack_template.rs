//! PCK-1: which parts a pack has, in which order. Said once: for the packs of a board, or of all of them; for the strategy;
//! for the engagement report.

use garde::Validate;
use rusqlite::{Connection, OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::{
    contract::FieldFault,
    record::{Declaration, Id, LongText, Record, Ref},
    registers::governance::Board,
    store::{Result, column},
};

/// The parts of a pack, in their order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct PackTemplate {
    /// What it is called.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// The pack that it is for.
    pub pack: Composed,
    /// For board packs, the board or group whose packs it is for; left empty, for those of all that have none of their own.
    pub board: Option<Ref<Board>>,
    /// Its parts in their order, one a line. Of a board pack: attendance, interests, actions, decisions, previous (minutes
    /// of last time), items, reports, papers (their list). Of a strategy or a report: as its contents name them.
    pub sections: LongText,
}

/// The packs that are composed from parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Composed {
    /// The pack of a meeting.
    #[schemars(title = "Board pack")]
    Board,
    /// Where stakeholders stand, and the contacts of a year.
    #[schemars(title = "Stakeholder engagement report")]
    Engagement,
    /// The hub's strategy.
    #[schemars(title = "Strategy")]
    Strategy,
}

/// A part of a pack: its name in the hub file, and what people call it.
pub type Part = (&'static str, &'static str);

/// What a board pack is for: it is never left out.
const ITEMS: &str = "items";

const OF_BOARD: [Part; 8] = [
    ("attendance", "Seats and attendance"),
    ("interests", "Interests to declare"),
    ("actions", "Actions"),
    ("decisions", "Decisions between meetings"),
    ("previous", "Minutes of last time"),
    (ITEMS, "Items with their papers"),
    ("reports", "Standing reports"),
    ("papers", "List of papers"),
];

const OF_ENGAGEMENT: [Part; 4] = [
    ("stakeholders", "Stakeholders"),
    ("grid", "Influence and interest"),
    ("contacts", "Contacts"),
    ("plan", "What was planned"),
];

const OF_STRATEGY: [Part; 13] = [
    ("foreword", "Foreword"),
    ("glance", "At a glance"),
    ("funding", "Funding sources"),
    ("workstreams", "Workstreams"),
    ("area", "Our area"),
    ("governance", "Governance"),
    ("people", "Our people"),
    ("workforce", "Workforce planning"),
    ("placements", "Learning environments and placements"),
    ("new_roles", "New roles and new ways of working"),
    ("retention", "Retention, wellbeing and inclusion"),
    ("references", "References"),
    ("next", "What happens next"),
];

impl Composed {
    const ALL: [Self; 3] = [Self::Board, Self::Engagement, Self::Strategy];

    /// Its name in the hub file and in requests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Engagement => "engagement",
            Self::Strategy => "strategy",
        }
    }

    /// By its name; none for another.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pack| pack.name() == name)
    }

    /// In a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Board => "board packs",
            Self::Engagement => "stakeholder engagement report",
            Self::Strategy => "strategy",
        }
    }

    /// The parts that can be chosen and ordered, in their usual order. Before them stands what the pack is of (the meeting
    /// and its agenda, the year at a glance), after them abbreviations and the sign-off.
    #[must_use]
    pub fn parts(self) -> &'static [Part] {
        match self {
            Self::Board => &OF_BOARD,
            Self::Engagement => &OF_ENGAGEMENT,
            Self::Strategy => &OF_STRATEGY,
        }
    }

    /// The part that is never left out.
    #[must_use]
    pub fn always(self) -> Option<&'static str> {
        (self == Self::Board).then_some(ITEMS)
    }

    fn has(self, part: &str) -> bool {
        self.parts().iter().any(|known| known.0 == part)
    }
}

impl Record for PackTemplate {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["pack", "board"]],
        columns: &["name", "pack", "board", "sections"],
        ..Declaration::new("pack_template", "Pack template", "Pack templates", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let fault = |field: &str, message: String| {
            vec![FieldFault {
                field: field.into(),
                message,
            }]
        };
        let pack = self.pack;
        if pack != Composed::Board && self.board.is_some() {
            let message = format!("The {} is of no board. Leave this empty.", pack.words());
            return fault("board", message);
        }
        if let Some(line) = lines(&self.sections.0).find(|line| !pack.has(line)) {
            let parts: Vec<&str> = pack.parts().iter().map(|part| part.0).collect();
            let message = format!(
                "There is no part called “{line}”. The parts: {}.",
                parts.join(", ")
            );
            return fault("sections", message);
        }
        let missing = pack
            .always()
            .filter(|part| !lines(&self.sections.0).any(|line| line == *part));
        if let Some(part) = missing {
            let message = format!("A board pack has its {part}. Add a line “{part}”.");
            return fault("sections", message);
        }
        vec![]
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The parts that a text names, each once. What is not known is passed over, and what is always there comes last where it
/// is not named: two edits that were joined still make a pack.
fn parts(pack: Composed, text: &str) -> Vec<String> {
    let mut chosen: Vec<String> = vec![];
    for line in lines(text).chain(pack.always()) {
        if pack.has(line) && !chosen.iter().any(|one| one == line) {
            chosen.push(line.to_owned());
        }
    }
    chosen
}

/// The parts of a pack, as somebody chose them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The record that says so.
    pub template: Id,
    /// Its name.
    pub name: String,
    /// The board whose packs it is for; none = all, or a pack of no board.
    pub board: Option<Id>,
    /// The parts, in their order.
    pub parts: Vec<String>,
}

/// The parts of a pack: of a board's, its own, else those of all boards. None where nobody chose any.
///
/// # Errors
/// When the tables can't be read.
pub fn chosen(db: &Connection, pack: Composed, board: Option<Id>) -> Result<Option<Chosen>> {
    let found = db
        .prepare_cached(
            "SELECT id, name, board, sections FROM live_pack_template
             WHERE pack = ?1 AND (board = ?2 OR board IS NULL) ORDER BY board IS NULL, name, id LIMIT 1",
        )?
        .query_row(params![pack.name(), board], |r| {
            Ok(Chosen {
                template: r.get(0)?,
                name: column::text(r, 1)?,
                board: r.get(2)?,
                parts: parts(pack, &column::text(r, 3)?),
            })
        })
        .optional()?;
    // Of a text that names none of the parts nobody can tell what was meant: then all are there.
    Ok(found.filter(|one| !one.parts.is_empty()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn parts_are_read_each_once_and_the_items_are_always_there() {
        let of_board = |text: &str| parts(Composed::Board, text);
        assert_eq!(
            of_board("papers\n actions \n\nweather\npapers"),
            ["papers", "actions", "items"]
        );
        assert_eq!(of_board("items\nreports"), ["items", "reports"]);
        assert_eq!(
            parts(Composed::Engagement, "contacts\nitems\ngrid"),
            ["contacts", "grid"]
        );
    }

    #[test]
    fn packs_and_parts_have_names_of_their_own() {
        for pack in Composed::ALL {
            assert_eq!(Composed::named(pack.name()), Some(pack));
            let names: BTreeSet<&str> = pack.parts().iter().map(|part| part.0).collect();
            let words: BTreeSet<&str> = pack.parts().iter().map(|part| part.1).collect();
            assert_eq!(
                (names.len(), words.len()),
                (pack.parts().len(), names.len())
            );
            assert!(pack.always().is_none_or(|part| pack.has(part)));
        }
        assert_eq!(Composed::named("kpi"), None);
    }

    #[test]
    fn what_is_no_part_is_refused_by_its_name() {
        let template = |sections: &str| PackTemplate {
            name: "Short".into(),
            pack: Composed::Board,
            board: None,
            sections: LongText(sections.into()),
        };
        let said = |text: &str| {
            template(text)
                .faults()
                .into_iter()
                .map(|f| f.message)
                .collect::<String>()
        };
        assert!(said("items\nweather").contains("“weather”"));
        assert!(said("actions").contains("items"));
        assert_eq!(said("reports\nitems"), "");
        let mut strategy = template("area\nforeword");
        strategy.pack = Composed::Strategy;
        assert_eq!(strategy.faults().len(), 0);
        strategy.board = Some(Ref::to(Id::from_bytes([7; 16])));
        assert!(strategy.faults()[0].message.contains("of no board"));
    }
}
