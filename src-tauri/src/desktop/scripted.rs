use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use super::{Desktop, Purpose};
use crate::tickets::Use;

/// Answers in place of a person. A test puts files into one folder:
/// `next` names the file or folder to choose (a path, or a name in that folder; several files on a line each), or says
/// `cancel`; `opened` tells the test what was opened, `asked` that a dialog was cancelled.
pub struct Scripted {
    /// `None` cancels every dialog.
    folder: Option<PathBuf>,
}

impl Scripted {
    /// From `HUBFOLIO_TEST_PICKER`: a folder, or `cancel`.
    pub fn from_environment() -> Option<Self> {
        std::env::var_os("HUBFOLIO_TEST_PICKER").map(|value| Self::new(&value))
    }

    fn new(value: &OsStr) -> Self {
        Self {
            folder: (value != "cancel").then(|| value.into()),
        }
    }

    fn note(&self, how: &str, file: &Path) -> Result<(), String> {
        let folder = self.folder.as_ref().ok_or("nothing to open with")?;
        fs::write(folder.join("opened"), format!("{how} {}", file.display()))
            .map_err(|fault| fault.to_string())
    }
}

/// No answer, and a note that this was read: from now on the test may name another file.
fn cancelled<T>(folder: &Path) -> Option<T> {
    // A test that waits for the note fails where it could not be written.
    let _ = fs::write(folder.join("asked"), "cancel");
    None
}

impl Desktop for Scripted {
    fn choose(&self, purpose: Purpose, suggested: &str) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        let next = fs::read_to_string(folder.join("next")).ok();
        match (next.as_deref().map(str::trim), purpose.usage()) {
            (Some("cancel"), _) => cancelled(folder),
            (Some(next), Use::Read) => next.lines().next().map(|file| folder.join(file)),
            (None, Use::Read) => None,
            (_, Use::Write) => Some(folder.join(purpose.name_for_new(suggested))),
        }
    }

    fn choose_several(&self, _: Purpose) -> Vec<PathBuf> {
        let Some(folder) = &self.folder else {
            return vec![];
        };
        let next = fs::read_to_string(folder.join("next")).unwrap_or_default();
        if next.trim() == "cancel" {
            return cancelled(folder).unwrap_or_default();
        }
        let named = next.lines().map(str::trim);
        let named = named.filter(|line| !line.is_empty());
        named.map(|line| folder.join(line)).collect()
    }

    fn open(&self, file: &Path) -> Result<(), String> {
        self.note("open", file)
    }

    fn open_mail(&self, link: &str) -> Result<(), String> {
        self.note("mail", Path::new(link))
    }

    fn show_in_folder(&self, file: &Path) -> Result<(), String> {
        self.note("folder", file)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_folder_answers_for_a_person() {
        let folder = tempfile::tempdir().unwrap();
        let scripted = Scripted::new(folder.path().as_os_str());
        assert_eq!(scripted.choose(Purpose::Import, ""), None);
        assert_eq!(
            scripted.choose(Purpose::Pack, "KPIs"),
            Some(folder.path().join("KPIs.pdf"))
        );
        fs::write(folder.path().join("next"), "list.csv\n").unwrap();
        assert_eq!(
            scripted.choose(Purpose::Import, ""),
            Some(folder.path().join("list.csv"))
        );
        fs::write(folder.path().join("next"), "cancel").unwrap();
        assert!(!folder.path().join("asked").exists());
        assert_eq!(scripted.choose(Purpose::Import, ""), None);
        assert_eq!(
            fs::read_to_string(folder.path().join("asked")).unwrap(),
            "cancel"
        );
        assert_eq!(scripted.choose(Purpose::Pack, "KPIs"), None);
    }

    #[test]
    fn several_files_are_named_on_a_line_each() {
        let folder = tempfile::tempdir().unwrap();
        let scripted = Scripted::new(folder.path().as_os_str());
        assert_eq!(
            scripted.choose_several(Purpose::BringIn),
            Vec::<PathBuf>::new()
        );
        fs::write(folder.path().join("next"), "/stick/1.hubx\n2.hubx\n").unwrap();
        assert_eq!(
            scripted.choose_several(Purpose::BringIn),
            [PathBuf::from("/stick/1.hubx"), folder.path().join("2.hubx")]
        );
        assert_eq!(
            scripted.choose(Purpose::Join, ""),
            Some("/stick/1.hubx".into())
        );
        fs::write(folder.path().join("next"), "cancel").unwrap();
        assert_eq!(
            scripted.choose_several(Purpose::BringIn),
            Vec::<PathBuf>::new()
        );
    }

    #[test]
    fn a_folder_is_named_as_a_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let scripted = Scripted::new(folder.path().as_os_str());
        fs::write(folder.path().join("next"), "/shared/team").unwrap();
        assert_eq!(
            scripted.choose(Purpose::SharedFolder, ""),
            Some("/shared/team".into())
        );
    }

    #[test]
    fn cancel_cancels_everything() {
        let scripted = Scripted::new(OsStr::new("cancel"));
        assert_eq!(scripted.choose(Purpose::Import, ""), None);
        assert_eq!(scripted.choose(Purpose::HubCreate, "Hub"), None);
        assert_eq!(
            scripted.choose_several(Purpose::BringIn),
            Vec::<PathBuf>::new()
        );
    }

    #[test]
    fn what_was_opened_is_noted() {
        let folder = tempfile::tempdir().unwrap();
        let scripted = Scripted::new(folder.path().as_os_str());
        scripted.show_in_folder(Path::new("/a/KPIs.pdf")).unwrap();
        assert_eq!(
            fs::read_to_string(folder.path().join("opened")).unwrap(),
            "folder /a/KPIs.pdf"
        );
    }
}
