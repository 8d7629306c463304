//! What opens over a screen: the palette, the list of keys, the menu of the person.

use fantoccini::key::Key;
use serde_json::json;

use super::{
    checks::{axe, dark},
    table::Table,
};
use crate::harness::{COLOUR_RULES, Window};

/// Opens each over Home and checks it in light and dark.
pub async fn look(window: &Window, table: &mut Table) {
    window
        .wait_for("return await hubfolioWalk.go('#/home')", vec![])
        .await;
    window.press_with(&[Key::Control], 'k').await;
    window.css("dialog[open]").await;
    window.type_text("pra").await;
    window.css("dialog[open] [role=option]").await;
    check(window, "over: palette", table).await;
    window.press(Key::Escape).await;
    window.press_with(&[Key::Control], '/').await;
    window.css("dialog[open] table").await;
    check(window, "over: keys", table).await;
    window.press(Key::Escape).await;
    window.tab_to_css("[data-test=person]").await;
    window.press(Key::Enter).await;
    window.css("#person-menu:not([hidden])").await;
    check(window, "over: menu of the person", table).await;
    window.tab_to_css("[data-test=someone-else]").await;
    window.press(Key::Enter).await;
    window.css("dialog[open] input").await;
    check(window, "over: somebody else", table).await;
    window.press(Key::Escape).await;
}

/// In light and in dark.
pub async fn check(window: &Window, name: &str, table: &mut Table) {
    let picture = format!("all/sample-{}", name.replace(": ", "-").replace(' ', "-"));
    window.picture(&picture).await;
    table.put(name, "light", axe(window, &json!(null)).await);
    dark(window, true).await;
    window.picture(&format!("{picture}-dark")).await;
    table.put(name, "dark", axe(window, &json!(COLOUR_RULES)).await);
    dark(window, false).await;
}
