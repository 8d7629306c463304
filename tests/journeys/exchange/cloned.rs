//! A laptop whose whole disk was copied: two go on under one name in the log.

use hubfolio_core::exchange::Protecting;
use hubfolio_tests::Laptop;

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
