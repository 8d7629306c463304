//! The words of what needs attention, and of texts and addresses for e-mails.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Choice;

#[derive(Args)]
pub struct Findings {
    /// Also write what has a day to a calendar file (.ics)
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
    /// Only what is yours
    #[arg(long, conflicts_with = "owner")]
    pub mine: bool,
    /// Only what this person sees to
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Only what is overdue or due within so many days
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16))]
    pub within: Option<u16>,
}

/// What a decision is about.
#[derive(Args)]
pub struct About {
    /// As `findings --json` names it, like practice.without_pcn
    pub rule: String,
    /// One record alone: its kind and its identifier, code or name
    #[arg(long, num_args = 2, value_names = ["KIND", "ID"])]
    pub record: Option<Vec<String>>,
}

#[derive(Subcommand)]
pub enum Rule {
    /// What is switched off or put off
    List,
    /// Switch a rule off
    Off {
        #[command(flatten)]
        about: About,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Put a rule off until a day
    Snooze {
        #[command(flatten)]
        about: About,
        #[arg(long, value_name = "DATE")]
        until: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Show it again
    On {
        #[command(flatten)]
        about: About,
    },
    /// Say who sees to it; without a name nobody in particular does
    Owner {
        #[command(flatten)]
        about: About,
        #[arg(long = "name", value_name = "NAME")]
        name: Option<String>,
    },
}

/// A draft to write beside what is printed.
#[derive(Args)]
pub struct DraftFile {
    /// Also write it as a draft that mail programs open (.eml)
    #[arg(long, value_name = "FILE")]
    pub eml: Option<PathBuf>,
    /// Hide the addresses from each other
    #[arg(long, requires = "eml")]
    pub bcc: bool,
    /// A file to go along
    #[arg(long, value_name = "FILE", requires = "eml")]
    pub attach: Option<PathBuf>,
}

#[derive(Subcommand)]
pub enum Letter {
    /// What is due for one person
    Notice {
        /// The person; otherwise you
        #[arg(long, value_name = "NAME")]
        owner: Option<String>,
        #[command(flatten)]
        draft: DraftFile,
    },
    /// What is due for whom, and what changed this week
    Digest {
        #[command(flatten)]
        draft: DraftFile,
    },
    /// The addresses of the people of a list
    Addresses {
        /// A list of people, or of records that name people
        kind: String,
        #[command(flatten)]
        choice: Choice,
        #[arg(long, value_name = "TEXT", default_value = "", requires = "eml")]
        subject: String,
        /// The text, from a file
        #[arg(long, value_name = "FILE", requires = "eml")]
        text_file: Option<PathBuf>,
        #[command(flatten)]
        draft: DraftFile,
    },
}
