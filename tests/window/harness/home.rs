use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::window::PATIENCE;

/// A laptop of its own for one test: hub file, settings, dialogs' answers, and the folders of the account.
/// It outlives a window, so that a test can close the window and open it again.
pub struct Home {
    folder: TempDir,
    /// What people call the laptop.
    laptop: &'static str,
}

impl Home {
    /// An empty laptop.
    pub fn new() -> Self {
        Self::called("Hub laptop")
    }

    /// An empty laptop of this name.
    pub fn called(laptop: &'static str) -> Self {
        let home = Self {
            laptop,
            folder: tempfile::Builder::new()
                .prefix("hubfolio-window-")
                .tempdir()
                .unwrap(),
        };
        for name in ["config", "dialogs", "data", "cache", "settings", "run"] {
            fs::create_dir(home.path(name)).unwrap();
        }
        home
    }

    /// Keys and settings.
    pub fn config(&self) -> PathBuf {
        self.path("config")
    }

    /// The hub file.
    pub fn store(&self) -> PathBuf {
        self.path("hub.hubfolio")
    }

    /// Where dialogs find and put files.
    pub fn dialogs(&self) -> PathBuf {
        self.path("dialogs")
    }

    /// The next dialog chooses this file.
    pub fn choose_next(&self, file: &Path) {
        fs::write(self.dialogs().join("next"), file.to_str().unwrap()).unwrap();
    }

    /// The files for colleagues that dialogs saved here, by name: their numbers go up.
    pub fn files_for_colleagues(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.dialogs()).unwrap().flatten();
        let files = files.map(|entry| entry.path());
        let mut files = files
            .filter(|path| path.extension().is_some_and(|ending| ending == "hubx"))
            .collect::<Vec<_>>();
        files.sort();
        files
    }

    /// The next dialog is cancelled.
    pub fn cancel_next(&self) {
        let _ = fs::remove_file(self.dialogs().join("asked"));
        fs::write(self.dialogs().join("next"), "cancel").unwrap();
    }

    /// Waits until a dialog was cancelled: before, the answer to it must stay.
    pub async fn was_cancelled(&self) {
        let end = Instant::now() + PATIENCE;
        while fs::read_to_string(self.dialogs().join("asked"))
            .ok()
            .as_deref()
            != Some("cancel")
        {
            assert!(Instant::now() < end, "no dialog was cancelled");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The next dialog saves under the name that it suggests.
    pub fn save_next(&self) {
        let _ = fs::remove_file(self.dialogs().join("next"));
    }

    /// Waits until this was opened with another program.
    pub async fn opened_reads(&self, wanted: &str) {
        let end = Instant::now() + PATIENCE;
        while self.opened().as_deref() != Some(wanted) {
            assert!(
                Instant::now() < end,
                "{wanted:?} was not opened, but {:?}",
                self.opened()
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What was opened with another program, if anything: `open FILE` or `folder FILE`.
    pub fn opened(&self) -> Option<String> {
        fs::read_to_string(self.dialogs().join("opened")).ok()
    }

    /// The program's log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.path("data/hubfolio/logs/hubfolio.log")).unwrap_or_default()
    }

    /// The switches that make the program live here.
    pub fn switches(&self) -> Vec<String> {
        let path = |path: PathBuf| path.to_str().unwrap().to_owned();
        vec![
            "--store".into(),
            path(self.store()),
            "--config".into(),
            path(self.config()),
        ]
    }

    /// What the program finds in its environment.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HUBFOLIO_TEST_PICKER", self.dialogs()),
            ("HUBFOLIO_LAPTOP", self.laptop.into()),
            ("XDG_DATA_HOME", self.path("data")),
            ("XDG_CACHE_HOME", self.path("cache")),
            ("XDG_CONFIG_HOME", self.path("settings")),
        ]
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
