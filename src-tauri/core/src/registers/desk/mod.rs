//! How a team likes to look at its records (`ui.md` §1.5), and what it keeps beside the fields that every hub has (DAT-1).

mod attachment;
pub mod own;
mod own_column;
mod own_value;
mod pack_template;
mod rule_setting;
mod saved_view;

pub use attachment::Attachment;
pub use own_column::OwnColumn;
pub use own_value::OwnValue;
pub use pack_template::{Chosen, Composed, PackTemplate, Part, chosen};
pub use rule_setting::RuleSetting;
pub use saved_view::SavedView;

/// Not an area of the navigation: what belongs here is reached from the lists themselves.
pub(crate) const AREA: &str = "desk";
