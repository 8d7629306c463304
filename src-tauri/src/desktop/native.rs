use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

use super::{Desktop, Purpose, Wanted};
use crate::window;

/// The dialogs and programs of the system.
pub struct Native {
    app: AppHandle,
}

impl Native {
    /// Dialogs that belong to the window of this app.
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }

    fn dialog(&self, purpose: Purpose) -> FileDialogBuilder<Wry> {
        let (kind, endings) = purpose.files();
        let mut dialog = self.app.dialog().file().set_title(purpose.title());
        if !endings.is_empty() {
            dialog = dialog.add_filter(kind, endings);
        }
        match self.app.get_webview_window(window::LABEL) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

impl Desktop for Native {
    fn choose(&self, purpose: Purpose, suggested: &str) -> Option<PathBuf> {
        let dialog = self.dialog(purpose);
        let chosen = match purpose.wanted() {
            Wanted::File => dialog.blocking_pick_file(),
            Wanted::Folder => dialog.blocking_pick_folder(),
            Wanted::NewFile => dialog
                .set_file_name(purpose.name_for_new(suggested))
                .blocking_save_file(),
        };
        chosen?
            .into_path()
            .ok()
            .map(|path| purpose.with_ending(path))
    }

    fn choose_several(&self, purpose: Purpose) -> Vec<PathBuf> {
        let chosen = self.dialog(purpose).blocking_pick_files();
        let chosen = chosen.unwrap_or_default().into_iter();
        chosen.filter_map(|file| file.into_path().ok()).collect()
    }

    fn open(&self, file: &Path) -> Result<(), String> {
        tauri_plugin_opener::open_path(file, None::<&str>).map_err(|fault| fault.to_string())
    }

    fn open_mail(&self, link: &str) -> Result<(), String> {
        tauri_plugin_opener::open_url(link, None::<&str>).map_err(|fault| fault.to_string())
    }

    fn show_in_folder(&self, file: &Path) -> Result<(), String> {
        tauri_plugin_opener::reveal_item_in_dir(file).map_err(|fault| fault.to_string())
    }
}
