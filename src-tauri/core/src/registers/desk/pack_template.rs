//! PCK-1: which parts a board's packs have, in which order. Said once for a board, or for all of them.

use garde::Validate;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AREA;
use crate::{
    contract::FieldFault,
    record::{Declaration, Id, LongText, Record, Ref},
    registers::governance::Board,
    store::{Result, column},
};

/// The parts of a board pack that can be chosen and ordered, in their usual order. Before them stand the meeting and its
/// agenda, after them abbreviations and the sign-off.
pub const SECTIONS: [&str; 8] = [
    "attendance",
    "interests",
    "actions",
    "decisions",
    "previous",
    ITEMS,
    "reports",
    "papers",
];

/// What a pack is for: it is never left out.
const ITEMS: &str = "items";

/// The parts of a board's packs, in their order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct PackTemplate {
    /// What it is called.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// The pack that it is for.
    pub pack: Composed,
    /// The board or group whose packs it is for; left empty, for those of all that have none of their own.
    pub board: Option<Ref<Board>>,
    /// Its parts in their order, one a line: attendance, interests, actions, decisions, previous (minutes of last time),
    /// items, reports, papers (their list).
    pub sections: LongText,
}

/// The packs that are composed from parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Composed {
    /// The pack of a meeting.
    #[schemars(title = "Board pack")]
    Board,
}

impl Record for PackTemplate {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["pack", "board"]],
        columns: &["name", "pack", "board", "sections"],
        ..Declaration::new("pack_template", "Pack template", "Pack templates", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        let fault = |message: String| {
            vec![FieldFault {
                field: "sections".into(),
                message,
            }]
        };
        let unknown = lines(&self.sections.0).find(|line| !SECTIONS.contains(line));
        if let Some(line) = unknown {
            return fault(format!(
                "There is no part called “{line}”. The parts: {}.",
                SECTIONS.join(", ")
            ));
        }
        if !lines(&self.sections.0).any(|line| line == ITEMS) {
            return fault("A board pack has its items. Add a line “items”.".to_owned());
        }
        vec![]
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The parts that a text names, each once. What is not known is passed over, and the items come last where they are not
/// named: two edits that were joined still make a pack.
fn sections(text: &str) -> Vec<String> {
    let mut chosen: Vec<String> = vec![];
    for line in lines(text).chain([ITEMS]) {
        if SECTIONS.contains(&line) && !chosen.iter().any(|one| one == line) {
            chosen.push(line.to_owned());
        }
    }
    chosen
}

/// The parts of a board's packs: its own, else those of all boards. None where nobody chose any.
///
/// # Errors
/// When the tables can't be read.
pub fn sections_of(db: &Connection, board: Id) -> Result<Option<Vec<String>>> {
    let found = db
        .prepare_cached(
            "SELECT sections FROM live_pack_template WHERE pack = 'board' AND (board = ?1 OR board IS NULL)
             ORDER BY board IS NULL, name, id LIMIT 1",
        )?
        .query_row([board], |r| column::text(r, 0))
        .optional()?;
    Ok(found.map(|text| sections(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_each_once_and_the_items_are_always_there() {
        assert_eq!(
            sections("papers\n actions \n\nweather\npapers"),
            ["papers", "actions", "items"]
        );
        assert_eq!(sections("items\nreports"), ["items", "reports"]);
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
    }
}
