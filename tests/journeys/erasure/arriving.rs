//! Orders and edits come to a laptop in any order: what is covered is never shown and never kept, and all laptops agree.

use std::path::PathBuf;

use hubfolio_core::{
    exchange::Protecting,
    record::{Id, Value},
    store::{Action, ErasureOrder, Verb, Verdict},
};
use hubfolio_tests::{Laptop, fields};

use super::hits;
use crate::properties::assert_sound;

/// Ann's hub with a person in it, Ben's laptop that started from it, and a later edit of Ann's that Ben has not seen.
struct Team {
    ann: Laptop,
    ben: Laptop,
    person: Id,
    /// Made before the erasure: the later edit, as it was.
    old_file: PathBuf,
    old_files: tempfile::TempDir,
}

impl Team {
    fn new(seed: u64) -> Self {
        let mut ann = Laptop::new(seed);
        let values: [(&str, Value); 2] = [
            ("name", "Zebedee Quuxworth".into()),
            ("role", "Nurse".into()),
        ];
        let person = ann.put("person", None, &values).unwrap().0;
        let mut ben = ann.joined(seed + 1);
        let old_files = tempfile::tempdir().unwrap();
        let hello = old_files.path().join("hello.hubx");
        ben.send(&hello, false, Protecting::Colleagues).unwrap();
        ann.bring_in_and_admit(&[&hello]).unwrap();
        let later: [(&str, Value); 2] = [
            ("email", "z.quuxworth@example.org".into()),
            ("telephone", "01632 960987".into()),
        ];
        ann.put("person", Some(person), &later).unwrap();
        let old_file = old_files.path().join("old.hubx");
        ann.send(&old_file, false, Protecting::Colleagues).unwrap();
        Self {
            ann,
            ben,
            person,
            old_file,
            old_files,
        }
    }

    fn erase(&mut self) -> ErasureOrder {
        self.ann.erase("person", self.person, &[]).unwrap().0
    }

    /// Everything goes from each to the other.
    fn meet(&mut self) {
        let (there, back) = (
            self.old_files.path().join("there.hubx"),
            self.old_files.path().join("back.hubx"),
        );
        self.ann.send(&there, true, Protecting::Colleagues).unwrap();
        self.ben.bring_in(&[&there], None, &[]).unwrap();
        self.ben.send(&back, true, Protecting::Colleagues).unwrap();
        self.ann.bring_in(&[&back], None, &[]).unwrap();
    }

    fn assert_all_is_gone(&mut self) {
        for laptop in [&mut self.ann, &mut self.ben] {
            let gone = hits(laptop.folder.path());
            assert!(gone.is_empty(), "{gone:?}");
            let faults = laptop.store().check().unwrap().faults;
            assert!(faults.is_empty(), "{faults:?}");
            let heads = laptop.store().state_hash_heads().unwrap();
            laptop.rebuild().unwrap();
            assert_eq!(laptop.store().state_hash_heads().unwrap(), heads);
        }
        assert_eq!(
            self.ann.store().state_hash_heads().unwrap(),
            self.ben.store().state_hash_heads().unwrap()
        );
        let row = self.ben.store().row("person", self.person).unwrap();
        for field in ["name", "role", "email", "telephone"] {
            assert_eq!(row.cells[field].state(), "erased", "{field}");
        }
    }
}

fn take(laptop: &mut Laptop, order: &ErasureOrder) {
    let world = &laptop.world;
    let store = laptop.store.as_mut().unwrap();
    store
        .take_orders(world, std::slice::from_ref(order))
        .unwrap();
}

#[test]
fn edits_that_come_after_the_order_are_blanked_on_arrival() {
    let mut team = Team::new(200);
    let order = team.erase();
    take(&mut team.ben, &order);
    let came = team.ben.bring_in(&[&team.old_file], None, &[]).unwrap();
    assert!(came.edits > 0);
    assert!(hits(team.ben.folder.path()).is_empty());
    team.meet();
    team.assert_all_is_gone();
}

#[test]
fn edits_that_came_before_the_order_go_with_it() {
    let mut team = Team::new(210);
    team.ben.bring_in(&[&team.old_file], None, &[]).unwrap();
    assert!(!hits(team.ben.folder.path()).is_empty());
    let order = team.erase();
    take(&mut team.ben, &order);
    team.meet();
    team.assert_all_is_gone();
}

#[test]
fn a_field_that_was_emptied_in_the_same_edit_travels_after_an_erasure() {
    let mut team = Team::new(290);
    let values: [(&str, Value); 2] = [("name", "Oak Trust".into()), ("notes", "old".into())];
    let oak = team.ann.put("organisation", None, &values).unwrap().0;
    let (world, me) = (&team.ann.world, team.ann.me);
    let store = team.ann.store.as_mut().unwrap();
    store
        .transact(world, me, Action::new(Verb::Change), |tx| {
            tx.put(
                "organisation",
                Some(oak),
                &fields(&[("notes", Value::Null)]),
            )?;
            tx.put(
                "person",
                Some(team.person),
                &fields(&[("role", "Zebedee’s".into())]),
            )
        })
        .unwrap();
    team.erase();
    team.meet();
    team.assert_all_is_gone();
    let cell = |laptop: &Laptop| {
        let store = laptop.store.as_ref().unwrap();
        store.row("organisation", oak).unwrap().cells["notes"]
            .state()
            .to_owned()
    };
    assert_eq!(cell(&team.ben), cell(&team.ann));
}

#[test]
fn a_preview_of_an_old_file_shows_nothing_of_it() {
    let mut team = Team::new(220);
    let order = team.erase();
    take(&mut team.ben, &order);
    let preview = team.ben.look(&[&team.old_file], None).unwrap();
    let said = format!("{preview:?}").to_lowercase();
    assert!(
        !said.contains("quuxworth") && !said.contains("960987"),
        "{said}"
    );
    assert!(hits(team.ben.folder.path()).is_empty());
}

#[test]
fn an_edit_made_elsewhere_at_the_same_time_is_covered_too() {
    let mut team = Team::new(230);
    let (person, edit) = (team.person, [("notes", Value::from("Quuxworth moved"))]);
    team.ben.put("person", Some(person), &edit).unwrap();
    let order = team.erase();
    // Ben has not heard of the order yet; his edit is blanked when it comes to Ann.
    let from_ben = team.old_files.path().join("from-ben.hubx");
    team.ben
        .send(&from_ben, false, Protecting::Colleagues)
        .unwrap();
    team.ann.bring_in(&[&from_ben], None, &[]).unwrap();
    assert!(hits(team.ann.folder.path()).is_empty());
    take(&mut team.ben, &order);
    team.meet();
    team.assert_all_is_gone();
}

#[test]
fn edits_that_wait_for_their_laptop_to_be_admitted_are_blanked_where_they_wait() {
    for order_first in [false, true] {
        let mut team = Team::new(if order_first { 240 } else { 250 });
        let mut cay = team.ann.joined(260 + u64::from(order_first));
        let edit = [("notes", Value::from("Quuxworth rang on 960987"))];
        cay.put("person", Some(team.person), &edit).unwrap();
        let from_cay = team.old_files.path().join("from-cay.hubx");
        cay.send(&from_cay, false, Protecting::Colleagues).unwrap();
        if order_first {
            let order = team.erase();
            take(&mut team.ben, &order);
        }
        for laptop in [&mut team.ann, &mut team.ben] {
            let held = laptop.bring_in(&[&from_cay], None, &[]).unwrap();
            assert!(held.waiting > 0, "{}", held.summary);
        }
        if !order_first {
            assert!(!hits(team.ben.folder.path()).is_empty());
            let order = team.erase();
            take(&mut team.ben, &order);
        }
        assert!(hits(team.ann.folder.path()).is_empty());
        assert!(hits(team.ben.folder.path()).is_empty());
        let came = team.ann.bring_in_and_admit(&[&from_cay]).unwrap();
        assert_eq!(came.waiting, 0, "{}", came.summary);
        team.meet();
        team.assert_all_is_gone();
        let row = team.ann.store().row("person", team.person).unwrap();
        assert_eq!(row.cells["notes"].state(), "erased");
    }
}

#[test]
fn an_order_travels_with_the_edits_and_counts_from_the_team_alone() {
    let mut team = Team::new(270);
    team.ben.bring_in(&[&team.old_file], None, &[]).unwrap();
    team.erase();
    let with_order = team.old_files.path().join("order.hubx");
    team.ann
        .send(&with_order, false, Protecting::Colleagues)
        .unwrap();
    let came = team.ben.bring_in(&[&with_order], None, &[]).unwrap();
    assert!(
        came.summary
            .ends_with("1 erasure was carried out here too."),
        "{}",
        came.summary
    );
    team.assert_all_is_gone();
    // Signed by a laptop that nobody knows.
    let mut stranger = Laptop::new(280);
    let theirs = stranger
        .put("person", None, &[("name", "Dee".into())])
        .unwrap()
        .0;
    let foreign = stranger.erase("person", theirs, &[]).unwrap().0;
    let world = &team.ben.world;
    let store = team.ben.store.as_mut().unwrap();
    let (counts, done) = store
        .take_in(world, |taking| {
            Ok((taking.take_order(&foreign, &foreign.key)?, Verdict::Keep))
        })
        .unwrap();
    assert_eq!((counts, done.orders), (false, 0));
    assert_eq!(store.erasure_orders().unwrap().len(), 1);
}

#[test]
fn undoing_a_bringing_in_leaves_what_was_erased() {
    let mut team = Team::new(290);
    team.ann
        .put("place", None, &[("name", "North".into())])
        .unwrap();
    let file = team.old_files.path().join("all.hubx");
    team.ann.send(&file, false, Protecting::Colleagues).unwrap();
    let before = team.ben.store().generation().unwrap();
    team.ben.bring_in(&[&file], None, &[]).unwrap();
    let last = team.ben.store().generation().unwrap();
    let order = team.erase();
    take(&mut team.ben, &order);
    let (world, me) = (&team.ben.world, team.ben.me);
    let store = team.ben.store.as_mut().unwrap();
    let undone = store
        .undo_arrival(world, me, before + 1, last, "all.hubx")
        .unwrap();
    assert!(undone.left.iter().any(|l| l.contains("it was erased")));
    assert!(store.search("north", 5).unwrap().is_empty());
    assert!(store.check().unwrap().faults.is_empty());
}

#[test]
fn a_person_merged_into_another_is_gone_from_that_one_too() {
    let mut team = Team::new(300);
    let kept = team
        .ann
        .put("person", None, &[("name", "Zeb Q".into())])
        .unwrap()
        .0;
    let (world, me) = (&team.ann.world, team.ann.me);
    let store = team.ann.store.as_mut().unwrap();
    // What the one does not say it takes over from the other, and the words about it name both.
    store
        .merge_records(world, me, "person", kept, team.person, None)
        .unwrap();
    let email = store.row("person", kept).unwrap().text("email");
    assert!(email.contains("quuxworth"));
    let order = team.erase();
    take(&mut team.ben, &order);
    let gone = hits(team.ann.folder.path());
    assert!(gone.is_empty(), "{gone:?}");
    assert_sound(&mut team.ann);
    team.meet();
    team.assert_all_is_gone();
}
