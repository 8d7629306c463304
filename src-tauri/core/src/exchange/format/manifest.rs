//! The first line: what a file says of itself. Repeats the header, so that header and contents can't be exchanged.

use serde::{Deserialize, Serialize};

use super::Header;
use crate::store::team::SignedCard;

/// One actor's part of what somebody holds: actor (hex), number and hash (hex) of its last change.
pub type Held = (String, i64, String);

/// The manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Minor version, as before the header.
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub minor: u16,
    /// `team` (changes of a team's log) or `packet` (a copy for another team).
    pub kind: String,
    /// As in the header.
    pub team: String,
    /// As in the header.
    pub enc: String,
    /// As in the header.
    pub made: i64,
    /// As in the header.
    pub app: String,
    /// The laptop that made the file, in its own signed words.
    pub card: SignedCard,
    /// What its hub file held.
    pub holdings: Vec<Held>,
    /// What the readers are taken to hold: changes up to these are not in the file.
    pub after: Vec<Held>,
    /// Number of migrations that the writing program knew.
    pub schema: usize,
    /// Fingerprint of its hub file with heads, where it was worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Attached files that were left out or are not there: hash (hex) and size in bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<(String, i64)>,
    /// How many of each.
    pub counts: Counts,
}

fn is_none_yet(minor: &u16) -> bool {
    *minor == 0
}

/// How many lines of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Actors.
    pub actors: u64,
    /// Erasure orders.
    pub erasures: u64,
    /// Signatures over chains.
    pub signatures: u64,
    /// Changes.
    pub changes: u64,
    /// Field writes in them.
    pub writes: u64,
    /// Pieces of attached files.
    pub pieces: u64,
    /// Parts of a packet.
    pub packets: u64,
}

impl Counts {
    /// A packet holds its own lines and nothing else; a team's file holds none of them.
    pub fn fit(&self, packet: bool) -> bool {
        let packets = self.packets;
        let alone = Self {
            packets,
            ..Self::default()
        };
        if packet { *self == alone } else { packets == 0 }
    }
}

impl Manifest {
    /// Says the same as the header.
    pub fn fits(&self, header: &Header) -> bool {
        self.minor == header.minor
            && (&self.team, &self.enc, self.made, &self.app)
                == (&header.team, &header.enc, header.made, &header.app)
            && ["team", "packet"].contains(&self.kind.as_str())
    }
}

/// A piece of an attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// SHA-256 of the whole file, hex.
    pub hash: String,
    /// Size of the whole file, bytes.
    pub size: i64,
    /// Which piece, from 0.
    pub piece: i64,
    /// Its bytes, in base 64.
    pub data: String,
}

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Lines before this one.
    pub lines: u64,
    /// SHA-256 of all lines before this one with their line ends, hex.
    pub sha256: String,
    /// The laptop's signature over both, hex.
    pub sig: String,
}

impl End {
    /// What is signed.
    pub fn message(lines: u64, sha256: &[u8; 32]) -> Vec<u8> {
        [lines.to_be_bytes().as_slice(), sha256].concat()
    }
}
