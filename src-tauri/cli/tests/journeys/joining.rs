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
