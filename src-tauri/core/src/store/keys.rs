//! Where the secrets of this laptop are kept: in the system's key store where there is one, else in private files. The
//! system's is brought in from outside; this room decides which of the two holds a secret, and never leaves it in neither.

use std::{
    collections::BTreeSet,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Result, StoreError,
    log::{hex, unhex},
};
use crate::env::Env;

/// How long a first try may take: it happens while somebody waits for the window.
const FIRST_TRY: Duration = Duration::from_secs(2);
/// How long a secret that lies there is waited for: the system may be asking the person to unlock it.
const NEEDED: Duration = Duration::from_secs(60);
/// Which program tried: a newer one tries again.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Why the system's key store gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoAnswer {
    /// There is none on this laptop.
    #[error("there is none")]
    Absent,
    /// It is locked.
    #[error("it is locked")]
    Locked,
    /// It said no.
    #[error("it refused: {0}")]
    Refused(String),
    /// It did not answer in time.
    #[error("it did not answer in time")]
    Late,
}

/// The system's key store: Credential Manager, Keychain or Secret Service.
pub trait KeyStore: Send + Sync {
    /// What is kept under this name, as it lies there; none when nothing is.
    ///
    /// # Errors
    /// When there is no answer within `patience`.
    fn get(&self, name: &str, patience: Duration) -> Result<Option<Vec<u8>>, NoAnswer>;
    /// Keeps something under this name, in place of what is there.
    ///
    /// # Errors
    /// As [`KeyStore::get`].
    fn put(&self, name: &str, secret: &[u8], patience: Duration) -> Result<(), NoAnswer>;
}

/// What is remembered of the system's key store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Noted {
    /// Names that it holds.
    system: BTreeSet<String>,
    /// Version of the program that tried in vain: not tried again at every start.
    in_vain: Option<String>,
}

/// The secrets of this laptop.
pub struct Keys<'a> {
    folder: PathBuf,
    system: Option<&'a dyn KeyStore>,
}

impl<'a> Keys<'a> {
    /// Of the laptop with this configuration folder.
    pub fn at(config: &Path, system: Option<&'a dyn KeyStore>) -> Self {
        Self {
            folder: config.join("keys"),
            system,
        }
    }

    /// The secret of this name; made on first use.
    ///
    /// # Errors
    /// A private file that can't be read or written; a secret that lies in the system's key store, which does not give it
    /// out.
    pub fn secret(&self, name: &str, env: &dyn Env) -> Result<[u8; 32]> {
        let noted = self.noted();
        if let Some(secret) = self.file(name)? {
            if self.hand_over(name, &secret, noted)? {
                // Only now: the system's key store has read it back.
                std::fs::remove_file(self.path(name))
                    .map_err(StoreError::file("remove", &self.path(name)))?;
            }
            return Ok(secret);
        }
        let found = if noted.system.contains(name) {
            self.read_system(name)?
        } else {
            self.known_after_all(name, &noted)
        };
        if let Some(secret) = found {
            return Ok(secret);
        }
        if noted.system.contains(name) {
            log::warn!(
                "the system's key store no longer holds the key “{name}”: a new one is made, and this laptop counts as new"
            );
        }
        let mut secret = [0; 32];
        env.fill(&mut secret);
        if !self.hand_over(name, &secret, noted)? {
            self.write(&self.path(name), hex(&secret).as_bytes())?;
        }
        Ok(secret)
    }

    /// Gives a secret to the system's key store; whether it is surely there.
    fn hand_over(&self, name: &str, secret: &[u8; 32], mut noted: Noted) -> Result<bool> {
        let Some(system) = self.system else {
            return Ok(false);
        };
        if noted.in_vain.as_deref() == Some(VERSION) {
            return Ok(false);
        }
        let text = hex(secret);
        let tried = system
            .put(name, text.as_bytes(), FIRST_TRY)
            .and_then(|()| system.get(name, FIRST_TRY));
        let kept = match tried {
            Ok(back) => back.as_deref() == Some(text.as_bytes()),
            Err(why) => {
                log::info!("keys stay in private files: of the system's key store, {why}");
                false
            }
        };
        if kept {
            noted.system.insert(name.to_owned());
        } else {
            noted.in_vain = Some(VERSION.to_owned());
        }
        self.note(&noted)?;
        Ok(kept)
    }

    /// What the system's key store holds although nothing is noted here: the note was lost. Where the store gives no
    /// answer there is nothing to find.
    fn known_after_all(&self, name: &str, noted: &Noted) -> Option<[u8; 32]> {
        let system = self.system?;
        if noted.in_vain.as_deref() == Some(VERSION) {
            return None;
        }
        let secret = read(&system.get(name, FIRST_TRY).ok()??)?;
        let mut noted = noted.clone();
        noted.system.insert(name.to_owned());
        self.note(&noted).ok()?;
        Some(secret)
    }

    /// A secret that was handed over before.
    fn read_system(&self, name: &str) -> Result<Option<[u8; 32]>> {
        let answer = match self.system {
            Some(system) => system.get(name, NEEDED),
            None => Err(NoAnswer::Absent),
        };
        match answer {
            Ok(None) => Ok(None),
            Ok(Some(bytes)) => match read(&bytes) {
                Some(secret) => Ok(Some(secret)),
                None => Err(StoreError::refused(
                    "key_garbled",
                    "The key of this laptop in the system's key store is no longer what Hubfolio put there. Nothing was changed.",
                    "Ask whoever looks after your laptop to remove the entries “Hubfolio” there. Hubfolio then makes new keys, and \
                     a colleague has to admit this laptop again.",
                )),
            },
            Err(why) => Err(StoreError::refused(
                "key_out_of_reach",
                format!(
                    "Hubfolio needs the key of this laptop, which the system's key store keeps, but {why}. Nothing was changed."
                ),
                "Unlock the key store of your computer, or sign in to it again, then try again.",
            )),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn note_path(&self) -> PathBuf {
        self.path("kept.json")
    }

    /// What is remembered; nothing where that can't be read.
    fn noted(&self) -> Noted {
        let bytes = std::fs::read(self.note_path()).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    fn note(&self, noted: &Noted) -> Result<()> {
        let json = serde_json::to_vec(noted).map_err(|e| StoreError::Log(e.to_string()))?;
        self.write(&self.note_path(), &json)
    }

    fn file(&self, name: &str) -> Result<Option<[u8; 32]>> {
        let path = self.path(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => match unhex(text.trim()) {
                Some(key) => Ok(Some(key)),
                None => Err(StoreError::Damaged {
                    path,
                    detail: "not a key".into(),
                }),
            },
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(StoreError::file("read", &path)(e)),
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        std::fs::create_dir_all(&self.folder).map_err(StoreError::file("make", &self.folder))?;
        write_private(path, bytes)
    }
}

fn read(bytes: &[u8]) -> Option<[u8; 32]> {
    unhex(std::str::from_utf8(bytes).ok()?.trim())
}

/// Writes a file that this account alone may read: whole or not at all, and surely on disk.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_data()?;
        file.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    write().map_err(StoreError::file("write", path))
}

#[cfg(test)]
mod tests;
