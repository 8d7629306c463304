//! What the window says of a hub file that it cannot use as it stands, or that another window uses.

use std::fs;

use crate::{
    harness::{Home, Window},
    journey::first_run,
};

#[tokio::test]
async fn a_hub_is_there_again_after_the_window_was_closed() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    first_run::start_a_hub(&window).await;
    window.close().await;
    assert!(
        home.log().contains("closed"),
        "the file is closed in good order: {}",
        home.log()
    );
    let window = Window::open(&home, &[]).await;
    window.reads("Aldershire Training Hub").await;
    window.reads("You are Morgan Hale").await;
    window.close().await;
}

#[tokio::test]
async fn a_second_window_on_the_same_file_waits_for_the_first_to_close() {
    let home = Home::new();
    let first = Window::open(&home, &[]).await;
    first_run::start_a_hub(&first).await;

    let second = Window::open(&home, &[]).await;
    second.role("heading", "Something went wrong").await;
    second.reads("only one may write at a time").await;
    second.screen("file-open-elsewhere").await;
    second.enter_on("button", "Try again").await;
    second.reads("only one may write at a time").await;

    first.close().await;
    second.enter_on("button", "Try again").await;
    second.reads("Set up your hub").await;
    second.reads("Aldershire Training Hub").await;
    second.close().await;
}

#[tokio::test]
async fn a_damaged_file_is_named_and_a_way_out_offered() {
    let home = Home::new();
    fs::write(home.store(), "This was never a hub file. ".repeat(500)).unwrap();
    let before = fs::read(home.store()).unwrap();
    let window = Window::open(&home, &[]).await;
    window.role("heading", "Something went wrong").await;
    window.role("button", "Open another hub file").await;
    window.screen("file-damaged").await;
    window.close().await;
    let kept = fs::read_dir(home.store().parent().unwrap())
        .unwrap()
        .flatten();
    let kept = kept
        .filter(|entry| fs::read(entry.path()).is_ok_and(|bytes| bytes == before))
        .count();
    assert_eq!(kept, 1, "the file is kept, here or moved aside");
}
