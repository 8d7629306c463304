//! The window on small screens and for people who need large text.

use fantoccini::key::Key;
use serde_json::json;

use crate::{
    harness::{Home, Window},
    journey::first_run,
};

const WIDTH: &str = "return window.innerWidth <= arguments[0]";
const FITS: &str = "return document.documentElement.scrollWidth <= window.innerWidth";

#[tokio::test]
async fn everything_fits_into_320_pixels_of_width() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    first_run::start_a_hub(&window).await;
    // Still under the mouse pointer: without a window manager the focus follows it.
    window
        .client
        .set_window_rect(600, 200, 320, 640)
        .await
        .unwrap();
    window.until_true(WIDTH, json!(320)).await;
    window.screen("narrow-home").await;
    for page in [
        "Our area",
        "KPIs and maturity",
        "Import a spreadsheet",
        "Settings and help",
    ] {
        window.enter_on("button", "Menu").await;
        window.enter_on("link", page).await;
        window.role("heading", page).await;
        assert_eq!(
            window.run(FITS, vec![]).await,
            json!(true),
            "{page} scrolls sideways"
        );
        window
            .screen(&format!("narrow-{}", page.to_lowercase().replace(' ', "-")))
            .await;
    }
    window.close().await;
}

#[tokio::test]
async fn text_grows_with_the_usual_keys() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    first_run::start_a_hub(&window).await;
    let before = window
        .run("return window.innerWidth", vec![])
        .await
        .as_u64()
        .unwrap();
    for _ in 0..4 {
        window.press_with(&[Key::Control], '=').await;
    }
    window.until_true(WIDTH, json!(before * 3 / 4)).await;
    window.screen("large-text").await;
    window.close().await;
}
