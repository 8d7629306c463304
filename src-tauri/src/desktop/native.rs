use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

use super::{Desktop, Purpose};
use crate::{tickets::Use, window};

/// The dialogs and programs of the system.
pub struct Native {
    app: AppHandle,
}

impl Native {
    /// Dialogs that belong to the window of this app.
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }
}

impl Desktop for Native {
    fn choose(&self, purpose: Purpose, suggested: &str) -> Option<PathBuf> {
        let (kind, endings) = purpose.files();
        let mut dialog = self
            .app
            .dialog()
            .file()
            .set_title(purpose.title())
            .add_filter(kind, endings);
        if let Some(window) = self.app.get_webview_window(window::LABEL) {
            dialog = dialog.set_parent(&window);
        }
        let chosen = match purpose.usage() {
            Use::Read => dialog.blocking_pick_file(),
            Use::Write => dialog
                .set_file_name(purpose.name_for_new(suggested))
                .blocking_save_file(),
        };
        chosen?
            .into_path()
            .ok()
            .map(|path| purpose.with_ending(path))
    }

    fn open(&self, file: &Path) -> Result<(), String> {
        tauri_plugin_opener::open_path(file, None::<&str>).map_err(|fault| fault.to_string())
    }

    fn show_in_folder(&self, file: &Path) -> Result<(), String> {
        tauri_plugin_opener::reveal_item_in_dir(file).map_err(|fault| fault.to_string())
    }
}
