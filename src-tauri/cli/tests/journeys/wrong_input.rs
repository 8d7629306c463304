//! Wrong words and wrong files: an exit code, one clear line, and nothing changed.

use serde_json::Value;

use crate::hub::Hub;

#[test]
fn wrong_usage_is_told_with_the_right_one() {
    let hub = Hub::with_patch();
    let before = hub.hash();
    for arguments in [
        &["nothing"][..],
        &["list"],
        &["list", "practice", "--where", "closed"],
        &["list", "practice", "--limit", "-1"],
        &["list", "practice", "--csv", "--json"],
        &["save", "practice", "name"],
        &["save", "practice"],
        &["--today", "31/02/2025", "findings"],
        &["pack", "kpi"],
        &["return", "set", "2025-26 H1"],
    ] {
        let output = hub.try_run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(output.stdout, b"", "{arguments:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        let told = said.starts_with("error: ") || said.starts_with("{\"code\":\"usage\"");
        assert!(told && said.len() < 1_500, "{arguments:?}: {said}");
    }
    let output = hub.try_run(&["--json", "list"]);
    let fault: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), fault["code"].as_str()),
        (Some(2), Some("usage"))
    );
    assert!(hub.run(&["--help"]).contains("export-table"));
    assert_eq!(hub.hash(), before);
}

#[test]
fn records_that_break_a_rule_are_refused() {
    let hub = Hub::with_patch();
    for (code, arguments) in [
        ("unknown_kind", &["list", "surgery"][..]),
        ("unknown_kind", &["describe", "surgery"]),
        (
            "unknown_field",
            &["save", "practice", "ods_code=A90001", "name=Lone", "size=1"],
        ),
        ("invalid", &["save", "practice", "name=Lone Surgery"]),
        (
            "invalid",
            &["save", "practice", "ods_code=A9", "name=Lone Surgery"],
        ),
        (
            "invalid",
            &[
                "save",
                "practice",
                "ods_code=A10001",
                "name=Second of this code",
            ],
        ),
        (
            "invalid",
            &["save", "practice", "--id", "A10001", "ods_code=A10009"],
        ),
        (
            "invalid",
            &["save", "practice", "--id", "A10001", "closed=31/02/2025"],
        ),
        (
            "invalid",
            &[
                "save",
                "practice",
                "--id",
                "A10001",
                "opened=2020-01-01",
                "closed=2019-01-01",
            ],
        ),
        (
            "invalid",
            &["save", "practice", "--id", "A10001", "list_size=many"],
        ),
        (
            "invalid",
            &[
                "save",
                "pcn_mark",
                "pcn=U99999",
                "mark=contacted",
                "from=2025-01-01",
            ],
        ),
        ("not_by_hand", &["save", "answer", "narrative=x"]),
        ("no_record", &["show", "practice", "A99999"]),
        ("no_record", &["delete", "practice", "A99999"]),
        ("bad_id", &["undo", "yesterday"]),
        ("nothing_to_redo", &["redo"]),
    ] {
        assert_eq!(hub.refused_code(arguments), code, "{arguments:?}");
    }
    let said = hub.refused(&[
        "save",
        "practice",
        "ods_code=A10001",
        "name=Second of this code",
    ]);
    assert!(
        said.starts_with("There is a Practice like this already: Surgery 11."),
        "{said}"
    );
    let fault: Value = serde_json::from_str(&hub.refused(&[
        "--json",
        "save",
        "practice",
        "ods_code=A9",
        "name=x",
    ]))
    .unwrap();
    let fields: Vec<_> = fault["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["name", "ods_code"]);
}

/// A refusal that leaves the file as it is, byte for byte.
fn refused_file(hub: &Hub, code: &str) -> String {
    let before = std::fs::read(hub.store()).ok();
    let output = hub.try_run(&["--json", "list", "practice"]);
    assert_eq!(output.status.code(), Some(1));
    let fault: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(fault["code"], code, "{fault}");
    assert!(std::fs::read(hub.store()).ok() == before, "{code}: changed");
    fault["message"].as_str().unwrap().to_owned()
}

#[test]
fn files_that_are_no_hub_file_are_left_alone() {
    let mut hub = Hub::none();
    assert_eq!(
        refused_file(&hub, "no_hub_file"),
        "There is no hub file hub.hubfolio."
    );
    hub.write("hub.hubfolio", "");
    refused_file(&hub, "damaged");
    hub.write("hub.hubfolio", "Minutes of the board, 3 October 2025");
    refused_file(&hub, "damaged");
    hub.file = "letters.doc".into();
    hub.write("letters.doc", "Minutes of the board, 3 October 2025");
    refused_file(&hub, "not_a_hub_file");
    let db = rusqlite::Connection::open(hub.path("other.sqlite")).unwrap();
    db.execute_batch("CREATE TABLE t (a)").unwrap();
    drop(db);
    hub.file = "other.sqlite".into();
    refused_file(&hub, "not_a_hub_file");
}

#[test]
fn a_damaged_hub_file_is_not_touched() {
    let hub = Hub::with_patch();
    let mut bytes = std::fs::read(hub.store()).unwrap();
    bytes.truncate(bytes.len() / 2);
    bytes[100..3000].fill(0x5a);
    hub.write("hub.hubfolio", bytes);
    refused_file(&hub, "damaged");
}

#[test]
fn a_hub_file_of_a_newer_version_is_not_touched() {
    let hub = Hub::with_patch();
    let db = rusqlite::Connection::open(hub.store()).unwrap();
    db.pragma_update(None, "user_version", 9_999).unwrap();
    drop(db);
    refused_file(&hub, "newer_version");
}

#[test]
fn a_reader_who_has_seen_enough_is_no_fault() {
    use std::process::{Command, Stdio};
    let hub = Hub::with_patch();
    let mut child = Command::new(env!("CARGO_BIN_EXE_hubfolio-cli"))
        .arg("--store")
        .arg(hub.store())
        .arg("--config")
        .arg(hub.config())
        .args(["list", "practice", "--csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}

#[test]
fn what_is_too_short_is_said_with_the_name_of_the_field() {
    let hub = Hub::new();
    let said = hub.refused(&["save", "practice", "ods_code=M84001", "name=A"]);
    assert!(
        said.starts_with("Name needs at least 2 characters."),
        "{said}"
    );
}
