//! Tables out: CSV and Excel, one list or everything.

use hubfolio_core::tabular::{Cell, Limits, ReadOptions, read};

use crate::hub::{Hub, csv_rows, text};

#[test]
fn a_table_for_excel_has_real_numbers_and_dates() {
    let hub = Hub::with_patch();
    hub.run(&["save", "practice", "--id", "A10001", "closed=31/12/2025"]);
    let file = hub.path("practices.xlsx");
    let done = hub.json(&[
        "export-table",
        "practice",
        &text(&file),
        "--sort",
        "ods_code",
        "--columns",
        "ods_code,pcn_now,list_size,closed",
    ]);
    assert_eq!(done["rows"], 6);
    let workbook = read(&file, &Limits::default(), &ReadOptions::default()).unwrap();
    let rows = &workbook.main_sheet().unwrap().rows;
    let titles: Vec<String> = rows[0].cells.iter().map(Cell::text).collect();
    assert_eq!(titles, ["ODS code", "PCN now", "List size", "Closed"]);
    assert_eq!(rows[1].cells[1], Cell::of_text("Vale 1 PCN"));
    assert_eq!(rows[1].cells[2], Cell::of_integer(12_000));
    assert_eq!(rows[1].cells[3], Cell::Date("2025-12-31".parse().unwrap()));
    let first = std::fs::read(&file).unwrap();
    hub.run(&[
        "export-table",
        "practice",
        &text(&file),
        "--sort",
        "ods_code",
        "--columns",
        "ods_code,pcn_now,list_size,closed",
    ]);
    assert_eq!(std::fs::read(&file).unwrap(), first);
}

#[test]
fn a_table_as_csv_holds_every_field_and_the_rows_chosen() {
    let hub = Hub::with_patch();
    let file = text(&hub.path("some.csv"));
    hub.run(&[
        "export-table",
        "practice",
        &file,
        "--where",
        "pcn_now=U00002",
    ]);
    let written = std::fs::read_to_string(&file).unwrap();
    let rows = csv_rows(written.trim_start_matches('\u{feff}'));
    assert_eq!(rows.len(), 3);
    for title in ["ODS code", "Name", "List size as at", "PCN now"] {
        assert!(
            rows[0].iter().any(|t| t == title),
            "{title} in {:?}",
            rows[0]
        );
    }
}

#[test]
fn everything_goes_to_a_new_folder() {
    let hub = Hub::with_patch();
    let dir = hub.path("tables");
    let done = hub.json(&["export-all", &text(&dir)]);
    let kinds = hub.json(&["kinds"]);
    assert_eq!(
        done["files"].as_array().unwrap().len(),
        kinds.as_array().unwrap().len()
    );
    let practices = std::fs::read_to_string(dir.join("practice.csv")).unwrap();
    let rows = csv_rows(practices.trim_start_matches('\u{feff}'));
    assert_eq!((rows.len(), rows[0][0].as_str()), (7, "Identifier"));
    assert_eq!(
        hub.refused_code(&["export-all", &text(&dir)]),
        "file_exists"
    );
    let empty = hub.path("empty");
    std::fs::create_dir(&empty).unwrap();
    hub.run(&["export-all", &text(&empty), "--xlsx"]);
    assert!(empty.join("person.xlsx").exists());
}

#[test]
fn a_file_that_cannot_be_written_is_not_half_written() {
    let hub = Hub::with_patch();
    assert_eq!(
        hub.refused_code(&["export-table", "practice", "list.doc"]),
        "bad_ending"
    );
    assert_eq!(
        hub.refused_code(&["export-table", "practice", "no/such/folder/list.csv"]),
        "folder_missing"
    );
    assert_eq!(
        hub.refused_code(&["export-all", "no/such/folder"]),
        "folder_missing"
    );
    assert_eq!(
        hub.refused_code(&["export-table", "nothing", "list.csv"]),
        "unknown_kind"
    );
    let left: Vec<_> = std::fs::read_dir(hub.folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        left.iter().all(|n| !n.to_string_lossy().contains(".part")),
        "{left:?}"
    );
}

#[test]
fn a_table_holds_the_columns_that_the_hub_made_itself() {
    let hub = Hub::new();
    let people = hub.write("people.csv", "Name,Shoe size\nBea Brook,4\n");
    hub.run(&["import", "any", &people, "--kind", "person"]);
    let file = text(&hub.path("out.csv"));
    hub.run(&["export-table", "person", &file]);
    let written = std::fs::read_to_string(&file).unwrap();
    let mut lines = written.lines();
    assert!(lines.next().unwrap().ends_with(",Shoe size"), "{written}");
    assert!(
        written.contains("Bea Brook") && written.contains(",4"),
        "{written}"
    );
    let again = hub.run(&["import", "any", &file, "--kind", "person", "--dry-run"]);
    assert!(again.contains("0 new, 0 changed"), "{again}");
}
