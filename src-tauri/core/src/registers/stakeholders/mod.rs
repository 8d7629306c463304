//! People and organisations the hub works with (STK): who holds which post, how much they matter and how things stand
//! with them, what was said to whom and what follows, the engagement strategy, groups and feedback.
//!
//! The rules are pure ([`standing`], [`contact`], [`feedback`], [`doubles`]); what reads them from the tables stands
//! beside them. Knows nothing of screens and files.

pub mod contact;
pub mod doubles;
mod engagement;
pub mod feedback;
mod group;
mod interval;
pub mod last;
mod mapping;
mod person;
mod post;
pub mod standing;
mod strategy;
mod survey;
pub mod waiting;

pub use engagement::{Engagement, EngagementParty};
pub use group::{GroupMinutes, JointPlan, StakeholderGroup};
pub use interval::ContactInterval;
pub use mapping::StakeholderMapping;
pub use person::{Person, person_named};
pub use post::Post;
pub use strategy::{
    EngagementActivity, EngagementAudience, EngagementObjective, EngagementStrategy,
};
pub use survey::{SurveyAnswer, SurveyQuestion, SurveyRound};

use crate::contract::FieldFault;

/// Name of the area of the navigation.
pub(super) const AREA: &str = "contacts";

/// Exactly one of the fields that name a stakeholder is filled in; else a fault at the first of them.
fn exactly_one(filled: &[(&str, bool)], missing: &str, several: &str) -> Vec<FieldFault> {
    let message = match filled.iter().filter(|(_, filled)| *filled).count() {
        1 => return vec![],
        0 => missing,
        _ => several,
    };
    let first = filled.first().map_or("", |(name, _)| name);
    vec![FieldFault {
        field: first.into(),
        message: message.into(),
    }]
}
