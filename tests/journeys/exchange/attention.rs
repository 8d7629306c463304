//! A look at a file says what would need attention afterwards, and what no longer would (SYN-2).

use std::collections::BTreeSet;

use hubfolio_core::{exchange::Protecting, record::Id};
use hubfolio_tests::Laptop;

type Found = BTreeSet<(String, Id)>;

fn found(laptop: &mut Laptop) -> Found {
    let db = laptop.store().db();
    let mut rows = db
        .prepare("SELECT rule, record FROM finding WHERE rule <> 'record.to_settle'")
        .unwrap();
    let rows = rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// What Ann is told of Ben's newest file, which she then brings in; and what needed attention before.
fn told(ann: &mut Laptop, ben: &mut Laptop, name: &str) -> (String, Found) {
    let file = ben.file(name);
    ben.send(&file, false, Protecting::Colleagues).unwrap();
    let before = found(ann);
    let notes = ann.look(&[&file], None).unwrap().notes.join("\n");
    assert_eq!(found(ann), before, "looking changes nothing");
    ann.bring_in_and_admit(&[&file]).unwrap();
    (notes, before)
}

#[test]
fn a_look_says_what_would_need_attention_and_what_no_longer_would() {
    let mut ann = Laptop::new(971);
    let mut ben = ann.joined(972);
    told(&mut ann, &mut ben, "hello.hubx");
    let board = [("name", "Hub board".into())];
    let board = ben.put("board", None, &board).unwrap().0;
    let seat = [
        ("board", board.into()),
        ("name", "Lead nurse".into()),
        ("from", "2025-04-01".into()),
    ];
    let seat = ben.put("board_seat", None, &seat).unwrap().0;
    let (said, before) = told(&mut ann, &mut ben, "board.hubx");
    let more = found(&mut ann).difference(&before).count();
    assert!(more > 0, "an empty seat needs attention");
    let counted = format!("{more} more thing");
    assert!(
        said.contains(&counted) && said.contains("attention then"),
        "{more}: {said}"
    );

    ben.remove("board_seat", seat).unwrap();
    let (said, before) = told(&mut ann, &mut ben, "removed.hubx");
    assert!(before.difference(&found(&mut ann)).count() > 0);
    assert!(said.contains("attention no longer."), "{said}");

    // Where nothing comes of it, nothing is said.
    let (said, _) = told(&mut ann, &mut ben, "again.hubx");
    assert!(!said.contains("attention"), "{said}");
}
