//! The words of the command line, said once: parser, help and usage all come from here.

mod attachments;
mod attention;
mod boards;
mod closing;
mod exchange;
mod packets;
mod packs;
mod returns;
mod stakeholders;
mod versions;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

pub use attachments::Attachment;
pub use attention::{About, DraftFile, Findings, Letter, Rule};
pub use boards::{Board, Interests, Meeting, MinutesStep};
pub use closing::Close;
pub use exchange::{Bring, Exchange, Export, FileWords, SaveWords};
pub use packets::{How, MakePacket, Packet, Partner};
pub use packs::{IssuedOf, MeetingCopies, Pack, PartsOf};
pub use returns::{Return, SetAnswer, Sign};
pub use stakeholders::Stakeholders;
pub use versions::{Conflicts, Resolve};

use crate::condition::{Condition, Setting};

/// Hubfolio without a window: the records, returns and packs of a training hub, from the command line.
///
/// The hub file is the one in the usual place of this account unless --store names another.
#[derive(Parser)]
#[command(name = "hubfolio-cli", version, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The hub file
    #[arg(long, global = true, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Folder of this laptop's keys and settings
    #[arg(long, global = true, value_name = "DIR")]
    pub config: Option<PathBuf>,
    /// Who works here, by the name in the list of people
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub as_: Option<String>,
    /// The day that rules, due dates and packs go by, like 30/09/2025
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// Replies and errors as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    hubfolio_core::dates::parse_uk(text).map_err(|e| e.to_string())
}

#[derive(Subcommand)]
pub enum Command {
    /// Start a new hub file
    New(New),
    /// What is open, who works here, what can be undone
    Status,
    /// The kinds of records
    Kinds,
    /// The fields, rules and help of one kind
    Describe { kind: String },
    /// The records of a kind, or of a named list
    List(List),
    /// One record with all that is known about it
    Show {
        kind: String,
        /// Identifier, code or name
        id: String,
        /// Every edit, newest first
        #[arg(long)]
        history: bool,
    },
    /// Add a record, or change one with --id
    Save(Save),
    /// Add or change many records of a kind as one edit, from a file with a JSON list of {"id": …, "fields": {…}}
    SaveMany(SaveMany),
    /// Remove a record; it can be restored
    Delete { kind: String, id: String },
    /// Bring a removed record back
    Restore { kind: String, id: String },
    /// Take back the last edit, or the one named
    Undo {
        /// As `save` and `actions` name it
        change: Option<String>,
        /// Go on although some fields were changed since; those stay
        #[arg(long)]
        partly: bool,
    },
    /// Take back the last undo
    Redo,
    /// The newest edits, newest first
    Actions,
    /// Bring a CSV or Excel file in: all of it or nothing
    Import(Import),
    /// The kinds of files that can be brought in
    Mappings,
    /// Write the records of a kind to a CSV or Excel file, or print them as PDF or one page for a browser
    ExportTable(ExportTable),
    /// Write every table to a new folder
    ExportAll {
        dir: PathBuf,
        /// Excel workbooks instead of CSV files
        #[arg(long)]
        xlsx: bool,
    },
    /// Search over everything
    Search {
        text: String,
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=200))]
        limit: i64,
    },
    /// What is due, missing or in breach
    Findings(Findings),
    /// Who sees to what needs attention, and what is switched off or put off
    #[command(subcommand)]
    Rule(Rule),
    /// Texts to send and lists of addresses; nothing is sent
    #[command(subcommand)]
    Letter(Letter),
    /// Write one date of a record to a calendar file (.ics)
    Calendar {
        kind: String,
        /// Identifier, code or name
        id: String,
        /// The field with the date
        field: String,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// What waits to be settled after files came together
    Conflicts(Conflicts),
    /// Settle one thing, or all of them as one edit
    Resolve(Resolve),
    /// Make one record another name for a second one of the same kind
    Merge {
        kind: String,
        /// The record that stays, by identifier, code or name
        keep: String,
        /// The record that becomes another name for it
        other: String,
        /// Why, for the history
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
    /// Stakeholders: one in one place, the map, duplicates, feedback
    #[command(subcommand)]
    Stakeholders(Stakeholders),
    /// Close a practice or network and settle what follows, as one edit
    Close(Close),
    /// Files on records: attach, list, write again, remove
    #[command(subcommand)]
    Attachment(Attachment),
    /// KPI returns
    #[command(subcommand)]
    Return(Return),
    /// Boards and groups
    #[command(subcommand)]
    Board(Board),
    /// Meetings and their minutes
    #[command(subcommand)]
    Meeting(Meeting),
    /// Declarations of interest and their register
    #[command(subcommand)]
    Interests(Interests),
    /// Sign off a record as it stands
    Sign(Sign),
    /// Withdraw a sign-off, by its identifier, as a new and visible act
    SignWithdraw {
        id: String,
        /// Why; everybody can read it
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Write a pack: FILE.pdf, FILE.html as one page for a browser, or FILE.docx for Word
    Pack(Pack),
    /// Write every copy of a meeting's board pack to a new folder, with a list of who gets which
    PackCopies(MeetingCopies),
    /// Send a pack out: freeze it as the next version, which can be signed off
    PackIssue(IssuedOf),
    /// The packs that went out, with what is new in each and who signed it off; of a meeting both of its packs
    PacksIssued(IssuedOf),
    /// The parts of a pack, in their order, and those that were left out
    PackParts(PartsOf),
    /// Whether a PDF is a pack exactly as it was made, by whom it was signed off, and where it was changed
    Verify { file: PathBuf },
    /// Check the hub file
    Check {
        /// Work the tables out again from the record of edits and compare
        #[arg(long)]
        rebuild: bool,
    },
    /// Write a checked copy of the hub file; never over another file
    Backup { file: PathBuf },
    /// Files for colleagues: send, look, bring in, join, the team's laptops, the shared folder
    #[command(subcommand)]
    Exchange(Exchange),
    /// Erase a record, or some of its fields, for good on a person's lawful request
    Erase(Erase),
    /// Everything that was erased, newest first
    Erasures,
    /// Put a copy back in place of the hub file, which is moved aside
    RestoreBackup { file: PathBuf },
    /// Write the practice hub, an invented hub to try everything on, to a file of its own
    Sample { file: PathBuf },
    /// Everything as one zip: the hub file, every table, every attached file
    TakeEverything { file: PathBuf },
    /// Fill a new hub file with made-up records, for measurements and rehearsals
    Generate(Generate),
    /// Fingerprint of the content of the hub file
    StateHash {
        /// Also cover which edits say so, and what was removed
        #[arg(long)]
        heads: bool,
    },
}

#[derive(Args)]
pub struct Erase {
    pub kind: String,
    /// Identifier, code or name
    pub id: String,
    /// A field to erase, one or more; otherwise the whole record
    #[arg(long = "field", value_name = "FIELD")]
    pub fields: Vec<String>,
    /// On what ground, without naming the person
    #[arg(long, value_name = "TEXT", required_unless_present = "dry_run")]
    pub ground: Option<String>,
    /// Number of the case
    #[arg(
        long = "case",
        value_name = "NUMBER",
        required_unless_present = "dry_run"
    )]
    pub case_number: Option<String>,
    /// The colleague who approved it; left out only in a hub of one to three people
    #[arg(long, value_name = "NAME")]
    pub approved_by: Option<String>,
    /// Say what would go, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct New {
    /// Name of the training hub
    #[arg(long, value_name = "NAME")]
    pub hub: String,
    /// Code of the health system (ICB), like QWU
    #[arg(long, value_name = "CODE")]
    pub ics: Option<String>,
    /// With an invented hub to look at
    #[arg(long)]
    pub sample: bool,
}

#[derive(Args)]
pub struct List {
    /// Kind; left out with --set
    #[arg(required_unless_present = "set", conflicts_with = "set")]
    pub kind: Option<String>,
    /// A named list, such as the records behind a figure (kpi.8.numerator)
    #[arg(long, value_name = "NAME")]
    pub set: Option<String>,
    /// Parameters of the named list: from=01/04/2025 to=30/09/2025 hub=NAME
    #[arg(long = "param", value_name = "NAME=VALUE", num_args = 1.., requires = "set")]
    pub params: Vec<Setting>,
    #[command(flatten)]
    pub choice: Choice,
    /// Count the records by what they have in this field
    #[arg(long, value_name = "FIELD")]
    pub group: Option<String>,
    /// At most this many rows
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..=1_000_000))]
    pub limit: Option<i64>,
    /// As CSV, with headings and values for a program
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

/// Which rows and columns of a list, and in what order.
#[derive(Args)]
pub struct Choice {
    /// Conditions: FIELD=VALUE, also != < <= > >= and ~ (contains); FIELD= means empty
    #[arg(long = "where", value_name = "CONDITION", num_args = 1..)]
    pub wheres: Vec<Condition>,
    /// Order by this field; with a minus sign in front, largest first; once more for what comes next
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    pub sort: Vec<String>,
    /// Words that the record must contain
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    /// Columns, with paths such as pcn.name
    #[arg(long, value_name = "FIELD,FIELD", value_delimiter = ',')]
    pub columns: Vec<String>,
}

#[derive(Args)]
pub struct SaveMany {
    pub kind: String,
    /// Without "id" a row is a new record; values are read as they are typed
    pub file: PathBuf,
    /// Say what it would do; nothing is written
    #[arg(long)]
    pub dry_run: bool,
    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

#[derive(Args)]
pub struct Save {
    pub kind: String,
    /// The record to change, by identifier, code or name
    #[arg(long)]
    pub id: Option<String>,
    /// Fields to set; FIELD= empties one
    #[arg(value_name = "FIELD=VALUE", required_unless_present = "json_file")]
    pub fields: Vec<Setting>,
    /// More fields, from a file with a JSON object
    #[arg(long, value_name = "FILE")]
    pub json_file: Option<PathBuf>,
    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

#[derive(Args)]
pub struct Import {
    /// As `mappings` lists them, or `any` for any other spreadsheet
    pub mapping: String,
    pub file: PathBuf,
    #[command(flatten)]
    pub sheet: Sheet,
    /// For a national file: whose records to keep, like QWU
    #[arg(long, value_name = "CODE")]
    pub ics: Option<String>,
    /// Say what it would do, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// How to read a spreadsheet with `import any`; what is not said is proposed.
#[derive(Args)]
pub struct Sheet {
    /// Kind of record that each row is
    #[arg(long)]
    pub kind: Option<String>,
    /// Name or number of the sheet; the first is 1
    #[arg(long, value_name = "S")]
    pub sheet: Option<String>,
    /// Row number of the headings; 0 = there are none
    #[arg(long, value_name = "N")]
    pub header: Option<i64>,
    /// A column and the field that it fills, on top of what is proposed; `Column=` leaves it out, `Column=own.Name` keeps it
    /// as a column of the hub's own
    #[arg(long = "match", value_name = "COLUMN=FIELD")]
    pub matching: Vec<String>,
    /// A value for every row in which no column says something of the field, like `declared_on=2025-04-01`
    #[arg(long = "fill", value_name = "FIELD=VALUE")]
    pub filled: Vec<String>,
    /// For dates like 03/04/2025
    #[arg(long, value_name = "ORDER", value_parser = ["day-first", "month-first"])]
    pub dates: Option<String>,
    /// A cell that can't be read: leave its row out, or leave the cell empty
    #[arg(long, value_name = "WHAT", default_value = "row-out", value_parser = ["row-out", "cell-empty"])]
    pub bad_cells: String,
    /// Rows that may be a record that is there already: the nearest one, or a new one
    #[arg(long, value_name = "WHAT", value_parser = ["same", "new"])]
    pub near: Option<String>,
    /// Names of other records that are not in the hub: add a record for each where a name is enough, or leave the cell empty
    #[arg(long, value_name = "WHAT", value_parser = ["add", "empty"])]
    pub names: Option<String>,
    /// Turn columns that are quarters, months or years into rows
    #[arg(long)]
    pub across: bool,
    /// Leave out rows that the spreadsheet hides
    #[arg(long)]
    pub leave_hidden: bool,
    /// Leave out notes on cells; otherwise they are kept with their record
    #[arg(long)]
    pub leave_notes: bool,
    /// Every sheet that fits, in the order that is proposed, as one edit
    #[arg(long, conflicts_with_all = ["sheet", "header", "kind", "matching", "filled", "across", "rejected"])]
    pub all_sheets: bool,
    /// Write the rows that are left out to this Excel file, with reasons
    #[arg(long, value_name = "OUT.xlsx")]
    pub rejected: Option<PathBuf>,
}

#[derive(Args)]
pub struct ExportTable {
    pub kind: String,
    /// FILE.csv, FILE.xlsx, FILE.pdf, FILE.html or FILE.docx
    pub file: PathBuf,
    /// On paper or as a page: whom it is for; the public copy holds nothing confidential
    #[arg(long, default_value = "members", value_parser = COPIES)]
    pub copy: String,
    #[command(flatten)]
    pub choice: Choice,
}

/// Copies of a pack.
const COPIES: [&str; 2] = ["members", "public"];

#[derive(Args)]
pub struct Generate {
    /// 1 is a whole ICS (500 practices, 60,000 contacts and people); fractions such as 0.1 will do
    #[arg(long, value_name = "N", value_parser = scale)]
    pub scale: usize,
    /// The same number gives the same records
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
}

/// Largest scale: a region, in hundredths.
const LARGEST_SCALE: i64 = 2_000;

/// A scale in hundredths.
fn scale(text: &str) -> Result<usize, String> {
    hubfolio_core::registers::indicators::figures::typed_figure(text)
        .filter(|n| (1..=LARGEST_SCALE).contains(n))
        .and_then(|n| usize::try_from(n).ok())
        .ok_or_else(|| "write a number from 0.01 to 20".into())
}
