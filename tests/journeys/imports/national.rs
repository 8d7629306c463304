//! Known answers on the real public lists of one health system.

use hubfolio_tests::{Laptop, shared};

use super::*;

const PRACTICES_2025: &str = "ods/epraccur_2025-11_QWU.csv";
const PRACTICES_2023: &str = "ods/epraccur_2023-02_QWU.csv";

#[test]
fn the_list_of_practices_gives_the_practices_and_says_what_it_left_out() {
    let Some(file) = shared(PRACTICES_2025) else {
        return;
    };
    let mut a = Laptop::new(20);
    let shown = preview(&mut a, "epraccur", &file).unwrap();
    assert_eq!((shown.rows, shown.ics.as_deref()), (279, Some("QWU")));
    let practices = &shown.counts[0];
    assert_eq!((practices.found, practices.added), (129, 129));
    assert!(
        shown
            .summary
            .contains("129 GP practices of QWU, 119 of them open."),
        "{}",
        shown.summary
    );
    assert_eq!(shown.left_out.iter().map(|l| l.rows).sum::<i64>(), 150);
    let reason = |words: &str| {
        let found = shown.left_out.iter().find(|l| l.reason.ends_with(words));
        found.map_or(0, |l| l.rows)
    };
    assert_eq!(reason("community health services"), 71);
    assert_eq!(reason("hospices"), 4);
    assert_eq!(shown.left_out.len(), 10);
    bring_in(&mut a, "epraccur", &file);
    let open = "SELECT count(*) FROM live_practice WHERE closed IS NULL AND national_state IS NULL";
    assert_eq!(count(&mut a, "SELECT count(*) FROM live_practice"), 129);
    assert_eq!(count(&mut a, open), 119);
    let again = preview(&mut a, "epraccur", &file).unwrap();
    assert_eq!((again.counts[0].unchanged, again.changes.len()), (129, 0));
    assert_eq!(bring_in(&mut a, "epraccur", &file).change, "");
}

#[test]
fn a_newer_list_shows_what_changed_field_by_field_and_can_be_undone() {
    let (Some(old), Some(new)) = (shared(PRACTICES_2023), shared(PRACTICES_2025)) else {
        return;
    };
    let mut a = Laptop::new(21);
    bring_in(&mut a, "epraccur", &old);
    let before = a.store().state_hash().unwrap();
    let shown = preview(&mut a, "epraccur", &new).unwrap();
    let practices = &shown.counts[0];
    assert_eq!((practices.added, practices.changed), (0, 7));
    let mut told: Vec<(String, String, Vec<String>)> = shown
        .changes
        .iter()
        .map(|c| {
            let fields = c.fields.iter();
            let fields = fields.map(|f| format!("{}: {} > {}", f.field, f.old, f.new));
            (c.title.clone(), c.what.clone(), fields.collect())
        })
        .collect();
    told.sort();
    let line = |title: &str, what: &str, fields: &[&str]| {
        let fields = fields.iter().map(|f| (*f).to_owned()).collect();
        (title.to_owned(), what.to_owned(), fields)
    };
    assert_eq!(
        told,
        [
            line(
                "Arden Healthcare Centre",
                "closed",
                &["closed:  > 30/11/2022", "national_state: Dormant > "]
            ),
            line(
                "Chancery Lane Surgery",
                "renamed",
                &[
                    "name: Chancery Lane Surgery > Hartshill Health Centre",
                    "address: Chancery Lane Surgery, Chapel End, Nuneaton, Warwickshire > Sidhu Close, Hartshill, Nuneaton, Warwickshire",
                    "postcode: CV10 0PB > CV10 0GQ",
                ]
            ),
            line(
                "Cubbington Rd Surgery",
                "renamed",
                &[
                    "name: Cubbington Rd Surgery > Valley Road Medical Practice",
                    "address: 115 Cubbington Road, Lillington, Leamington Spa, Warwickshire > Lillington Health Hub, Valley Road, Lillington, Leamington Spa, Warwickshire",
                    "postcode: CV32 7AT > CV32 7SJ",
                ]
            ),
            line(
                "Dadhania Surgery",
                "renamed",
                &["name: Dadhania Surgery > St Georges Road Surgery"]
            ),
            line(
                "Longford Primary Care Centre",
                "changed",
                &["telephone: 024 76646720 > 0333 3323888"]
            ),
            line(
                "St Nicolas Medical Centre",
                "changed",
                &["national_state:  > Dormant"]
            ),
            line(
                "The Cheylesmore Surgery",
                "renamed",
                &["name: The Cheylesmore Surgery > Cheylesmore Surgery"]
            ),
        ]
    );
    let imported = bring_in(&mut a, "epraccur", &new);
    assert_ne!(a.store().state_hash().unwrap(), before);
    undo(&mut a, &imported);
    assert_eq!(a.store().state_hash().unwrap(), before);
}

#[test]
fn networks_list_sizes_and_findings_give_the_known_answers() {
    let files = [
        PRACTICES_2025,
        "ods/ePCN_2026-02_QWU_partners.csv",
        "ods/ePCN_2026-02_QWU_pcns.csv",
        "ods/gp-reg-pat-prac-all_2026-03_QWU.csv",
    ];
    let files: Option<Vec<PathBuf>> = files.iter().map(|f| shared(f)).collect();
    let Some([practices, partners, details, sizes]) = files.as_deref() else {
        return;
    };
    let mut a = Laptop::new(22);
    bring_in(&mut a, "epraccur", practices);
    let shown = preview(&mut a, "pcn-partners", partners).unwrap();
    assert_eq!((shown.rows, shown.ics.as_deref()), (151, Some("QWU")));
    assert!(
        shown
            .summary
            .contains("19 PCNs with 118 current memberships."),
        "{}",
        shown.summary
    );
    assert!(shown.left_out.is_empty(), "{:?}", shown.left_out);
    bring_in(&mut a, "pcn-partners", partners);
    let current = "SELECT count(*) FROM live_pcn_membership WHERE \"to\" IS NULL";
    assert_eq!(count(&mut a, current), 118);
    let with = "SELECT count(DISTINCT pcn) FROM live_pcn_membership WHERE \"to\" IS NULL";
    assert_eq!(count(&mut a, with), 19);
    assert_eq!(count(&mut a, "SELECT count(*) FROM live_pcn"), 21);

    let shown = preview(&mut a, "pcn-details", details).unwrap();
    // Rural Warwickshire North lasted one day in 2021 and never had a practice.
    assert_eq!((shown.left_out.len(), shown.left_out[0].rows), (1, 1));
    assert_eq!(shown.counts[0].changed, 21);
    assert_eq!(
        shown.changes.iter().filter(|c| c.what == "closed").count(),
        2
    );
    bring_in(&mut a, "pcn-details", details);

    let shown = preview(&mut a, "list-sizes", sizes).unwrap();
    assert!(
        shown
            .summary
            .contains("1,120,389 patients at 119 practices on 1 March 2026."),
        "{}",
        shown.summary
    );
    bring_in(&mut a, "list-sizes", sizes);
    assert_eq!(
        count(&mut a, "SELECT sum(list_size) FROM live_practice"),
        1_120_389
    );

    let today = "2025-11-22".parse().unwrap();
    let findings = a.store().findings(today).unwrap();
    let of = |rule: &str| -> Vec<&str> {
        let found = findings.iter().filter(|f| f.rule == rule);
        found.map(|f| f.text.as_str()).collect()
    };
    assert_eq!(
        of("practice.without_pcn"),
        ["Whitestone Surgery (M84034) is open but belongs to no PCN."]
    );
    assert_eq!(of("pcn.size").len(), 10, "{:?}", of("pcn.size"));
    assert_eq!(
        of("practice.without_list_size").len(),
        0,
        "{:?}",
        of("practice.without_list_size")
    );
    for (mapping, file) in [
        ("epraccur", practices),
        ("pcn-partners", partners),
        ("pcn-details", details),
        ("list-sizes", sizes),
    ] {
        assert_eq!(bring_in(&mut a, mapping, file).change, "", "{mapping}");
    }
}
