//! What the desktop does for Hubfolio: ask a person for a file, open a file that was made. A seam, so that tests can
//! answer in place of a person.

mod native;
mod purpose;
#[cfg(feature = "test-seams")]
mod scripted;

use std::path::{Path, PathBuf};

use tauri::AppHandle;

pub use purpose::{Purpose, Wanted};

/// The desktop, or what stands in for it.
pub trait Desktop: Send + Sync {
    /// Asks for a file or folder; `None` when the person cancelled. Waits for the answer: never call it on the main
    /// thread.
    fn choose(&self, purpose: Purpose, suggested: &str) -> Option<PathBuf>;

    /// Asks for files that are there, several at once; none when the person cancelled. Waits as [`Desktop::choose`].
    fn choose_several(&self, purpose: Purpose) -> Vec<PathBuf>;

    /// Opens a file with the program that the person uses for such files.
    fn open(&self, file: &Path) -> Result<(), String>;

    /// Opens a new message in the mail program, from a link that was made here.
    fn open_mail(&self, link: &str) -> Result<(), String>;

    /// Shows a file in its folder.
    fn show_in_folder(&self, file: &Path) -> Result<(), String>;
}

/// The desktop for this run.
pub fn desktop(app: &AppHandle) -> Box<dyn Desktop> {
    #[cfg(feature = "test-seams")]
    if let Some(scripted) = scripted::Scripted::from_environment() {
        return Box::new(scripted);
    }
    Box::new(native::Native::new(app.clone()))
}
