//! People and organisations the hub works with (STK).

mod person;

pub use person::{Person, person_named};

/// Name of the area of the navigation.
pub(super) const AREA: &str = "contacts";
