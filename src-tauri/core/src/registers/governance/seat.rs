//! GOV-1: the seats of a board, whoever sits on them.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Board};
use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
    registers::hub::{Organisation, in_order},
};

/// A seat on a board, as its terms of reference lay down. It is vacant while nobody holds it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct BoardSeat {
    /// The board.
    pub board: Ref<Board>,
    /// Whose seat it is, such as Lead clinician or Nominee of a locality hub.
    #[garde(length(chars, min = 2, max = 200))]
    pub name: String,
    /// The organisation that fills it, where it is one's.
    pub organisation: Option<Ref<Organisation>>,
    /// Its holder votes.
    pub voting: Option<bool>,
    /// It may stay empty.
    pub optional: Option<bool>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; empty while the board has it.
    pub to: Option<NaiveDate>,
}

impl Record for BoardSeat {
    const DECLARATION: Declaration = Declaration {
        title: &["name", "board"],
        columns: &["name", "board", "organisation", "voting", "optional"],
        part_of: Some("board"),
        lasts: Some(("from", "to")),
        ..Declaration::new("board_seat", "Seat", "Seats", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            self.from,
            self.to,
            "to",
            "A seat can't end before it starts.",
        )
    }
}
