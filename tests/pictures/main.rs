//! Pictures of the real window: a film strip of the ways people go most, in `artefacts/film/`, and the pictures of the
//! README in `docs/pictures/`. `cargo xtask pictures` makes them; they are no test, though a step that fails stops them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

// The pictures need only a part of what the window tests need.
#[allow(dead_code, unused_imports)]
#[path = "../window/harness/mod.rs"]
mod harness;

mod film;
mod readme;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    if wanted != "readme" {
        film::shoot().await;
    }
    if wanted != "film" {
        readme::shoot().await;
    }
}
