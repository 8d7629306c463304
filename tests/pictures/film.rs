//! The film strip: from an empty laptop through first run, import, typing and pasting rows, undo, search, to what needs
//! attention; with the keys alone.

use std::{
    cell::Cell,
    path::{Path, PathBuf},
};

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{FROM_A_SPREADSHEET, Home, Window};

/// Step on the home page, the real file, and the invented one of the same format.
const LISTS: [(&str, &str, &str); 3] = [
    (
        "Import the list of practices",
        "epraccur_2025-11_QWU.csv",
        "epraccur.csv",
    ),
    (
        "Import the networks and their members",
        "ePCN_2026-02_QWU_partners.csv",
        "pcn-partners.csv",
    ),
    (
        "Import the list sizes",
        "gp-reg-pat-prac-all_2026-03_QWU.csv",
        "list-sizes.csv",
    ),
];

const BLOCK: &str = "Priya Marsh\tPractice manager\tpriya.marsh@example.org\r\n\
                     Tom Weir\t\"GP,\ntrainer\"\ttom.weir at example\r\n\
                     Una Holt\tNurse\tuna.holt@example.org\r\n";

const NAMES: [&str; 10] = [
    "Asha Bell",
    "Ben Corrie",
    "Chidi Dunn",
    "Dora Eames",
    "Ed Frost",
    "Fay Gill",
    "Gus Hart",
    "Hana Ives",
    "Idris Jay",
    "Joan Kerr",
];

struct Film<'a> {
    window: &'a Window,
    shots: Cell<usize>,
}

impl Film<'_> {
    /// The next picture.
    async fn shot(&self, what: &str) {
        self.shots.set(self.shots.get() + 1);
        let name = format!("{:02}-{what}", self.shots.get());
        self.window.picture_in("artefacts/film", &name).await;
        println!("artefacts/film/{name}.png");
    }
}

/// Goes the whole way once.
pub async fn shoot() {
    let home = Home::new();
    let window = Window::open(&home, &["--today", "2025-11-22"]).await;
    let film = Film {
        window: &window,
        shots: Cell::new(0),
    };
    first_run(&film).await;
    import(&film, &home).await;
    type_ten_rows(&film).await;
    paste_and_undo(&film).await;
    search(&film).await;
    findings(&film).await;
    window.close().await;
}

async fn first_run(film: &Film<'_>) {
    let window = film.window;
    window.reads("Welcome to Hubfolio").await;
    film.shot("first-run").await;
    window
        .fill_by_keys(
            "textbox",
            "Name of the training hub",
            "Aldershire Training Hub",
        )
        .await;
    window
        .fill_by_keys("textbox", "Your name", "Morgan Hale")
        .await;
    film.shot("first-run-filled-in").await;
    window.press(Key::Enter).await;
    window.reads("Aldershire Training Hub has started").await;
    for (step, next) in [
        ("role", "Skip this step"),
        ("contract", "Skip this step"),
        ("copy", "Go to Home"),
    ] {
        window.role("button", next).await;
        film.shot(&format!("welcome-{step}")).await;
        window.enter_on("button", next).await;
    }
    window.reads("Set up your hub").await;
    film.shot("home-of-a-new-hub").await;
}

async fn import(film: &Film<'_>, home: &Home) {
    let window = film.window;
    for (step, real, invented) in LISTS {
        window.press_with(&[Key::Alt], '1').await;
        window.reads("Set up your hub").await;
        window.enter_on("link", step).await;
        window.reads("What does the file hold?").await;
        home.choose_next(&list(real, invented));
        window.enter_on("button", "Choose a file").await;
        let choice_or_preview =
            "return /What this import would do|Which health system/.test(document.body.innerText)";
        window.until_true(choice_or_preview, json!(null)).await;
        if window.text().await.contains("Which health system") {
            film.shot("import-which-system").await;
            window.tab_to_css("input[type=radio]").await;
            window.press(' ').await;
            window.enter_on("button", "Use this health system").await;
        }
        window.reads("What this import would do").await;
        film.shot("import-preview").await;
        window.enter_on("button", "Import these rows").await;
        window.reads("Import finished").await;
        film.shot("import-finished").await;
    }
}

/// The real file of the practice, where it is there.
fn list(real: &str, invented: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("HUBFOLIO_SHARED")
        .map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let file = shared.join("ods").join(real);
    if file.exists() {
        return file;
    }
    println!("skipped: {real} is not here; the film shows an invented list");
    root.join("tests/fixtures/ods").join(invented)
}

async fn type_ten_rows(film: &Film<'_>) {
    let window = film.window;
    window.press_with(&[Key::Alt], '3').await;
    window.role("heading", "Contacts").await;
    window.enter_on("link", "People").await;
    window.role("grid", "People").await;
    window.reads("1 person").await;
    film.shot("people").await;
    window.tab_to_css("[role=grid] [tabindex='0']").await;
    window.press_with(&[Key::Control], Key::Enter).await;
    window.css("[data-test=list-new]").await;
    for (i, name) in NAMES.into_iter().enumerate() {
        window.type_text(name).await;
        window.press(Key::Tab).await;
        window.type_text("Nurse").await;
        window.press(Key::Tab).await;
        window
            .type_text(&format!(
                "{}@example.org",
                name.to_lowercase().replace(' ', ".")
            ))
            .await;
        if i == 4 {
            film.shot("typing-the-fifth-row").await;
        }
        window.press(Key::Enter).await;
        let next_row =
            "const at = document.querySelector(\"[data-test=list-new] [data-cell$=':0']\");
                        return at !== null && at.contains(document.activeElement)";
        window.until_true(next_row, json!(null)).await;
    }
    film.shot("ten-rows-typed").await;
    window.press(Key::Up).await;
    window.reads("11 people").await;
    film.shot("ten-rows-saved").await;
}

async fn paste_and_undo(film: &Film<'_>) {
    let window = film.window;
    window.run(FROM_A_SPREADSHEET, vec![json!(BLOCK)]).await;
    window.press_with(&[Key::Control], 'c').await;
    window.press_with(&[Key::Control], Key::Home).await;
    window.press_with(&[Key::Control], Key::Enter).await;
    window.css("[data-test=list-new]").await;
    window.press_with(&[Key::Control], 'v').await;
    window.reads("not accepted").await;
    film.shot("pasted-from-a-spreadsheet").await;
    window.press_with(&[Key::Control], 'z').await;
    window.reads("Undone: Paste").await;
    film.shot("undone").await;
}

async fn search(film: &Film<'_>) {
    let window = film.window;
    window.press_with(&[Key::Control, Key::Shift], 'f').await;
    window.type_text("hea").await;
    window.press(Key::Enter).await;
    window.role("heading", "Search").await;
    window.css("main a[href^='#/record/']").await;
    film.shot("search").await;
    window.press_with(&[Key::Control], 'k').await;
    window.css("dialog[open]").await;
    window.type_text("import").await;
    window.css("dialog[open] [role=option]").await;
    film.shot("palette").await;
    window.press(Key::Escape).await;
}

async fn findings(film: &Film<'_>) {
    let window = film.window;
    window.press_with(&[Key::Alt], '1').await;
    window.reads("Needs attention").await;
    window.css("[data-test=attention]").await;
    let scroll = "document.querySelector('[data-test=attention]').scrollIntoView()";
    window.run(scroll, vec![]).await;
    film.shot("needs-attention").await;
}
