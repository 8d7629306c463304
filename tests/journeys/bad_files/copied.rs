//! Copies that came back and witnesses that were lost: a new name in the log, said in words, and nothing lost.

use std::fs;

use hubfolio_tests::{Laptop, copy_folder};

use super::hub_file;

fn actors(a: &mut Laptop) -> usize {
    a.store().holdings().unwrap().len()
}

fn note(a: &mut Laptop, name: &str) {
    a.put("person", None, &[("name", name.into())]).unwrap();
}

/// `exchange.md` 2.14: in each case a new actor, said in words, and nothing lost.
#[test]
fn a_restored_copy_is_told_from_a_usual_start() {
    let mut a = hub_file(70);
    let older = fs::read(a.path()).unwrap();
    a.reopen().unwrap();
    assert!(a.store().notices().is_empty() && actors(&mut a) == 1);
    note(&mut a, "Lost With The Copy");
    a.store = None;
    fs::write(a.path(), older).unwrap();
    a.reopen().unwrap();
    assert!(a.store().notices()[0].title.contains("older copy"));
    note(&mut a, "After The Copy");
    assert_eq!(actors(&mut a), 2);
    a.reopen().unwrap();
    assert!(a.store().notices().is_empty(), "said once");
    assert!(a.store().check().unwrap().faults.is_empty());
}

#[test]
fn a_moved_copy_writes_under_its_own_name() {
    let a = hub_file(71);
    let mut b = Laptop::new(72);
    b.store = None;
    fs::copy(a.path(), b.path()).unwrap();
    b.reopen().unwrap();
    assert!(b.store().notices()[0].title.contains("another place"));
    b.me = a.me;
    note(&mut b, "Written Elsewhere");
    assert_eq!(actors(&mut b), 2);
}

#[test]
fn a_copied_configuration_without_its_key_is_a_new_laptop() {
    let mut a = hub_file(73);
    let mut b = a.copied(74);
    fs::remove_dir_all(b.config().join("keys")).unwrap();
    b.reopen().unwrap();
    assert!(b.store().notices()[0].title.contains("another place"));
    note(&mut b, "Written On The Copy");
    assert_eq!(actors(&mut b), 2);
    a.reopen().unwrap();
    assert!(a.store().notices().is_empty());
}

/// A whole machine copied, keys and all, can't be told at first; when its file comes back, it can.
#[test]
fn the_file_of_a_copied_machine_is_told_when_it_comes_back() {
    let mut a = hub_file(75);
    let mut b = a.copied(76);
    b.reopen().unwrap();
    assert!(b.store().notices().is_empty());
    note(&mut b, "First On The Copy");
    note(&mut b, "Second On The Copy");
    b.store = None;
    a.reopen().unwrap();
    note(&mut a, "On The Machine");
    a.store = None;
    fs::copy(b.path(), a.path()).unwrap();
    a.reopen().unwrap();
    assert_eq!(a.store().notices().len(), 1);
    note(&mut a, "After The Return");
    assert_eq!(actors(&mut a), 2);
    assert!(a.store().check().unwrap().faults.is_empty());
}

#[test]
fn a_lost_or_damaged_witness_does_no_harm() {
    for (seed, text) in [(77, None), (78, Some("{ not json"))] {
        let mut a = hub_file(seed);
        let folder = a.config().join("witness");
        let witness = fs::read_dir(&folder)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        match text {
            Some(text) => fs::write(witness, text).unwrap(),
            None => fs::remove_file(witness).unwrap(),
        }
        a.reopen().unwrap();
        assert_eq!(a.store().notices().len(), 1);
        note(&mut a, "Afterwards");
        assert_eq!(actors(&mut a), 2);
        assert!(a.store().check().unwrap().faults.is_empty());
    }
}

/// The laptop went off after the commit and before the witness reached the disk: no alarm, no edit lost.
#[test]
fn a_witness_one_step_behind_raises_no_alarm() {
    let mut a = hub_file(79);
    let behind = tempfile::tempdir().unwrap();
    copy_folder(&a.config(), behind.path());
    a.reopen().unwrap();
    note(&mut a, "The Last Edit");
    a.store = None;
    fs::remove_dir_all(a.config()).unwrap();
    copy_folder(behind.path(), &a.config());
    a.reopen().unwrap();
    assert!(a.store().notices().is_empty());
    assert_eq!(a.store().search("the last edit", 2).unwrap().len(), 1);
    note(&mut a, "Afterwards");
    assert!(a.store().check().unwrap().faults.is_empty());
}
