//! Returns and sign-offs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub enum Return {
    /// All returns, newest first
    List,
    /// Open a return for a period, or find the one that is there
    Open {
        /// Like "2025-26 H1"; otherwise the half-year that ended last
        #[arg(long)]
        period: Option<String>,
    },
    /// A return with all its answers
    Show {
        /// Identifier or period; otherwise the newest
        id: Option<String>,
    },
    /// Change one answer
    Set(SetAnswer),
    /// Freeze the figures
    Submit { id: String },
    /// Open the next revision of a submitted return
    Reopen {
        id: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

#[derive(Args)]
pub struct SetAnswer {
    /// Identifier or period of the return
    pub id: String,
    /// Number of the question, like 13a
    pub number: String,
    /// The story behind the figure
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub narrative: Option<String>,
    /// The story, from a text file
    #[arg(long, value_name = "FILE", conflicts_with = "narrative")]
    pub narrative_file: Option<PathBuf>,
    /// A figure where the registers hold none, or in place of the one worked out; empty takes it away
    #[arg(long, allow_hyphen_values = true)]
    pub figure: Option<String>,
    /// Why the figure stands in place of the one worked out
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

#[derive(Args)]
pub struct Sign {
    /// `return`, or `issued_pack` for a pack of a meeting that went out
    pub kind: String,
    pub id: String,
    /// In which role, like "Programme manager"
    #[arg(long)]
    pub role: String,
    /// Record it for this person instead of signing here
    #[arg(long = "for", value_name = "NAME", requires = "evidence")]
    pub for_: Option<String>,
    /// For a recorded one: what shows it, like a minute or an e-mail
    #[arg(long, value_name = "TEXT", requires = "for_")]
    pub evidence: Option<String>,
    /// The words agreed to, in place of the usual ones
    #[arg(long, value_name = "TEXT")]
    pub wording: Option<String>,
}
