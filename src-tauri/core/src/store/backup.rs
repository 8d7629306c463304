//! A copy of the hub file that is checked before it gets its name, and never takes the place of another file.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{Result, Store, StoreError};
use crate::{env::Env, files::new_file};

impl Store {
    /// Writes a copy of the file as it is now, without the space that erased text once took. Returns its size in
    /// bytes.
    ///
    /// # Errors
    /// A file of that name; a folder that can't be written; a copy that is not sound.
    pub fn backup(&self, env: &dyn Env, to: &Path) -> Result<u64> {
        if to.exists() {
            return Err(StoreError::Exists(to.to_owned()));
        }
        let size = new_file(to, |partial| {
            let name = partial.to_str().ok_or_else(|| {
                let message = "This name can't be used for a copy. No copy was written.";
                StoreError::refused("bad_file_name", message, "Choose another name.")
            })?;
            self.db.execute("VACUUM INTO ?1", [name])?;
            self.same_and_sound(partial)
        })?;
        if let Err(e) = self.note_copy(env.now()) {
            // The copy is there; only the reminder to make one will come sooner than it must.
            ::log::warn!("the day of the last copy could not be remembered: {e}");
        }
        Ok(size)
    }

    /// The copy can be opened, its pages are sound, and it holds as many edits as this file.
    fn same_and_sound(&self, copy: &Path) -> Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(copy, flags)?;
        let pages: String = db.pragma_query_value(None, "quick_check", |r| r.get(0))?;
        let id = |db: &Connection| -> rusqlite::Result<i32> {
            db.pragma_query_value(None, "application_id", |r| r.get(0))
        };
        let whole = pages == "ok"
            && id(&db)? == id(&self.db)?
            && super::generation(&db)? >= self.generation()?;
        if whole {
            return Ok(());
        }
        let message = "The copy did not turn out the same as the hub file. No copy was written.";
        let hint = "Choose another disk, and run a check of the hub file.";
        Err(StoreError::refused("backup_unsound", message, hint))
    }
}
