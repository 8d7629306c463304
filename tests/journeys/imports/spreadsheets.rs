//! Any spreadsheet into any kind of record, through the same door as the window.

use hubfolio_core::tabular::{Cell, Column, ColumnKind, Table, write_xlsx};
use hubfolio_tests::Desk;
use serde_json::{Value as Json, json};

use super::sheet::{look, preview, written};

/// Forty rows as they come from a colleague: a title above, doubled people, sums, words for "not known", bad cells.
fn messy() -> String {
    let mut lines = vec![
        "Stakeholders of the hub,,,,".to_owned(),
        "draft as at March,,,,".to_owned(),
        ",,,,".to_owned(),
        "First name,SURNAME,Job Title,E-mail adress,Shoe size".to_owned(),
    ];
    for n in 1..=30 {
        lines.push(format!("Person{n},Example,Nurse,person{n}@example.org,{n}"));
    }
    lines.extend(
        [
            "First name,Surname,Job title,E-mail adress,Shoe size",
            "Person1,Example,Nurse,person1@example.org,1",
            "Person2,Example,Manager,person2@example.org,2",
            "Subtotal,,,,465",
            "Ann,Sample,TBC,tbc,4",
            "Ben,Sample,Nurse,not an address,5",
            ",,,nobody@example.org,6",
            ",,,,7",
            "Cara,Sample,Pharmacist,,8",
            "Total,,,,485",
        ]
        .map(str::to_owned),
    );
    lines.join("\r\n")
}

fn apply(desk: &mut Desk, request: &Json, token: Option<&str>) -> Json {
    desk.call(
        "import_sheet_apply",
        json!({ "request": request, "token": token }),
    )
}

fn total(desk: &mut Desk, kind: &str) -> i64 {
    let view = json!({ "source": { "kind": kind }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 10 });
    desk.call("view", view)["total"].as_i64().unwrap()
}

fn hash(desk: &mut Desk) -> String {
    format!("{:?}", desk.session.store().unwrap().state_hash().unwrap())
}

#[test]
fn a_messy_list_of_people_is_brought_in_with_every_doubt_named() {
    let mut desk = Desk::new(700);
    let before = (total(&mut desk, "person"), hash(&mut desk));
    let request = json!({ "file": written(&desk, "stakeholders.csv", &messy()) });
    let seen = look(&mut desk, &request);
    assert_eq!(
        (seen.kind.as_str(), seen.header),
        ("person", 4),
        "{:?}",
        seen.kinds
    );
    let fields: Vec<Option<&str>> = seen.columns.iter().map(|c| c.field.as_deref()).collect();
    assert_eq!(
        fields,
        [
            Some("name"),
            Some("name"),
            Some("role"),
            Some("email"),
            Some("own.Shoe size")
        ]
    );
    assert!(!seen.remembered);

    let shown = preview(&mut desk, &request);
    assert_eq!(shown.rows, 40);
    assert_eq!(shown.unused, Vec::<String>::new());
    let left: Vec<(&str, i64, i64)> = shown
        .left_out
        .iter()
        .map(|l| (l.reason.as_str(), l.rows, l.examples[0]))
        .collect();
    assert_eq!(
        left,
        [
            ("The headings once more.", 1, 35),
            ("Says the same as an earlier row.", 1, 36),
            ("A total or subtotal.", 2, 38),
            ("Nothing stands in the matched columns.", 1, 42),
        ]
    );
    let marked: Vec<(i64, &str, &str)> = shown
        .problems
        .iter()
        .map(|p| (p.row, p.column.as_str(), p.outcome.as_str()))
        .collect();
    assert_eq!(
        marked,
        [
            (37, "", "row_left_out"),
            (39, "E-mail adress", "kept"),
            (40, "E-mail adress", "row_left_out"),
            (41, "Name", "row_left_out"),
        ]
    );
    assert_eq!((shown.counts[0].added, shown.rejected), (32, 3));
    assert!(shown.can_apply);

    let done = apply(&mut desk, &request, Some(&shown.token));
    assert_eq!(total(&mut desk, "person"), before.0 + 32);
    let found = desk.call("search", json!({ "text": "Ann Sample", "limit": 5 }));
    let page = desk.call("show", json!({ "kind": "person", "id": found[0]["id"] }));
    let text = page["fields"].to_string();
    assert!(
        text.contains("E-mail adress: tbc") && text.contains("TBC"),
        "{text}"
    );

    desk.call("undo", json!({ "action": done["change"] }));
    assert_eq!((total(&mut desk, "person"), hash(&mut desk)), before);
}

#[test]
fn a_cell_can_be_left_empty_instead_of_its_row_and_stands_in_the_notes() {
    let mut desk = Desk::new(701);
    let file = written(
        &desk,
        "people.csv",
        "Name,E-mail\nBen Sample,not an address\n",
    );
    let request = json!({ "file": file, "bad_cells": "leave_cell_empty" });
    let shown = preview(&mut desk, &request);
    assert_eq!((shown.counts[0].added, shown.rejected), (1, 0));
    assert_eq!(shown.problems[0].outcome, "cell_left_empty");
    let fields = &shown.changes[0].fields;
    assert!(
        fields
            .iter()
            .any(|f| f.field == "notes" && f.new == "E-mail: not an address")
    );
}

#[test]
fn the_rows_left_out_come_as_a_file_that_can_be_mended_and_brought_in() {
    let mut desk = Desk::new(702);
    let request = json!({ "file": written(&desk, "stakeholders.csv", &messy()) });
    let out = desk.file("left out.xlsx");
    let written = desk.call(
        "import_sheet_rejected",
        json!({ "request": request, "to": out }),
    );
    assert_eq!(written["rows"], 3);
    let again = json!({ "file": out });
    let seen = look(&mut desk, &again);
    assert_eq!((seen.kind.as_str(), seen.rows), ("person", 3));
    assert_eq!(seen.columns[6].title, "Why it was left out");
    assert!(
        seen.columns[6]
            .samples
            .iter()
            .any(|s| s.contains("not an e-mail address"))
    );
}

#[test]
fn dates_that_can_be_read_both_ways_are_asked_about_once_for_the_file() {
    let mut desk = Desk::new(703);
    let text = "ODS code,Name,Open date\nM84001,Abbey Surgery,03/04/2020\nM84002,Bridge Surgery,05/06/2020\n";
    let file = written(&desk, "practices.csv", text);
    let shown = preview(&mut desk, &json!({ "file": file }));
    assert_eq!((shown.ask_dates.len(), shown.can_apply), (2, false));
    let shown = preview(&mut desk, &json!({ "file": file, "day_first": false }));
    assert!(shown.can_apply);
    let opened = shown.changes[0]
        .fields
        .iter()
        .find(|f| f.field == "opened")
        .unwrap();
    assert_eq!(opened.new, "04/03/2020");
}

#[test]
fn a_row_that_is_nearly_a_person_who_is_there_is_asked_about() {
    let mut desk = Desk::new(704);
    let fields = json!({ "name": "Dr Katherine Example", "email": "kate@example.org" });
    let kate = desk.call("save", json!({ "kind": "person", "id": null, "fields": fields, "generation": null, "reason": null }));
    let file = written(&desk, "people.csv", "Name,Role\nExample Katharine,Nurse\n");
    let mut request = json!({ "file": file, "kind": "person" });
    let shown = preview(&mut desk, &request);
    assert_eq!((shown.ask_rows.len(), shown.can_apply), (1, false));
    assert_eq!(
        shown.ask_rows[0].candidates[0].id,
        kate["id"].as_str().unwrap()
    );
    request["answers"] = json!([{ "row": 2, "record": null }]);
    assert_eq!(preview(&mut desk, &request).counts[0].added, 1);
    request["answers"] = json!([{ "row": 2, "record": kate["id"] }]);
    let shown = preview(&mut desk, &request);
    assert_eq!((shown.counts[0].changed, shown.can_apply), (1, true));
}

#[test]
fn a_file_of_a_shape_seen_before_is_read_as_it_was_then() {
    let mut desk = Desk::new(705);
    let first = written(&desk, "a.csv", "Who,What they do\nAnn Sample,Nurse\n");
    let matching = json!([{ "column": 0, "field": "name" }, { "column": 1, "field": "role" }]);
    let request = json!({ "file": first, "kind": "person", "matching": matching });
    apply(&mut desk, &request, None);
    let second = written(&desk, "b.csv", "WHO,What they do\nBen Other,Manager\n");
    let seen = look(&mut desk, &json!({ "file": second }));
    assert!(seen.remembered);
    assert_eq!(
        (seen.kind.as_str(), seen.columns[1].field.as_deref()),
        ("person", Some("role"))
    );
}

#[test]
fn what_was_exported_says_nothing_new_when_it_is_brought_in() {
    let mut desk = Desk::new(706);
    let text = "ODS code,Name,Open date,List size,Postcode\nM84001,Abbey Surgery,13/04/2020,\"12,345\",CV1 2AB\n";
    let file = written(&desk, "practices.csv", text);
    apply(&mut desk, &json!({ "file": file }), None);
    let people = written(&desk, "people.csv", &messy());
    apply(&mut desk, &json!({ "file": people }), None);
    for (kind, columns) in [
        (
            "practice",
            json!([
                "name",
                "ods_code",
                "opened",
                "list_size",
                "postcode",
                "marks_now"
            ]),
        ),
        (
            "person",
            json!(["name", "role", "email", "notes", "confidential"]),
        ),
    ] {
        for ending in ["csv", "xlsx"] {
            let out = desk.file(&format!("{kind}.{ending}"));
            let view = json!({ "source": { "kind": kind }, "columns": columns, "filter": null, "sort": [],
                "group": null, "search": null, "offset": 0, "limit": 10 });
            desk.call("export_table", json!({ "view": view, "file": out }));
            let request = json!({ "file": out, "kind": kind });
            let mut shown = preview(&mut desk, &request);
            if !shown.ask_rows.is_empty() {
                let answers: Vec<Json> = shown
                    .ask_rows
                    .iter()
                    .map(|q| json!({ "row": q.row, "record": q.candidates[0].id }))
                    .collect();
                let mut request = request.clone();
                request["answers"] = json!(answers);
                shown = preview(&mut desk, &request);
            }
            let count = &shown.counts[0];
            assert_eq!(
                (count.added, count.changed, shown.problems.len()),
                (0, 0, 0),
                "{kind} {ending}: {shown:?}"
            );
            assert!(count.unchanged > 0);
        }
    }
}

#[test]
fn a_cell_that_names_another_record_is_linked_by_code_or_name() {
    let mut desk = Desk::new(707);
    let practices = written(
        &desk,
        "p.csv",
        "ODS code,Name\nM84001,Abbey Surgery\nM84002,Bridge Surgery\n",
    );
    apply(
        &mut desk,
        &json!({ "file": practices, "kind": "practice" }),
        None,
    );
    let networks = written(&desk, "n.csv", "PCN code,PCN name\nU12345,North\n");
    apply(&mut desk, &json!({ "file": networks, "kind": "pcn" }), None);
    let text = "Practice,PCN,From\nM84001,North,2024-04-01\nBridge Surgery (M84002),U12345,2024-04-01\nGone Surgery,North,2024-04-01\n";
    let members = written(&desk, "m.csv", text);
    let shown = preview(
        &mut desk,
        &json!({ "file": members, "kind": "pcn_membership" }),
    );
    assert_eq!(
        (shown.counts[0].added, shown.rejected),
        (2, 1),
        "{:?}",
        shown.problems
    );
    assert!(
        shown.problems[0]
            .text
            .contains("no Practice “Gone Surgery”")
            && !shown.can_apply,
        "{:?}",
        shown.problems
    );
}

#[test]
fn a_hub_or_file_that_changed_since_the_preview_is_refused() {
    let mut desk = Desk::new(708);
    let file = written(&desk, "people.csv", "Name\nAnn Sample\n");
    let request = json!({ "file": file, "kind": "person" });
    let token = preview(&mut desk, &request).token;
    written(&desk, "people.csv", "Name\nAnn Samples\n");
    let apply = json!({ "request": request, "token": token });
    let world = &desk.world;
    let fault = desk
        .session
        .call(world, "import_sheet_apply", apply)
        .unwrap_err();
    assert_eq!(fault.code, "import_changed");
}

#[test]
fn every_torture_file_is_looked_at_or_refused_with_a_reason() {
    let Some(folder) = hubfolio_tests::shared("torture") else {
        return;
    };
    let mut desk = Desk::new(709);
    let mut waiting = vec![folder];
    let mut seen = 0;
    while let Some(at) = waiting.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let request = json!({ "file": path.to_string_lossy(), "kind": "person" });
            let world = &desk.world;
            for command in ["import_sheet_look", "import_sheet_preview"] {
                if let Err(fault) = desk.session.call(world, command, request.clone()) {
                    assert!(
                        fault.message.len() > 20 && !fault.code.is_empty(),
                        "{path:?}: {fault:?}"
                    );
                }
            }
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} files");
}

#[test]
fn the_sheets_of_a_workbook_are_proposed_in_an_order_that_links_them() {
    let mut desk = Desk::new(710);
    let sheet = |name: &str, rows: &[&[&str]]| Table {
        name: name.into(),
        columns: rows[0]
            .iter()
            .map(|t| Column::new(*t, ColumnKind::Text))
            .collect(),
        rows: rows[1..]
            .iter()
            .map(|cells| cells.iter().map(|c| Cell::of_text(*c)).collect())
            .collect(),
        notes: vec![],
    };
    let tables = [
        sheet(
            "Members",
            &[
                &["Practice", "PCN", "From"],
                &["M84001", "U12345", "2024-04-01"],
            ],
        ),
        sheet(
            "Practices",
            &[
                &["ODS code", "Practice name", "Postcode"],
                &["M84001", "Abbey Surgery", "CV1 2AB"],
            ],
        ),
        sheet("PCNs", &[&["ODS code", "PCN name"], &["U12345", "North"]]),
    ];
    let path = desk.file("workbook.xlsx");
    let created = chrono::NaiveDate::from_ymd_opt(2025, 9, 30)
        .unwrap()
        .and_time(chrono::NaiveTime::MIN);
    write_xlsx(&tables, created, path.as_ref()).unwrap();
    let seen = look(&mut desk, &json!({ "file": path }));
    let mut order: Vec<(i64, usize, &str)> = seen
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, s)| s.place > 0)
        .map(|(at, s)| (s.place, at, s.kind.as_str()))
        .collect();
    order.sort_unstable();
    let kinds: Vec<&str> = order.iter().map(|(_, _, kind)| *kind).collect();
    assert_eq!(kinds, ["practice", "pcn", "pcn_membership"]);
    for (_, at, _) in order {
        let request = json!({ "file": path, "sheet": at });
        let shown = preview(&mut desk, &request);
        assert_eq!(
            (shown.counts[0].added, shown.rejected),
            (1, 0),
            "{:?}",
            shown.problems
        );
        apply(&mut desk, &request, Some(&shown.token));
    }
    assert_eq!(total(&mut desk, "pcn_membership"), 1);
}
