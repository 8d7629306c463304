//! Whole workbooks in one go, and workbooks of every kind with what stands beside their cells.

use std::path::Path;

use hubfolio_core::contract::BookPreview;
use hubfolio_tests::Desk;
use serde_json::{Value as Json, json};

use super::sheet::{look, preview};

/// Small workbooks of our own; `tests/fixtures/imports/README.md` says how they were made.
fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/imports");
    folder.join(name).to_string_lossy().into_owned()
}

fn book(desk: &mut Desk, request: &Json) -> BookPreview {
    serde_json::from_value(desk.call("import_book_preview", request.clone())).unwrap()
}

fn hash(desk: &mut Desk) -> String {
    format!("{:?}", desk.session.store().unwrap().state_hash().unwrap())
}

fn total(desk: &mut Desk, kind: &str) -> i64 {
    let view = json!({ "source": { "kind": kind }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 10 });
    desk.call("view", view)["total"].as_i64().unwrap()
}

#[test]
fn a_whole_workbook_comes_in_as_one_edit_and_goes_as_one() {
    for (seed, ending) in [(740, "xlsx"), (741, "xlsm"), (742, "xls"), (743, "ods")] {
        let mut desk = Desk::new(seed);
        let before = hash(&mut desk);
        let request = json!({ "file": fixture(&format!("hub.{ending}")), "sheets": null });
        let shown = book(&mut desk, &request);
        let sheets: Vec<(&str, i64, i64)> = shown
            .sheets
            .iter()
            .map(|s| {
                (
                    s.name.as_str(),
                    s.preview.counts[0].added,
                    s.preview.rejected,
                )
            })
            .collect();
        assert_eq!(
            sheets,
            [("Surgeries", 2, 0), ("Networks", 1, 0), ("Who is in", 2, 0)],
            "{ending}"
        );
        assert!(shown.can_apply, "{ending}: {shown:?}");
        assert_eq!(hash(&mut desk), before, "a look leaves nothing behind");
        let done = desk.call(
            "import_book_apply",
            json!({ "request": request, "token": shown.token }),
        );
        assert_eq!(total(&mut desk, "pcn_membership"), 2, "{ending}");
        let practice = desk.call("show", json!({ "kind": "practice", "id": "M84001" }));
        assert_eq!(practice["own"][0]["text"], "Ring the side door", "{ending}");
        let checked = desk.call("check", json!({ "rebuild": true }));
        assert_eq!(checked["faults"], json!([]), "{ending}");
        desk.call("undo", json!({ "action": done["change"] }));
        assert_eq!(hash(&mut desk), before, "{ending}");
    }
}

#[test]
fn new_records_of_one_sheet_are_those_that_the_next_one_names() {
    let mut desk = Desk::new(744);
    let request = json!({ "file": fixture("people.xlsx"), "sheets": null });
    let shown = book(&mut desk, &request);
    let counts: Vec<(&str, i64)> = shown
        .counts
        .iter()
        .map(|c| (c.kind.as_str(), c.added))
        .collect();
    assert_eq!(counts, [("person", 2), ("team_member", 2)], "{shown:?}");
    assert!(shown.can_apply, "{shown:?}");
    desk.call(
        "import_book_apply",
        json!({ "request": request, "token": shown.token }),
    );
    let found = desk.call("search", json!({ "text": "Cara Example", "limit": 1 }));
    let page = desk.call("show", json!({ "kind": "person", "id": found[0]["id"] }));
    let text = page["related"].to_string();
    assert!(text.contains("Programme manager"), "{text}");
}

#[test]
fn hidden_sheets_rows_and_notes_are_shown_and_can_be_left_out() {
    for (seed, ending) in [(745, "xlsx"), (746, "xlsm"), (747, "ods")] {
        let mut desk = Desk::new(seed);
        let mut request =
            json!({ "file": fixture(&format!("hub.{ending}")), "sheet": 1, "kind": "practice" });
        let seen = look(&mut desk, &request);
        assert!(
            seen.sheets.iter().any(|s| s.hidden && s.name == "Old list"),
            "{ending}"
        );
        assert_eq!(seen.hidden_rows, [4], "{ending}");
        let notes: Vec<(i64, &str, &str)> = seen
            .notes
            .iter()
            .map(|n| (n.row, n.column.as_str(), n.text.as_str()))
            .collect();
        assert_eq!(
            notes,
            [(3, "Practice name", "Moves & merges in May")],
            "{ending}"
        );
        let shown = preview(&mut desk, &request);
        assert_eq!(shown.counts[0].added, 2, "{ending}");
        assert!(
            format!("{:?}", shown.changes).contains("Practice name, note: Moves & merges in May"),
            "{ending}"
        );
        let blank = shown
            .left_out
            .iter()
            .find(|l| l.reason == "Blank.")
            .unwrap();
        assert_eq!((blank.rows, &blank.examples[..]), (1, &[5][..]), "{ending}");
        assert_eq!(
            (shown.out_rows[0].row, shown.out_rows[0].text.as_str()),
            (6, "Total · 21000"),
            "{ending}"
        );
        request["leave_hidden"] = json!(true);
        request["leave_notes"] = json!(true);
        let shown = preview(&mut desk, &request);
        assert_eq!(shown.counts[0].added, 1, "{ending}");
        assert!(
            !format!("{:?}", shown.changes).contains("note:"),
            "{ending}"
        );
        assert!(
            shown
                .left_out
                .iter()
                .any(|l| l.reason == "The spreadsheet hides it."),
            "{ending}"
        );
    }
}

#[test]
fn a_book_that_changed_since_the_preview_is_refused() {
    let mut desk = Desk::new(748);
    let request = json!({ "file": fixture("hub.xlsx"), "sheets": null });
    let token = book(&mut desk, &request).token;
    let fields = json!({ "name": "Abbey Surgery", "ods_code": "M84001" });
    desk.call("save", json!({ "kind": "practice", "id": null, "fields": fields, "generation": null, "reason": null }));
    let apply = json!({ "request": request, "token": token });
    let refused = desk.session.call(&desk.world, "import_book_apply", apply);
    assert_eq!(refused.unwrap_err().code, "import_changed");
}
