//! Files that were refused: which, when and why. Kept outside the hub file: a refusal leaves that as it was, to the last
//! byte.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{
    super::{Reply, Session},
    folder_files::{file_name, is_of_the_file, stamp},
    settings::Settings,
};
use crate::{
    contract::{Fault, FileEntry},
    env::Env,
    exchange::ExchangeError,
};

/// Most refused files that are remembered.
const MOST: usize = 50;

/// The code of a file that is damaged, or does not hold together with what is here.
pub(super) const DAMAGED: &str = "file_damaged";

/// A file that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::session) struct Refused {
    /// File name.
    name: String,
    /// Size in bytes, and when it was last written, UTC milliseconds.
    stamp: (u64, Option<i64>),
    /// When it was refused first, UTC milliseconds.
    at: i64,
    /// Why, in a sentence.
    why: String,
    /// It is a copy from another team.
    #[serde(default)]
    copy: bool,
}

impl Refused {
    fn is_as(&self, other: &Self) -> bool {
        (&self.name, self.stamp, &self.why) == (&other.name, other.stamp, &other.why)
    }

    /// As the list of files shows it.
    pub(super) fn entry(&self) -> FileEntry {
        FileEntry {
            name: self.name.clone(),
            at: self.at,
            what: "refused".into(),
            text: self.why.clone(),
        }
    }
}

/// Adds a refused file: once, however often the same one is tried. Whether anything is new.
fn add(kept: &mut Settings, refused: Refused) -> bool {
    if kept.refused.iter().any(|known| known.is_as(&refused)) {
        return false;
    }
    kept.refused.push(refused);
    let too_many = kept.refused.len().saturating_sub(MOST);
    kept.refused.drain(..too_many);
    true
}

impl Session {
    /// Remembers that a file was refused. Where that fails, the refusal itself is what a person is told of.
    pub(super) fn remember_refused(&self, env: &dyn Env, path: &Path, why: &str) {
        self.write_down(Refused {
            name: file_name(path),
            stamp: stamp(path).unwrap_or_default(),
            at: env.now(),
            why: why.to_owned(),
            copy: false,
        });
    }

    /// The same of a copy from another team, with what to do about it.
    pub(in crate::session) fn remember_refused_copy(
        &self,
        env: &dyn Env,
        path: &Path,
        fault: &Fault,
    ) {
        self.write_down(Refused {
            name: file_name(path),
            stamp: stamp(path).unwrap_or_default(),
            at: env.now(),
            why: format!("{} {}", fault.message, fault.hint),
            copy: true,
        });
    }

    /// Why a copy from another team was refused, in words; remembered where the file is at fault.
    pub(in crate::session) fn refused_copy(
        &self,
        env: &dyn Env,
        path: &Path,
        error: ExchangeError,
    ) -> Fault {
        let of_the_file = is_of_the_file(&error);
        let fault = Fault::from(error);
        if of_the_file {
            self.remember_refused_copy(env, path, &fault);
        }
        fault
    }

    /// A copy was taken in: that it was refused before is no longer so.
    pub(in crate::session) fn forget_refused_copy(&self, path: &Path) {
        let (name, stamp) = (file_name(path), stamp(path).unwrap_or_default());
        self.keep_refused(|kept| {
            let before = kept.refused.len();
            kept.refused
                .retain(|r| !r.copy || (&r.name, r.stamp) != (&name, stamp));
            kept.refused.len() < before
        });
    }

    /// The copies from other teams that were refused, the newest first.
    pub(in crate::session) fn refused_copies(&self) -> Reply<Vec<FileEntry>> {
        let kept = self.sharing_kept()?;
        let copies = kept.refused.iter().rev().filter(|r| r.copy);
        Ok(copies.map(Refused::entry).collect())
    }

    fn write_down(&self, refused: Refused) {
        self.keep_refused(|kept| add(kept, refused));
    }

    /// Changes the list. `change` says whether it did.
    fn keep_refused(&self, change: impl FnOnce(&mut Settings) -> bool) {
        let keep = || -> Reply<()> {
            let mut kept = self.sharing_kept()?;
            match change(&mut kept) {
                true => self.keep_sharing(&kept),
                false => Ok(()),
            }
        };
        if keep().is_err() {
            log::warn!("the list of refused files could not be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, size: u64) -> Refused {
        Refused {
            name: name.into(),
            stamp: (size, Some(1)),
            at: 5,
            why: "Damaged.".into(),
            copy: false,
        }
    }

    #[test]
    fn the_same_file_is_remembered_once_and_a_changed_one_again() {
        let mut kept = Settings::default();
        assert!(add(&mut kept, refused("a.hubx", 1)));
        let later = Refused {
            at: 9,
            ..refused("a.hubx", 1)
        };
        assert!(!add(&mut kept, later));
        assert_eq!(kept.refused[0].at, 5, "when it was refused first");
        assert!(add(&mut kept, refused("a.hubx", 2)));
    }

    #[test]
    fn the_oldest_go_when_there_are_too_many() {
        let mut kept = Settings::default();
        for size in 0..60 {
            add(&mut kept, refused("a.hubx", size));
        }
        assert_eq!(kept.refused.len(), MOST);
        assert_eq!(kept.refused[0].stamp.0, 10);
    }
}
