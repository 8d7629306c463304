//! What waits to be settled.

use clap::Args;

#[derive(Args)]
pub struct Conflicts {
    /// One thing, with its versions side by side
    #[arg(conflicts_with = "record")]
    pub id: Option<String>,
    /// Only what waits at this record, by identifier
    #[arg(long, value_name = "ID")]
    pub record: Option<String>,
}

#[derive(Args)]
#[command(group(clap::ArgGroup::new("how").required(true).args(["keep", "both", "write", "newest", "from", "shown"])))]
pub struct Resolve {
    /// As `conflicts` names it
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub id: Option<String>,
    /// Everything that waits
    #[arg(long)]
    pub all: bool,
    /// This version stays, by its number in `conflicts ID`; 0 = leave everything as it is
    #[arg(long, value_name = "NUMBER", conflicts_with = "all")]
    pub keep: Option<usize>,
    /// Long text: both, one after the other with names; two records: both stay
    #[arg(long, conflicts_with = "all")]
    pub both: bool,
    /// This value in place of all versions
    #[arg(
        long,
        value_name = "VALUE",
        conflicts_with = "all",
        allow_hyphen_values = true
    )]
    pub write: Option<String>,
    /// The newest version of each
    #[arg(long, conflicts_with = "id")]
    pub newest: bool,
    /// This person's version of each
    #[arg(long, value_name = "NAME", conflicts_with = "id")]
    pub from: Option<String>,
    /// What lists and reports show of each now
    #[arg(long, conflicts_with = "id")]
    pub shown: bool,
    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
}
