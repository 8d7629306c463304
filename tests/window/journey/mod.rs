//! From an empty laptop to a signed pack, with the keyboard alone: one window, one hub file, every screen on the way
//! looked at (`artefacts/window/`) and checked for accessibility.

pub mod first_run;
mod imports;
mod pack;
mod records;
mod returns;

use std::path::{Path, PathBuf};

use crate::harness::{Home, Window};

/// An invented list in a national format.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/ods")
        .join(name)
}

#[tokio::test]
async fn from_an_empty_laptop_to_a_signed_pack() {
    let home = Home::new();
    let window = Window::open(&home, &["--today", "2025-10-15"]).await;
    first_run::start_a_hub(&window).await;
    imports::bring_in_the_lists(&window, &home).await;
    records::see_what_needs_attention(&window).await;
    records::search_and_sort_a_list(&window).await;
    records::edit_a_practice(&window).await;
    records::record_coverage(&window).await;
    returns::open_a_return(&window).await;
    returns::look_behind_a_figure(&window).await;
    returns::answer_every_question(&window).await;
    returns::submit_and_sign(&window).await;
    pack::export(&window, &home).await;
    window.close().await;

    let log = home.log();
    assert!(
        log.contains("ready after") && log.contains("closed"),
        "{log}"
    );
    for word in [
        "Morgan",
        "Aldershire",
        "Harbour",
        "harbour",
        home.dialogs().to_str().unwrap(),
    ] {
        assert!(!log.contains(word), "the log holds {word}:\n{log}");
    }
}
