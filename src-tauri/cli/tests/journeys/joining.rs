//! A laptop that nobody invited: it waits, and somebody admits it.

use serde_json::json;

use crate::hub::Hub;

fn text(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn a_laptop_that_waits_is_named_and_admitting_it_says_what_counts() {
    let ann = Hub::new();
    let (file, words) = (text(&ann.path("all.hubx")), text(&ann.path("words.txt")));
    ann.run(&[
        "exchange",
        "export",
        &file,
        "--everything",
        "--with-words",
        "--save-words",
        &words,
    ]);
    let dee = Hub::none();
    dee.run(&[
        "--as",
        "Dee Dunn",
        "exchange",
        "join",
        &file,
        "--words-file",
        &words,
    ]);
    let waits = dee.run(&["exchange", "status"]);
    assert!(
        waits.contains("Nobody in the team has admitted this laptop yet"),
        "{waits}"
    );
    let hello = text(&dee.path("hello.hubx"));
    dee.run(&["exchange", "export", &hello]);
    ann.run(&["exchange", "import", &hello, "--approve"]);
    let laptop = ann.json(&["exchange", "status"])["others"][0].clone();
    assert_eq!(
        (&laptop["person"], &laptop["state"]),
        (&json!("Dee Dunn"), &json!("waiting"))
    );
    let said = ann.run(&["exchange", "admit", laptop["check_code"].as_str().unwrap()]);
    assert!(
        said.contains("(Dee Dunn) is admitted. 1 edit of it that was held counts now."),
        "{said}"
    );
}

#[test]
fn the_laptop_at_work_is_not_blocked_from_itself() {
    let ann = Hub::new();
    let code = ann.json(&["exchange", "status"])["this"]["check_code"].clone();
    // As it was read out: capitals and hyphens make no difference.
    let code = code.as_str().unwrap().to_uppercase().replace(' ', "-");
    assert_eq!(
        ann.refused_code(&["exchange", "block", &code]),
        "this_laptop"
    );
    assert_eq!(
        ann.refused_code(&["exchange", "block", "nobody"]),
        "no_laptop"
    );
}

#[test]
fn words_that_cannot_be_saved_are_shown_all_the_same() {
    let ann = Hub::new();
    let nowhere = text(&ann.path("no such folder/words.txt"));
    let (invitation, file) = (text(&ann.path("ben.hubx")), text(&ann.path("all.hubx")));
    let words = |said: &str| {
        let line = said.lines().find(|line| line.contains(": ")).unwrap();
        line.rsplit(": ").next().unwrap().to_owned()
    };
    let made = ann.run(&["exchange", "recovery-words", "--save-words", &nowhere]);
    assert_eq!(made.lines().next().unwrap().split(' ').count(), 12);
    assert!(made.contains("The words are in no file"), "{made}");
    let save = ["--save-words", nowhere.as_str()];
    let invite = ["exchange", "invite", "Ben Booth", "--out", &invitation];
    let invited = ann.run(&[&invite[..], &save].concat());
    assert!(invited.contains("The words are in no file"), "{invited}");
    assert_eq!(words(&invited).split(' ').count(), 6, "{invited}");
    let export = ["exchange", "export", &file, "--everything", "--with-words"];
    let sent = ann.run(&[&export[..], &save].concat());
    assert!(sent.contains("The words are in no file"), "{sent}");

    // A file that is there already is refused before any words are made.
    let taken = text(&ann.path("notes.txt"));
    std::fs::write(&taken, "my notes").unwrap();
    let before = ann.hash();
    let again = ["exchange", "recovery-words", "--save-words", &taken];
    assert_eq!(ann.refused_code(&again), "exists");
    assert_eq!(std::fs::read_to_string(&taken).unwrap(), "my notes");
    assert_eq!(ann.hash(), before);
}
