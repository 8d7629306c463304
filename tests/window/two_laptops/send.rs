use std::path::PathBuf;

use super::Colleague;

/// Sends what colleagues do not have yet, for the team's laptops. Returns the file.
pub async fn sends(colleague: &Colleague, step: &str) -> PathBuf {
    let window = &colleague.window;
    colleague.goes_to("Sharing and copies").await;
    window.enter_on("link", "Send edits to colleagues").await;
    window.role("heading", "Send edits to colleagues").await;
    window.role("button", "Save the file").await;
    colleague.screen(&format!("{step}-send")).await;
    let file = saves(colleague).await;
    assert_eq!(
        window.count("[data-test=sent] [data-test=words]").await,
        0,
        "the team's laptops need no words"
    );
    colleague.screen(&format!("{step}-sent")).await;
    file
}

/// Saves the file under the name that is suggested.
pub async fn saves(colleague: &Colleague) -> PathBuf {
    let before = colleague.home.files_for_colleagues();
    colleague.home.save_next();
    colleague.window.enter_on("button", "Save the file").await;
    colleague.window.reads("The file is ready").await;
    let mut written = colleague.home.files_for_colleagues();
    written.retain(|file| !before.contains(file));
    assert_eq!(written.len(), 1, "{written:?}");
    written.remove(0)
}
