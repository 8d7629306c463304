//! Files that were refused: which, when and why. Kept outside the hub file: a refusal leaves that as it was, to the last
//! byte.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{
    super::{Reply, Session},
    folder_files::{file_name, stamp},
    settings::Settings,
};
use crate::{contract::FileEntry, env::Env};

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
        let remember = || -> Reply<()> {
            let mut kept = self.sharing_kept()?;
            let refused = Refused {
                name: file_name(path),
                stamp: stamp(path).unwrap_or_default(),
                at: env.now(),
                why: why.to_owned(),
            };
            match add(&mut kept, refused) {
                true => self.keep_sharing(&kept),
                false => Ok(()),
            }
        };
        if remember().is_err() {
            log::warn!("a refused file could not be remembered");
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
