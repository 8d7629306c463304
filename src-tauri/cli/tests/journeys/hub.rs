//! A hub file in a folder of its own, reached only through the program.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use serde_json::Value;

/// A hub file and the program beside it.
pub struct Hub {
    pub folder: tempfile::TempDir,
    pub today: String,
    pub file: String,
}

impl Hub {
    /// Founded by Ann Archer for the health system QWU.
    pub fn new() -> Self {
        let hub = Self::none();
        hub.run(&[
            "new",
            "--hub",
            "Vale Training Hub",
            "--ics",
            "QWU",
            "--as",
            "Ann Archer",
        ]);
        hub
    }

    /// Before there is a hub file.
    pub fn none() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            today: "2025-11-22".into(),
            file: "hub.hubfolio".into(),
        }
    }

    /// With three networks of two practices each: a copy of one that is made once.
    pub fn with_patch() -> Self {
        static MADE: OnceLock<Hub> = OnceLock::new();
        let made = MADE.get_or_init(Self::make_patch);
        let hub = Self::none();
        copy(made.folder.path(), hub.folder.path());
        hub
    }

    fn make_patch() -> Self {
        let hub = Self::new();
        for n in 1..=3 {
            let pcn = format!("ods_code=U0000{n}");
            hub.run(&["save", "pcn", &pcn, &format!("name=Vale {n} PCN")]);
            for p in 1..=2 {
                let code = format!("ods_code=A{n}000{p}");
                let name = format!("name=Surgery {n}{p}");
                hub.run(&["save", "practice", &code, &name, "list_size=12,000"]);
                let practice = format!("practice=A{n}000{p}");
                let pcn = format!("pcn=U0000{n}");
                hub.run(&["save", "pcn_membership", &practice, &pcn, "from=01/07/2019"]);
            }
        }
        hub
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn store(&self) -> PathBuf {
        self.path(&self.file)
    }

    pub fn config(&self) -> PathBuf {
        self.path("config")
    }

    /// The program with these arguments.
    pub fn try_run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hubfolio-cli"));
        command.arg("--store").arg(self.store());
        command.arg("--config").arg(self.config());
        command.args(["--today", &self.today]).args(arguments);
        command.current_dir(self.folder.path());
        command.output().unwrap()
    }

    /// What it says, when it does what it is asked.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.try_run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        assert_eq!(said, "", "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What it says to a program.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(arguments);
        serde_json::from_str(&self.run(&all)).unwrap()
    }

    /// The one line with which it refuses, and nothing is changed.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let before = self.hash();
        let output = self.try_run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert_eq!(output.stdout, b"", "{arguments:?}");
        assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
        assert_eq!(self.hash(), before, "{arguments:?}");
        said.trim_end().to_owned()
    }

    /// The code with which it refuses, for programs.
    pub fn refused_code(&self, arguments: &[&str]) -> String {
        let mut all = vec!["--json"];
        all.extend(arguments);
        let fault: Value = serde_json::from_str(&self.refused(&all)).unwrap();
        for key in ["code", "message", "hint", "fields"] {
            assert!(fault.get(key).is_some(), "{key} in {fault}");
        }
        fault["code"].as_str().unwrap().to_owned()
    }

    pub fn hash(&self) -> String {
        self.run(&["state-hash"]).trim().to_owned()
    }

    /// A file of this folder.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        text(&path)
    }
}

/// A folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// A path as an argument.
pub fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// Rows of a CSV text, read by the test's own code: quotes, doubled quotes, line breaks inside quotes.
pub fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (vec![], vec![], String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match (c, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {}
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (c, _) => cell.push(c),
        }
    }
    rows
}
