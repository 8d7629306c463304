//! Faults put into a page on purpose: every check of the walk finds the one that is meant for it.

use serde_json::json;

use super::{checks, state::State, table::Table};
use crate::harness::{Home, Window};

/// A fault for each check.
const PLANT: &str = include_str!("planted.js");

#[tokio::test]
async fn the_walk_finds_a_fault_of_every_sort() {
    let home = Home::new();
    let (window, _) = State::Empty.open(&home).await;
    // Registered before the walk's own, which would count what the planted trap takes away.
    window
        .wait_for("return await hubfolioWalk.go('#/packs')", vec![])
        .await;
    window.run(PLANT, vec![]).await;

    let light = checks::axe(&window, &json!(null)).await.join("\n");
    finds(&light, &["color-contrast", "target-size"]);
    checks::dark(&window, true).await;
    let dark = checks::axe(&window, &json!(["color-contrast"]))
        .await
        .join("\n");
    finds(&dark, &["color-contrast", "#222222 on #000000"]);
    checks::dark(&window, false).await;

    let mut table = Table::of("planted");
    checks::forced_colours(&window, "packs", &mut table).await;
    let keys = checks::tab_round(&window).await.join("\n");
    finds(
        &keys,
        &[
            "Tab does not lead to: button Never reached",
            "out of sight: button Under something",
        ],
    );
    narrow_and_foreign(&window, &mut table).await;
    finds(
        &table.faults(),
        &[
            "the focus does not show on: button Only its ground",
            "“Wide”",
            "127.0.0.1:9",
        ],
    );
    window.close().await;
}

async fn narrow_and_foreign(window: &Window, table: &mut Table) {
    checks::make_narrow(window).await;
    table.put("packs", "320 px", checks::sideways(window).await);
    checks::nothing_foreign(window, table).await;
}

fn finds(found: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(found.contains(one), "{one:?} is not among:\n{found}");
    }
}
