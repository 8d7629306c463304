//! Journeys over several registers, against the core alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod bad_files;
mod crash;
mod exchange;
mod imports;
mod lists;
mod log;
mod properties;
mod returns;
