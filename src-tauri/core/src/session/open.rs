//! Founding and opening hub files, and finding out who works here.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::DateTime;
use rusqlite::OptionalExtension;

use super::{OpenFile, Program, Reply, Session};
use crate::{
    contract::{Fault, HubCreate, HubOpen, Notice, OpenHub, Status},
    env::Env,
    record::{Fields, Id, Value},
    registers::{House, stakeholders::person_named},
    store::{Action, OpenOptions, Store, StoreError, Verb},
};

/// Folders of programs that copy files between laptops by themselves: a hub file there would be torn apart.
const SYNCED: &[&str] = &[
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "sharepoint",
    "box sync",
];

impl Session {
    /// What is open.
    pub(super) fn status(&mut self, env: &dyn Env) -> Reply<Status> {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let Some(file) = &self.open else {
            return Ok(Status { hub: None, version });
        };
        let store = &file.store;
        let hub: Option<String> = store
            .db()
            .prepare_cached(
                "SELECT name FROM live_hub_profile ORDER BY level IS NOT 'ics', name, id LIMIT 1",
            )
            .and_then(|mut s| s.query_row([], |r| r.get(0)).optional())
            .map_err(StoreError::from)?
            .flatten();
        let name = store
            .path()
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let mut notices = store.notices().to_vec();
        notices.extend(not_listed(store, file.me)?);
        Ok(Status {
            hub: Some(OpenHub {
                name: hub.unwrap_or_else(|| "Hub without a name".into()),
                file: name,
                person: store.title("person", file.me)?,
                read_only: store.read_only(),
                sample: super::desk::is_sample(store)?,
                generation: store.generation()?,
                undo: store.undo_next()?.map(|a| a.label),
                redo: store.redo_next()?.map(|a| redo_label(&a.label)),
                attention: self.attention(env)?,
                to_settle: store.count_to_settle()?,
                files_waiting: file.files_waiting,
                notices,
            }),
            version,
        })
    }

    /// Founds a hub file: its first two records are the person who works here and the hub's profile.
    pub(super) fn hub_create(&mut self, env: &dyn Env, request: HubCreate) -> Reply<Status> {
        let path = match &request.file {
            Some(name) => env.file(name)?,
            None => self.places.store.clone(),
        };
        refuse_synced(&path)?;
        let person = request.person.trim();
        let person = if person.is_empty() {
            env.account()
        } else {
            person.to_owned()
        };
        let mut random = [0; 10];
        env.fill(&mut random);
        let me = Id::new(env.now(), random);
        let hub: Fields = [
            ("name", Value::from(request.hub.trim())),
            ("level", "ics".into()),
            (
                "ics",
                request
                    .ics
                    .map(|i| i.trim().to_uppercase())
                    .filter(|i| !i.is_empty())
                    .into(),
            ),
        ]
        .into_iter()
        .map(|(k, v)| (k.to_owned(), v))
        .collect();
        // What the form says is checked before any file is made.
        let person_fields: Fields = [("name".to_owned(), Value::from(person))].into();
        for (kind, fields) in [("hub_profile", &hub), ("person", &person_fields)] {
            let faults = self
                .kinds
                .get(kind)
                .map(|k| k.validate(fields))
                .unwrap_or_default();
            if !faults.is_empty() {
                return Err(StoreError::Invalid(faults).into());
            }
        }
        let mut store = self.with_options(|options| Store::create(&path, options, env))?;
        let found = Action::new(Verb::Found).of(request.hub.trim());
        store.transact(env, me, found, |tx| {
            tx.put("person", Some(me), &person_fields)?;
            tx.put("hub_profile", None, &hub)
        })?;
        self.remember_person(&store, me);
        self.open = Some(OpenFile::new(store, me));
        self.remember(&path);
        self.status(env)
    }

    /// Opens a hub file. A damaged one is moved aside, never deleted, and said so.
    pub(super) fn hub_open(&mut self, env: &dyn Env, request: HubOpen) -> Reply<Status> {
        let path = match &request.file {
            Some(name) => env.file(name)?,
            None => self.remembered(),
        };
        self.open_at(env, &path)
    }

    pub(super) fn open_at(&mut self, env: &dyn Env, path: &Path) -> Reply<Status> {
        self.open_quietly(env, path)?;
        self.remember(path);
        self.status(env)
    }

    /// Opens a file without remembering it for the next start.
    pub(super) fn open_quietly(&mut self, env: &dyn Env, path: &Path) -> Reply<()> {
        self.open = None;
        let opened = self.with_options(|options| Store::open(path, options, env));
        let store = match opened {
            Ok(store) => store,
            Err(StoreError::InUse(_)) if self.program == Program::CommandLine => self
                .with_options(|o| {
                    Store::open(
                        path,
                        &OpenOptions {
                            writer: None,
                            ..o.again()
                        },
                        env,
                    )
                })?,
            Err(StoreError::Damaged { path, detail }) if self.program == Program::Window => {
                return Err(moved_aside(env, &path, &detail));
            }
            Err(e) => return Err(e.into()),
        };
        let me = self.who(&store, env)?;
        self.open = Some(OpenFile::new(store, me));
        if let Some(file) = &mut self.open {
            file.store.refresh_findings(env.today())?;
        }
        Ok(())
    }

    pub(super) fn with_options<R>(&self, work: impl FnOnce(&OpenOptions<'_>) -> R) -> R {
        let who = match self.program {
            Program::Window => "the Hubfolio window",
            Program::CommandLine => "the Hubfolio command line",
        };
        work(&OpenOptions {
            config: &self.places.config,
            kinds: Arc::clone(&self.kinds),
            rules: Arc::new(House::new(Arc::clone(&self.kinds))),
            writer: Some(who),
            keys: self.keys.as_deref(),
        })
    }

    /// Who works here: the person that the caller names, else who worked here before, else the one of this account, else
    /// who wrote last where the file comes from.
    pub(super) fn who(&self, store: &Store, env: &dyn Env) -> Reply<Id> {
        if let Some(name) = &self.person {
            return person_named(store, name)?.ok_or_else(|| {
                let message =
                    format!("There is not exactly one person called “{name}” in this hub file.");
                StoreError::refused(
                    "no_person",
                    message,
                    "Write the name as the list of people has it.",
                )
                .into()
            });
        }
        if let Some(person) = self.worked_before(store)? {
            return Ok(person);
        }
        if let Some(person) = person_named(store, &env.account())? {
            return Ok(person);
        }
        // A hub file that comes from another place most likely came with the person who worked on it there: whose edits
        // no file of a colleague brought.
        let newest_here = "SELECT c.author FROM log_change c WHERE NOT EXISTS (
               SELECT 1 FROM share_file s
               WHERE s.what = 'in' AND c.change_no BETWEEN s.first_no AND s.last_no)
             ORDER BY c.change_no DESC LIMIT 1";
        let founder = "SELECT author FROM log_change ORDER BY change_no LIMIT 1";
        let mut there: Option<Id> = None;
        for sql in [newest_here, founder] {
            if there.is_none() {
                let found = store.db().query_row(sql, [], |r| r.get(0)).optional();
                there = found.map_err(StoreError::from)?;
            }
        }
        there.ok_or_else(|| {
            StoreError::refused(
                "no_person",
                "There is nobody in this hub file yet.",
                "Start a new hub.",
            )
            .into()
        })
    }

    fn person_file(&self, store: &Store) -> Reply<PathBuf> {
        let hub = store.meta("hub_file")?.unwrap_or_default();
        Ok(self.places.config.join("people").join(format!("{hub}.txt")))
    }

    /// Who started or joined this hub on this laptop, or chose to be somebody else since. That a colleague removed the
    /// record, or made it one with another, makes nobody else of the person who sits here.
    fn worked_before(&self, store: &Store) -> Reply<Option<Id>> {
        let text = std::fs::read_to_string(self.person_file(store)?).unwrap_or_default();
        let Ok(id) = text.trim().parse::<Id>() else {
            return Ok(None);
        };
        let person: Option<Id> = store
            .db()
            .query_row(
                "SELECT ifnull(alias_of, id) FROM person WHERE id = ?1",
                [id],
                |r| r.get(0),
            )
            .optional()
            .map_err(StoreError::from)?;
        Ok(person)
    }

    /// Remembers who works here, on this laptop alone.
    pub(super) fn remember_person(&self, store: &Store, me: Id) {
        let remember = || -> Option<()> {
            let path = self.person_file(store).ok()?;
            std::fs::create_dir_all(path.parent()?).ok()?;
            std::fs::write(path, me.to_string()).ok()
        };
        if remember().is_none() {
            log::warn!("who works here could not be remembered");
        }
    }

    fn settings(&self) -> PathBuf {
        self.places.config.join("last-opened.txt")
    }

    /// The hub file opened last by the window, unless told otherwise.
    pub(super) fn remembered(&self) -> PathBuf {
        if self.program == Program::Window
            && !self.places.store.exists()
            && let Ok(text) = std::fs::read_to_string(self.settings())
        {
            return PathBuf::from(text.trim());
        }
        self.places.store.clone()
    }

    pub(super) fn remember(&self, path: &Path) {
        if self.program == Program::Window
            && std::fs::create_dir_all(&self.places.config)
                .and_then(|()| std::fs::write(self.settings(), path.as_os_str().as_encoded_bytes()))
                .is_err()
        {
            log::warn!("the last opened hub file could not be remembered");
        }
    }
}

/// Says that the person who works here was removed from the list of people.
fn not_listed(store: &Store, me: Id) -> Reply<Option<Notice>> {
    let removed: bool = store
        .db()
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM person WHERE id = ?1 AND deleted IS NOT 0)",
            [me],
            |r| r.get(0),
        )
        .map_err(StoreError::from)?;
    Ok(removed.then(|| Notice {
        title: "You are not in the list of people".into(),
        text: "Your record was removed. Your edits go by it still. Bring the record back, or say who you are with “I am \
               someone else”."
            .into(),
    }))
}

impl OpenOptions<'_> {
    fn again(&self) -> OpenOptions<'_> {
        OpenOptions {
            config: self.config,
            kinds: Arc::clone(&self.kinds),
            rules: Arc::clone(&self.rules),
            writer: self.writer,
            keys: self.keys,
        }
    }
}

/// What a redo brings back: the words of the undo without the undo.
pub(super) fn redo_label(undo: &str) -> String {
    undo.strip_prefix("Undo: ").unwrap_or(undo).to_owned()
}

pub(super) fn refuse_synced(path: &Path) -> Reply<()> {
    let folders = path
        .parent()
        .map(|p| p.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    match SYNCED.iter().find(|name| folders.contains(*name)) {
        None => Ok(()),
        Some(_) => Err(StoreError::refused(
            "synced_folder",
            "This folder is copied to other laptops by itself, and that would tear the hub file apart. \
             Nothing was changed.",
            "Choose a folder on this laptop alone. Copies for colleagues and backups may go into shared folders.",
        )
        .into()),
    }
}

fn moved_aside(env: &dyn Env, path: &Path, detail: &str) -> Fault {
    let now = DateTime::from_timestamp_millis(env.now())
        .unwrap_or_default()
        .format("%Y-%m-%d-%H%M%S")
        .to_string();
    let name = |p: &Path| {
        p.file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    match Store::move_aside(path, &now) {
        Ok(aside) => StoreError::refused(
            "damaged",
            format!(
                "The hub file {} is damaged ({detail}). It was moved aside as {}; nothing was deleted.",
                name(path),
                name(&aside)
            ),
            "Open a backup copy, ask a colleague for a file with everything, or start anew. Keep the file that was \
             moved aside: most of what is in it can be read.",
        )
        .into(),
        Err(e) => e.into(),
    }
}
