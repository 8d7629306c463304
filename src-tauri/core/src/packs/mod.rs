//! Packs: one file per kind of pack. A pack is made from a copy of the records at one moment, never from the records
//! themselves, so that what was signed and what is printed are the same.

pub mod kpi;
pub mod list;
