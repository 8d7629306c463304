//! Files in, from own small files.

use serde_json::json;

use crate::hub::Hub;

/// Lines of a national list of practices: 27 columns, no header.
fn epraccur(rows: &[(&str, &str, &str)]) -> String {
    let line = |(code, name, closed): &(&str, &str, &str)| {
        let status = if closed.is_empty() { "A" } else { "C" };
        let mut cells = vec![""; 27];
        cells[0] = code;
        cells[1] = name;
        cells[2] = "Y60";
        cells[3] = "QWU";
        cells[4] = "1 HIGH STREET";
        cells[9] = "CV1 1AA";
        cells[10] = "20000401";
        cells[11] = closed;
        cells[12] = status;
        cells[13] = "B";
        cells[14] = "B2M3M";
        cells[25] = "4";
        cells
            .iter()
            .map(|c| format!("\"{c}\""))
            .collect::<Vec<_>>()
            .join(",")
            + "\n"
    };
    rows.iter().map(line).collect()
}

#[test]
fn a_file_is_previewed_brought_in_and_undone() {
    let hub = Hub::new();
    let empty = hub.hash();
    let file = hub.write(
        "epraccur.csv",
        epraccur(&[
            ("M84001", "ABBEY SURGERY", ""),
            ("M84002", "CEDAR SURGERY", "20240331"),
        ]),
    );
    let preview = hub.json(&["import", "epraccur", &file, "--dry-run"]);
    assert_eq!(
        (&preview["rows"], &preview["can_apply"]),
        (&json!(2), &json!(true))
    );
    assert!(
        hub.run(&["import", "epraccur", &file, "--dry-run"])
            .contains("2 rows read")
    );
    assert_eq!(hub.hash(), empty);
    let done = hub.json(&["import", "epraccur", &file]);
    assert_eq!(done["counts"][0]["added"], 2);
    let full = hub.hash();
    assert_eq!(
        hub.json(&["list", "practice", "--where", "closed="])["total"],
        1
    );

    let newer = hub.write(
        "newer.csv",
        epraccur(&[
            ("M84001", "ABBEY MEDICAL CENTRE", ""),
            ("M84002", "CEDAR SURGERY", "20240331"),
        ]),
    );
    let text = hub.run(&["import", "epraccur", &newer, "--dry-run"]);
    assert!(text.contains("→ Abbey Medical Centre"), "{text}");
    hub.run(&["import", "epraccur", &newer]);
    hub.run(&["undo"]);
    assert_eq!(hub.hash(), full);
    hub.run(&["undo"]);
    assert_eq!(hub.hash(), empty);
}

#[test]
fn the_ways_to_bring_a_file_in_are_listed() {
    let hub = Hub::none();
    let mappings = hub.json(&["mappings"]);
    let names: Vec<_> = mappings
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "epraccur",
            "pcn-partners",
            "pcn-details",
            "list-sizes",
            "contacts"
        ]
    );
    assert!(hub.run(&["mappings"]).contains("epraccur: "));
}

#[test]
fn a_file_that_does_not_fit_changes_nothing() {
    let hub = Hub::new();
    let good = epraccur(&[("M84001", "ABBEY SURGERY", "")]);
    let ragged = format!("{good}\"M84003\",\"SHORT ROW\"\n");
    let twice = epraccur(&[
        ("M84001", "ABBEY SURGERY", ""),
        ("M84001", "ABBEY SURGERY 2", ""),
    ]);
    let no_day = epraccur(&[("M84001", "ABBEY SURGERY", "20240231")]);
    for (name, bytes) in [
        ("empty.csv", vec![]),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("ragged.csv", ragged.into_bytes()),
        ("twice.csv", twice.into_bytes()),
        ("no-day.csv", no_day.into_bytes()),
    ] {
        let file = hub.write(name, bytes);
        let said = hub.refused(&["import", "epraccur", &file]);
        assert!(
            said.contains("Nothing was changed") || said.contains("Nothing was taken"),
            "{name}: {said}"
        );
    }
    let said = hub.refused(&[
        "import",
        "epraccur",
        &hub.write("ragged2.csv", format!("{good}\"M84003\",\"SHORT ROW\"\n")),
    ]);
    assert!(said.contains("ow 2"), "{said}");
    let sizes = "PUBLICATION,EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n\
                 GP_PRAC_PAT_LIST,01MAR2026,GP,B2M3M,E38000258,M99999,CV1 1AA,ALL,ALL,900\n";
    hub.refused(&["import", "list-sizes", &hub.write("sizes.csv", sizes)]);
    assert_eq!(
        hub.refused_code(&["import", "nothing", "epraccur.csv"]),
        "unknown_mapping"
    );
    hub.refused(&["import", "epraccur", "nowhere.csv"]);
}

#[test]
fn a_preview_of_a_file_that_does_not_fit_ends_with_a_failure() {
    let hub = Hub::new();
    let file = hub.write(
        "twice.csv",
        epraccur(&[
            ("M84001", "ABBEY SURGERY", ""),
            ("M84001", "ABBEY SURGERY", ""),
        ]),
    );
    let output = hub.try_run(&["import", "epraccur", &file, "--dry-run"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("can't be brought in"));
}

#[test]
fn any_spreadsheet_is_matched_by_its_headings_and_by_what_is_said() {
    let hub = Hub::new();
    let file = hub.write(
        "people.csv",
        "Full name,E-mail,Team\nAnn Sample,ann@example.org,North\nBen Other,not an address,South\n",
    );
    let shown = hub.json(&["import", "any", &file, "--match", "Team=notes", "--dry-run"]);
    assert_eq!(shown["look"]["kind"], "person");
    assert_eq!(shown["preview"]["counts"][0]["added"], 1);
    assert_eq!(shown["preview"]["rejected"], 1);
    let before = hub.hash();
    let done = hub.json(&["import", "any", &file, "--match", "Team=notes"]);
    assert_eq!(done["counts"][0]["added"], 1);
    assert_eq!(
        hub.json(&["list", "person", "--search", "North"])["total"],
        1
    );
    hub.run(&["undo"]);
    assert_eq!(hub.hash(), before);
    assert!(
        hub.refused(&["import", "any", &file, "--match", "Colour=notes"])
            .contains("Colour")
    );
}

#[test]
fn a_column_of_the_hubs_own_is_made_listed_and_shown() {
    let hub = Hub::new();
    let file = hub.write("people.csv", "Name,Badge\nAnn Sample,Blue-77\n");
    let done = hub.json(&[
        "import",
        "any",
        &file,
        "--kind",
        "person",
        "--match",
        "Badge=own.Parking",
    ]);
    assert_eq!(done["counts"][0]["added"], 1);
    assert!(
        hub.run(&["list", "person", "--columns", "name,own.Parking"])
            .contains("Blue-77")
    );
    let found = hub.json(&["search", "blue-77"]);
    let id = found[0]["id"].as_str().unwrap();
    let shown = hub.json(&["show", "person", id]);
    assert_eq!(shown["own"][0]["text"], "Blue-77");
    assert!(hub.run(&["show", "person", id]).contains("Parking"));
}

#[test]
fn a_whole_workbook_and_its_quarters_come_in_from_the_command_line() {
    let hub = Hub::new();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/imports");
    let book = format!("{fixtures}/hub.ods");
    let text = hub.run(&["import", "any", &book, "--all-sheets", "--dry-run"]);
    assert!(text.contains("Sheet “Networks”"), "{text}");
    hub.run(&["import", "any", &book, "--all-sheets"]);
    assert_eq!(hub.json(&["list", "pcn_membership"])["total"], 2);
    let quarters =
        "Practice,Q1 2024/25,Q2 2024/25\nAbbey Surgery,Contacted,Engaged\nGone House,Contacted,\n";
    let file = hub.write("quarters.csv", quarters);
    let across = [
        "import",
        "any",
        &file,
        "--kind",
        "practice_mark",
        "--across",
        "--match",
        "Value=mark",
        "--match",
        "Period=",
    ];
    let asked = hub.try_run(&[&across[..], &["--dry-run"]].concat());
    let asked = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(asked.contains("“Gone House” is not in this hub"), "{asked}");
    let done = hub.json(&[&across[..], &["--names", "empty"]].concat());
    assert_eq!(done["counts"][0]["added"], 2);
}

#[test]
fn a_register_of_interests_takes_one_day_of_declaring_for_every_row() {
    let hub = Hub::new();
    let file = hub.write(
        "register.csv",
        "Name,Interest type,Details,Company\n\
         Frank Field,Shareholdings,Holds a tenth,Dene Locums Ltd\n\
         Cara Clark,Nil,,\n",
    );
    let import = ["import", "any", &file, "--names", "add"];
    assert_eq!(
        hub.refused_code(&[&import[..], &["--fill", "declared_on"]].concat()),
        "no_value"
    );
    let filled = [&import[..], &["--fill", "declared_on=1/4/2025"]].concat();
    let shown = hub.json(&[&filled[..], &["--dry-run"]].concat());
    assert_eq!(shown["look"]["kind"], "declaration");
    assert_eq!(shown["preview"]["rejected"], 0, "{shown}");
    hub.run(&filled);
    let columns = "person,declared,kind,organisation_name,declared_on";
    let all = hub.json(&["list", "declaration", "--columns", columns]);
    assert_eq!(all["total"], 2, "{all}");
    let text = all.to_string();
    assert!(
        text.contains("Dene Locums Ltd") && text.contains("2025-04-01"),
        "{text}"
    );
}

#[test]
fn a_file_with_nothing_for_the_hub_and_one_that_fits_nothing_say_so() {
    let hub = Hub::new();
    let other = hub.write("other.csv", epraccur(&[("M84001", "ABBEY SURGERY", "")]));
    let said = hub.refused(&["import", "epraccur", &other, "--ics", "QYG"]);
    assert!(
        said.contains("“other.csv” has no rows of the health system QYG."),
        "{said}"
    );
    let list = hub.write("list.csv", "UKPRN,Town\n10042570,Rugby\n");
    let output = hub.try_run(&["import", "any", &list, "--dry-run"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("No column goes to a field yet."), "{said}");
    assert!(
        said.contains("1 row left out since it adds no record."),
        "{said}"
    );
}

#[test]
fn what_a_list_of_contacts_lost_in_a_spreadsheet_comes_back() {
    let hub = Hub::new();
    let rows = "Name,Telephone,E-mail\nBea Brook,7700900123,bea@x\nCy Dale,07700 900456,cy@example.org\n* As at March,,\n";
    let file = hub.write("people.csv", rows);
    let arguments = ["import", "any", file.as_str(), "--kind", "person"];
    let looked = hub.try_run(&[&arguments[..], &["--dry-run"]].concat());
    let said = String::from_utf8_lossy(&looked.stdout).into_owned();
    assert!(said.contains("A remark about the table."), "{said}");
    assert!(said.contains("Row 2, E-mail: “bea@x” is not"), "{said}");
    hub.run(&[&arguments[..], &["--bad-cells", "cell-empty"]].concat());
    let list = hub.run(&["list", "person", "--columns", "name,telephone", "--csv"]);
    assert!(list.contains("Bea Brook,07700900123"), "{list}");
}

#[test]
fn what_can_not_be_read_is_not_called_missing_as_well() {
    let hub = Hub::with_patch();
    let rows = "Practice,PCN,From\nNowhere,U00001,31/02/2025\n,U00001,01/07/2025\n";
    let file = hub.write("members.csv", rows);
    let looked = hub.try_run(&[
        "import",
        "any",
        &file,
        "--kind",
        "pcn_membership",
        "--dry-run",
    ]);
    let said = String::from_utf8_lossy(&looked.stdout).into_owned();
    assert!(said.contains("Row 2, Practice: there is no"), "{said}");
    assert!(said.contains("Row 2, From: “31/02/2025” is not"), "{said}");
    assert!(!said.contains("Row 2, Practice: Practice is"), "{said}");
    assert!(
        said.contains("Row 3, Practice: Practice is missing."),
        "{said}"
    );
}

#[test]
fn a_list_of_names_that_comes_again_asks_nothing_and_one_that_says_more_does() {
    let hub = Hub::new();
    let file = hub.write("names.csv", "Name,Shoe size\nBea Brook,4\nCy Dale,\n");
    let arguments = ["import", "any", file.as_str(), "--kind", "person"];
    assert_eq!(hub.json(&arguments)["counts"][0]["added"], 2);
    assert_eq!(hub.json(&arguments)["counts"][0]["unchanged"], 2);
    hub.write("names.csv", "Name,Shoe size\nBea Brook,5\nCy Dale,\n");
    let said = hub.refused(&arguments);
    assert!(said.contains("row 2 (Bea Brook)"), "{said}");
}

#[test]
fn totals_and_remarks_of_a_list_of_contacts_become_nobody() {
    let hub = Hub::new();
    let rows = "Name,Company,Business Phone\nBea Brook,Abbey Trust,7700900123\nTotal,1,\n* As at March,,\n";
    let file = hub.write("contacts.csv", rows);
    let said = hub.run(&["import", "contacts", &file]);
    assert!(said.contains("People: 1 added"), "{said}");
    assert!(said.contains("A total or subtotal"), "{said}");
    let people = hub.run(&["list", "person", "--columns", "name,telephone", "--csv"]);
    assert!(people.contains("Bea Brook,07700900123"), "{people}");
}

#[test]
fn a_column_sent_to_no_field_is_refused_and_not_lost() {
    let hub = Hub::new();
    let file = hub.write("people.csv", "Name,Tel\nBea Brook,01926 331401\n");
    let import = ["import", "any", file.as_str(), "--kind", "person"];
    let said = hub.refused(&[&import[..], &["--match", "Tel=telefone"]].concat());
    assert!(said.contains("no field “telefone”"), "{said}");
    for right in ["Tel=telephone", "Tel=own.Tel", "Tel="] {
        hub.run(&[&import[..], &["--match", right, "--dry-run"]].concat());
    }
}

#[test]
fn columns_of_a_list_of_contacts_that_are_not_read_are_named() {
    let hub = Hub::new();
    let rows = "Name,Company,Shoe size,Parking\nBea Brook,Abbey Trust,4,\n";
    let file = hub.write("contacts.csv", rows);
    let said = hub.run(&["import", "contacts", &file, "--dry-run"]);
    let expected = "1 column is not imported: Shoe size.";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn a_salutation_is_no_job_title() {
    let hub = Hub::new();
    let rows =
        "Title,First name,Surname,Company\nMrs,Bea,Brook,Abbey Trust\nDr,Cy,Dale,Abbey Trust\n";
    let file = hub.write("contacts.csv", rows);
    hub.run(&["import", "contacts", &file]);
    let posts = hub.run(&["list", "post", "--columns", "person,role", "--csv"]);
    assert!(posts.contains("Bea Brook,Contact"), "{posts}");
}
