//! The first part of a packet: what the second part is, which team it comes from, and the signature over it, which stays
//! with the copy when the file is gone.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Comments, Copy};
use crate::store::{Laptop, log::unhex, signature_fits};

/// What stands before the copy or the comments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Version of the form.
    pub form: u8,
    /// `copy` or `comments`.
    pub what: String,
    /// The team that it comes from.
    pub from: From,
    /// Signature of the laptop that made the file over the team and the second part, hex.
    pub sig: String,
}

/// The team's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct From {
    /// What the team calls itself.
    pub name: String,
    /// Its other admitted laptops: public key (hex), and the key to write files with. Who works on them is nobody's
    /// business elsewhere.
    pub laptops: Vec<(String, String)>,
}

/// The second part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    /// A copy.
    Copy(Copy),
    /// Comments on one.
    Comments(Comments),
}

impl Contents {
    /// Its name in the first part.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Copy(_) => "copy",
            Self::Comments(_) => "comments",
        }
    }

    /// As bytes that are the same for the same content.
    pub fn text(&self) -> serde_json::Result<String> {
        match self {
            Self::Copy(copy) => serde_json::to_string(copy),
            Self::Comments(comments) => serde_json::to_string(comments),
        }
    }
}

/// What is signed: the team and the fingerprint of the second part.
fn message(team: &str, body: &[u8]) -> Vec<u8> {
    let team = unhex::<16>(team).unwrap_or_default();
    [team.as_slice(), Sha256::digest(body).as_slice()].concat()
}

/// Signs the second part as a laptop of a team.
pub fn sign(laptop: &Laptop, team: &str, body: &[u8]) -> [u8; 64] {
    laptop.sign("packet", &message(team, body))
}

/// Whether a signature (hex) is that of this key (hex) over what this team sent.
pub fn signature_fits_copy(key: &str, team: &str, body: &[u8], sig: &str) -> bool {
    let (Some(key), Some(sig)) = (unhex::<32>(key), unhex::<64>(sig)) else {
        return false;
    };
    unhex::<16>(team).is_some() && signature_fits(&key, "packet", &message(team, body), &sig)
}
