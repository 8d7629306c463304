//! Lists of addresses, drafts, single dates for a calendar.
#![allow(clippy::unwrap_used)]

use serde_json::{Value as Json, json};

use super::test_laptop::Laptop;

fn people() -> Laptop {
    let mut laptop = Laptop::with_a_hub();
    for (name, email) in [
        ("Bea Baker", json!("bea@x.org")),
        ("Cara Cole", json!("BEA@x.org")),
        ("Dan Dale", json!(null)),
        ("Eve Ely", json!("eve@y.org")),
    ] {
        let new = json!({ "kind": "person", "id": null, "fields": { "name": name, "email": email }, "generation": null, "reason": null });
        laptop.ask("save", new);
    }
    laptop
}

fn view(kind: &str) -> Json {
    json!({ "source": { "kind": kind }, "columns": [], "filter": null, "sort": [{ "path": "name" }], "group": null,
        "search": null, "offset": 0, "limit": 1 })
}

#[test]
fn a_whole_list_gives_each_address_once_and_names_who_has_none() {
    let mut laptop = people();
    let list = laptop.ask("mail_list", json!({ "view": view("person") }));
    assert_eq!(
        list["people"],
        json!([{ "name": "Bea Baker", "email": "bea@x.org" }, { "name": "Eve Ely", "email": "eve@y.org" }])
    );
    assert_eq!(list["shared"], 1);
    let without: Vec<&str> = list["without"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w["title"].as_str().unwrap())
        .collect();
    assert_eq!(without, ["Ann Archer", "Dan Dale"]);
}

#[test]
fn a_selection_gives_its_own_and_a_list_that_names_people_gives_theirs() {
    let mut laptop = people();
    let eve = laptop
        .session
        .identify("person", "Eve Ely")
        .unwrap()
        .to_string();
    let list = laptop.ask("mail_list", json!({ "view": view("person"), "ids": [eve] }));
    assert_eq!(list["people"].as_array().unwrap().len(), 1);
    let hub =
        laptop.ask("view", json!({ "source": { "kind": "hub_profile" } }))["rows"][0]["id"].clone();
    laptop.save(
        "team_member",
        json!({ "hub": hub, "person": "Eve Ely", "role": "lead_clinician" }),
    );
    laptop.save(
        "team_member",
        json!({ "hub": hub, "role": "administrator" }),
    );
    let team = json!({ "source": { "kind": "team_member" } });
    let list = laptop.ask("mail_list", json!({ "view": team }));
    assert_eq!(
        list["people"],
        json!([{ "name": "Eve Ely", "email": "eve@y.org" }])
    );
    assert_eq!(
        list["without"],
        json!([]),
        "a vacant post is nobody without an address"
    );
    let practices = laptop.try_ask("mail_list", json!({ "view": view("practice") }));
    assert_eq!(practices.unwrap_err().code, "no_people");
}

#[test]
fn a_draft_is_written_with_its_file_and_opens_as_a_link_while_it_is_short() {
    let mut laptop = people();
    let draft = json!({ "people": [{ "name": "Eve", "email": "eve@y.org" }], "hidden": true, "subject": "Hello", "text": "Dear Eve" });
    let (file, along) = (laptop.path("draft.eml"), laptop.path("plan.txt"));
    std::fs::write(&along, "plan").unwrap();
    let done = laptop.ask(
        "mail_save",
        json!({ "draft": draft, "attach": along, "file": file }),
    );
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(done["bytes"], text.len());
    assert!(
        text.contains("X-Unsent: 1") && text.contains("plan.txt"),
        "{text}"
    );
    let link = laptop.ask("mail_link", draft.clone());
    assert_eq!(
        link["link"],
        "mailto:?bcc=eve@y.org&subject=Hello&body=Dear%20Eve"
    );
    let mut long = draft;
    long["text"] = json!("x".repeat(3_000));
    assert_eq!(
        laptop.try_ask("mail_link", long).unwrap_err().code,
        "draft_too_long"
    );
}

#[test]
fn a_single_date_of_a_record_goes_to_a_calendar() {
    let mut laptop = people();
    let practice = laptop.save(
        "practice",
        json!({ "ods_code": "M84001", "name": "Abbey Road", "closed": "2027-03-31" }),
    );
    let file = laptop.path("one.ics");
    let one =
        |field: &str| json!({ "file": file, "kind": "practice", "id": practice, "field": field });
    laptop.ask("calendar_one", one("closed"));
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
    assert!(
        text.contains("DTSTART;VALUE=DATE:20270331") && text.contains("SUMMARY:Abbey Road: closed"),
        "{text}"
    );
    assert_eq!(
        laptop
            .try_ask("calendar_one", one("opened"))
            .unwrap_err()
            .code,
        "no_date"
    );
    assert_eq!(
        laptop
            .try_ask("calendar_one", one("name"))
            .unwrap_err()
            .code,
        "no_date"
    );
}

#[test]
fn a_meeting_goes_to_a_calendar_with_its_time_and_a_number_that_goes_up() {
    let mut laptop = people();
    let board = laptop.save("board", json!({ "name": "Delivery board" }));
    let meeting = laptop.save(
        "meeting",
        json!({ "board": board, "day": "2025-06-10", "starts": "09:30", "ends": "11:00",
                "place": "Rugby Library", "state": "planned" }),
    );
    let file = laptop.path("meeting.ics");
    let one = json!({ "file": file, "kind": "meeting", "id": meeting, "field": "day" });
    laptop.ask("calendar_one", one.clone());
    let text = std::fs::read_to_string(&file).unwrap();
    for line in [
        "SUMMARY:Delivery board",
        "DTSTART:20250610T083000Z",
        "DTEND:20250610T100000Z",
        "LOCATION:Rugby Library",
        "SEQUENCE:0",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    laptop.ask(
        "save",
        json!({ "kind": "meeting", "id": meeting, "fields": { "state": "cancelled" }, "generation": null, "reason": null }),
    );
    laptop.ask("calendar_one", one);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("SEQUENCE:1") && text.contains("STATUS:CANCELLED"),
        "{text}"
    );
}
