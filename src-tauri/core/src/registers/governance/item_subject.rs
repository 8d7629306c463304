//! COI-4: whom and what an agenda item is about, so that interests that touch it are found.

use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, AgendaItem};
use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
    registers::{
        hub::{Organisation, Practice},
        stakeholders::Person,
    },
};

/// Somebody or something that an agenda item concerns: an organisation, a practice, a person, or by name a supplier or
/// programme that is in no list yet.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct ItemSubject {
    /// The agenda item.
    pub item: Ref<AgendaItem>,
    /// An organisation, such as a supplier or provider.
    pub organisation: Option<Ref<Organisation>>,
    /// A practice.
    pub practice: Option<Ref<Practice>>,
    /// A person.
    pub person: Option<Ref<Person>>,
    /// By name: a supplier or programme that is in no list yet.
    #[garde(length(chars, max = 200))]
    pub name: Option<String>,
}

impl Record for ItemSubject {
    const DECLARATION: Declaration = Declaration {
        confidential: true,
        title: &["name", "organisation", "practice", "person"],
        columns: &["item", "organisation", "practice", "person", "name"],
        part_of: Some("item"),
        stays: true,
        ..Declaration::new(
            "item_subject",
            "Concerned by an item",
            "Concerned by items",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        let named = self.name.as_ref().is_some_and(|n| !n.trim().is_empty());
        let some = [
            self.organisation.is_some(),
            self.practice.is_some(),
            self.person.is_some(),
            named,
        ];
        if some.iter().filter(|s| **s).count() == 1 {
            return vec![];
        }
        vec![FieldFault {
            field: "name".into(),
            message: "Name one: an organisation, a practice, a person, or a name.".into(),
        }]
    }
}
