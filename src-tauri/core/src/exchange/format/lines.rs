//! The kinds of line, and how long a line, a text, a file may be.

/// What a line is; its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tag {
    /// What the file says of itself: the first line.
    Manifest = b'm',
    /// An actor and its certificate.
    Actor = b'r',
    /// An erasure order.
    Erasure = b'e',
    /// A signature over a chain.
    Signature = b'h',
    /// A change: its structure line.
    Change = b'c',
    /// The values of the change before.
    Values = b'v',
    /// A piece of an attached file.
    Piece = b'b',
    /// A part of a packet.
    Packet = b'p',
    /// The last line: count, fingerprint, signature.
    End = b'z',
}

impl Tag {
    /// From the first byte of a line.
    pub fn of(byte: u8) -> Option<Self> {
        [
            Self::Manifest,
            Self::Actor,
            Self::Erasure,
            Self::Signature,
            Self::Change,
            Self::Values,
            Self::Piece,
            Self::Packet,
            Self::End,
        ]
        .into_iter()
        .find(|t| *t as u8 == byte)
    }

    /// Longest line of this kind, bytes.
    pub fn most(self) -> usize {
        match self {
            Self::Values | Self::Packet => limits::VALUES_LINE,
            Self::Piece => limits::PIECE_LINE,
            Self::Manifest | Self::Change | Self::Erasure => limits::CHANGE_LINE,
            Self::Actor | Self::Signature | Self::End => limits::SHORT_LINE,
        }
    }
}

/// Limits of version 1: far above what honest files need.
pub mod limits {
    /// A file, bytes.
    pub const FILE: u64 = 512 << 20;
    /// Attached files that are put into one file, bytes: leaves room for edits, and for what packing adds.
    pub const PAPERS: u64 = FILE / 4 * 3;
    /// All lines, bytes.
    pub const LINES: u64 = 2 << 30;
    /// A line of values, bytes.
    pub const VALUES_LINE: usize = 24 << 20;
    /// A line that names the fields of a change, bytes.
    pub const CHANGE_LINE: usize = 4 << 20;
    /// A line with a piece of an attached file, bytes: 4 MiB in base 64, and its name.
    pub const PIECE_LINE: usize = 6 << 20;
    /// Any other line, bytes.
    pub const SHORT_LINE: usize = 64 << 10;
    /// Changes in a file.
    pub const CHANGES: u64 = 2_000_000;
    /// Signatures over chains: one for each time that a laptop sent.
    pub const SIGNATURES: usize = 100_000;
    /// Lines kept in memory while a file is read: erasure orders, parts of a packet, bytes.
    pub const KEPT: usize = 64 << 20;
    /// Actors in a file.
    pub const ACTORS: usize = 4_096;
}

/// How much a writer puts into one file. Tests make it small.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of all lines.
    pub lines: u64,
    /// Bytes of attached files.
    pub papers: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            file: limits::FILE,
            lines: limits::LINES,
            papers: limits::PAPERS,
        }
    }
}
