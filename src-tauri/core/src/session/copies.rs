//! Copies of the hub file: writing one, and putting one back.

use super::{OpenFile, Reply, Session};
use crate::{
    contract::{CopyDone, CopyRestore, CopyWrite, Notice, Status},
    env::Env,
    store::{CheckedCopy, StoreError},
};

impl Session {
    /// Writes a checked copy of the hub file.
    pub(super) fn copy_write(&mut self, env: &dyn Env, request: &CopyWrite) -> Reply<CopyDone> {
        let path = env.file(&request.file)?;
        let bytes = self.read()?.backup(env, &path)?;
        Ok(CopyDone {
            file: path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default(),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        })
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
