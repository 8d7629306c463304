//! Files as they reach a hub: real public ones, and sets made to break readers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod made_workbooks;
mod real_files;
mod refusals;
mod round_trip;
mod torture;

use std::path::PathBuf;

use super::{Limits, ReadOptions, TabularError, Workbook, read, read_bytes};

/// A folder of the public test files, or `None` with a message where they are absent.
pub(super) fn shared(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("HUBFOLIO_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let folder = root.join(folder);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!(
        "skipped: the public test files are not in {}",
        folder.display()
    );
    None
}

pub(super) fn read_default_bytes(name: &str, bytes: &[u8]) -> Result<Workbook, TabularError> {
    read_bytes(name, bytes, &Limits::default(), &ReadOptions::default())
}

pub(super) fn read_with_defaults(path: &std::path::Path) -> Result<Workbook, TabularError> {
    read(path, &Limits::default(), &ReadOptions::default())
}

/// By how much a heavy run (`cargo xtask soak`) multiplies the counts; 1 on other days.
pub(super) fn times() -> usize {
    let wanted = std::env::var("HUBFOLIO_SOAK")
        .ok()
        .and_then(|text| text.parse().ok());
    wanted.unwrap_or(1).max(1)
}
