//! Files for colleagues.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Packet, Partner};

/// Files for colleagues.
#[derive(Subcommand)]
pub enum Exchange {
    /// Write a file for colleagues, and read it back
    Export(Export),
    /// Start on this laptop from a colleague's file
    Join {
        file: PathBuf,
        #[command(flatten)]
        words: FileWords,
    },
    /// What bringing files in would do; nothing is written
    Preview {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        words: FileWords,
    },
    /// Bring files in: all of it or nothing. Stops and asks where something needs a decision, unless --approve is given
    Import(Bring),
    /// Take back everything that one bringing in brought, by the number that `import` gave
    Undo { arrival: i64 },
    /// The team's laptops, who has what, what waits
    Status,
    /// Invite one person: six words to read out by telephone, to be used once within 14 days
    Invite {
        name: String,
        /// Write the file that the invitation goes with
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        save: SaveWords,
    },
    /// Admit a laptop, by its key or check code as `status` shows it
    Admit { laptop: String },
    /// Block a laptop that was lost or left
    Block {
        laptop: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// What a laptop held as far as known, and what it last sent: for the day on which it is lost
    Held { laptop: String },
    /// Name the shared folder, or exchange through the one named
    Folder {
        dir: Option<PathBuf>,
        /// Bring in by itself what needs no decision: yes or no
        #[arg(long, value_name = "YES|NO")]
        by_itself: Option<String>,
        /// Use no shared folder any more
        #[arg(long, conflicts_with = "dir")]
        none: bool,
    },
    /// A copy of a return, list or record for another team, or from one
    #[command(subcommand)]
    Packet(Packet),
    /// The other teams, what they sent, what they said
    Partners,
    /// Admit or block another team
    #[command(subcommand)]
    Partner(Partner),
    /// Make the recovery words, shown once; print them and keep them in a safe place
    RecoveryWords {
        #[command(flatten)]
        save: SaveWords,
    },
    /// Use the recovery words on this laptop
    Recover {
        #[command(flatten)]
        words: FileWords,
    },
}

/// The words that open a file.
#[derive(Args)]
pub struct FileWords {
    /// A file that holds the words that open it, or - to type them: on a command line other programs would see them
    #[arg(long, value_name = "FILE")]
    pub words_file: Option<PathBuf>,
}

/// Where words go that are shown once.
#[derive(Args)]
pub struct SaveWords {
    /// Write the words to this text file as well, which must not travel with what they open
    #[arg(long, value_name = "FILE")]
    pub save_words: Option<PathBuf>,
}

#[derive(Args)]
pub struct Export {
    pub file: PathBuf,
    /// Everything; else what the others are known to lack
    #[arg(long)]
    pub everything: bool,
    /// Protect by words instead of the keys of the team's laptops; made up unless given
    #[arg(long)]
    pub with_words: bool,
    #[command(flatten)]
    pub words: FileWords,
    #[command(flatten)]
    pub save: SaveWords,
    /// No protection; refused where personal data is inside
    #[arg(long, conflicts_with_all = ["with_words", "words_file"])]
    pub no_encryption: bool,
    /// Leave attached files out
    #[arg(long)]
    pub without_files: bool,
    /// Where attached files do not fit into one file: those of which one, from 1
    #[arg(long, value_name = "NUMBER", default_value_t = 1, conflicts_with = "without_files", value_parser = clap::value_parser!(i64).range(1..))]
    pub part: i64,
}

#[derive(Args)]
pub struct Bring {
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub words: FileWords,
    /// Bring it in although something needs a decision
    #[arg(long)]
    pub approve: bool,
    /// Admit the laptop of this check code or key with it; may be given more than once
    #[arg(long, value_name = "LAPTOP")]
    pub admit: Vec<String>,
}
