//! Why a file cannot become a paper of a pack, by its name, with what to do about it.

use super::{LARGEST, MOST_PAGES};

/// What to do with a Word file that cannot be laid out.
const SAVE_AS_PDF: &str = "Save it as PDF in Word, then drop it here.";

/// A file that was not taken. `Display` says which and why; [`Self::hint`] what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{name}” {reason} Nothing was taken from it, and the file itself is unchanged.")]
pub struct Refusal {
    /// The file's name.
    pub name: String,
    /// What stops it.
    pub reason: Reason,
}

/// What stops a file from being taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Not a PDF at all.
    #[error("is not a PDF file.")]
    NotPdf,
    /// Not a Word file at all.
    #[error("is not a Word file.")]
    NotWord,
    /// It asks for a password.
    #[error("is locked with a password.")]
    Locked,
    /// Damaged beyond reading.
    #[error("is damaged: its pages cannot be read.")]
    Broken,
    /// No pages.
    #[error("has no pages.")]
    Empty,
    /// A form whose pages only one program can show.
    #[error("is a form that is drawn only by the program it was made for.")]
    LiveForm,
    /// A Word file of the old kind, or one that is locked.
    #[error("is a Word file of the old kind, or one locked with a password.")]
    OldWord,
    /// A Word file of which too little could be laid out.
    #[error(
        "holds drawings, charts or text boxes that cannot be laid out here without losing what they say."
    )]
    TooRich,
    /// More bytes than a pack can carry.
    #[error("is larger than {} MB.", LARGEST / 1_000_000)]
    TooLarge,
    /// More pages than a pack can carry.
    #[error("has more than {MOST_PAGES} pages.")]
    TooManyPages,
}

impl Refusal {
    /// Names the file in letters that can be shown: no control characters, not endless.
    pub(super) fn new(name: &str, reason: Reason) -> Self {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
        Self {
            name: if shown.trim().is_empty() {
                "This file".to_owned()
            } else {
                shown
            },
            reason,
        }
    }

    /// A short, stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.reason {
            Reason::NotPdf => "paper_not_pdf",
            Reason::NotWord => "paper_not_word",
            Reason::Locked => "paper_locked",
            Reason::Broken => "paper_broken",
            Reason::Empty => "paper_empty",
            Reason::LiveForm => "paper_live_form",
            Reason::OldWord => "paper_old_word",
            Reason::TooRich => "paper_too_rich",
            Reason::TooLarge => "paper_too_large",
            Reason::TooManyPages => "paper_too_long",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self.reason {
            Reason::NotPdf | Reason::NotWord => {
                "Open it in the program it was made with, save it as PDF, then drop that here."
            }
            Reason::Locked => "Ask its author for a copy without a password, then drop that here.",
            Reason::Broken => {
                "Open it in a PDF reader and print it to a new PDF; if that fails too, ask its author for it again."
            }
            Reason::Empty => "Ask its author for it again.",
            Reason::LiveForm => {
                "Open it in Adobe Reader, print it to PDF there, then drop that here."
            }
            Reason::OldWord | Reason::TooRich => SAVE_AS_PDF,
            Reason::TooLarge => "Save it with smaller pictures, or in parts, then drop those here.",
            Reason::TooManyPages => {
                "Save the pages that are needed as a PDF of their own, then drop that here."
            }
        }
    }
}
