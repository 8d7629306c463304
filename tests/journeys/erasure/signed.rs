//! Copies that were submitted and signed: the content goes, fingerprint and sign-offs stay; and the commands as a
//! window calls them.

use hubfolio_core::env::Env;
use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::hits;

const NAME: &str = "Zebedee Quuxworth";

/// A submitted return whose story names a person.
fn submitted(desk: &mut Desk) -> (String, String) {
    let person = desk.save(
        "person",
        json!({ "name": NAME, "email": "z.quuxworth@example.org" }),
    );
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    let id = page["id"].as_str().unwrap().to_owned();
    for answer in page["answers"].as_array().unwrap() {
        let mut request = json!({ "id": id, "number": answer["number"], "narrative": format!("As {NAME} said: “well”") });
        if answer["figure_needed"] == true && answer["figure"] == "" {
            request["figure"] = json!("1");
            request["figure_reason"] = json!("Counted by hand");
        }
        desk.call("return_answer", request);
    }
    desk.call("return_submit", json!({ "id": id }));
    desk.call(
        "sign",
        json!({ "kind": "return", "id": id, "role": "Programme manager", "how": "here" }),
    );
    (person, id)
}

fn order(kind: &str, id: &str, fields: &[&str]) -> Value {
    json!({ "kind": kind, "id": id, "fields": fields, "ground": "Asked for it", "case_number": "IG-11" })
}

#[test]
fn a_signed_copy_that_names_the_person_keeps_its_fingerprint_alone() {
    let mut desk = Desk::new(120);
    let (person, id) = submitted(&mut desk);
    let before = desk.call("return_page", json!({ "id": id }));
    assert_eq!(before["sign_offs"][0]["content_erased"], false);

    let preview = desk.call("erase_preview", order("person", &person, &[]));
    let goes: Vec<&str> = preview["goes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| g.as_str().unwrap())
        .collect();
    assert!(
        goes.iter().any(|g| g.contains("one signed copy;")),
        "{goes:?}"
    );
    let mentions = preview["mentions"].as_array().unwrap().clone();
    assert!(mentions.iter().all(|m| m["kind"] == "answer") && !mentions.is_empty());
    assert_eq!(desk.call("return_page", json!({ "id": id })), before);

    let done = desk.call("erase", order("person", &person, &[]));
    assert!(
        done["summary"]
            .as_str()
            .unwrap()
            .contains("The content of 1 signed copy")
    );
    // The stories themselves are other records, and are listed for a person to decide.
    for mention in done["mentions"].as_array().unwrap() {
        desk.call(
            "erase",
            order("answer", mention["id"].as_str().unwrap(), &["narrative"]),
        );
    }
    let left = desk.call("search", json!({ "text": "quuxworth", "limit": 5 }));
    assert_eq!(left.as_array().unwrap().len(), 0);
    assert!(
        hits(desk.folder.path()).is_empty(),
        "{:?}",
        hits(desk.folder.path())
    );

    let page = desk.call("return_page", json!({ "id": id }));
    let sign_off = &page["sign_offs"][0];
    assert_eq!(
        (&sign_off["content_erased"], &sign_off["intact"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(sign_off["check_code"], before["sign_offs"][0]["check_code"]);
    let out = desk.folder.path().join("pack.pdf");
    let fault = desk.refused(
        "pack",
        json!({ "pack": "kpi", "record": id, "file": out.to_str().unwrap() }),
    );
    assert_eq!(fault.code, "copy_erased");
    assert!(!out.exists());
    assert_eq!(
        desk.call("check", json!({ "rebuild": true }))["sound"],
        true
    );
    assert!(
        desk.session
            .store()
            .unwrap()
            .missing_blobs()
            .unwrap()
            .is_empty()
    );

    let list = desk.call("erasures", json!({}));
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), done["mentions"].as_array().unwrap().len() + 1);
    let first = list.last().unwrap();
    assert_eq!(
        (&first["case_number"], &first["alone"]),
        (&json!("IG-11"), &json!(true))
    );
    assert_eq!(first["proposed_by"], "Ann Archer");
    assert!(!list.iter().any(|l| l.to_string().contains("Quuxworth")));
}

#[test]
fn a_copy_that_does_not_name_the_person_stays_as_it_is() {
    let mut desk = Desk::new(121);
    let (_, id) = submitted(&mut desk);
    let other = desk.save("person", json!({ "name": "Annual", "role": "well" }));
    desk.call("erase", order("person", &other, &[]));
    let page = desk.call("return_page", json!({ "id": id }));
    assert_eq!(page["sign_offs"][0]["content_erased"], false);
    assert!(
        page["answers"][0]["narrative"]
            .as_str()
            .unwrap()
            .contains(NAME)
    );
}

#[test]
fn copies_out_of_reach_are_listed() {
    let mut desk = Desk::new(122);
    let person = desk.save("person", json!({ "name": NAME }));
    let store = desk.session.store().unwrap();
    let folder = store.copies_folder();
    store.keep_copy(&desk.world, &folder, 10).unwrap();
    let an_hour_later = |desk: &Desk| desk.world.set_clock(desk.world.now() + 3_600_000);
    an_hour_later(&desk);
    let copy = desk.folder.path().join("elsewhere.hubfolio");
    desk.call("copy_write", json!({ "file": copy.to_str().unwrap() }));
    an_hour_later(&desk);
    desk.call("copy_restore", json!({ "file": copy.to_str().unwrap() }));
    let done = desk.call("erase", order("person", &person, &[]));
    let lines = done["order"]["out_of_reach"].as_array().unwrap();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines[0]
            .as_str()
            .unwrap()
            .starts_with("Copy hub-2025-10-09-")
    );
    assert!(
        lines[1]
            .as_str()
            .unwrap()
            .starts_with("hub-replaced-2025-10-09-")
    );
    assert!(
        lines[2]
            .as_str()
            .unwrap()
            .contains("somebody made elsewhere with “Make a copy”, the last on 9 October 2025"),
        "{lines:?}"
    );
}

#[test]
fn a_copy_that_went_to_another_team_is_called_one() {
    let mut desk = Desk::new(125);
    let person = desk.save("person", json!({ "name": NAME }));
    let file = desk.file("to-the-region.hubx");
    let of = json!({ "record": { "kind": "person", "id": person } });
    let how =
        json!({ "protection": "words", "words": "unicorn tractor basement oblong viper lantern" });
    desk.call("copy_send", json!({ "of": of, "how": how, "file": file }));
    let preview = desk.call("erase_preview", order("person", &person, &[]));
    let lines = preview["out_of_reach"].to_string();
    assert!(
        lines.contains("Copy for another team to-the-region.hubx, sent on")
            && lines.contains("ask that team to delete it"),
        "{lines}"
    );
}

/// An edit takes a name out of a text; what it said before is still in the history.
#[test]
fn a_text_that_named_the_person_before_is_listed_too() {
    let mut desk = Desk::new(126);
    let person = desk.save("person", json!({ "name": NAME }));
    let place = desk.save(
        "place",
        json!({ "name": "North", "notes": format!("{NAME} rang.") }),
    );
    let silent = desk.save("place", json!({ "name": "South", "notes": "Nobody rang." }));
    let fields = json!({ "notes": "Somebody rang." });
    desk.call(
        "save",
        json!({ "kind": "place", "id": place, "fields": fields }),
    );
    let preview = desk.call("erase_preview", order("person", &person, &[]));
    let mentions = preview["mentions"].as_array().unwrap();
    let found = mentions.iter().find(|m| m["id"] == place);
    let found = found.unwrap_or_else(|| panic!("{mentions:?}"));
    assert_eq!(found["title"], "North, in its history");
    assert!(
        mentions
            .iter()
            .all(|m| m["id"] != silent && m["id"] != person)
    );
    desk.call("erase", order("place", &place, &["notes"]));
    desk.call("erase", order("person", &person, &[]));
    assert!(
        hits(desk.folder.path()).is_empty(),
        "{:?}",
        hits(desk.folder.path())
    );
}

/// What was erased can't be filled in again, so nobody is asked to.
#[test]
fn an_erased_record_is_not_called_incomplete() {
    let mut desk = Desk::new(127);
    let person = desk.save("person", json!({ "name": NAME }));
    let file = desk.folder.path().join("letter.txt");
    std::fs::write(&file, "A letter").unwrap();
    desk.call(
        "attach",
        json!({ "kind": "person", "id": person, "file": file.to_str().unwrap() }),
    );
    desk.call("erase", order("person", &person, &[]));
    let findings = desk.call("findings", json!({})).to_string();
    assert!(!findings.contains("is missing."), "{findings}");
}

#[test]
fn the_person_who_is_erased_did_not_approve_it() {
    let mut desk = Desk::new(128);
    let person = desk.save("person", json!({ "name": NAME }));
    let mut request = order("person", &person, &[]);
    request["approved_by"] = json!(NAME);
    assert_eq!(
        desk.refused("erase", request).code,
        "approved_by_the_person"
    );
    let page = desk.call("show", json!({ "kind": "person", "id": person }));
    assert_eq!(page["title"], NAME);
}

/// A copy made before the person was known holds nothing of them.
#[test]
fn copies_that_hold_nothing_of_the_person_are_not_listed() {
    let mut desk = Desk::new(124);
    let keep = |desk: &mut Desk| {
        let store = desk.session.store().unwrap();
        let copy = store.keep_copy(&desk.world, &store.copies_folder(), 10);
        copy.unwrap().file_name().unwrap().to_owned()
    };
    let before = keep(&mut desk);
    desk.world.set_clock(desk.world.now() + 86_400_000);
    let person = desk.save("person", json!({ "name": NAME }));
    let with = keep(&mut desk);
    assert_ne!(before, with);
    let preview = desk.call("erase_preview", order("person", &person, &[]));
    let done = desk.call("erase", order("person", &person, &[]));
    for lines in [&preview["out_of_reach"], &done["order"]["out_of_reach"]] {
        let lines = lines.as_array().unwrap();
        assert_eq!(lines.len(), 1, "{lines:?}");
        let copy = format!("Copy {} ", with.to_str().unwrap());
        assert!(lines[0].as_str().unwrap().starts_with(&copy), "{lines:?}");
    }
}

#[test]
fn an_approver_who_is_not_among_the_people_is_refused() {
    let mut desk = Desk::new(123);
    let person = desk.save("person", json!({ "name": NAME }));
    let mut request = order("person", &person, &[]);
    request["approved_by"] = json!("Nobody");
    assert_eq!(desk.refused("erase", request).code, "no_person");
    assert_eq!(
        desk.refused("erase_preview", order("person", &person, &["hat"]))
            .code,
        "unknown_field"
    );
}
