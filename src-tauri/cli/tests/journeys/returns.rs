//! A return from opening to sign-off.

use serde_json::{Value, json};

use crate::hub::Hub;

/// A return for April to September 2025 with a narrative for each question.
pub fn answered(hub: &Hub) -> Value {
    let page = hub.json(&["return", "open", "--period", "2025-26 H1"]);
    for answer in page["answers"].as_array().unwrap() {
        if answer["narrative_needed"] == true {
            let number = answer["number"].as_str().unwrap();
            hub.run(&[
                "return",
                "set",
                "2025-26 H1",
                number,
                "--narrative",
                "We did what we said.",
            ]);
        }
    }
    hub.json(&["return", "show"])
}

/// One question of a return.
pub fn answer<'a>(page: &'a Value, number: &str) -> &'a Value {
    page["answers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["number"] == number)
        .unwrap()
}

#[test]
fn a_return_is_opened_answered_submitted_corrected_and_signed() {
    let hub = Hub::with_patch();
    hub.run(&[
        "save",
        "pcn_mark",
        "pcn=U00001",
        "mark=planning_support_offered",
        "from=01/05/2025",
    ]);
    let page = answered(&hub);
    assert_eq!(answer(&page, "1")["figure"], "1 of 3, 33.3%");
    let id = page["id"].as_str().unwrap();
    let opened_again = hub.json(&["return", "open", "--period", "H1 2025/26"]);
    assert_eq!(opened_again["id"], id);

    let file = hub.write("story.txt", "First line.\n\nSecond paragraph.\n");
    hub.run(&[
        "return",
        "set",
        id,
        "2",
        "--narrative-file",
        &file,
        "--figure",
        "85.5",
    ]);
    assert_eq!(
        hub.refused_code(&["return", "set", id, "1", "--figure", "50"]),
        "reason_needed"
    );
    let text = hub.run(&[
        "return",
        "set",
        id,
        "1",
        "--figure",
        "66.7",
        "--reason",
        "One offer is not recorded yet",
    ]);
    assert!(
        text.contains("Worked out: 1 of 3, 33.3%") && text.contains("Figure: 66.7%"),
        "{text}"
    );
    hub.run(&["return", "set", id, "1", "--figure", ""]);
    assert_eq!(
        hub.refused_code(&["sign", "return", id, "--role", "Programme manager"]),
        "not_submitted"
    );

    let page = hub.json(&["return", "submit", id]);
    assert_eq!(
        (&page["frozen"], &page["state"]),
        (&json!(true), &json!("hub_complete"))
    );
    assert_eq!(
        answer(&page, "2")["narrative"],
        "First line.\n\nSecond paragraph."
    );
    assert_eq!(
        hub.refused_code(&["return", "set", id, "1", "--narrative", "Better words"]),
        "frozen"
    );
    hub.run(&[
        "save",
        "pcn_mark",
        "pcn=U00002",
        "mark=planning_support_offered",
        "from=02/05/2025",
    ]);
    let text = hub.run(&["return", "show", id]);
    assert!(
        text.contains("KPI 1 stands as submitted. The registers now give 2 of 3, 66.7%."),
        "{text}"
    );

    let here = hub.json(&["sign", "return", id, "--role", "Programme manager"]);
    assert_eq!(
        (&here["person"], &here["how"], &here["intact"]),
        (&json!("Ann Archer"), &json!("here"), &json!(true))
    );
    let recorded = [
        "sign",
        "return",
        "2025-26 H1",
        "--role",
        "Senior responsible officer",
        "--for",
        "Sam Sorrel",
    ];
    let mut with_evidence = recorded.to_vec();
    with_evidence.extend([
        "--evidence",
        "E-mail of 3 October 2025",
        "--wording",
        "Agreed.",
    ]);
    let text = hub.run(&with_evidence);
    assert!(
        text.contains("recorded by Ann Archer: E-mail of 3 October 2025"),
        "{text}"
    );
    assert_eq!(hub.try_run(&recorded).status.code(), Some(2));

    let page = hub.json(&[
        "return",
        "reopen",
        id,
        "--reason",
        "An offer was recorded late",
    ]);
    assert_eq!(
        (&page["revision"], &page["state"]),
        (&json!(2), &json!("open"))
    );
    assert_eq!(answer(&page, "1")["figure"], "2 of 3, 66.7%");
    let text = hub.run(&["return", "show", id]);
    let other = "This is of revision 1, not of revision 2.";
    assert_eq!(text.matches(other).count(), 2, "{text}");
    let list = hub.json(&["return", "list"]);
    assert_eq!(
        (&list["total"], &list["rows"][0]["period"]),
        (&json!(1), &json!("2025-26 H1"))
    );
    assert!(hub.run(&["return", "list"]).contains("2025-26 H1"));
}

#[test]
fn what_does_not_fit_a_return_is_refused() {
    let hub = Hub::with_patch();
    for (code, arguments) in [
        ("no_return", &["return", "show"][..]),
        ("no_return", &["return", "show", "2025-26 H1"]),
        ("no_return", &["return", "show", "last summer"]),
        ("bad_period", &["return", "open", "--period", "2025"]),
        (
            "period_not_begun",
            &["return", "open", "--period", "2027-28 H1"],
        ),
    ] {
        assert_eq!(hub.refused_code(arguments), code, "{arguments:?}");
    }
    let text = hub.run(&["return", "open"]);
    let missing = text
        .lines()
        .filter(|l| l.contains("No narrative yet"))
        .count();
    assert_eq!(missing, 1, "{text}");
    for (code, arguments) in [
        (
            "narratives_missing",
            &["return", "submit", "2025-26 H1"][..],
        ),
        (
            "no_indicator",
            &["return", "set", "2025-26 H1", "99", "--narrative", "x"],
        ),
        ("nothing_said", &["return", "set", "2025-26 H1", "1"]),
        (
            "not_a_figure",
            &["return", "set", "2025-26 H1", "2", "--figure", "most"],
        ),
        (
            "open_already",
            &["return", "reopen", "2025-26 H1", "--reason", "x"],
        ),
        (
            "not_signable",
            &["sign", "practice", "A10001", "--role", "Programme manager"],
        ),
    ] {
        assert_eq!(hub.refused_code(arguments), code, "{arguments:?}");
    }
}
