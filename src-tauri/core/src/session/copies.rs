//! Copies of the hub file: writing one, and putting one back.

use std::path::{Path, PathBuf};

use super::{OpenFile, Reply, Session, everything::name_of};
use crate::{
    contract::{CopyDone, CopyRestore, CopyWrite, Notice, Status},
    env::Env,
    store::{CheckedCopy, StoreError},
};

/// Copies that get a name of their own on one day.
const MOST_A_DAY: u32 = 1_000;

impl Session {
    /// Writes a checked copy of the hub file: where a person chose, or once more into the folder of the last one.
    pub(super) fn copy_write(&mut self, env: &dyn Env, request: &CopyWrite) -> Reply<CopyDone> {
        let path = match &request.file {
            Some(file) => env.file(file)?,
            None => self.next_copy(env)?,
        };
        let bytes = self.read()?.backup(env, &path)?;
        self.remember_copies(&path);
        Ok(CopyDone {
            file: name_of(&path),
            made: env.made(&path),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        })
    }

    /// A name that is free in the folder of the last copy.
    fn next_copy(&self, env: &dyn Env) -> Reply<PathBuf> {
        let Some(folder) = self.sharing_kept()?.copies.filter(|f| f.is_dir()) else {
            let message = "The folder that copies go to can't be reached. Nothing was written.";
            let hint = "Plug the stick in or connect the drive, or choose another place.";
            return Err(StoreError::refused("no_copies_folder", message, hint).into());
        };
        let hub: String = self
            .hub_name()?
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || c == '-' {
                    c
                } else {
                    ' '
                }
            })
            .collect();
        let hub = hub.split_whitespace().collect::<Vec<_>>().join(" ");
        let stem = format!("{hub} {}", env.today());
        let free = (1..MOST_A_DAY)
            .map(|n| match n {
                1 => folder.join(format!("{stem}.hubfolio")),
                n => folder.join(format!("{stem} ({n}).hubfolio")),
            })
            .find(|path| !path.exists());
        free.ok_or_else(|| StoreError::Exists(folder.join(stem)).into())
    }

    /// The next copy is offered for the same folder. That it can't be remembered is no reason to call a copy failed.
    fn remember_copies(&self, path: &Path) {
        let remembered = self.sharing_kept().and_then(|mut kept| {
            let folder = path.parent().map(Path::to_owned);
            if kept.copies == folder {
                return Ok(());
            }
            kept.copies = folder;
            self.keep_sharing(&kept)
        });
        if let Err(fault) = remembered {
            log::warn!("the folder of copies was not remembered: {}", fault.code);
        }
    }

    /// Puts a copy back in place of the hub file, open or not, and opens it. On any failure the hub file is as it was,
    /// and open again if it was open.
    pub(super) fn copy_restore(&mut self, env: &dyn Env, request: &CopyRestore) -> Reply<Status> {
        let copy = env.file(&request.file)?;
        let hub = match &self.open {
            Some(open) if open.store.read_only() => return Err(StoreError::ReadOnly.into()),
            Some(open) => open.store.path().to_owned(),
            None => self.remembered(),
        };
        let checked = self.with_options(|options| CheckedCopy::check(&copy, &hub, options, env))?;
        if let Some(open) = &self.open
            && open.store.meta("hub_file")? != checked.store().meta("hub_file")?
        {
            return Err(StoreError::refused(
                "other_hub",
                "This is a copy of another hub's file. Nothing was changed.",
                "Open it as a hub file of its own, or choose a copy of this hub.",
            )
            .into());
        }
        let me = self.who(checked.store(), env)?;
        let open = self.open.take();
        let was_open = open.is_some();
        let current = open.map(|o| o.store);
        let placed =
            self.with_options(|options| checked.take_the_place(current, &hub, options, env));
        let (store, aside) = match placed {
            Ok(placed) => placed,
            Err(e) => {
                if was_open {
                    self.open_at(env, &hub)?;
                }
                return Err(e.into());
            }
        };
        self.open = Some(OpenFile::new(store, me));
        if let Some(file) = &mut self.open {
            file.store.refresh_findings(env.today())?;
        }
        self.remember(&hub);
        let mut status = self.status(env)?;
        if let (Some(hub), Some(aside)) = (&mut status.hub, aside) {
            let name = aside
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            hub.notices.push(Notice {
                title: "The copy was put back".into(),
                text: format!(
                    "The hub file that was here before is kept beside it as {name}. Delete it when you no longer need it."
                ),
            });
        }
        Ok(status)
    }
}
