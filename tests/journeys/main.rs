//! Journeys over several registers, against the core alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

/// The journeys make and drop very many small things on both cores; the allocator of the system took a sixth of their
/// time. The benchmarks keep it: they measure what people have.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
