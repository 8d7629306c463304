//! Packs: one file per kind of pack. A pack is made from a copy of the records at one moment, never from the records
//! themselves, so that what was signed and what is printed are the same.

mod abbreviations;
pub mod board;
#[cfg(test)]
mod composed_tests;
pub mod copies;
pub mod engagement;
pub mod head;
pub mod issued;
pub mod kpi;
pub mod kpi_report;
mod kpi_trend;
pub mod list;
pub mod minutes;
pub mod news;
mod parts;
pub mod passport;
pub mod register_of_interests;
pub mod report;
pub mod sign_off;
pub mod strategy;
mod template;
#[cfg(test)]
mod tests;
pub mod who_reports;
