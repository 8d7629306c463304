//! Putting a copy back in place of the hub file: checked whole before anything is touched, in one step, and the hub
//! file that was there is moved aside, never deleted.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::DateTime;
use tempfile::TempPath;

use super::{
    OpenOptions, Result, Store, StoreError,
    lock::Lock,
    open::{beside, damaged_or},
};
use crate::{env::Env, files::sync_folder};

/// Files that SQLite and this program keep beside a hub file.
const SIDE_FILES: [&str; 4] = ["-wal", "-shm", ".lock", ".suspect"];

/// A copy that was found sound, open for a look, and not in its place yet. Dropped, it leaves no trace.
pub struct CheckedCopy {
    // In this order: the file is closed before it goes.
    store: Store,
    partial: Partial,
}

/// The copy beside the hub file, under a name that is none of a hub file.
struct Partial(Option<TempPath>);

impl Drop for Partial {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            for side in SIDE_FILES {
                let _ = fs::remove_file(beside(path, side));
            }
        }
    }
}

impl CheckedCopy {
    /// Brings a copy beside the hub file and checks it there: header, pages, every edit, tables of this version. Erasure
    /// orders that this laptop knows are carried out in it again.
    ///
    /// # Errors
    /// Not a hub file, damaged, made by a newer version, no room. The hub file was not touched, nor was the copy.
    pub fn check(
        copy: &Path,
        hub: &Path,
        options: &OpenOptions<'_>,
        env: &dyn Env,
    ) -> Result<Self> {
        super::soundness::look_at_header(copy).map_err(|e| damaged(e, copy))?;
        if let (Ok(a), Ok(b)) = (fs::canonicalize(copy), fs::canonicalize(hub))
            && a == b
        {
            let message = "This is the hub file itself, not a copy of it. Nothing was changed.";
            return Err(StoreError::refused("same_file", message, "Choose a copy."));
        }
        let partial = bring(copy, hub)?;
        let path = partial.0.as_deref().unwrap_or(copy);
        let store =
            Store::open(path, options, env).map_err(|e| damaged(damaged_or(e, copy), copy))?;
        if let Some(fault) = store
            .check()
            .map_err(|e| damaged(damaged_or(e, copy), copy))?
            .faults
            .into_iter()
            .next()
        {
            let path = copy.to_owned();
            return Err(damaged(
                StoreError::Damaged {
                    path,
                    detail: fault,
                },
                copy,
            ));
        }
        Ok(Self { store, partial })
    }

    /// The copy, for a look at what is in it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Takes the place of the hub file and opens it there. Returns the new name of the file that was there before.
    ///
    /// # Errors
    /// When another program writes, or the folder can't be written; then the hub file is closed, in its place and as
    /// it was.
    pub fn take_the_place(
        self,
        current: Option<Store>,
        hub: &Path,
        options: &OpenOptions<'_>,
        env: &dyn Env,
    ) -> Result<(Store, Option<PathBuf>)> {
        let lock = match current {
            Some(store) => store.close()?,
            None => Lock::take(hub, options.writer.unwrap_or("another program"))?,
        };
        let Self { store, mut partial } = self;
        drop(store.close()?);
        let now = DateTime::from_timestamp_millis(env.now()).unwrap_or_default();
        let aside = keep_aside(hub, &now.format("%Y-%m-%d-%H%M%S").to_string())?;
        let put = move_side_files(hub, aside.as_deref()).and_then(|()| {
            let Some(path) = partial.0.take() else {
                return Ok(());
            };
            for side in SIDE_FILES {
                let _ = fs::remove_file(beside(&path, side));
            }
            path.persist(hub)
                .map_err(|e| StoreError::file("replace", hub)(e.error))
        });
        if let Err(error) = put {
            // The hub file never left its place; its second name goes.
            move_back_side_files(aside.as_deref(), hub);
            if let Some(aside) = &aside {
                let _ = fs::remove_file(aside);
            }
            return Err(error);
        }
        sync_folder(folder_of(hub));
        match Store::open_with(hub, options, env, || Ok(Some(lock))) {
            Ok(store) => Ok((store, aside)),
            Err(error) => {
                let put_back = match &aside {
                    Some(aside) => fs::rename(aside, hub),
                    None => fs::remove_file(hub),
                };
                move_back_side_files(aside.as_deref(), hub);
                put_back.map_err(StoreError::file("put back", hub))?;
                Err(error)
            }
        }
    }
}

impl Store {
    /// Closes the file in peace: nothing beside it is needed any more. The right to write is kept.
    fn close(mut self) -> Result<Lock> {
        let lock = self.lock.take().ok_or(StoreError::ReadOnly)?;
        self.tidying.wait();
        self.db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(lock)
    }
}

/// Copies the copy, and the edits beside it where it was torn off, into the folder of the hub file.
fn bring(copy: &Path, hub: &Path) -> Result<Partial> {
    let folder = folder_of(hub);
    let bring = || -> std::io::Result<Partial> {
        fs::create_dir_all(folder)?;
        let file = tempfile::Builder::new()
            .prefix(".hub")
            .suffix(".part")
            .tempfile_in(folder)?;
        let partial = Partial(Some(file.into_temp_path()));
        if let Some(path) = &partial.0 {
            fs::copy(copy, path)?;
            // A copy on a read-only stick is read-only itself.
            let mut rights = fs::metadata(path)?.permissions();
            if rights.readonly() {
                #[allow(
                    clippy::permissions_set_readonly_false,
                    reason = "a hub file may be as open as the umask says, and the copy was"
                )]
                rights.set_readonly(false);
                fs::set_permissions(path, rights)?;
            }
            let edits = beside(copy, "-wal");
            if edits.metadata().is_ok_and(|m| m.len() > 0) {
                fs::copy(edits, beside(path, "-wal"))?;
            }
            fs::File::open(path)?.sync_all()?;
        }
        Ok(partial)
    };
    bring().map_err(StoreError::file("copy", hub))
}

/// Gives the hub file a second name that says what it is, so that it is never away from its place.
fn keep_aside(hub: &Path, now: &str) -> Result<Option<PathBuf>> {
    if !hub.exists() {
        return Ok(None);
    }
    let stem = hub.file_stem().unwrap_or_default().to_string_lossy();
    let aside = (1..)
        .map(|n| match n {
            1 => hub.with_file_name(format!("{stem}-replaced-{now}.hubfolio")),
            n => hub.with_file_name(format!("{stem}-replaced-{now}-{n}.hubfolio")),
        })
        .find(|path| !path.exists())
        .unwrap_or_default();
    // Not every disk knows second names; a copy does as well.
    fs::hard_link(hub, &aside)
        .or_else(|_| {
            fs::copy(hub, &aside)
                .and_then(|_| fs::File::open(&aside)?.sync_all())
                .inspect_err(|_| drop(fs::remove_file(&aside)))
        })
        .map_err(StoreError::file("move aside", hub))?;
    Ok(Some(aside))
}

/// Edits that a damaged hub file left beside it belong to that file, and would spoil the copy.
fn move_side_files(hub: &Path, aside: Option<&Path>) -> Result<()> {
    for side in ["-wal", "-shm"] {
        let from = beside(hub, side);
        if from.exists() {
            let to = beside(aside.unwrap_or(hub), side);
            if to != from {
                fs::rename(&from, &to).map_err(StoreError::file("move aside", hub))?;
            }
        }
    }
    super::soundness::no_longer_suspect(hub);
    Ok(())
}

fn move_back_side_files(aside: Option<&Path>, hub: &Path) {
    for side in ["-wal", "-shm"] {
        if let Some(aside) = aside {
            let _ = fs::rename(beside(aside, side), beside(hub, side));
        }
    }
}

fn folder_of(hub: &Path) -> &Path {
    hub.parent()
        .filter(|folder| *folder != Path::new(""))
        .unwrap_or(Path::new("."))
}

/// In words about the copy that the person chose.
fn damaged(error: StoreError, copy: &Path) -> StoreError {
    let name = copy
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    match error {
        StoreError::Damaged { detail, .. } => StoreError::refused(
            "copy_damaged",
            format!("The copy {name} is damaged ({detail}). Your hub file was not changed."),
            "Choose another copy, or ask a colleague for a file with everything.",
        ),
        StoreError::Newer(_) => StoreError::Newer(copy.to_owned()),
        StoreError::NotAHubFile(_) => StoreError::NotAHubFile(copy.to_owned()),
        StoreError::Missing(_) => StoreError::refused(
            "no_copy",
            format!("There is no copy {name}. Nothing was changed."),
            "Choose the copy; its name ends in .hubfolio.",
        ),
        other => other,
    }
}
