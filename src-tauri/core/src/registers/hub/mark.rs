//! HUB-3: what the hub has done with each practice and each network: dated records, never ticks.

use chrono::NaiveDate;
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AREA, HubProfile, Pcn, Practice, in_order};
use crate::{
    contract::FieldFault,
    record::{Declaration, LongText, Record, Ref},
};

/// Something that holds for a practice from a day on: contacted, engaged, hosting placements.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct PracticeMark {
    /// The practice.
    pub practice: Ref<Practice>,
    /// What holds.
    #[schemars(extend("x-list" = "coverage_mark"))]
    pub mark: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; empty while it goes on.
    pub to: Option<NaiveDate>,
    /// What shows it: a meeting, an e-mail, a visit.
    pub evidence: Option<LongText>,
    /// The hub that did it.
    pub hub: Option<Ref<HubProfile>>,
}

impl Record for PracticeMark {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["practice", "mark", "from"]],
        title: &["mark", "practice"],
        columns: &["practice", "mark", "from", "to", "evidence"],
        part_of: Some("practice"),
        lasts: Some(("from", "to")),
        ..Declaration::new(
            "practice_mark",
            "Practice coverage mark",
            "Practice coverage",
            AREA,
        )
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            Some(self.from),
            self.to,
            "to",
            "A mark can't end before it starts.",
        )
    }
}

/// Something that holds for a network as a whole from a day on: support offered, uses library services.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, Validate)]
#[garde(allow_unvalidated)]
pub struct PcnMark {
    /// The network.
    #[schemars(title = "PCN")]
    pub pcn: Ref<Pcn>,
    /// What holds.
    #[schemars(extend("x-list" = "coverage_mark"))]
    pub mark: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; empty while it goes on.
    pub to: Option<NaiveDate>,
    /// What shows it: a meeting, an e-mail, a visit.
    pub evidence: Option<LongText>,
    /// The hub that did it.
    pub hub: Option<Ref<HubProfile>>,
}

impl Record for PcnMark {
    const DECLARATION: Declaration = Declaration {
        same_when: &[&["pcn", "mark", "from"]],
        title: &["mark", "pcn"],
        columns: &["pcn", "mark", "from", "to", "evidence"],
        part_of: Some("pcn"),
        lasts: Some(("from", "to")),
        ..Declaration::new("pcn_mark", "PCN coverage mark", "PCN coverage", AREA)
    };

    fn faults(&self) -> Vec<FieldFault> {
        in_order(
            Some(self.from),
            self.to,
            "to",
            "A mark can't end before it starts.",
        )
    }
}
