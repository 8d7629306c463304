//! Work that takes longer than a second: it stands at the foot of the window, and Cancel leaves everything as it was.

use fantoccini::key::Key;
use serde_json::json;

use crate::{
    harness::{FROM_A_SPREADSHEET, Home, Window},
    journey::first_run,
};

/// Rows of a paste that nobody waits for: more than the machine saves in a second, and allowed at once.
const ROWS: usize = 15_000;

#[tokio::test]
async fn a_long_paste_is_cancelled_and_nothing_of_it_stays() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    first_run::start_a_hub(&window).await;
    window.press_with(&[Key::Alt], '3').await;
    window.enter_on("link", "People").await;
    window.role("grid", "People").await;
    window.reads("1 person").await;
    let block: String = (0..ROWS)
        .map(|n| format!("Person {n:05}\tNurse\tperson{n}@example.org\r\n"))
        .collect();
    window.run(FROM_A_SPREADSHEET, vec![json!(block)]).await;
    window.tab_to_css("[role=grid] [tabindex='0']").await;
    window.press_with(&[Key::Control], 'c').await;
    window.press_with(&[Key::Control], Key::Enter).await;
    window.css("[data-test=list-new]").await;
    window.press_with(&[Key::Control], 'v').await;
    window.css("[data-test=long-work]").await;
    window.reads("of 15,000").await;
    window.screen("long-work/01-a-paste").await;
    window.css("[data-test=stop]").await.click().await.unwrap();
    window.reads("Stopped, as asked").await;
    let gone = "return document.querySelector('[data-test=long-work]') === null";
    window.until_true(gone, json!(null)).await;
    let view = json!({ "source": { "kind": "person" }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 1 });
    assert_eq!(window.ask("view", view).await["total"], 1);
    // What comes after it is not stopped by the word that was for the paste.
    let save = json!({ "kind": "person", "id": null, "fields": { "name": "Una Holt" }, "generation": null, "reason": null });
    window.ask("save", save).await;
    window.close().await;
}
