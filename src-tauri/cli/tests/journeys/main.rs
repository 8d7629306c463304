//! Journeys through the real program: another process, real files, exit codes, bytes on stdout and stderr.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub
)]

mod attachments;
mod attention;
mod boards;
mod care;
mod closing;
mod exports;
mod hub;
mod imports;
mod interests;
mod issued_packs;
mod joining;
mod lists;
mod meeting_packs;
mod pack;
mod packets;
mod real_data;
mod records;
mod returns;
mod stakeholders;
mod two_programs;
mod versions;
mod whole_meeting;
mod wrong_input;
