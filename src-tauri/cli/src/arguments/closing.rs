//! The words of closing a practice or network.

use clap::Args;

#[derive(Args)]
pub struct Close {
    /// `practice` or `pcn`
    pub kind: String,
    /// Identifier, code or name
    pub id: String,
    /// Its last day
    #[arg(long, value_name = "DATE")]
    pub on: String,
    /// What it goes on in, by identifier, code or name
    #[arg(long, value_name = "ID")]
    pub successor: Option<String>,
    /// Kinds of records that go on at the successor
    #[arg(long = "move", value_name = "KIND", num_args = 1.., requires = "successor")]
    pub moved: Vec<String>,
    /// Kinds of records that get the same last day
    #[arg(long, value_name = "KIND", num_args = 1..)]
    pub end: Vec<String>,
    /// Kinds of records that stay as they are
    #[arg(long, value_name = "KIND", num_args = 1..)]
    pub leave: Vec<String>,
    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// Say what follows, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}
