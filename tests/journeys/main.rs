//! Journeys over several registers, against the core alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod bad_files;
mod beside;
mod boards;
mod copies;
mod crash;
mod erasure;
mod exchange;
mod files;
mod identity;
mod imports;
mod lists;
mod log;
mod many;
mod packs;
mod properties;
mod returns;
mod stakeholders;
mod versions;
