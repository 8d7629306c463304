//! Invented lists in every form that they come in.

use chrono::NaiveDate;
use hubfolio_core::tabular::{self, Cell, Column, ColumnKind, Limits, ReadOptions, Table};
use hubfolio_tests::Laptop;

use super::*;

fn found(shown: &ImportPreview, kind: &str) -> (i64, i64, i64) {
    let count = shown.counts.iter().find(|c| c.kind == kind).unwrap();
    (count.added, count.changed, count.unchanged)
}

/// The same practices in the coding that the national list uses now.
fn newer_coding() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/imports/epraccur-newer-coding.csv")
}

/// A hub with the practices of the invented list.
fn with_practices(seed: u64) -> Laptop {
    let mut a = Laptop::new(seed);
    bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    a
}

#[test]
fn both_codings_give_the_same_practices() {
    let mut a = Laptop::new(30);
    let mut older = Laptop::new(30);
    bring_in(&mut older, "epraccur", &fixture("epraccur.csv"));
    let newer = newer_coding();
    let mut asked = request("epraccur", &newer);
    asked.ics = Some("qzz".into());
    let (world, store) = (&a.world, a.store.as_ref().unwrap());
    let shown = imports::preview(store, world, &asked).unwrap();
    assert_eq!(found(&shown, "practice"), (11, 0, 0));
    let reasons: Vec<(&str, i64, &[i64])> = shown
        .left_out
        .iter()
        .map(|l| (l.reason.as_str(), l.rows, l.examples.as_slice()))
        .collect();
    assert_eq!(
        reasons,
        [
            ("Not a GP practice: walk-in centres", 1, &[12][..]),
            ("Of another health system", 1, &[13]),
            (
                "Not a GP practice: walk-in centres with out-of-hours services",
                1,
                &[14]
            ),
        ]
    );
    bring_in_with(&mut a, asked, Some(shown.token)).unwrap();
    assert_eq!(
        a.store().state_hash().unwrap(),
        older.store().state_hash().unwrap()
    );
    let closed = "SELECT count(*) FROM live_practice WHERE closed = '2023-03-31'";
    assert_eq!(count(&mut a, closed), 1);
}

#[test]
fn a_file_of_several_health_systems_asks_which_one_unless_the_profile_says_so() {
    let mut a = Laptop::new(31);
    let newer = newer_coding();
    let shown = preview(&mut a, "epraccur", &newer).unwrap();
    let choices: Vec<(&str, i64)> = shown
        .ics_choices
        .iter()
        .map(|c| (c.code.as_str(), c.rows))
        .collect();
    assert_eq!(choices, [("QYY", 1), ("QZZ", 13)]);
    assert_eq!(
        (shown.can_apply, shown.ics, shown.changes.len()),
        (false, None, 0)
    );
    let refused = bring_in_with(&mut a, request("epraccur", &newer), None).unwrap_err();
    assert_eq!(refused.code, "ics_needed");
    let profile = [
        ("name", "Aldershire Training Hub".into()),
        ("level", "ics".into()),
        ("ics", "QYY".into()),
    ];
    a.put("hub_profile", None, &profile).unwrap();
    let shown = preview(&mut a, "epraccur", &newer).unwrap();
    assert_eq!(
        (shown.ics.as_deref(), found(&shown, "practice")),
        (Some("QYY"), (1, 0, 0))
    );
    let other = preview(&mut a, "epraccur", &fixture("epraccur.csv")).unwrap();
    assert_eq!(other.ics.as_deref(), Some("QZZ"));
    assert!(
        other.summary.contains("the hub's profile says QYY"),
        "{}",
        other.summary
    );
    let mut asked = request("epraccur", &newer);
    asked.ics = Some("QWU".into());
    let refused = bring_in_with(&mut a, asked, None).unwrap_err();
    assert_eq!(refused.code, "ics_not_in_file");
}

#[test]
fn names_are_readable_and_hostile_text_stays_text() {
    let mut a = with_practices(32);
    let names =
        "SELECT count(*) FROM live_practice WHERE name = 'Ferryman''s \"Old Quay\" Practice'
                 AND address = '6 High Street, Marshwick' AND postcode = 'ZZ1 7AG'";
    assert_eq!(count(&mut a, names), 1);
    let list = std::fs::read_to_string(fixture("epraccur.csv")).unwrap();
    let hostile = list.replace("ASHDOWN SURGERY", "=HYPERLINK(1)'); DROP TABLE practice;--");
    let file = written(&a, "hostile.csv", hostile);
    bring_in(&mut a, "epraccur", &file);
    let name = "SELECT count(*) FROM live_practice WHERE name LIKE '%drop table practice;--'";
    assert_eq!(count(&mut a, name), 1);
}

#[test]
fn what_somebody_filled_in_by_hand_stays_where_the_file_is_blank_and_is_shown_where_it_differs() {
    let mut a = with_practices(33);
    let list = std::fs::read_to_string(fixture("epraccur.csv")).unwrap();
    let blank = list.replace("01632 960001", "");
    let file = written(&a, "blank.csv", blank);
    let shown = preview(&mut a, "epraccur", &file).unwrap();
    assert_eq!(shown.changes.len(), 0);
    let ashdown = Id::natural("practice", &["Z90001"]);
    a.put(
        "practice",
        Some(ashdown),
        &[("name", "Ashdown (main site)".into())],
    )
    .unwrap();
    let shown = preview(&mut a, "epraccur", &file).unwrap();
    let change = &shown.changes[0];
    assert_eq!((change.what.as_str(), change.fields.len()), ("renamed", 1));
    assert_eq!(change.fields[0].old, "Ashdown (main site)");
    assert_eq!(change.fields[0].new, "Ashdown Surgery");
}

#[test]
fn partners_make_the_networks_that_they_name() {
    let mut a = with_practices(34);
    let shown = preview(&mut a, "pcn-partners", &fixture("pcn-partners.csv")).unwrap();
    assert_eq!(shown.rows, 11);
    assert_eq!(found(&shown, "pcn"), (3, 0, 0));
    assert_eq!(found(&shown, "pcn_membership"), (11, 0, 0));
    let first = &shown
        .changes
        .iter()
        .find(|c| c.kind == "pcn_membership")
        .unwrap();
    assert_eq!(
        first.title,
        "Dovecote Health Centre, Marshwick and District PCN"
    );
    bring_in(&mut a, "pcn-partners", &fixture("pcn-partners.csv"));
    let pcn = "SELECT count(*) FROM live_pcn WHERE ods_code = 'U99001' AND name = 'Alderbridge PCN'
               AND ics = 'QZZ' AND sub_icb = 'Z9Z9Z'";
    assert_eq!(count(&mut a, pcn), 1);
    bring_in(&mut a, "list-sizes", &fixture("list-sizes.csv"));
    assert_eq!(
        count(&mut a, "SELECT sum(list_size) FROM live_practice"),
        96_145
    );
    let without_header: String = {
        let text = std::fs::read_to_string(fixture("pcn-partners.csv")).unwrap();
        let start = text.find("Z90004").unwrap();
        text[start..].into()
    };
    let file = written(&a, "epcncorepartnerdetails.csv", without_header);
    let shown = preview(&mut a, "pcn-partners", &file).unwrap();
    assert_eq!(found(&shown, "pcn_membership"), (0, 0, 11));
}

/// The invented partners as the national workbook has them: notes first, real dates, the sheet in second place.
fn workbook(a: &Laptop) -> PathBuf {
    let path = fixture("pcn-partners.csv");
    let csv = tabular::read(&path, &Limits::default(), &ReadOptions::default()).unwrap();
    let rows = &csv.sheets[0].rows;
    let titles = rows[0]
        .cells
        .iter()
        .map(|c| Column::new(c.text(), ColumnKind::Text));
    let cell = |(at, cell): (usize, &Cell)| match at {
        8 | 9 => NaiveDate::parse_from_str(&cell.text(), "%Y%m%d").map_or(Cell::Empty, Cell::Date),
        _ => cell.clone(),
    };
    let partners = Table {
        name: "PCN Core Partner Details".into(),
        columns: titles.collect(),
        rows: rows[1..]
            .iter()
            .map(|r| r.cells.iter().enumerate().map(cell).collect())
            .collect(),
        notes: vec!["Invented.".into()],
    };
    let text = |cells: &[&str]| cells.iter().map(|c| Cell::of_text(*c)).collect::<Vec<_>>();
    let details = Table {
        name: "PCNDetails".into(),
        columns: [
            "PCN Code",
            "PCN Name",
            "Current\nSub ICB Loc Code",
            "Sub ICB Location",
            "Open Date",
            "Close Date",
        ]
        .iter()
        .map(|t| Column::new(*t, ColumnKind::Text))
        .collect(),
        rows: vec![
            text(&[
                "U99001",
                "ALDERBRIDGE CENTRAL PCN",
                "Z9Z9Z",
                "NHS ALDERSHIRE ICB",
                "20190701",
            ]),
            text(&[
                "U99002",
                "MARSHWICK AND DISTRICT PCN",
                "Z9Z9Z",
                "NHS ALDERSHIRE ICB",
                "20190701",
            ]),
            text(&[
                "U99003",
                "SALTMERE COAST PCN",
                "Z9Z9Z",
                "NHS ALDERSHIRE ICB",
                "20190701",
                "20251031",
            ]),
            text(&[
                "U99004",
                "GONE PCN",
                "Z9Z9Z",
                "NHS ALDERSHIRE ICB",
                "20190701",
                "20200331",
            ]),
            text(&[
                "U99900",
                "FAR HILLS PCN",
                "Y9Y9Y",
                "NHS ELSEWHERE ICB",
                "20190701",
            ]),
        ],
        notes: vec![],
    };
    let file = a.folder.path().join("ePCN.xlsx");
    let created = NaiveDate::from_ymd_opt(2025, 11, 1).unwrap().into();
    tabular::write_xlsx(&[details, partners], created, &file).unwrap();
    file
}

#[test]
fn the_workbook_gives_the_same_as_the_csv_file() {
    let mut a = with_practices(35);
    let mut b = with_practices(35);
    let file = workbook(&a);
    bring_in(&mut a, "pcn-partners", &file);
    bring_in(&mut b, "pcn-partners", &fixture("pcn-partners.csv"));
    assert_eq!(
        a.store().state_hash().unwrap(),
        b.store().state_hash().unwrap()
    );
    let shown = preview(&mut a, "pcn-details", &file).unwrap();
    let told: Vec<(&str, &str)> = shown
        .changes
        .iter()
        .map(|c| (c.title.as_str(), c.what.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Alderbridge PCN", "renamed"),
            ("Marshwick and District PCN", "changed"),
            ("Saltmere Coast PCN", "closed"),
        ]
    );
    let reasons: Vec<&str> = shown.left_out.iter().map(|l| l.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "A PCN that has closed and is not in this hub",
            "Of another health system"
        ]
    );
    bring_in(&mut a, "pcn-details", &file);
    let closed =
        "SELECT count(*) FROM live_pcn WHERE closed = '2025-10-31' AND opened = '2019-07-01'";
    assert_eq!(count(&mut a, closed), 1);
}

#[test]
fn only_the_rows_that_count_everybody_in_our_practices_are_read() {
    let mut a = with_practices(36);
    let list = "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\r\n\
                GP_PRAC_PAT_LIST,01SEP2025,GP,Z9Z9Z,E1,Z90001,ZZ1 2AA,ALL,ALL,12850\r\n\
                GP_PRAC_PAT_LIST,01SEP2025,GP,Z9Z9Z,E1,Z90001,ZZ1 2AA,FEMALE,ALL,6400\r\n\
                GP_PRAC_PAT_LIST,01SEP2025,GP,Y9Y9Y,E2,Z90101,YY1 2AA,ALL,ALL,4000\r\n\
                GP_PRAC_PAT_LIST,01SEP2025,SUB_ICB,Z9Z9Z,E1,Z9Z9Z,,ALL,ALL,96145\r\n";
    let file = written(&a, "sizes.csv", list);
    let shown = preview(&mut a, "list-sizes", &file).unwrap();
    assert_eq!(shown.left_out.len(), 3);
    bring_in(&mut a, "list-sizes", &file);
    let kept = "SELECT count(*) FROM live_practice WHERE list_size = 12850 AND list_size_on = '2025-09-01'";
    assert_eq!(count(&mut a, kept), 1);
}

#[test]
fn an_import_is_one_line_to_undo_and_survives_a_restart() {
    let mut a = Laptop::new(37);
    let before = a.store().state_hash().unwrap();
    let imported = bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    a.reopen().unwrap();
    let newest = a.store().actions(1).unwrap();
    assert_eq!(newest[0].label, "Import of epraccur.csv");
    undo(&mut a, &imported);
    assert_eq!(a.store().state_hash().unwrap(), before);
    // What was taken back can come again, under the same identifiers.
    bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    assert_eq!(count(&mut a, "SELECT count(*) FROM live_practice"), 11);
    assert!(a.store().check().unwrap().faults.is_empty());
}
