//! Much at once from a colleague: the ways that are taken for the sake of speed end where the slow ones do.

use hubfolio_core::{
    exchange::Protecting,
    record::{Id, Value},
    store::{Action, Store, Verb},
};
use hubfolio_tests::{Laptop, fields};

/// So many that their pages are moved by another thread, and their words put into an index that is built anew.
const MANY: usize = 10_000;
/// Less than a third of them: their words are put in one by one, in place.
const SOME: usize = 2_500;

/// A person, none for a new one, and what is said of it.
type Edit<'a> = (Option<Id>, &'a [(&'a str, Value)]);

/// Writes several as one action.
fn write(laptop: &mut Laptop, verb: Verb, edits: &[Edit<'_>]) -> Vec<Id> {
    let (store, world, me) = (laptop.store.as_mut().unwrap(), &laptop.world, laptop.me);
    let put = |tx: &mut hubfolio_core::store::Tx<'_>| {
        let each = edits.iter();
        each.map(|(id, values)| tx.put("person", *id, &fields(values)))
            .collect()
    };
    store.transact(world, me, Action::new(verb), put).unwrap().0
}

fn to(from: &mut Laptop, other: &mut Laptop) {
    let edits = from.store().generation().unwrap();
    let file = from.file(&format!("much-{edits}.hubx"));
    from.send(&file, false, Protecting::Colleagues).unwrap();
    other.bring_in_and_admit(&[&file]).unwrap();
}

fn found(store: &Store, words: &str) -> usize {
    store.search(words, 10).unwrap().len()
}

#[test]
fn much_that_comes_in_is_found_whole_and_the_same_as_where_it_was_made() {
    let mut ann = Laptop::new(961);
    let mut ben = ann.joined(962);
    to(&mut ben, &mut ann);
    to(&mut ann, &mut ben);

    let named: Vec<[(&str, Value); 2]> = (0..MANY)
        .map(|n| {
            let (name, role) = (format!("Person Number{n}"), format!("Rolefirst{n}"));
            [("name", name.into()), ("role", role.into())]
        })
        .collect();
    let made: Vec<Edit<'_>> = named.iter().map(|v| (None, v.as_slice())).collect();
    let people = write(&mut ann, Verb::Generate, &made);
    to(&mut ann, &mut ben);
    assert_eq!(found(ben.store(), "Rolefirst2499"), 1);

    let changed: Vec<[(&str, Value); 1]> = (0..SOME)
        .map(|n| [("role", format!("Rolesecond{n}").into())])
        .collect();
    let edits: Vec<Edit<'_>> = changed
        .iter()
        .zip(&people)
        .map(|(v, id)| (Some(*id), v.as_slice()))
        .collect();
    write(&mut ann, Verb::Change, &edits);
    to(&mut ann, &mut ben);
    for laptop in [&ann, &ben] {
        let store = laptop.store.as_ref().unwrap();
        assert_eq!(found(store, "Rolefirst2499"), 0);
        assert_eq!(found(store, "Rolesecond2499"), 1);
        assert_eq!(found(store, "Rolefirst2500"), 1);
        assert_eq!(store.check().unwrap().faults, Vec::<String>::new());
    }
    let hash = ann.store().state_hash_heads().unwrap();
    assert_eq!(ben.store().state_hash_heads().unwrap(), hash);

    // What another thread may still move is in the hub file once that is closed; nothing is left beside it.
    ben.store = None;
    let beside = ben.path().with_extension("hubfolio-wal");
    assert!(!beside.exists());
    ben.reopen().unwrap();
    assert_eq!(ben.store().state_hash_heads().unwrap(), hash);
}
