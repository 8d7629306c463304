//! Every screen of a hub that holds nothing yet: each says so, leads on, and is accessible.

use fantoccini::key::Key;

use crate::{
    harness::{Home, Window},
    journey::first_run,
};

const AREAS: [&str; 8] = [
    "Home",
    "Our area",
    "Contacts",
    "Boards and meetings",
    "Placements",
    "Workforce and training",
    "KPIs and maturity",
    "Plans, risks and money",
];

#[tokio::test]
async fn every_screen_of_an_empty_hub_can_be_used() {
    let home = Home::new();
    let window = Window::open(&home, &["--today", "2025-10-15"]).await;
    first_run::start_a_hub(&window).await;

    for (area, key) in AREAS.into_iter().zip('1'..) {
        window.press_with(&[Key::Alt], key).await;
        window.role("heading", area).await;
        window.screen(&format!("empty-{key}")).await;
    }

    window.press_with(&[Key::Alt], '2').await;
    window.role("heading", "Our area").await;
    window.enter_on("link", "Practices").await;
    window.reads("No practices yet").await;
    window.screen("empty-list").await;

    window.press_with(&[Key::Control], 'n').await;
    window.role("heading", "Add practice").await;
    window.enter_on("button", "Save practice").await;
    window.reads("There is a problem").await;
    window.reads("Enter ODS code").await;
    window.screen("empty-new-problem").await;
    window.fill_by_keys("textbox", "ODS code", "nonsense").await;
    window
        .fill_by_keys("textbox", "Name", "Ashdown Surgery")
        .await;
    window.enter_on("button", "Save practice").await;
    window.reads("is not the ODS code of a practice").await;
    window.screen("empty-new-refused").await;
    window.press(Key::F1).await;
    window.role("heading", "Finding your way").await;
    window.press_with(&[Key::Alt], '2').await;
    window.role("heading", "Our area").await;
    window.enter_on("link", "Practices").await;
    window.reads("No practices yet").await;
    window.press_with(&[Key::Control], 'n').await;
    window.reads("Unfinished typing").await;
    window.screen("empty-typing-kept").await;

    for page in [
        "Packs",
        "Sharing and copies",
        "Import a spreadsheet",
        "Settings and help",
    ] {
        window.enter_on("link", page).await;
        window.role("heading", page).await;
        window
            .screen(&format!("empty-{}", page.to_lowercase().replace(' ', "-")))
            .await;
    }
    window.press_with(&[Key::Control, Key::Shift], 'f').await;
    window.type_text("xyzzy").await;
    window.press(Key::Enter).await;
    window.reads("Nothing found").await;
    window.screen("empty-search").await;
    window.close().await;
}
