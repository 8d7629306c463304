use fantoccini::key::Key;
use serde_json::json;

use crate::harness::Window;

/// Home names what the lists leave open.
pub async fn see_what_needs_attention(window: &Window) {
    window.press_with(&[Key::Alt], '1').await;
    window.reads("Needs attention").await;
    window.reads("Jubilee Gardens Practice").await;
    window.reads("Saltmere Coast PCN").await;
    window.screen("08-home-findings").await;
}

/// Finds one practice, then sorts all by size, from the keyboard.
pub async fn search_and_sort_a_list(window: &Window) {
    open_list(window, "Practices").await;
    window.reads("11 practices").await;
    window.screen("09-list").await;

    window.press_with(&[Key::Control], 'f').await;
    window.type_text("harbour").await;
    is_searched_for(window, "harbour").await;
    window.reads("1 practice\n").await;
    window.screen("10-list-search").await;
    for _ in 0.."harbour".len() {
        window.press(Key::Backspace).await;
    }
    is_searched_for(window, "").await;
    window.reads("11 practices").await;

    sort_by(window, "List size", "ascending").await;
    sort_by(window, "List size", "descending").await;
    window.css("[data-at='0:0']").await;
    window.first_row_reads("Elm Tree Surgery").await;
    window.screen("11-list-sorted").await;
}

/// Opens the first row, edits it, takes the edit back and does it again.
pub async fn edit_a_practice(window: &Window) {
    window.tab_to_css("[role=grid] [tabindex='0']").await;
    window.press(Key::Home).await;
    window.press(Key::Down).await;
    window.press(Key::Enter).await;
    window.role("heading", "Elm Tree Surgery").await;
    window.reads("Details").await;
    window.screen("12-record").await;

    window.press_with(&[Key::Control], 'e').await;
    window
        .fill_by_keys(
            "textbox",
            "Notes (optional)",
            "Hosts two student nurses each spring.",
        )
        .await;
    window.screen("13-record-editing").await;
    window.press_with(&[Key::Control], 's').await;
    window.reads("Saved").await;
    window.reads("Hosts two student nurses each spring.").await;

    window.press_with(&[Key::Control], 'z').await;
    window.reads("Undone").await;
    window
        .no_longer_reads("Hosts two student nurses each spring.")
        .await;
    window.press_with(&[Key::Control], 'y').await;
    window.reads("Hosts two student nurses each spring.").await;

    window.enter_on("button", "Show history").await;
    window.css("[data-test=history] ol li").await;
    window.reads("Morgan Hale").await;
    window.screen("14-record-history").await;
}

/// Records what the hub did with two of the three networks.
pub async fn record_coverage(window: &Window) {
    mark(
        window,
        "Alderbridge PCN",
        "Workforce-planning support offered",
        "1 May 2025",
    )
    .await;
    mark(
        window,
        "Alderbridge PCN",
        "Uses knowledge and library services",
        "1/6/2025",
    )
    .await;
    mark(
        window,
        "Marshwick and District PCN",
        "Workforce-planning support offered",
        "12 Sep 2025",
    )
    .await;
    window.screen("16-coverage").await;
}

async fn mark(window: &Window, pcn: &str, what: &str, from: &str) {
    open_list(window, "PCNs").await;
    window.press_with(&[Key::Control], 'f').await;
    window.type_text(pcn).await;
    is_searched_for(window, pcn).await;
    window.reads("1 PCN\n").await;
    window.enter_on("link", pcn).await;
    window.role("heading", pcn).await;
    window.enter_on("link", "Add PCN coverage mark").await;
    window.role("heading", "Add PCN coverage mark").await;
    window.choose_by_keys("Mark", what).await;
    window.fill_by_keys("textbox", "From", from).await;
    window.screen("15-coverage-new").await;
    window.press_with(&[Key::Control], 's').await;
    window.reads("Saved").await;
}

async fn open_list(window: &Window, name: &str) {
    window.press_with(&[Key::Alt], '2').await;
    window.role("heading", "Our area").await;
    window.enter_on("link", name).await;
    window.role("grid", name).await;
}

/// Waits until the list is asked for all that was typed: it follows the typing after a short rest.
async fn is_searched_for(window: &Window, text: &str) {
    let script =
        "return (new URLSearchParams(location.hash.split('?')[1]).get('q') ?? '') === arguments[0]";
    window.until_true(script, json!(text)).await;
}

/// Goes to a heading of the list and presses it until the list is sorted that way.
async fn sort_by(window: &Window, column: &str, order: &str) {
    window.tab_to_css("[role=grid] [tabindex='0']").await;
    window.press_with(&[Key::Control], Key::Up).await;
    window.press(Key::Up).await;
    window.press(Key::Home).await;
    for _ in 0..20 {
        if window.focused().await.1.starts_with(column) {
            break;
        }
        window.press(Key::Right).await;
    }
    window.press(Key::Enter).await;
    window
        .css(&format!("[role=columnheader][aria-sort={order}]"))
        .await;
}
