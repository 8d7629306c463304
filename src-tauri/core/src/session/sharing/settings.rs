//! Settings of sharing on this laptop: outside the hub file, never sent.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{
    super::{Reply, Session},
    folder_files::LookedAt,
    refused::Refused,
    told::lies_in,
};
use crate::{
    contract::{SharingPage, SharingSettings},
    env::Env,
    files::write_whole,
    store::StoreError,
};

/// What is remembered.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::session) struct Settings {
    /// The shared folder.
    pub folder: Option<PathBuf>,
    /// Where copies of the hub file go.
    pub copies: Option<PathBuf>,
    /// Bring in by itself what needs no decision.
    pub by_itself: bool,
    /// When edits were last put into the shared folder, UTC milliseconds.
    pub last_put: Option<i64>,
    /// What the hub file held when that was done.
    pub put_at: Option<i64>,
    /// Files of the shared folder that were looked at and not brought in.
    pub(super) looked_at: Vec<LookedAt>,
    /// Files that were refused, the newest last.
    pub(super) refused: Vec<Refused>,
}

impl Session {
    fn settings_file(&self) -> Reply<PathBuf> {
        let hub = self.read()?.meta("hub_file")?.unwrap_or_default();
        Ok(self
            .places
            .config
            .join("sharing")
            .join(format!("{hub}.json")))
    }

    /// The settings; the usual ones where none were kept or they can't be read.
    pub(in crate::session) fn sharing_kept(&self) -> Reply<Settings> {
        let bytes = std::fs::read(self.settings_file()?).unwrap_or_default();
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    pub(in crate::session) fn keep_sharing(&self, settings: &Settings) -> Reply<()> {
        let path = self.settings_file()?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(StoreError::file("make", folder))?;
        }
        let json = serde_json::to_vec(settings).map_err(|e| StoreError::Log(e.to_string()))?;
        write_whole(&path, |out| {
            use std::io::Write;
            out.write_all(&json)
        })
        .map_err(StoreError::from)?;
        Ok(())
    }

    /// Changes the settings.
    pub(in crate::session) fn sharing_settings(
        &mut self,
        env: &dyn Env,
        request: &SharingSettings,
    ) -> Reply<SharingPage> {
        let mut kept = self.sharing_kept()?;
        match request.folder.as_deref() {
            None => {}
            Some("") => kept.folder = None,
            Some(name) => {
                let folder = env.file(name)?;
                if !folder.is_dir() {
                    return Err(StoreError::refused(
                        "no_folder",
                        "This is not a folder that can be reached. Nothing was changed.",
                        "Choose a folder that your colleagues see too.",
                    )
                    .into());
                }
                if lies_in(self.read()?.path(), &folder) {
                    let message = "Your hub file lies in this folder: copied by itself to other laptops, it would be torn apart. \
                                   Nothing was changed.";
                    let hint = "Choose a folder that holds nothing but files for colleagues.";
                    return Err(StoreError::refused("hub_in_folder", message, hint).into());
                }
                // Whoever names it from within another folder means the same one next time.
                let folder = std::path::absolute(&folder).unwrap_or(folder);
                (kept.folder, kept.last_put, kept.put_at) = (Some(folder), None, None);
                kept.looked_at.clear();
            }
        }
        if let Some(by_itself) = request.by_itself {
            kept.by_itself = by_itself;
        }
        self.keep_sharing(&kept)?;
        self.sharing(env)
    }
}
