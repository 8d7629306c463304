//! Copies that the program makes by itself, before it brings anything in: named by the minute, the newest kept, none
//! older than 90 days. When the last copy was made is remembered outside the hub file.

use std::{
    path::{Path, PathBuf},
    thread::JoinHandle,
};

use chrono::{DateTime, NaiveDateTime, TimeDelta};

use super::{Result, Store, StoreError};
use crate::{env::Env, files};

/// Longest that a copy is kept: text that was erased on a person's request must not live on in copies (exchange
/// design §2.12).
const KEPT_FOR: TimeDelta = TimeDelta::days(90);

/// Year, month, day, hour and minute (UTC), all that Windows takes in a name.
const NAME: &str = "hub-%Y-%m-%d-%H%M";

/// A copy in the folder, and the minute it was made.
struct OwnCopy {
    path: PathBuf,
    made: NaiveDateTime,
    /// For several of one minute: which one.
    number: u32,
}

/// An earlier state of the hub file that lies on this laptop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearby {
    /// File name.
    pub name: String,
    /// It holds nothing later than this, UTC milliseconds.
    pub made: i64,
    /// It is cleared away after 90 days; others stay until a person deletes them.
    pub goes_by_itself: bool,
}

/// A copy that another thread makes.
pub(super) struct CopyUnderWay {
    to: PathBuf,
    /// The moment it is named by, UTC milliseconds.
    made: i64,
    keep: usize,
    /// None once it was waited for with success.
    thread: Option<JoinHandle<Result<u64>>>,
}

impl CopyUnderWay {
    /// Waits until it is whole.
    pub(super) fn wait(&mut self) -> Result<()> {
        match self.thread.take().map(JoinHandle::join) {
            None | Some(Ok(Ok(_))) => Ok(()),
            Some(Ok(Err(e))) => Err(e),
            Some(Err(_)) => Err(not_made()),
        }
    }
}

impl Store {
    /// Where this hub file's own copies go: a folder beside it.
    pub fn copies_folder(&self) -> PathBuf {
        self.path.with_file_name("copies")
    }

    /// The earlier states of this hub file that lie on this laptop as far as the program made them: its own copies, and
    /// what was moved aside.
    pub fn copies_nearby(&self) -> Vec<Nearby> {
        let name = |path: &Path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        let kept = copies_in(&self.copies_folder()).into_iter();
        let mut all: Vec<Nearby> = kept
            .map(|copy| Nearby {
                name: name(&copy.path),
                made: copy.made.and_utc().timestamp_millis(),
                goes_by_itself: true,
            })
            .collect();
        let folder = self.path.parent().map(std::fs::read_dir);
        for entry in folder.into_iter().flatten().flatten().flatten() {
            let name = name(&entry.path());
            if let Some(made) = moved_aside_at(&name, &self.path) {
                all.push(Nearby {
                    name,
                    made: made.and_utc().timestamp_millis(),
                    goes_by_itself: false,
                });
            }
        }
        all.sort_by(|a, b| (a.made, &a.name).cmp(&(b.made, &b.name)));
        all
    }

    /// Makes a checked copy in a folder of copies, and clears old ones away: beyond the newest `keep`, of each day only
    /// the last stays; none stays longer than 90 days.
    ///
    /// # Errors
    /// A folder that can't be written, a full disk, a copy that is not sound: then none was made.
    pub fn keep_copy(&self, env: &dyn Env, folder: &Path, keep: usize) -> Result<PathBuf> {
        let now = env.now();
        let path = next_name(folder, now)?;
        self.page_copy(env, &path)?;
        clear_away(folder, now, keep);
        Ok(path)
    }

    /// As [`Store::keep_copy`], made by a second thread while something is read and taken in: what comes in is written
    /// down beside it, and kept only once the copy is whole ([`Store::take_in`]).
    ///
    /// # Errors
    /// As [`Store::keep_copy`].
    pub fn begin_copy(&mut self, env: &dyn Env, folder: &Path, keep: usize) -> Result<()> {
        self.abandon_copy();
        let made = env.now();
        let copy = self.page_copy_beside(next_name(folder, made)?)?;
        self.copying = Some(CopyUnderWay {
            to: copy.to.clone(),
            made,
            keep,
            thread: Some(std::thread::spawn(move || copy.make())),
        });
        Ok(())
    }

    /// Waits until a copy that was begun is whole, and clears old ones away. Nothing to do where none was begun.
    ///
    /// # Errors
    /// As [`Store::keep_copy`]: then there is no copy.
    pub fn finish_copy(&mut self) -> Result<()> {
        let Some(mut copy) = self.copying.take() else {
            return Ok(());
        };
        copy.wait()?;
        self.remember_copy(copy.made);
        if let Some(folder) = copy.to.parent() {
            clear_away(folder, copy.made, copy.keep);
        }
        Ok(())
    }

    /// Forgets a copy that was begun, since nothing came of what it was for: no file stays.
    pub fn abandon_copy(&mut self) {
        if let Some(mut copy) = self.copying.take()
            && copy.wait().is_ok()
        {
            remove(&copy.to);
        }
    }

    /// When the last copy of this hub file was made on this laptop, UTC milliseconds.
    pub fn last_copy(&self) -> Option<i64> {
        let text = std::fs::read_to_string(self.copy_note().ok()?).ok()?;
        text.trim().parse().ok()
    }

    /// Remembers that a copy was made just now.
    pub(super) fn note_copy(&self, now: i64) -> Result<()> {
        let path = self.copy_note()?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(StoreError::file("make", folder))?;
        }
        files::write_whole(&path, |file| {
            std::io::Write::write_all(file, now.to_string().as_bytes())
        })?;
        Ok(())
    }

    fn copy_note(&self) -> Result<PathBuf> {
        let hub = self.meta("hub_file")?.unwrap_or_default();
        Ok(self.config.join("last-copy").join(format!("{hub}.txt")))
    }
}

/// A name in a folder of copies that no file has yet.
fn next_name(folder: &Path, now: i64) -> Result<PathBuf> {
    std::fs::create_dir_all(folder).map_err(StoreError::file("make", folder))?;
    let stem = minute(now).format(NAME).to_string();
    let mut free = (1..).map(|n| match n {
        1 => folder.join(format!("{stem}.hubfolio")),
        n => folder.join(format!("{stem}-{n}.hubfolio")),
    });
    Ok(free.find(|path| !path.exists()).unwrap_or_default())
}

fn minute(now: i64) -> NaiveDateTime {
    DateTime::from_timestamp_millis(now)
        .unwrap_or_default()
        .naive_utc()
}

/// Clears away the copies that are kept no longer. One that can't be removed now is tried again with the next copy.
fn clear_away(folder: &Path, now: i64, keep: usize) {
    for old in no_longer_kept(copies_in(folder), minute(now), keep) {
        remove(&old);
    }
}

fn remove(copy: &Path) {
    if let Err(e) = std::fs::remove_file(copy) {
        log::warn!("a copy could not be removed: {e}");
    }
}

fn not_made() -> StoreError {
    StoreError::refused(
        "no_copy",
        "The hub file could not be copied first. Nothing was changed.",
        "Try again; if it fails again, make a copy under “Sharing and copies”.",
    )
}

/// The copies in a folder that this program made by itself; anything else in there is left alone.
fn copies_in(folder: &Path) -> Vec<OwnCopy> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| kept(entry.path())).collect()
}

/// When a file was moved aside that has the name of one; none for any other.
fn moved_aside_at(name: &str, hub: &Path) -> Option<NaiveDateTime> {
    let stem = hub.file_stem()?.to_str()?;
    let rest = name.strip_prefix(stem)?;
    let rest = rest
        .strip_prefix("-replaced-")
        .or_else(|| rest.strip_prefix(".hubfolio.damaged-"))?;
    NaiveDateTime::parse_from_str(rest.get(..17)?, "%Y-%m-%d-%H%M%S").ok()
}

fn kept(path: PathBuf) -> Option<OwnCopy> {
    let name = path.file_name()?.to_str()?.strip_suffix(".hubfolio")?;
    let minute = name.get(..19)?;
    // All that chrono misses is a minute without a second.
    let made = NaiveDateTime::parse_from_str(&format!("{minute}00"), &format!("{NAME}%S")).ok()?;
    let number = match name.get(19..)? {
        "" => 1,
        rest => rest.strip_prefix('-')?.parse().ok()?,
    };
    Some(OwnCopy { path, made, number })
}

/// Which copies go.
fn no_longer_kept(mut copies: Vec<OwnCopy>, now: NaiveDateTime, keep: usize) -> Vec<PathBuf> {
    copies.sort_by_key(|c| std::cmp::Reverse((c.made, c.number)));
    let mut days = std::collections::BTreeSet::new();
    let mut gone = vec![];
    for (place, copy) in copies.into_iter().enumerate() {
        let last_of_its_day = days.insert(copy.made.date());
        let too_old = now - copy.made > KEPT_FOR;
        if too_old || (place >= keep.max(1) && !last_of_its_day) {
            gone.push(copy.path);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn gone(names: &[&str], now: &str, keep: usize) -> Vec<String> {
        let copies = names.iter().filter_map(|n| kept(n.into())).collect();
        let mut gone: Vec<String> = no_longer_kept(copies, at(now), keep)
            .iter()
            .map(|p| p.display().to_string())
            .collect();
        gone.sort();
        gone
    }

    #[test]
    fn the_last_copy_of_each_day_outlives_the_others() {
        let names = [
            "hub-2026-11-20-0900.hubfolio",
            "hub-2026-11-20-1700.hubfolio",
            "hub-2026-11-21-0900.hubfolio",
            "hub-2026-11-22-0900.hubfolio",
            "hub-2026-11-22-0900-2.hubfolio",
            "hub-2026-11-22-1000.hubfolio",
        ];
        assert_eq!(
            gone(&names, "2026-11-22 10:00", 2),
            [
                "hub-2026-11-20-0900.hubfolio",
                "hub-2026-11-22-0900.hubfolio"
            ]
        );
        assert!(gone(&names, "2026-11-22 10:00", 10).is_empty());
        assert_eq!(
            gone(&names, "2026-11-22 10:00", 0),
            gone(&names, "2026-11-22 10:00", 1)
        );
    }

    #[test]
    fn no_copy_is_kept_longer_than_ninety_days() {
        let names = [
            "hub-2026-08-24-1000.hubfolio",
            "hub-2026-08-24-0959.hubfolio",
        ];
        assert_eq!(
            gone(&names, "2026-11-22 10:00", 10),
            ["hub-2026-08-24-0959.hubfolio"]
        );
    }

    #[test]
    fn other_files_in_the_folder_are_none_of_ours() {
        for name in [
            "hub.hubfolio",
            "hub-2026-11-20-0900.hubfolio.part",
            "hub-2026-13-20-0900.hubfolio",
            "hub-2026-11-20-0900-mine.hubfolio",
            "my hub-2026-11-20-0900.hubfolio",
            "é-2026-11-20-0900éé.hubfolio",
        ] {
            assert!(kept(name.into()).is_none(), "{name}");
        }
    }
}
