//! Sharing and copies where there is nobody to share with yet, and where something is wrong.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{
    harness::{Home, Window},
    journey::first_run,
};

#[tokio::test]
async fn every_page_of_sharing_can_be_used_alone() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    first_run::start_a_hub(&window).await;
    let words = a_file_opens_with_six_words(&window, &home).await;
    what_is_no_file_for_colleagues_is_refused(&window, &home).await;
    a_file_of_words_asks_for_them(&window, &home, &words).await;
    a_folder_that_went_away_is_named(&window, &home).await;
    recovery_words_are_shown_once(&window).await;
    recovery_words_are_a_part_of_setting_up(&window).await;
    nothing_is_to_settle(&window).await;
    a_copy_is_made_and_put_back(&window, &home).await;
    window.close().await;
}

/// Nobody's laptop could open the file, so words are the way. Returns them.
async fn a_file_opens_with_six_words(window: &Window, home: &Home) -> String {
    go_to(window, "Send edits to colleagues").await;
    window.reads("Whoever has the file and its six words").await;
    window.screen("sharing-alone-send").await;
    home.cancel_next();
    window.enter_on("button", "Save the file").await;
    home.was_cancelled().await;
    window.role("button", "Save the file").await;
    assert!(home.files_for_colleagues().is_empty());

    home.save_next();
    window.enter_on("button", "Save the file").await;
    window.reads("The file is ready").await;
    window.screen("sharing-alone-sent").await;
    assert_eq!(home.files_for_colleagues().len(), 1);
    let words = "return [...document.querySelectorAll('[data-test=words] li')].map((e) => e.textContent).join(' ')";
    let words = window.run(words, vec![]).await;
    words.as_str().unwrap().to_owned()
}

async fn what_is_no_file_for_colleagues_is_refused(window: &Window, home: &Home) {
    go_to(window, "Bring in files from colleagues").await;
    window.reads("You see what a file would do").await;
    window.screen("sharing-bring-in").await;
    home.cancel_next();
    window.enter_on("button", "Choose files").await;
    home.was_cancelled().await;
    window.role("button", "Choose files").await;

    let other = home.dialogs().join("Practices.hubx");
    fs::write(&other, "A81001,Ashdown Surgery\n").unwrap();
    home.choose_next(&other);
    window.enter_on("button", "Choose files").await;
    window.reads("This is not a file for colleagues").await;
    window.reads("Your data was not changed").await;
    window.screen("sharing-not-a-file").await;
    fs::remove_file(other).unwrap();

    let own = fs::read(&home.files_for_colleagues()[0]).unwrap();
    let cut = home.dialogs().join("cut short.hubx");
    fs::write(&cut, &own[..own.len() / 2]).unwrap();
    home.choose_next(&cut);
    window.enter_on("button", "Choose other files").await;
    window.reads("damaged or was changed on the way").await;
    window.screen("sharing-damaged").await;
    fs::remove_file(cut).unwrap();
}

async fn a_file_of_words_asks_for_them(window: &Window, home: &Home, words: &str) {
    home.choose_next(&home.files_for_colleagues()[0]);
    window.enter_on("button", "Choose other files").await;
    window.reads("This file is protected by words").await;
    window.screen("sharing-words-needed").await;
    window
        .fill_by_keys("textbox", "The six words", "these are not the words at all")
        .await;
    window.enter_on("button", "Open the file").await;
    window.reads("These words do not open the file").await;
    window.screen("sharing-words-wrong").await;
    window.tab_to("textbox", "The six words").await;
    window.select_all().await;
    window.type_text(words).await;
    window.enter_on("button", "Open the file").await;
    window
        .reads("Everything in this file is here already")
        .await;
    window.screen("sharing-known").await;
}

async fn a_folder_that_went_away_is_named(window: &Window, home: &Home) {
    let folder = home.dialogs().join("Team files");
    fs::create_dir(&folder).unwrap();
    window.enter_on("link", "Sharing and copies").await;
    window.role("heading", "Sharing and copies").await;
    home.choose_next(&folder);
    window.enter_on("button", "Choose a shared folder").await;
    window.reads("Can be reached").await;
    fs::write(folder.join("broken.hubx"), "not one of ours").unwrap();
    window.enter_on("button", "Send and bring in now").await;
    window
        .reads("broken.hubx: This is not a file for colleagues")
        .await;
    window.screen("sharing-folder").await;

    fs::remove_dir_all(&folder).unwrap();
    window.enter_on("button", "Send and bring in now").await;
    window.reads("Cannot be reached now").await;
    window.screen("sharing-folder-gone").await;
    window.enter_on("button", "Stop using it").await;
    window.reads("No shared folder is chosen").await;
}

async fn recovery_words_are_shown_once(window: &Window) {
    window.enter_on("button", "Make recovery words").await;
    window.reads("Write these down now").await;
    let count = "[data-test=recovery-shown] [data-test=words] li";
    assert_eq!(window.count(count).await, 12);
    window.screen("sharing-recovery").await;
    window.enter_on("button", "I have kept them").await;
    window.no_longer_reads("Write these down now").await;
}

/// The last step after a hub was started offers them too, and knows of those that were made.
async fn recovery_words_are_a_part_of_setting_up(window: &Window) {
    go_to_address(window, "#/welcome").await;
    for _ in 0..2 {
        window.enter_on("button", "Skip this step").await;
    }
    window.reads("Recovery words were made for this hub").await;
    window.enter_on("button", "Make new recovery words").await;
    window.reads("Write these down now").await;
    let count = "[data-test=recovery-shown] [data-test=words] li";
    assert_eq!(window.count(count).await, 12);
    window.screen("welcome-recovery").await;
}

async fn nothing_is_to_settle(window: &Window) {
    go_to_address(window, "#/to-settle").await;
    window.reads("Nothing to settle").await;
    window.screen("settle-nothing").await;
}

async fn a_copy_is_made_and_put_back(window: &Window, home: &Home) {
    window.enter_on("link", "Sharing and copies").await;
    window.role("heading", "Sharing and copies").await;
    home.save_next();
    window.enter_on("button", "Make a copy").await;
    window.reads("was written and checked").await;
    window.screen("copies-made").await;
    let copy = hub_files(home).remove(0);

    let other = home.dialogs().join("Something else.hubfolio");
    fs::write(&other, "This was never a hub file. ".repeat(200)).unwrap();
    put_back(window, home, &other).await;
    window.reads("There is a problem").await;
    window.screen("copies-refused").await;
    assert!(home.store().exists());

    put_back(window, home, &copy).await;
    window.reads("was put back").await;
    window.role("heading", "Home").await;
    window.reads("You are Morgan Hale").await;
    window.screen("copies-put-back").await;
}

async fn put_back(window: &Window, home: &Home, copy: &Path) {
    home.choose_next(copy);
    window.enter_on("button", "Put a copy back").await;
    window.role("button", "Put this copy back").await;
    window.screen("copies-warning").await;
    window.enter_on("button", "Put this copy back").await;
}

fn hub_files(home: &Home) -> Vec<PathBuf> {
    let files = fs::read_dir(home.dialogs()).unwrap().flatten();
    let files = files.map(|entry| entry.path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "hubfolio"))
        .collect()
}

async fn go_to_address(window: &Window, address: &str) {
    window
        .run("location.hash = arguments[0]", vec![json!(address)])
        .await;
}

async fn go_to(window: &Window, page: &str) {
    window.enter_on("link", "Sharing and copies").await;
    window.role("heading", "Sharing and copies").await;
    window.enter_on("link", page).await;
    window.role("heading", page).await;
}
