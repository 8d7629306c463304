//! Laws of a set of changes: in whatever order, however often, split over however many files they come, the same content
//! comes out; and twice is as once.

use std::sync::OnceLock;

use hubfolio_core::{
    exchange::{Keys, Protecting, Staged, Words},
    registers,
    store::{
        ChainSignature, Store, Verdict,
        parcel::{Parcel, TravellingActor},
    },
};
use hubfolio_tests::{
    Laptop, World, copy_folder, options_at, quick_folder, random::Random, team::LITTLE_WORK,
};
use proptest::prelude::*;

/// A set of changes with two versions of things, removals and restores in it; an empty hub file of that team; and the
/// content that all of them together give.
struct Set {
    parcels: Vec<(String, String)>,
    actors: Vec<TravellingActor>,
    signatures: Vec<ChainSignature>,
    empty: tempfile::TempDir,
    content: (String, String),
}

fn set() -> &'static Set {
    static SET: OnceLock<Set> = OnceLock::new();
    SET.get_or_init(|| {
        let mut ann = Random::new(71);
        let joined = ann.laptop.joined(72);
        let mut ben = Random::on(joined);
        ben.look_around();
        for _ in 0..14 {
            let _ = ann.edit_or_undo();
            let _ = ben.edit_or_undo();
        }
        let file = ben.laptop.file("ben.hubx");
        let sent = ben
            .laptop
            .send(&file, true, Protecting::Words(None, LITTLE_WORK))
            .unwrap();
        let keys = Keys {
            laptop: None,
            words: sent.words.as_deref().map(Words::typed),
        };
        let card = Staged::open(&file, &keys).unwrap().card;
        ann.laptop
            .bring_in(&[&file], sent.words.as_deref(), &[card.key])
            .unwrap();
        let team = ann.laptop.store().meta("hub_file").unwrap().unwrap();
        let store = ann.laptop.store();
        let signatures = store.chain_signatures().unwrap();
        let parcels = (1..=store.generation().unwrap())
            .map(|no| store.outgoing(no).unwrap())
            .map(|o| (o.line, o.contents))
            .collect();
        let empty = quick_folder();
        let config = empty.path().join("config");
        let path = empty.path().join("hub.hubfolio");
        let kinds = registers::kinds();
        drop(
            Store::create_for(&path, &options_at(&config, &kinds), &World::new(73), &team).unwrap(),
        );
        Set {
            parcels,
            actors: store.actors().unwrap(),
            signatures,
            empty,
            content: (
                store.state_hash().unwrap(),
                store.state_hash_heads().unwrap(),
            ),
        }
    })
}

/// A new hub file of the team, empty.
fn newcomer(seed: u64) -> Laptop {
    let folder = quick_folder();
    copy_folder(set().empty.path(), folder.path());
    let mut laptop = Laptop {
        world: World::new(seed),
        folder,
        store: None,
        me: hubfolio_core::record::Id::from_bytes([1; 16]),
        kinds: registers::kinds(),
    };
    laptop.reopen().unwrap();
    laptop
}

/// Brings these changes in, as one file does.
fn bring_in(laptop: &mut Laptop, numbers: &[usize]) {
    let set = set();
    let keys: Vec<String> = set.actors.iter().map(|a| a.key.clone()).collect();
    let world = &laptop.world;
    let store = laptop.store.as_mut().unwrap();
    store
        .take_in(world, |taking| {
            for actor in &set.actors {
                taking.meet(actor)?;
            }
            taking.suppose_admitted(&keys)?;
            for signature in &set.signatures {
                taking.keep_signature(signature)?;
            }
            for number in numbers {
                let (line, contents) = &set.parcels[*number];
                let parcel = Parcel { line, contents };
                let opened = parcel.open()?;
                if !taking.knows(&opened)? {
                    taking.offer(opened, &parcel)?;
                }
            }
            Ok(((), Verdict::Keep))
        })
        .unwrap();
}

fn content(laptop: &mut Laptop) -> (String, String) {
    let store = laptop.store();
    (
        store.state_hash().unwrap(),
        store.state_hash_heads().unwrap(),
    )
}

/// All numbers in some order, some of them again, cut into files.
fn deliveries() -> impl Strategy<Value = Vec<Vec<usize>>> {
    let all: Vec<usize> = (0..set().parcels.len()).collect();
    let count = all.len();
    (
        Just(all).prop_shuffle(),
        prop::collection::vec(0..count, 0..count),
        1..6usize,
        any::<bool>(),
    )
        .prop_map(|(mut order, again, files, sorted)| {
            if sorted {
                order.sort_unstable();
            }
            order.extend(again);
            let size = order.len().div_ceil(files);
            order.chunks(size).map(<[usize]>::to_vec).collect()
        })
}

proptest! {
    #[test]
    fn any_order_any_repetition_any_split_gives_the_same_law(files in deliveries(), seed in 1..1_000u64) {
        let mut laptop = newcomer(seed);
        for file in &files {
            bring_in(&mut laptop, file);
        }
        prop_assert_eq!(&content(&mut laptop), &set().content);
        prop_assert_eq!(laptop.store().waiting().unwrap().len(), 0);
    }

    #[test]
    fn twice_is_as_once_by_law(files in deliveries(), seed in 1..1_000u64) {
        let mut laptop = newcomer(seed);
        // Some of the set, once and again: also what waits is there once.
        bring_in(&mut laptop, &files[0]);
        let generation = laptop.store().generation().unwrap();
        let (once, waiting) = (content(&mut laptop), laptop.store().waiting().unwrap());
        bring_in(&mut laptop, &files[0]);
        prop_assert_eq!(content(&mut laptop), once);
        prop_assert_eq!(laptop.store().generation().unwrap(), generation);
        prop_assert_eq!(laptop.store().waiting().unwrap(), waiting);
    }

    #[test]
    fn two_halves_meet_in_either_order_by_law(files in deliveries(), seed in 1..1_000u64) {
        let (a, b) = files.split_at(files.len() / 2);
        let contents = [[a, b], [b, a]].map(|halves| {
            let mut laptop = newcomer(seed);
            for file in halves.into_iter().flatten() {
                bring_in(&mut laptop, file);
            }
            content(&mut laptop)
        });
        prop_assert_eq!(&contents[0], &contents[1]);
    }
}

#[test]
fn a_set_that_lacks_one_change_is_told_from_the_whole() {
    // The control for the laws: they would see a change that went missing.
    let count = set().parcels.len();
    assert!(count > 30, "{count}");
    for missing in [2, count / 2, count - 1] {
        let mut laptop = newcomer(9);
        let rest: Vec<usize> = (0..count).filter(|n| *n != missing).collect();
        bring_in(&mut laptop, &rest);
        assert_ne!(content(&mut laptop), set().content, "without {missing}");
    }
}
