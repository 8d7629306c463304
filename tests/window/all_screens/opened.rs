//! What opens on a screen: the panels of a list and of Home, the form of a record, the steps that bring a spreadsheet in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{checks::look_at_opened, state::Known, table::Table};
use crate::harness::{Home, Window};

/// People as a list of a spreadsheet has them; nobody of the practice hub.
const PEOPLE: &str = "Name,Role,E-mail\nWilhelmina Featherstone,Nurse,w.featherstone@example.org\n,Nurse,nobody@example.org\n";

/// Opens each and checks it as a screen of its own.
pub async fn look(window: &Window, home: &Home, known: &Known, table: &mut Table) {
    panels_of_a_list(window, table).await;
    go(
        window,
        &format!("#/record/practice/{}", known.id("practice")),
    )
    .await;
    click(window, "edit").await;
    window.css("[data-test=save]").await;
    look_at_opened(window, "on a record: editing", table).await;

    let list = home.dialogs().join("People.csv");
    fs::write(&list, PEOPLE).unwrap();
    choose_any(window, home, &list).await;
    steps(window, table).await;

    choose_any(window, home, &workbook()).await;
    look_at_opened(window, "import: sheet of a workbook", table).await;
    click(window, "all-sheets").await;
    window.css("[data-test^=book]").await;
    settled(window).await;
    look_at_opened(window, "import: workbook", table).await;
    go(window, "#/home").await;
}

async fn panels_of_a_list(window: &Window, table: &mut Table) {
    go(window, "#/list/practice").await;
    for (name, opener) in [
        ("filter", "add-filter"),
        ("columns", "columns"),
        ("views", "views"),
    ] {
        click(window, opener).await;
        window
            .css(&format!("[data-test={opener}][aria-expanded=true]"))
            .await;
        settled(window).await;
        look_at_opened(window, &format!("on a list: {name}"), table).await;
        click(window, opener).await;
        window
            .css(&format!("[data-test={opener}][aria-expanded=false]"))
            .await;
    }
    click(window, "tick-all").await;
    window.css("[data-test=change-rows]:not(:disabled)").await;
    click(window, "change-rows").await;
    window.css("[data-test=bulk]").await;
    look_at_opened(window, "on a list: change rows", table).await;

    go(window, "#/home").await;
    click(window, "rule-set").await;
    window.css("[data-test=rule-panel]").await;
    look_at_opened(window, "on Home: hand over", table).await;
}

/// From the sheet to the check, which is the last before anything is written.
async fn steps(window: &Window, table: &mut Table) {
    let mut seen: Vec<String> = vec![];
    loop {
        settled(window).await;
        let step = "return document.querySelector('[data-test^=step-]')?.dataset.test ?? ''";
        let step = window.run(step, vec![]).await;
        let step = step.as_str().unwrap_or_default().replace("step-", "");
        if step.is_empty() || seen.contains(&step) {
            break;
        }
        look_at_opened(window, &format!("import: {step}"), table).await;
        let is_last = step == "check";
        seen.push(step);
        if is_last {
            break;
        }
        click(window, "next").await;
    }
    let faults = match seen.last() {
        Some(last) if last == "check" => vec![],
        _ => vec![format!("the steps end at {seen:?}")],
    };
    table.put("import: steps", "light", faults);
}

/// Chooses a file of any sort to import; comes back when its first step is there.
async fn choose_any(window: &Window, home: &Home, file: &Path) {
    go(window, "#/home").await;
    go(window, "#/import").await;
    home.choose_next(file);
    click(window, "mapping-any").await;
    click(window, "choose-file").await;
    window.css("[data-test=step-sheet]").await;
    settled(window).await;
}

/// A workbook with a hidden sheet, hidden rows and a note.
fn workbook() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports/hub.xlsx")
}

async fn go(window: &Window, address: &str) {
    let went = window
        .wait_for(
            "return await hubfolioWalk.go(args[0])",
            vec![json!(address)],
        )
        .await;
    assert_eq!(went, Value::Null, "{address}");
}

async fn settled(window: &Window) {
    window
        .wait_for("return await hubfolioWalk.settled()", vec![])
        .await;
}

async fn click(window: &Window, test: &str) {
    let selector = format!("[data-test={test}]");
    window.css(&selector).await;
    window
        .run(
            "document.querySelector(arguments[0]).click()",
            vec![json!(selector)],
        )
        .await;
}
