//! From the reply of the core to rows on the screen, and scrolling through the longest list.

use serde_json::{Value, json};

use crate::harness::{Home, Window};

const MEASURE: &str = include_str!("measure.js");
/// Limit of the reply to painted rows, in milliseconds.
const MOST: &str = "≤ 50";

/// Prints the rest of the table.
pub async fn measure(home: &Home) {
    let window = Window::open(home, &["--today", "2025-11-22"]).await;
    // Home, with what needs attention: no fault and no first run were measured.
    window.css("[data-test=attention]").await;
    window.run(MEASURE, vec![]).await;
    window.run("hubfolioBench.watch()", vec![]).await;
    println!(
        "\n{:<44} {:>9} {:>9} {:>12}",
        "from the reply to painted rows, ms", "median", "slowest", "reference"
    );
    let list = "hubfolioBench.go('#/list/person')";
    let open = [list, "hubfolioBench.go('#/list/practice')"];
    paints(&window, "open a list of 60,000 or of 500", &open, 5).await;
    window
        .wait_for(
            &format!("await hubfolioBench.calm(); ({list})(); await hubfolioBench.calm()"),
            vec![],
        )
        .await;
    let sort = ["hubfolioBench.sort(2)", "hubfolioBench.sort(3)"];
    paints(&window, "sort it by another column", &sort, 5).await;
    let jump = ["() => hubfolioBench.jump()"];
    paints(&window, "jump far inside it", &jump, 16).await;
    let search = [
        "hubfolioBench.type('al')",
        "hubfolioBench.type('ma')",
        "hubfolioBench.type('')",
    ];
    paints(&window, "search in it as one types", &search, 4).await;

    println!(
        "\n{:<44} {:>9} {:>9} {:>12} {:>10}",
        "scrolling the list of people", "frames", "blank", "rows", "longest ms"
    );
    for (what, each, seconds) in [
        ("a turn of the wheel in each frame", 120, 10),
        ("a page in each frame, to the end", 640, 120),
        ("thumb of the scroll bar, to the end", 4_000, 60),
    ] {
        let script = "return await hubfolioBench.scroll(args[0], args[1])";
        let found = window
            .wait_for(script, vec![json!(each), json!(seconds)])
            .await;
        println!(
            "{what:<44} {:>9} {:>9} {:>12} {:>10.0}   {:.1} s",
            found["frames"],
            found["blank"],
            found["rows"],
            found["longest"].as_f64().unwrap(),
            found["seconds"].as_f64().unwrap()
        );
    }
    window.close().await;
}

/// Does these in turn, so many rounds, after one that warms up.
async fn paints(window: &Window, what: &str, acts: &[&str], rounds: usize) {
    let mut painted = vec![];
    let mut whole = vec![];
    for round in 0..=rounds {
        for act in acts {
            let script = format!("return await hubfolioBench.paints({act})");
            let found = window.wait_for(&script, vec![]).await;
            if round > 0 {
                painted.push(milliseconds(&found, "painted"));
                whole.push(milliseconds(&found, "whole"));
            }
        }
    }
    painted.sort_by(f64::total_cmp);
    whole.sort_by(f64::total_cmp);
    println!(
        "{what:<44} {:>9.1} {:>9.1} {MOST:>12}   key to paint {:.0}",
        painted[painted.len() / 2],
        painted[painted.len() - 1],
        whole[whole.len() / 2]
    );
}

fn milliseconds(found: &Value, name: &str) -> f64 {
    found[name].as_f64().unwrap()
}
