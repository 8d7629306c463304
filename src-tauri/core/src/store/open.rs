//! Opening a hub file: found it, or check what is there and take the right to write.

use std::{path::Path, path::PathBuf, sync::Arc};

use rusqlite::{Connection, OpenFlags, limits::Limit};

use super::{
    Result, Rules, Store, StoreError,
    identity::Laptop,
    keys::{KeyStore, Keys},
    lock::Lock,
    log::hex,
    migrate, register_functions, soundness,
    writer::BEGUN_BY,
};
use crate::{env::Env, record::Kinds};

/// "HUBF": tells our files from other SQLite files.
pub(super) const APPLICATION_ID: i32 = 0x4855_4246;

/// How to open.
pub struct OpenOptions<'a> {
    /// Folder of keys and witness.
    pub config: &'a Path,
    /// The kinds.
    pub kinds: Arc<Kinds>,
    /// The rules over several records.
    pub rules: Arc<dyn Rules>,
    /// What another program's person is told while this one writes; `None` = only read.
    pub writer: Option<&'a str>,
    /// The system's key store, where the keys of this laptop may lie.
    pub keys: Option<&'a dyn KeyStore>,
}

impl Store {
    /// Founds a hub file. The caller writes the first records through [`Store::transact`].
    ///
    /// # Errors
    /// When a file is there already, or the folder can't be written.
    pub fn create(path: &Path, options: &OpenOptions<'_>, env: &dyn Env) -> Result<Self> {
        let mut id = [0; 16];
        env.fill(&mut id);
        Self::create_for(path, options, env, &hex(&id))
    }

    /// Founds an empty hub file of a team that exists, to bring a colleague's file in.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_for(
        path: &Path,
        options: &OpenOptions<'_>,
        env: &dyn Env,
        team: &str,
    ) -> Result<Self> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(StoreError::file("make", folder))?;
        }
        let lock = Lock::take(path, options.writer.unwrap_or("another program"))?;
        let db = Connection::open(path)?;
        let mut store = Self::prepared(db, path, options, Some(lock), env)?;
        store
            .db
            .pragma_update(None, "application_id", APPLICATION_ID)?;
        migrate::to_latest(&mut store.db)?;
        store.set_meta("hub_file", team)?;
        store.become_writer(env)?;
        if let Some(laptop) = &store.laptop {
            store.set_meta(BEGUN_BY, &hex(&laptop.public()))?;
        }
        Ok(store)
    }

    /// Opens a hub file.
    ///
    /// # Errors
    /// Missing, not a hub file, damaged, made by a newer version, in use.
    pub fn open(path: &Path, options: &OpenOptions<'_>, env: &dyn Env) -> Result<Self> {
        let lock = || options.writer.map(|who| Lock::take(path, who)).transpose();
        Self::open_with(path, options, env, lock)
    }

    /// Opens a hub file with a right to write that is taken, or was taken before, once it is clear that this is one.
    pub(super) fn open_with(
        path: &Path,
        options: &OpenOptions<'_>,
        env: &dyn Env,
        lock: impl FnOnce() -> Result<Option<Lock>>,
    ) -> Result<Self> {
        let torn_off = soundness::look_at_header(path)?;
        let lock = lock()?;
        let flags = if lock.is_some() {
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX
        } else {
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX
        };
        let db = Connection::open_with_flags(path, flags)?;
        let writes = lock.is_some();
        let mut store =
            Self::prepared(db, path, options, lock, env).map_err(|e| damaged_or(e, path))?;
        let id = application_id(&store.db).map_err(|e| damaged_or(e.into(), path))?;
        if id != APPLICATION_ID {
            return Err(StoreError::NotAHubFile(path.to_owned()));
        }
        migrate::refuse_newer(&store.db, path)?;
        if writes {
            if torn_off || soundness::is_suspect(path) {
                soundness::look_at_every_page(&store.db, path).map_err(|e| damaged_or(e, path))?;
            }
            migrate::to_latest(&mut store.db).map_err(|e| damaged_or(e, path))?;
            store.become_writer(env).map_err(|e| damaged_or(e, path))?;
            store.erase_again(env)?;
        } else {
            store.load_names()?;
        }
        Ok(store)
    }

    /// Opens a hub file that this program has open for writing once more, only to read. The file is reached through SQLite
    /// alone: opening and closing it in any other way would drop the locks that the writer holds on it.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn open_beside(path: &Path, options: &OpenOptions<'_>, env: &dyn Env) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        let store = Self::prepared(db, path, options, None, env)?;
        store.load_names()?;
        Ok(store)
    }

    /// A store in memory over an open connection, as as-at copies use it.
    pub(super) fn prepared(
        db: Connection,
        path: &Path,
        options: &OpenOptions<'_>,
        lock: Option<Lock>,
        env: &dyn Env,
    ) -> Result<Self> {
        db.busy_timeout(std::time::Duration::from_secs(5))?;
        db.pragma_update(None, "foreign_keys", true)?;
        db.pragma_update(None, "trusted_schema", false)?;
        db.pragma_update(None, "secure_delete", true)?;
        db.pragma_update(None, "cache_size", super::CACHE)?;
        db.pragma_update(None, "temp_store", "memory")?;
        if lock.is_some() {
            db.pragma_update_and_check(None, "journal_mode", "wal", |r| r.get::<_, String>(0))?;
            db.pragma_update(None, "synchronous", "full")?;
        }
        db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
        db.set_prepared_statement_cache_capacity(256);
        register_functions(&db)?;
        let laptop = if lock.is_some() {
            Some(Laptop::this(&Keys::at(options.config, options.keys), env)?)
        } else {
            None
        };
        Ok(Self {
            db,
            path: path.to_owned(),
            config: options.config.to_owned(),
            kinds: Arc::clone(&options.kinds),
            rules: Arc::clone(&options.rules),
            lock,
            laptop,
            writer: None,
            names: std::cell::RefCell::default(),
            notices: vec![],
            lists: Default::default(),
            copying: None,
            tidying: super::tidying::Tidying::default(),
        })
    }

    /// Moves a damaged hub file and its side files aside, under a name that says so; deletes nothing.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn move_aside(path: &Path, now: &str) -> Result<PathBuf> {
        let named = |suffix: &str| beside(path, &format!(".damaged-{now}{suffix}"));
        let aside = named("");
        std::fs::rename(path, &aside).map_err(StoreError::file("move aside", path))?;
        for suffix in ["-wal", "-shm"] {
            let side = beside(path, suffix);
            if side.exists() {
                std::fs::rename(&side, named(suffix))
                    .map_err(StoreError::file("move aside", path))?;
            }
        }
        soundness::no_longer_suspect(path);
        Ok(aside)
    }
}

/// The file of the same name with something added.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn application_id(db: &Connection) -> rusqlite::Result<i32> {
    db.pragma_query_value(None, "application_id", |r| r.get(0))
}

pub(super) fn damaged_or(error: StoreError, path: &Path) -> StoreError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match &error {
        StoreError::Sql(e)
            if matches!(e.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)) =>
        {
            StoreError::Damaged {
                path: path.to_owned(),
                detail: e.to_string(),
            }
        }
        _ => error,
    }
}
