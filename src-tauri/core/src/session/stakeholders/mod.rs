//! Stakeholders at the door: one stakeholder's page, the map, records that may be one, feedback rounds.

mod duplicates;
mod map;
mod page;
mod survey;
mod timeline;

pub(super) use self::{
    map::{place_of, points},
    page::interval,
};
