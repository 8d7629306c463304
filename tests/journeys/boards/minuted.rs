//! What minutes show of a meeting once it is over, and what is told before its pack goes out.

use serde_json::{Value, json};

use super::work::Board;

/// Not yet sent out either: what is asked for anew goes on in the list of actions alone.
#[test]
fn approved_minutes_show_actions_as_they_were_asked_for() {
    let mut it = Board::new(88);
    let (first, later) = (it.meeting("2025-09-03"), it.meeting("2025-10-01"));
    let item = it.item(&first);
    let asks = |it: &mut Board, what: &str, more: Value| {
        let mut fields = json!({ "board": it.id, "meeting": first, "what": what, "status": "open",
                                 "owner": it.people[2], "due": "2025-10-31" });
        for (key, value) in more.as_object().unwrap() {
            fields[key] = value.clone();
        }
        it.desk.save("board_action", fields)
    };
    let offers = asks(&mut it, "Get two offers", json!({ "item": item }));
    let gone = asks(&mut it, "Write to the firm", json!({ "item": item }));
    let moved = asks(&mut it, "Book a room", json!({}));
    it.desk.call(
        "meeting_attend",
        json!({ "meeting": first, "person": "Cara" }),
    );
    for step in ["draft", "check", "approve"] {
        let step = json!({ "meeting": first, "step": step, "by": "Cara", "at": later });
        it.desk.call("minutes_step", step);
    }
    let minutes = |it: &mut Board| {
        let file = it.desk.file("minutes.html");
        let request =
            json!({ "pack": "minutes", "record": first, "copy": "members", "file": file });
        it.desk.call("pack", request);
        std::fs::read_to_string(file).unwrap()
    };
    let approved = minutes(&mut it);
    for said in [
        "Get two offers",
        "Write to the firm",
        "Book a room",
        "31 October 2025",
    ] {
        assert!(approved.contains(said), "{said}");
    }
    let deputy = it.people[1].clone();
    for (id, fields) in [
        (
            &offers,
            json!({ "what": "Get nine offers", "owner": deputy, "due": "2026-01-31" }),
        ),
        (&moved, json!({ "meeting": later, "due": null })),
    ] {
        it.desk.call(
            "save",
            json!({ "kind": "board_action", "id": id, "fields": fields }),
        );
    }
    it.desk
        .call("delete", json!({ "kind": "board_action", "id": gone }));
    asks(&mut it, "Come too late", json!({ "item": item }));
    assert_eq!(minutes(&mut it), approved);
    let publish = json!({ "meeting": first, "step": "publish" });
    it.desk.call("minutes_step", publish);
    let published = minutes(&mut it);
    assert!(published.contains("Get two offers") && !published.contains("Get nine offers"));
}

#[test]
fn who_stands_in_has_the_members_vote_in_the_minutes_too() {
    let mut it = Board::new(89);
    let first = it.meeting("2025-09-03");
    it.item(&first);
    it.desk.save("person", json!({ "name": "Sam Standin" }));
    let own = json!({ "meeting": first, "person": "Mo", "stands_in_for": "Mo" });
    let refused = it.desk.refused("meeting_attend", own);
    assert_eq!(refused.code, "stands_in_for_self");
    let mut page = Value::Null;
    for said in [
        json!({ "person": "Cara" }),
        json!({ "person": "Mo", "presence": "apologies" }),
        json!({ "person": "Sam Standin", "stands_in_for": "Mo" }),
    ] {
        let mut said = said;
        said["meeting"] = json!(first);
        page = it.desk.call("meeting_attend", said);
    }
    let people = page["people"].as_array().unwrap();
    let sam = people.iter().find(|p| p["name"] == "Sam Standin").unwrap();
    assert_eq!(sam["capacity"], "Stand-in for Mo");
    it.desk
        .call("minutes_step", json!({ "meeting": first, "step": "draft" }));
    let file = it.desk.file("minutes.html");
    let request = json!({ "pack": "minutes", "record": first, "copy": "members", "file": file });
    it.desk.call("pack", request);
    let text = std::fs::read_to_string(file).unwrap();
    let row = text.split("Sam Standin").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    for said in ["Stand-in", "Yes", "Present, for Mo"] {
        assert!(row.contains(said), "{said} in {row}");
    }
}

/// A pack that goes out with such a paper stands still with it, and no copy to read can be written.
#[test]
fn a_paper_that_cannot_be_read_is_told_of_before_the_pack_goes_out() {
    let mut it = Board::new(90);
    let meeting = it.desk.save(
        "meeting",
        json!({ "board": it.id, "day": "2025-12-03", "state": "planned" }),
    );
    let item = it.item(&meeting);
    for (name, bytes) in [("Broken.pdf", "%PDF-1.4\n"), ("Note.txt", "Words.")] {
        let file = it.desk.file(name);
        std::fs::write(&file, bytes).unwrap();
        it.desk.call(
            "attach",
            json!({ "kind": "agenda_item", "id": item, "file": file }),
        );
    }
    let page = it.desk.call("meeting_page", json!({ "id": meeting }));
    let todo = page["todo"].as_array().unwrap();
    let told: Vec<&Value> = todo
        .iter()
        .filter(|t| t.to_string().contains("can't be read"))
        .collect();
    assert_eq!(told.len(), 1, "{todo:?}");
    assert!(told[0].to_string().contains("Broken.pdf"), "{told:?}");
}
