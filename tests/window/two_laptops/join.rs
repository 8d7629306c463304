use std::path::{Path, PathBuf};

use fantoccini::key::Key;

use super::{Colleague, send};

/// Starts a hub on an empty laptop.
pub async fn founds_a_hub(ann: &Colleague, person: &str) {
    let window = &ann.window;
    window.reads("Welcome to Hubfolio").await;
    window
        .fill_by_keys(
            "textbox",
            "Name of the training hub",
            "Dene and Vale Training Hub",
        )
        .await;
    window.fill_by_keys("textbox", "Your name", person).await;
    window.press(Key::Enter).await;
    window.reads("Dene and Vale Training Hub has started").await;
    for next in ["Skip this step", "Skip this step", "Go to Home"] {
        window.enter_on("button", next).await;
    }
    window.reads("Set up your hub").await;
}

/// Invites a colleague and makes the file for them. Returns the words, as they stand on the screen, and the file.
pub async fn invites(ann: &Colleague, person: &str) -> (String, PathBuf) {
    let window = &ann.window;
    ann.goes_to("Sharing and copies").await;
    window.reads("No other laptop is in this team yet").await;
    ann.screen("01-alone").await;
    window.enter_on("button", "Make an invitation").await;
    window.reads("Enter the name of the colleague").await;
    ann.screen("02-nobody-named").await;
    window
        .fill_by_keys("textbox", "Name of the colleague", person)
        .await;
    window.enter_on("button", "Make an invitation").await;
    window.reads(&format!("Invitation for {person}")).await;
    let words = words_in(ann, "[data-test=invited] [data-test=words] li").await;
    assert_eq!(words.split(' ').count(), 6, "{words:?}");
    ann.screen("03-invited").await;

    window
        .enter_on("link", &format!("Make the file for {person}"))
        .await;
    window
        .role("heading", "Make the file for a new colleague")
        .await;
    window.reads("What leaves this laptop").await;
    ann.screen("04-invitation-file").await;
    let file = send::saves(ann).await;
    assert_eq!(
        words_in(ann, "[data-test=sent] [data-test=words] li").await,
        words,
        "one set of words is told"
    );
    ann.screen("05-invitation-saved").await;
    (words, file)
}

/// Joins on an empty laptop, first with a slip of the tongue.
pub async fn joins(ben: &Colleague, file: &Path, words: &str, person: &str) {
    let window = &ben.window;
    window.reads("Welcome to Hubfolio").await;
    window.tab_to("radio", "Join my team").await;
    window.press(' ').await;
    window.role("button", "Choose the file").await;
    ben.screen("06a-join").await;
    ben.home.choose_next(file);
    window.enter_on("button", "Choose the file").await;
    window.reads("Chosen file:").await;
    window.fill_by_keys("textbox", "Your name", person).await;
    window
        .fill_by_keys("textbox", "The six words", "wrong words these are not them")
        .await;
    window.enter_on("button", "Join my team").await;
    window.reads("These words do not open the file").await;
    ben.screen("06b-wrong-words").await;
    assert!(!ben.home.store().exists(), "no hub file was begun");

    window.tab_to("textbox", "The six words").await;
    window.select_all().await;
    // As it is read out: capitals and hyphens make no difference.
    window
        .type_text(&words.to_uppercase().replace(' ', "-"))
        .await;
    window.enter_on("button", "Join my team").await;
    window
        .reads("You have joined Dene and Vale Training Hub")
        .await;
    ben.screen("06c-joined").await;
    window.reads("You are Ben Carter").await;
}

async fn words_in(of: &Colleague, selector: &str) -> String {
    of.window.css(selector).await;
    let found = of
        .window
        .run(
            "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent.trim()).join(' ')",
            vec![selector.into()],
        )
        .await;
    found.as_str().unwrap().to_owned()
}
