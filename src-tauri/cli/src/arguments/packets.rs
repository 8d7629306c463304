//! Copies for another team and from one.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Choice, FileWords};

/// Copies for another team and from one.
#[derive(Subcommand)]
pub enum Packet {
    /// Write a copy for another team, and read it back
    Make(MakePacket),
    /// What a file from another team says of itself; nothing is taken in
    Look {
        file: PathBuf,
        #[command(flatten)]
        words: FileWords,
    },
    /// Take a copy or comments from an admitted team in
    Accept {
        file: PathBuf,
        #[command(flatten)]
        words: FileWords,
    },
    /// One copy that was taken in, by the identifier that `partners` shows
    Show { id: String },
    /// Comment on a copy, or write the comments on it to a file for the team that sent it
    Comment {
        id: String,
        /// What to say
        #[arg(long, value_name = "TEXT", required_unless_present = "out")]
        text: Option<String>,
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        how: How,
    },
}

#[derive(Args)]
pub struct MakePacket {
    /// `return`, `place`, or any other kind
    #[arg(long)]
    pub kind: String,
    /// The record, by identifier, code or name; for a return also its period. Without it the list of the kind
    #[arg(long)]
    pub id: Option<String>,
    #[command(flatten)]
    pub choice: Choice,
    /// The file to write
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    pub out: Option<PathBuf>,
    /// The team that it is for, by the name that `partners` shows: only its laptops can open the file
    #[arg(long = "for", value_name = "TEAM")]
    pub for_: Option<String>,
    #[command(flatten)]
    pub how: How,
    /// Say what would leave, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// How a file for another team is protected: for a team that is named, by its laptops' keys; else by words.
#[derive(Args)]
pub struct How {
    /// Protect by words although the team is known; made up unless given
    #[arg(long)]
    pub with_words: bool,
    #[command(flatten)]
    pub words: FileWords,
    /// No protection; refused where personal data is inside
    #[arg(long, conflicts_with_all = ["with_words", "words_file"])]
    pub no_encryption: bool,
}

#[derive(Subcommand)]
pub enum Partner {
    /// Admit the team and laptop that made a file, once you have compared its check code by telephone
    Admit {
        file: PathBuf,
        /// The six words that they read out to you
        #[arg(long, value_name = "WORDS")]
        code: String,
        #[command(flatten)]
        words: FileWords,
    },
    /// Block a team: what it sent stays, what it sends from now on is refused
    Block {
        team: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
}
