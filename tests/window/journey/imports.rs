use std::fs;

use fantoccini::key::Key;
use serde_json::json;

use super::fixture;
use crate::harness::{Home, Window};

/// The newest edits on the home page.
const RECENT: &str = "[data-test=recent]";

/// Brings in practices, networks and list sizes, each from its step on the home page.
pub async fn bring_in_the_lists(window: &Window, home: &Home) {
    a_wrong_file_changes_nothing(window, home).await;

    preview(window, home, "Import the list of practices", "epraccur.csv").await;
    window.reads("12 rows read").await;
    window.screen("05-import-preview").await;
    apply(window).await;
    window.screen("06-import-done").await;

    preview(
        window,
        home,
        "Import the networks and their members",
        "pcn-partners.csv",
    )
    .await;
    window.screen("07-import-networks").await;
    apply(window).await;

    preview(window, home, "Import the list sizes", "list-sizes.csv").await;
    apply(window).await;
}

async fn a_wrong_file_changes_nothing(window: &Window, home: &Home) {
    let before = recent_edits(window).await;
    let wrong = home.dialogs().join("Practices.csv");
    fs::write(&wrong, "\"Z90001\",\"ASHDOWN SURGERY\"\n").unwrap();
    go_to_step(window, "Import the list of practices").await;
    home.choose_next(&wrong);
    window.enter_on("button", "Choose a file").await;
    window.reads("There is a problem").await;
    window.screen("04-import-refused").await;
    window.press_with(&[Key::Alt], '1').await;
    assert_eq!(recent_edits(window).await, before);
}

/// What Home says of the newest edits, once it has read them.
async fn recent_edits(window: &Window) -> String {
    let read = "const recent = document.querySelector(arguments[0])?.innerText ?? 'Loading';
                return !recent.includes('Loading')";
    window.until_true(read, json!(RECENT)).await;
    window.text_of(RECENT).await
}

async fn go_to_step(window: &Window, step: &str) {
    window.press_with(&[Key::Alt], '1').await;
    window.reads("Needs attention").await;
    window.enter_on("link", step).await;
    window.reads("What does the file hold?").await;
}

async fn preview(window: &Window, home: &Home, step: &str, file: &str) {
    go_to_step(window, step).await;
    home.choose_next(&fixture(file));
    window.enter_on("button", "Choose a file").await;
    window.reads("What this import would do").await;
}

async fn apply(window: &Window) {
    window.enter_on("button", "Import these rows").await;
    window.reads("Import finished").await;
}
