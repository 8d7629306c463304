//! A newer list over an older one: what moved, ended or was put right.

use hubfolio_tests::Laptop;

use super::*;

/// A hub with the invented practices and networks.
fn with_networks(seed: u64) -> Laptop {
    let mut a = Laptop::new(seed);
    bring_in(&mut a, "epraccur", &fixture("epraccur.csv"));
    bring_in(&mut a, "pcn-partners", &fixture("pcn-partners.csv"));
    a
}

/// The invented partners with some text replaced.
fn partners(a: &Laptop, changes: &[(&str, &str)]) -> PathBuf {
    let mut list = std::fs::read_to_string(fixture("pcn-partners.csv")).unwrap();
    for (old, new) in changes {
        assert!(list.contains(old), "{old}");
        list = list.replace(old, new);
    }
    written(a, "newer.csv", list)
}

const ELM_TREE: &str = "Z90005,ELM TREE SURGERY,Z9Z9Z,NHS ALDERSHIRE ICB - Z9Z9Z,U99002,MARSHWICK AND DISTRICT PCN,Z9Z9Z,NHS ALDERSHIRE ICB - Z9Z9Z,20190701,";

#[test]
fn a_practice_that_changes_its_network_has_moved() {
    let mut a = with_networks(40);
    let before = a.store().state_hash().unwrap();
    let ended = format!("{ELM_TREE}20250930,True\r\n");
    let joined = ELM_TREE
        .replace(
            "U99002,MARSHWICK AND DISTRICT PCN",
            "U99003,SALTMERE COAST PCN",
        )
        .replace("20190701,", "20251001,,True\r\n");
    let file = partners(&a, &[(&format!("{ELM_TREE},True\r\n"), &(ended + &joined))]);
    let shown = preview(&mut a, "pcn-partners", &file).unwrap();
    assert_eq!(shown.changes.len(), 1, "{:?}", shown.changes);
    let moved = &shown.changes[0];
    assert_eq!(
        (
            moved.kind.as_str(),
            moved.title.as_str(),
            moved.what.as_str()
        ),
        ("practice", "Elm Tree Surgery", "moved")
    );
    assert_eq!(
        moved.fields[0].old,
        "Marshwick and District PCN until 30/09/2025"
    );
    assert_eq!(moved.fields[0].new, "Saltmere Coast PCN from 01/10/2025");
    let memberships = shown
        .counts
        .iter()
        .find(|c| c.kind == "pcn_membership")
        .unwrap();
    assert_eq!((memberships.added, memberships.changed), (1, 1));
    let imported = bring_in(&mut a, "pcn-partners", &file);
    undo(&mut a, &imported);
    assert_eq!(a.store().state_hash().unwrap(), before);
}

#[test]
fn a_membership_that_only_ends_has_closed() {
    let mut a = with_networks(41);
    let ended = format!("{ELM_TREE}20250930,True\r\n");
    let file = partners(&a, &[(&format!("{ELM_TREE},True\r\n"), &ended)]);
    let shown = preview(&mut a, "pcn-partners", &file).unwrap();
    let told: Vec<(&str, &str, &str)> = shown
        .changes
        .iter()
        .map(|c| (c.kind.as_str(), c.title.as_str(), c.what.as_str()))
        .collect();
    let title = "Elm Tree Surgery, Marshwick and District PCN";
    assert_eq!(told, [("pcn_membership", title, "closed")]);
}

#[test]
fn a_start_that_is_put_right_makes_no_second_membership() {
    let mut a = with_networks(42);
    let later = ELM_TREE.replace("20190701", "20191001");
    let file = partners(&a, &[(ELM_TREE, &later)]);
    let shown = preview(&mut a, "pcn-partners", &file).unwrap();
    assert_eq!(shown.changes.len(), 1, "{:?}", shown.changes);
    assert_eq!(shown.changes[0].what, "changed");
    bring_in(&mut a, "pcn-partners", &file);
    assert_eq!(
        count(&mut a, "SELECT count(*) FROM live_pcn_membership"),
        11
    );
    assert_eq!(bring_in(&mut a, "pcn-partners", &file).change, "");
}

#[test]
fn a_membership_that_the_file_no_longer_names_stays_and_is_told() {
    let mut a = with_networks(43);
    let elsewhere = ELM_TREE.replace(
        "U99002,MARSHWICK AND DISTRICT PCN",
        "U99003,SALTMERE COAST PCN",
    );
    let file = partners(&a, &[(ELM_TREE, &elsewhere)]);
    let shown = preview(&mut a, "pcn-partners", &file).unwrap();
    let note = "1 current membership of this hub is not in the file and would stay as it is.";
    assert!(shown.summary.contains(note), "{}", shown.summary);
}

#[test]
fn a_practice_that_opens_again_loses_its_last_day() {
    let mut a = with_networks(44);
    let list = std::fs::read_to_string(fixture("epraccur.csv")).unwrap();
    let open = list.replace("\"20230331\",\"C\"", "\"\",\"A\"");
    let file = written(&a, "newer.csv", open);
    let shown = preview(&mut a, "epraccur", &file).unwrap();
    assert_eq!(shown.changes.len(), 1);
    assert_eq!(shown.changes[0].fields[0].old, "31/03/2023");
    bring_in(&mut a, "epraccur", &file);
    let closed = "SELECT count(*) FROM live_practice WHERE closed IS NOT NULL";
    assert_eq!(count(&mut a, closed), 0);
}
