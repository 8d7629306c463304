//! After much came in, its pages are moved from beside the hub file into it by another thread: whoever brought it in need
//! not wait for that. What was committed is safe beside the file already; SQLite reads it there until it is moved.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    thread::JoinHandle,
};

use rusqlite::{Connection, OpenFlags};

use super::{Result, Store};

/// Field writes from which on a bringing in leaves its pages to another thread: about what fills SQLite's own measure of
/// 1,000 pages many times over.
const MUCH: usize = 20_000;
/// SQLite's own measure: pages beside the file from which on a commit moves them.
const PAGES: i64 = 1_000;

/// A thread that moves pages; waited for when the store is closed.
#[derive(Default)]
pub(super) struct Tidying(RefCell<Option<JoinHandle<()>>>);

impl Tidying {
    /// Waits until nothing is moved any more.
    pub(super) fn wait(&self) {
        if let Some(thread) = self.0.take() {
            // One that failed has moved less: the next commit moves the rest.
            let _ = thread.join();
        }
    }

    fn begin(&self, file: PathBuf) {
        self.wait();
        self.0.replace(Some(std::thread::spawn(move || {
            if let Err(e) = tidy(&file) {
                log::warn!("edits stay beside the hub file for now: {e}");
            }
        })));
    }
}

impl Drop for Tidying {
    fn drop(&mut self) {
        self.wait();
    }
}

/// Moves what no reader needs beside the file any more; waits for nobody.
fn tidy(file: &Path) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(file, flags)?;
    // As the store itself does it: what was moved is on the disk before its place beside the file is used again.
    db.pragma_update(None, "synchronous", "full")?;
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}

/// Before a commit: where so much came in that moving its pages takes a while, the commit moves none.
pub(super) fn leave_pages(db: &Connection, writes: usize) -> Result<()> {
    if writes >= MUCH {
        db.pragma_update(None, "wal_autocheckpoint", 0)?;
    }
    Ok(())
}

/// From here on commits move pages as they always do.
pub(super) fn move_pages_again(db: &Connection) -> Result<()> {
    Ok(db.pragma_update(None, "wal_autocheckpoint", PAGES)?)
}

impl Store {
    /// After a commit that moved none ([`leave_pages`]): a thread does.
    pub(super) fn tidy_beside(&self, writes: usize) {
        if writes >= MUCH {
            self.tidying.begin(self.path.clone());
        }
    }
}
