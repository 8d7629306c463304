//! Values that a file leaves out: whoever passes edits on can't take words from anybody without an erasure that counts.

use std::path::{Path, PathBuf};

use hubfolio_core::{
    exchange::{Protecting, format::Tag},
    record::Id,
    store::{Waiting, parcel::Parcel},
};
use hubfolio_tests::{Laptop, forge::apart, team::LITTLE_WORK};

use super::refusals::{WORDS, by_words};

const NOTE: &str = "Rang about the rooms";

/// A file with everything.
fn everything(of: &mut Laptop, name: &str) -> PathBuf {
    let path = of.file(name);
    let words = Protecting::Words(Some(WORDS.into()), LITTLE_WORK);
    of.send(&path, true, words).unwrap();
    path
}

/// A file with everything but the values of the edit that wrote the note, sound in every other way.
fn without_the_note(of: &mut Laptop, name: &str) -> PathBuf {
    let path = everything(of, name);
    let apart = apart(&std::fs::read(&path).unwrap(), &of.keys(Some(WORDS)));
    let mut lines = apart.lines();
    let at = lines
        .iter()
        .position(|(tag, text)| *tag == Tag::Values && text.contains(NOTE))
        .unwrap();
    let mut opened = Parcel {
        line: &lines[at - 1].1,
        contents: &lines[at].1,
    }
    .open()
    .unwrap();
    let all: Vec<usize> = (0..opened.values.len()).collect();
    assert!(opened.erase(&all).unwrap());
    lines[at].1 = opened.contents();
    let signer = of.store().laptop().unwrap();
    let forged = apart.with(&lines).announced().counted(Some(signer));
    std::fs::write(&path, forged.together(&by_words())).unwrap();
    path
}

fn bring_in(to: &mut Laptop, file: &Path, admit: &[String]) -> String {
    to.bring_in(&[file], Some(WORDS), admit).unwrap().summary
}

fn incomplete(of: &mut Laptop) -> usize {
    let waiting = of.store().waiting().unwrap();
    waiting.iter().filter(|w| w.is_incomplete()).count()
}

/// State and text of the note on a person.
fn note(of: &mut Laptop, person: Id) -> (String, String) {
    let row = of.store().row("person", person).unwrap();
    (row.cells["notes"].state().to_owned(), row.text("notes"))
}

fn known() -> (String, String) {
    ("known".into(), NOTE.into())
}

/// Ann's hub file with a person; Ben's, who has not seen the note that she wrote then; Cay's, who has, and whom nobody admitted.
fn three(seed: u64) -> (Laptop, Laptop, Laptop, Id) {
    let mut ann = Laptop::new(seed);
    let person = ann.put("person", None, &[("name", "Zebedee".into())]);
    let person = person.unwrap().0;
    let ben = ann.joined(seed + 1);
    ann.put("person", Some(person), &[("notes", NOTE.into())])
        .unwrap();
    let cay = ann.joined(seed + 2);
    (ann, ben, cay, person)
}

#[test]
fn words_that_a_stranger_leaves_out_come_with_a_file_that_holds_them() {
    let (mut ann, mut ben, mut cay, person) = three(700);
    let said = bring_in(&mut ben, &without_the_note(&mut cay, "forged.hubx"), &[]);
    assert!(said.contains("came with words left out"), "{said}");
    assert_eq!(incomplete(&mut ben), 1);
    assert_eq!(note(&mut ben, person).0, "missing");
    bring_in(&mut ben, &everything(&mut ann, "whole.hubx"), &[]);
    assert_eq!((incomplete(&mut ben), note(&mut ben, person)), (0, known()));
    assert_eq!(ben.store().check().unwrap().faults, Vec::<String>::new());
    // Nor does it take what is here already.
    let again = without_the_note(&mut cay, "again.hubx");
    bring_in(&mut ben, &again, &[]);
    assert_eq!(note(&mut ben, person), known());
}

#[test]
fn what_was_left_out_counts_as_erased_once_an_order_says_so() {
    let (mut ann, mut ben, mut cay, person) = three(710);
    let forged = without_the_note(&mut cay, "forged.hubx");
    bring_in(&mut ben, &forged, &[]);
    assert_eq!(incomplete(&mut ben), 1);
    let order = ann.erase("person", person, &["notes"]).unwrap().0;
    let store = ben.store.as_mut().unwrap();
    store.take_orders(&ben.world, &[order]).unwrap();
    bring_in(&mut ben, &forged, &[]);
    assert_eq!(incomplete(&mut ben), 0);
    assert_eq!(note(&mut ben, person).0, "erased");
    assert_eq!(ben.store().check().unwrap().faults, Vec::<String>::new());
}

#[test]
fn of_two_that_wait_for_their_laptop_the_whole_one_is_kept() {
    let mut ann = Laptop::new(720);
    let person = ann.put("person", None, &[("name", "Zebedee".into())]);
    let person = person.unwrap().0;
    let mut ben = ann.joined(721);
    let mut dan = ann.joined(722);
    dan.put("person", Some(person), &[("notes", NOTE.into())])
        .unwrap();
    let whole = everything(&mut dan, "whole.hubx");
    let forged = without_the_note(&mut dan, "forged.hubx");
    for file in [&forged, &whole, &forged] {
        bring_in(&mut ben, file, &[]);
        assert_eq!(note(&mut ben, person).0, "missing");
    }
    let card = ben.staged(&[&forged], Some(WORDS)).unwrap().remove(0).card;
    bring_in(&mut ben, &forged, &[card.key]);
    assert_eq!(note(&mut ben, person), known());
    assert_eq!(ben.store().waiting().unwrap(), Vec::<Waiting>::new());
}

#[test]
fn a_value_that_is_missing_without_an_order_is_a_fault_of_the_hub_file() {
    let (mut ann, _, _, person) = three(730);
    let db = ann.store().db();
    db.execute(
        "UPDATE log_write SET value = NULL, commitment = zeroblob(32) WHERE record = ?1 AND value = ?2",
        (person, NOTE),
    )
    .unwrap();
    let faults = ann.store().check().unwrap().faults;
    assert!(
        faults
            .iter()
            .any(|f| f == "Erasures: 1 value is missing although nobody ordered it erased"),
        "{faults:?}"
    );
}
