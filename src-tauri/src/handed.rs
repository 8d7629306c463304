//! Files handed to the program: named when it was started, or dropped on the window. They wait here until the window
//! listens.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The files that wait, and whether they still have to.
#[derive(Debug, Default)]
pub struct Handed(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    files: Vec<PathBuf>,
    listens: bool,
}

impl Handed {
    /// Takes files; returns those that the window can be told of now.
    pub fn take(&self, files: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.files.extend(files);
        if waiting.listens {
            std::mem::take(&mut waiting.files)
        } else {
            vec![]
        }
    }

    /// The window listens from now on; returns what waited for it.
    pub fn listens(&self) -> Vec<PathBuf> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .listens = true;
        self.take([])
    }
}

/// Files as another start of the program named them: relative to the folder it was started in.
pub fn named_in(folder: &Path, files: Vec<PathBuf>) -> impl Iterator<Item = PathBuf> {
    files.into_iter().map(|file| folder.join(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_wait_until_the_window_listens_and_come_once_and_in_order() {
        let handed = Handed::default();
        assert!(handed.take(["1.hubx".into(), "2.hubx".into()]).is_empty());
        assert!(handed.take(["3.hubx".into()]).is_empty());
        let all: Vec<PathBuf> = vec!["1.hubx".into(), "2.hubx".into(), "3.hubx".into()];
        assert_eq!(handed.listens(), all);
        assert!(handed.listens().is_empty());
    }

    #[test]
    fn a_window_that_listens_hears_at_once() {
        let handed = Handed::default();
        assert!(handed.listens().is_empty());
        assert_eq!(
            handed.take(["late.hubx".into()]),
            [PathBuf::from("late.hubx")]
        );
    }

    #[test]
    fn a_file_is_found_from_the_folder_it_was_named_in() {
        let files = named_in(
            Path::new("/home/ann"),
            vec!["a.hubx".into(), "/stick/b.hubx".into()],
        );
        let files: Vec<PathBuf> = files.collect();
        assert_eq!(
            files,
            [Path::new("/home/ann/a.hubx"), Path::new("/stick/b.hubx")]
        );
    }
}
