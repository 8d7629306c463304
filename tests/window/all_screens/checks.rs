//! What is checked of one screen.

use std::time::Instant;

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::{overlays, state::State, table::Table};
use crate::harness::{COLOUR_RULES, Window};

/// Presses of Tab that are sent together, once everything that can be worked has had one.
const AT_ONCE: usize = 10;
/// No screen has more stops.
const MOST_STOPS: usize = 800;

/// Goes there and checks everything that goes for a window of usual size.
pub async fn look(window: &Window, state: State, name: &str, address: &str, table: &mut Table) {
    let start = Instant::now();
    if !arrives(window, name, address, table).await {
        return;
    }
    let picture = format!("all/{}-{}", state.name(), file_name(name));
    // Where nothing can be read, all screens look alike.
    if state != State::Error {
        window.picture(&picture).await;
    }
    table.put(name, "light", axe(window, &json!(null)).await);
    table.put(name, "light", sideways(window).await);
    dark(window, true).await;
    if state == State::Sample {
        window.picture(&format!("{picture}-dark")).await;
    }
    table.put(name, "dark", axe(window, &json!(COLOUR_RULES)).await);
    dark(window, false).await;
    if state == State::Error {
        return;
    }
    forced_colours(window, name, table).await;
    table.put(name, "keys", tab_round(window).await);
    table.took(name, start.elapsed());
}

/// Checks what is open on a screen as a screen is checked, where it is: it would be closed by going away and back.
pub async fn look_at_opened(window: &Window, name: &str, table: &mut Table) {
    let start = Instant::now();
    overlays::check(window, name, table).await;
    table.put(name, "light", sideways(window).await);
    forced_colours(window, name, table).await;
    table.put(name, "keys", tab_round(window).await);
    make_narrow(window).await;
    table.put(name, "320 px", narrow_faults(window).await);
    make_wide(window).await;
    table.took(name, start.elapsed());
}

pub async fn forced_colours(window: &Window, name: &str, table: &mut Table) {
    window
        .wait_for("return await hubfolioWalk.forced(true)", vec![])
        .await;
    let lost = window
        .wait_for("return await hubfolioWalk.focusLost()", vec![])
        .await;
    window
        .wait_for("return await hubfolioWalk.forced(false)", vec![])
        .await;
    let lost = texts(&lost);
    table.put(
        name,
        "forced",
        lost.into_iter()
            .map(|what| format!("the focus does not show on: {what}"))
            .collect(),
    );
}

/// The Tab key comes to everything that can be worked, comes round, and what it comes to is in sight.
pub async fn tab_round(window: &Window) -> Vec<String> {
    window.run("hubfolioWalk.followFocus()", vec![]).await;
    let workable = "return hubfolioWalk.workable().length";
    let workable = window.run(workable, vec![]).await.as_u64();
    let mut pressed = MOST_STOPS.min(2 + usize::try_from(workable.unwrap_or_default()).unwrap());
    window.press_times(Key::Tab, pressed).await;
    while window.run("return hubfolioWalk.cameRound()", vec![]).await != json!(true) {
        if pressed > MOST_STOPS {
            let last = "return hubfolioWalk.stops.slice(-3).map(hubfolioWalk.name).join(' > ')";
            return vec![format!(
                "the Tab key does not come round: {}",
                window.run(last, vec![]).await
            )];
        }
        window.press_times(Key::Tab, AT_ONCE).await;
        pressed += AT_ONCE;
    }
    let missed = window.run("return hubfolioWalk.notReached()", vec![]).await;
    let covered = window
        .wait_for("return await hubfolioWalk.covered()", vec![])
        .await;
    let missed = texts(&missed)
        .into_iter()
        .map(|what| format!("Tab does not lead to: {what}"));
    let covered = texts(&covered)
        .into_iter()
        .map(|what| format!("has the focus out of sight: {what}"));
    missed.chain(covered).collect()
}

/// As on a screen of 1,280 pixels at 400 %.
pub async fn make_narrow(window: &Window) {
    window
        .client
        .set_window_rect(600, 200, 320, 640)
        .await
        .unwrap();
    window
        .until_true("return window.innerWidth <= arguments[0]", json!(320))
        .await;
}

/// As the window opens, and still under the mouse pointer: without a window manager the focus follows it.
async fn make_wide(window: &Window) {
    window
        .client
        .set_window_rect(80, 70, 1280, 860)
        .await
        .unwrap();
    window
        .until_true("return window.innerWidth > arguments[0]", json!(1200))
        .await;
}

/// Nothing scrolls sideways but what must, and targets are large enough.
async fn narrow_faults(window: &Window) -> Vec<String> {
    window
        .wait_for("return await hubfolioWalk.settled()", vec![])
        .await;
    let mut faults = sideways(window).await;
    faults.extend(axe(window, &json!(["target-size"])).await);
    faults
}

/// Goes there in the narrow window.
pub async fn look_narrow(window: &Window, name: &str, address: &str, table: &mut Table) {
    if !arrives(window, name, address, table).await {
        return;
    }
    table.put(name, "320 px", narrow_faults(window).await);
}

/// What is wider than the window and is no table or list.
pub async fn sideways(window: &Window) -> Vec<String> {
    let wide = window.run("return hubfolioWalk.sideways()", vec![]).await;
    texts(&wide)
}

/// All that was loaded or asked for since the start came from the program itself.
pub async fn nothing_foreign(window: &Window, table: &mut Table) {
    let foreign = window.run("return hubfolioWalk.foreign()", vec![]).await;
    table.put("whole walk", "requests", texts(&foreign));
}

async fn arrives(window: &Window, name: &str, address: &str, table: &mut Table) -> bool {
    let went = window
        .wait_for(
            "return await hubfolioWalk.go(args[0])",
            vec![json!(address)],
        )
        .await;
    if let Some(fault) = went.as_str() {
        table.put(name, "light", vec![fault.to_owned()]);
    }
    went.is_null()
}

/// What axe-core finds: all its rules, or some.
pub async fn axe(window: &Window, only: &Value) -> Vec<String> {
    let found = window
        .wait_for("return await hubfolioWalk.axe(args[0])", vec![only.clone()])
        .await;
    let passes = found["passes"].as_u64().unwrap_or_default();
    let mut list = texts(&found["violations"]);
    if only.is_null() && passes < 11 {
        list.push(format!("only {passes} rules of axe-core applied"));
    }
    list
}

/// Dark, as on a computer that is set so, and back.
pub async fn dark(window: &Window, on: bool) {
    window
        .wait_for("return await hubfolioWalk.dark(args[0])", vec![json!(on)])
        .await;
}

fn file_name(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}
