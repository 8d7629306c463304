//! Colleagues' files, coming in.

use std::path::PathBuf;

use rusqlite::OptionalExtension;

use super::{
    super::{OpenFile, Reply, Session, records},
    folder_files::{Found, LookedAt, is_of_the_file},
    keys, name_of, refusal,
    refused::DAMAGED,
};
use crate::{
    contract::{
        ArrivalUndo, BroughtIn, Fault, Incoming, IncomingApply, IncomingPreview, Join, Status,
        Undone,
    },
    env::Env,
    exchange::{self, ExchangeError, Keys, Receiving, Staged, Words},
    record::{Fields, Id, Value},
    registers::stakeholders::person_named,
    store::{Action, Store, StoreError, Verb},
};

/// Copies of the hub file that are kept beside it.
pub(super) const COPIES: usize = 10;

impl Session {
    fn staged(&self, env: &dyn Env, incoming: &Incoming) -> Reply<Vec<Staged>> {
        let keys = keys(self.read()?, incoming.words.as_deref());
        let mut out = vec![];
        for file in &incoming.files {
            let path = env.file(file)?;
            let store = self.read()?;
            let opened = exchange::open(store, &path, &keys).and_then(|staged| {
                exchange::check_team(store, std::slice::from_ref(&staged))?;
                Ok(staged)
            });
            match opened {
                Ok(staged) => out.push(staged),
                Err(e) => {
                    let in_folder = path.parent() == self.sharing_kept()?.folder.as_deref();
                    let of_the_file = is_of_the_file(&e);
                    let mut fault = refusal(e, incoming.words.as_deref());
                    if of_the_file {
                        self.remember_refused(env, &path, &fault.message);
                    }
                    if in_folder && of_the_file {
                        let found = Found::Unreadable(fault.message.clone());
                        self.remember_found(LookedAt::now(&path, found).into_iter().collect())?;
                    }
                    if let (true, Some(name)) = (incoming.files.len() > 1, path.file_name()) {
                        fault.message = format!("{}: {}", name.to_string_lossy(), fault.message);
                    }
                    return Err(fault);
                }
            }
        }
        if out.is_empty() {
            return Err(StoreError::refused("no_file", "No file was chosen.", "").into());
        }
        // The oldest first: what a later file builds on has come by then.
        out.sort_by_key(|f| f.manifest.made);
        Ok(out)
    }

    /// What bringing files in would do.
    pub(in crate::session) fn incoming_preview(
        &mut self,
        env: &dyn Env,
        request: &Incoming,
    ) -> Reply<IncomingPreview> {
        let mut files = self.staged(env, request)?;
        let who = self.colleague()?;
        let how = Receiving {
            who: &who,
            name_of: &name_of,
            admit: &request.admit,
        };
        let looked = exchange::look(&mut self.opened()?.store, env, &mut files, &how);
        looked.map_err(|e| self.refused(env, request, e))
    }

    /// The refusal in words. That a file does not hold together with what is here is written down too, where it is clear
    /// which file that is.
    fn refused(&self, env: &dyn Env, incoming: &Incoming, error: ExchangeError) -> Fault {
        let fault = Fault::from(error);
        if let [file] = &incoming.files[..]
            && fault.code == DAMAGED
            && let Ok(path) = env.file(file)
        {
            self.remember_refused(env, &path, &fault.message);
        }
        fault
    }

    /// Brings files in.
    pub(in crate::session) fn incoming_apply(
        &mut self,
        env: &dyn Env,
        request: &IncomingApply,
    ) -> Reply<BroughtIn> {
        let who = self.colleague()?;
        let how = Receiving {
            who: &who,
            name_of: &name_of,
            admit: &request.incoming.admit,
        };
        let token = Some(request.token.as_str()).filter(|t| !t.is_empty());
        // Whatever comes, the hub file as it was before can be put back: it is copied while the files are read and what
        // they hold is taken in, and nothing is kept without the copy.
        let store = &mut self.opened()?.store;
        store.begin_copy(env, &store.copies_folder(), COPIES)?;
        let brought = self.staged(env, &request.incoming).and_then(|mut files| {
            let store = &mut self.opened()?.store;
            Ok(exchange::bring_in(store, env, &mut files, &how, token)?)
        });
        if brought.is_err() {
            self.opened()?.store.abandon_copy();
        }
        let brought = brought?;
        self.folder_info()?;
        Ok(brought)
    }

    /// Takes a bringing in back.
    pub(in crate::session) fn arrival_undo(
        &mut self,
        env: &dyn Env,
        request: &ArrivalUndo,
    ) -> Reply<Undone> {
        let file = self.opened()?;
        let found: Option<(String, Option<i64>, Option<i64>)> = file
            .store
            .db()
            .query_row(
                "SELECT text, first_no, last_no FROM share_file WHERE file_no = ?1 AND what = 'in'",
                [request.arrival],
                |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
            )
            .optional()
            .map_err(StoreError::from)?;
        let Some((text, Some(first), Some(last))) = found else {
            return Err(StoreError::refused(
                "no_arrival",
                "Nothing came in with that file. Nothing was undone.",
                "",
            )
            .into());
        };
        let label = format!("edits {}", lower_first(text.trim_end_matches('.')));
        let done = file.store.undo_arrival(env, file.me, first, last, &label)?;
        Ok(Undone {
            label: done.label,
            change: done
                .receipt
                .action
                .map(|a| a.to_string())
                .unwrap_or_default(),
            restored: done.receipt.writes as i64,
            left: done.left,
            touched: records::touched(&done.receipt),
            generation: file.store.generation()?,
        })
    }

    /// Starts on this laptop from a colleague's file.
    pub(in crate::session) fn join(&mut self, env: &dyn Env, request: &Join) -> Reply<Status> {
        let path = match &request.to {
            Some(name) => env.file(name)?,
            None => self.places.store.clone(),
        };
        super::super::open::refuse_synced(&path)?;
        if path.exists() {
            return Err(StoreError::Exists(path).into());
        }
        let name = request.person.trim();
        if !name.is_empty() {
            let faults = self.kinds.get("person").map(|k| k.validate(&named(name)));
            let faults = faults.unwrap_or_default();
            if !faults.is_empty() {
                return Err(StoreError::Invalid(faults).into());
            }
        }
        let reading = self.with_options(|o| crate::store::reading_secret(o, env))?;
        let words = request
            .words
            .as_deref()
            .filter(|w| !w.trim().is_empty())
            .map(Words::typed);
        let keys = Keys {
            laptop: Some(reading),
            words: words.clone(),
        };
        let staged = Staged::open(&env.file(&request.file)?, &keys)
            .map_err(|e| refusal(e, request.words.as_deref()))?;
        exchange::holds_everything(&staged)?;
        self.open = None;
        let begun = self.begin(env, &path, staged, words.as_ref(), name);
        match begun {
            Ok(file) => {
                self.open = Some(file);
                self.remember(&path);
                self.status(env)
            }
            Err(fault) => {
                // Half a hub file is none.
                for suffix in ["", "-wal", "-shm"] {
                    let _ = std::fs::remove_file(beside(&path, suffix));
                }
                Err(fault)
            }
        }
    }

    fn begin(
        &self,
        env: &dyn Env,
        path: &std::path::Path,
        staged: Staged,
        words: Option<&Words>,
        name: &str,
    ) -> Result<OpenFile, Fault> {
        let team = staged.team().to_owned();
        let mut store = self.with_options(|o| Store::create_for(path, o, env, &team))?;
        exchange::start_from(&mut store, env, staged)?;
        let invited = match words {
            Some(words) => exchange::team::accept_invitation(&store, words)?,
            None => None,
        };
        let name = if name.is_empty() {
            invited.unwrap_or_else(|| env.account())
        } else {
            name.to_owned()
        };
        let me = match person_named(&store, &name)? {
            Some(me) => me,
            None => {
                let mut random = [0; 10];
                env.fill(&mut random);
                let me = Id::new(env.now(), random);
                store.transact(env, me, Action::new(Verb::Add).of(name.as_str()), |tx| {
                    tx.put("person", Some(me), &named(&name))
                })?;
                me
            }
        };
        self.remember_person(&store, me);
        Ok(OpenFile::new(store, me))
    }
}

fn named(name: &str) -> Fields {
    [("name".to_owned(), Value::from(name))].into()
}

fn beside(path: &std::path::Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|c| c.to_lowercase().collect::<String>() + chars.as_str())
        .unwrap_or_default()
}
