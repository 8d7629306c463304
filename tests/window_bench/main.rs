//! What a person waits for in the window, on a made-up hub of full size, each beside its reference in the same run: an
//! empty Tauri window, or the limit that is asked for. `cargo xtask bench --window` runs it, on the release build.
//! Needs WebKitWebDriver and Xvfb like the window tests. `--scale N` (1) and `--runs N` (7) alter its size; `--hub FOLDER`
//! takes the hub file that `cargo xtask bench --keep FOLDER` left, in place of making one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

// The measurements need only a part of what the window tests need.
#[allow(dead_code, unused_imports)]
#[path = "../window/harness/mod.rs"]
mod harness;

mod empty;
mod hub;
mod memory;
mod rows;
mod start;

use std::path::Path;

use crate::harness::Home;

fn option(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|a| a != name);
    arguments.next().and_then(|_| arguments.next())
}

fn number(name: &str, usual: usize) -> usize {
    option(name).map_or(usual, |n| n.parse().expect("a whole number"))
}

fn main() {
    if std::env::args().any(|a| a == empty::SWITCH) {
        return empty::run();
    }
    let home = Home::new();
    match option("--hub") {
        Some(folder) => hub::copy(&home, Path::new(&folder)),
        None => hub::make(&home, number("--scale", 1)),
    }
    start::measure(&home, number("--runs", 7));
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(rows::measure(&home));
}
