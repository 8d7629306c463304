//! Why a file was refused, and the words for it: what happened, what was kept, what to do.

use thiserror::Error;

use crate::{contract::Fault, files::FileError, store::StoreError};

/// Where in a file a fault was found, from the outside in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// First bytes, version, header.
    Header,
    /// Length and fingerprint of what follows the header.
    Frame,
    /// Encryption.
    Protection,
    /// Compression and its checksum.
    Compression,
    /// Lines: their kind, order, length, count and fingerprint.
    Lines,
    /// What the file says of itself.
    Manifest,
    /// Who made what: certificates, cards, signatures, the last line.
    Signature,
    /// Changes and the chains they form.
    Chain,
}

impl Layer {
    /// Its name in tables and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Frame => "frame",
            Self::Protection => "protection",
            Self::Compression => "compression",
            Self::Lines => "lines",
            Self::Manifest => "manifest",
            Self::Signature => "signature",
            Self::Chain => "chain",
        }
    }
}

/// A failure to write, read or bring in a file.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// Not one of our files.
    #[error("not a file for colleagues")]
    NotOurs,
    /// Cut short, changed on the way, or made by a faulty program.
    #[error("damaged ({}): {detail}", layer.name())]
    Damaged {
        /// Where.
        layer: Layer,
        /// What was found.
        detail: String,
    },
    /// Made by a newer version.
    #[error("made by a newer version")]
    Newer,
    /// Of another team.
    #[error("of another team")]
    OtherTeam,
    /// Protected by words that were not given.
    #[error("words needed")]
    WordsNeeded,
    /// The words do not open it.
    #[error("words do not fit")]
    WordsWrong,
    /// Too weak a choice of words.
    #[error("words too easy to guess")]
    WordsWeak,
    /// Written for other laptops.
    #[error("not written for this laptop")]
    NotForUs,
    /// Asks for more work or space than any honest file.
    #[error("asks for too much: {0}")]
    TooMuch(&'static str),
    /// A file that no reader would take was about to be written.
    #[error("does not fit into one file")]
    NoRoom,
    /// Something changed since the preview.
    #[error("not as in the preview")]
    Moved,
    /// A copy for another team, where a team's file was expected.
    #[error("a copy for another team")]
    IsPacket,
    /// A team's file, where a copy from another team was expected.
    #[error("a team's file")]
    NoPacket,
    /// A copy that the own team made.
    #[error("a copy of the own team")]
    OwnPacket,
    /// A rule of sharing says no.
    #[error("{0:?}")]
    Refused(Fault),
    /// The hub file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Files.
    #[error(transparent)]
    File(#[from] FileError),
    /// Reading or writing.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Short for results of this room.
pub type Result<T, E = ExchangeError> = std::result::Result<T, E>;

impl ExchangeError {
    /// Damage with its place.
    pub fn damaged(layer: Layer, detail: impl Into<String>) -> Self {
        Self::Damaged {
            layer,
            detail: detail.into(),
        }
    }

    /// A refusal in words.
    pub fn refused(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused(fault(code, message, hint))
    }

    /// The layer that refused, where a file was at fault.
    pub fn layer(&self) -> Option<Layer> {
        match self {
            Self::NotOurs | Self::Newer => Some(Layer::Header),
            Self::Damaged { layer, .. } => Some(*layer),
            Self::OtherTeam | Self::IsPacket | Self::NoPacket | Self::OwnPacket => {
                Some(Layer::Manifest)
            }
            Self::WordsNeeded | Self::WordsWrong | Self::NotForUs => Some(Layer::Protection),
            Self::TooMuch(_) => Some(Layer::Lines),
            Self::Store(StoreError::Log(_)) => Some(Layer::Chain),
            _ => None,
        }
    }
}

/// Code, what happened and was kept, what to do.
type Said = (&'static str, &'static str, &'static str);

const NOT_OURS: Said = (
    "not_a_shared_file",
    "This is not a file for colleagues. Your data was not changed.",
    "Choose a file whose name ends in .hubx. Spreadsheets are brought in under “Import a spreadsheet”.",
);
const DAMAGED: Said = (
    "file_damaged",
    "This file is damaged or was changed on the way. Your data was not changed.",
    "Ask for the file again. If it came by e-mail, ask for it on a stick or in the shared folder.",
);
const LOOSE: Said = (
    "file_damaged",
    "This file does not hold together. Your data was not changed.",
    "Ask for the file again.",
);
const NEWER: Said = (
    "file_newer",
    "This file was made by a newer version of Hubfolio. Your data was not changed.",
    "Update Hubfolio on this laptop, then bring the file in again.",
);
const OTHER_TEAM: Said = (
    "other_team",
    "This file belongs to another hub's team. Your data was not changed.",
    "Open that hub's file first, or ask your colleague for a file of this hub.",
);
const WORDS_NEEDED: Said = (
    "words_needed",
    "This file is protected by words. Your data was not changed.",
    "Ask the colleague who made it for the six words, by telephone.",
);
const WORDS_WRONG: Said = (
    "words_wrong",
    "These words do not open this file. Your data was not changed.",
    "Check the spelling and that the words are for this very file.",
);
const WORDS_WEAK: Said = (
    "words_weak",
    "These words are too easy to guess. Nothing was written.",
    "Leave the words to Hubfolio, or choose more and less common ones.",
);
const NOT_FOR_US: Said = (
    "not_for_this_laptop",
    "This file was written for other laptops, not for this one. Your data was not changed.",
    "Ask your colleague for a file protected by words, or to admit this laptop first.",
);
const NO_ROOM: Said = (
    "file_would_be_too_large",
    "This file would be larger than Hubfolio can bring in. No file was kept.",
    "Send less at a time.",
);
const MOVED: Said = (
    "preview_outdated",
    "Something was changed here since you looked at this file. Nothing was brought in.",
    "Look at the file again, then bring it in.",
);
const IS_PACKET: Said = (
    "is_a_copy",
    "This file is a copy that one hub's team makes for another, not a file of edits. Your data was not changed.",
    "Look at it under “Copies from other teams”.",
);
const NO_PACKET: Said = (
    "not_a_copy",
    "This is a team's file of edits, not a copy for another team. Your data was not changed.",
    "Bring your own team's file in under “Sharing and copies”.",
);
const OWN_PACKET: Said = (
    "own_copy",
    "This copy was made by your own team. Your data was not changed.",
    "It is meant for another hub or the region: send it there. Your colleagues need a file for colleagues.",
);
const UNREADABLE: Said = (
    "file_unreadable",
    "This file could not be read or written. Your data was not changed.",
    "Check that the disk or stick is there and that the file is not open elsewhere.",
);

fn fault(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Fault {
    Fault {
        code: code.into(),
        message: message.into(),
        hint: hint.into(),
        fields: vec![],
    }
}

impl From<ExchangeError> for Fault {
    fn from(error: ExchangeError) -> Self {
        let (code, message, hint) = match error {
            ExchangeError::NotOurs => NOT_OURS,
            ExchangeError::Damaged { layer, detail } => {
                log::info!("a file was refused at {}: {detail}", layer.name());
                DAMAGED
            }
            ExchangeError::Newer => NEWER,
            ExchangeError::OtherTeam => OTHER_TEAM,
            ExchangeError::WordsNeeded => WORDS_NEEDED,
            ExchangeError::WordsWrong => WORDS_WRONG,
            ExchangeError::WordsWeak => WORDS_WEAK,
            ExchangeError::NotForUs => NOT_FOR_US,
            ExchangeError::NoRoom => NO_ROOM,
            ExchangeError::Moved => MOVED,
            ExchangeError::IsPacket => IS_PACKET,
            ExchangeError::NoPacket => NO_PACKET,
            ExchangeError::OwnPacket => OWN_PACKET,
            ExchangeError::TooMuch(what) => {
                let message = format!(
                    "This file asks for more than Hubfolio takes ({what}). Your data was not changed."
                );
                let hint = "Only bring in files from people you know. Ask for the file again.";
                return fault("file_too_large", message, hint);
            }
            ExchangeError::Refused(fault) => return fault,
            ExchangeError::Store(StoreError::Log(detail)) => {
                log::info!("a file was refused: {detail}");
                LOOSE
            }
            ExchangeError::Store(e) => return e.into(),
            ExchangeError::File(e) => return StoreError::from(e).into(),
            ExchangeError::Io(e) => {
                log::warn!("a file for colleagues: {e}");
                UNREADABLE
            }
        };
        fault(code, message, hint)
    }
}
