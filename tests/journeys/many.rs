//! Many cells at once, as the grid saves them: pasted blocks, what is left out of them, and taking them back.

use hubfolio_tests::{Desk, titles};
use serde_json::{Value, json};

fn paste(desk: &mut Desk, kind: &str, rows: Vec<Value>) -> Value {
    desk.call(
        "save_many",
        json!({ "kind": kind, "how": "paste", "rows": rows }),
    )
}

fn total(desk: &mut Desk, kind: &str) -> i64 {
    let page = desk.call("view", json!({ "source": { "kind": kind }, "limit": 0 }));
    page["total"].as_i64().unwrap()
}

#[test]
fn a_paste_of_10_000_rows_with_37_bad_ones_says_which_37() {
    let mut desk = Desk::new(40);
    let before = desk.hash();
    let people = total(&mut desk, "person");
    let bad: Vec<usize> = (0..37).map(|i| 100 + i * 267).collect();
    let rows = (0..10_000)
        .map(|i| {
            // Nothing a person could be made of, or an address that is none.
            let (name, email) = match bad.iter().position(|b| *b == i) {
                Some(n) if n % 2 == 0 => (String::new(), format!("person{i}@example.org")),
                Some(_) => (format!("Person {i}"), "not an address".to_owned()),
                None => (format!("Person {i}"), format!("person{i}@example.org")),
            };
            json!({ "fields": { "name": name, "role": "Nurse", "email": email } })
        })
        .collect();
    let done = paste(&mut desk, "person", rows);
    let refused = done["refused"].as_array().unwrap();
    let told: Vec<usize> = refused
        .iter()
        .map(|r| r["row"].as_u64().unwrap() as usize)
        .collect();
    assert_eq!(told, bad);
    assert_eq!(refused[0]["message"], "Name is missing.");
    assert_eq!(refused[1]["field"], "email");
    assert_eq!(
        refused[1]["message"],
        "“not an address” is not an e-mail address."
    );
    // A person without a name was not made; one with a bad address was, without the address.
    assert_eq!(done["added"], 10_000 - 19);
    assert_eq!(total(&mut desk, "person"), people + 10_000 - 19);
    assert!(done["ids"][100].is_null() && done["ids"][367].is_string());

    let actions = desk.call("actions", json!({}));
    assert_eq!(actions[0]["label"], "Paste of 9,981 people");
    desk.call("undo", json!({}));
    assert_eq!(total(&mut desk, "person"), people);
    assert_eq!(desk.hash(), before);
}

#[test]
fn cells_are_read_as_they_are_typed() {
    let mut desk = Desk::new(41);
    let place = desk.save("place", json!({ "name": "Whitstow" }));
    desk.save("pcn", json!({ "ods_code": "U00001", "name": "Vale PCN" }));
    let practice = desk.save("practice", json!({ "ods_code": "A10001", "name": "Abbey" }));
    let rows = vec![
        json!({ "id": practice, "fields": { "list_size": "9,250", "opened": "6/8/74", "closed": "today" } }),
    ];
    let done = paste(&mut desk, "practice", rows);
    assert_eq!((&done["edited"], &done["refused"]), (&json!(3), &json!([])));
    let rows = vec![
        json!({ "fields": { "practice": "a10001", "pcn": "vale pcn", "from": "1 Jul 2019" } }),
        json!({ "fields": { "practice": "ABBEY", "pcn": "U00001", "from": "2021-07-01", "to": "+2w" } }),
    ];
    let done = paste(&mut desk, "pcn_membership", rows);
    assert_eq!(done["refused"], json!([]));
    let spec = json!({ "source": { "kind": "pcn_membership" }, "columns": ["practice", "pcn", "from", "to"],
                       "sort": [{ "path": "from" }] });
    let page = desk.call("view", spec);
    let texts = |row: usize| -> Vec<&str> {
        let cells = page["rows"][row]["cells"].as_array().unwrap();
        cells.iter().map(|c| c["text"].as_str().unwrap()).collect()
    };
    assert_eq!(texts(0), ["Abbey", "Vale PCN", "01/07/2019", ""]);
    assert_eq!(texts(1), ["Abbey", "Vale PCN", "01/07/2021", "06/12/2025"]);
    let rows =
        vec![json!({ "fields": { "ods_code": "U00002", "name": "Weir", "place": "whitstow" } })];
    let done = paste(&mut desk, "pcn", rows);
    assert_eq!(done["refused"], json!([]));
    let shown = desk.call("show", json!({ "kind": "pcn", "id": "U00002" }));
    let field = shown["fields"].as_array().unwrap().iter();
    let field = field.clone().find(|f| f["name"] == "place").unwrap();
    assert_eq!(field["cell"]["value"], json!(place));
}

#[test]
fn a_name_of_two_records_is_refused_with_both() {
    let mut desk = Desk::new(42);
    let first = desk.save("person", json!({ "name": "Sam Field", "role": "GP" }));
    let second = desk.save("person", json!({ "name": "Sam Field", "role": "Nurse" }));
    let hub =
        desk.call("view", json!({ "source": { "kind": "hub_profile" } }))["rows"][0]["id"].clone();
    let rows = |who: &str| {
        (0..40)
            .map(|i| {
                let who = if i == 0 {
                    who.to_owned()
                } else {
                    format!("Nobody {i}")
                };
                json!({ "fields": { "hub": hub, "role": "Administrator", "person": who } })
            })
            .collect::<Vec<_>>()
    };
    let done = paste(&mut desk, "team_member", rows("sam field"));
    let refused = done["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 40);
    let named: Vec<_> = refused[0]["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["id"].clone(), c["detail"].clone()))
        .collect();
    assert_eq!(named.len(), 2);
    assert!(
        named.contains(&(json!(first), json!("GP")))
            && named.contains(&(json!(second), json!("Nurse")))
    );
    assert_eq!(
        refused[39]["message"],
        "Person: there is no Person “Nobody 39”."
    );
    // The rest of each row was kept: nothing else is blocked.
    assert_eq!(done["added"], 40);
}

#[test]
fn what_a_rule_refuses_leaves_the_rest_of_the_row() {
    let mut desk = Desk::new(43);
    let one = desk.save(
        "practice",
        json!({ "ods_code": "A10001", "name": "Abbey", "opened": "2001-01-01" }),
    );
    let two = desk.save(
        "practice",
        json!({ "ods_code": "A10002", "name": "Bridge" }),
    );
    let rows = vec![
        json!({ "id": one, "fields": { "name": "Abbey Road", "list_size": "-5", "pcn_now": "Vale", "ods_code": "A10009" } }),
        json!({ "id": two, "fields": { "opened": "2020-01-01", "closed": "2019-01-01" } }),
        json!({ "fields": { "ods_code": "A10001", "name": "Abbey again" } }),
        json!({ "fields": { "ods_code": "A10003", "name": "Cedar" } }),
        json!({ "fields": { "ods_code": "a10003", "name": "Cedar again" } }),
        json!({ "fields": { "name": "" } }),
    ];
    let done = paste(&mut desk, "practice", rows);
    let refused: Vec<(i64, &str)> = done["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["row"].as_i64().unwrap(), r["field"].as_str().unwrap()))
        .collect();
    assert!(
        refused.contains(&(0, "list_size"))
            && refused.contains(&(0, "pcn_now"))
            && refused.contains(&(0, "ods_code"))
    );
    assert!(!refused.contains(&(0, "name")));
    assert!(refused.iter().any(|r| r.0 == 1), "{refused:?}");
    assert!(refused.contains(&(2, "ods_code")) && refused.contains(&(4, "ods_code")));
    assert!(refused.iter().any(|r| r.0 == 5) && !refused.iter().any(|r| r.0 == 3));
    assert_eq!(done["added"], 1);
    let page = desk.call(
        "view",
        json!({ "source": { "kind": "practice" }, "columns": ["name", "ods_code"] }),
    );
    assert_eq!(titles(&page), ["Abbey Road", "Bridge", "Cedar"]);
}

#[test]
fn a_dry_run_shows_before_and_after_and_writes_nothing() {
    let mut desk = Desk::new(44);
    let ids: Vec<String> = (0..3)
        .map(|i| {
            desk.save(
                "person",
                json!({ "name": format!("Person {i}"), "role": "Nurse" }),
            )
        })
        .collect();
    let before = (desk.hash(), desk.call("actions", json!({})));
    let rows: Vec<Value> = ids
        .iter()
        .map(|id| json!({ "id": id, "fields": { "role": "GP" } }))
        .collect();
    let request = json!({ "kind": "person", "how": "edit", "rows": rows, "dry_run": true, "columns": ["role"] });
    let told = desk.call("save_many", request.clone());
    assert_eq!((&told["edited"], &told["change"]), (&json!(3), &json!("")));
    let example = &told["examples"][1];
    assert_eq!(
        (
            &example["title"],
            &example["before"]["text"],
            &example["after"]["text"]
        ),
        (&json!("Person 1"), &json!("Nurse"), &json!("GP"))
    );
    assert_eq!((desk.hash(), desk.call("actions", json!({}))), before);
    let mut request = request;
    request["dry_run"] = json!(false);
    let done = desk.call("save_many", request);
    assert_eq!(done["edited"], 3);
    assert_eq!(done["rows"][2]["id"], json!(ids[2]));
    assert_eq!(done["rows"][2]["cells"][0]["text"], "GP");
    assert_eq!(
        desk.call("actions", json!({}))[0]["label"],
        "Change 3 people"
    );
}

#[test]
fn what_the_program_keeps_itself_is_not_pasted_into() {
    let mut desk = Desk::new(45);
    let fault = desk.refused(
        "save_many",
        json!({ "kind": "sign_off", "how": "paste", "rows": [{ "fields": {} }] }),
    );
    assert_eq!(fault.code, "not_by_hand");
}

#[test]
fn groups_stand_in_the_order_of_their_rows() {
    let mut desk = Desk::new(46);
    for (name, role) in [
        ("Ash", "nurse"),
        ("Birch", "GP"),
        ("Cedar", "Nurse"),
        ("Dale", "GP"),
        ("Elm", ""),
    ] {
        desk.save("person", json!({ "name": name, "role": role }));
    }
    for (descending, wanted) in [
        (false, ["GP", "Nurse", "nurse", ""]),
        (true, ["nurse", "Nurse", "GP", ""]),
    ] {
        let sort = if descending {
            json!([{ "path": "role", "descending": true }])
        } else {
            json!([])
        };
        let page = desk.call(
            "view",
            json!({ "source": { "kind": "person" }, "columns": ["role"], "group": "role", "sort": sort }),
        );
        let groups = page["groups"].as_array().unwrap();
        let mut laid_out = vec![];
        for group in groups {
            for _ in 0..group["count"].as_i64().unwrap() {
                laid_out.push(group["cell"]["text"].as_str().unwrap());
            }
        }
        let rows: Vec<_> = page["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["cells"][0]["text"].as_str().unwrap())
            .collect();
        assert_eq!(laid_out, rows);
        let mut names: Vec<_> = groups
            .iter()
            .map(|g| g["cell"]["text"].as_str().unwrap())
            .collect();
        names.sort_unstable();
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(names, wanted);
        assert_eq!(groups.last().unwrap()["cell"]["text"], "");
    }
}

#[test]
fn a_page_far_down_is_the_page_that_belongs_there() {
    let mut desk = Desk::new(47);
    let rows = (0..2_500)
        .map(|i| json!({ "fields": { "name": format!("P{:04}", (i * 7) % 2_500) } }))
        .collect();
    paste(&mut desk, "person", rows);
    let page = |desk: &mut Desk, offset: i64, descending: bool| -> Vec<String> {
        let page = desk.call(
            "view",
            json!({ "source": { "kind": "person" }, "search": "p", "columns": ["name"], "offset": offset, "limit": 100,
                    "filter": { "field": { "path": "name", "op": "contains", "value": "p" } },
                    "sort": [{ "path": "name", "descending": descending }] }),
        );
        titles(&page)
    };
    let wanted: Vec<String> = (2_000..2_100).map(|i| format!("P{i:04}")).collect();
    assert_eq!(page(&mut desk, 2_000, false), wanted);
    let wanted: Vec<String> = (0..80).rev().map(|i| format!("P{i:04}")).collect();
    assert_eq!(page(&mut desk, 2_420, true), wanted);
    assert_eq!(page(&mut desk, 9_000, true), Vec::<String>::new());
    // After an edit the order is worked out anew.
    desk.save("person", json!({ "name": "P0000 second" }));
    let wanted: Vec<String> = (1_999..2_099).map(|i| format!("P{i:04}")).collect();
    assert_eq!(page(&mut desk, 2_000, false), wanted);
}

/// What needs attention, and when rules look again, as it is kept.
fn attention(desk: &mut Desk) -> Vec<(String, String, String)> {
    let db = desk.session.store().unwrap().db();
    let sql = "SELECT rule, lower(hex(record)), text FROM finding
               UNION ALL SELECT rule, lower(hex(record)), next FROM finding_date ORDER BY 1, 2, 3";
    let mut rows = db.prepare(sql).unwrap();
    let rows = rows
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .unwrap();
    rows.map(Result::unwrap).collect()
}

/// Where many records are edited, what can concern none of them is not asked for each: the list comes to the same.
#[test]
fn after_many_edits_what_needs_attention_is_what_a_look_at_everything_finds() {
    let mut desk = Desk::new(49);
    let named = |n: usize| json!({ "fields": { "name": format!("Person {n}") } });
    let done = paste(&mut desk, "person", (0..150).map(named).collect());
    let people: Vec<Value> = done["ids"].as_array().unwrap().clone();
    let as_at_a_look_at_everything = |desk: &mut Desk| {
        let kept = attention(desk);
        desk.call("check", json!({ "rebuild": true }));
        assert_eq!(kept, attention(desk));
        kept.len()
    };
    let before = as_at_a_look_at_everything(&mut desk);
    let board = desk.save("board", json!({ "name": "Hub board" }));
    let seats = people.iter().map(|person| {
        json!({ "fields": { "board": board, "person": person, "capacity": "member", "from": "01/04/2025" } })
    });
    paste(&mut desk, "board_membership", seats.collect());
    let members = as_at_a_look_at_everything(&mut desk);
    assert!(
        members > before + 100,
        "{members} after {before}: declarations are due"
    );
    let renamed = people
        .iter()
        .map(|id| json!({ "id": id, "fields": { "name": format!("New name {id}") } }));
    let edit = json!({ "kind": "person", "how": "edit", "rows": renamed.collect::<Vec<_>>() });
    desk.call("save_many", edit);
    as_at_a_look_at_everything(&mut desk);
    desk.call("undo", json!({}));
    as_at_a_look_at_everything(&mut desk);
}
