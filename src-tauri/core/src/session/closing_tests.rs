//! Closing a practice or network: what follows, how it is settled, one undo (HUB-5).
#![allow(clippy::unwrap_used)]

use serde_json::{Value as Json, json};

use super::test_laptop::Laptop;

/// Two networks and two practices; both practices are in the first network, Abbey Road does something with the hub.
struct Patch {
    laptop: Laptop,
    first: String,
    second: String,
    abbey: String,
    park: String,
    membership: String,
    mark: String,
}

impl Patch {
    fn new() -> Self {
        let mut laptop = Laptop::with_a_hub();
        let first = laptop.save("pcn", json!({ "ods_code": "U12345", "name": "Rugby" }));
        let second = laptop.save("pcn", json!({ "ods_code": "U54321", "name": "Leam" }));
        let abbey = laptop.save(
            "practice",
            json!({ "ods_code": "M84001", "name": "Abbey Road" }),
        );
        let park = laptop.save(
            "practice",
            json!({ "ods_code": "M84002", "name": "Park Lane" }),
        );
        let membership = laptop.save(
            "pcn_membership",
            json!({ "practice": abbey, "pcn": first, "from": "01/07/2019" }),
        );
        laptop.save(
            "pcn_membership",
            json!({ "practice": park, "pcn": first, "from": "01/07/2019" }),
        );
        let mark = laptop.save(
            "practice_mark",
            json!({ "practice": abbey, "mark": "engaged", "from": "01/04/2024", "evidence": "Visit" }),
        );
        Self {
            laptop,
            first,
            second,
            abbey,
            park,
            membership,
            mark,
        }
    }

    fn rows(&mut self, kind: &str, columns: &[&str]) -> Vec<Vec<String>> {
        let view = json!({ "source": { "kind": kind }, "columns": columns, "filter": null, "sort": [], "group": null,
            "search": null, "offset": 0, "limit": 100 });
        let page = self.laptop.ask("view", view);
        let mut rows: Vec<Vec<String>> =
            page["rows"].as_array().unwrap().iter().map(texts).collect();
        rows.sort();
        rows
    }

    fn fingerprint(&mut self) -> String {
        self.laptop.session.store().unwrap().state_hash().unwrap()
    }
}

fn texts(row: &Json) -> Vec<String> {
    let cells = row["cells"].as_array().unwrap();
    let words = cells.iter().map(|c| c["text"].as_str().unwrap().to_owned());
    words.collect()
}

#[test]
fn what_follows_is_found_from_the_references_of_the_kinds() {
    let mut patch = Patch::new();
    let of = json!({ "kind": "practice", "id": patch.abbey, "on": "31/03/2027" });
    let page = patch.laptop.ask("closing", of);
    let matters = page["matters"].as_array().unwrap();
    let named: Vec<(&str, i64, &str)> = matters
        .iter()
        .map(|m| {
            (
                m["kind"].as_str().unwrap(),
                m["total"].as_i64().unwrap(),
                m["proposed"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        named,
        [("pcn_membership", 1, "end"), ("practice_mark", 1, "end")]
    );
    assert_eq!(
        matters[0]["ways"],
        json!(["end", "leave"]),
        "nobody to move to"
    );
    assert_eq!(page["on"], "2027-03-31");
}

#[test]
fn a_practice_closes_and_its_times_end_with_it_as_one_edit() {
    let mut patch = Patch::new();
    let before = patch.fingerprint();
    let (abbey, park) = (patch.abbey.clone(), patch.park.clone());
    let done = patch.laptop.ask(
        "close",
        json!({ "kind": "practice", "id": abbey, "on": "31/03/2026", "successor": park }),
    );
    assert_eq!((&done["ended"], &done["moved"]), (&json!(2), &json!(0)));
    assert_eq!(
        patch.laptop.says("practice", &abbey, "closed"),
        "31/03/2026"
    );
    assert_eq!(
        patch.laptop.says("practice", &abbey, "successor"),
        "Park Lane"
    );
    let (membership, mark) = (patch.membership.clone(), patch.mark.clone());
    assert_eq!(
        patch.laptop.says("pcn_membership", &membership, "to"),
        "31/03/2026"
    );
    assert_eq!(
        patch.laptop.says("practice_mark", &mark, "to"),
        "31/03/2026"
    );
    let actions = patch.laptop.ask("actions", json!({}));
    assert_eq!(actions[0]["label"], "Close Abbey Road into Park Lane");
    patch.laptop.ask("undo", json!({}));
    assert_eq!(patch.fingerprint(), before, "one undo takes all of it back");
}

#[test]
fn what_moves_goes_on_at_the_successor_from_the_next_day() {
    let mut patch = Patch::new();
    let (abbey, park) = (patch.abbey.clone(), patch.park.clone());
    patch.laptop.ask(
        "close",
        json!({ "kind": "practice", "id": abbey, "on": "31/03/2026", "successor": park,
            "choices": [{ "kind": "practice_mark", "way": "move" }] }),
    );
    assert_eq!(
        patch.rows("practice_mark", &["practice", "from", "to", "evidence"]),
        [
            ["Abbey Road", "01/04/2024", "31/03/2026", "Visit"],
            ["Park Lane", "01/04/2026", "", "Visit"]
        ]
    );
}

#[test]
fn a_network_that_closes_hands_its_practices_on() {
    let mut patch = Patch::new();
    let (first, second) = (patch.first.clone(), patch.second.clone());
    let look = json!({ "kind": "pcn", "id": first, "on": "31/03/2026", "successor": second });
    let page = patch.laptop.ask("closing", look);
    assert_eq!(page["matters"][0]["proposed"], "move");
    patch.laptop.ask(
        "close",
        json!({ "kind": "pcn", "id": first, "on": "31/03/2026", "successor": second }),
    );
    assert_eq!(
        patch.rows("pcn_membership", &["practice", "pcn", "from", "to"]),
        [
            ["Abbey Road", "Leam", "01/04/2026", ""],
            ["Abbey Road", "Rugby", "01/07/2019", "31/03/2026"],
            ["Park Lane", "Leam", "01/04/2026", ""],
            ["Park Lane", "Rugby", "01/07/2019", "31/03/2026"],
        ]
    );
    let findings = patch.laptop.ask("findings", json!({}));
    let rules: Vec<&str> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect();
    assert!(!rules.contains(&"practice.in_two_pcns"), "{rules:?}");
    assert!(!rules.contains(&"practice.without_pcn"), "{rules:?}");
}

#[test]
fn what_the_successor_has_already_is_not_made_twice() {
    let mut patch = Patch::new();
    let (abbey, park) = (patch.abbey.clone(), patch.park.clone());
    patch.laptop.ask(
        "close",
        json!({ "kind": "practice", "id": abbey, "on": "31/03/2026", "successor": park,
            "choices": [{ "kind": "pcn_membership", "way": "move" }] }),
    );
    assert_eq!(
        patch.rows("pcn_membership", &["practice", "to"]),
        [["Abbey Road", "31/03/2026"], ["Park Lane", ""]]
    );
}

#[test]
fn what_would_only_start_later_never_comes_to_be_and_single_ones_can_be_left() {
    let mut patch = Patch::new();
    let abbey = patch.abbey.clone();
    patch.laptop.save(
        "practice_mark",
        json!({ "practice": abbey, "mark": "kls", "from": "01/06/2026" }),
    );
    let mark = patch.mark.clone();
    let done = patch.laptop.ask(
        "close",
        json!({ "kind": "practice", "id": abbey, "on": "31/03/2026",
            "choices": [{ "kind": "practice_mark", "way": "end", "leave": [mark] }] }),
    );
    assert_eq!((&done["ended"], &done["left"]), (&json!(2), &json!(1)));
    assert_eq!(
        patch.rows("practice_mark", &["from", "to"]),
        [["01/04/2024", ""]]
    );
}

#[test]
fn what_was_over_before_stays_and_is_said() {
    let mut patch = Patch::new();
    let abbey = patch.abbey.clone();
    patch.laptop.save(
        "practice_mark",
        json!({ "practice": abbey, "mark": "kls", "from": "01/06/2020", "to": "01/06/2021" }),
    );
    let page = patch.laptop.ask(
        "closing",
        json!({ "kind": "practice", "id": abbey, "on": "31/03/2026" }),
    );
    assert_eq!(
        page["stays"],
        json!([{ "label": "Practice coverage", "total": 1, "why": "over by then" }])
    );
}

#[test]
fn a_dry_run_counts_and_changes_nothing() {
    let mut patch = Patch::new();
    let before = patch.fingerprint();
    let abbey = patch.abbey.clone();
    let done = patch.laptop.ask(
        "close",
        json!({ "kind": "practice", "id": abbey, "on": "31/03/2026", "dry_run": true }),
    );
    assert_eq!(done["ended"], 2);
    assert_eq!(patch.fingerprint(), before);
}

#[test]
fn what_makes_no_sense_is_refused_in_words_and_changes_nothing() {
    let mut patch = Patch::new();
    let before = patch.fingerprint();
    let (abbey, park) = (patch.abbey.clone(), patch.park.clone());
    for (request, code) in [
        (
            json!({ "kind": "practice", "id": abbey, "on": "never" }),
            "invalid",
        ),
        (
            json!({ "kind": "practice", "id": abbey, "on": "31/03/2026", "successor": abbey }),
            "cannot_close",
        ),
        (
            json!({ "kind": "person", "id": "Ann Archer", "on": "31/03/2026" }),
            "cannot_close",
        ),
        (
            json!({ "kind": "practice", "id": abbey, "on": "31/03/2026",
                "choices": [{ "kind": "practice_mark", "way": "move" }] }),
            "no_such_choice",
        ),
        (
            json!({ "kind": "practice", "id": abbey, "on": "31/03/2026",
                "choices": [{ "kind": "baseline", "way": "leave" }] }),
            "no_such_choice",
        ),
    ] {
        let fault = patch.laptop.try_ask("close", request.clone()).unwrap_err();
        assert_eq!(fault.code, code, "{request}");
    }
    assert_eq!(patch.fingerprint(), before);
    let close = |on: &str, id: &str, successor: Option<&str>| json!({ "kind": "practice", "id": id, "on": on, "successor": successor });
    patch.laptop.ask("close", close("01/01/2026", &park, None));
    let into_closed = patch
        .laptop
        .try_ask("close", close("31/03/2026", &abbey, Some(&park)));
    assert!(
        into_closed
            .unwrap_err()
            .message
            .contains("closed by then itself")
    );
}

/// An agenda of the past, and with whom a plan was made, say how things were.
#[test]
fn past_agendas_and_joint_plans_stay_with_who_closes() {
    let mut patch = Patch::new();
    let (abbey, first) = (patch.abbey.clone(), patch.first.clone());
    let board = patch.laptop.save("board", json!({ "name": "Board" }));
    let meeting = patch.laptop.save(
        "meeting",
        json!({ "board": board, "day": "2025-05-01", "state": "held" }),
    );
    let item = patch.laptop.save(
        "agenda_item",
        json!({ "meeting": meeting, "place": 1, "title": "A visit", "purpose": "note" }),
    );
    patch
        .laptop
        .save("item_subject", json!({ "item": item, "practice": abbey }));
    patch
        .laptop
        .save("joint_plan", json!({ "name": "Plan", "pcn": first }));
    for (kind, id, successor, stays) in [
        ("practice", &abbey, patch.park.clone(), "item_subject"),
        ("pcn", &first, patch.second.clone(), "joint_plan"),
    ] {
        let look = json!({ "kind": kind, "id": id, "on": "31/03/2026", "successor": successor });
        let page = patch.laptop.ask("closing", look);
        let matters = page["matters"].as_array().unwrap();
        assert!(matters.iter().all(|m| m["kind"] != stays), "{matters:?}");
    }
}
