//! The words of files on records.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Subcommand)]
pub enum Attachment {
    /// Attach a file of up to 50 MB to a record
    Add {
        kind: String,
        /// Identifier, code or name
        id: String,
        file: PathBuf,
    },
    /// The files of a record
    List {
        kind: String,
        /// Identifier, code or name
        id: String,
    },
    /// Write a copy of an attached file
    Save {
        /// As `list` names it
        id: String,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Remove an attached file; it can be undone
    Remove {
        /// As `list` names it
        id: String,
    },
}
