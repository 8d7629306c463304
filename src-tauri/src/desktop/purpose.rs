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
    /// Where the rows go that an import leaves out.
    ImportRejected,
    /// Where a pack goes.
    Pack,
    /// The new folder for every copy of a pack.
    PackCopies,
    /// Where a form to fill in goes.
    Form,
    /// A PDF to look at: is it as it was made?
    PackVerify,
    /// Where a list goes that is exported or printed.
    Table,
    /// Where a file for colleagues goes.
    Share,
    /// Files from colleagues.
    BringIn,
    /// The file from a colleague that a new laptop starts from.
    Join,
    /// Where a copy of the hub file goes.
    CopyWrite,
    /// A copy that takes the place of the hub file.
    CopyRestore,
    /// The folder that the team shares.
    SharedFolder,
    /// Where a calendar file goes.
    Calendar,
    /// Where the zip with everything goes.
    Everything,
    /// Files to attach to a record.
    Attach,
    /// Where a copy of an attached file goes.
    AttachedCopy,
    /// Where the draft of an e-mail goes.
    MailDraft,
    /// Where words that were shown once go.
    Words,
}

/// What a dialog asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A file that is there.
    File,
    /// Name and place of a new file.
    NewFile,
    /// A folder that is there.
    Folder,
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
            Self::ImportRejected => "Save the rows left out as",
            Self::Pack => "Save the pack as",
            Self::PackCopies => "Name a new folder for the copies",
            Self::Form => "Save the form as",
            Self::PackVerify => "Choose a PDF to check",
            Self::Table => "Export the list as",
            Self::Share => "Save the file for colleagues as",
            Self::BringIn => "Choose files from colleagues",
            Self::Join => "Choose the file from your colleague",
            Self::CopyWrite => "Save the copy as",
            Self::CopyRestore => "Choose the copy to put back",
            Self::SharedFolder => "Choose the folder that your team shares",
            Self::Calendar => "Save the calendar file as",
            Self::Everything => "Save everything as",
            Self::Attach => "Choose files to attach",
            Self::AttachedCopy => "Save a copy of the file as",
            Self::MailDraft => "Save the draft as",
            Self::Words => "Save the words as, apart from what they open",
        }
    }

    /// What the dialog calls such files, and their endings; the first is for new files.
    pub fn files(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::HubOpen | Self::HubCreate | Self::CopyWrite | Self::CopyRestore => {
                ("Hub files", &["hubfolio"])
            }
            Self::Import => (
                "Spreadsheets",
                &["csv", "xlsx", "xlsm", "xls", "ods", "tsv", "txt"],
            ),
            Self::ImportRejected => ("Excel workbooks", &["xlsx"]),
            Self::Pack => (
                "PDF, Word documents and web pages",
                &["pdf", "docx", "html"],
            ),
            Self::PackVerify => ("PDF documents", &["pdf"]),
            Self::Table => (
                "Spreadsheets, PDF documents and web pages",
                &["xlsx", "csv", "pdf", "docx", "html"],
            ),
            Self::Share | Self::BringIn | Self::Join => ("Files for colleagues", &["hubx"]),
            Self::SharedFolder | Self::PackCopies => ("Folders", &[]),
            Self::Form => ("Word documents", &["docx"]),
            Self::Attach | Self::AttachedCopy => ("Files", &[]),
            Self::MailDraft => ("E-mail drafts", &["eml"]),
            Self::Words => ("Text files", &["txt"]),
            Self::Calendar => ("Calendar files", &["ics"]),
            Self::Everything => ("Zip files", &["zip"]),
        }
    }

    /// What the dialog asks for.
    pub fn wanted(self) -> Wanted {
        match self {
            Self::HubOpen
            | Self::Import
            | Self::PackVerify
            | Self::BringIn
            | Self::Join
            | Self::CopyRestore
            | Self::Attach => Wanted::File,
            Self::HubCreate
            | Self::ImportRejected
            | Self::Pack
            | Self::PackCopies
            | Self::Form
            | Self::Table
            | Self::Share
            | Self::CopyWrite
            | Self::Calendar
            | Self::Everything
            | Self::AttachedCopy
            | Self::MailDraft
            | Self::Words => Wanted::NewFile,
            Self::SharedFolder => Wanted::Folder,
        }
    }

    /// Read or written. A folder counts as read: no other program is asked to open it.
    pub fn usage(self) -> Use {
        match self.wanted() {
            Wanted::File | Wanted::Folder => Use::Read,
            Wanted::NewFile => Use::Write,
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
        let Some(ending) = self.ending() else {
            return kept.to_owned();
        };
        match kept.rsplit_once('.') {
            Some((_, last)) if last.eq_ignore_ascii_case(ending) => kept.to_owned(),
            _ => format!("{kept}.{ending}"),
        }
    }

    /// Gives a new file the usual ending when the person typed none. Not where that would name another file which is
    /// already there: the dialog asked about replacing the name that was typed, not this one.
    pub fn with_ending(self, typed: PathBuf) -> PathBuf {
        match self.ending() {
            Some(ending) if self.usage() == Use::Write && typed.extension().is_none() => {
                let longer = typed.with_extension(ending);
                if longer.exists() { typed } else { longer }
            }
            _ => typed,
        }
    }

    /// The ending of a new file.
    fn ending(self) -> Option<&'static str> {
        self.files().1.first().copied()
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
        assert_eq!(purpose("\"pack-verify\"").unwrap(), Purpose::PackVerify);
        assert_eq!(purpose("\"pack-copies\"").unwrap(), Purpose::PackCopies);
        assert_eq!(purpose("\"form\"").unwrap(), Purpose::Form);
        assert_eq!(Purpose::PackCopies.name_for_new("Copies"), "Copies");
        assert_eq!(Purpose::Form.name_for_new("Nia"), "Nia.docx");
        assert_eq!(purpose("\"table\"").unwrap(), Purpose::Table);
        assert_eq!(purpose("\"share\"").unwrap(), Purpose::Share);
        assert_eq!(purpose("\"bring-in\"").unwrap(), Purpose::BringIn);
        assert_eq!(purpose("\"join\"").unwrap(), Purpose::Join);
        assert_eq!(purpose("\"copy-write\"").unwrap(), Purpose::CopyWrite);
        assert_eq!(purpose("\"copy-restore\"").unwrap(), Purpose::CopyRestore);
        assert_eq!(purpose("\"shared-folder\"").unwrap(), Purpose::SharedFolder);
        assert_eq!(purpose("\"calendar\"").unwrap(), Purpose::Calendar);
        assert_eq!(purpose("\"everything\"").unwrap(), Purpose::Everything);
        assert_eq!(purpose("\"attach\"").unwrap(), Purpose::Attach);
        assert_eq!(purpose("\"attached-copy\"").unwrap(), Purpose::AttachedCopy);
        assert!(purpose("\"anything\"").is_err());
    }

    #[test]
    fn files_for_colleagues_and_copies_have_endings_of_their_own() {
        assert_eq!(Purpose::Share.name_for_new("Dene 3"), "Dene 3.hubx");
        assert_eq!(Purpose::CopyWrite.name_for_new("Dene"), "Dene.hubfolio");
        assert_eq!(Purpose::BringIn.files().1, ["hubx"]);
        assert_eq!(Purpose::Join.files().1, ["hubx"]);
        assert_eq!(Purpose::CopyRestore.files().1, ["hubfolio"]);
        assert_eq!(Purpose::Calendar.name_for_new("Due"), "Due.ics");
        assert_eq!(Purpose::Everything.name_for_new("All"), "All.zip");
        assert_eq!(Purpose::Table.name_for_new("Practices"), "Practices.xlsx");
    }

    #[test]
    fn a_copy_of_an_attached_file_keeps_its_own_ending() {
        assert_eq!(Purpose::AttachedCopy.name_for_new("Lease.pdf"), "Lease.pdf");
        assert_eq!(Purpose::MailDraft.name_for_new("Hello"), "Hello.eml");
        assert_eq!(Purpose::Words.name_for_new("Words"), "Words.txt");
        assert_eq!(Purpose::Attach.usage(), Use::Read);
    }

    #[test]
    fn only_what_is_written_here_may_be_opened_again() {
        assert_eq!(Purpose::Share.usage(), Use::Write);
        assert_eq!(Purpose::CopyWrite.usage(), Use::Write);
        for read in [
            Purpose::BringIn,
            Purpose::Join,
            Purpose::CopyRestore,
            Purpose::SharedFolder,
        ] {
            assert_eq!(read.usage(), Use::Read, "{read:?}");
        }
    }

    #[test]
    fn a_folder_keeps_its_name_whatever_it_is() {
        assert_eq!(Purpose::SharedFolder.wanted(), Wanted::Folder);
        assert_eq!(
            Purpose::SharedFolder.with_ending("Team files".into()),
            Path::new("Team files")
        );
        assert_eq!(Purpose::SharedFolder.name_for_new("Team"), "Team");
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
