//! A member with an interest, from her appointment to the public register (journey A of the boards), and a meeting from the
//! call for papers to its published minutes (journey D): in the real window, with the keyboard.
//! Pictures of every step are in `artefacts/window/meeting/`.

mod interest;
mod papers;

use std::{
    env::consts::EXE_SUFFIX,
    path::{Path, PathBuf},
    process::Command,
};

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Home, Window};

const TODAY: &str = "2025-04-10";

/// A hub with a board of a chair, a deputy and a member, who have nothing to declare, and a quorum of three.
struct Board {
    home: Home,
    window: Window,
    id: String,
}

impl Board {
    async fn new(laptop: &'static str) -> Self {
        let home = Home::called(laptop);
        let window = Window::open(&home, &["--today", TODAY]).await;
        let hub = json!({ "hub": "Aldershire Training Hub", "person": "Morgan Hale", "ics": null, "file": null });
        window.ask("hub_create", hub).await;
        let fields = json!({ "name": "Hub board", "quorum": 3, "meetings_a_year": 3 });
        let id = added(&window, "board", fields).await;
        for (name, capacity) in [
            ("Cara Chair", "chair"),
            ("Dev Deputy", "deputy"),
            ("Mo Member", "member"),
        ] {
            let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
            let person = added(&window, "person", json!({ "name": name, "email": email })).await;
            let sits = json!({ "person": person, "board": id, "capacity": capacity, "voting": true, "from": "2025-04-01" });
            added(&window, "board_membership", sits).await;
            let nil = json!({ "person": person, "declared": "nil", "fields": {} });
            window.ask("declare", nil).await;
        }
        window.client.refresh().await.unwrap();
        window.learn().await;
        window.reads("Set up your hub").await;
        Self { home, window, id }
    }

    async fn meeting(&self, day: &str) -> String {
        let fields = json!({ "board": self.id, "day": day, "state": "planned", "starts": "09:30", "papers_due": day });
        added(&self.window, "meeting", fields).await
    }

    async fn item(&self, meeting: &str, more: Value) -> String {
        let mut fields = json!({ "meeting": meeting, "purpose": "decide", "allotted": 20 });
        fields
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        added(&self.window, "agenda_item", fields).await
    }

    /// A picture of a finished screen, checked for accessibility.
    async fn screen(&self, step: &str) {
        self.window.screen(&format!("meeting/{step}")).await;
    }
}

/// Adds a record; its identifier.
async fn added(window: &Window, kind: &str, fields: Value) -> String {
    let save =
        json!({ "kind": kind, "id": null, "fields": fields, "generation": null, "reason": null });
    let saved = window.ask("save", save).await;
    saved["id"].as_str().unwrap().to_owned()
}

async fn go(window: &Window, address: &str, heading: &str) {
    window
        .run("location.hash = arguments[0]", vec![json!(address)])
        .await;
    window.role("heading", heading).await;
}

/// Chooses what a radio button or check box with this name stands for.
async fn choose(window: &Window, test: &str) {
    window.tab_to_css(&format!("[data-test={test}]")).await;
    window.press(' ').await;
}

/// Chooses a record in a box of records: types and takes the first result.
async fn pick(window: &Window, name: &str, text: &str) {
    window.fill_by_keys("combobox", name, text).await;
    window.css("[role=option]").await;
    window.press(Key::Enter).await;
}

/// What the command line says of the hub file of a window that was closed. The program stands beside the window's: a test of
/// the whole workspace builds both.
fn on_the_command_line(home: &Home, arguments: &[&str]) -> Value {
    let window = Path::new(env!("CARGO_BIN_EXE_hubfolio"));
    let program = window.with_file_name(format!("hubfolio-cli{EXE_SUFFIX}"));
    let mut command = Command::new(&program);
    command.args(home.switches()).args(["--today", TODAY]);
    let output = command.arg("--json").args(arguments).output();
    let output = output.unwrap_or_else(|e| {
        panic!("{e}: {program:?}, which `cargo build -p hubfolio-cli` makes");
    });
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The files with this ending in a folder and in those inside it, by name.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = vec![];
    for path in std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
    {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The words of a PDF file; none where poppler is absent, and then the test says what it skips.
fn words_of(pdf: &Path) -> Option<String> {
    let Ok(output) = Command::new("pdftotext").arg(pdf).arg("-").output() else {
        println!("skipped: pdftotext (poppler) is not on this machine");
        return None;
    };
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
