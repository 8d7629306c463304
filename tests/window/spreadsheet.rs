//! A list worked on as in a spreadsheet, by keys alone: ten rows typed, cells changed, a block pasted with a fault in it,
//! and taken back.

use fantoccini::key::Key;
use serde_json::json;

use crate::{
    harness::{FROM_A_SPREADSHEET, Home, Window},
    journey::first_run,
};

/// What comes from a spreadsheet: quoted line breaks, an e-mail address that is none, and a row without a name.
const BLOCK: &str = "Priya Marsh\tPractice manager\tpriya.marsh@example.org\r\n\
                     Tom Weir\t\"GP,\ntrainer\"\ttom.weir at example\r\n\
                     \tNurse\tnobody@example.org\r\n\
                     Una Holt\tNurse\tuna.holt@example.org\r\n";

#[tokio::test]
async fn a_list_is_worked_on_as_in_a_spreadsheet() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    first_run::start_a_hub(&window).await;
    window.press_with(&[Key::Alt], '3').await;
    window.role("heading", "Contacts").await;
    window.enter_on("link", "People").await;
    window.role("grid", "People").await;
    window.reads("1 person").await;
    type_ten_rows(&window).await;
    change_cells(&window).await;
    paste_a_block(&window).await;
    take_it_back(&window).await;
    leave_the_list(&window).await;
    window.close().await;
}

async fn type_ten_rows(window: &Window) {
    window.tab_to_css("[role=grid] [tabindex='0']").await;
    window.press_with(&[Key::Control], Key::Enter).await;
    window.css("[data-test=list-new]").await;
    for i in 0..10 {
        window.type_text(&format!("Person {i:02}")).await;
        window.press(Key::Tab).await;
        window.type_text("Nurse").await;
        window.press(Key::Tab).await;
        window.type_text(&format!("person{i:02}@example.org")).await;
        window.press(Key::Enter).await;
        // The next empty row is there, and the focus on its name.
        focus_in(window, "[data-test=list-new] [data-cell$=':0']").await;
    }
    window.screen("grid/01-ten-rows-typed").await;
    window.press(Key::Up).await;
    window.reads("11 people").await;
    window
        .until_true(
            "return document.querySelectorAll('[data-test=list-row]').length === arguments[0]",
            json!(11),
        )
        .await;
}

/// A role for all of them at once, by filling down, and one address in an editor.
async fn change_cells(window: &Window) {
    window.press_with(&[Key::Control], Key::Home).await;
    window.press(Key::Right).await;
    window.type_text("Programme manager").await;
    window.press(Key::Enter).await;
    focus_in(window, "[data-at='1:1']").await;
    window.press(Key::Up).await;
    for _ in 0..3 {
        window.press_with(&[Key::Shift], Key::Down).await;
    }
    window.reads("4 rows × 1 column selected").await;
    window.screen("grid/02-selected").await;
    window.press_with(&[Key::Control], 'd').await;
    window.reads("3 cells saved").await;
    cell_reads(window, "3:1", "Programme manager").await;
    window.press(Key::Right).await;
    window.press(Key::F2).await;
    window.css(".cell-editor").await;
    window.select_all().await;
    window.type_text("not an address").await;
    window.screen("grid/03-editing").await;
    window.press(Key::Enter).await;
    window.css("[data-at='3:2'][aria-invalid=true]").await;
    window.press(Key::Up).await;
    window.reads("is not an e-mail address").await;
    window.screen("grid/04-not-accepted").await;
    // Nothing else was blocked; what was there is put back.
    window.enter_on("button", "Put back what was there").await;
    window
        .until_true(
            "return document.querySelector(\"[data-at='3:2'][aria-invalid]\") === null",
            json!(null),
        )
        .await;
}

async fn paste_a_block(window: &Window) {
    window.run(FROM_A_SPREADSHEET, vec![json!(BLOCK)]).await;
    window.press_with(&[Key::Control], 'c').await;
    window.press_with(&[Key::Control], Key::Home).await;
    window.press_with(&[Key::Control], Key::Enter).await;
    focus_in(window, "[data-test=list-new] [data-cell$=':0']").await;
    window.press_with(&[Key::Control], 'v').await;
    window.reads("3 people added, 2 not accepted").await;
    window.reads("14 people").await;
    window.screen("grid/05-pasted").await;
}

async fn take_it_back(window: &Window) {
    window.press_with(&[Key::Control], 'z').await;
    window.reads("Undone: Paste of 3 people").await;
    window.reads("11 people").await;
    window.screen("grid/06-undone").await;
    window.press_with(&[Key::Control], 'y').await;
    window.reads("14 people").await;
}

/// Tab leads out of the list, and back into it.
async fn leave_the_list(window: &Window) {
    window.tab_to_css("[role=grid] [tabindex='0']").await;
    window.press(Key::Tab).await;
    let inside = "return document.activeElement.closest('[role=grid]') !== null";
    assert_eq!(window.run(inside, vec![]).await, json!(false));
    window.enter_on("button", "Plain table").await;
    window.role("table", "People, 1 to 14 of 14").await;
    window.screen("grid/07-plain-table").await;
}

/// Waits until the focus is there.
async fn focus_in(window: &Window, selector: &str) {
    let script = "const at = document.querySelector(arguments[0]);
                  return at !== null && (at === document.activeElement || at.contains(document.activeElement))";
    window.until_true(script, json!(selector)).await;
}

async fn cell_reads(window: &Window, at: &str, text: &str) {
    let script = "return document.querySelector(`[data-at='${arguments[0][0]}']`)?.innerText.trim() === arguments[0][1]";
    window.until_true(script, json!([at, text])).await;
}
