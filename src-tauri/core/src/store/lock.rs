//! One writer at a time across programs: a locked file beside the hub file, which says who holds it.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

use super::{Result, StoreError};

/// Held while this program may write; let go when dropped, also when the program dies.
pub struct Lock {
    _file: File,
}

fn beside(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

impl Lock {
    /// Takes the right to write. `who` is what the other program will tell its person ("the window").
    ///
    /// # Errors
    /// [`StoreError::InUse`] with the words of whoever holds it.
    pub fn take(store: &Path, who: &str) -> Result<Self> {
        let path = beside(store);
        let open = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let mut file = open.map_err(StoreError::file("open", &path))?;
        match try_for_a_moment(&file) {
            Ok(()) => {
                let written = file
                    .set_len(0)
                    .and_then(|()| file.write_all(who.as_bytes()));
                written.map_err(StoreError::file("write", &path))?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Windows does not let us read a locked file: then the name of the holder stays unknown.
                let _ = file
                    .rewind()
                    .and_then(|()| file.take(200).read_to_string(&mut holder));
                Err(StoreError::InUse(if holder.is_empty() {
                    "another program".into()
                } else {
                    holder
                }))
            }
            Err(TryLockError::Error(e)) => Err(StoreError::file("lock", &path)(e)),
        }
    }
}

/// How often, and how long apart, a lock is tried: a program that is just closing, or a process that another thread is just
/// starting, holds it for a moment more.
const TRIES: u32 = 10;
const APART: std::time::Duration = std::time::Duration::from_millis(30);

fn try_for_a_moment(file: &File) -> std::result::Result<(), TryLockError> {
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(APART),
            done => return done,
        }
    }
    file.try_lock()
}
