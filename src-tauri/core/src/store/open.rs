//! Opening a hub file: found it, or check what is there and take the right to write.

use std::{path::Path, path::PathBuf, sync::Arc};

use rusqlite::{Connection, OpenFlags, OptionalExtension, limits::Limit};

use super::{
    Result, Rules, Store, StoreError,
    identity::{KeyStore, Laptop, PrivateFiles, Standing, Witness},
    lock::Lock,
    log::{hex, unhex},
    migrate, register_functions, soundness,
};
use crate::{
    contract::Notice,
    env::Env,
    record::{Id, Kinds},
};

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
        Ok(store)
    }

    /// Opens a hub file.
    ///
    /// # Errors
    /// Missing, not a hub file, damaged, made by a newer version, in use.
    pub fn open(path: &Path, options: &OpenOptions<'_>, env: &dyn Env) -> Result<Self> {
        let torn_off = soundness::look_at_header(path)?;
        let lock = options
            .writer
            .map(|who| Lock::take(path, who))
            .transpose()?;
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
        } else {
            store.load_names()?;
        }
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
        db.pragma_update(None, "cache_size", -64_000)?;
        db.pragma_update(None, "temp_store", "memory")?;
        if lock.is_some() {
            db.pragma_update_and_check(None, "journal_mode", "wal", |r| r.get::<_, String>(0))?;
            db.pragma_update(None, "synchronous", "full")?;
        }
        db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
        db.set_prepared_statement_cache_capacity(256);
        register_functions(&db)?;
        let keys: Box<dyn KeyStore> = Box::new(PrivateFiles::at(options.config));
        let laptop = if lock.is_some() {
            Some(Laptop::this(keys.as_ref(), env)?)
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
        })
    }

    /// Finds out as whom this laptop writes to this file: the actor of before, or a new one where the file was
    /// restored, moved here or copied.
    fn become_writer(&mut self, env: &dyn Env) -> Result<()> {
        self.load_names()?;
        self.rules.load_shipped(&self.db)?;
        let Some(laptop) = &self.laptop else {
            return Err(StoreError::ReadOnly);
        };
        let key = laptop.public();
        let file = self.meta("hub_file")?.unwrap_or_default();
        let witness = Witness::read(&self.config, &file);
        let any: bool = self
            .db
            .query_row("SELECT EXISTS (SELECT 1 FROM log_actor)", [], |r| r.get(0))?;
        let standing = match &witness {
            None => Standing::Unknown,
            Some(w) => w.compare(
                &key,
                self.last_of(&w.actor)?.as_ref(),
                self.holds(&w.last.1)?,
            ),
        };
        let actor = witness
            .as_ref()
            .and_then(|w| unhex::<16>(&w.actor))
            .map(Id::from_bytes);
        if let (Standing::Same, Some(actor)) = (standing, actor) {
            return self.write_as(actor);
        }
        let reason = match standing {
            _ if !any => "new",
            Standing::Restored => "restored",
            Standing::Interrupted => "interrupted",
            _ => "moved",
        };
        match reason {
            "restored" => self.notices.push(Notice {
                title: "This looks like an older copy of your hub file".into(),
                text: "Edits made on this laptop after the copy was taken are not in it. Ask a colleague for a file \
                       with everything before you go on; what you do from now on is kept apart and loses nothing."
                    .into(),
            }),
            "moved" => self.notices.push(Notice {
                title: "This hub file comes from another place".into(),
                text: "From now on your edits here are kept apart from those made where it came from, so that both \
                       can be brought together."
                    .into(),
            }),
            _ => {}
        }
        self.new_actor(env, reason)
    }

    pub(super) fn new_actor(&mut self, env: &dyn Env, reason: &str) -> Result<()> {
        let Some(laptop) = &self.laptop else {
            return Err(StoreError::ReadOnly);
        };
        let mut random = [0; 16];
        env.fill(&mut random);
        let actor = Id::from_bytes(random);
        let key = laptop.public();
        let line = serde_json::json!({
            "actor": hex(&random), "key": hex(&key), "laptop": laptop.name, "made": env.now(), "reason": reason,
        })
        .to_string();
        let cert =
            serde_json::json!({ "line": line, "sig": hex(&laptop.sign("actor", line.as_bytes())) });
        self.db.execute(
            "INSERT INTO log_actor (actor, laptop, key, cert, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
            rusqlite::params![actor, laptop.name, key.as_slice(), cert.to_string(), reason],
        )?;
        // What this laptop wrote under another name is the past of what it writes under this one.
        self.db.execute_batch(
            "INSERT INTO log_unacknowledged (actor_no, change_no)
             SELECT actor_no, max(change_no) FROM log_change WHERE branch = 0 GROUP BY actor_no
             ON CONFLICT (actor_no) DO UPDATE SET change_no = excluded.change_no",
        )?;
        self.write_as(actor)
    }

    fn write_as(&mut self, actor: Id) -> Result<()> {
        let actor_no = self.db.query_row(
            "SELECT actor_no FROM log_actor WHERE actor = ?1",
            [actor],
            |r| r.get(0),
        )?;
        let last = self.last_of(&hex(actor.as_bytes()))?;
        let clock = self
            .db
            .query_row("SELECT ifnull(max(clock), 0) FROM log_change", [], |r| {
                r.get(0)
            })?;
        self.writer = Some(super::Writer {
            actor,
            actor_no,
            last,
            clock,
        });
        Ok(())
    }

    /// Whether a change of this hash (hex) is in this file.
    fn holds(&self, hash: &str) -> Result<bool> {
        let Some(hash) = unhex::<32>(hash) else {
            return Ok(false);
        };
        let sql = "SELECT EXISTS (SELECT 1 FROM log_change WHERE hash = ?1)";
        Ok(self.db.query_row(sql, [hash.as_slice()], |r| r.get(0))?)
    }

    /// Number and hash of an actor's last change in this file.
    fn last_of(&self, actor: &str) -> Result<Option<(i64, String)>> {
        let Some(actor) = unhex::<16>(actor) else {
            return Ok(None);
        };
        Ok(self
            .db
            .query_row(
                "SELECT seq, hash FROM log_change JOIN log_actor USING (actor_no)
                 WHERE actor = ?1 AND branch = 0 ORDER BY seq DESC LIMIT 1",
                [Id::from_bytes(actor)],
                |r| Ok((r.get(0)?, hex(&r.get::<_, Vec<u8>>(1)?))),
            )
            .optional()?)
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

fn damaged_or(error: StoreError, path: &Path) -> StoreError {
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
