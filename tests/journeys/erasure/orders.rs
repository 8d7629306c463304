//! Orders as they travel: taken in any order, twice, forged, by one person or two; the same file everywhere.

use hubfolio_core::{
    contract::Fault,
    record::{Id, Value},
    store::{Action, ErasureOrder, OrderLine, Verb, log::hex},
};
use hubfolio_tests::{Laptop, fields, random::Random, soak::seeds};

use super::hits;
use crate::properties::assert_sound;

fn person(a: &mut Laptop) -> Id {
    let values: [(&str, Value); 2] = [
        ("name", "Zebedee Quuxworth".into()),
        ("email", "z.quuxworth@example.org".into()),
    ];
    a.put("person", None, &values).unwrap().0
}

fn code(refused: hubfolio_core::store::StoreError) -> String {
    Fault::from(refused).code
}

fn take(a: &mut Laptop, orders: &[ErasureOrder]) -> hubfolio_core::store::Result<usize> {
    let world = &a.world;
    let done = a.store.as_mut().unwrap().take_orders(world, orders)?;
    Ok(done.orders)
}

#[test]
fn two_laptops_agree_whatever_the_order_of_the_orders() {
    let mut a = Laptop::new(100);
    let id = person(&mut a);
    a.put("person", Some(id), &[("notes", "Quuxworth".into())])
        .unwrap();
    let other = a
        .put(
            "place",
            None,
            &[("name", "North".into()), ("notes", "Quuxworth".into())],
        )
        .unwrap()
        .0;
    let mut b = a.copied(101);
    let mut c = a.copied(102);
    a.reopen().unwrap();
    let first = a.erase("person", id, &["email"]).unwrap().0;
    let second = a.erase("person", id, &[]).unwrap().0;
    let third = a.erase("place", other, &["notes"]).unwrap().0;
    let orders = [first, second, third];
    b.reopen().unwrap();
    c.reopen().unwrap();
    assert_eq!(take(&mut b, &orders).unwrap(), 3);
    for order in orders.iter().rev() {
        assert_eq!(take(&mut c, std::slice::from_ref(order)).unwrap(), 1);
    }
    assert_eq!(take(&mut c, &orders).unwrap(), 0);
    for laptop in [&mut b, &mut c] {
        assert_eq!(
            laptop.store().state_hash_heads().unwrap(),
            a.store().state_hash_heads().unwrap()
        );
        assert_eq!(
            laptop.store().erasure_orders().unwrap(),
            a.store().erasure_orders().unwrap()
        );
        assert!(laptop.store().check().unwrap().faults.is_empty());
        assert!(hits(laptop.folder.path()).is_empty());
    }
}

#[test]
fn an_order_that_was_touched_is_refused_and_erases_nothing() {
    let mut a = Laptop::new(103);
    let id = person(&mut a);
    let mut b = a.copied(104);
    a.reopen().unwrap();
    b.reopen().unwrap();
    let (order, _) = a.erase("person", id, &["email"]).unwrap();
    let before = b.store().state_hash().unwrap();
    let mut other_field = order.clone();
    other_field.line = order.line.replace("\"email\"", "\"name\"");
    assert_ne!(other_field, order);
    let mut other_key = order.clone();
    other_key.key = "00".repeat(32);
    let mut no_signature = order.clone();
    no_signature.signature = String::new();
    for forged in [other_field, other_key, no_signature] {
        assert_eq!(
            code(take(&mut b, &[forged]).unwrap_err()),
            "order_not_valid"
        );
    }
    assert_eq!(b.store().state_hash().unwrap(), before);
    // With a good one before it, the bad one stops both.
    let mut bad = order.clone();
    bad.line.push(' ');
    assert!(take(&mut b, &[order.clone(), bad]).is_err());
    assert_eq!(b.store().state_hash().unwrap(), before);
    assert_eq!(take(&mut b, &[order]).unwrap(), 1);
}

#[test]
fn who_belongs_to_the_team_is_never_erased() {
    let mut a = Laptop::new(105);
    let id = person(&mut a);
    let (order, _) = a.erase("person", id, &[]).unwrap();
    let signer = a.store().laptop().unwrap();
    let of_kind = |kind: &str| {
        let line = order.line.replace("\"person\"", &format!("\"{kind}\""));
        ErasureOrder {
            signature: hex(&signer.sign("erasure", line.as_bytes())),
            line,
            ..order.clone()
        }
    };
    for kind in ["@laptop", "@invitation", "@recovery", "@other"] {
        assert_eq!(
            code(of_kind(kind).verify().unwrap_err()),
            "order_not_valid",
            "{kind}"
        );
    }
    for kind in ["@action", "place"] {
        of_kind(kind).verify().unwrap();
    }
}

#[test]
fn whether_a_record_is_there_is_never_erased() {
    let mut a = Laptop::new(105);
    let id = person(&mut a);
    assert!(code(a.erase("person", id, &["@life"]).unwrap_err()).contains("unknown"));
    a.erase("person", id, &[]).unwrap();
    assert!(!a.store().row("person", id).unwrap().deleted);
    let suppressed = a.store().suppressed().unwrap();
    assert!(suppressed.covers("person", id, "name"));
    assert!(suppressed.covers("person", id, "a_field_of_a_later_version"));
    assert!(!suppressed.covers("person", id, "@life"));
    assert!(!suppressed.covers("place", id, "name"));
    a.remove("person", id).unwrap();
    assert!(a.store().check().unwrap().faults.is_empty());
}

#[test]
fn two_people_stand_behind_an_erasure_in_a_hub_of_more_than_three() {
    let mut a = Laptop::new(106);
    let id = person(&mut a);
    let me = a.me;
    for n in 0..3 {
        let colleague = a
            .put("person", None, &[("name", format!("Colleague {n}").into())])
            .unwrap()
            .0;
        a.me = colleague;
        a.put("place", None, &[("name", format!("Place {n}").into())])
            .unwrap();
        a.me = me;
        if n < 2 {
            // Up to three people: one may do both.
            let name = format!("Guest {n}");
            let guest = a.put("person", None, &[("name", name.into())]).unwrap().0;
            a.erase("person", guest, &["name"]).unwrap();
        }
    }
    let refused = a.erase("person", id, &[]).unwrap_err();
    assert_eq!(code(refused), "two_people_needed");
    let request = |approved_by| hubfolio_core::store::Erasure {
        kind: "person".into(),
        record: id,
        fields: vec![],
        ground: "Asked for it".into(),
        case_number: "IG-8".into(),
        approved_by,
    };
    let colleague = a.store().search("Colleague 1", 1).unwrap()[0].id;
    let world = &a.world;
    let store = a.store.as_mut().unwrap();
    assert!(store.erase(world, me, &request(Some(me))).is_err());
    let (order, _) = store.erase(world, me, &request(Some(colleague))).unwrap();
    let line = order.verify().unwrap();
    assert_eq!((line.proposed_by, line.approved_by), (me, colleague));
    assert_eq!(line.people, 4);
    // Signed by a laptop that does not keep the rule: refused by all that do.
    let alone = OrderLine {
        approved_by: me,
        ..line
    };
    let text = serde_json::to_string(&alone).unwrap();
    let laptop = store.laptop().unwrap();
    let signature = laptop.sign("erasure", text.as_bytes());
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let forged = ErasureOrder {
        key: hex(&laptop.public()),
        signature: hex(&signature),
        line: text,
    };
    assert_eq!(code(forged.verify().unwrap_err()), "order_not_valid");
}

#[test]
fn ground_and_case_number_name_no_one() {
    let mut a = Laptop::new(107);
    let id = person(&mut a);
    let mut erasure = hubfolio_core::store::Erasure {
        kind: "person".into(),
        record: id,
        fields: vec!["email".into()],
        ground: "zebedee quuxworth asked".into(),
        case_number: "IG-9".into(),
        approved_by: None,
    };
    let (world, me) = (&a.world, a.me);
    let store = a.store.as_mut().unwrap();
    let refused = store.erase(world, me, &erasure).unwrap_err();
    assert_eq!(code(refused), "names_the_person");
    erasure.ground = " ".into();
    let refused = store.erase(world, me, &erasure).unwrap_err();
    assert_eq!(code(refused), "ground_needed");
    assert!(store.erasure_orders().unwrap().is_empty());
}

#[test]
fn what_identifies_a_practice_everywhere_stays() {
    let mut a = Laptop::new(108);
    let id = a
        .put(
            "practice",
            None,
            &[("ods_code", "M84001".into()), ("name", "Red Roofs".into())],
        )
        .unwrap()
        .0;
    for fields in [&["ods_code"][..], &[]] {
        let refused = a.erase("practice", id, fields).unwrap_err();
        assert_eq!(code(refused), "public_identity");
    }
}

#[test]
fn an_undo_leaves_what_was_erased_and_says_so() {
    let mut a = Laptop::new(109);
    let id = person(&mut a);
    let (_, changed) = a
        .put(
            "person",
            Some(id),
            &[("name", "Zeb".into()), ("role", "Nurse".into())],
        )
        .unwrap();
    a.erase("person", id, &["name"]).unwrap();
    let refused = a.undo(changed.action.unwrap()).unwrap_err();
    assert!(Fault::from(refused).message.contains("was erased"));
    let (world, me) = (&a.world, a.me);
    let store = a.store.as_mut().unwrap();
    let undone = store
        .undo(world, me, changed.action.unwrap(), true)
        .unwrap();
    assert_eq!(undone.left.len(), 1);
    let row = store.row("person", id).unwrap();
    assert_eq!(
        (row.cells["name"].state(), row.value("role")),
        ("erased", Value::Null)
    );
    assert!(store.check().unwrap().faults.is_empty());
}

#[test]
fn a_random_history_with_erasures_keeps_every_law() {
    let mut erased = 0;
    for seed in seeds(3) {
        let mut random = Random::new(seed);
        for _ in 0..20 {
            let _ = random.step();
            let world = &random.laptop.world;
            if world.below(3) > 0 {
                continue;
            }
            let (kind, id) = random.known[world.below(random.known.len())];
            let kinds = random.laptop.kinds.clone();
            let all = &kinds.get(kind).unwrap().fields;
            let field = all[world.below(all.len())].name.clone();
            let done = random.laptop.erase(kind, id, &[&field]);
            if let Ok((_, done)) = done {
                erased += done.values;
                assert_sound(&mut random.laptop);
            }
        }
        assert_sound(&mut random.laptop);
    }
    assert!(erased > 3, "{erased}");
}

#[test]
fn an_edit_of_a_record_beside_the_erased_one_stays_as_it_was() {
    let mut a = Laptop::new(110);
    let id = person(&mut a);
    let (world, me) = (&a.world, a.me);
    let store = a.store.as_mut().unwrap();
    // One edit of two records: the change loses the secret of its salts, not the other's values.
    let both = Action::new(Verb::Change);
    let (north, _) = store
        .transact(world, me, both, |tx| {
            tx.put(
                "person",
                Some(id),
                &fields(&[("notes", "Quuxworth".into())]),
            )?;
            tx.put("place", None, &fields(&[("name", "North".into())]))
        })
        .unwrap();
    a.erase("person", id, &[]).unwrap();
    assert_eq!(a.store().row("place", north).unwrap().text("name"), "North");
    a.erase("place", north, &["name"]).unwrap();
    assert!(a.store().check().unwrap().faults.is_empty());
}
