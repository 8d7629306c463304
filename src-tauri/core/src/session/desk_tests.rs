//! The practice hub, who works here, the calendar file and everything as one file.
#![allow(clippy::unwrap_used)]

use std::{io::Read, path::Path};

use serde_json::{Value as Json, json};

use super::test_laptop::Laptop;

#[test]
fn the_practice_hub_has_the_size_of_a_real_one_and_something_to_do() {
    let mut laptop = Laptop::new();
    let status = laptop.ask("sample_open", json!({}));
    assert_eq!(status["hub"]["sample"], true);
    assert_eq!(status["hub"]["person"], crate::sample::PERSON);
    for (kind, count) in [("place", 4), ("pcn", 19), ("practice", 120), ("return", 3)] {
        assert_eq!(laptop.total(kind), count, "{kind}");
    }
    let findings = laptop.ask("findings", json!({}));
    let rules: Vec<&str> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect();
    for rule in [
        "practice.without_pcn",
        "practice.without_list_size",
        "practice.closed_but_in_pcn",
        "pcn.size",
        "return.open",
    ] {
        assert!(rules.contains(&rule), "{rule} in {rules:?}");
    }
    assert!(!rules.contains(&"record.rule_broken"), "{rules:?}");
    assert!(!rules.contains(&"record.may_be_same"), "{rules:?}");
    assert!(
        rules.len() < 40,
        "a believable list, not a flood: {}",
        rules.len()
    );
}

#[test]
fn the_practice_hub_never_takes_the_place_of_the_real_one() {
    let mut laptop = Laptop::with_a_hub();
    laptop.ask("sample_open", json!({}));
    assert_eq!(laptop.total("practice"), 120);
    let own = laptop.ask("hub_open", json!({ "file": null }));
    assert_eq!(own["hub"]["name"], "Dene Training Hub");
    assert_eq!(own["hub"]["sample"], false);
    assert_eq!(laptop.total("practice"), 0);
}

#[test]
fn what_was_tried_stays_until_somebody_starts_again() {
    let mut laptop = Laptop::with_a_hub();
    laptop.ask("sample_open", json!({}));
    let mine = json!({ "kind": "person", "id": null, "fields": { "name": "Tried Out" }, "generation": null, "reason": null });
    let people = laptop.total("person");
    laptop.ask("save", mine);
    laptop.ask("hub_open", json!({ "file": null }));
    laptop.ask("sample_open", json!({}));
    assert_eq!(laptop.total("person"), people + 1);
    laptop.ask("sample_open", json!({ "again": true }));
    assert_eq!(laptop.total("person"), people);
}

#[test]
fn a_practice_hub_that_was_stopped_is_not_there_and_the_real_one_is_open_again() {
    let mut laptop = Laptop::with_a_hub();
    laptop.world.stop.set(true);
    assert_eq!(
        laptop.try_ask("sample_open", json!({})).unwrap_err().code,
        "stopped"
    );
    assert!(!laptop.path("practice-hub.hubfolio").exists());
    assert_eq!(
        laptop.ask("status", json!({}))["hub"]["name"],
        "Dene Training Hub"
    );
}

#[test]
fn a_file_of_that_name_that_is_no_practice_hub_is_left_alone() {
    let mut laptop = Laptop::with_a_hub();
    let other = laptop.path("practice-hub.hubfolio");
    let hub = json!({ "hub": "Real Hub", "person": "Ann", "ics": null, "file": other });
    laptop.ask("hub_create", hub);
    laptop.ask("hub_open", json!({ "file": null }));
    let fault = laptop
        .try_ask("sample_open", json!({ "again": true }))
        .unwrap_err();
    assert_eq!(fault.code, "not_practice");
    let still = laptop.ask("hub_open", json!({ "file": other }));
    assert_eq!(still["hub"]["name"], "Real Hub");
}

#[test]
fn somebody_else_works_here_and_is_remembered() {
    let mut laptop = Laptop::with_a_hub();
    let people = laptop.total("person");
    let now = laptop.ask("work_as", json!({ "person": null, "name": " Bea Baker " }));
    assert_eq!(now["hub"]["person"], "Bea Baker");
    assert_eq!(laptop.total("person"), people + 1);
    laptop.ask("work_as", json!({ "person": null, "name": "bea baker" }));
    assert_eq!(laptop.total("person"), people + 1, "nobody is added twice");
    let again = laptop.ask("hub_open", json!({ "file": null }));
    assert_eq!(again["hub"]["person"], "Bea Baker");
    assert!(
        laptop
            .try_ask("work_as", json!({ "person": null, "name": "" }))
            .is_err()
    );
}

#[test]
fn whoever_is_removed_or_made_one_with_another_stays_who_works_here() {
    let mut laptop = Laptop::with_a_hub();
    laptop.ask("work_as", json!({ "person": null, "name": "Bea Baker" }));
    let bea = laptop.session.identify("person", "Bea Baker").unwrap();
    laptop.ask("delete", json!({ "kind": "person", "id": bea.to_string() }));
    let again = laptop.ask("hub_open", json!({ "file": null }));
    assert_eq!(
        again["hub"]["person"], "Bea Baker",
        "not who founded the hub"
    );
    let notice = &again["hub"]["notices"][0];
    assert_eq!(notice["title"], "You are not in the list of people");

    laptop.ask(
        "restore",
        json!({ "kind": "person", "id": bea.to_string() }),
    );
    let keep = laptop.save("person", json!({ "name": "Beatrice Baker" }));
    let merge = json!({ "kind": "person", "keep": keep, "other": bea.to_string() });
    laptop.ask("merge_records", merge);
    let again = laptop.ask("hub_open", json!({ "file": null }));
    assert_eq!(again["hub"]["person"], "Beatrice Baker");
    assert_eq!(again["hub"]["notices"], json!([]));
}

#[test]
fn a_contract_review_is_due_from_sixty_days_before_and_named_with_its_day() {
    let mut laptop = Laptop::with_a_hub();
    let hub = json!({ "source": { "kind": "hub_profile" }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 1 });
    let id = laptop.ask("view", hub)["rows"][0]["id"].clone();
    let mut due_on = |fields: Json, rule: &str| {
        let save = json!({ "kind": "hub_profile", "id": id, "fields": fields, "generation": null, "reason": null });
        laptop.ask("save", save);
        let findings = laptop.ask("findings", json!({}));
        let found = findings
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["rule"] == rule)
            .cloned();
        found.map(|f| f["due"].as_str().unwrap().to_owned())
    };
    // Today is 22 November 2026.
    let review = |day: &str| json!({ "next_review": day });
    assert_eq!(due_on(review("2027-01-22"), "hub.review_due"), None);
    assert_eq!(
        due_on(review("2027-01-21"), "hub.review_due").unwrap(),
        "2027-01-21"
    );
    assert_eq!(
        due_on(review("2026-01-01"), "hub.review_due").unwrap(),
        "2026-01-01"
    );
    let term = json!({ "contract_start": "2022-04-01", "contract_end": "2025-03-31", "extended_to": "2027-03-31" });
    assert_eq!(due_on(term, "hub.contract_ends").unwrap(), "2027-03-31");
    assert_eq!(
        due_on(json!({ "extended_to": "2028-03-31" }), "hub.contract_ends"),
        None
    );
}

#[test]
fn what_is_due_goes_into_a_calendar_file() {
    let mut laptop = Laptop::new();
    laptop.ask("sample_open", json!({}));
    let file = laptop.path("due.ics");
    let done = laptop.ask("calendar_write", json!({ "file": file }));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(done["entries"].as_i64().unwrap() > 0, "{done}");
    assert_eq!(
        text.matches("BEGIN:VEVENT").count() as i64,
        done["entries"].as_i64().unwrap()
    );
}

fn inside(zip: &Path) -> Vec<String> {
    let zip = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    zip.file_names()
        .map(|name| name.unwrap().into_owned())
        .collect()
}

#[test]
fn everything_is_one_zip_that_opens_without_hubfolio() {
    let mut laptop = Laptop::new();
    laptop.ask("sample_open", json!({}));
    let file = laptop.path("everything.zip");
    let done = laptop.ask("everything_write", json!({ "file": file }));
    let names = inside(&file);
    for name in [
        "README.txt",
        "hub.hubfolio",
        "tables/practice.csv",
        "workbooks/practice.xlsx",
    ] {
        assert!(names.iter().any(|n| n == name), "{name} in {names:?}");
    }
    let attached = names.iter().filter(|n| n.starts_with("files/")).count();
    assert_eq!(attached as i64, done["attached"].as_i64().unwrap());
    assert!(attached >= 2, "the copies of two submitted returns");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name("tables/practice.csv")
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.lines().count() > 120);
}

#[test]
fn everything_is_whole_or_absent() {
    let mut laptop = Laptop::with_a_hub();
    laptop.world.stop.set(true);
    let file = laptop.path("everything.zip");
    assert_eq!(
        laptop
            .try_ask("everything_write", json!({ "file": file }))
            .unwrap_err()
            .code,
        "stopped"
    );
    assert!(!file.exists());
    laptop.world.stop.set(false);
    std::fs::write(&file, "mine").unwrap();
    assert!(
        laptop
            .try_ask("everything_write", json!({ "file": file }))
            .is_err()
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    // The file dialog asked about replacing it: then it is replaced, or left as it was.
    laptop.world.stop.set(true);
    let over = json!({ "file": file, "replace": true });
    assert!(laptop.try_ask("everything_write", over.clone()).is_err());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    laptop.world.stop.set(false);
    laptop.ask("everything_write", over);
    assert!(zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).is_ok());
}

#[test]
fn the_folder_of_copies_is_remembered_and_takes_the_next_one_under_a_free_name() {
    let mut laptop = Laptop::with_a_hub();
    let none = laptop.try_ask("copy_write", json!({}));
    assert_eq!(none.unwrap_err().code, "no_copies_folder");
    let stick = laptop.path("Stick");
    std::fs::create_dir(&stick).unwrap();
    laptop.ask(
        "copy_write",
        json!({ "file": stick.join("first.hubfolio") }),
    );
    assert_eq!(laptop.ask("sharing", json!({}))["copies_folder"], "Stick");
    let second = laptop.ask("copy_write", json!({}));
    assert_eq!(second["file"], "Dene Training Hub 2026-11-22.hubfolio");
    let third = laptop.ask("copy_write", json!({}));
    assert_eq!(third["file"], "Dene Training Hub 2026-11-22 (2).hubfolio");
    assert!(
        stick
            .join("Dene Training Hub 2026-11-22 (2).hubfolio")
            .exists()
    );
    std::fs::rename(&stick, laptop.path("away")).unwrap();
    let gone = laptop.try_ask("copy_write", json!({}));
    assert_eq!(gone.unwrap_err().code, "no_copies_folder");
}
