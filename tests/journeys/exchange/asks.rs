//! What a preview says of edits that wait, and when it stops and asks.

use std::path::PathBuf;

use hubfolio_core::{exchange::Protecting, record::Id};
use hubfolio_tests::Laptop;

const WORDS: &str = "unicorn tractor basement oblong viper lantern";

/// Ann, and Ben whom she admitted.
fn two(seed: u64) -> (Laptop, Laptop) {
    let mut ann = Laptop::new(seed);
    let mut ben = ann.joined(seed + 1);
    let hello = sent(&mut ben, "hello.hubx", false);
    ann.bring_in_and_admit(&[&hello]).unwrap();
    (ann, ben)
}

fn sent(laptop: &mut Laptop, name: &str, everything: bool) -> PathBuf {
    let path = laptop.file(name);
    laptop
        .send(&path, everything, Protecting::Colleagues)
        .unwrap();
    path
}

fn practice(laptop: &mut Laptop, code: &str) -> Id {
    let values = [("name", code.into()), ("ods_code", code.into())];
    laptop.put("practice", None, &values).unwrap().0
}

fn telephone(laptop: &mut Laptop, practice: Id, number: &str) {
    let values = [("telephone", number.into())];
    laptop.put("practice", Some(practice), &values).unwrap();
}

#[test]
fn edits_that_wait_are_told_as_waiting_and_counted_when_they_come_in() {
    let (mut ann, mut ben) = two(951);
    let mut cara = ann.joined(953);
    practice(&mut ben, "M84001");
    let first = sent(&mut ben, "first.hubx", false);
    ann.bring_in(&[&first], None, &[]).unwrap();
    let known = sent(&mut ann, "known.hubx", false);
    ben.bring_in(&[&known], None, &[]).unwrap();
    for code in ["M84002", "M84003", "M84004"] {
        practice(&mut ben, code);
    }
    // Ben takes it that everybody has the first: Cara, of whom he has not heard, does not.
    let second = ben.file("second.hubx");
    ben.send(&second, false, Protecting::Words(Some(WORDS.into()), 2))
        .unwrap();
    let seen = cara.look(&[&second], Some(WORDS)).unwrap();
    assert_eq!((seen.new_edits, seen.people.len()), (0, 0), "{seen:?}");
    assert_eq!(seen.waiting.len(), 1, "{seen:?}");
    assert!(
        seen.waiting[0].starts_with(
            "3 edits from Person of laptop-952 (laptop-952) wait for an earlier file."
        ),
        "{seen:?}"
    );
    let came = cara.bring_in(&[&second], Some(WORDS), &[]).unwrap();
    assert!(
        came.summary.ends_with(&seen.waiting[0]),
        "whom to ask is said again when it came: {}",
        came.summary
    );

    let all = ann.file("all.hubx");
    ann.send(&all, true, Protecting::Words(Some(WORDS.into()), 2))
        .unwrap();
    let seen = cara.look(&[&all], Some(WORDS)).unwrap();
    assert!(
        seen.people
            .iter()
            .any(|p| p == "Person of laptop-952 adds 4 practices."),
        "those that had waited count too: {:?}",
        seen.people
    );
    assert!(seen.waiting.is_empty(), "{:?}", seen.waiting);
}

#[test]
fn one_thing_settled_and_another_to_settle_stops_and_asks() {
    let (mut ann, mut ben) = two(961);
    let (one, other) = (practice(&mut ann, "M84001"), practice(&mut ann, "M84002"));
    let all = sent(&mut ann, "all.hubx", false);
    ben.bring_in(&[&all], None, &[]).unwrap();
    telephone(&mut ann, one, "1");
    telephone(&mut ben, one, "2");
    let (a, b) = (
        sent(&mut ann, "a.hubx", false),
        sent(&mut ben, "b.hubx", false),
    );
    ann.bring_in(&[&b], None, &[]).unwrap();
    ben.bring_in(&[&a], None, &[]).unwrap();
    telephone(&mut ann, other, "3");
    telephone(&mut ben, other, "4");
    telephone(&mut ben, one, "5");
    let settled = sent(&mut ben, "settled.hubx", false);
    let seen = ann.look(&[&settled], None).unwrap();
    assert_eq!((seen.to_settle_before, seen.to_settle_after), (1, 1));
    assert!(
        seen.decisions
            .contains(&"1 more thing to settle.".to_owned()),
        "{:?}",
        seen.decisions
    );
}

#[test]
fn a_preview_shows_what_admitting_a_laptop_would_bring() {
    let mut ann = Laptop::new(971);
    let mut ben = ann.joined(972);
    practice(&mut ben, "M84001");
    let hello = sent(&mut ben, "hello.hubx", false);
    let key = ann.staged(&[&hello], None).unwrap()[0].card.key.clone();
    let held = ann.look(&[&hello], None).unwrap();
    assert_eq!((held.new_edits, held.records.len()), (0, 0));
    let seen = ann.look_admitting(&[&hello], None, &[key]).unwrap();
    assert_eq!(seen.new_edits, 2, "his own record and the practice");
    assert!(seen.decisions.iter().any(|d| d.contains("You admit it")));
    assert_ne!(seen.token, held.token);
}
