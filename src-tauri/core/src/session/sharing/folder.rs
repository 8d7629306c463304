//! The shared folder (SYN-6): this laptop puts its own file there and reads the others'. Half-arrived, renamed and doubled
//! files do no harm: a file counts by what is in it, not by its name, and one that can't be read is tried again.

use std::path::Path;

use super::{
    super::{Reply, Session},
    folder_files::{Found, LookedAt, file_name, files, is_of_the_file},
    keys, name_of,
};
use crate::{
    contract::{Fault, FolderDone},
    env::Env,
    exchange::{self, ExchangeError, Protecting, Receiving, Sending, format::Room},
    store::{Store, StoreError},
};

/// Neither made here nor brought in before.
pub(super) fn is_new(store: &Store, path: &Path) -> bool {
    !exchange::is_ours(store, path).unwrap_or(true)
        && !exchange::known_file(store, path).unwrap_or(false)
}

/// Only laptops of the team can open it, as all that a laptop puts into the folder by itself.
fn is_for_colleagues(path: &Path) -> bool {
    exchange::look_at_header(path).is_ok_and(|header| header.enc == "age-keys")
}

impl Session {
    /// Brings in what colleagues put there, then puts this laptop's edits there.
    pub(in crate::session) fn folder_exchange(&mut self, env: &dyn Env) -> Reply<FolderDone> {
        let kept = self.sharing_kept()?;
        let Some(folder) = kept.folder.clone() else {
            return Err(StoreError::refused(
                "no_folder",
                "No shared folder is named yet.",
                "Name one under “Sharing and copies”.",
            )
            .into());
        };
        let Some(files) = files(&folder) else {
            return Err(StoreError::refused(
                "folder_not_reached",
                "The shared folder can't be reached now. Nothing was changed.",
                "Check the connection to it, then try again.",
            )
            .into());
        };
        let mut done = FolderDone {
            put: None,
            brought_in: vec![],
            waiting: vec![],
            refused: vec![],
        };
        let mut copied = false;
        for path in files {
            let found = self.take_from_folder(env, &path, &mut copied, &mut done)?;
            self.remember_found(found.into_iter().collect())?;
        }
        self.remember_found(vec![])?;
        self.put_into_folder(env, &folder, &mut done)?;
        self.folder_info()?;
        Ok(done)
    }

    /// Brings one file in, or says what was found of one that stays. `copied`: the hub file was copied before the first.
    fn take_from_folder(
        &mut self,
        env: &dyn Env,
        path: &Path,
        copied: &mut bool,
        done: &mut FolderDone,
    ) -> Reply<Option<LookedAt>> {
        let kept = self.sharing_kept()?;
        let who = self.colleague()?;
        let store = &mut self.opened()?.store;
        if !is_new(store, path) {
            return Ok(None);
        }
        let name = file_name(path);
        let how = Receiving {
            who: &who,
            name_of: &name_of,
            admit: &[],
        };
        let looked = exchange::open(store, path, &keys(store, None)).and_then(|staged| {
            let mut files = [staged];
            let preview = exchange::look(store, env, &mut files, &how)?;
            Ok((files, preview))
        });
        let (mut files, preview) = match looked {
            Ok(looked) => looked,
            Err(ExchangeError::WordsNeeded) => {
                let words = "protected by words: ask for them by telephone";
                done.waiting.push(format!("{name} ({words})"));
                return Ok(None);
            }
            Err(e) if is_of_the_file(&e) => {
                let reason = Fault::from(e).message;
                self.remember_refused(env, path, &reason);
                let found = LookedAt::now(path, Found::Unreadable(reason.clone()));
                // What was said of it once is not said at every start: the page lists it.
                if !kept.looked_at.iter().any(|l| Some(l) == found.as_ref()) {
                    done.refused.push(format!("{name}: {reason}"));
                }
                return Ok(found);
            }
            Err(e) => {
                let fault = Fault::from(e);
                if fault.code == super::refused::DAMAGED {
                    self.remember_refused(env, path, &fault.message);
                }
                done.refused.push(format!("{name}: {}", fault.message));
                return Ok(None);
            }
        };
        if exchange::needs_a_person(&preview) || !kept.by_itself {
            if preview.can_apply {
                done.waiting.push(name);
                return Ok(None);
            }
            return Ok(LookedAt::now(path, Found::NothingNew));
        }
        if !std::mem::replace(copied, true) {
            store.keep_copy(env, &store.copies_folder(), super::incoming::COPIES)?;
        }
        let brought = exchange::bring_in(store, env, &mut files, &how, Some(&preview.token))?;
        done.brought_in.push(brought);
        Ok(None)
    }

    fn put_into_folder(
        &mut self,
        env: &dyn Env,
        folder: &Path,
        done: &mut FolderDone,
    ) -> Reply<()> {
        let mut kept = self.sharing_kept()?;
        let hub = self.hub_name()?;
        let who = self.colleague()?;
        let store = &mut self.opened()?.store;
        exchange::team::start(store, env, &who)?;
        let generation = store.generation()?;
        if kept.put_at == Some(generation) {
            return Ok(());
        }
        let contents = exchange::contents(store, false)?;
        if contents.readers.is_empty() {
            return Ok(());
        }
        let room = Room::default();
        let mut put = vec![];
        for part in 0..exchange::parts(&contents.files, &room).len() {
            let path = folder.join(exchange::file_name(store, env, &hub)?);
            let sending = Sending {
                everything: false,
                protection: Protecting::Colleagues,
                person: who.name.clone(),
                without_files: false,
                part,
                room,
            };
            exchange::send(store, env, &sending, &path)?;
            put.push(path);
        }
        // The new files hold everything that some colleague may lack, so this laptop's earlier ones have done their work. One
        // that words open is for somebody who is no colleague yet, and stays.
        for old in files(folder).unwrap_or_default() {
            if !put.contains(&old)
                && is_for_colleagues(&old)
                && exchange::is_ours(store, &old).unwrap_or(false)
                && std::fs::remove_file(&old).is_err()
            {
                log::info!("an earlier file in the shared folder could not be removed");
            }
        }
        (kept.last_put, kept.put_at) = (Some(env.now()), Some(generation));
        let names: Vec<String> = put.iter().map(|path| file_name(path)).collect();
        done.put = Some(names.join(", "));
        self.keep_sharing(&kept)
    }
}
