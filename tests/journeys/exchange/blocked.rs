//! A laptop that is admitted and blocked: whoever hears of it in whatever order counts the same edits and carries out the
//! same erasures.

use hubfolio_core::{
    exchange::{Protecting, team},
    record::Id,
};
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
    let came = ben.bring_in(&[&second], Some(WORDS), &[]).unwrap();
    let why = "held until that laptop is admitted.";
    assert!(came.summary.ends_with(why), "{}", came.summary);
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

/// The simulation found it (seed 3003371): one edit of a blocked laptop waited for another of the same laptop since before
/// the block, and so let that in as if something that counts built on it.
#[test]
fn edits_of_a_blocked_laptop_do_not_let_in_each_other() {
    let mut ann = Laptop::new(951);
    let mut ben = ann.joined(952);
    practice(&mut ben, "M84001");
    // All that Cara does builds on Ben's practice, since she started from a file of his.
    let mut cara = ben.joined(953);
    practice(&mut cara, "M84002");
    practice(&mut cara, "M84003");
    let caras = sent(&mut cara, "caras.hubx");
    let key = makers(&ann, &caras);
    ann.bring_in(&[&caras], Some(WORDS), &key).unwrap();
    assert!(
        codes(&mut ann).is_empty(),
        "Ben, on whom all of it builds, is not admitted"
    );
    let (store, me) = (ann.store.as_mut().unwrap(), ann.me);
    team::block(store, &ann.world, me, &key[0], Some("lost".into())).unwrap();

    let bens = sent(&mut ben, "bens.hubx");
    let key = makers(&ann, &bens);
    ann.bring_in(&[&bens], Some(WORDS), &key).unwrap();
    assert_eq!(codes(&mut ann), ["M84001"]);
    let anns = sent(&mut ann, "anns.hubx");
    let key = makers(&ben, &anns);
    ben.bring_in(&[&anns, &caras], Some(WORDS), &key).unwrap();
    assert_eq!(
        ann.store().state_hash_heads().unwrap(),
        ben.store().state_hash_heads().unwrap()
    );
    for laptop in [&ann, &ben] {
        let held = laptop.store.as_ref().unwrap().waiting().unwrap();
        assert!(held.len() >= 3, "all that Cara did is kept: {held:?}");
        assert!(held.iter().all(|w| w.needs.starts_with("blocked ")));
    }
}

/// Edits that one colleague took in before hearing of a block count for all once that colleague has edited: nobody has to
/// find out by comparing screens.
#[test]
fn edits_taken_in_before_a_block_was_heard_of_are_told_on_every_laptop() {
    let mut ann = Laptop::new(961);
    let (mut ben, mut cara) = (ann.joined(962), ann.joined(963));
    let files = [sent(&mut ben, "b.hubx"), sent(&mut cara, "c.hubx")];
    let keys: Vec<String> = files.iter().flat_map(|f| makers(&ann, f)).collect();
    ann.bring_in(&[&files[0], &files[1]], Some(WORDS), &keys)
        .unwrap();
    let all = sent(&mut ann, "all.hubx");
    let anns = makers(&ben, &all);
    ben.bring_in(&[&all], Some(WORDS), &anns).unwrap();
    practice(&mut cara, "M84001");
    let late = sent(&mut cara, "late.hubx");
    ben.bring_in(&[&late], Some(WORDS), &[]).unwrap();
    assert_eq!(codes(&mut ben), ["M84001"]);

    let (store, me) = (ann.store.as_mut().unwrap(), ann.me);
    team::block(store, &ann.world, me, &keys[1], Some("lost".into())).unwrap();
    let block = sent(&mut ann, "block.hubx");
    let seen = ben.look(&[&block], Some(WORDS)).unwrap();
    let blocks = |d: &String| d.contains(" blocks ") && !d.contains("1 laptop");
    assert!(seen.decisions.iter().any(blocks), "{:?}", seen.decisions);
    let kept = "brought in here before this laptop heard that your team blocked that one.";
    assert!(
        seen.notes.iter().any(|n| n.contains(kept)),
        "{:?}",
        seen.notes
    );
    let came = ben.bring_in(&[&block], Some(WORDS), &[]).unwrap();
    assert!(came.summary.contains(kept), "{}", came.summary);
    let again = ben.bring_in(&[&block], Some(WORDS), &[]).unwrap();
    assert!(!again.summary.contains(kept), "{}", again.summary);

    ann.bring_in(&[&late], Some(WORDS), &[]).unwrap();
    assert!(codes(&mut ann).is_empty());
    practice(&mut ben, "M84002");
    let bens = sent(&mut ben, "bens.hubx");
    let seen = ann.look(&[&bens], Some(WORDS)).unwrap();
    let counts = "which your team blocked, counts all the same:";
    assert!(
        seen.decisions.iter().any(|d| d.contains(counts)),
        "{:?}",
        seen.decisions
    );
    let came = ann.bring_in(&[&bens], Some(WORDS), &[]).unwrap();
    assert!(came.summary.contains(counts), "{}", came.summary);
    assert_eq!(codes(&mut ann), ["M84001", "M84002"]);
    assert_eq!(
        ann.store().state_hash_heads().unwrap(),
        ben.store().state_hash_heads().unwrap()
    );
}

/// The keys of those who made some files.
fn makers(laptop: &Laptop, file: &std::path::Path) -> Vec<String> {
    let staged = laptop.staged(&[file], Some(WORDS)).unwrap();
    staged.iter().map(|f| f.card.key.clone()).collect()
}

fn sent(laptop: &mut Laptop, name: &str) -> std::path::PathBuf {
    let path = laptop.file(name);
    laptop
        .send(&path, true, Protecting::Words(Some(WORDS.into()), 2))
        .unwrap();
    path
}

/// Ann's team: Ben and Cara, of whom Ben has not heard; a person that Cara erased.
struct Erased {
    ann: Laptop,
    ben: Laptop,
    person: Id,
    /// Its folder is Cara's.
    _cara: Laptop,
    /// Cara's file with the order.
    order: std::path::PathBuf,
}

impl Erased {
    fn new(seed: u64) -> Self {
        let mut ann = Laptop::new(seed);
        let values = [("name", "Zebedee Quuxworth".into())];
        let person = ann.put("person", None, &values).unwrap().0;
        let (mut ben, mut cara) = (ann.joined(seed + 1), ann.joined(seed + 2));
        let hello = sent(&mut ben, "hello.hubx");
        let bens = makers(&ann, &hello);
        ann.bring_in(&[&hello], Some(WORDS), &bens).unwrap();
        let first = sent(&mut cara, "first.hubx");
        let caras = makers(&ann, &first);
        ann.bring_in(&[&first], Some(WORDS), &caras).unwrap();
        cara.erase("person", person, &[]).unwrap();
        let order = sent(&mut cara, "order.hubx");
        Self {
            ann,
            ben,
            person,
            _cara: cara,
            order,
        }
    }

    fn block_cara(&mut self) {
        let key = makers(&self.ann, &self.order).remove(0);
        let (store, me) = (self.ann.store.as_mut().unwrap(), self.ann.me);
        team::block(store, &self.ann.world, me, &key, Some("lost".into())).unwrap();
    }

    fn name(laptop: &mut Laptop, person: Id) -> &'static str {
        laptop.store().row("person", person).unwrap().cells["name"].state()
    }
}

#[test]
fn an_erasure_of_a_laptop_that_was_blocked_later_counts_for_whoever_hears_of_both_at_once() {
    let mut t = Erased::new(931);
    t.ann.bring_in(&[&t.order], Some(WORDS), &[]).unwrap();
    assert_eq!(Erased::name(&mut t.ann, t.person), "erased");
    t.block_cara();
    // Ben has Cara's own file before anybody told him of her, and then all of it from Ann at once.
    t.ben.bring_in(&[&t.order], Some(WORDS), &[]).unwrap();
    assert_eq!(Erased::name(&mut t.ben, t.person), "known");
    let both = sent(&mut t.ann, "both.hubx");
    let anns = makers(&t.ben, &both);
    t.ben.bring_in(&[&both], Some(WORDS), &anns).unwrap();
    assert_eq!(Erased::name(&mut t.ben, t.person), "erased");
    assert_eq!(
        t.ben.store().state_hash_heads().unwrap(),
        t.ann.store().state_hash_heads().unwrap()
    );
}

#[test]
fn what_a_blocked_laptop_orders_counts_for_nobody_until_it_is_admitted_again() {
    let mut t = Erased::new(941);
    t.block_cara();
    for laptop in [&mut t.ann, &mut t.ben] {
        let told = laptop.look(&[&t.order], Some(WORDS)).unwrap().notes;
        assert!(
            told.iter().any(|n| n.contains("is not carried out")),
            "{told:?}"
        );
        laptop.bring_in(&[&t.order], Some(WORDS), &[]).unwrap();
        assert_eq!(Erased::name(laptop, t.person), "known");
    }
    // What is held is not passed on as if Ann stood behind it.
    let all = sent(&mut t.ann, "all.hubx");
    let anns = makers(&t.ben, &all);
    t.ben.bring_in(&[&all], Some(WORDS), &anns).unwrap();
    assert_eq!(Erased::name(&mut t.ben, t.person), "known");

    // The laptop is found. Its order was kept, so its file need not come again.
    let key = makers(&t.ann, &t.order).remove(0);
    let (store, me) = (t.ann.store.as_mut().unwrap(), t.ann.me);
    team::readmit(store, &t.ann.world, me, &key).unwrap();
    let found = sent(&mut t.ann, "found.hubx");
    let seen = t.ben.look(&[&found], Some(WORDS)).unwrap();
    assert!(
        seen.decisions.iter().any(|d| d.contains("erased for good")),
        "{:?}",
        seen.decisions
    );
    t.ben.bring_in(&[&found], Some(WORDS), &[]).unwrap();
    assert_eq!(Erased::name(&mut t.ben, t.person), "erased");
}
