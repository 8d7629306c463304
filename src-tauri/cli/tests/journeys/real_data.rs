//! The journey of issue 1 on the national files of Coventry and Warwickshire: import, coverage, return, pack; the
//! figures counted again by hand from the lists, in code that shares nothing with the program's.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{
    hub::{Hub, csv_rows, text},
    pack::{titles, words_of},
    returns::{answer, answered},
};

/// The folder of real public files; none where it is absent, and then the test says that it is skipped.
fn ods(file: &str) -> Option<String> {
    let root = std::env::var_os("HUBFOLIO_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let path = root.join("ods").join(file);
    if path.exists() {
        return Some(text(&path));
    }
    println!("skipped: {file} is not on this machine");
    None
}

/// Rows of a list as CSV, without the headings.
fn rows(hub: &Hub, kind: &str, columns: &str) -> Vec<Vec<String>> {
    let mut rows = csv_rows(&hub.run(&["list", kind, "--csv", "--columns", columns]));
    rows.remove(0);
    rows
}

/// ISO dates compare as text.
const FROM: &str = "2025-04-01";
const TO: &str = "2025-09-30";

/// PCNs with a practice on the last day of the period, counted from the lists of practices and memberships.
fn pcns_by_hand(hub: &Hub) -> BTreeSet<String> {
    let open: BTreeMap<String, bool> = rows(hub, "practice", "ods_code,opened,closed")
        .into_iter()
        .map(|r| {
            let there = r[1].as_str() <= TO && (r[2].is_empty() || r[2].as_str() >= TO);
            (r[0].clone(), there)
        })
        .collect();
    rows(
        hub,
        "pcn_membership",
        "practice.ods_code,pcn.ods_code,from,to",
    )
    .into_iter()
    .filter(|r| open[&r[0]] && r[2].as_str() <= TO && (r[3].is_empty() || r[3].as_str() >= TO))
    .map(|r| r[1].clone())
    .collect()
}

/// PCNs among `pcns` with this mark on days that count.
fn marked_by_hand(
    hub: &Hub,
    pcns: &BTreeSet<String>,
    mark: &str,
    counts: impl Fn(&str, &str) -> bool,
) -> usize {
    let marked: BTreeSet<String> = rows(hub, "pcn_mark", "pcn.ods_code,mark,from,to")
        .into_iter()
        .filter(|r| r[1] == mark && counts(&r[2], &r[3]) && pcns.contains(&r[0]))
        .map(|r| r[0].clone())
        .collect();
    marked.len()
}

#[test]
fn from_national_files_to_a_signed_pack() {
    let (Some(practices), Some(partners), Some(sizes)) = (
        ods("epraccur_2025-11_QWU.csv"),
        ods("ePCN_2026-02_QWU_partners.csv"),
        ods("gp-reg-pat-prac-all_2026-03_QWU.csv"),
    ) else {
        return;
    };
    let mut hub = Hub::new();
    hub.today = "2026-03-20".into();

    let preview = hub.json(&["import", "epraccur", &practices, "--dry-run"]);
    let left_out = preview["left_out"].as_array().unwrap().iter();
    let left_out: i64 = left_out.map(|l| l["rows"].as_i64().unwrap()).sum();
    assert_eq!((&preview["rows"], left_out), (&json!(279), 150));
    hub.run(&["import", "epraccur", &practices]);
    assert_eq!(hub.json(&["list", "practice"])["total"], 129);
    assert_eq!(
        hub.json(&["list", "practice", "--where", "closed=", "national_state="])["total"],
        119
    );
    let with_practices = hub.hash();
    hub.run(&["import", "pcn-partners", &partners]);
    hub.run(&["undo"]);
    assert_eq!(hub.hash(), with_practices);
    hub.run(&["redo"]);
    hub.run(&["import", "list-sizes", &sizes]);
    let patients: i64 = rows(&hub, "practice", "list_size")
        .iter()
        .filter_map(|r| r[0].parse::<i64>().ok())
        .sum();
    assert_eq!(patients, 1_120_389);
    let memberships = hub.json(&["list", "pcn_membership", "--where", "to="]);
    assert_eq!(memberships["total"], 118);
    assert_eq!(
        hub.json(&["list", "pcn", "--where", "practices_now>0"])["total"],
        19
    );

    let findings = hub.json(&["findings"]);
    let of = |rule: &str| -> Vec<&str> {
        let findings = findings.as_array().unwrap().iter();
        findings
            .filter(|f| f["rule"] == rule)
            .map(|f| f["text"].as_str().unwrap())
            .collect()
    };
    let alone = of("practice.without_pcn");
    assert!(
        alone.len() == 1 && alone[0].contains("M84034") && alone[0].contains("Whitestone"),
        "{alone:?}"
    );
    assert_eq!(of("pcn.size").len(), 10, "{findings}");

    coverage(&hub);
    let page = answered(&hub);
    let pcns = pcns_by_hand(&hub);
    let in_period = |from: &str, to: &str| from <= TO && (to.is_empty() || to >= FROM);
    for (number, mark, counted) in [
        (
            "1",
            "Workforce-planning support offered",
            marked_by_hand(
                &hub,
                &pcns,
                "Workforce-planning support offered",
                |from, _| from <= TO,
            ),
        ),
        (
            "8",
            "Uses knowledge and library services",
            marked_by_hand(
                &hub,
                &pcns,
                "Uses knowledge and library services",
                in_period,
            ),
        ),
        (
            "19",
            "Engaged on new roles",
            marked_by_hand(&hub, &pcns, "Engaged on new roles", in_period),
        ),
    ] {
        let figure = answer(&page, number)["figure"].as_str().unwrap();
        let by_hand = format!("{counted} of {}, ", pcns.len());
        assert!(
            counted > 0 && figure.starts_with(&by_hand),
            "KPI {number} ({mark}): {figure}, by hand {by_hand}"
        );
    }

    let before: Vec<_> = ["1", "8", "19"]
        .map(|n| answer(&page, n)["figure"].clone())
        .to_vec();
    hub.run(&["return", "submit", "2025-26 H1"]);
    hub.run(&[
        "sign",
        "return",
        "2025-26 H1",
        "--role",
        "Programme manager",
    ]);
    let first = text(&hub.path("first.pdf"));
    hub.run(&["pack", "kpi", "--out", &first]);
    // Marks taken away after submission: the return stands, and says what the registers give now.
    let marks = hub.json(&[
        "list",
        "pcn_mark",
        "--where",
        "mark=uses_library_services",
        "--where",
        "pcn=U62213",
    ]);
    for mark in marks["rows"].as_array().unwrap() {
        hub.run(&["delete", "pcn_mark", mark["id"].as_str().unwrap()]);
    }
    let page = hub.json(&["return", "show", "2025-26 H1"]);
    let after: Vec<_> = ["1", "8", "19"]
        .map(|n| answer(&page, n)["figure"].clone())
        .to_vec();
    assert_eq!(before, after);
    let now = marked_by_hand(
        &hub,
        &pcns,
        "Uses knowledge and library services",
        in_period,
    );
    let later = answer(&page, "8")["later"].as_str().unwrap();
    assert!(
        later.contains(&format!("{now} of {}", pcns.len())),
        "{later}"
    );

    let second = text(&hub.path("second.pdf"));
    hub.run(&["pack", "kpi", "--out", &second]);
    assert_eq!(
        std::fs::read(&first).unwrap(),
        std::fs::read(&second).unwrap()
    );
    assert_eq!(hub.json(&["check", "--rebuild"])["sound"], true);
    let Some(words) = words_of(&first) else {
        return;
    };
    let missing: Vec<_> = titles(&hub)
        .into_iter()
        .filter(|t| !words.contains(t))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Marks inside, across, before and after the period, one of them twice and one on a network that closed.
fn coverage(hub: &Hub) {
    let pcns: Vec<String> = rows(hub, "pcn", "ods_code,practices_now")
        .into_iter()
        .map(|r| r[0].clone())
        .collect();
    let marks = [
        ("planning_support_offered", "2023-01-10", "2023-01-10"),
        ("planning_support_offered", "2025-09-30", ""),
        ("planning_support_offered", "2025-10-01", ""),
        ("uses_library_services", "2024-04-01", ""),
        ("uses_library_services", "2024-04-01", "2025-04-01"),
        ("uses_library_services", "2024-04-01", "2025-03-31"),
        ("engaged_on_new_roles", "2025-06-01", "2025-06-02"),
        ("engaged_on_new_roles", "2025-10-01", ""),
    ];
    for (at, pcn) in pcns.iter().enumerate() {
        let (mark, from, to) = marks[at % marks.len()];
        let (pcn, mark) = (format!("pcn={pcn}"), format!("mark={mark}"));
        hub.run(&[
            "save",
            "pcn_mark",
            &pcn,
            &mark,
            &format!("from={from}"),
            &format!("to={to}"),
        ]);
    }
    // The same network twice still counts once.
    for from in ["from=2025-05-01", "from=2025-07-01"] {
        hub.run(&[
            "save",
            "pcn_mark",
            "pcn=U62213",
            "mark=uses_library_services",
            from,
            "to=2025-08-01",
        ]);
        hub.run(&[
            "save",
            "pcn_mark",
            "pcn=U62213",
            "mark=engaged_on_new_roles",
            from,
        ]);
    }
}
