//! How a team likes to look at its records (`ui.md` §1.5).

mod attachment;
mod rule_setting;
mod saved_view;

pub use attachment::Attachment;
pub use rule_setting::RuleSetting;
pub use saved_view::SavedView;

/// Not an area of the navigation: what belongs here is reached from the lists themselves.
const AREA: &str = "desk";
