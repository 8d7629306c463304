//! A copy of a list goes to another team in a file: sent, looked at, its team admitted, taken in, read, commented.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{Home, Window};

#[tokio::test]
async fn a_copy_goes_to_another_team_and_comments_come_back() {
    let (sender, reader) = (Home::called("Dene laptop"), Home::called("Vale laptop"));
    let theirs = a_hub(&sender, "Dene Training Hub", "Sam Okafor").await;
    let words = sends_the_list_of_people(&theirs, &sender).await;

    let ours = a_hub(&reader, "Vale Training Hub", "Ann Lee").await;
    looks_at_it_and_admits_the_team(&ours, &reader, &sender, &words).await;
    takes_it_in_and_comments(&ours, &reader).await;

    comes_back(&theirs, &sender, &reader).await;
    theirs.close().await;
    ours.close().await;
}

/// A hub that was just founded.
async fn a_hub(home: &Home, hub: &str, person: &str) -> Window {
    let window = Window::open(home, &["--today", "2025-11-22"]).await;
    let hub = json!({ "hub": hub, "person": person, "ics": null, "file": null });
    window.ask("hub_create", hub).await;
    window.client.refresh().await.unwrap();
    window.learn().await;
    window.reads("Set up your hub").await;
    window
}

async fn go(window: &Window, address: &str, heading: &str) {
    window
        .run("location.hash = arguments[0]", vec![json!(address)])
        .await;
    window.role("heading", heading).await;
}

/// Returns the words that open the file.
async fn sends_the_list_of_people(window: &Window, home: &Home) -> String {
    go(window, "#/list/person", "People").await;
    window.enter_on("link", "Send a copy").await;
    window.reads("What leaves this laptop").await;
    window.screen("copies/01-send").await;
    home.save_next();
    window.enter_on("button", "Save the file").await;
    window.reads("The file is saved").await;
    window.screen("copies/02-sent").await;
    window.text_of("[data-test=copy-sent]").await;
    let words = "return [...document.querySelectorAll('[data-test=words] li')].map((e) => e.textContent).join(' ')";
    let words = window.run(words, vec![]).await;
    words.as_str().unwrap().to_owned()
}

async fn looks_at_it_and_admits_the_team(window: &Window, home: &Home, sender: &Home, words: &str) {
    go(window, "#/copies", "Copies from other teams").await;
    window.screen("copies/03-none-yet").await;
    home.choose_next(&sender.files_for_colleagues()[0]);
    window.enter_on("button", "Choose a file").await;
    window.fill_by_keys("textbox", "The six words", words).await;
    window.screen("copies/04-words").await;
    window.enter_on("button", "Open the file").await;
    window.reads("Nobody here has admitted this team").await;
    window.screen("copies/05-compare-first").await;
    window.enter_on("button", "Admit this team").await;
    window.reads("or do not admit the team").await;
    window.screen("copies/06-not-compared").await;
    window
        .tab_to("checkbox", "We compared all six words: they are the same")
        .await;
    window.press(' ').await;
    window.enter_on("button", "Admit this team").await;
    window.reads("Dene Training Hub is admitted").await;
}

async fn takes_it_in_and_comments(window: &Window, home: &Home) {
    window.enter_on("button", "Take it in").await;
    window.reads("As its sender signed it").await;
    window.reads("Sam Okafor").await;
    window.screen("copies/07-taken-in").await;
    window.enter_on("button", "Add comment").await;
    window.reads("Write your comment").await;
    window
        .fill_by_keys("textbox", "Add a comment", "Who else is there?")
        .await;
    window.enter_on("button", "Add comment").await;
    window.reads("Your comment is added").await;
    home.save_next();
    window.enter_on("button", "Save the file of comments").await;
    window.reads("Only the laptops of Dene Training Hub").await;
    window.screen("copies/08-commented").await;
    go(window, "#/copies", "Copies from other teams").await;
    window.css("[data-test=copy]").await;
    window.screen("copies/09-list").await;
}

/// The team that sent the copy admits the one that commented, and reads what it says.
async fn comes_back(window: &Window, home: &Home, reader: &Home) {
    go(window, "#/copies", "Copies from other teams").await;
    let comments = reader.files_for_colleagues();
    home.choose_next(comments.last().unwrap());
    window.enter_on("button", "Choose a file").await;
    window.reads("Nobody here has admitted this team").await;
    window
        .tab_to("checkbox", "We compared all six words: they are the same")
        .await;
    window.press(' ').await;
    window.enter_on("button", "Admit this team").await;
    window.enter_on("button", "Take it in").await;
    window.reads("Who else is there?").await;
    window.press(Key::Escape).await;
    window.screen("copies/10-comments").await;
}
