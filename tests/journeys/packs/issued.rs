//! Versions of packs that went out.

use hubfolio_core::{
    record::{Fields, Id},
    store::{Action, Verb},
};
use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::{practice_hub, written};

/// Two laptops that had not exchanged files both sent a version 1 out: a number no longer says which is meant.
#[test]
fn of_two_first_versions_each_is_named_by_its_identifier() {
    let mut desk = practice_hub(951);
    let view = json!({
        "source": { "kind": "meeting" },
        "filter": { "field": { "path": "state", "op": "is", "value": "planned" } },
    });
    let meeting = desk.call("view", view)["rows"][0]["id"].clone();
    let issue = json!({ "pack": "board", "record": meeting });
    let first = desk.call("pack_issue", issue)["id"].clone();
    let id: Id = first.as_str().unwrap().parse().unwrap();
    let store = desk.session.store().unwrap();
    let row = store.row("issued_pack", id).unwrap();
    let fields = [
        "meeting",
        "pack",
        "version",
        "issued_on",
        "issued_by",
        "copy",
        "copies",
    ];
    let values: Fields = fields
        .map(|field| (field.to_owned(), row.value(field)))
        .into();
    let author = row.value("issued_by").as_id().unwrap();
    let (other, _) = store
        .transact(&desk.world, author, Action::new(Verb::Issue), |tx| {
            tx.put("issued_pack", None, &values)
        })
        .unwrap();
    let version = |named: String| json!({ "pack": "board", "record": meeting, "version": named });
    let mut by_number = version("1".into());
    by_number["file"] = json!(desk.file("pack.pdf"));
    let fault = desk.refused("pack", by_number);
    assert_eq!(fault.code, "several_versions");
    for named in [first.as_str().unwrap().to_owned(), other.to_string()] {
        assert!(fault.hint.contains(&named), "{fault:?}");
        assert!(!written(&mut desk, "pack.pdf", version(named)).is_empty());
    }
}

/// Two versions of a day: a form that was opened before another edit, and saved after it.
fn two_versions(desk: &mut Desk, kind: &str, id: &str, field: &str) {
    let page = desk.call("show", json!({ "kind": kind, "id": id }));
    for (day, generation) in [
        ("2025-07-02", Value::Null),
        ("2025-07-03", page["generation"].clone()),
    ] {
        let fields = json!({ field: day });
        let save = json!({ "kind": kind, "id": id, "fields": fields, "generation": generation });
        desk.call("save", save);
    }
}

/// The packs that can be issued now, of those without a meeting; those that can't wait for something to be settled.
fn issuable(desk: &mut Desk, boards: [&str; 2]) -> Vec<&'static str> {
    let asked = [
        ("ours", "interests", json!(boards[0])),
        ("theirs", "interests", json!(boards[1])),
        ("all", "interests", Value::Null),
        ("engagement", "engagement", Value::Null),
        ("strategy", "strategy", Value::Null),
    ];
    let mut can = vec![];
    for (name, pack, record) in asked {
        let request = json!({ "pack": pack, "record": record });
        match desk.session.call(&desk.world, "pack_issue", request) {
            Ok(_) => can.push(name),
            Err(fault) if fault.code == "nothing_new" => can.push(name),
            Err(fault) => {
                assert_eq!(fault.code, "to_settle", "{name}: {fault:?}");
                assert!(fault.hint.ends_with("then send the pack out."), "{fault:?}");
            }
        }
    }
    can
}

/// What waits inside a pack holds that pack up, and no other.
#[test]
fn registers_and_reports_are_not_issued_while_two_versions_wait_inside() {
    let mut desk = Desk::new(953);
    let [ours, theirs] = ["Ours", "Theirs"].map(|name| desk.save("board", json!({ "name": name })));
    let person = desk.save("person", json!({ "name": "Bo Bell", "role": "Nurse" }));
    let seat = json!({ "board": ours, "person": person, "capacity": "member", "voting": true, "from": "2024-05-01" });
    desk.save("board_membership", seat);
    let interest = json!({ "person": person, "declared": "interest", "kind": "financial", "description": "Shares",
                           "declared_on": "2025-06-01" });
    let interest = desk.save("declaration", interest);
    let contact = |day: &str| json!({ "day": day, "kind": "call", "subject": "Placements", "person": person, "follow_up": "Write" });
    let before = desk.save("engagement", contact("2024-06-02"));
    let now = desk.save("engagement", contact("2025-06-02"));
    let pcn = desk.save("pcn", json!({ "ods_code": "U00001", "name": "Vale PCN" }));
    let mark = json!({ "pcn": pcn, "mark": "engaged", "from": "2025-05-01" });
    let mark = desk.save("pcn_mark", mark);
    let place = desk.save("place", json!({ "name": "North" }));
    let all = vec!["ours", "theirs", "all", "engagement", "strategy"];
    let boards = [ours.as_str(), theirs.as_str()];
    // A contact of last year is in no report of this one, nor is a telephone number in any.
    two_versions(&mut desk, "engagement", &before, "follow_up_due");
    assert_eq!(issuable(&mut desk, boards), all);
    for (kind, id, field, held_up) in [
        ("declaration", &interest, "from", &["ours", "all"][..]),
        ("engagement", &now, "follow_up_due", &["engagement"][..]),
        ("pcn_mark", &mark, "from", &["strategy"][..]),
        ("place", &place, "name", &["strategy"][..]),
    ] {
        two_versions(&mut desk, kind, id, field);
        let can = issuable(&mut desk, boards);
        let expected: Vec<&str> = all
            .iter()
            .copied()
            .filter(|one| !held_up.contains(one))
            .collect();
        assert_eq!(can, expected, "{kind}");
        let things = desk.call("to_settle", json!({ "record": id }));
        let ids: Vec<&Value> = things
            .as_array()
            .unwrap()
            .iter()
            .map(|t| &t["id"])
            .collect();
        desk.call("settle_many", json!({ "ids": ids, "choice": "newest" }));
    }
    assert_eq!(issuable(&mut desk, boards), all);
}
