//! Lists: conditions, order, columns, named sets, CSV; search and findings.

use serde_json::json;

use crate::hub::{Hub, csv_rows};

fn titles(list: &serde_json::Value) -> Vec<&str> {
    list["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["title"].as_str().unwrap())
        .collect()
}

#[test]
fn conditions_narrow_a_list() {
    let hub = Hub::with_patch();
    hub.run(&[
        "save",
        "practice",
        "--id",
        "A20001",
        "list_size=900",
        "closed=2024-03-31",
    ]);
    let total = |conditions: &[&str]| {
        let mut all = vec!["list", "practice", "--where"];
        all.extend(conditions);
        hub.json(&all)["total"].clone()
    };
    assert_eq!(total(&["list_size<1000"]), 1);
    assert_eq!(total(&["list_size>=12,000"]), 5);
    assert_eq!(total(&["list_size>900"]), 5);
    assert_eq!(total(&["closed="]), 5);
    assert_eq!(total(&["closed!="]), 1);
    assert_eq!(total(&["closed<=31/03/2024"]), 1);
    assert_eq!(total(&["name~ERY 1"]), 2);
    assert_eq!(total(&["name=surgery 11"]), 1);
    assert_eq!(total(&["pcn_now=U00003"]), 2);
    assert_eq!(total(&["pcn_now=Vale 3 PCN", "ods_code=A30001"]), 1);
    assert_eq!(total(&["pcn_now!=U00003"]), 4);
    assert_eq!(total(&["pcn_now.name~vale 1"]), 2);
    let members = hub.json(&[
        "list",
        "pcn_membership",
        "--where",
        "practice.list_size<1000",
    ]);
    assert_eq!(members["total"], 1);
    assert_eq!(
        hub.refused_code(&["list", "practice", "--where", "pcn_now=U99999"]),
        "no_record"
    );
    assert_eq!(
        hub.refused_code(&["list", "practice", "--where", "closed=31/02/2024"]),
        "bad_condition"
    );
    assert_eq!(
        hub.refused_code(&["list", "practice", "--where", "nothing=1"]),
        "unknown_field"
    );
}

#[test]
fn a_list_has_its_total_its_rows_and_the_columns_asked_for() {
    let hub = Hub::with_patch();
    let list = hub.json(&[
        "list",
        "practice",
        "--sort",
        "-name",
        "--limit",
        "2",
        "--columns",
        "ods_code,pcn_now.ods_code,pcn_now",
    ]);
    assert_eq!(list["total"], 6);
    assert_eq!(titles(&list), ["Surgery 32", "Surgery 31"]);
    let row = &list["rows"][0];
    assert_eq!(
        (&row["ods_code"], &row["pcn_now.ods_code"]),
        (&json!("A30002"), &json!("U00003"))
    );
    assert!(row["id"].is_string() && row["pcn_now"].is_string() && row.get("name").is_none());
    let text = hub.run(&["list", "practice", "--limit", "1"]);
    assert!(
        text.contains("12,000") && text.trim_end().ends_with("1 of 6 records"),
        "{text}"
    );
    assert_eq!(
        hub.json(&["list", "practice", "--limit", "0"])["rows"],
        json!([])
    );
    assert_eq!(
        hub.json(&["list", "practice", "--search", "surgery 21"])["total"],
        1
    );
}

#[test]
fn csv_has_values_that_people_know_and_nothing_that_runs() {
    let hub = Hub::with_patch();
    hub.run(&[
        "save",
        "practice",
        "--id",
        "A10001",
        "name=Abbey \"A\", Old Town",
        "notes==HYPERLINK(1)",
        "closed=31/12/2025",
    ]);
    let text = hub.run(&[
        "list",
        "practice",
        "--csv",
        "--columns",
        "ods_code,name,pcn_now,list_size,closed,notes",
        "--sort",
        "ods_code",
    ]);
    assert!(!text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    let rows = csv_rows(&text);
    assert_eq!(rows.len(), 7);
    assert_eq!(
        rows[0],
        [
            "ods_code",
            "name",
            "pcn_now",
            "list_size",
            "closed",
            "notes"
        ]
    );
    assert_eq!(
        rows[1],
        [
            "A10001",
            "Abbey \"A\", Old Town",
            "Vale 1 PCN",
            "12000",
            "2025-12-31",
            "'=HYPERLINK(1)"
        ]
    );
}

#[test]
fn the_rows_behind_a_figure_are_a_list() {
    let hub = Hub::with_patch();
    hub.run(&[
        "save",
        "pcn_mark",
        "pcn=U00002",
        "mark=uses_library_services",
        "from=01/05/2025",
    ]);
    let set = [
        "list",
        "--set",
        "kpi.8.numerator",
        "--param",
        "from=01/04/2025",
        "to=30/09/2025",
    ];
    let rows = hub.json(&set);
    assert_eq!(
        (&rows["kind"], titles(&rows)),
        (&json!("pcn"), vec!["Vale 2 PCN"])
    );
    let mut named = set.to_vec();
    named.push("hub=Vale Training Hub");
    assert_eq!(hub.json(&named)["total"], 1);
    let earlier = hub.json(&[
        "list",
        "--set",
        "kpi.8.numerator",
        "--param",
        "from=2024-10-01",
        "--param",
        "to=2025-03-31",
    ]);
    assert_eq!(earlier["total"], 0);
    assert_eq!(
        hub.json(&[
            "list",
            "--set",
            "kpi.pcns",
            "--param",
            "from=2025-04-01",
            "to=2025-09-30"
        ])["total"],
        3
    );
    for (code, arguments) in [
        ("unknown_set", &["list", "--set", "kpi.99.numerator"][..]),
        (
            "param_missing",
            &[
                "list",
                "--set",
                "kpi.8.numerator",
                "--param",
                "from=2025-04-01",
            ],
        ),
        (
            "unknown_param",
            &[
                "list",
                "--set",
                "kpi.8.numerator",
                "--param",
                "on=2025-04-01",
            ],
        ),
        (
            "bad_date",
            &[
                "list",
                "--set",
                "kpi.8.numerator",
                "--param",
                "from=31/02/2025",
            ],
        ),
        (
            "no_record",
            &[
                "list",
                "--set",
                "kpi.8.numerator",
                "--param",
                "hub=Elsewhere",
            ],
        ),
    ] {
        assert_eq!(hub.refused_code(arguments), code);
    }
}

#[test]
fn search_finds_words_in_any_record() {
    let hub = Hub::with_patch();
    hub.run(&[
        "save",
        "person",
        "name=Bea Brook",
        "notes=Met at the library in Rugby",
    ]);
    let hits = hub.json(&["search", "libr rug"]);
    assert_eq!(
        (hits.as_array().unwrap().len(), &hits[0]["title"]),
        (1, &json!("Bea Brook"))
    );
    assert_eq!(hub.run(&["search", "zebra"]).trim(), "Nothing was found.");
    hub.run(&["save", "person", "name=Cy Dale", "telephone=07700 900456"]);
    for number in ["07700900456", "0770 0900 456", "+44 7700 900456"] {
        let hits = hub.json(&["search", number]);
        assert_eq!(hits[0]["title"], "Cy Dale", "{number}");
    }
}

#[test]
fn findings_name_rule_record_and_what_to_do() {
    let hub = Hub::with_patch();
    hub.run(&["save", "practice", "ods_code=A90001", "name=Lone Surgery"]);
    let findings = hub.json(&["findings"]);
    let lone = findings
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["title"] == "Lone Surgery")
        .unwrap();
    for key in ["rule", "severity", "kind", "id", "text", "fix", "due"] {
        assert!(lone.get(key).is_some(), "{key} in {lone}");
    }
    assert_eq!(
        (&lone["kind"], &lone["severity"]),
        (&json!("practice"), &json!("missing"))
    );
    assert!(hub.run(&["findings"]).contains("Lone Surgery"));
}

#[test]
fn text_of_a_record_does_not_steer_the_terminal() {
    let hub = Hub::new();
    let file = hub.write("n.json", r#"{ "name": "Bea\u202eBrook" }"#);
    hub.run(&["save", "organisation", "--json-file", &file]);
    assert!(!hub.run(&["list", "organisation"]).contains('\u{1b}'));
    let file = hub.write("e.json", r#"{ "name": "Bea\u001b[2J" }"#);
    assert_eq!(
        hub.refused_code(&["save", "organisation", "--json-file", &file]),
        "invalid"
    );
}
