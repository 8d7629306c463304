//! Looking beside long work: a second way into the open hub file that can only read, so that lists, records and search
//! are there while an import runs. It sees the file as it was before that work, whole and never half-way: SQLite gives
//! every reader the state of the last commit.

use std::{path::PathBuf, sync::Arc};

use super::{OpenFile, Places, Program, Reply, Session};
use crate::{
    env::Env,
    record::{Id, Kinds},
    registers::House,
    store::{OpenOptions, Store},
};

/// Work that may take long and beside which the file may be looked at. Not among them: what opens another hub file, and
/// what may erase, since what is erased must be gone from every corner of the file at once.
const LONG: &[&str] = &[
    "arrival_undo",
    "close",
    "duplicates",
    "everything_write",
    "export_all",
    "export_table",
    "import_apply",
    "import_book_apply",
    "import_book_preview",
    "import_preview",
    "import_sheet_apply",
    "import_sheet_look",
    "import_sheet_preview",
    "incoming_preview",
    "merge_many",
    "pack",
    "pack_copies",
    "pack_preview",
    "redo",
    "save_many",
    "settle_many",
    "share_preview",
    "share_write",
    "survey_import",
    "undo",
];

/// What only reads, and what a person needs to go on reading.
const LOOKS: &[&str] = &[
    "actions",
    "attachments",
    "draft_get",
    "findings",
    "guide",
    "history",
    "kinds",
    "licences",
    "lookup",
    "mappings",
    "own_columns",
    "quiet",
    "search",
    "show",
    "stakeholder_page",
    "to_settle",
    "view",
];

/// Whether the hub file may be looked at while this command is carried out.
pub fn is_long(command: &str) -> bool {
    LONG.contains(&command)
}

/// Whether a command only looks.
pub fn looks(command: &str) -> bool {
    LOOKS.contains(&command)
}

/// What it takes to look into the hub file of a session from another thread.
#[derive(Clone)]
pub struct Beside {
    places: Places,
    file: PathBuf,
    me: Id,
    kinds: Arc<Kinds>,
}

impl Session {
    /// The way to look into the open hub file while this session works; none where none is open.
    pub fn beside(&self) -> Option<Beside> {
        let open = self.open.as_ref()?;
        Some(Beside {
            places: self.places.clone(),
            file: open.store.path().to_owned(),
            me: open.me,
            kinds: Arc::clone(&self.kinds),
        })
    }
}

impl Beside {
    /// A session that can only look. To be dropped before the work beside which it looks is followed by other work.
    ///
    /// # Errors
    /// When the hub file can't be read.
    pub fn open(&self, env: &dyn Env) -> Reply<Session> {
        let options = OpenOptions {
            config: &self.places.config,
            kinds: Arc::clone(&self.kinds),
            rules: Arc::new(House::new(Arc::clone(&self.kinds))),
            writer: None,
            keys: None,
        };
        let store = Store::open_beside(&self.file, &options, env)?;
        Ok(Session {
            places: self.places.clone(),
            program: Program::CommandLine,
            person: None,
            kinds: Arc::clone(&self.kinds),
            keys: None,
            open: Some(OpenFile::new(store, self.me)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::commands;

    #[test]
    fn every_name_here_is_a_command_and_none_both_looks_and_works_long() {
        let known: Vec<&str> = commands().iter().map(|c| c.name).collect();
        for name in LONG.iter().chain(LOOKS) {
            assert!(known.contains(name), "{name}");
        }
        assert!(!LONG.iter().any(|name| looks(name)));
        assert!(!is_long("erase") && !is_long("incoming_apply") && !is_long("hub_open"));
    }
}
