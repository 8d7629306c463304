//! A laptop whose whole disk was copied: two go on under one name in the log.

use hubfolio_core::exchange::Protecting;
use hubfolio_tests::{Desk, Laptop};
use serde_json::json;

use super::desks::two;

#[test]
fn two_histories_under_one_name_are_both_kept_and_sound() {
    let mut ann = Laptop::new(1);
    let mut twin = ann.copied(2);
    ann.reopen().unwrap();
    twin.reopen().unwrap();
    let practice = |code: &str| [("ods_code", code.into()), ("name", "Abbey Road".into())];
    let hers = ann.put("practice", None, &practice("M84001")).unwrap().0;
    let its = twin.put("practice", None, &practice("M84002")).unwrap().0;
    let (from_ann, from_twin) = (ann.file("ann.hubx"), twin.file("twin.hubx"));
    let words = Protecting::Words(
        Some("unicorn tractor basement oblong viper lantern".into()),
        hubfolio_tests::team::LITTLE_WORK,
    );
    let words_of = |p: &Protecting| match p {
        Protecting::Words(Some(w), _) => w.clone(),
        _ => String::new(),
    };
    ann.send(&from_ann, true, words.clone()).unwrap();
    twin.send(&from_twin, true, words.clone()).unwrap();
    ann.bring_in(&[&from_twin], Some(&words_of(&words)), &[])
        .unwrap();
    twin.bring_in(&[&from_ann], Some(&words_of(&words)), &[])
        .unwrap();
    for laptop in [&mut ann, &mut twin] {
        for id in [hers, its] {
            assert!(!laptop.store().row("practice", id).unwrap().deleted);
        }
        let faults = laptop.store().check().unwrap().faults;
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn a_hub_file_that_goes_on_without_its_laptop_sends_all_that_was_written_on_it() {
    let mut old = Laptop::new(5);
    let practice = |code: &str| [("ods_code", code.into()), ("name", "Abbey Road".into())];
    let before = old.put("practice", None, &practice("M84001")).unwrap().0;
    let mut moved = old.copied(6);
    std::fs::remove_dir_all(moved.config()).unwrap();
    moved.reopen().unwrap();
    let after = moved.put("practice", None, &practice("M84002")).unwrap().0;
    // Whoever reads the file takes in only what its laptop signed: the old one did so when it wrote.
    let mut ben = moved.joined(7);
    for id in [before, after] {
        assert!(!ben.store().row("practice", id).unwrap().deleted);
    }
}

#[test]
fn a_hub_file_from_another_laptop_goes_on_as_who_worked_on_it_there() {
    let (_, mut ben) = two(360, false, |_| {});
    let copy = ben.file("copy.hubfolio");
    ben.call("copy_write", json!({ "file": copy }));
    let mut new = Desk::closed(362);
    std::fs::copy(&copy, new.file("hub.hubfolio")).unwrap();
    let status = new.call("hub_open", json!({ "file": null }));
    assert_eq!(
        status["hub"]["person"], "Ben Cole",
        "not who founded the hub"
    );
}
