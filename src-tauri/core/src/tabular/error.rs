//! Why a file was not read, in words a programme manager understands.

use thiserror::Error;

/// A file that was not read: which one, and why. `Display` says what happened and what was kept; [`Self::hint`] what
/// to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{file}” {fault}. {}", self.kept())]
pub struct TabularError {
    /// The file's name.
    pub file: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a file. Each reads on from the file's name: “list.csv” is empty.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// No such file.
    #[error("was not found")]
    NotFound,
    /// A folder.
    #[error("is a folder, not a file")]
    Folder,
    /// The operating system refuses to read it.
    #[error("cannot be opened: this account is not allowed to read it")]
    NotAllowed,
    /// Any other fault of disk, stick or network while reading.
    #[error("could not be read from its disk ({0})")]
    Unreadable(String),
    /// Nothing in it.
    #[error("is empty: there is no row in it")]
    Empty,
    /// Bigger than the limit; refused before it is read. Sizes in bytes.
    #[error("is {} large; files of up to {} are read", size(*.found), size(*.limit))]
    TooLarge {
        /// Its size.
        found: u64,
        /// The most that is read.
        limit: u64,
    },
    /// Small on disk and huge unpacked. Sizes in bytes.
    #[error("unfolds to more than {}, which no list of this kind needs", size(*.limit))]
    UnfoldsTooLarge {
        /// The most that is unpacked.
        limit: u64,
    },
    /// More rows than the limit.
    #[error("has more than {} rows{}", grouped(*.limit), on_sheet(.sheet))]
    TooManyRows {
        /// The sheet; empty for a CSV file.
        sheet: String,
        /// The most rows that are read.
        limit: usize,
    },
    /// A row wider than the limit.
    #[error("has more than {} columns in row {row}{}", grouped(*.limit), on_sheet(.sheet))]
    TooManyColumns {
        /// The sheet; empty for a CSV file.
        sheet: String,
        /// The row as numbered for a person.
        row: usize,
        /// The most columns that are read.
        limit: usize,
    },
    /// More cells than the limit.
    #[error("has more than {} filled cells", grouped(*.limit))]
    TooManyCells {
        /// The most cells that are read.
        limit: usize,
    },
    /// A cell longer than the limit.
    #[error("has a cell of more than {} characters in row {row}, column {column}", grouped(*.limit))]
    CellTooLong {
        /// The row as numbered for a person.
        row: usize,
        /// The column, counted from 1.
        column: usize,
        /// The most characters a cell may have.
        limit: usize,
    },
    /// A quotation mark in a CSV file that never ends: the rest of the file would be one cell.
    #[error("has a quotation mark that is opened on or after line {line} and never closed")]
    UnclosedQuote {
        /// The line where the row begins, counted from 1.
        line: usize,
    },
    /// A text in quotation marks that goes on after its end: it can be read in more than one way.
    #[error(
        "has a quotation mark in the middle of a text on line {line}, so that it is not clear where the cell ends"
    )]
    LooseQuote {
        /// The line, counted from 1.
        line: usize,
    },
    /// The bytes are no text we can name. The argument says what they look like.
    #[error("is not written in an encoding Hubfolio can tell: {0}")]
    UnknownEncoding(String),
    /// Some other kind of file, whatever its name says. The argument names it.
    #[error("is {0}, not a CSV file or a spreadsheet")]
    OtherKind(String),
    /// A spreadsheet of a kind that is not read. The argument names it.
    #[error("is {0}, which Hubfolio does not read")]
    UnsupportedSpreadsheet(String),
    /// Needs a password.
    #[error("is protected with a password")]
    PasswordProtected,
    /// Starts as a spreadsheet and does not hold together. The argument is the technical reason.
    #[error("is damaged or was cut off when it was copied ({0})")]
    Damaged(String),
}

impl TabularError {
    /// A short, stable name of the fault for programs.
    pub fn code(&self) -> &'static str {
        match self.fault {
            Fault::NotFound => "file_not_found",
            Fault::Folder => "file_is_folder",
            Fault::NotAllowed => "file_not_allowed",
            Fault::Unreadable(_) => "file_unreadable",
            Fault::Empty => "file_empty",
            Fault::TooLarge { .. } | Fault::UnfoldsTooLarge { .. } => "file_too_large",
            Fault::TooManyRows { .. } => "too_many_rows",
            Fault::TooManyColumns { .. } => "too_many_columns",
            Fault::TooManyCells { .. } => "too_many_cells",
            Fault::CellTooLong { .. } => "cell_too_long",
            Fault::UnclosedQuote { .. } => "unclosed_quote",
            Fault::LooseQuote { .. } => "loose_quote",
            Fault::UnknownEncoding(_) => "unknown_encoding",
            Fault::OtherKind(_) => "not_a_table",
            Fault::UnsupportedSpreadsheet(_) => "unsupported_spreadsheet",
            Fault::PasswordProtected => "password_protected",
            Fault::Damaged(_) => "file_damaged",
        }
    }

    /// What was kept: a file that cannot be read whole is not read at all.
    pub fn kept(&self) -> &'static str {
        "Nothing was taken from it, and the file itself is unchanged."
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self.fault {
            Fault::NotFound => "Check that it has not been moved or renamed, and choose it again.",
            Fault::Folder => "Open the folder and choose the file in it.",
            Fault::NotAllowed => {
                "Copy it to your Documents folder and choose the copy, or ask your IT staff for access."
            }
            Fault::Unreadable(_) => "Copy it to this laptop's own disk and try again.",
            Fault::Empty => {
                "Open it in Excel to see whether it is the right file, or download it again."
            }
            Fault::TooLarge { .. }
            | Fault::UnfoldsTooLarge { .. }
            | Fault::TooManyRows { .. }
            | Fault::TooManyCells { .. } => {
                "Check that it is the right file; if so, keep only the rows of your area, or split it in two."
            }
            Fault::TooManyColumns { .. } => {
                "Delete the columns that are not needed, save the file and try again."
            }
            Fault::CellTooLong { .. } | Fault::UnclosedQuote { .. } => {
                "Open it in a text editor at that line and close or remove the quotation mark (\")."
            }
            Fault::LooseQuote { .. } => {
                "Open it in a text editor at that line and write the quotation mark (\") twice, or remove it."
            }
            Fault::UnknownEncoding(_) => {
                "Open it in Excel and save it as “CSV UTF-8” or as an Excel workbook (.xlsx)."
            }
            Fault::OtherKind(_) => {
                "Choose the CSV or Excel file; a file does not become another when it is renamed."
            }
            Fault::UnsupportedSpreadsheet(_) => {
                "Open it in Excel and save it as an Excel workbook (.xlsx)."
            }
            Fault::PasswordProtected => {
                "Open it in Excel, take the password off, save a copy and choose the copy."
            }
            Fault::Damaged(_) => {
                "Download or copy it again; if Excel can open it, save it anew and choose that."
            }
        }
    }
}

/// A size as a person reads it, in units of 1,024.
fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = KIB * KIB;
    // One decimal, rounded up, so that a file just over the limit never reads as exactly the limit.
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10).div_ceil(unit);
        if tenths.is_multiple_of(10) {
            (tenths / 10).to_string()
        } else {
            format!("{}.{}", tenths / 10, tenths % 10)
        }
    };
    match bytes {
        0..KIB => format!("{bytes} bytes"),
        KIB..MIB => format!("{} KB", tenths(KIB)),
        _ => format!("{} MB", tenths(MIB)),
    }
}

/// Thousands grouped with commas.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// ` on sheet “Name”`, or nothing for a file without sheets.
fn on_sheet(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        format!(" on sheet “{name}”")
    }
}
