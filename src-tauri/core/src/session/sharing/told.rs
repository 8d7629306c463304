//! Words that open a file, invite somebody or bring a laptop back: shown once, and kept by whoever needs them, never beside
//! what they open.

use std::path::Path;

use super::super::{Reply, Session, everything::file_made};
use crate::{
    contract::{FileMade, WordsSave},
    env::Env,
    store::StoreError,
};

impl Session {
    /// Writes words that were shown once to a text file. Not into the shared folder, where the files lie that they open.
    pub(in crate::session) fn words_save(
        &self,
        env: &dyn Env,
        request: &WordsSave,
    ) -> Reply<FileMade> {
        let path = env.file(&request.file)?;
        let shared = self.sharing_kept()?.folder;
        if shared.is_some_and(|folder| lies_in(&path, &folder)) {
            let message = "This is the shared folder, where the files for colleagues lie: whoever finds one there would find the \
                           words beside it. Nothing was written.";
            let hint = "Choose a place that only you can reach.";
            return Err(StoreError::refused("beside_the_files", message, hint).into());
        }
        file_made(&request.file, &path, text(request).as_bytes())
    }
}

/// Whether a file would lie in a folder, however either is written.
pub(super) fn lies_in(path: &Path, folder: &Path) -> bool {
    let whole = |path: &Path| {
        let real = path.canonicalize();
        real.or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_owned())
    };
    let place = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let place = place.parent().map_or_else(|| whole(&place), whole);
    place.starts_with(whole(folder))
}

/// The lines of the file; every editor shows their ends.
fn text(save: &WordsSave) -> String {
    let each = save.words.split_whitespace().enumerate();
    let words = each.map(|(at, word)| format!("{}. {word}", at + 1));
    let mut lines = vec![save.title.clone(), String::new()];
    lines.extend(words);
    lines.push(String::new());
    lines.extend(save.notes.iter().cloned());
    lines.push(String::new());
    lines.join("\r\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use crate::session::test_laptop::Laptop;

    #[test]
    fn words_are_written_one_to_a_line_with_what_to_keep_in_mind() {
        let mut laptop = Laptop::with_a_hub();
        let file = laptop.path("words.txt");
        let save = json!({ "title": "Invitation for Ben", "words": "one  two three", "notes": ["Keep apart."], "file": file });
        let made = laptop.ask("words_save", save);
        assert_eq!(made["name"], "words.txt");
        assert_eq!(
            std::fs::read_to_string(file).unwrap(),
            "Invitation for Ben\r\n\r\n1. one\r\n2. two\r\n3. three\r\n\r\nKeep apart.\r\n"
        );
    }

    #[test]
    fn words_do_not_go_into_the_shared_folder() {
        let mut laptop = Laptop::with_a_hub();
        let folder = laptop.path("team");
        std::fs::create_dir(&folder).unwrap();
        laptop.ask(
            "sharing_settings",
            json!({ "folder": folder, "by_itself": null }),
        );
        let file = folder.join("words.txt");
        let save = json!({ "title": "Words", "words": "one two", "notes": [], "file": file });
        let fault = laptop.try_ask("words_save", save).unwrap_err();
        assert_eq!(fault.code, "beside_the_files");
        assert!(!file.exists());
        // By another way to the same folder.
        let around = folder.join("..").join("team").join("words.txt");
        let save = json!({ "title": "Words", "words": "one two", "notes": [], "file": around });
        let fault = laptop.try_ask("words_save", save).unwrap_err();
        assert_eq!(fault.code, "beside_the_files");
    }
}
