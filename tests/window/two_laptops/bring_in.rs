use std::path::Path;

use super::{Colleague, edit::PRACTICE};

/// Brings in the first file of a colleague who was invited and who wrote the same field.
pub async fn sees_an_invited_laptop_and_two_versions(ann: &Colleague, file: &Path) {
    let window = &ann.window;
    looks_at(ann, file).await;
    window.reads("From Ben Carter, on Ben’s laptop").await;
    window.reads("It proved the words of the invitation").await;
    window.reads("1 more thing to settle").await;
    window.reads(PRACTICE).await;
    ann.screen("08-preview").await;

    window.enter_on("button", "Bring in").await;
    window.reads("Brought in").await;
    window.role("link", "Settle 1 thing").await;
    ann.screen("09-brought-in").await;
}

/// Brings a file in.
pub async fn brings_in(colleague: &Colleague, file: &Path, step: &str) {
    looks_at(colleague, file).await;
    colleague.screen(&format!("{step}-preview")).await;
    colleague.window.enter_on("button", "Bring in").await;
    colleague.window.reads("Brought in").await;
    colleague.screen(&format!("{step}-brought-in")).await;
}

/// Hubfolio was started with a file that came in before.
pub async fn knows_this_file(ann: &Colleague) {
    ann.window
        .role("heading", "Bring in files from colleagues")
        .await;
    ann.window
        .reads("Everything in this file is here already")
        .await;
    ann.screen("21-opened-again").await;
}

async fn looks_at(colleague: &Colleague, file: &Path) {
    let window = &colleague.window;
    colleague.goes_to("Sharing and copies").await;
    window
        .enter_on("link", "Bring in files from colleagues")
        .await;
    window
        .role("heading", "Bring in files from colleagues")
        .await;
    colleague.home.choose_next(file);
    window.enter_on("button", "Choose files").await;
    window.reads("What this file would do").await;
}
