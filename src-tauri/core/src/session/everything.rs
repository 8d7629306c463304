//! "Take everything": one zip with the hub file, every table for spreadsheets, every attached file, and a note that says
//! what is what. No lock-in: each part opens without Hubfolio.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::{Reply, Session};
use crate::{
    contract::{EverythingDone, EverythingWrite, Fault, FileMade, TablesDone},
    dates,
    env::Env,
    files::{FileError, new_file, replace_file},
    store::{Store, StoreError},
};

impl Session {
    /// Writes everything to one file, whole or not at all.
    pub(super) fn everything_write(
        &mut self,
        env: &dyn Env,
        request: &EverythingWrite,
    ) -> Reply<EverythingDone> {
        let path = env.file(&request.file)?;
        if path.exists() && !request.replace {
            return Err(StoreError::Exists(path).into());
        }
        let work = tempfile::tempdir().map_err(StoreError::file("make", &path))?;
        let hub = self.status(env)?.hub.map(|h| h.name).unwrap_or_default();
        self.read()?
            .backup(env, &work.path().join("hub.hubfolio"))?;
        let (csv, xlsx) = (work.path().join("csv"), work.path().join("xlsx"));
        let tables = self.tables_to(env, &csv, false)?;
        self.tables_to(env, &xlsx, true)?;
        let store = self.read()?;
        let mut attached = 0;
        let write = |partial: &Path| -> Result<(), Failed> {
            let mut zip = ZipWriter::new(File::create(partial)?);
            put(
                &mut zip,
                "README.txt",
                readme(&hub, env, &tables).as_bytes(),
            )?;
            put_file(&mut zip, "hub.hubfolio", &work.path().join("hub.hubfolio"))?;
            for (folder, from) in [("tables", &csv), ("workbooks", &xlsx)] {
                for name in names_in(from)? {
                    put_file(&mut zip, &format!("{folder}/{name}"), &from.join(&name))?;
                }
            }
            attached = put_attached(&mut zip, store, env)?;
            zip.finish()?.sync_all()?;
            Ok(())
        };
        let bytes: Result<u64, Failed> = if request.replace {
            replace_file(&path, write)
        } else {
            new_file(&path, write)
        };
        let bytes = bytes.map_err(|failed| failed.in_words(&path))?;
        Ok(EverythingDone {
            file: name_of(&path),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            tables: tables.files.len() as i64,
            attached,
        })
    }
}

/// Why the zip was not written.
enum Failed {
    File(FileError),
    Store(StoreError),
    Io(io::Error),
}

impl Failed {
    fn in_words(self, path: &Path) -> Fault {
        match self {
            Self::File(e) => StoreError::from(e).into(),
            Self::Store(e) => e.into(),
            Self::Io(e) => StoreError::file("write", path)(e).into(),
        }
    }
}

impl From<FileError> for Failed {
    fn from(e: FileError) -> Self {
        Self::File(e)
    }
}

impl From<StoreError> for Failed {
    fn from(e: StoreError) -> Self {
        Self::Store(e)
    }
}

impl From<io::Error> for Failed {
    fn from(e: io::Error) -> Self {
        Self::Io(e)
    }
}

impl From<ZipError> for Failed {
    fn from(e: ZipError) -> Self {
        Self::Io(e.into())
    }
}

/// Without the laptop's clock: the same records give the same zip.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .large_file(true)
}

fn put(zip: &mut ZipWriter<File>, name: &str, bytes: &[u8]) -> Result<(), Failed> {
    zip.start_file(name, options())?;
    Ok(zip.write_all(bytes)?)
}

fn put_file(zip: &mut ZipWriter<File>, name: &str, from: &Path) -> Result<(), Failed> {
    zip.start_file(name, options())?;
    io::copy(&mut File::open(from)?, zip)?;
    Ok(())
}

fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// Attached files by the fingerprint that the records name them with.
fn put_attached(zip: &mut ZipWriter<File>, store: &Store, env: &dyn Env) -> Result<i64, Failed> {
    let hashes = store.kept_blobs()?;
    let total = hashes.len() as u64;
    let mut written = 0;
    for (at, hash) in hashes.iter().enumerate() {
        if !env.progress(at as u64, total, "Writing attached files") {
            return Err(StoreError::Stopped.into());
        }
        if let Some(bytes) = store.blob(hash)? {
            put(zip, &format!("files/{hash}"), &bytes)?;
            written += 1;
        }
    }
    Ok(written)
}

fn readme(hub: &str, env: &dyn Env, tables: &TablesDone) -> String {
    let mut text = format!(
        "{hub}\r\nEverything that Hubfolio held on {}.\r\n\r\n\
         hub.hubfolio   the hub file: an ordinary SQLite database, with the history of every edit\r\n\
         tables/        every table as CSV (UTF-8)\r\n\
         workbooks/     the same tables as Excel workbooks\r\n\
         files/         attached files and signed copies, named by their SHA-256\r\n\r\n\
         It holds personal data: keep it as safe as the hub file itself.\r\n\r\nRows:\r\n",
        dates::in_words(env.today())
    );
    for table in &tables.files {
        text += &format!("  {}  {}\r\n", table.file, table.rows);
    }
    text
}

/// The name of a file, without its folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Writes bytes to a file that a request names, whole or not at all.
pub(super) fn file_made(named: &str, path: &Path, bytes: &[u8]) -> Reply<FileMade> {
    crate::files::write_whole(path, |file| file.write_all(bytes)).map_err(StoreError::from)?;
    Ok(FileMade {
        file: named.to_owned(),
        name: name_of(path),
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
    })
}
