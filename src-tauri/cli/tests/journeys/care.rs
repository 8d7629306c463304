//! Check, backup, fingerprints.

use serde_json::json;

use crate::hub::{Hub, text};

#[test]
fn a_sound_file_is_said_to_be_sound() {
    let hub = Hub::with_patch();
    let before = hub.json(&["state-hash", "--heads"]);
    let report = hub.json(&["check", "--rebuild"]);
    assert_eq!(
        (&report["sound"], &report["faults"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(hub.json(&["state-hash", "--heads"]), before);
    assert!(hub.run(&["check"]).contains("The hub file is sound."));
    assert_ne!(
        hub.run(&["state-hash", "--heads"]),
        hub.run(&["state-hash"])
    );
}

#[test]
fn an_edit_behind_the_programs_back_is_found() {
    let hub = Hub::with_patch();
    let db = rusqlite::Connection::open(hub.store()).unwrap();
    let changed = db
        .execute(
            "UPDATE log_write SET value = 'Other Surgery' WHERE value = 'Surgery 11'",
            [],
        )
        .unwrap();
    assert_eq!(changed, 1);
    drop(db);
    let output = hub.try_run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("is not what it was when it was made"),
        "{said}"
    );
}

#[test]
fn made_up_records_fill_a_new_file_and_no_other() {
    let hub = Hub::none();
    hub.run(&["generate", "--scale", "0.01", "--seed", "7"]);
    assert_eq!(hub.json(&["list", "practice", "--limit", "0"])["total"], 5);
    assert_eq!(hub.json(&["check", "--rebuild"])["sound"], true);
    assert_eq!(
        hub.refused_code(&["generate", "--scale", "0.01"]),
        "hub_in_use"
    );
    let started = Hub::new();
    started.run(&["generate", "--scale", "0.01"]);
    for bad in ["0", "-1", "many", "21", "0.001"] {
        let output = started.try_run(&["generate", "--scale", bad]);
        assert_eq!(output.status.code(), Some(2), "{bad}");
    }
}

#[test]
fn a_backup_is_whole_opens_elsewhere_and_takes_no_others_place() {
    let hub = Hub::with_patch();
    let copy = text(&hub.path("copy.hubfolio"));
    let done = hub.json(&["backup", &copy]);
    assert_eq!(done["bytes"], std::fs::metadata(&copy).unwrap().len());
    assert_eq!(hub.refused_code(&["backup", &copy]), "file_exists");
    assert_eq!(
        hub.refused_code(&["backup", "no/such/folder/copy.hubfolio"]),
        "folder_missing"
    );

    let other = Hub::none();
    std::fs::copy(&copy, other.store()).unwrap();
    let output = other.try_run(&["state-hash"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), hub.hash());
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("comes from another place")
    );
    // The first edit settles it.
    other.try_run(&["save", "place", "name=North Vale"]);
    assert_eq!(other.json(&["list", "place"])["total"], 1);
    assert_eq!(other.json(&["check", "--rebuild"])["sound"], true);
    assert_eq!(
        other.json(&["search", "surgery"]).as_array().unwrap().len(),
        6
    );
}

#[test]
fn a_backup_is_put_back_even_where_the_hub_file_is_gone() {
    let hub = Hub::with_patch();
    let hash = hub.hash();
    // An older copy is said to be one until the first edit, so stderr is not empty.
    let now = || String::from_utf8(hub.try_run(&["state-hash"]).stdout).unwrap();
    let copy = text(&hub.path("copy.hubfolio"));
    hub.run(&["backup", &copy]);
    hub.run(&["save", "place", "name=North Vale"]);
    let said = hub.run(&["restore-backup", &copy]);
    assert!(said.contains("is the hub file now"), "{said}");
    assert!(said.contains("is kept beside it as"), "{said}");
    assert_eq!(now().trim(), hash);
    std::fs::remove_file(hub.store()).unwrap();
    hub.run(&["restore-backup", &copy]);
    assert_eq!(now().trim(), hash);
    hub.try_run(&["save", "place", "name=South Vale"]);
    assert_eq!(
        hub.refused_code(&["restore-backup", "none.hubfolio"]),
        "no_copy"
    );
}

#[test]
fn a_copy_of_another_hub_does_not_take_the_place_of_this_one() {
    let (hub, other) = (Hub::new(), Hub::none());
    other.run(&["--as", "Rita Regan", "new", "--hub", "Midlands Region"]);
    let copy = text(&other.path("region.hubfolio"));
    other.run(&["backup", &copy]);
    let hash = hub.hash();
    assert_eq!(hub.refused_code(&["restore-backup", &copy]), "other_hub");
    assert_eq!(hub.hash(), hash);
    // Where there is nothing to compare with, or nothing of it can be read, it is what is wanted.
    std::fs::write(hub.store(), "no hub file any more").unwrap();
    hub.run(&["restore-backup", &copy]);
}

#[test]
fn a_person_is_erased_for_good_and_the_list_says_so() {
    let hub = Hub::with_patch();
    let person = hub.json(&["save", "person", "name=Zebedee Quuxworth", "role=Nurse"]);
    let id = person["id"].as_str().unwrap();
    assert!(
        hub.run(&["erasures"])
            .contains("Nothing was erased in this hub file.")
    );
    let hash = hub.hash();
    let said = hub.run(&["erase", "person", id, "--dry-run"]);
    assert!(said.contains("2 values would go"), "{said}");
    assert_eq!(hub.hash(), hash);
    // Ground and case number are needed.
    assert_eq!(hub.try_run(&["erase", "person", id]).status.code(), Some(2));
    let order = [
        "erase",
        "person",
        id,
        "--ground",
        "Asked for it",
        "--case",
        "IG-7",
    ];
    let said = hub.run(&order);
    assert!(said.contains("2 values were erased for good."), "{said}");
    let said = hub.run(&["erasures"]);
    for part in [
        "case IG-7: Asked for it",
        "the whole record",
        "Proposed and approved by",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert!(hub.run(&["show", "person", id]).contains("(erased)"));
    assert_eq!(
        hub.refused_code(&["save", "person", "--id", id, "name=Zebedee"]),
        "erased"
    );
    let report = hub.json(&["check", "--rebuild"]);
    assert_eq!(report["sound"], true);
    assert!(
        report["lines"]
            .to_string()
            .contains("Erasures: 1, nothing left")
    );
    let bytes = std::fs::read(hub.store()).unwrap().to_ascii_lowercase();
    assert!(!bytes.windows(9).any(|w| w == b"quuxworth"));
}
