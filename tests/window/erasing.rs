//! Erasing a person and merging two, from the pages of their records, by keys alone.

use fantoccini::key::Key;
use serde_json::json;

use crate::{
    harness::{Home, Window},
    journey::first_run,
};

#[tokio::test]
async fn a_person_is_merged_and_then_erased_from_the_page_of_the_record() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    first_run::start_a_hub(&window).await;
    add_person(&window, "Carys Dunn").await;
    add_person(&window, "C. Dunn").await;
    they_are_made_one(&window).await;
    the_one_is_erased(&window).await;
    the_list_of_erasures_names_no_one(&window).await;
    window.close().await;
}

async fn go(window: &Window, address: &str) {
    window
        .run("location.hash = arguments[0]", vec![json!(address)])
        .await;
}

async fn add_person(window: &Window, name: &str) {
    go(window, "#/new/person").await;
    window.role("heading", "Add person").await;
    window.fill_by_keys("textbox", "Name", name).await;
    window.press_with(&[Key::Control], 's').await;
    window.role("heading", name).await;
}

async fn they_are_made_one(window: &Window) {
    window.enter_on("link", "Same as another record…").await;
    window
        .role("heading", "Same as another record: C. Dunn")
        .await;
    window
        .fill_by_keys("combobox", "Which other person?", "Carys")
        .await;
    window.css("[role=option]").await;
    window.press(Key::Enter).await;
    window.reads("Side by side").await;
    window.screen("merge-compare").await;
    window.enter_on("button", "Make them one record").await;
    window.reads("Choose which one stays").await;
    window.tab_to_css("#keep-second").await;
    window.press(' ').await;
    window.enter_on("button", "Make them one record").await;
    window.reads("They are one record now: Carys Dunn").await;
    window.role("heading", "Carys Dunn").await;
    window.screen("merge-done").await;
}

async fn the_one_is_erased(window: &Window) {
    window.enter_on("link", "Erase for good…").await;
    window.role("heading", "Erase for good: Carys Dunn").await;
    window.tab_to_css("#erase-whole").await;
    window.press(' ').await;
    window.screen("erase-what").await;
    window.enter_on("button", "Show what would go").await;
    window.reads("This goes, for good").await;
    window.reads("Leave empty if you decide alone").await;
    window.screen("erase-preview").await;
    window.enter_on("button", "Erase for good").await;
    window.reads("Enter the ground").await;
    window
        .fill_by_keys("textbox", "On what ground?", "Request, article 17")
        .await;
    window
        .fill_by_keys("textbox", "Number of the case", "IG-2026-12")
        .await;
    window.tab_to_css("#erase-sure").await;
    window.press(' ').await;
    window.enter_on("button", "Erase for good").await;
    window.reads("erased for good.").await;
    window.screen("erase-done").await;
}

async fn the_list_of_erasures_names_no_one(window: &Window) {
    window.enter_on("link", "Erasures").await;
    window.reads("case IG-2026-12").await;
    window.reads("alone in a small hub").await;
    window.no_longer_reads("Dunn").await;
    window.screen("erasures").await;
}
