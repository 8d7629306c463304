//! Founding a hub file; adding, changing, removing, restoring records; history, undo and redo.

use serde_json::json;

use crate::hub::Hub;

#[test]
fn a_hub_file_starts_with_its_founder_and_its_profile() {
    let hub = Hub::none();
    let said = hub.json(&[
        "new",
        "--hub",
        "Vale Training Hub",
        "--ics",
        "qwu",
        "--as",
        "Ann Archer",
    ]);
    assert_eq!(
        (&said["hub"]["name"], &said["hub"]["person"]),
        (&json!("Vale Training Hub"), &json!("Ann Archer"))
    );
    let profile = hub.json(&["list", "hub_profile"]);
    assert_eq!(
        (&profile["total"], &profile["rows"][0]["ics"]),
        (&json!(1), &json!("QWU"))
    );
    assert!(
        hub.run(&["status"])
            .contains("You work in it as Ann Archer.")
    );
}

#[test]
fn without_a_name_the_account_is_the_first_person() {
    let hub = Hub::none();
    hub.run(&["new", "--hub", "Vale Training Hub"]);
    assert_eq!(hub.json(&["list", "person"])["total"], 1);
}

#[test]
fn a_practice_hub_holds_a_whole_patch_and_what_is_due_in_it_goes_to_a_calendar() {
    let hub = Hub::none();
    let said = hub.run(&["new", "--hub", "Vale Training Hub", "--sample"]);
    assert!(said.contains("Nothing in it is real."), "{said}");
    assert_eq!(hub.json(&["list", "practice"])["total"], 120);
    let due = hub.store().with_file_name("due.ics");
    hub.run(&["findings", "--ics", &due.to_string_lossy()]);
    assert!(
        std::fs::read_to_string(&due)
            .unwrap()
            .starts_with("BEGIN:VCALENDAR")
    );
    let second = hub.store().with_file_name("practice.hubfolio");
    hub.run(&["sample", &second.to_string_lossy()]);
    let twice = hub.try_run(&["sample", &second.to_string_lossy()]);
    assert_eq!(
        twice.status.code(),
        Some(1),
        "a file that is there is left alone"
    );
}

#[test]
fn kinds_and_their_fields_are_described() {
    let hub = Hub::none();
    let kinds = hub.json(&["kinds"]);
    let names: Vec<_> = kinds
        .as_array()
        .unwrap()
        .iter()
        .map(|k| k["name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"practice") && names.contains(&"return"));
    assert!(hub.run(&["kinds"]).contains("pcn_mark"));
    let practice = hub.json(&["describe", "practice"]);
    let code = &practice["fields"][0];
    assert_eq!(
        (&code["name"], &code["required"], &code["fixed"]),
        (&json!("ods_code"), &json!(true), &json!(true))
    );
    assert!(
        practice["worked_out"]
            .as_array()
            .unwrap()
            .iter()
            .any(|c| c["name"] == "pcn_now")
    );
    let text = hub.run(&["describe", "pcn"]);
    assert!(
        text.contains("kpi.8.numerator") && text.contains("hub, from, to"),
        "{text}"
    );
}

#[test]
fn a_record_is_added_changed_removed_and_brought_back() {
    let hub = Hub::new();
    let saved = hub.json(&[
        "save",
        "practice",
        "ods_code=A10001",
        "name=Abbey Surgery",
        "list_size=12,000",
    ]);
    assert!(saved["id"].is_string() && saved["change"].is_string());
    let before = hub.hash();
    hub.run(&[
        "save",
        "practice",
        "--id",
        "a10001",
        "name=Abbey Medical Centre",
        "list_size=",
        "--reason",
        "New name",
    ]);
    let shown = hub.json(&["show", "practice", "A10001", "--history"]);
    assert_eq!(shown["fields"]["name"], "Abbey Medical Centre");
    assert_eq!(shown["fields"]["list_size"], json!(null));
    let newest = &shown["history"][0];
    assert_eq!(
        (&newest["who"], &newest["reason"]),
        (&json!("Ann Archer"), &json!("New name"))
    );
    let text = hub.run(&["show", "practice", "Abbey Medical Centre", "--history"]);
    assert!(
        text.contains("New name") && text.contains("A10001"),
        "{text}"
    );

    hub.run(&["undo"]);
    assert_eq!(hub.hash(), before);
    hub.run(&["redo"]);
    assert_eq!(
        hub.json(&["show", "practice", "A10001"])["fields"]["name"],
        "Abbey Medical Centre"
    );

    let changed = hub.hash();
    hub.run(&["delete", "practice", "A10001"]);
    assert_eq!(hub.json(&["list", "practice"])["total"], 0);
    hub.run(&["restore", "practice", "A10001"]);
    assert_eq!(hub.hash(), changed);
}

#[test]
fn fields_come_from_a_json_file_too() {
    let hub = Hub::new();
    let file = hub.write(
        "person.json",
        r#"{ "name": "Bea Brook", "email": "bea@vale.example" }"#,
    );
    hub.run(&[
        "save",
        "person",
        "--json-file",
        &file,
        "role=Lead clinician",
    ]);
    let person = hub.json(&["show", "person", "Bea Brook"]);
    assert_eq!(
        (&person["fields"]["role"], &person["fields"]["email"]),
        (&json!("Lead clinician"), &json!("bea@vale.example"))
    );
    for (name, text) in [
        ("list.json", "[1]"),
        ("cut.json", "{ \"name\": "),
        ("letters.json", "caf\u{e9}"),
    ] {
        let file = hub.write(name, text);
        assert_eq!(
            hub.refused_code(&["save", "person", "--json-file", &file]),
            "json_file"
        );
    }
    let file = hub.write("twice.json", r#"{ "name": "Cal Crane" }"#);
    assert_eq!(
        hub.refused_code(&["save", "person", "--json-file", &file, "name=Cal"]),
        "set_twice"
    );
    assert_eq!(
        hub.refused_code(&["save", "person", "--json-file", "nowhere.json"]),
        "file_unreadable"
    );
}

#[test]
fn an_older_edit_is_undone_by_name_and_later_ones_stay() {
    let hub = Hub::new();
    hub.run(&["save", "organisation", "name=Vale College"]);
    let change = hub.json(&[
        "save",
        "organisation",
        "--id",
        "Vale College",
        "web=vale.example",
        "telephone=1",
    ]);
    hub.run(&[
        "save",
        "organisation",
        "--id",
        "Vale College",
        "telephone=2",
    ]);
    let change = change["change"].as_str().unwrap();
    assert_eq!(hub.refused_code(&["undo", change]), "later_edits");
    let undone = hub.json(&["undo", change, "--partly"]);
    assert_eq!(undone["left"].as_array().unwrap().len(), 1);
    let fields = &hub.json(&["show", "organisation", "Vale College"])["fields"];
    assert_eq!(
        (&fields["web"], &fields["telephone"]),
        (&json!(null), &json!("2"))
    );
    let actions = hub.json(&["actions"]);
    assert!(
        actions
            .as_array()
            .unwrap()
            .iter()
            .any(|a| a["id"] == change && a["undone"] == true)
    );
    assert!(hub.run(&["actions"]).contains("Vale College"));
}

#[test]
fn who_works_here_must_be_one_of_the_people() {
    let hub = Hub::new();
    hub.run(&["save", "person", "name=Bea Brook"]);
    hub.run(&["--as", "bea brook", "save", "place", "name=North Vale"]);
    let place = hub.json(&["show", "place", "North Vale", "--history"]);
    assert_eq!(place["history"][0]["who"], "Bea Brook");
    assert_eq!(
        hub.refused_code(&["--as", "Nobody", "save", "place", "name=South Vale"]),
        "no_person"
    );
}

#[test]
fn the_day_can_be_moved_and_the_log_keeps_its_own_clock() {
    let mut hub = Hub::with_patch();
    hub.run(&["save", "practice", "--id", "A10001", "closed=31/12/2025"]);
    assert_eq!(
        hub.json(&["list", "pcn", "--columns", "practices_now"])["rows"][0]["practices_now"],
        2
    );
    hub.today = "01/02/2026".into();
    assert_eq!(
        hub.json(&["list", "pcn", "--columns", "practices_now"])["rows"][0]["practices_now"],
        1
    );
    hub.today = "01/02/2001".into();
    hub.run(&["save", "place", "name=North Vale"]);
    let at = hub.json(&["actions"])[0]["at"].as_i64().unwrap();
    assert!(at > 1_700_000_000_000, "{at}");
}

#[test]
fn many_records_are_saved_as_one_edit_and_what_fails_is_named() {
    let hub = Hub::none();
    hub.run(&["new", "--hub", "Vale Training Hub", "--as", "Ann Archer"]);
    let rows = json!([
        { "fields": { "name": "Ben Carter", "role": "Nurse" } },
        { "fields": { "role": "GP" } },
        { "id": null, "fields": { "name": "Cara Dean", "email": "cara at example" } },
    ]);
    let file = hub.write("people.json", rows.to_string());
    let file = file.as_str();
    let said = hub.run(&["save-many", "person", file, "--dry-run"]);
    assert!(
        said.starts_with("Would save: 3 cells, 2 new records"),
        "{said}"
    );
    assert_eq!(hub.json(&["list", "person"])["total"], 1);
    let said = hub.run(&["save-many", "person", file]);
    assert!(said.contains("Row 2, name: Name is missing."), "{said}");
    assert!(said.contains("Row 3, email:"), "{said}");
    assert_eq!(hub.json(&["list", "person"])["total"], 3);
    assert!(hub.run(&["undo"]).starts_with("Undone: Add 2 people"));
    assert_eq!(hub.json(&["list", "person"])["total"], 1);
}
