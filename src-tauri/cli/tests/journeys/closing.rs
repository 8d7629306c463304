//! Closing a practice from the command line (HUB-5).

use serde_json::json;

use crate::hub::Hub;

#[test]
fn a_practice_closes_into_another_after_a_look_and_one_undo_brings_it_back() {
    let hub = Hub::new();
    for (code, name) in [("M84001", "Abbey Road"), ("M84002", "Park Lane")] {
        let (code, name) = (format!("ods_code={code}"), format!("name={name}"));
        hub.run(&["save", "practice", &code, &name]);
    }
    hub.run(&[
        "save",
        "practice_mark",
        "practice=M84001",
        "mark=engaged",
        "from=01/04/2024",
    ]);
    let close = [
        "close",
        "practice",
        "M84001",
        "--on",
        "31/03/2025",
        "--successor",
        "Park Lane",
        "--move",
        "practice_mark",
    ];
    let look = hub.run(&[&close[..], &["--dry-run"]].concat());
    assert!(
        look.contains("Abbey Road would close on 31 March 2025, followed by Park Lane."),
        "{look}"
    );
    assert_eq!(hub.json(&["list", "practice_mark"])["total"], 1);
    let done = hub.run(&close);
    assert!(done.contains("0 ended, 1 moved, 0 left"), "{done}");
    let marks = hub.json(&["list", "practice_mark", "--where", "practice=M84002"]);
    assert_eq!(marks["rows"][0]["from"], json!("2025-04-01"));
    hub.run(&["undo"]);
    let open = hub.json(&["list", "practice", "--where", "closed="]);
    assert_eq!(
        (
            &open["total"],
            &hub.json(&["list", "practice_mark"])["total"]
        ),
        (&json!(2), &json!(1))
    );
}
