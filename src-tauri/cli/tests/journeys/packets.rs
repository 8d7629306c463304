//! Copies between teams, from the command line: a hub sends, a region looks, compares, admits, accepts and comments.

use serde_json::json;

use crate::hub::{Hub, text};

fn region() -> Hub {
    let region = Hub::none();
    region.run(&["--as", "Rita Regan", "new", "--hub", "Midlands Region"]);
    region
}

#[test]
fn a_list_goes_to_the_region_and_a_comment_comes_back() {
    let (hub, region) = (Hub::new(), region());
    hub.run(&["save", "practice", "ods_code=M84001", "name=Abbey Surgery"]);
    hub.run(&[
        "save",
        "practice",
        "ods_code=M84002",
        "name=Bridge Surgery",
        "closed=01/02/2020",
    ]);
    let file = text(&hub.path("open-practices.hubx"));
    let make = [
        "exchange",
        "packet",
        "make",
        "--kind",
        "practice",
        "--where",
        "closed=",
        "--columns",
        "name,ods_code",
    ];
    let dry = hub.run(&[&make[..], &["--dry-run"]].concat());
    assert!(
        dry.contains("Practices: 1 row") && dry.contains("Nothing was written."),
        "{dry}"
    );
    hub.run(&[&make[..], &["--out", &file, "--no-encryption"]].concat());

    let seen = region.json(&["exchange", "packet", "look", &file]);
    assert_eq!(
        (&seen["team"], &seen["standing"]),
        (&json!("Vale Training Hub"), &json!("unknown"))
    );
    assert_eq!(
        region.refused_code(&["exchange", "packet", "accept", &file]),
        "team_not_admitted"
    );
    let wrong = [
        "exchange",
        "partner",
        "admit",
        &file,
        "--code",
        "one two three four five six",
    ];
    assert_eq!(region.refused_code(&wrong), "code_differs");
    let code = seen["check_code"]
        .as_str()
        .unwrap()
        .to_uppercase()
        .replace(' ', "-");
    region.run(&["exchange", "partner", "admit", &file, "--code", &code]);
    let taken = region.json(&["exchange", "packet", "accept", &file]);
    let id = taken["id"].as_str().unwrap();
    let shown = region.run(&["exchange", "packet", "show", id]);
    assert!(
        shown.contains("Abbey Surgery | M84001") && !shown.contains("Bridge Surgery"),
        "{shown}"
    );
    assert!(shown.contains("It is as its sender signed it."), "{shown}");

    let back = text(&region.path("comments.hubx"));
    let said = region.run(&[
        "exchange",
        "packet",
        "comment",
        id,
        "--text",
        "Is that all?",
        "--out",
        &back,
    ]);
    assert!(
        said.contains("Only the laptops of Vale Training Hub can open it."),
        "{said}"
    );
    let again = ["--text", "Said twice?", "--out", &back];
    let comment = [&["exchange", "packet", "comment", id][..], &again].concat();
    assert_eq!(region.refused_code(&comment), "exists");
    let code = hub.json(&["exchange", "packet", "look", &back])["check_code"].clone();
    hub.run(&[
        "exchange",
        "partner",
        "admit",
        &back,
        "--code",
        code.as_str().unwrap(),
    ]);
    hub.run(&["exchange", "packet", "accept", &back]);
    let partners = hub.run(&["exchange", "partners"]);
    assert!(
        partners.contains("Rita Regan of Midlands Region on Practices"),
        "{partners}"
    );
    assert!(partners.contains("Is that all?"), "{partners}");

    region.run(&[
        "exchange",
        "partner",
        "block",
        "Vale Training Hub",
        "--because",
        "Lost laptop",
    ]);
    let next = text(&hub.path("next.hubx"));
    hub.run(&[
        "exchange",
        "packet",
        "make",
        "--kind",
        "practice",
        "--id",
        "M84001",
        "--out",
        &next,
        "--no-encryption",
    ]);
    assert_eq!(
        region.refused_code(&["exchange", "packet", "accept", &next]),
        "team_blocked"
    );
}

#[test]
fn a_file_in_the_wrong_place_is_told_the_right_command() {
    let (hub, region) = (Hub::new(), region());
    hub.run(&["save", "practice", "ods_code=M84001", "name=Abbey Surgery"]);
    let copy = text(&hub.path("copy.hubx"));
    let columns = ["--columns", "name", "--out", &copy, "--no-encryption"];
    hub.run(
        &[
            &["exchange", "packet", "make", "--kind", "practice"][..],
            &columns,
        ]
        .concat(),
    );
    let said = region.refused(&["exchange", "import", &copy]);
    assert!(said.contains("exchange packet look"), "{said}");
    let edits = text(&hub.path("edits.hubx"));
    hub.run(&[
        "exchange",
        "export",
        &edits,
        "--everything",
        "--no-encryption",
    ]);
    let said = region.refused(&["exchange", "packet", "accept", &edits]);
    assert!(said.contains("exchange import"), "{said}");
    assert_eq!(
        hub.refused_code(&["exchange", "packet", "accept", &copy]),
        "own_copy"
    );
}
