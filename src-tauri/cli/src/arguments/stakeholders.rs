//! The words of stakeholders: their page, the map, records that may be one, feedback.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Subcommand)]
pub enum Stakeholders {
    /// One stakeholder in one place: posts, place on the map, contacts, what follows
    Show {
        /// `person`, `organisation`, `practice` or `pcn`
        kind: String,
        /// Identifier, code or name
        id: String,
    },
    /// The map of influence and interest
    Map,
    /// Move a stakeholder on the map
    Move {
        /// As `map` names it
        id: String,
        /// From 1 to 5
        #[arg(long, value_name = "N")]
        influence: i64,
        /// From 1 to 5
        #[arg(long, value_name = "N")]
        interest: i64,
        /// Why, for the history
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Who does not stand as the hub would like, the most influential first
    Gaps,
    /// Records that may be the same one
    Duplicates {
        /// `person`, `organisation`, `practice` or `pcn`
        kind: String,
        /// At most this many groups
        #[arg(long, value_name = "N", default_value_t = 200)]
        limit: i64,
    },
    /// Merge many records, as one edit
    Merge {
        kind: String,
        /// The record that stays, and those that become other names for it
        #[arg(value_name = "KEEP=OTHER,OTHER", required_unless_present = "sure")]
        groups: Vec<String>,
        /// Every group of `duplicates` where nothing else is likely
        #[arg(long, conflicts_with = "groups")]
        sure: bool,
        /// Why, for the history
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Say that records are different ones
    Apart {
        kind: String,
        /// Identifiers
        #[arg(num_args = 2.., required = true)]
        records: Vec<String>,
    },
    /// What a feedback round came to
    Feedback {
        /// Identifier or name of the round
        round: String,
    },
    /// Bring in the answers of a feedback round, as a survey tool exports them
    FeedbackImport {
        /// Identifier or name of the round
        round: String,
        /// CSV or Excel file: a row for each who answered, a column for each question
        file: PathBuf,
        /// Say what would be written, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
}
