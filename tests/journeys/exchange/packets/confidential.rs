//! What leaves, and what never does: looked for in the bytes of the opened file.

use hubfolio_tests::{Desk, forge::apart};
use serde_json::{Value, json};

use super::{WORDS, hub, list, record, send, submitted};

const SECRET: &str = "Zebediah-7f3a";

/// Everything that the file says, opened.
fn opened(desk: &mut Desk, file: &str) -> String {
    let keys = desk.keys(Some(WORDS));
    let apart = apart(&std::fs::read(file).unwrap(), &keys);
    String::from_utf8(apart.text).unwrap()
}

fn preview(desk: &mut Desk, of: &Value) -> Value {
    desk.call("copy_preview", of.clone())
}

#[test]
fn a_confidential_field_is_in_no_byte_of_the_copy() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer").desk;
    let priya = vale.save(
        "person",
        json!({ "name": "Priya Patel", "notes": SECRET, "role": "Nurse" }),
    );
    let all = list("person", &["name", "role", "notes"]);
    let seen = preview(&mut vale, &all);
    assert_eq!(seen["kept_back"], json!(["Confidential fields: Notes"]));
    assert_eq!(
        seen["personal"][0],
        "1 person: names and what is noted of them"
    );
    for (n, of) in [all, record("person", &priya)].into_iter().enumerate() {
        let file = send(&mut vale, of, &format!("{n}.hubx"));
        let text = opened(&mut vale, &file);
        assert!(text.contains("Priya Patel") && text.contains("Nurse"));
        assert!(!text.contains(SECRET));
    }
}

#[test]
fn a_person_who_is_kept_to_the_team_is_in_no_byte_of_any_copy() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer").desk;
    let fields =
        json!({ "name": SECRET, "email": format!("{SECRET}@example.org"), "confidential": true });
    let person = vale.save("person", fields);
    vale.save("person", json!({ "name": "Priya Patel" }));
    let profile =
        vale.call("view", json!({ "source": { "kind": "hub_profile" } }))["rows"][0]["id"].clone();
    let profile = profile.as_str().unwrap().to_owned();
    vale.save(
        "team_member",
        json!({ "hub": profile, "person": person, "role": "Lead clinician" }),
    );
    let copies = [
        list("person", &["name", "email"]),
        list(
            "team_member",
            &["role", "person", "person.email", "person.name"],
        ),
        record("hub_profile", &profile),
    ];
    for (n, of) in copies.into_iter().enumerate() {
        let kept = preview(&mut vale, &of)["kept_back"].to_string();
        assert!(
            kept.contains("1 record that is kept to your team"),
            "{n}: {kept}"
        );
        let file = send(&mut vale, of, &format!("{n}.hubx"));
        let text = opened(&mut vale, &file);
        assert!(!text.contains(SECRET), "copy {n}");
        assert!(!text.contains(&person), "copy {n}");
    }
    let refused = vale.refused("copy_preview", record("person", &person));
    assert_eq!(refused.code, "confidential");
}

#[test]
fn what_other_teams_sent_is_not_passed_on() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer").desk;
    for kind in [
        "received_copy",
        "partner_team",
        "partner_laptop",
        "copy_comment",
    ] {
        let refused = vale.refused("copy_preview", list(kind, &[]));
        assert_eq!(refused.code, "confidential", "{kind}");
    }
}

#[test]
fn a_list_is_not_chosen_by_what_it_may_not_show() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer").desk;
    vale.save("person", json!({ "name": "Priya Patel", "notes": SECRET }));
    let filter = json!({ "field": { "path": "notes", "op": "contains", "value": "Zeb" } });
    let of = json!({ "list": { "source": { "kind": "person" }, "columns": ["name"], "filter": filter } });
    let file = vale.file("no.hubx");
    let how = json!({ "protection": "words", "words": WORDS });
    let refused = vale.refused("copy_send", json!({ "of": of, "how": how, "file": file }));
    assert_eq!(refused.code, "confidential");
    assert!(!std::path::Path::new(&file).exists());
}

#[test]
fn personal_data_does_not_leave_unprotected_and_other_data_may() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer");
    let open = |desk: &mut Desk, of: &Value, name: &str| {
        let file = desk.file(name);
        json!({ "of": of, "how": { "protection": "none" }, "file": file })
    };
    let practices = list("practice", &["name", "ods_code", "list_size"]);
    let request = open(&mut vale.desk, &practices, "open.hubx");
    let sent = vale.desk.call("copy_send", request);
    assert_eq!(
        (&sent["words"], &sent["reader"]),
        (&json!(null), &json!(null))
    );
    assert_eq!(preview(&mut vale.desk, &practices)["may_be_open"], true);

    let id = submitted(&mut vale.desk, "Mrs Smith taught us much.");
    let of = record("return", &id);
    assert_eq!(
        preview(&mut vale.desk, &of)["may_be_open"],
        false,
        "free text may name anybody"
    );
    let request = open(&mut vale.desk, &of, "no.hubx");
    let refused = vale.desk.refused("copy_send", request);
    assert_eq!(refused.code, "personal_data");
    assert!(!std::path::Path::new(&vale.desk.file("no.hubx")).exists());

    // Unless told otherwise, words are made up.
    let file = vale.desk.file("usual.hubx");
    let sent = vale
        .desk
        .call("copy_send", json!({ "of": of, "how": {}, "file": file }));
    let words = sent["words"].as_str().unwrap();
    assert!(words.split(' ').count() >= 6, "{words}");
    let bytes = std::fs::read(&file).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
    assert!(!holds("Mrs Smith") && !holds("Wyre Vale") && !holds("Ann Archer"));
}

#[test]
fn colleagues_who_write_here_are_no_personal_data_but_everybody_else_is() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer").desk;
    let people = list("person", &["name"]);
    assert_eq!(preview(&mut vale, &people)["personal"], json!([]));
    for n in 1..=14 {
        vale.save("person", json!({ "name": format!("Contact {n}") }));
    }
    let seen = preview(&mut vale, &people);
    assert_eq!(
        seen["personal"],
        json!(["14 people: names and what is noted of them"])
    );
}

#[test]
fn a_place_goes_with_what_still_holds_in_it() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer");
    let gone = vale.desk.save(
        "practice",
        json!({ "ods_code": "A10003", "name": "Closed Surgery", "closed": "30/06/2020" }),
    );
    let pcn = vale.pcn.clone();
    vale.desk.save(
        "pcn_membership",
        json!({ "practice": gone, "pcn": pcn, "from": "01/07/2019" }),
    );
    let left = vale.desk.save(
        "practice",
        json!({ "ods_code": "A10004", "name": "Moved Surgery" }),
    );
    vale.desk.save(
        "pcn_membership",
        json!({ "practice": left, "pcn": pcn, "from": "01/07/2019", "to": "30/06/2023" }),
    );
    let seen = preview(&mut vale.desk, &record("place", &vale.place));
    let text = seen["sections"].to_string();
    for there in ["Wyre Vale", "Vale PCN", "Abbey Surgery", "Bridge Surgery"] {
        assert!(text.contains(there), "{there}: {text}");
    }
    assert!(
        !text.contains("Closed Surgery") && !text.contains("Moved Surgery"),
        "{text}"
    );
}

/// GOV-4: what was discussed in closed session is named in no copy of its meeting or board, nor what a pack of it said.
#[test]
fn no_copy_names_a_closed_item() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer").desk;
    let board = vale.save("board", json!({ "name": "Hub board" }));
    let chair = vale.save("person", json!({ "name": "Cara Chair" }));
    vale.save(
        "board_membership",
        json!({ "board": board, "person": chair, "capacity": "chair", "voting": true, "from": "2024-05-01" }),
    );
    let mut meetings = vec![];
    for day in ["2025-09-03", "2025-10-01"] {
        meetings.push(vale.save(
            "meeting",
            json!({ "board": board, "day": day, "state": "held" }),
        ));
    }
    let closed = |title: &str| {
        json!({ "meeting": meetings[0], "place": 1, "title": title, "purpose": "decide", "minute": SECRET,
                "confidentiality": "closed_session" })
    };
    vale.save("agenda_item", closed("About money"));
    let issue = json!({ "record": meetings[0], "pack": "board" });
    vale.call("pack_issue", issue.clone());
    let item = vale.save("agenda_item", closed(SECRET));
    // What is new in the second version is the closed item.
    let second = vale.call("pack_issue", issue);
    assert!(second["changes"].to_string().contains(SECRET));
    let of = json!({ "board": board, "meeting": meetings[0], "item": item });
    let mut decision = of.clone();
    decision["decision"] = json!(SECRET);
    decision["day"] = json!("2025-09-03");
    decision["way"] = json!("meeting");
    vale.save("decision", decision);
    let mut action = of;
    action["what"] = json!(SECRET);
    action["status"] = json!("open");
    vale.save("board_action", action);
    for step in ["draft", "check", "approve"] {
        vale.call(
            "minutes_step",
            json!({ "meeting": meetings[0], "step": step, "by": chair, "at": meetings[1], "corrections": SECRET }),
        );
    }
    let copies = [
        record("meeting", &meetings[0]),
        record("board", &board),
        list("minutes", &["meeting", "state", "corrections"]),
    ];
    for (n, of) in copies.into_iter().enumerate() {
        let file = send(&mut vale, of, &format!("{n}.hubx"));
        let text = opened(&mut vale, &file);
        assert!(!text.contains(SECRET), "copy {n}");
    }
    for kind in ["issued_pack", "agenda_item", "decision", "board_action"] {
        assert_eq!(
            vale.refused("copy_preview", list(kind, &[])).code,
            "confidential",
            "{kind}"
        );
    }
}
