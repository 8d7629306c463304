use std::path::PathBuf;

use serde::Deserialize;

use crate::tickets::Use;

/// What a file is chosen for: decides the dialog's title, the files it shows and the ending of a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// An existing hub file.
    HubOpen,
    /// Where a new hub file goes.
    HubCreate,
    /// A table to bring in.
    Import,
    /// Where a pack goes.
    Pack,
}

/// Letters that some system does not allow in a file name.
const NOT_IN_NAMES: &[char] = &['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

impl Purpose {
    /// Title of the dialog.
    pub fn title(self) -> &'static str {
        match self {
            Self::HubOpen => "Open a hub file",
            Self::HubCreate => "Where should the new hub file go?",
            Self::Import => "Choose a spreadsheet to import",
            Self::Pack => "Save the pack as",
        }
    }

    /// What the dialog calls such files, and their endings; the first is for new files.
    pub fn files(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::HubOpen | Self::HubCreate => ("Hub files", &["hubfolio"]),
            Self::Import => ("Spreadsheets", &["csv", "xlsx", "txt"]),
            Self::Pack => ("PDF documents", &["pdf"]),
        }
    }

    /// Read or written.
    pub fn usage(self) -> Use {
        match self {
            Self::HubOpen | Self::Import => Use::Read,
            Self::HubCreate | Self::Pack => Use::Write,
        }
    }

    /// A name for a new file, from what the window suggests: one name without a folder, that every system accepts.
    pub fn name_for_new(self, suggested: &str) -> String {
        let kept: String = suggested
            .chars()
            .map(|c| {
                if c.is_control() || NOT_IN_NAMES.contains(&c) {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
        let kept = kept.trim_matches(['.', ' ']);
        let kept = if kept.is_empty() { "Hubfolio" } else { kept };
        let ending = self.files().1[0];
        match kept.rsplit_once('.') {
            Some((_, last)) if last.eq_ignore_ascii_case(ending) => kept.to_owned(),
            _ => format!("{kept}.{ending}"),
        }
    }

    /// Gives a new file the usual ending when the person typed none. Not where that would name another file which is
    /// already there: the dialog asked about replacing the name that was typed, not this one.
    pub fn with_ending(self, typed: PathBuf) -> PathBuf {
        if self.usage() == Use::Read || typed.extension().is_some() {
            return typed;
        }
        let longer = typed.with_extension(self.files().1[0]);
        if longer.exists() { typed } else { longer }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::Path;

    use super::*;

    #[test]
    fn the_window_says_what_a_file_is_for() {
        let purpose = |text: &str| serde_json::from_str::<Purpose>(text);
        assert_eq!(purpose("\"hub-open\"").unwrap(), Purpose::HubOpen);
        assert_eq!(purpose("\"hub-create\"").unwrap(), Purpose::HubCreate);
        assert_eq!(purpose("\"import\"").unwrap(), Purpose::Import);
        assert_eq!(purpose("\"pack\"").unwrap(), Purpose::Pack);
        assert!(purpose("\"anything\"").is_err());
    }

    #[test]
    fn a_suggested_name_never_leaves_its_folder() {
        let name = |suggested| Purpose::Pack.name_for_new(suggested);
        assert_eq!(
            name("KPIs, April to September 2025"),
            "KPIs, April to September 2025.pdf"
        );
        assert_eq!(name("KPIs.PDF"), "KPIs.PDF");
        assert_eq!(name("../../etc/passwd"), "etc passwd.pdf");
        assert_eq!(name("a\u{0}b\nc:d"), "a b c d.pdf");
        assert_eq!(name("..."), "Hubfolio.pdf");
        assert_eq!(name(""), "Hubfolio.pdf");
    }

    #[test]
    fn a_typed_name_gets_the_usual_ending_unless_that_is_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let typed = folder.path().join("board");
        assert_eq!(
            Purpose::Pack.with_ending(typed.clone()),
            folder.path().join("board.pdf")
        );
        std::fs::write(folder.path().join("board.pdf"), "older").unwrap();
        assert_eq!(Purpose::Pack.with_ending(typed.clone()), typed);
        assert_eq!(
            Purpose::Import.with_ending("list".into()),
            Path::new("list")
        );
    }
}
