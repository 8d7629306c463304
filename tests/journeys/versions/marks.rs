//! Lists, tables and drafts of packs show one of two versions, and say so; nothing goes out with two of them inside.

use hubfolio_tests::Desk;
use serde_json::{Value as Json, json};

use super::settling::two_versions;

/// What a public copy says in place of what waits.
const UNNAMED: &str = "Some of the records that it was made from have two versions.";

fn page(desk: &mut Desk, mut request: Json) -> String {
    let file = desk.file("page.html");
    request["file"] = json!(file);
    desk.call("pack", request);
    std::fs::read_to_string(file).unwrap()
}

fn table(desk: &mut Desk, view: Json) -> String {
    let file = desk.file("table.csv");
    desk.call("export_table", json!({ "view": view, "file": file }));
    std::fs::read_to_string(file).unwrap()
}

fn settle_all(desk: &mut Desk) {
    let things = desk.call("to_settle", json!({}));
    let ids = things.as_array().unwrap().iter();
    let ids: Vec<Json> = ids.map(|t| t["id"].clone()).collect();
    desk.call("settle_many", json!({ "ids": ids, "choice": "newest" }));
}

/// A network whose name has two versions, and a mark of it.
fn network(desk: &mut Desk) {
    let pcn = desk.save("pcn", json!({ "ods_code": "U00001", "name": "Vale PCN" }));
    desk.save("pcn", json!({ "ods_code": "U00002", "name": "Dene PCN" }));
    desk.save(
        "pcn_mark",
        json!({ "pcn": pcn, "mark": "engaged", "from": "2025-05-01" }),
    );
    two_versions(
        desk,
        "pcn",
        &pcn,
        "name",
        json!("Vale North PCN"),
        json!("North Vale PCN"),
    );
}

#[test]
fn tables_name_the_fields_with_two_versions_in_a_column_of_their_own() {
    let mut desk = Desk::new(431);
    network(&mut desk);
    let view = json!({ "source": { "kind": "pcn" }, "columns": ["ods_code", "name"], "sort": [{ "path": "ods_code" }] });
    let csv = table(&mut desk, view.clone());
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].ends_with("Name,Two versions to settle"), "{csv}");
    assert!(lines[1].ends_with("North Vale PCN,Name"), "{csv}");
    assert!(lines[2].ends_with("Dene PCN,"), "{csv}");
    let codes = json!({ "source": { "kind": "pcn" }, "columns": ["ods_code"], "sort": [{ "path": "ods_code" }] });
    let csv = table(&mut desk, codes);
    assert!(!csv.contains("Two versions"), "what is not shown: {csv}");

    let folder = desk.file("all");
    desk.call(
        "export_all",
        json!({ "folder": folder, "workbooks": false }),
    );
    let all = std::fs::read_to_string(format!("{folder}/pcn.csv")).unwrap();
    assert!(all.contains("Two versions to settle"), "{all}");

    settle_all(&mut desk);
    assert!(!table(&mut desk, view).contains("Two versions"));
}

#[test]
fn a_list_marks_what_it_shows_of_another_record_too() {
    let mut desk = Desk::new(432);
    network(&mut desk);
    let view = json!({ "source": { "kind": "pcn_mark" }, "columns": ["mark", "pcn.name", "pcn.ods_code"] });
    let list = desk.call("view", view.clone());
    let states = list["rows"][0]["cells"].as_array().unwrap().iter();
    let states: Vec<&str> = states.map(|c| c["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["known", "versions", "known"]);
    settle_all(&mut desk);
    let list = desk.call("view", view);
    assert_eq!(list["rows"][0]["cells"][1]["state"], "known");
}

#[test]
fn a_list_on_paper_marks_the_cell_in_every_copy() {
    let mut desk = Desk::new(433);
    network(&mut desk);
    let view = json!({ "source": { "kind": "pcn" }, "columns": ["name", "ods_code"] });
    for copy in ["members", "public"] {
        let page = page(
            &mut desk,
            json!({ "pack": "list", "view": view, "copy": copy }),
        );
        assert_eq!(page.matches("(two versions)").count(), 1, "{copy}: {page}");
        assert!(page.contains("the list shows one of each"), "{copy}");
    }
}

/// A board with a chair, a meeting to come, an item of it and an action carried forward to it.
fn meeting(desk: &mut Desk) -> (String, String, String) {
    let board = desk.save("board", json!({ "name": "Board", "quorum": 1 }));
    let cara = desk.save("person", json!({ "name": "Cara" }));
    desk.save(
        "board_membership",
        json!({ "board": board, "person": cara, "capacity": "chair", "voting": true, "from": "2025-01-01" }),
    );
    let meeting = desk.save(
        "meeting",
        json!({ "board": board, "day": "2025-11-05", "state": "planned" }),
    );
    let item = desk.save(
        "agenda_item",
        json!({ "meeting": meeting, "place": 1, "title": "Budget", "purpose": "note" }),
    );
    let action = desk.save(
        "board_action",
        json!({ "board": board, "what": "Ask the trust", "status": "open", "due": "2025-12-01" }),
    );
    (meeting, item, action)
}

#[test]
fn a_board_pack_says_what_waits_and_does_not_go_out_with_it() {
    let mut desk = Desk::new(434);
    let (meeting, item, action) = meeting(&mut desk);
    let pack = |copy: &str| json!({ "pack": "board", "record": meeting, "copy": copy });
    let before = page(&mut desk, pack("members"));
    assert!(!before.contains("Two versions to settle"));
    two_versions(
        &mut desk,
        "agenda_item",
        &item,
        "title",
        json!("Budget for 2026"),
        json!("Budget and plan"),
    );
    two_versions(
        &mut desk,
        "board_action",
        &action,
        "due",
        json!("2025-12-02"),
        json!("2025-12-03"),
    );
    // The telephone number of somebody has no place in the pack.
    let bo = desk.save("person", json!({ "name": "Bo Bell", "telephone": "1" }));
    two_versions(
        &mut desk,
        "person",
        &bo,
        "telephone",
        json!("2"),
        json!("3"),
    );
    let members = page(&mut desk, pack("members"));
    assert!(members.contains("Two versions to settle"));
    assert_eq!(members.matches("has two versions.").count(), 2, "{members}");
    assert!(!members.contains("Bo Bell"));
    let public = page(&mut desk, pack("public"));
    assert!(public.contains(UNNAMED) && !public.contains("has two versions."));

    let issue = json!({ "pack": "board", "record": meeting });
    assert_eq!(desk.refused("pack_issue", issue.clone()).code, "to_settle");
    settle_all(&mut desk);
    let issued = desk.call("pack_issue", issue);
    assert!(!page(&mut desk, pack("members")).contains("Two versions to settle"));

    // What went out is not signed off either, while an action that it carries forward waits.
    two_versions(
        &mut desk,
        "board_action",
        &action,
        "due",
        json!("2025-12-08"),
        json!("2025-12-09"),
    );
    let sign = json!({ "kind": "issued_pack", "id": issued["id"], "how": "here", "role": "Chair" });
    let fault = desk.refused("sign", sign.clone());
    assert!(
        fault.code == "to_settle" && fault.message.contains("Ask the trust has two versions."),
        "{fault:?}"
    );
    settle_all(&mut desk);
    desk.call("sign", sign);
}

#[test]
fn draft_minutes_say_that_a_decision_has_two_versions() {
    let mut desk = Desk::new(435);
    let (meeting, item, _) = meeting(&mut desk);
    desk.call(
        "save",
        json!({ "kind": "agenda_item", "id": item, "fields": { "minute": "Noted." } }),
    );
    desk.call(
        "save",
        json!({ "kind": "meeting", "id": meeting, "fields": { "state": "held" } }),
    );
    desk.call(
        "minutes_step",
        json!({ "meeting": meeting, "step": "draft" }),
    );
    let of = desk.call(
        "lookup",
        json!({ "kind": "board", "text": "Board", "limit": 1 }),
    )[0]["id"]
        .clone();
    // Of no item: it stands among the other decisions.
    let decision = desk.save(
        "decision",
        json!({ "board": of, "day": "2025-10-01", "way": "meeting", "meeting": meeting, "decision": "To renew." }),
    );
    two_versions(
        &mut desk,
        "decision",
        &decision,
        "decision",
        json!("To renew for a year."),
        json!("Not to renew."),
    );
    let minutes = page(&mut desk, json!({ "pack": "minutes", "record": meeting }));
    assert!(minutes.contains("Two versions to settle"), "{minutes}");
    let issue = json!({ "pack": "minutes", "record": meeting });
    assert_eq!(desk.refused("pack_issue", issue).code, "to_settle");
}

#[test]
fn the_register_of_interests_says_so_in_every_form() {
    let mut desk = Desk::new(436);
    meeting(&mut desk);
    let fields =
        json!({ "kind": "financial", "description": "Shares", "declared_on": "2025-02-01" });
    let done = desk.call(
        "declare",
        json!({ "person": "Cara", "declared": "interest", "fields": fields }),
    );
    let id = done["saved"]["id"].as_str().unwrap().to_owned();
    two_versions(
        &mut desk,
        "declaration",
        &id,
        "description",
        json!("Shares in a clinic"),
        json!("Shares in a pharmacy"),
    );
    let pack = |copy: &str| json!({ "pack": "interests", "copy": copy });
    let members = page(&mut desk, pack("members"));
    assert!(members.contains("Two versions to settle"), "{members}");
    assert!(page(&mut desk, pack("public")).contains(UNNAMED));
    for (copy, mark) in [("members", "Description"), ("public", "Yes")] {
        let file = desk.file("register.csv");
        let mut request = pack(copy);
        request["file"] = json!(file);
        desk.call("pack", request);
        let csv = std::fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert!(lines[0].ends_with("Two versions to settle"), "{csv}");
        assert!(
            lines.iter().any(|l| l.ends_with(&format!(",{mark}"))),
            "{csv}"
        );
    }
    let issue = json!({ "pack": "interests" });
    assert_eq!(desk.refused("pack_issue", issue).code, "to_settle");
}

#[test]
fn the_engagement_report_says_so_too() {
    let mut desk = Desk::new(437);
    let person = desk.save("person", json!({ "name": "Bo Baker" }));
    let id = desk.save(
        "engagement",
        json!({ "day": "2025-06-02", "kind": "call", "subject": "Placements", "person": person }),
    );
    two_versions(
        &mut desk,
        "engagement",
        &id,
        "subject",
        json!("Places"),
        json!("Placements in 2026"),
    );
    let report = page(&mut desk, json!({ "pack": "engagement" }));
    assert_eq!(report.matches("has two versions.").count(), 1, "{report}");
    let issue = json!({ "pack": "engagement" });
    assert_eq!(desk.refused("pack_issue", issue).code, "to_settle");
}
