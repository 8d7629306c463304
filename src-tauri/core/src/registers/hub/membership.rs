//! HUB-2: which practice belonged to which network, and when.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, Pcn, Practice, in_order};
use crate::{
    contract::FieldFault,
    record::{Declaration, Record, Ref},
};

/// A practice's time in a network.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct PcnMembership {
    /// The practice.
    pub practice: Ref<Practice>,
    /// The network.
    #[schemars(title = "PCN")]
    pub pcn: Ref<Pcn>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; empty while it goes on.
    pub to: Option<NaiveDate>,
}

impl Record for PcnMembership {
    const DECLARATION: Declaration = Declaration {
        key: &["practice", "pcn", "from"],
        title: &["practice", "pcn"],
        columns: &["practice", "pcn", "from", "to"],
        part_of: Some("practice"),
        lasts: Some(("from", "to")),
        ..Declaration::new("pcn_membership", "PCN membership", "PCN memberships", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            self.from,
            self.to,
            "to",
            "A membership can't end before it starts.",
        )
    }
}
