//! What can go wrong in the hub file, with context; and the words for it at the door.

use std::path::PathBuf;

use thiserror::Error;

use crate::{
    contract::{Fault, FieldFault},
    files::FileError,
    record::Id,
};

/// A failure of the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("database: {0}")]
    Sql(#[from] rusqlite::Error),
    /// A file of ours could not be read or written.
    #[error("{doing} {path}: {source}")]
    File {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// No hub file there.
    #[error("no hub file at {0}")]
    Missing(PathBuf),
    /// A file is there already.
    #[error("a file is there already: {0}")]
    Exists(PathBuf),
    /// Not a hub file.
    #[error("not a hub file: {0}")]
    NotAHubFile(PathBuf),
    /// Damaged.
    #[error("damaged: {path}: {detail}")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// Made by a newer version of the program.
    #[error("made by a newer version: {0}")]
    Newer(PathBuf),
    /// Somebody else holds the lock.
    #[error("in use: {0}")]
    InUse(String),
    /// Opened for reading only.
    #[error("read only")]
    ReadOnly,
    /// The kind does not exist.
    #[error("unknown kind {0}")]
    UnknownKind(String),
    /// The kind has no such field.
    #[error("{kind} has no field {field}")]
    UnknownField {
        /// Kind.
        kind: String,
        /// Field.
        field: String,
    },
    /// No such record.
    #[error("no {kind} {id}")]
    NoRecord {
        /// What people call one.
        kind: String,
        /// Which.
        id: Id,
    },
    /// A record breaks the rules of its kind.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldFault>),
    /// A rule of a register says no.
    #[error("{0:?}")]
    Refused(Fault),
    /// The log contradicts itself.
    #[error("log: {0}")]
    Log(String),
    /// A person asked to stop.
    #[error("stopped")]
    Stopped,
}

/// Short for results of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    /// A refusal with a code, a message and a hint.
    pub fn refused(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused(Fault {
            code: code.into(),
            message: message.into(),
            hint: hint.into(),
            fields: vec![],
        })
    }

    pub(crate) fn file(
        doing: &'static str,
        path: &std::path::Path,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File {
            doing,
            path,
            source,
        }
    }
}

/// File name for people: without its folder.
fn name(path: &std::path::Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into_owned(),
    )
}

impl From<FileError> for StoreError {
    fn from(error: FileError) -> Self {
        Self::refused(error.code(), error.to_string(), error.advice())
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        log::debug!("refused: {}", code(&error));
        let (message, hint) = words(&error);
        let fields = match &error {
            StoreError::Invalid(faults) => faults.clone(),
            StoreError::Refused(fault) => return fault.clone(),
            _ => vec![],
        };
        Self {
            code: code(&error).into(),
            message,
            hint,
            fields,
        }
    }
}

fn code(error: &StoreError) -> &'static str {
    use rusqlite::ErrorCode as Sql;
    match error {
        StoreError::Sql(e) => match e.sqlite_error_code() {
            Some(Sql::DiskFull) => "disk_full",
            Some(Sql::ReadOnly | Sql::CannotOpen | Sql::PermissionDenied) => "read_only_folder",
            Some(Sql::DatabaseCorrupt | Sql::NotADatabase) => "damaged",
            Some(Sql::DatabaseBusy | Sql::DatabaseLocked) => "in_use",
            _ => "database",
        },
        StoreError::File { source, .. } => match source.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                "read_only_folder"
            }
            std::io::ErrorKind::StorageFull => "disk_full",
            _ => "file",
        },
        StoreError::Missing(_) => "no_hub_file",
        StoreError::Exists(_) => "file_exists",
        StoreError::NotAHubFile(_) => "not_a_hub_file",
        StoreError::Damaged { .. } => "damaged",
        StoreError::Newer(_) => "newer_version",
        StoreError::InUse(_) => "in_use",
        StoreError::ReadOnly => "read_only",
        StoreError::UnknownKind(_) => "unknown_kind",
        StoreError::UnknownField { .. } => "unknown_field",
        StoreError::NoRecord { .. } => "no_record",
        StoreError::Invalid(_) => "invalid",
        StoreError::Refused(_) => "refused",
        StoreError::Log(_) => "log",
        StoreError::Stopped => "stopped",
    }
}

fn words(error: &StoreError) -> (String, String) {
    let nothing = "Nothing was changed.";
    let pair = |message: String, hint: &str| (message, hint.to_owned());
    match error {
        StoreError::Sql(_) | StoreError::File { .. } => match code(error) {
            "disk_full" => pair(
                format!("The disk is full, so this could not be kept. {nothing}"),
                "Free some space, then do it again.",
            ),
            "read_only_folder" => pair(
                format!("Hubfolio may not write in the folder of this file. {nothing}"),
                "Move the file to a folder of your own, or ask whoever looks after this laptop for the right to write there.",
            ),
            "damaged" => pair(
                "The hub file is damaged.".into(),
                "Close Hubfolio and open the file again: the damaged file is kept, and you can go on from a backup copy.",
            ),
            "in_use" => pair(
                format!("Another program is using the hub file just now. {nothing}"),
                "Wait a moment and do it again.",
            ),
            _ => pair(
                format!("The hub file could not be read or written ({error}). {nothing}"),
                "Do it again; if it goes on, copy these details to whoever supports you.",
            ),
        },
        StoreError::Missing(p) => pair(
            format!("There is no hub file {}.", name(p)),
            "Check the name, or start a new hub.",
        ),
        StoreError::Exists(p) => pair(
            format!("There is a file {} already; it was not touched.", name(p)),
            "Choose another name, or open that file.",
        ),
        StoreError::NotAHubFile(p) => pair(
            format!("{} is not a hub file. It was not touched.", name(p)),
            "Choose the hub file; its name ends in .hubfolio.",
        ),
        StoreError::Damaged { path, detail } => pair(
            format!("The hub file {} is damaged ({detail}).", name(path)),
            "It is kept as it is. Open a backup copy, or ask a colleague for a file with everything.",
        ),
        StoreError::Newer(p) => pair(
            format!(
                "{} was last used with a newer version of Hubfolio. {nothing}",
                name(p)
            ),
            "Install the newer version on this laptop, then open the file again.",
        ),
        StoreError::InUse(who) => pair(
            format!("The hub file is open in {who}, and only one may write at a time. {nothing}"),
            "Close it there first.",
        ),
        StoreError::ReadOnly => pair(
            format!("The hub file is open for reading only. {nothing}"),
            "Close it in the other window first.",
        ),
        StoreError::UnknownKind(k) => pair(
            format!("There are no records called {k}."),
            "See what records there are.",
        ),
        StoreError::UnknownField { kind, field } => pair(
            format!("{kind} has no field called {field}."),
            "See what fields such records have.",
        ),
        StoreError::NoRecord { kind, id } => pair(
            format!("There is no {kind} {id}."),
            "It may have been removed; look in the list.",
        ),
        StoreError::Invalid(faults) => {
            let all: Vec<&str> = faults.iter().map(|f| f.message.as_str()).collect();
            pair(
                format!("{} {nothing}", all.join(" ")),
                "Put this right and save again.",
            )
        }
        StoreError::Refused(f) => (f.message.clone(), f.hint.clone()),
        StoreError::Log(detail) => pair(
            format!("The record of edits does not fit together ({detail}). {nothing}"),
            "Run a check of the hub file, and keep a copy of it as it is.",
        ),
        StoreError::Stopped => pair(format!("Stopped, as asked. {nothing}"), ""),
    }
}
