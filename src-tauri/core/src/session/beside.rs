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
    #![allow(clippy::unwrap_used)]
    use std::{
        cell::{Cell, RefCell},
        path::PathBuf,
    };

    use serde_json::{Value as Json, json};

    use super::{
        super::test_laptop::{Laptop, World},
        *,
    };
    use crate::contract::{Fault, commands};

    /// Somebody who looks at the list of people whenever long work says how far it has come.
    struct Looking<'a> {
        world: &'a World,
        beside: Beside,
        seen: RefCell<Vec<Json>>,
        times: Cell<usize>,
    }

    impl Env for Looking<'_> {
        fn now(&self) -> i64 {
            self.world.now()
        }
        fn today(&self) -> chrono::NaiveDate {
            self.world.today()
        }
        fn fill(&self, bytes: &mut [u8]) {
            self.world.fill(bytes);
        }
        fn account(&self) -> String {
            self.world.account()
        }
        fn laptop(&self) -> String {
            self.world.laptop()
        }
        fn file(&self, name: &str) -> Result<PathBuf, Fault> {
            self.world.file(name)
        }
        fn progress(&self, _: u64, _: u64, _: &str) -> bool {
            let mut session = self.beside.open(self.world).unwrap();
            let people = session
                .call(
                    self.world,
                    "view",
                    json!({ "source": { "kind": "person" } }),
                )
                .unwrap();
            self.seen.borrow_mut().push(people["total"].clone());
            let save = json!({ "kind": "person", "fields": { "name": "Nobody" } });
            assert_eq!(
                session.call(self.world, "save", save).unwrap_err().code,
                "read_only"
            );
            self.times.set(self.times.get() + 1);
            true
        }
    }

    #[test]
    fn what_is_looked_at_beside_long_work_is_as_it_was_before_and_afterwards_as_it_is() {
        let mut laptop = Laptop::with_a_hub();
        let looking = Looking {
            world: &laptop.world,
            beside: laptop.session.beside().unwrap(),
            seen: RefCell::default(),
            times: Cell::default(),
        };
        let rows: Vec<Json> = (0..600)
            .map(|n| json!({ "fields": { "name": format!("Person {n}") } }))
            .collect();
        let many = json!({ "kind": "person", "how": "paste", "rows": rows });
        laptop.session.call(&looking, "save_many", many).unwrap();
        assert!(looking.times.get() > 4, "{}", looking.times.get());
        assert!(looking.seen.borrow().iter().all(|total| *total == 1));
        let mut after = looking.beside.open(looking.world).unwrap();
        let found = after
            .call(
                looking.world,
                "search",
                json!({ "text": "Person 599", "limit": 5 }),
            )
            .unwrap();
        assert!(found.to_string().contains("Person 599"), "{found}");
        drop(after);
        // The one who writes goes on as before.
        assert_eq!(laptop.total("person"), 601);
        laptop.save("person", json!({ "name": "Una Holt" }));
        assert_eq!(laptop.total("person"), 602);
    }

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
