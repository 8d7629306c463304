//! Lists, filters, related records, findings and search, as the screens ask for them.

use hubfolio_tests::{Desk, titles};
use serde_json::{Value as Json, json};

#[test]
fn a_list_filters_sorts_groups_and_counts() {
    let mut desk = Desk::new(30);
    let pcn = desk.save("pcn", json!({ "ods_code": "U00001", "name": "Vale PCN" }));
    for (code, name, size) in [
        ("A10001", "bridge", 9_000),
        ("A10002", "Abbey", 12_000),
        ("A10003", "Cedar", 500),
    ] {
        let id = desk.save(
            "practice",
            json!({ "ods_code": code, "name": name, "list_size": size }),
        );
        if size > 600 {
            desk.save(
                "pcn_membership",
                json!({ "practice": id, "pcn": "U00001", "from": "2019-07-01" }),
            );
        }
    }
    let page = desk.call(
        "view",
        json!({ "source": { "kind": "practice" }, "columns": ["name", "pcn_now", "list_size"] }),
    );
    assert_eq!(titles(&page), ["Abbey", "bridge", "Cedar"]);
    assert_eq!(page["rows"][0]["cells"][1]["text"], "Vale PCN");
    assert_eq!(page["rows"][0]["cells"][2]["text"], "12,000");
    let page = desk.call("view", json!({
        "source": { "kind": "practice" },
        "filter": { "and": [
            { "field": { "path": "list_size", "op": "at_least", "value": 9_000 } },
            { "exists": { "kind": "pcn_membership", "field": "practice",
                          "filter": { "field": { "path": "pcn.name", "op": "contains", "value": "VALE" } } } },
        ] },
        "sort": [{ "path": "list_size", "descending": true }],
        "limit": 1,
    }));
    assert_eq!(
        (page["total"].clone(), page["rows"][0]["title"].clone()),
        (json!(2), json!("Abbey"))
    );
    let page = desk.call(
        "view",
        json!({ "source": { "kind": "pcn_membership" }, "group": "pcn", "limit": 0 }),
    );
    assert_eq!(
        (
            page["groups"][0]["cell"]["text"].clone(),
            page["groups"][0]["count"].clone()
        ),
        (json!("Vale PCN"), json!(2))
    );
    let page = desk.call(
        "view",
        json!({ "source": { "kind": "pcn" }, "columns": ["practices_now", "patients_now"] }),
    );
    assert_eq!(page["rows"][0]["cells"][1]["text"], "21,000");
    let page = desk.call(
        "view",
        json!({ "source": { "kind": "practice" }, "search": "ced" }),
    );
    assert_eq!(page["total"], 1);
    let fault = desk.refused(
        "view",
        json!({ "source": { "kind": "practice" }, "columns": ["name\" FROM person --"] }),
    );
    assert_eq!(fault.code, "unknown_field");
    let shown = desk.call("show", json!({ "kind": "pcn", "id": pcn }));
    let labels: Vec<_> = shown["related"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["PCN memberships", "PCN coverage"]);
}

#[test]
fn findings_follow_every_edit() {
    let mut desk = Desk::new(31);
    let id = desk.save(
        "practice",
        json!({ "ods_code": "A10001", "name": "Abbey", "list_size": 9_000 }),
    );
    let rules = |desk: &mut Desk| -> Vec<String> {
        let all = desk.call("findings", json!({}));
        all.as_array()
            .unwrap()
            .iter()
            .map(|f| f["rule"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(rules(&mut desk).contains(&"practice.without_pcn".to_owned()));
    desk.save("pcn", json!({ "ods_code": "U00001", "name": "Vale PCN" }));
    let membership = desk.save(
        "pcn_membership",
        json!({ "practice": id, "pcn": "U00001", "from": "2019-07-01" }),
    );
    assert_eq!(rules(&mut desk), ["hub.contract_unknown", "pcn.size"]);
    desk.call(
        "save",
        json!({ "kind": "pcn_membership", "id": membership, "fields": { "to": "2025-12-31" } }),
    );
    assert_eq!(rules(&mut desk), ["hub.contract_unknown", "pcn.size"]);
    desk.world.set_today("2026-01-01");
    assert!(rules(&mut desk).contains(&"practice.without_pcn".to_owned()));
    desk.world.set_today("2025-12-31");
    assert!(!rules(&mut desk).contains(&"practice.without_pcn".to_owned()));
    desk.call("delete", json!({ "kind": "pcn", "id": "U00001" }));
    assert!(
        rules(&mut desk).contains(&"record.points_to_removed".to_owned())
            || rules(&mut desk).contains(&"practice.without_pcn".to_owned())
    );
}

#[test]
fn bad_entries_are_named_field_by_field_and_nothing_changes() {
    let mut desk = Desk::new(32);
    let before = desk.hash();
    let fault = desk.refused(
        "save",
        json!({ "kind": "practice", "fields": { "ods_code": "84001", "opened": "31/02/2025" } }),
    );
    assert_eq!(
        fault.fields[0].message,
        "Opened: “31/02/2025” is not a day that exists: February 2025 has no day 31."
    );
    let fault = desk.refused(
        "save",
        json!({ "kind": "practice", "fields": { "ods_code": "84001", "name": "X Surgery" } }),
    );
    assert_eq!(
        (fault.code.as_str(), fault.fields[0].field.as_str()),
        ("invalid", "ods_code")
    );
    let fault = desk.refused(
        "save",
        json!({ "kind": "practice", "fields": { "ods_code": "A84001" } }),
    );
    assert_eq!(fault.fields[0].message, "Name is missing.");
    assert_eq!(desk.hash(), before);
    desk.save(
        "practice",
        json!({ "ods_code": "A84001", "name": "X Surgery" }),
    );
    let fault = desk.refused(
        "save",
        json!({ "kind": "practice", "fields": { "ods_code": "A84001", "name": "Y Surgery" } }),
    );
    assert!(
        fault.message.contains("like this already"),
        "{}",
        fault.message
    );
}

#[test]
fn among_very_many_that_begin_so_what_is_called_so_comes_first_and_a_list_counts_them_all() {
    let mut desk = Desk::new(741);
    let save = |name: &str| json!({ "kind": "person", "id": null, "fields": { "name": name }, "generation": null, "reason": null });
    desk.call("save", save("Rob"));
    let rows: Vec<Json> = (0..400)
        .map(|n| json!({ "fields": { "name": format!("Robin {n:03}"), "role": if n % 4 == 0 { "Nurse" } else { "GP" },
                                     "notes": "Lives near Robley" } }))
        .collect();
    desk.call(
        "save_many",
        json!({ "kind": "person", "how": "paste", "rows": rows }),
    );
    desk.call("save", save("Zoe Marsh"));
    let found = |desk: &mut Desk, text: &str| {
        let hits = desk.call("search", json!({ "text": text, "limit": 101 }));
        let titles = hits
            .as_array()
            .unwrap()
            .iter()
            .map(|h| h["title"].as_str().unwrap().to_owned());
        titles.collect::<Vec<_>>()
    };
    let hits = found(&mut desk, "rob");
    assert_eq!(
        (hits[0].as_str(), hits[1].as_str(), hits.len()),
        ("Rob", "Robin 000", 101)
    );
    // What was added first is beyond the newest, but begins as it is typed.
    assert_eq!(found(&mut desk, "robin 007"), ["Robin 007"]);
    assert_eq!(found(&mut desk, "robley robin 399"), ["Robin 399"]);

    let total = |desk: &mut Desk, more: Json| {
        let mut view = json!({ "source": { "kind": "person" }, "columns": ["name"], "filter": null, "sort": [],
            "group": null, "search": "rob", "offset": 0, "limit": 10 });
        for (name, value) in more.as_object().unwrap() {
            view[name] = value.clone();
        }
        desk.call("view", view)
    };
    assert_eq!(total(&mut desk, json!({}))["total"], 401);
    let nurses = json!({ "filter": { "field": { "path": "role", "op": "is", "value": "Nurse" } } });
    assert_eq!(total(&mut desk, nurses)["total"], 100);
    let groups = total(&mut desk, json!({ "group": "role" }))["groups"].clone();
    let counts: Vec<&Json> = groups
        .as_array()
        .unwrap()
        .iter()
        .map(|g| &g["count"])
        .collect();
    assert_eq!(counts, [&json!(300), &json!(100), &json!(1)]);
}

#[test]
fn a_slip_of_the_keyboard_is_forgiven_where_nothing_else_is_found() {
    let mut desk = Desk::new(744);
    let practice = json!({ "ods_code": "A10001", "name": "Ashbourne Surgery" });
    desk.save("practice", practice);
    desk.save(
        "person",
        json!({ "name": "Rowena Oakley", "role": "Nurse" }),
    );
    desk.save("person", json!({ "name": "Ashby Crane" }));
    let found = |desk: &mut Desk, text: &str| -> Vec<(String, bool)> {
        let hits = desk.call("search", json!({ "text": text, "limit": 10 }));
        let hits = hits.as_array().unwrap().iter();
        hits.map(|hit| {
            let nearly = hit["excerpt"].as_str().unwrap().contains("nearly");
            (hit["title"].as_str().unwrap().to_owned(), nearly)
        })
        .collect()
    };
    let nearly = |title: &str| vec![(title.to_owned(), true)];
    for typed in [
        "ashborne",
        "Ashbor",
        "Asbhourne surgery",
        "surgury ashbourne",
    ] {
        assert_eq!(
            found(&mut desk, typed),
            nearly("Ashbourne Surgery"),
            "{typed}"
        );
    }
    assert_eq!(found(&mut desk, "rowena oakly"), nearly("Rowena Oakley"));
    // What is there as it was typed is never mixed with what is only near.
    let exact = vec![("Ashby Crane".to_owned(), false)];
    assert_eq!(found(&mut desk, "ashby"), exact);
    for nothing in ["zebra", "oak tree", "x", "rowena zebra"] {
        assert_eq!(found(&mut desk, nothing), [], "{nothing}");
    }
}

#[test]
fn what_a_search_finds_stands_in_the_order_of_the_list_both_ways_and_in_every_window() {
    let mut desk = Desk::new(742);
    let rows: Vec<Json> = [
        "quay North",
        "Quay south",
        "QUAY East",
        "Abbot Quay",
        "quay North",
        "Elsewhere",
    ]
    .iter()
    .enumerate()
    .map(|(n, name)| json!({ "fields": { "name": name, "role": format!("Role {n}"), "notes": "by the quay" } }))
    .collect();
    desk.call(
        "save_many",
        json!({ "kind": "person", "how": "paste", "rows": rows }),
    );
    desk.call(
        "save",
        json!({ "kind": "organisation", "id": null, "fields": { "name": "Quay Trust", "category": "charity" },
                "generation": null, "reason": null }),
    );
    // A condition that all fulfil takes the long way round.
    let all = json!({ "field": { "path": "role", "op": "contains", "value": "role" } });
    let ids = |desk: &mut Desk, filter: Json, sort: Json, offset: i64, limit: i64| -> Vec<String> {
        let page = desk.call(
            "view",
            json!({ "source": { "kind": "person" }, "columns": ["name"], "filter": filter, "sort": sort,
                    "group": null, "search": "quay", "offset": offset, "limit": limit }),
        );
        assert_eq!(page["total"], 6);
        let rows = page["rows"].as_array().unwrap().iter();
        rows.map(|r| r["id"].as_str().unwrap().to_owned()).collect()
    };
    for sort in [
        json!([]),
        json!([{ "path": "name", "descending": false }]),
        json!([{ "path": "name", "descending": true }]),
        json!([{ "path": "role", "descending": true }]),
    ] {
        let long = ids(&mut desk, all.clone(), sort.clone(), 0, 10);
        assert_eq!(long.len(), 6);
        assert_eq!(
            ids(&mut desk, Json::Null, sort.clone(), 0, 10),
            long,
            "{sort}"
        );
        let mut pieces = ids(&mut desk, Json::Null, sort.clone(), 0, 4);
        pieces.extend(ids(&mut desk, Json::Null, sort.clone(), 4, 4));
        assert_eq!(pieces, long, "{sort}");
    }
}

#[test]
fn patients_of_a_network_and_a_place_count_each_open_practice_once() {
    let mut desk = Desk::new(743);
    let place = desk.save("place", json!({ "name": "North" }));
    for code in ["U00001", "U00002"] {
        desk.save(
            "pcn",
            json!({ "ods_code": code, "name": format!("PCN {code}"), "place": place }),
        );
    }
    for (code, size, closed) in [
        ("A10001", json!(9_000), Json::Null),
        ("A10002", json!(700), Json::Null),
        ("A10003", json!(5_000), json!("2020-01-01")),
        ("A10004", Json::Null, Json::Null),
    ] {
        let id = desk.save(
            "practice",
            json!({ "ods_code": code, "name": code, "list_size": size, "closed": closed }),
        );
        // The first is in both networks, which happens while one of them is wrong.
        let both: &[&str] = if code == "A10001" {
            &["U00001", "U00002"]
        } else {
            &["U00001"]
        };
        for pcn in both {
            desk.save(
                "pcn_membership",
                json!({ "practice": id, "pcn": pcn, "from": "2019-07-01" }),
            );
        }
    }
    desk.save(
        "pcn_membership",
        json!({ "practice": "A10002", "pcn": "U00002", "from": "2018-07-01", "to": "2019-06-30" }),
    );
    let figures = |desk: &mut Desk, kind: &str| -> Vec<(String, String)> {
        let page = desk.call(
            "view",
            json!({ "source": { "kind": kind }, "columns": ["practices_now", "patients_now"] }),
        );
        let text = |row: &Json, n: usize| row["cells"][n]["text"].as_str().unwrap().to_owned();
        let rows = page["rows"].as_array().unwrap().iter();
        rows.map(|r| (text(r, 0), text(r, 1))).collect()
    };
    assert_eq!(
        figures(&mut desk, "pcn"),
        [
            ("3".to_owned(), "9,700".to_owned()),
            ("1".to_owned(), "9,000".to_owned())
        ]
    );
    assert_eq!(
        figures(&mut desk, "place"),
        [("3".to_owned(), "9,700".to_owned())]
    );
}

#[test]
fn what_a_column_contains_is_found_whatever_its_capitals_in_any_alphabet() {
    let mut desk = Desk::new(39);
    let names = [
        "Café Ünal",
        "CAFÉ ünal 50% off",
        "\u{212A}elvin Grange",
        "kelvin Lodge",
        "İpek Long_Lane",
        "Ipek Longlane",
        "ΆΛΦΑ House",
    ];
    for name in names {
        desk.save("place", json!({ "name": name }));
    }
    for needle in [
        "CAFÉ", "caf", "unal", "ÜNAL", "kelvin", "K", "ipek", "i", "άλφα", "0% o", "g_l", "\\",
        "lane",
    ] {
        let filter = json!({ "field": { "path": "name", "op": "contains", "value": needle } });
        let page = desk.call(
            "view",
            json!({ "source": { "kind": "place" }, "columns": ["name"], "filter": filter }),
        );
        let mut found = titles(&page);
        found.sort();
        let mut expected: Vec<&str> = names
            .into_iter()
            .filter(|n| n.to_lowercase().contains(&needle.to_lowercase()))
            .collect();
        expected.sort();
        assert_eq!(found, expected, "{needle}");
    }
}
