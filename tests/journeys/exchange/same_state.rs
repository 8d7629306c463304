//! A file says which versions its maker shows. Whoever holds the same edits and shows others is told: that must not be.

use hubfolio_core::exchange::Protecting;
use hubfolio_tests::Laptop;

const TOLD: &str = "do not show the same";

/// Ben has everything that Ann has, and she has everything that he has.
fn level(ann: &mut Laptop, ben: &mut Laptop) {
    let from_ben = ben.file("level-ben.hubx");
    ben.send(&from_ben, false, Protecting::Colleagues).unwrap();
    ann.bring_in_and_admit(&[&from_ben]).unwrap();
    assert_eq!(said(ann, ben, "level-ann.hubx"), None);
}

/// Ann sends; what Ben is told of a difference.
fn said(ann: &mut Laptop, ben: &mut Laptop, name: &str) -> Option<String> {
    let file = ann.file(name);
    ann.send(&file, false, Protecting::Colleagues).unwrap();
    let staged = ben.staged(&[&file], None).unwrap();
    assert_eq!(
        staged[0].manifest.state,
        ann.store().heads_hash().unwrap(),
        "the file says what its maker shows"
    );
    assert!(staged[0].manifest.state.is_some());
    let came = ben.bring_in(&[&file], None, &[]).unwrap();
    assert_eq!(
        ann.store().holdings().unwrap(),
        ben.store().holdings().unwrap()
    );
    Some(came.summary).filter(|text| text.contains(TOLD))
}

fn place(laptop: &mut Laptop, name: &str) -> hubfolio_core::record::Id {
    laptop
        .put("place", None, &[("name", name.into())])
        .unwrap()
        .0
}

#[test]
fn equal_holdings_and_other_versions_are_told_as_a_fault() {
    let mut ann = Laptop::new(941);
    let mut ben = ann.joined(942);
    let dene = place(&mut ben, "Dene");
    level(&mut ann, &mut ben);
    place(&mut ann, "Vale");
    assert_eq!(said(&mut ann, &mut ben, "second.hubx"), None);

    // What a faulty program or disk could do on Ben's laptop: a version is lost from sight, its edit is not.
    let lost = "DELETE FROM head WHERE record = ?1";
    assert!(ben.store().db().execute(lost, [dene]).unwrap() > 0);
    place(&mut ann, "Wold");
    let told = said(&mut ann, &mut ben, "third.hubx").unwrap();
    assert!(told.contains("Check the hub file"), "{told}");

    ben.rebuild().unwrap();
    place(&mut ann, "Fell");
    assert_eq!(said(&mut ann, &mut ben, "fourth.hubx"), None, "mended");
}

#[test]
fn nothing_is_compared_while_one_of_them_holds_more() {
    let mut ann = Laptop::new(943);
    let mut ben = ann.joined(944);
    level(&mut ann, &mut ben);
    place(&mut ben, "Dene");
    let file = ann.file("later.hubx");
    place(&mut ann, "Vale");
    ann.send(&file, false, Protecting::Colleagues).unwrap();
    let came = ben.bring_in(&[&file], None, &[]).unwrap();
    assert!(!came.summary.contains(TOLD), "{}", came.summary);
}
