//! What the surface of the window needs beside records: the practice hub, who works here.

use std::path::Path;

use super::{OpenFile, Reply, Session};
use crate::{
    contract::{SampleMake, SampleOpen, Status, WorkAs},
    env::Env,
    record::{Fields, Id, Value},
    registers::stakeholders::person_named,
    sample,
    store::{Action, Store, StoreError, Verb},
};

/// The practice hub lies beside the usual hub file, under this name.
const PRACTICE_HUB: &str = "practice-hub.hubfolio";
/// What the file says of itself; a practice hub that was left half-made says something else, and is made anew.
const MARK: &str = "sample";
const WHOLE: &str = "whole";

/// This file is a practice hub.
pub(super) fn is_sample(store: &Store) -> Reply<bool> {
    Ok(store.meta(MARK)?.is_some())
}

impl Session {
    /// Opens the practice hub, made on the first time. The hub that was open is opened again when this fails.
    pub(super) fn sample_open(&mut self, env: &dyn Env, request: &SampleOpen) -> Reply<Status> {
        let before = self.open.as_ref().map(|o| o.store.path().to_owned());
        let done = self.sample_opened(env, request.again);
        if let (Err(_), Some(before)) = (&done, before)
            && self.open.is_none()
            && let Err(fault) = self.open_quietly(env, &before)
        {
            log::warn!("the hub file was not opened again: {}", fault.code);
        }
        done
    }

    fn sample_opened(&mut self, env: &dyn Env, again: bool) -> Reply<Status> {
        let path = self.places.store.with_file_name(PRACTICE_HUB);
        if path.exists() {
            self.open_quietly(env, &path)?;
            let mark = self.read()?.meta(MARK)?;
            if mark.is_none() {
                self.open = None;
                return Err(StoreError::refused(
                    "not_practice",
                    format!("{PRACTICE_HUB} is not a practice hub. It was not touched."),
                    "Move that file to another folder, then try again.",
                )
                .into());
            }
            if self.read()?.read_only() {
                self.open = None;
                return Err(StoreError::ReadOnly.into());
            }
            if mark.as_deref() == Some(WHOLE) && !again {
                return self.status(env);
            }
            self.open = None;
            remove(&path)?;
        }
        self.make_sample(env, &path, None)?;
        self.status(env)
    }

    /// Writes a practice hub to a file that a person named, and opens it.
    pub(super) fn sample_make(&mut self, env: &dyn Env, request: &SampleMake) -> Reply<Status> {
        let path = env.file(&request.file)?;
        super::open::refuse_synced(&path)?;
        self.make_sample(env, &path, request.hub.as_deref())?;
        self.status(env)
    }

    /// Whole or absent.
    fn make_sample(&mut self, env: &dyn Env, path: &Path, hub: Option<&str>) -> Reply<()> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()).into());
        }
        self.open = None;
        let made = self.with_options(|options| {
            let mut store = Store::create(path, options, env)?;
            store.set_meta(MARK, "being made")?;
            let mut random = [0; 10];
            env.fill(&mut random);
            let me = Id::new(env.now(), random);
            let hub = hub.map(str::trim).filter(|h| !h.is_empty());
            sample::fill(&mut store, env, me, hub.unwrap_or(sample::HUB))?;
            store.set_meta(MARK, WHOLE)?;
            Ok((store, me))
        });
        match made {
            Ok((mut store, me)) => {
                store.refresh_findings(env.today())?;
                self.remember_person(&store, me);
                self.open = Some(OpenFile::new(store, me));
                Ok(())
            }
            Err(fault) => {
                remove(path)?;
                Err(fault)
            }
        }
    }

    /// Says who works here from now on, on this laptop.
    pub(super) fn work_as(&mut self, env: &dyn Env, request: &WorkAs) -> Reply<Status> {
        let me = match &request.person {
            Some(id) => self.identify("person", id)?,
            None => self.person_of_name(env, request.name.trim())?,
        };
        let file = self.opened()?;
        file.me = me;
        self.remember_person(self.read()?, me);
        self.status(env)
    }

    fn person_of_name(&mut self, env: &dyn Env, name: &str) -> Reply<Id> {
        let file = self.opened()?;
        if let Some(id) = person_named(&file.store, name)? {
            return Ok(id);
        }
        if file.store.read_only() {
            return Err(StoreError::ReadOnly.into());
        }
        let mut random = [0; 10];
        env.fill(&mut random);
        let me = Id::new(env.now(), random);
        let person: Fields = [("name".to_owned(), Value::from(name))].into();
        let add = Action::new(Verb::Add).of(name);
        file.store
            .transact(env, me, add, |tx| tx.put("person", Some(me), &person))?;
        Ok(me)
    }
}

/// Takes a practice hub away, with what SQLite keeps beside it.
fn remove(path: &Path) -> Reply<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::file("remove", path)(e).into());
            }
            _ => {}
        }
    }
    Ok(())
}
