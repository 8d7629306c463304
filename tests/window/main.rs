//! The real window, used as a person uses it: WebKitGTK under a display of its own, keys and clicks through WebDriver.
//!
//! Run with `cargo test -p hubfolio --test window`; pictures of the screens are in
//! `artefacts/window/`. Needs WebKitWebDriver and Xvfb (Debian: webkit2gtk-driver, xvfb).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod harness;

mod all_screens;
mod copies;
mod empty_hub;
mod erasing;
mod hub_file;
mod journey;
mod meeting;
mod sharing;
mod shell;
mod size;
mod spreadsheet;
mod two_laptops;
