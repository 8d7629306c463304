//! The words of packs: one, or every copy of a meeting's.

use std::path::PathBuf;

use clap::Args;
use hubfolio_core::contract::PackPrint;

#[derive(Args)]
pub struct Pack {
    /// `board`, `minutes`, `interests`, `engagement`, `kpi`, `passport` or `strategy`
    pub kind: String,
    /// `board`, `minutes`: the meeting. `interests`: the board, otherwise all. `passport`: the practice. `kpi`, `strategy`: the
    /// return, by identifier or period; otherwise the newest, else a preview of the current period
    #[arg(long = "for", value_name = "ID")]
    pub for_: Option<String>,
    /// Whom it is for: `members`, `public` with nothing confidential; of a meeting also `closed`, the closed session alone,
    /// or `member:` and the name of a member, without the papers withheld from them
    #[arg(long, default_value = "members")]
    pub copy: String,
    /// A version that went out (of any pack but `kpi`), by its number or identifier; otherwise as it is now
    #[arg(long, value_name = "VERSION")]
    pub version: Option<String>,
    /// `board` as PDF: only list the papers, show their pages in the order of the agenda, or attach their files
    #[arg(long, value_parser = ["listed", "read", "filed"])]
    pub papers: Option<String>,
    #[command(flatten)]
    pub print: Print,
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// How a PDF is laid out for paper.
#[derive(Args, Clone, Copy)]
pub struct Print {
    /// For paper printed on both sides: each part begins on a right-hand page
    #[arg(long)]
    both_sides: bool,
    /// In large print
    #[arg(long)]
    large_print: bool,
}

impl Print {
    /// As a request says it.
    pub fn asked(self) -> PackPrint {
        PackPrint {
            both_sides: self.both_sides,
            large: self.large_print,
        }
    }
}

#[derive(Args)]
pub struct MeetingCopies {
    /// The meeting
    pub meeting: String,
    /// A folder that does not exist yet, or is empty
    pub folder: PathBuf,
    /// Only list the papers, show their pages in the order of the agenda, or attach their files
    #[arg(long, default_value = "read", value_parser = ["listed", "read", "filed"])]
    pub papers: String,
    /// A version that went out, by its number or identifier; otherwise as it is now
    #[arg(long, value_name = "VERSION")]
    pub version: Option<String>,
    #[command(flatten)]
    pub print: Print,
}

#[derive(Args)]
pub struct IssuedOf {
    /// The meeting; of the register of interests the board, otherwise all
    pub record: Option<String>,
    /// Which pack; otherwise the board pack
    #[arg(long, value_parser = ["board", "minutes", "interests", "engagement", "strategy"])]
    pack: Option<String>,
    /// The minutes of the meeting, as `--pack minutes`
    #[arg(long, conflicts_with = "pack")]
    minutes: bool,
}

#[derive(Args)]
pub struct PartsOf {
    /// The board whose packs are meant; otherwise those of all boards that have no choice of their own
    pub board: Option<String>,
    /// Which pack
    #[arg(long, default_value = "board", value_parser = ["board", "engagement", "strategy"])]
    pub pack: String,
}

impl IssuedOf {
    /// Which pack is named.
    pub fn pack(&self) -> Option<&str> {
        match self.minutes {
            true => Some("minutes"),
            false => self.pack.as_deref(),
        }
    }
}
