//! COI-4: what was ruled about a person's interest in an item of a meeting.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::InterestDeclaration;
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
    registers::{
        governance::{AREA, AgendaItem, time_entry, times_in_order},
        stakeholders::Person,
    },
};

/// What the person in the chair ruled when a member's interest touched an item. Only this enters the minutes; what
/// Hubfolio proposes does not.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct ItemRuling {
    /// The agenda item.
    pub item: Ref<AgendaItem>,
    /// Whose interest it is.
    pub person: Ref<Person>,
    /// The declaration, where the interest was declared before.
    pub declaration: Option<Ref<InterestDeclaration>>,
    /// What was declared at the meeting itself.
    pub interest: Option<LongText>,
    /// What was ruled.
    pub ruled: Ruled,
    /// Who ruled.
    pub ruled_by: Ref<Person>,
    /// Why, where it differs from what is usual.
    pub reason: Option<LongText>,
    /// When they left the room, like 10:05.
    #[garde(custom(time_entry))]
    pub out: Option<String>,
    /// When they came back.
    #[garde(custom(time_entry))]
    pub back: Option<String>,
    /// The day of the ruling.
    pub day: Option<NaiveDate>,
}

/// What was ruled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ruled {
    /// Noted; took part.
    #[schemars(title = "Noted")]
    Noted,
    /// Stayed and did not speak or vote.
    #[schemars(title = "Stayed, did not speak or vote")]
    StayedSilent,
    /// Left the room for the item.
    #[schemars(title = "Left for the item")]
    Left,
}

impl Record for ItemRuling {
    const DECLARATION: Declaration = Declaration {
        personal: true,
        confidential: true,
        key: &["item", "person"],
        title: &["person", "item"],
        columns: &["item", "person", "ruled", "ruled_by", "out", "back"],
        part_of: Some("item"),
        stays: true,
        by_hand: false,
        ..Declaration::new(
            "item_ruling",
            "Ruling on an interest",
            "Rulings on interests",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        let mut faults = times_in_order(
            self.out.as_ref(),
            self.back.as_ref(),
            "back",
            "Nobody comes back before they leave.",
        );
        if self.person == self.ruled_by {
            faults.push(FieldFault {
                field: "ruled_by".into(),
                message: "Nobody rules on their own interest: the deputy or another member takes the chair."
                    .into(),
            });
        }
        faults
    }
}
