//! A laptop that is admitted and blocked: whoever hears of it in whatever order counts the same edits.

use hubfolio_core::exchange::{Protecting, team};
use hubfolio_tests::Laptop;

const WORDS: &str = "unicorn tractor basement oblong viper lantern";

/// A practice made on a laptop.
fn practice(laptop: &mut Laptop, code: &str) {
    let values = [("name", code.into()), ("ods_code", code.into())];
    laptop.put("practice", None, &values).unwrap();
}

fn codes(laptop: &mut Laptop) -> Vec<String> {
    let db = laptop.store().db();
    let mut rows = db
        .prepare("SELECT ods_code FROM live_practice ORDER BY ods_code")
        .unwrap();
    let rows = rows.query_map([], |r| r.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The simulation found it: the admission let everything in that waited, before the block of the same file was read.
#[test]
fn an_admission_and_a_block_in_one_file_let_in_what_came_before_the_block_alone() {
    let mut ann = Laptop::new(921);
    let (mut ben, mut cara) = (ann.joined(922), ann.joined(923));
    let hello = ben.file("hello.hubx");
    ben.send(&hello, true, Protecting::Words(Some(WORDS.into()), 2))
        .unwrap();
    let keys = |laptop: &Laptop, file: &std::path::Path| -> Vec<String> {
        let staged = laptop.staged(&[file], Some(WORDS)).unwrap();
        staged.iter().map(|f| f.card.key.clone()).collect()
    };
    let bens = keys(&ann, &hello);
    ann.bring_in(&[&hello], Some(WORDS), &bens).unwrap();

    practice(&mut cara, "M84001");
    let first = cara.file("first.hubx");
    cara.send(&first, true, Protecting::Words(Some(WORDS.into()), 2))
        .unwrap();
    let caras = keys(&ann, &first);
    ann.bring_in(&[&first], Some(WORDS), &caras).unwrap();
    practice(&mut ann, "M84002");
    practice(&mut cara, "M84003");
    let second = cara.file("second.hubx");
    cara.send(&second, true, Protecting::Words(Some(WORDS.into()), 2))
        .unwrap();

    // Ben has all of hers before anybody told him of her: it waits.
    ben.bring_in(&[&second], Some(WORDS), &[]).unwrap();
    assert!(codes(&mut ben).is_empty());
    // Ann blocks her, and one file tells Ben both.
    let (store, me) = (ann.store.as_mut().unwrap(), ann.me);
    team::block(store, &ann.world, me, &caras[0], Some("lost".into())).unwrap();
    let both = ann.file("both.hubx");
    ann.send(&both, true, Protecting::Colleagues).unwrap();
    let anns = keys(&ben, &both);
    ben.bring_in(&[&both], None, &anns).unwrap();
    assert_eq!(codes(&mut ben), ["M84001", "M84002"]);
    assert_eq!(
        ben.store().state_hash_heads().unwrap(),
        ann.store().state_hash_heads().unwrap()
    );
    let kept = ben.store().waiting().unwrap();
    assert!(
        !kept.is_empty(),
        "what came after the block is kept, not lost"
    );
}
