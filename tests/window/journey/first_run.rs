use fantoccini::key::Key;

use crate::harness::Window;

/// Starts a hub on the welcome screen, after forgetting everything first.
pub async fn start_a_hub(window: &Window) {
    window.reads("Welcome to Hubfolio").await;
    window.screen("01-first-run").await;

    window.enter_on("button", "Start the hub").await;
    window.reads("There is a problem").await;
    window.reads("Enter the name of the training hub").await;
    window.reads("Enter your name").await;
    window.screen("02-first-run-problem").await;

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
    window
        .fill_by_keys(
            "textbox",
            "ICB code of your health system (optional)",
            "QZZ",
        )
        .await;
    window.press(Key::Enter).await;

    window.reads("Aldershire Training Hub has started").await;
    window.screen("02-welcome").await;
    window.enter_on("button", "Skip this step").await;
    window.reads("Who holds the contract?").await;
    window.enter_on("button", "Skip this step").await;
    window.reads("Where should a copy go?").await;
    window.role("button", "Make recovery words").await;
    window.screen("02-welcome-copy").await;
    window.enter_on("button", "Go to Home").await;

    window.reads("Set up your hub").await;
    window.reads("Aldershire Training Hub").await;
    window.reads("You are Morgan Hale").await;
    window.reads("All changes saved on this laptop").await;
    window.screen("03-home-empty").await;
}
