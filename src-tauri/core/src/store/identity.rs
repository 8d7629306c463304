//! Who writes: the laptop's key, the actor for this hub file, and the witness that notices a restored or copied file.
//!
//! Keys and witness live outside the hub file, so that a copy of the file takes neither along
//! (`docs/decisions`, exchange design §2.14).

use std::path::{Path, PathBuf};

use ed25519_dalek::{Signer, SigningKey};
use serde::{Deserialize, Serialize};

use super::{
    OpenOptions, Result, StoreError,
    keys::{Keys, write_private},
    log::hex,
};
use crate::env::Env;

/// Names of the two secrets.
const SIGNING: &str = "laptop";
const READING: &str = "reading";

/// The laptop: one key for all its hub files.
pub struct Laptop {
    key: SigningKey,
    /// Opens files that were written for this laptop.
    reading: [u8; 32],
    /// What people call it.
    pub name: String,
}

impl Laptop {
    /// This laptop's key; made on first use.
    ///
    /// # Errors
    /// When the keys of this laptop can't be used.
    pub fn this(keys: &Keys<'_>, env: &dyn Env) -> Result<Self> {
        Ok(Self {
            key: SigningKey::from_bytes(&keys.secret(SIGNING, env)?),
            reading: keys.secret(READING, env)?,
            name: env.laptop(),
        })
    }

    /// The secret that opens files written for this laptop.
    pub fn reading_secret(&self) -> &[u8; 32] {
        &self.reading
    }

    /// The public half, which travels with everything that was signed.
    pub fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// Signs as this laptop. `purpose` keeps a signature made for one thing from being passed off as another.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> [u8; 64] {
        self.key.sign(&marked(purpose, message)).to_bytes()
    }
}

/// The secret that opens files written for this laptop, before there is a hub file; made on first use.
///
/// # Errors
/// When the keys of this laptop can't be used.
pub fn reading_secret(options: &OpenOptions<'_>, env: &dyn Env) -> Result<[u8; 32]> {
    Keys::at(options.config, options.keys).secret(READING, env)
}

/// Signs with a key made from words, for invitations and recovery; see [`Laptop::sign`] for `purpose`.
pub fn sign_with(secret: &[u8; 32], purpose: &str, message: &[u8]) -> [u8; 64] {
    let key = SigningKey::from_bytes(secret);
    key.sign(&marked(purpose, message)).to_bytes()
}

/// The public half of a key made from words.
pub fn public_of(secret: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(secret).verifying_key().to_bytes()
}

fn marked(purpose: &str, message: &[u8]) -> Vec<u8> {
    let mut all = format!("hubfolio/{purpose}/1\0").into_bytes();
    all.extend_from_slice(message);
    all
}

/// Whether a signature made by [`Laptop::sign`] fits.
pub fn signature_fits(
    public: &[u8; 32],
    purpose: &str,
    message: &[u8],
    signature: &[u8; 64],
) -> bool {
    let Ok(key) = ed25519_dalek::VerifyingKey::from_bytes(public) else {
        return false;
    };
    key.verify_strict(
        &marked(purpose, message),
        &ed25519_dalek::Signature::from_bytes(signature),
    )
    .is_ok()
}

/// What this laptop remembers of its last write to a hub file, outside that file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// Actor, hex.
    pub actor: String,
    /// Laptop's public key, hex: tells a copied configuration folder.
    pub key: String,
    /// Number and hash of the last change known to be in the file.
    pub last: (i64, String),
    /// Number and hash of the change being committed; none once it is known to be in the file.
    pub next: Option<(i64, String)>,
}

/// How the file compares with what this laptop remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As remembered.
    Same,
    /// Never written here: new, moved from elsewhere, or a colleague's copy.
    Unknown,
    /// Older than remembered: a backup was put back.
    Restored,
    /// The laptop went off in the middle of a commit.
    Interrupted,
}

impl Witness {
    fn path(config: &Path, store: &str) -> PathBuf {
        config.join("witness").join(format!("{store}.json"))
    }

    /// What was remembered of this hub file. A witness that can't be read counts as none.
    pub fn read(config: &Path, store: &str) -> Option<Self> {
        let text = std::fs::read(Self::path(config, store)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Remembers, surely on disk before this returns.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn write(&self, config: &Path, store: &str) -> Result<()> {
        let path = Self::path(config, store);
        let json = serde_json::to_vec(self).map_err(|e| StoreError::Log(e.to_string()))?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(StoreError::file("make", folder))?;
        }
        write_private(&path, &json)
    }

    /// Compares with the actor's last change in the file. `holds_last`: the file has the very change that the witness
    /// remembers as the last.
    pub fn compare(
        &self,
        key: &[u8; 32],
        last_in_file: Option<&(i64, String)>,
        holds_last: bool,
    ) -> Standing {
        if self.key != hex(key) {
            return Standing::Unknown;
        }
        let Some(last) = last_in_file else {
            // Its first edit never arrived: the laptop went off before that commit.
            return if self.last.0 == 0 {
                Standing::Interrupted
            } else {
                Standing::Restored
            };
        };
        match &self.next {
            Some(next) if next == last => Standing::Same,
            // Either the laptop went off before the commit, or an older copy was put back: can't be told, so the
            // safe answer is a new actor.
            Some(_) if self.last == *last => Standing::Interrupted,
            None if self.last == *last => Standing::Same,
            // One step ahead: the laptop went off before the witness reached the disk.
            None if self.last.0 + 1 == last.0 && holds_last => Standing::Interrupted,
            // Other edits under the same name: the file was worked on elsewhere with a copy of this configuration.
            _ if self.last.0 <= last.0 => Standing::Unknown,
            _ => Standing::Restored,
        }
    }
}
