//! Bad input: a clear refusal, and nothing changed.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    path::Path,
};

use hubfolio_tests::{Followed, Laptop};

use super::*;

/// Tries to bring a file in and checks that nothing changed; the refusal.
fn refused(a: &mut Laptop, mapping: &str, file: &Path) -> Fault {
    let hash = |a: &mut Laptop| {
        let store = a.store();
        (
            store.state_hash_heads().unwrap(),
            store.generation().unwrap(),
        )
    };
    let before = hash(a);
    let fault = bring_in_with(a, request(mapping, file), None).unwrap_err();
    assert_eq!(hash(a), before);
    assert!(
        fault.message.contains("othing was changed"),
        "{}",
        fault.message
    );
    assert!(!fault.hint.is_empty(), "{}", fault.message);
    fault
}

/// The invented practices with some text replaced.
fn practices(a: &Laptop, old: &str, new: &str) -> PathBuf {
    let list = std::fs::read_to_string(fixture("epraccur.csv")).unwrap();
    assert!(list.contains(old), "{old}");
    written(a, "practices.csv", list.replacen(old, new, 1))
}

#[test]
fn what_is_no_table_is_named_for_what_it_is() {
    let mut a = Laptop::new(50);
    let file = written(&a, "list.csv", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n");
    let fault = refused(&mut a, "epraccur", &file);
    assert_eq!(fault.code, "not_a_table");
    assert!(
        fault.message.contains("“list.csv” is a PDF"),
        "{}",
        fault.message
    );
    let missing = a.folder.path().join("gone.csv");
    assert_eq!(refused(&mut a, "epraccur", &missing).code, "file_not_found");
    let other = refused(&mut a, "no-such-list", &missing);
    assert_eq!(other.code, "unknown_mapping");
}

#[test]
fn an_empty_file_is_refused() {
    let mut a = Laptop::new(51);
    for bytes in ["", "\n \n,,\n"] {
        let file = written(&a, "empty.csv", bytes);
        assert_eq!(refused(&mut a, "epraccur", &file).code, "file_empty");
    }
}

#[test]
fn an_unknown_encoding_is_refused() {
    let mut a = Laptop::new(52);
    let list = std::fs::read(fixture("epraccur.csv")).unwrap();
    // UTF-32 without its mark, as no program of the NHS writes it.
    let wide: Vec<u8> = list.iter().flat_map(|b| [0, 0, 0, *b]).collect();
    let file = written(&a, "wide.csv", wide);
    assert_eq!(refused(&mut a, "epraccur", &file).code, "unknown_encoding");
}

#[test]
fn a_file_of_two_hundred_megabytes_is_refused_before_it_is_read() {
    let mut a = Laptop::new(53);
    let path = a.folder.path().join("huge.csv");
    // Sparse: the size is there, the bytes are not.
    std::fs::File::create(&path)
        .unwrap()
        .set_len(200 * 1024 * 1024)
        .unwrap();
    let fault = refused(&mut a, "epraccur", &path);
    assert_eq!(fault.code, "file_too_large");
    assert!(fault.message.contains("200 MB"), "{}", fault.message);
}

#[test]
fn a_row_of_the_wrong_width_is_named() {
    let mut a = Laptop::new(54);
    let file = practices(
        &a,
        "\"BEECHWOOD MEDICAL CENTRE\",",
        "\"BEECHWOOD\",\"MEDICAL CENTRE\",",
    );
    let fault = refused(&mut a, "epraccur", &file);
    assert_eq!(fault.code, "wrong_columns");
    assert!(
        fault
            .message
            .starts_with("Row 2 of “practices.csv” has 28 columns; every row of this list has 27."),
        "{}",
        fault.message
    );
    // The first row decides nothing by itself.
    let file = practices(&a, "\"ASHDOWN SURGERY\",\"Y99\",", "\"ASHDOWN SURGERY\",");
    let fault = refused(&mut a, "epraccur", &file);
    assert!(fault.message.starts_with("Row 1 of"), "{}", fault.message);
    bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    let list = std::fs::read_to_string(fixture("list-sizes.csv")).unwrap();
    let file = written(
        &a,
        "sizes.csv",
        list.replacen(",ALL,ALL,9420", ",ALL,ALL", 1),
    );
    let fault = refused(&mut a, "list-sizes", &file);
    assert!(
        fault
            .message
            .starts_with("Row 3 of “sizes.csv” has 9 columns"),
        "{}",
        fault.message
    );
    let file = written(
        &a,
        "sizes.csv",
        list.replacen("NUMBER_OF_PATIENTS", "PEOPLE", 1),
    );
    let fault = refused(&mut a, "list-sizes", &file);
    assert_eq!(fault.code, "missing_column");
    assert!(
        fault.message.contains("“NUMBER_OF_PATIENTS”"),
        "{}",
        fault.message
    );
}

#[test]
fn another_list_is_recognised() {
    let mut a = Laptop::new(55);
    let fault = refused(&mut a, "epraccur", &fixture("pcn-partners.csv"));
    assert_eq!(fault.code, "not_this_list");
    assert!(
        fault.hint.contains("PCN core partners (ODS)"),
        "{}",
        fault.hint
    );
    let fault = refused(&mut a, "list-sizes", &fixture("epraccur.csv"));
    assert!(
        fault.hint.contains("GP practices (ODS epraccur)"),
        "{}",
        fault.hint
    );
}

#[test]
fn a_date_that_does_not_exist_is_named_with_row_and_column() {
    let mut a = Laptop::new(56);
    let file = practices(&a, "\"19880401\"", "\"19880431\"");
    let fault = refused(&mut a, "epraccur", &file);
    assert_eq!(fault.code, "bad_date");
    assert!(
        fault.message.contains("Row 3, column K (open date): “19880431” is not a day that exists: April 1988 has no day 31."),
        "{}",
        fault.message
    );
    let shown = preview(&mut a, "epraccur", &file).unwrap();
    assert!(!shown.can_apply);
    assert_eq!(
        (shown.problems[0].row, shown.problems[0].column.as_str()),
        (3, "K (open date)")
    );
    bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    let list = std::fs::read_to_string(fixture("pcn-partners.csv")).unwrap();
    let file = written(&a, "partners.csv", list.replacen("20220331", "20220231", 1));
    let fault = refused(&mut a, "pcn-partners", &file);
    assert!(
        fault
            .message
            .contains("column Practice to PCN Relationship End Date: “20220231”"),
        "{}",
        fault.message
    );
}

#[test]
fn a_practice_twice_in_the_file_is_refused() {
    let mut a = Laptop::new(57);
    let file = practices(&a, "Z90003", "Z90002");
    let fault = refused(&mut a, "epraccur", &file);
    assert_eq!(fault.code, "code_twice");
    assert!(
        fault
            .message
            .contains("Row 3, column A (code): The practice Z90002 stands in the file twice."),
        "{}",
        fault.message
    );
    bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    for (mapping, name, row) in [
        ("list-sizes", "list-sizes.csv", "Z90002"),
        ("pcn-partners", "pcn-partners.csv", "Z90001"),
    ] {
        let list = std::fs::read_to_string(fixture(name)).unwrap();
        let line = list.lines().find(|l| l.contains(row)).unwrap();
        let file = written(&a, name, format!("{}\r\n{line}\r\n", list.trim_end()));
        assert_eq!(
            refused(&mut a, mapping, &file).code,
            "code_twice",
            "{mapping}"
        );
    }
}

#[test]
fn a_practice_that_the_hub_does_not_know_is_refused() {
    let mut a = Laptop::new(58);
    for (mapping, name) in [
        ("list-sizes", "list-sizes.csv"),
        ("pcn-partners", "pcn-partners.csv"),
    ] {
        assert_eq!(
            refused(&mut a, mapping, &fixture(name)).code,
            "practices_first"
        );
    }
    bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    for (mapping, name, row) in [
        ("list-sizes", "list-sizes.csv", 2),
        // As Excel shows it: the header takes fourteen lines of the file, and is one row.
        ("pcn-partners", "pcn-partners.csv", 4),
    ] {
        let list = std::fs::read_to_string(fixture(name)).unwrap();
        let file = written(&a, name, list.replace("Z90001", "Z90077"));
        let fault = refused(&mut a, mapping, &file);
        assert_eq!(fault.code, "practice_unknown");
        assert!(
            fault
                .message
                .contains("is not among the practices of this hub"),
            "{}",
            fault.message
        );
        let shown = preview(&mut a, mapping, &file).unwrap();
        assert_eq!((shown.can_apply, shown.problems.len()), (false, 1));
        assert_eq!(shown.problems[0].row, row, "{mapping}");
    }
    // One that belongs elsewhere, or left long ago, is none of our business.
    let list = std::fs::read_to_string(fixture("pcn-partners.csv")).unwrap();
    let list = list.replace("Z90011", "Z90088")
        + "Z90099,FAR HILLS,Y9Y9Y,NHS ELSEWHERE ICB,U99900,FAR HILLS PCN,Y9Y9Y,NHS ELSEWHERE ICB,20190701,,True\r\n";
    let file = written(&a, "partners.csv", list);
    let shown = preview(&mut a, "pcn-partners", &file).unwrap();
    assert!(shown.can_apply, "{:?}", shown.problems);
    assert_eq!(
        shown.left_out.iter().map(|l| l.rows).collect::<Vec<_>>(),
        [1, 1]
    );
    bring_in(&mut a, "pcn-partners", &file);
    let details = "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date\r\n\
                   U99009,NEW PCN,Z9Z9Z,NHS ALDERSHIRE ICB,20250401,\r\n";
    let file = written(&a, "details.csv", details);
    assert_eq!(refused(&mut a, "pcn-details", &file).code, "pcn_unknown");
}

#[test]
fn rows_that_break_a_rule_are_named() {
    let mut a = Laptop::new(59);
    for (old, new, code) in [
        ("\"20230331\"", "\"19600331\"", "bad_value"),
        ("\"20230331\"", "\"\"", "no_close_date"),
        ("\"Z90003\"", "\"Z9003\"", "bad_value"),
        ("\"A\",\"B\"", "\"Q\",\"B\"", "bad_status"),
    ] {
        let file = practices(&a, old, new);
        assert_eq!(refused(&mut a, "epraccur", &file).code, code, "{new}");
    }
    bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    let list = std::fs::read_to_string(fixture("list-sizes.csv")).unwrap();
    for bad in ["-1", "12.5", "many", "2000000"] {
        let file = written(&a, "sizes.csv", list.replacen("12850", bad, 1));
        assert_eq!(
            refused(&mut a, "list-sizes", &file).code,
            "bad_value",
            "{bad}"
        );
    }
}

#[test]
fn a_file_or_a_hub_that_changed_since_the_preview_is_refused() {
    let mut a = Laptop::new(60);
    let file = practices(&a, "ASHDOWN", "ASHBY");
    let token = Some(preview(&mut a, "epraccur", &file).unwrap().token);
    let same = practices(&a, "BEECHWOOD", "BIRCHWOOD");
    let fault = bring_in_with(&mut a, request("epraccur", &same), token).unwrap_err();
    assert_eq!(fault.code, "import_changed");
    let token = preview(&mut a, "epraccur", &same).unwrap().token;
    a.put("person", None, &[("name", "Ben Baker".into())])
        .unwrap();
    let asked = request("epraccur", &same);
    let fault = bring_in_with(&mut a, asked.clone(), Some(token)).unwrap_err();
    assert_eq!(fault.code, "import_changed");
    assert_eq!(count(&mut a, "SELECT count(*) FROM live_practice"), 0);
    // Without a token nothing was shown, so nothing can have changed.
    bring_in_with(&mut a, asked, None).unwrap();
}

#[test]
fn stopping_at_any_moment_changes_nothing() {
    let mut a = Laptop::new(61);
    let row = std::fs::read_to_string(fixture("epraccur.csv")).unwrap();
    let row = row.lines().next().unwrap();
    let lines = (0..620).map(|n| row.replace("Z90001", &format!("Z{n:05}")) + "\n");
    let file = written(&a, "many.csv", lines.collect::<String>());
    let before = a.store().state_hash_heads().unwrap();
    let mut stopped_during = BTreeSet::new();
    for left in 1..40 {
        let world = &a.world;
        let asked = Cell::new(0);
        // What was being done when it was asked last.
        let during = RefCell::new(String::new());
        // A person who stops the work after a while.
        let follow = |done: u64, total: u64, what: &str| {
            assert!(done <= total);
            during.replace(what.to_owned());
            asked.set(asked.get() + 1);
            asked.get() < left
        };
        let stops = Followed {
            world,
            follow: &follow,
        };
        let (me, store) = (a.me, a.store.as_mut().unwrap());
        let request = request("epraccur", &file);
        let done = imports::apply(
            store,
            &stops,
            me,
            &ImportApply {
                request,
                token: None,
            },
        );
        match done {
            Err(fault) => {
                assert_eq!(fault.code, "stopped");
                assert_eq!(asked.get(), left);
                assert_eq!(store.state_hash_heads().unwrap(), before);
                stopped_during.insert(during.take());
            }
            Ok(_) => {
                // Twice while reading 620 rows, thirteen times while writing them, twice while saving what follows, twice
                // in finding what may need attention, and twice in looking at it.
                assert_eq!((left, asked.get()), (22, 21));
                assert!(stopped_during.contains("Checking what needs attention"));
                assert_eq!(count(&mut a, "SELECT count(*) FROM live_practice"), 620);
                return;
            }
        }
    }
    panic!("it was never done");
}
