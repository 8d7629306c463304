//! A practice's passport: what the hub knows of a practice, in the window and as a pack, for whom.

use hubfolio_tests::Desk;
use serde_json::{Value, json};

/// A practice with a network, somebody who works there and sits on a board, marks and contacts.
fn hub() -> (Desk, String) {
    let mut desk = Desk::new(950);
    let practice = |desk: &mut Desk, code: &str, name: &str| {
        desk.save(
            "practice",
            json!({ "ods_code": code, "name": name, "list_size": 9120 }),
        )
    };
    let abbey = practice(&mut desk, "M84001", "Abbey Surgery");
    let birch = practice(&mut desk, "M84002", "Birch Road Surgery");
    let gone = practice(&mut desk, "M84003", "Cedar Surgery");
    let pcn = desk.save(
        "pcn",
        json!({ "ods_code": "U12345", "name": "Dene Valley PCN" }),
    );
    for (who, to) in [
        (&abbey, Value::Null),
        (&birch, Value::Null),
        (&gone, json!("2025-03-31")),
    ] {
        let fields = json!({ "practice": who, "pcn": pcn, "from": "2020-04-01", "to": to });
        desk.save("pcn_membership", fields);
    }
    for (mark, to) in [("engaged", Value::Null), ("contacted", json!("2025-01-01"))] {
        let fields = json!({ "practice": abbey, "mark": mark, "from": "2024-05-01", "to": to, "evidence": "Visit" });
        desk.save("practice_mark", fields);
    }
    let person = |desk: &mut Desk, name: &str, to: Value| {
        let person = desk.save(
            "person",
            json!({ "name": name, "email": format!("{}@example.org", name.replace(' ', ".")) }),
        );
        let post = json!({ "person": person, "role": "Partner", "practice": abbey, "from": "2024-01-01", "to": to });
        desk.save("post", post);
        person
    };
    let bea = person(&mut desk, "Bea Brown", Value::Null);
    person(&mut desk, "Left Long Ago", json!("2024-12-31"));
    let board = desk.save("board", json!({ "name": "Hub board" }));
    desk.save(
        "board_membership",
        json!({ "board": board, "person": bea, "capacity": "member", "voting": true, "from": "2025-11-01" }),
    );
    for (day, subject) in [
        ("2025-06-01", "Oldest of all"),
        ("2025-09-01", "Placements"),
        ("2025-10-01", "Supervision"),
        ("2025-11-01", "New roles"),
        ("2025-12-01", "Not yet"),
    ] {
        let fields = json!({ "day": day, "kind": "visit", "subject": subject, "practice": abbey,
                             "outcome": "Two more places" });
        desk.save("engagement", fields);
    }
    (desk, abbey)
}

fn part<'a>(page: &'a Value, title: &str) -> &'a Value {
    let parts = page["parts"].as_array().unwrap();
    parts.iter().find(|p| p["title"] == title).unwrap()
}

#[test]
fn a_passport_gathers_what_is_known_of_a_practice() {
    let (mut desk, abbey) = hub();
    let request = json!({ "kind": "practice", "id": abbey });
    let page = desk.call("practice_passport", request);
    assert_eq!(page["title"], "Abbey Surgery");
    let facts = part(&page, "Practice")["facts"].to_string();
    for said in ["M84001", "9,120", "Dene Valley PCN"] {
        assert!(facts.contains(said), "{said}: {facts}");
    }
    let rows = |title: &str| part(&page, title)["rows"].clone();
    assert_eq!(
        rows("Coverage"),
        json!([["Engaged", "1 May 2024", "Visit"]])
    );
    let peers = rows("Other practices of its PCN");
    assert_eq!(peers.as_array().unwrap().len(), 1, "{peers}");
    assert_eq!(peers[0][0], "Birch Road Surgery");
    assert_eq!(
        rows("People and roles"),
        json!([[
            "Bea Brown",
            "Partner",
            "Bea.Brown@example.org",
            "",
            "1 January 2024"
        ]])
    );
    let contacts = rows("Last contacts");
    let subjects: Vec<&str> = contacts
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row[2].as_str().unwrap())
        .collect();
    assert_eq!(subjects, ["New roles", "Supervision", "Placements"]);
    assert_eq!(
        rows("Boards it sits on"),
        json!([["Hub board", "Bea Brown", "Member", ""]])
    );
    assert_eq!(
        rows("Declarations due"),
        json!([["Bea Brown", "Hub board", "29 November 2025"]])
    );
}

#[test]
fn a_public_passport_is_about_the_practice_alone() {
    let (mut desk, _) = hub();
    let mut written = |copy: &str, ending: &str| {
        let file = desk.file(&format!("passport-{copy}.{ending}"));
        let request =
            json!({ "pack": "passport", "record": "Abbey Surgery", "copy": copy, "file": file });
        let done = desk.call("pack", request);
        assert_eq!(done["remarks"], json!([]), "{done}");
        std::fs::read(&file).unwrap()
    };
    let members = String::from_utf8(written("members", "html")).unwrap();
    let public = String::from_utf8(written("public", "html")).unwrap();
    for said in ["Bea Brown", "Two more places", "29 November 2025"] {
        assert!(members.contains(said) && !public.contains(said), "{said}");
    }
    for said in ["Dene Valley PCN", "Birch Road Surgery", "Engaged"] {
        assert!(public.contains(said), "{said}");
    }
    assert!(written("members", "docx").starts_with(b"PK"));
    let pdf = written("public", "pdf");
    assert_eq!(hubfolio_core::pdf::page_count(&pdf).unwrap(), 1);
    let file = desk.file("passport-public.pdf");
    let verdict = desk.call("pack_verify", json!({ "file": file }));
    assert_eq!(verdict["standing"], "as_made");
    let what = verdict["what"].as_str().unwrap();
    assert!(what.starts_with("Practice passport, made on "), "{what}");
    let refused = desk.refused(
        "pack",
        json!({ "pack": "passport", "file": desk.file("nobody.pdf") }),
    );
    assert_eq!(refused.code, "no_practice");
}
