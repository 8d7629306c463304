//! A copy of the hub file that is checked before it gets its name, and never takes the place of another file.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, backup::Backup};

use super::{Result, Store, StoreError};
use crate::{env::Env, files::new_file};

impl Store {
    /// Writes a copy of the file as it is now, without the space that erased text once took. Returns its size in
    /// bytes.
    ///
    /// # Errors
    /// A file of that name; a folder that can't be written; a copy that is not sound.
    pub fn backup(&self, env: &dyn Env, to: &Path) -> Result<u64> {
        self.copy(env, to, |partial| {
            let name = partial.to_str().ok_or_else(|| {
                let message = "This name can't be used for a copy. No copy was written.";
                StoreError::refused("bad_file_name", message, "Choose another name.")
            })?;
            self.db.execute("VACUUM INTO ?1", [name])?;
            Ok(())
        })
    }

    /// Writes a copy page by page, as large as the file is now: several times as quick as [`Store::backup`], for the
    /// copies that nobody asked for and that somebody waits for. What was removed is not in the free pages of either,
    /// since the file overwrites it at once.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub(super) fn page_copy(&self, env: &dyn Env, to: &Path) -> Result<u64> {
        self.copy(env, to, |partial| copy_pages(&self.db, partial))
    }

    /// What it takes to make such a copy on another thread, of the file as it is now: nobody may write to it meanwhile.
    pub(super) fn page_copy_beside(&self, to: PathBuf) -> Result<CopyBeside> {
        Ok(CopyBeside {
            from: self.path.clone(),
            to,
            like: self.likeness()?,
        })
    }

    fn copy(
        &self,
        env: &dyn Env,
        to: &Path,
        write: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<u64> {
        if to.exists() {
            return Err(StoreError::Exists(to.to_owned()));
        }
        let like = self.likeness()?;
        let size = new_file(to, |partial| {
            write(partial)?;
            like.same_and_sound(partial)
        })?;
        self.remember_copy(env.now());
        Ok(size)
    }

    /// Remembers that a copy was made. Where that fails, the copy is there all the same; only the reminder to make one will
    /// come sooner than it must.
    pub(super) fn remember_copy(&self, now: i64) {
        if let Err(e) = self.note_copy(now) {
            ::log::warn!("the day of the last copy could not be remembered: {e}");
        }
    }

    fn likeness(&self) -> Result<Likeness> {
        Ok(Likeness {
            application_id: application_id(&self.db)?,
            generation: self.generation()?,
        })
    }
}

/// A copy that another thread makes, by a way of its own into the hub file.
pub(super) struct CopyBeside {
    from: PathBuf,
    /// Where to.
    pub(super) to: PathBuf,
    like: Likeness,
}

impl CopyBeside {
    /// Makes it. Returns its size in bytes.
    ///
    /// # Errors
    /// As [`Store::backup`].
    pub(super) fn make(&self) -> Result<u64> {
        if self.to.exists() {
            return Err(StoreError::Exists(self.to.clone()));
        }
        new_file(&self.to, |partial| {
            copy_pages(&to_read(&self.from)?, partial)?;
            self.like.same_and_sound(partial)
        })
    }
}

fn copy_pages(from: &Connection, partial: &Path) -> Result<()> {
    let mut copy = Connection::open(partial)?;
    // Whoever makes the file has it written to the disk before it gets its name.
    copy.pragma_update(None, "synchronous", false)?;
    Backup::new(from, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    // A copy stands alone: no log of pages beside it.
    copy.pragma_update(None, "journal_mode", "delete")?;
    Ok(())
}

fn to_read(file: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(file, flags)?)
}

fn application_id(db: &Connection) -> Result<i32> {
    Ok(db.pragma_query_value(None, "application_id", |r| r.get(0))?)
}

/// What a copy is compared by.
struct Likeness {
    application_id: i32,
    generation: i64,
}

impl Likeness {
    /// The copy can be opened, its pages are sound, and it holds as many edits as the file.
    fn same_and_sound(&self, copy: &Path) -> Result<()> {
        let db = to_read(copy)?;
        let whole = tables_are_sound(&db)?
            && application_id(&db)? == self.application_id
            && super::generation(&db)? >= self.generation;
        if whole {
            return Ok(());
        }
        let message = "The copy did not turn out the same as the hub file. No copy was written.";
        let hint = "Choose another disk, and run a check of the hub file.";
        Err(StoreError::refused("backup_unsound", message, hint))
    }
}

/// Every table of a copy can be read to its end. The search is looked at as the tables that it is kept in: what it says
/// about the records is compared by a check of the hub file, and worked out anew when it does not fit.
fn tables_are_sound(db: &Connection) -> Result<bool> {
    let mut names = db.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    )?;
    let names = names
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for name in names {
        let words: String = db.query_row(
            "SELECT quick_check FROM pragma_quick_check(?1)",
            [&name],
            |r| r.get(0),
        )?;
        if words != "ok" {
            return Ok(false);
        }
    }
    Ok(true)
}
