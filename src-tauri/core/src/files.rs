//! Writes files so that each is whole or absent, never half.
//!
//! The bytes go to a temporary name in the same folder, are synced to the disk, and take the real name in one step.
//! Whatever stops this on the way, the file that was there before is still there, unchanged.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
use thiserror::Error;

/// A file that was not written: which one, and why. `Display` says what happened and what was kept; [`Self::hint`] what
/// to do.
#[derive(Debug, Error)]
#[error("“{}” was not saved: {fault}. {}", self.name(), self.kept())]
pub struct FileError {
    /// Where it should have been written.
    pub path: PathBuf,
    /// What stopped it.
    pub fault: FileFault,
}

/// What stops a file from being written.
#[derive(Debug, Error)]
pub enum FileFault {
    /// The folder is not there.
    #[error("its folder does not exist")]
    FolderMissing,
    /// The folder, or the disk it is on, is read-only for this account.
    #[error("this account is not allowed to write in its folder")]
    FolderReadOnly,
    /// A folder has that name.
    #[error("a folder has the same name")]
    IsFolder,
    /// The file that is to be replaced is marked read-only.
    #[error("the file of that name is marked as read-only")]
    ReadOnly,
    /// A new file was asked for, and there is one already.
    #[error("there is something of that name already")]
    Taken,
    /// Another program holds the file that is to be replaced.
    #[error("the file of that name is open in another program")]
    OpenElsewhere,
    /// No room left, or no more allowed.
    #[error("the disk is full")]
    DiskFull,
    /// Not a name that this disk takes.
    #[error("this name cannot be used for a file")]
    BadName,
    /// Anything else, in the words of the operating system.
    #[error("the disk reported a fault ({0})")]
    Other(io::Error),
}

impl FileError {
    fn name(&self) -> String {
        self.path
            .file_name()
            .unwrap_or(self.path.as_os_str())
            .to_string_lossy()
            .into_owned()
    }

    /// A short, stable name of the fault for programs.
    pub fn code(&self) -> &'static str {
        match self.fault {
            FileFault::FolderMissing => "folder_missing",
            FileFault::FolderReadOnly => "folder_read_only",
            FileFault::IsFolder => "name_is_folder",
            FileFault::ReadOnly => "file_read_only",
            FileFault::Taken => "file_exists",
            FileFault::OpenElsewhere => "file_open_elsewhere",
            FileFault::DiskFull => "disk_full",
            FileFault::BadName => "bad_file_name",
            FileFault::Other(_) => "disk_fault",
        }
    }

    /// What was kept.
    pub fn kept(&self) -> &'static str {
        "No half-written file is left behind, and a file that was there before is unchanged."
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self.fault {
            FileFault::FolderMissing => {
                "Choose a folder that exists; a memory stick or network drive may have been disconnected."
            }
            FileFault::FolderReadOnly => "Choose another folder, such as Documents.",
            FileFault::IsFolder | FileFault::BadName | FileFault::Taken => "Choose another name.",
            FileFault::ReadOnly => "Choose another name, or take the read-only mark off the file.",
            FileFault::OpenElsewhere => {
                "Close it there (in Excel or the PDF viewer), or choose another name, and try again."
            }
            FileFault::DiskFull => "Free some space, or choose another disk, and try again.",
            FileFault::Other(_) => {
                "Try again in another folder, such as Documents; if it happens there too, ask your IT staff."
            }
        }
    }
}

impl FileError {
    /// What to do about it, with a name that is free where only the name is in the way: “KPI pack (2).pdf”.
    pub fn advice(&self) -> String {
        let name_is_in_the_way = matches!(
            self.fault,
            FileFault::OpenElsewhere | FileFault::ReadOnly | FileFault::Taken
        );
        match self.free_name().filter(|_| name_is_in_the_way) {
            Some(name) => format!("{} “{name}” is free in the same folder.", self.hint()),
            None => self.hint().to_owned(),
        }
    }

    /// The first name with a number that nothing in the folder has.
    fn free_name(&self) -> Option<String> {
        let stem = self.path.file_stem()?.to_string_lossy();
        let ending = self
            .path
            .extension()
            .map(|ending| format!(".{}", ending.to_string_lossy()))
            .unwrap_or_default();
        (2..100)
            .map(|number| format!("{stem} ({number}){ending}"))
            .find(|name| !self.path.with_file_name(name).exists())
    }
}

/// Writes a file whole. `write` gets a fresh, empty file; when it returns, the file takes the name `path`, replacing
/// what was there. When it fails, nothing has changed.
pub fn write_whole<T>(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<T>,
) -> Result<T, FileError> {
    let failed = |fault| FileError {
        path: path.to_owned(),
        fault,
    };
    // A link keeps pointing where it points: the file behind it is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = check(&target).map_err(failed)?;
    let mut temporary =
        temporary_in(folder, &target).map_err(|error| failed(creation_fault(error, folder)))?;
    let written = write(temporary.as_file_mut()).map_err(|error| failed(writing_fault(error)))?;
    temporary
        .as_file()
        .sync_all()
        .map_err(|error| failed(writing_fault(error)))?;
    temporary
        .persist(&target)
        .map_err(|error| failed(replacing_fault(error.error, &target)))?;
    sync_folder(folder);
    Ok(written)
}

/// Makes a file that was not there before, and never takes the place of another. `make` fills the fresh, empty file at
/// the path it is given; when it returns, that file takes the name `path`. When it fails, nothing has changed. Returns
/// the size in bytes.
pub fn new_file<E: From<FileError>>(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<u64, E> {
    put_in_place(path, false, make)
}

/// As [`new_file`], and takes the place of a file that was there: somebody was asked and agreed.
///
/// # Errors
/// As [`new_file`], but for the file that is there.
pub fn replace_file<E: From<FileError>>(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<u64, E> {
    put_in_place(path, true, make)
}

fn put_in_place<E: From<FileError>>(
    path: &Path,
    replacing: bool,
    make: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<u64, E> {
    let failed = |fault| FileError {
        path: path.to_owned(),
        fault,
    };
    let folder = check(path).map_err(failed)?;
    let temporary =
        temporary_in(folder, path).map_err(|error| failed(creation_fault(error, folder)))?;
    make(temporary.path())?;
    let synced = temporary
        .as_file()
        .sync_all()
        .and_then(|()| temporary.as_file().metadata());
    let about = synced.map_err(|error| failed(writing_fault(error)))?;
    let placed = if replacing {
        temporary.persist(path)
    } else {
        temporary.persist_noclobber(path)
    };
    placed.map_err(|error| failed(replacing_fault(error.error, path)))?;
    sync_folder(folder);
    Ok(about.len())
}

/// A folder under construction: it takes its name when it is kept, and is gone when it is not.
pub struct NewFolder {
    partial: tempfile::TempDir,
    path: PathBuf,
}

/// Begins a folder that is not there yet, or is there and empty.
pub fn new_folder(path: &Path) -> Result<NewFolder, FileError> {
    let failed = |fault| FileError {
        path: path.to_owned(),
        fault,
    };
    let taken = match fs::read_dir(path) {
        Ok(mut inside) => inside.next().is_some(),
        Err(_) => path.exists(),
    };
    if taken {
        return Err(failed(FileFault::Taken));
    }
    let parent = path
        .parent()
        .filter(|folder| *folder != Path::new(""))
        .unwrap_or(Path::new("."));
    if !parent.is_dir() {
        return Err(failed(FileFault::FolderMissing));
    }
    let partial = Builder::new()
        .prefix(".hubfolio")
        .suffix(".part")
        .tempdir_in(parent)
        .map_err(|error| failed(creation_fault(error, parent)))?;
    Ok(NewFolder {
        partial,
        path: path.to_owned(),
    })
}

impl NewFolder {
    /// Where it is for now.
    pub fn path(&self) -> &Path {
        self.partial.path()
    }

    /// Gives it its name.
    pub fn keep(self) -> Result<(), FileError> {
        // An empty folder of that name makes room; one that is not empty by now stays, and the renaming fails.
        let _ = fs::remove_dir(&self.path);
        let partial = self.partial.keep();
        fs::rename(&partial, &self.path).map_err(|error| {
            let _ = fs::remove_dir_all(&partial);
            FileError {
                fault: replacing_fault(error, &self.path),
                path: self.path,
            }
        })
    }
}

/// Looks before anything is written, and gives the folder that the file is to be in.
fn check(target: &Path) -> Result<&Path, FileFault> {
    if target.file_name().is_none() || target.as_os_str().as_encoded_bytes().contains(&0) {
        return Err(if target.is_dir() {
            FileFault::IsFolder
        } else {
            FileFault::BadName
        });
    }
    if let Ok(about) = fs::metadata(target) {
        if about.is_dir() {
            return Err(FileFault::IsFolder);
        }
        if about.permissions().readonly() {
            return Err(FileFault::ReadOnly);
        }
    }
    let folder = target
        .parent()
        .filter(|folder| *folder != Path::new(""))
        .unwrap_or(Path::new("."));
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err(FileFault::FolderMissing)
    }
}

/// The temporary file begins with a dot and ends in `.part`, so that nobody takes it for the finished one.
fn temporary_in(folder: &Path, target: &Path) -> io::Result<NamedTempFile> {
    let stem = target
        .file_stem()
        .unwrap_or(OsStr::new("file"))
        .to_string_lossy();
    let prefix: String = format!(".{stem}").chars().take(32).collect();
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the account's umask leaves of "everyone may read and write"; or as the old file was.
        let usual = fs::Permissions::from_mode(0o666);
        builder.permissions(fs::metadata(target).map_or(usual, |about| about.permissions()));
    }
    builder.tempfile_in(folder)
}

/// After a power cut a new name must not lead nowhere. Not every file system lets a folder be synced; the file is whole
/// in any case.
pub(crate) fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Err(error) = File::open(folder).and_then(|folder| folder.sync_all())
    {
        log::debug!("the folder {} was not synced: {error}", folder.display());
    }
}

fn creation_fault(error: io::Error, folder: &Path) -> FileFault {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FileFault::FolderReadOnly,
        ErrorKind::NotFound if !folder.is_dir() => FileFault::FolderMissing,
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => FileFault::BadName,
        _ => writing_fault(error),
    }
}

fn writing_fault(error: io::Error) -> FileFault {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            FileFault::DiskFull
        }
        _ => FileFault::Other(error),
    }
}

fn replacing_fault(error: io::Error, target: &Path) -> FileFault {
    match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty => FileFault::Taken,
        // Windows refuses to replace a file that another program has open, and calls it "access denied".
        ErrorKind::PermissionDenied | ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy
            if target.exists() =>
        {
            FileFault::OpenElsewhere
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FileFault::FolderReadOnly,
        ErrorKind::IsADirectory => FileFault::IsFolder,
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => FileFault::BadName,
        _ => writing_fault(error),
    }
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
