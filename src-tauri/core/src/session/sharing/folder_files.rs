//! What lies in the shared folder: which files wait for a person, and which can't be read. A file that was found unreadable
//! is remembered by name, size and time, so that it is said once and does not wait for ever; when it changes, since the rest
//! of it has arrived, it is looked at anew.

use std::{
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use serde::{Deserialize, Serialize};

use super::{
    super::{Reply, Session},
    settings::Settings,
};
use crate::{
    contract::{Fault, FolderFile, FolderInfo, UnreadableFile},
    env::Env,
    exchange::{self, ExchangeError},
    store::Store,
};

/// What was found of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Found {
    /// It can't be read, for this reason.
    Unreadable(String),
    /// Everything in it is here.
    NothingNew,
}

/// A file of the folder that was looked at without being brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::session) struct LookedAt {
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// When it was last written, UTC milliseconds.
    pub at: Option<i64>,
    /// Version of Hubfolio that looked: a later one may read what this one can't.
    #[serde(default)]
    pub by: String,
    /// What was found.
    pub found: Found,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

impl LookedAt {
    /// What is found of the file as it lies there now.
    pub fn now(path: &Path, found: Found) -> Option<Self> {
        let (size, at) = stamp(path)?;
        Some(Self {
            name: file_name(path),
            size,
            at,
            by: VERSION.into(),
            found,
        })
    }

    fn is_of(&self, path: &Path) -> bool {
        self.by == VERSION
            && self.name == file_name(path)
            && stamp(path) == Some((self.size, self.at))
    }
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

pub(super) fn stamp(path: &Path) -> Option<(u64, Option<i64>)> {
    let meta = std::fs::metadata(path).ok()?;
    let at = meta
        .modified()
        .ok()
        .and_then(|t| i64::try_from(t.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok());
    Some((meta.len(), at))
}

/// The files for colleagues in a folder, by name; none when it can't be read.
pub(super) fn files(folder: &Path) -> Option<Vec<PathBuf>> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.is_file()
                && path
                    .extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case("hubx"))
        })
        .collect();
    out.sort();
    Some(out)
}

/// Files that wait, and those that can't be read.
#[derive(Debug, Default)]
pub(super) struct Lying {
    pub waiting: Vec<PathBuf>,
    pub unreadable: Vec<UnreadableFile>,
}

/// What lies in the folder; none when it can't be reached.
pub(super) fn lying(store: &Store, kept: &Settings) -> Option<Lying> {
    let mut out = Lying::default();
    for path in files(kept.folder.as_deref()?)? {
        let unreadable = |reason: String| UnreadableFile {
            name: file_name(&path),
            reason,
        };
        match kept.looked_at.iter().find(|l| l.is_of(&path)) {
            Some(LookedAt {
                found: Found::Unreadable(reason),
                ..
            }) => out.unreadable.push(unreadable(reason.clone())),
            Some(_) => {}
            None => match exchange::came_or_went(store, &path) {
                Ok(true) => {}
                Ok(false) => match exchange::look_at_header(&path) {
                    Ok(_) => out.waiting.push(path),
                    Err(e) => out.unreadable.push(unreadable(Fault::from(e).message)),
                },
                Err(e) => out.unreadable.push(unreadable(Fault::from(e).message)),
            },
        }
    }
    Some(out)
}

/// A fault of the file itself, as against one of words, of this laptop or its disk, or of a person who stopped the work.
pub(super) fn is_of_the_file(error: &ExchangeError) -> bool {
    matches!(
        error,
        ExchangeError::NotOurs
            | ExchangeError::Damaged { .. }
            | ExchangeError::Newer
            | ExchangeError::OtherTeam
            | ExchangeError::NotForUs
            | ExchangeError::TooMuch(_)
    )
}

impl Session {
    /// What the page says of the shared folder.
    pub(super) fn folder_info(&mut self) -> Reply<Option<FolderInfo>> {
        let kept = self.sharing_kept()?;
        let Some(path) = &kept.folder else {
            self.opened()?.files_waiting = 0;
            return Ok(None);
        };
        let found = lying(self.read()?, &kept);
        let reachable = found.is_some();
        let found = found.unwrap_or_default();
        let new_files = found.waiting.len() as i64;
        self.opened()?.files_waiting = new_files;
        Ok(Some(FolderInfo {
            name: path
                .file_name()
                .map_or_else(|| path.display().to_string(), |_| file_name(path)),
            reachable,
            new_files,
            unreadable: found.unreadable,
            last_put: kept.last_put,
        }))
    }

    /// The files that wait there, each under a name that other requests take.
    pub(in crate::session) fn folder_files(&mut self, env: &dyn Env) -> Reply<Vec<FolderFile>> {
        let kept = self.sharing_kept()?;
        let found = lying(self.read()?, &kept).unwrap_or_default();
        self.opened()?.files_waiting = found.waiting.len() as i64;
        let files = found.waiting.iter().filter_map(|path| {
            let (bytes, at) = stamp(path)?;
            Some(FolderFile {
                file: env.offer(path),
                name: file_name(path),
                bytes: bytes as i64,
                at,
            })
        });
        Ok(files.collect())
    }

    /// Remembers what was found of files of the shared folder, and forgets those that are gone from it.
    pub(super) fn remember_found(&self, found: Vec<LookedAt>) -> Reply<()> {
        let mut kept = self.sharing_kept()?;
        let Some(folder) = kept.folder.clone() else {
            return Ok(());
        };
        let before = kept.looked_at.clone();
        for one in found {
            kept.looked_at.retain(|l| l.name != one.name);
            kept.looked_at.push(one);
        }
        kept.looked_at.retain(|l| folder.join(&l.name).is_file());
        if kept.looked_at == before {
            return Ok(());
        }
        self.keep_sharing(&kept)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_is_known_again_until_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("half.hubx");
        std::fs::write(&path, "half").unwrap();
        let found = LookedAt::now(&path, Found::Unreadable("cut short".into())).unwrap();
        assert!(found.is_of(&path));
        std::fs::write(&path, "half and the rest").unwrap();
        assert!(!found.is_of(&path));
        std::fs::remove_file(&path).unwrap();
        assert!(!found.is_of(&path));
    }

    #[test]
    fn a_file_is_looked_at_anew_by_another_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("newer.hubx");
        std::fs::write(&path, "of a newer version").unwrap();
        let mut found = LookedAt::now(&path, Found::Unreadable("newer".into())).unwrap();
        found.by = "0.0.1".into();
        assert!(!found.is_of(&path));
    }

    #[test]
    fn a_disk_that_fails_says_nothing_of_the_file() {
        let fault = std::io::Error::other("the stick was pulled out");
        assert!(!is_of_the_file(&fault.into()));
        assert!(is_of_the_file(&ExchangeError::Newer));
    }

    #[test]
    fn only_files_for_colleagues_count() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.hubx", "A (1).HUBX", "notes.txt", "c.hubx.part"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("old.hubx")).unwrap();
        let names: Vec<String> = files(folder.path())
            .unwrap()
            .iter()
            .map(|p| file_name(p))
            .collect();
        assert_eq!(names, ["A (1).HUBX", "b.hubx"]);
        assert!(files(&folder.path().join("gone")).is_none());
    }
}
