//! What needs attention from the command line: whose, switched off, texts to send, addresses, single dates.

use serde_json::json;

use crate::hub::Hub;

#[test]
fn a_rule_is_given_to_somebody_put_off_and_shown_again() {
    let hub = Hub::new();
    hub.run(&["save", "practice", "ods_code=M84001", "name=Abbey Road"]);
    hub.run(&["save", "person", "name=Bea Baker", "email=bea@x.org"]);
    let rule = "practice.without_list_size";
    hub.run(&["rule", "owner", rule, "--name", "Bea Baker"]);
    let hers = hub.json(&["findings", "--owner", "Bea Baker"]);
    assert_eq!((&hers[0]["rule"], &hers[1]), (&json!(rule), &json!(null)));
    assert!(
        hub.run(&["letter", "notice", "--owner", "Bea Baker"])
            .contains("Abbey Road (M84001) has no list size.")
    );
    hub.run(&[
        "rule",
        "off",
        rule,
        "--record",
        "practice",
        "M84001",
        "--because",
        "It closes",
    ]);
    assert_eq!(hub.json(&["findings", "--owner", "Bea Baker"]), json!([]));
    assert!(hub.run(&["rule", "list"]).contains("It closes"));
    hub.run(&["rule", "on", rule, "--record", "practice", "M84001"]);
    assert_eq!(
        hub.json(&["findings", "--owner", "Bea Baker"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn what_is_due_soon_says_that_more_waits_without_a_date() {
    let hub = Hub::new();
    hub.run(&["save", "practice", "ods_code=M84001", "name=Abbey Road"]);
    let said = hub.run(&["findings", "--within", "30"]);
    assert!(said.starts_with("Nothing is due by "), "{said}");
    assert!(said.contains("Not shown: "), "{said}");
    assert_eq!(hub.json(&["findings", "--within", "30"]), json!([]));
}

#[test]
fn addresses_of_a_list_are_printed_and_written_as_a_draft() {
    let hub = Hub::new();
    hub.run(&[
        "save",
        "person",
        "name=Bea Baker",
        "email=bea@x.org",
        "role=Nurse",
    ]);
    hub.run(&["save", "person", "name=Dan Dale", "role=Nurse"]);
    let draft = hub.path("draft.eml");
    let said = hub.run(&[
        "letter",
        "addresses",
        "person",
        "--where",
        "role=Nurse",
        "--eml",
        &draft.to_string_lossy(),
        "--bcc",
        "--subject",
        "Hello",
    ]);
    assert!(
        said.contains("Bea Baker <bea@x.org>") && said.contains("No address: Dan Dale"),
        "{said}"
    );
    let text = std::fs::read_to_string(draft).unwrap();
    assert!(
        text.contains("X-Unsent: 1") && text.contains("Bcc: ") && text.contains("Subject: Hello"),
        "{text}"
    );
}

#[test]
fn one_date_of_a_record_goes_to_a_calendar() {
    let hub = Hub::new();
    hub.run(&[
        "save",
        "practice",
        "ods_code=M84001",
        "name=Abbey Road",
        "closed=31/03/2027",
    ]);
    let file = hub.path("one.ics");
    hub.run(&[
        "calendar",
        "practice",
        "M84001",
        "closed",
        "--out",
        &file.to_string_lossy(),
    ]);
    assert!(std::fs::read_to_string(file).unwrap().contains("20270331"));
}

#[test]
fn a_practice_hub_takes_the_name_it_is_given_and_a_list_is_counted_in_groups() {
    let hub = Hub::none();
    let made = hub.json(&["new", "--hub", "Vale Training Hub", "--sample"]);
    assert_eq!(made["hub"]["name"], "Vale Training Hub");
    let groups = hub.json(&["list", "organisation", "--group", "category"]);
    let counted: i64 = groups["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| g["count"].as_i64().unwrap())
        .sum();
    assert_eq!(counted, groups["total"].as_i64().unwrap());
    assert!(
        hub.run(&["list", "organisation", "--group", "category"])
            .contains("University")
    );
}
