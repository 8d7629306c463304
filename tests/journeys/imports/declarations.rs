//! Registers of interests that others keep: exported from Declare, or kept by hand.

use std::path::Path;

use hubfolio_tests::Desk;
use serde_json::{Value as Json, json};

use super::sheet::{look, preview, written};

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/imports")
        .join(name)
        .display()
        .to_string()
}

fn save(desk: &mut Desk, kind: &str, fields: &Json) -> String {
    let save =
        json!({ "kind": kind, "id": null, "fields": fields, "generation": null, "reason": null });
    desk.call("save", save)["id"].as_str().unwrap().to_owned()
}

/// A hub that knows Bea, the practice and the firm that registers name.
fn hub(seed: u64) -> Desk {
    let mut desk = Desk::new(seed);
    let bea = json!({ "name": "Bea Brown", "email": "bea.brown@example.org" });
    save(&mut desk, "person", &bea);
    let firm = json!({ "name": "Abbey Training Limited", "category": "supplier" });
    save(&mut desk, "organisation", &firm);
    let practice = json!({ "ods_code": "M84001", "name": "Abbey Surgery" });
    save(&mut desk, "practice", &practice);
    desk
}

fn hash(desk: &mut Desk) -> String {
    format!("{:?}", desk.session.store().unwrap().state_hash().unwrap())
}

/// Lines of a question to the hub file, cells with a bar between.
fn told(desk: &mut Desk, sql: &str) -> Vec<String> {
    let store = desk.session.store().unwrap();
    let mut ask = store.db().prepare(sql).unwrap();
    let rows = ask.query_map([], |r| r.get::<_, String>(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The declarations, in the order of their people and days.
fn declarations(desk: &mut Desk) -> Vec<String> {
    told(
        desk,
        "SELECT p.name || '|' || d.declared || '|' || coalesce(d.kind, '') || '|' || coalesce(d.host_type, '') || '|'
           || coalesce(o.name, r.name, d.organisation_name, '') || '|' || coalesce(d.\"to\", '')
         FROM live_declaration d JOIN live_person p ON p.id = d.person
         LEFT JOIN live_organisation o ON o.id = d.organisation LEFT JOIN live_practice r ON r.id = d.practice
         ORDER BY p.name, d.declared_on, d.\"from\"",
    )
}

/// New, changed and as before, of declarations.
fn counts(reply: &Json) -> (i64, i64, i64) {
    let all = reply["counts"].as_array().unwrap();
    let ours = all.iter().find(|c| c["kind"] == "declaration").unwrap();
    let number = |name: &str| ours[name].as_i64().unwrap();
    (number("added"), number("changed"), number("unchanged"))
}

fn apply(desk: &mut Desk, request: &Json) -> Json {
    desk.call(
        "import_sheet_apply",
        json!({ "request": request, "token": null }),
    )
}

/// Every name that the hub does not have is added.
fn adding_names(desk: &mut Desk, mut request: Json) -> Json {
    let shown = preview(desk, &request);
    let add =
        |text: &String| json!({ "kind": "person", "text": text, "record": null, "add": true });
    let names: Vec<String> = shown.ask_names.iter().map(|q| q.text.clone()).collect();
    request["names"] = names.iter().map(add).collect();
    request
}

#[test]
fn a_register_exported_from_declare_becomes_declarations_nil_and_no_change_among_them() {
    let mut desk = hub(730);
    let before = hash(&mut desk);
    let request = json!({ "file": fixture("declarations-declare.csv") });
    let seen = look(&mut desk, &request);
    assert_eq!(seen.kind, "declaration", "{:?}", seen.kinds);
    let fields: Vec<Option<&str>> = seen.columns.iter().map(|c| c.field.as_deref()).collect();
    assert_eq!(
        fields,
        [
            Some("person"),
            Some("person"),
            Some("role"),
            Some("host_type"),
            Some("declared_on"),
            Some("organisation"),
            Some("description"),
            Some("value_band"),
            Some("from"),
            Some("to"),
            Some("own.Decision Maker"),
        ]
    );
    assert!(seen.said_elsewhere.contains(&"declared".to_owned()));

    let asked = preview(&mut desk, &request);
    let names: Vec<&str> = asked.ask_names.iter().map(|q| q.text.as_str()).collect();
    assert_eq!(names, ["Cara Clark", "Dev Dhillon", "Eve Ellis"]);
    let request = adding_names(&mut desk, request);
    let shown = preview(&mut desk, &request);
    assert!(shown.can_apply, "{:?}", shown.problems);
    assert_eq!(shown.rejected, 1);
    assert_eq!(shown.problems[0].typed, "31/04/2025");
    let left = shown.problems.iter().all(|p| p.outcome == "row_left_out");
    assert!(left, "{:?}", shown.problems);
    let repeated = "Says the same as an earlier row.";
    assert!(
        shown
            .left_out
            .iter()
            .any(|l| l.reason == repeated && l.rows == 1)
    );

    let done = apply(&mut desk, &request);
    assert_eq!(counts(&done), (8, 0, 0));
    assert_eq!(
        declarations(&mut desk),
        [
            "Ann Archer|interest|financial|outside_employment|Abbey Training Limited|",
            "Bea Brown|interest|financial|shareholdings|Dene Locums Ltd|",
            "Bea Brown|interest|financial|private_practice|Abbey Surgery|",
            "Bea Brown|interest|financial|gifts||2024-12-20",
            "Cara Clark|interest|professional|loyalty|Royal College of Nursing|",
            "Cara Clark|no_change||||",
            "Dev Dhillon|nil||||",
            "Eve Ellis|interest|financial|sponsored_research|University of Northshire|2024-12-31",
        ]
    );
    let mails = "SELECT email FROM live_person WHERE email IS NOT NULL ORDER BY email";
    assert_eq!(
        told(&mut desk, mails),
        [
            "bea.brown@example.org",
            "cara.clark@example.org",
            "dev.dhillon@example.org",
            "eve.ellis@example.org"
        ]
    );

    // The same file once more: everything is as before, and nobody is asked about.
    let again = json!({ "file": fixture("declarations-declare.csv") });
    let shown = preview(&mut desk, &again);
    assert_eq!(
        (shown.ask_names.len(), shown.ask_rows.len()),
        (0, 0),
        "{:?}",
        shown.ask_rows
    );
    assert_eq!(counts(&json!(shown)), (0, 0, 8));

    desk.call("undo", json!({ "action": done["change"] }));
    assert_eq!(hash(&mut desk), before);
}

#[test]
fn a_register_kept_by_hand_takes_one_day_of_declaring_for_every_row() {
    let mut desk = hub(731);
    let before = hash(&mut desk);
    let file = fixture("declarations-by-hand.csv");
    let seen = look(&mut desk, &json!({ "file": file }));
    assert_eq!(seen.kind, "declaration", "{:?}", seen.kinds);
    let none = preview(&mut desk, &json!({ "file": file }));
    assert_eq!(none.rejected, 5, "{:?}", none.problems);

    let filled = json!([{ "field": "declared_on", "text": "1/4/2025" }]);
    let request = adding_names(&mut desk, json!({ "file": file, "filled": filled }));
    let shown = preview(&mut desk, &request);
    let marked: Vec<(i64, &str)> = shown
        .problems
        .iter()
        .map(|p| (p.row, p.outcome.as_str()))
        .collect();
    let left = (6, "row_left_out");
    assert_eq!(marked, [left, left], "{:?}", shown.problems);
    assert!(shown.problems[0].text.contains("whose interest"));
    let done = apply(&mut desk, &request);
    assert_eq!(counts(&done), (4, 0, 0));
    assert_eq!(
        declarations(&mut desk),
        [
            "Ann Archer|interest|financial||Quay Rooms Ltd|",
            "Bea Brown|interest|personal||Dene Locums Ltd|",
            "Cara Clark|no_change||||",
            "Frank Field|nil||||",
        ]
    );
    let days = "SELECT DISTINCT declared_on FROM live_declaration";
    assert_eq!(told(&mut desk, days), ["2025-04-01"]);
    desk.call("undo", json!({ "action": done["change"] }));
    assert_eq!(hash(&mut desk), before);
}

/// Name, what was declared and the type of each declaration.
fn types(desk: &mut Desk) -> Vec<String> {
    told(
        desk,
        "SELECT p.name || '|' || d.declared || '|' || coalesce(d.kind, '') FROM live_declaration d
         JOIN live_person p ON p.id = d.person ORDER BY p.name, d.kind",
    )
}

#[test]
fn a_register_with_a_ticked_column_for_each_type_becomes_a_declaration_for_each_tick() {
    let mut desk = hub(736);
    let before = hash(&mut desk);
    let file = fixture("declarations-ticked.csv");
    let seen = look(&mut desk, &json!({ "file": file }));
    assert_eq!(seen.kind, "declaration", "{:?}", seen.kinds);
    let columns: Vec<(&str, Option<&str>)> = seen
        .columns
        .iter()
        .map(|c| (c.title.as_str(), c.field.as_deref()))
        .collect();
    assert_eq!(
        columns[3],
        ("Type of interest", Some("kind")),
        "{columns:?}"
    );
    assert_eq!(columns.len(), 10, "{columns:?}");
    let said = seen.remarks.join(" ");
    assert!(said.contains("“Indirect” are ticked columns"), "{said}");

    let request = adding_names(&mut desk, json!({ "file": file }));
    let shown = preview(&mut desk, &request);
    assert_eq!(shown.rejected, 0, "{:?}", shown.problems);
    let done = apply(&mut desk, &request);
    assert_eq!(counts(&done), (7, 0, 0));
    assert_eq!(
        types(&mut desk),
        [
            "Ann Archer|interest|financial",
            "Bea Brown|interest|financial",
            "Bea Brown|interest|professional",
            "Cara Clark|interest|personal",
            "Dev Dhillon|interest|indirect",
            "Eve Ellis|nil|",
            "Frank Field|interest|professional",
        ]
    );
    // The same file once more: everything is as before, and nobody is asked about.
    let shown = preview(&mut desk, &json!({ "file": file }));
    assert_eq!((shown.ask_names.len(), shown.ask_rows.len()), (0, 0));
    assert_eq!(counts(&json!(shown)), (0, 0, 7));
    desk.call("undo", json!({ "action": done["change"] }));
    assert_eq!(hash(&mut desk), before);
}

/// As the usual form of NHS bodies has it: headings in two lines, and a column that says whether it is indirect.
#[test]
fn a_register_with_headings_in_two_lines_is_read_and_what_is_indirect_is_not_taken_for_direct() {
    let mut desk = hub(737);
    let text = "Name,Position,Declared Interest- (Name of the organisation and nature of business),Type of Interest,,,\
                Is the interest direct or indirect?,Date of Interest,,Action taken to mitigate risk\n\
                ,,,Financial Interests,Non-Financial Professional Interests,Non-Financial Personal Interests,,From,To,\n\
                Bea Brown,GP partner,Partner at Abbey Surgery,✓,✓,,Direct,13/04/2019,31/03/2025,\n\
                Ann Archer,Manager,Husband is a director,✓,,,Indirect,14/05/2020,,Leaves the room\n";
    let file = written(&desk, "two-lines.csv", text);
    let filled = json!([{ "field": "declared_on", "text": "14/4/2025" }]);
    let request = json!({ "file": file, "filled": filled });
    let seen = look(&mut desk, &request);
    let fields: Vec<(&str, Option<&str>)> = seen
        .columns
        .iter()
        .map(|c| (c.title.as_str(), c.field.as_deref()))
        .collect();
    assert_eq!(seen.kind, "declaration", "{:?}", seen.kinds);
    assert_eq!(
        fields[2..],
        [
            (
                "Declared Interest- (Name of the organisation and nature of business)",
                Some("description")
            ),
            ("Type of interest", Some("kind")),
            (
                "Is the interest direct or indirect?",
                Some("own.Is the interest direct or indirect?")
            ),
            ("Date of Interest From", Some("from")),
            ("Date of Interest To", Some("to")),
            ("Action taken to mitigate risk", Some("action")),
        ]
    );
    let shown = preview(&mut desk, &request);
    assert_eq!(shown.rejected, 1, "{:?}", shown.problems);
    assert!(
        shown
            .problems
            .iter()
            .any(|p| p.row == 4 && p.text.contains("whose interest")),
        "{:?}",
        shown.problems
    );
    apply(&mut desk, &request);
    assert_eq!(
        types(&mut desk),
        [
            "Bea Brown|interest|financial",
            "Bea Brown|interest|professional"
        ]
    );
}

#[test]
fn a_later_export_that_says_more_of_a_declaration_asks_whether_it_is_that_one() {
    let mut desk = hub(732);
    let head = "Name,Declaration type,Date declared,Details,Interest to\n";
    let first = written(
        &desk,
        "first.csv",
        &format!("{head}Bea Brown,Gifts,14/04/2025,A hamper,\n"),
    );
    apply(&mut desk, &json!({ "file": first }));
    let second = written(
        &desk,
        "second.csv",
        &format!("{head}Bea Brown,Gifts,14/04/2025,A hamper,20/05/2025\n"),
    );
    let mut request = json!({ "file": second });
    let shown = preview(&mut desk, &request);
    assert_eq!(shown.ask_rows.len(), 1, "{:?}", shown.problems);
    let known = shown.ask_rows[0].candidates[0].id.clone();
    request["answers"] = json!([{ "row": 2, "record": known }]);
    assert_eq!(counts(&apply(&mut desk, &request)), (0, 1, 0));
    assert_eq!(
        declarations(&mut desk),
        ["Bea Brown|interest|financial|gifts||2025-05-20"]
    );
}

#[test]
fn an_address_that_is_somebody_else_s_is_asked_about() {
    let mut desk = hub(733);
    let text = "Name,E-mail,Declaration type,Date declared,Details\n\
                Zoe Quill,bea.brown@example.org,Gifts,14/04/2025,A pen\n";
    let file = written(&desk, "shared.csv", text);
    let shown = preview(&mut desk, &json!({ "file": file }));
    assert_eq!(shown.ask_names.len(), 1, "{:?}", shown.problems);
    let question = &shown.ask_names[0];
    assert_eq!(
        (question.text.as_str(), question.can_add),
        ("Zoe Quill", true)
    );
    assert_eq!(question.candidates[0].title, "Bea Brown");
}

#[test]
fn a_value_for_every_row_that_is_none_is_refused_in_words() {
    let mut desk = hub(734);
    let file = fixture("declarations-by-hand.csv");
    for (field, text, words) in [
        ("declared_on", "soon", "Declared on"),
        ("board", "No such board", "exactly one"),
        ("colour", "red", "no field"),
    ] {
        let filled = json!([{ "field": field, "text": text }]);
        let request = json!({ "file": file, "kind": "declaration", "filled": filled });
        let refused = desk.refused("import_sheet_preview", request);
        assert_eq!(refused.code, "bad_value_for_every_row");
        assert!(refused.message.contains(words), "{}", refused.message);
    }
}

/// Names with details may be many things; a day of declaring is said of one kind alone.
#[test]
fn a_value_for_every_row_tells_which_kind_a_list_holds() {
    let mut desk = hub(735);
    let file = written(&desk, "list.csv", "Name,Details\nBea Brown,A share\n");
    let alone = look(&mut desk, &json!({ "file": file }));
    assert_ne!(alone.kind, "declaration");
    let filled = json!([{ "field": "declared_on", "text": "21/4/2025" }]);
    let told = look(&mut desk, &json!({ "file": file, "filled": filled }));
    assert_eq!(told.kind, "declaration", "{:?}", told.kinds);
}
