//! The log, the door and what is worked out from them.

use hubfolio_core::{
    record::Value,
    store::{AsAt, StoreError, Verb},
};
use hubfolio_tests::Laptop;

fn practice(laptop: &mut Laptop, code: &str, name: &str) -> hubfolio_core::record::Id {
    laptop
        .put(
            "practice",
            None,
            &[("ods_code", code.into()), ("name", name.into())],
        )
        .unwrap()
        .0
}

#[test]
fn an_edit_is_kept_with_its_history() {
    let mut a = Laptop::new(1);
    let id = practice(&mut a, "M84001", "Red Roofs");
    a.put(
        "practice",
        Some(id),
        &[("name", "Red Roofs Surgery".into())],
    )
    .unwrap();
    a.reopen().unwrap();
    let history = a.store().history(id).unwrap();
    let first = &history[0];
    assert_eq!(
        (first.field.as_str(), &first.old, &first.new),
        (
            "name",
            &Some(Value::from("Red Roofs")),
            &Some(Value::from("Red Roofs Surgery"))
        )
    );
    assert_eq!(first.author, a.me);
    assert_eq!(first.laptop, "laptop-1");
}

#[test]
fn undo_after_a_restart_gives_back_what_was_and_redo_what_followed() {
    let mut a = Laptop::new(2);
    let before = a.store().state_hash().unwrap();
    let id = practice(&mut a, "M84001", "Red Roofs");
    let made = a.store().state_hash().unwrap();
    let (_, changed) = a
        .put("practice", Some(id), &[("name", "New Name".into())])
        .unwrap();
    let after = a.store().state_hash().unwrap();
    a.reopen().unwrap();
    let undone = a.undo(changed.action.unwrap()).unwrap();
    assert_eq!(a.store().state_hash().unwrap(), made);
    a.reopen().unwrap();
    let next = a.store().redo_next().unwrap().unwrap();
    assert_eq!(Some(next.id), undone.receipt.action);
    a.undo(next.id).unwrap();
    assert_eq!(a.store().state_hash().unwrap(), after);
    assert_eq!(
        a.store().actions(1).unwrap()[0].label,
        "Redo: Change practice New Name"
    );
    let change = a.store().undo_next().unwrap().unwrap();
    a.undo(change.id).unwrap();
    let add = a.store().undo_next().unwrap().unwrap();
    assert_eq!(add.verb, Some(Verb::Add));
    a.undo(add.id).unwrap();
    assert_eq!(a.store().state_hash().unwrap(), before);
    assert!(a.store().check().unwrap().faults.is_empty());
}

#[test]
fn what_was_changed_later_stops_an_undo_and_is_named() {
    let mut a = Laptop::new(3);
    let id = practice(&mut a, "M84001", "Red Roofs");
    let (_, first) = a
        .put(
            "practice",
            Some(id),
            &[
                ("name", "B".repeat(3).as_str().into()),
                ("postcode", "CV1 1AA".into()),
            ],
        )
        .unwrap();
    a.put("practice", Some(id), &[("name", "Third".into())])
        .unwrap();
    let refused = a.undo(first.action.unwrap()).unwrap_err();
    let StoreError::Refused(fault) = refused else {
        panic!("{refused}")
    };
    assert!(
        fault.message.contains("Name of Third was changed later."),
        "{}",
        fault.message
    );
    let (world, me) = (&a.world, a.me);
    let undone = a
        .store
        .as_mut()
        .unwrap()
        .undo(world, me, first.action.unwrap(), true)
        .unwrap();
    assert_eq!(undone.left.len(), 1);
    let row = a.store().row("practice", id).unwrap();
    assert_eq!(
        (row.text("name").as_str(), row.value("postcode")),
        ("Third", Value::Null)
    );
}

#[test]
fn a_rebuild_gives_the_same_file() {
    let mut a = Laptop::new(4);
    let id = practice(&mut a, "M84001", "Red Roofs");
    practice(&mut a, "M84002", "Pool");
    a.remove("practice", id).unwrap();
    let before = (
        a.store().state_hash().unwrap(),
        a.store().state_hash_heads().unwrap(),
    );
    let findings = a.store().findings("2025-11-22".parse().unwrap()).unwrap();
    a.rebuild().unwrap();
    assert_eq!(
        (
            a.store().state_hash().unwrap(),
            a.store().state_hash_heads().unwrap()
        ),
        before
    );
    assert_eq!(
        a.store().findings("2025-11-22".parse().unwrap()).unwrap(),
        findings
    );
    assert_eq!(a.store().search("pool", 10).unwrap().len(), 1);
    assert_eq!(a.store().search("roofs", 10).unwrap().len(), 0);
}

#[test]
fn an_erased_value_is_gone_and_the_log_still_fits_together() {
    let mut a = Laptop::new(5);
    let id = a
        .put(
            "person",
            None,
            &[("name", "Zebedee Quux".into()), ("role", "Nurse".into())],
        )
        .unwrap()
        .0;
    let erased = a.erase("person", id, &["name"]).unwrap().1.values;
    assert_eq!(erased, 1);
    assert!(a.store().check().unwrap().faults.is_empty());
    let row = a.store().row("person", id).unwrap();
    assert_eq!(row.cells["name"].state(), "erased");
    assert_eq!(row.text("role"), "Nurse");
    a.store = None;
    for file in std::fs::read_dir(a.folder.path())
        .unwrap()
        .flatten()
        .filter(|f| f.path().is_file())
    {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(
            !bytes.windows(7).any(|w| w == b"Zebedee"),
            "{:?}",
            file.path()
        );
    }
    a.reopen().unwrap();
    assert_eq!(
        a.store().row("person", id).unwrap().cells["name"].state(),
        "erased"
    );
}

#[test]
fn a_blanked_value_without_its_commitment_is_noticed() {
    let mut a = Laptop::new(6);
    practice(&mut a, "M84001", "Red Roofs");
    a.store()
        .db()
        .execute(
            "UPDATE log_write SET value = 'Forged' WHERE value = 'Red Roofs'",
            [],
        )
        .unwrap();
    let faults = a.store().check().unwrap().faults;
    assert!(
        faults.iter().any(|f| f.contains("is not what it was")),
        "{faults:?}"
    );
}

#[test]
fn the_file_can_be_seen_as_it_was() {
    let mut a = Laptop::new(7);
    let id = practice(&mut a, "M84001", "Red Roofs");
    let holdings = a
        .store()
        .holdings()
        .unwrap()
        .into_iter()
        .map(|(k, v)| (k, v.0))
        .collect();
    let hash = a.store().state_hash().unwrap();
    let world_now = hubfolio_core::env::Env::now(&a.world);
    a.put("practice", Some(id), &[("name", "Renamed".into())])
        .unwrap();
    let world = &a.world;
    let store = a.store.as_ref().unwrap();
    assert_eq!(
        store
            .as_at(&AsAt::Holdings(holdings), world)
            .unwrap()
            .state_hash()
            .unwrap(),
        hash
    );
    let was = store.as_at(&AsAt::Arrived(world_now), world).unwrap();
    assert_eq!(was.row("practice", id).unwrap().text("name"), "Red Roofs");
}

#[test]
fn a_form_opened_before_another_edit_keeps_both() {
    let mut a = Laptop::new(8);
    let id = practice(&mut a, "M84001", "Red Roofs");
    let opened = a.store().generation().unwrap();
    a.put("practice", Some(id), &[("name", "First".into())])
        .unwrap();
    let (world, me) = (&a.world, a.me);
    let second = hubfolio_tests::fields(&[("name", "Second".into())]);
    let store = a.store.as_mut().unwrap();
    store
        .transact(
            world,
            me,
            hubfolio_core::store::Action::new(Verb::Change),
            |tx| tx.put_seen("practice", Some(id), &second, Some(opened)),
        )
        .unwrap();
    assert_eq!(store.versions(id, "practice", "name").unwrap().len(), 2);
    let row = store.row("practice", id).unwrap();
    assert_eq!(
        (row.text("name").as_str(), row.versions["name"]),
        ("Second", 2)
    );
}

#[test]
fn a_restored_copy_writes_under_a_new_name() {
    let mut a = Laptop::new(9);
    practice(&mut a, "M84001", "Red Roofs");
    a.store = None;
    let copy = std::fs::read(a.path()).unwrap();
    a.reopen().unwrap();
    practice(&mut a, "M84002", "Pool");
    a.store = None;
    std::fs::write(a.path(), copy).unwrap();
    a.reopen().unwrap();
    assert_eq!(a.store().notices().len(), 1);
    practice(&mut a, "M84003", "Arbury");
    assert_eq!(a.store().holdings().unwrap().len(), 2);
    assert!(a.store().check().unwrap().faults.is_empty());
}

#[test]
fn a_second_writer_is_refused_in_words() {
    let a = Laptop::new(10);
    let mut b = Laptop::new(11);
    std::fs::remove_file(b.path()).ok();
    b.store = None;
    let _ = &b;
    let config = a.config();
    let kinds = hubfolio_core::registers::kinds();
    let options = hubfolio_core::store::OpenOptions {
        config: &config,
        kinds: kinds.clone(),
        rules: std::sync::Arc::new(hubfolio_core::registers::House::new(kinds)),
        writer: Some("the window"),
        keys: None,
    };
    let refused = hubfolio_core::store::Store::open(&a.path(), &options, &a.world)
        .err()
        .unwrap();
    let fault = hubfolio_core::contract::Fault::from(refused);
    assert_eq!(fault.code, "in_use");
    assert!(
        fault.message.contains("open in a test"),
        "{}",
        fault.message
    );
}
