//! What is looked at before a hub file is opened. At a usual start that is its first page and its length alone; after
//! the program went off in the middle of something, or when a read met a damaged page, every page.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{
    Result, Store, StoreError,
    open::{APPLICATION_ID, beside},
};

/// Bytes of the header of an SQLite file (its file format, 1.3).
const HEADER: usize = 100;

/// Looks at the first page without SQLite, which would leave its mark on another program's file. Returns whether the
/// program went off in the middle of something: SQLite clears the file of edits beside the hub file away when it closes
/// in peace.
pub(super) fn look_at_header(path: &Path) -> Result<bool> {
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Missing(path.to_owned()));
        }
        Err(e) => return Err(StoreError::file("open", path)(e)),
    };
    let mut head = vec![];
    let length = file
        .metadata()
        .map_err(StoreError::file("read", path))?
        .len();
    file.by_ref()
        .take(HEADER as u64)
        .read_to_end(&mut head)
        .map_err(StoreError::file("read", path))?;
    let torn_off = beside(path, "-wal").metadata().is_ok_and(|m| m.len() > 0);
    let damaged = |detail: &str| {
        Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: detail.into(),
        })
    };
    let ours = path.extension().is_some_and(|e| e == "hubfolio");
    if head.len() == HEADER && head.starts_with(b"SQLite format 3\0") {
        // With edits beside it that were not written back yet, the first page may be older than the file.
        return if torn_off {
            Ok(true)
        } else if number(&head, 68, 4) != u64::from(APPLICATION_ID.unsigned_abs()) {
            Err(StoreError::NotAHubFile(path.to_owned()))
        } else if length < expected_length(&head) {
            damaged("it is cut short")
        } else {
            Ok(false)
        };
    }
    match (ours, head.len()) {
        (true, HEADER) => damaged("its first page is not readable"),
        (true, _) => damaged("it is cut short"),
        (false, _) => Err(StoreError::NotAHubFile(path.to_owned())),
    }
}

/// A number in the header.
fn number(head: &[u8], at: usize, len: usize) -> u64 {
    let bytes = head.get(at..at + len).unwrap_or_default();
    bytes.iter().fold(0, |n, b| n << 8 | u64::from(*b))
}

/// Pages times their size, where the header knows both.
fn expected_length(head: &[u8]) -> u64 {
    let page = match number(head, 16, 2) {
        1 => 65_536,
        size => size,
    };
    // The number of pages counts only when it was written together with the change counter.
    if number(head, 24, 4) == number(head, 92, 4) {
        page * number(head, 28, 4)
    } else {
        0
    }
}

/// Looks at every page.
pub(super) fn look_at_every_page(db: &Connection, path: &Path) -> Result<()> {
    let words: String = db.query_row("PRAGMA quick_check(1)", [], |r| r.get(0))?;
    if words != "ok" {
        return Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: words.lines().last().unwrap_or_default().to_owned(),
        });
    }
    no_longer_suspect(path);
    Ok(())
}

fn mark(path: &Path) -> PathBuf {
    beside(path, ".suspect")
}

pub(super) fn is_suspect(path: &Path) -> bool {
    mark(path).exists()
}

pub(super) fn no_longer_suspect(path: &Path) {
    // A mark that stays costs one more look at the next start, nothing else.
    let _ = std::fs::remove_file(mark(path));
}

impl Store {
    /// A read met a damaged page: the next start looks at every page before anything else.
    pub fn suspect(&self) {
        if let Err(e) = std::fs::write(mark(&self.path), b"") {
            log::warn!("the hub file could not be marked as suspect: {e}");
        }
    }
}
