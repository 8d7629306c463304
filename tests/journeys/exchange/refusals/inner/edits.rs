//! Edits that no sound laptop writes, and sound ones of laptops that do not count.

use hubfolio_core::{exchange::format::Tag, store::log::hex};
use hubfolio_tests::liar::Liar;
use serde_json::{Value as Json, json};

use super::{super::WORDS, super::offer, DAMAGED, LARGE, Spoiler, Stage, by_words, case};

#[test]
fn edits_that_no_sound_laptop_writes_are_refused() {
    let mut stage = Stage::set();
    let mut s = Spoiler {
        stage: &stage,
        cases: vec![],
    };
    s.change("an edit of another version", DAMAGED, |l, _| {
        l["v"] = 2.into()
    });
    s.change("an edit with number 0", DAMAGED, |l, _| l["seq"] = 0.into());
    s.change("an edit with number -1", DAMAGED, |l, _| {
        l["seq"] = (-1).into()
    });
    s.change("a second edit that is the first", DAMAGED, |l, _| {
        l["seq"] = 2.into()
    });
    s.change("a first edit with one before it", DAMAGED, |l, _| {
        l["prev"] = "00".repeat(32).into()
    });
    s.change("an actor that is no number", DAMAGED, |l, _| {
        l["actor"] = "me".into()
    });
    s.change("a clock of 1970", DAMAGED, |l, _| {
        l["clock"] = "1000.0".into()
    });
    s.change("a clock of 9999", DAMAGED, |l, _| {
        l["clock"] = "253370764800000.0".into()
    });
    s.change("a clock that is no number", DAMAGED, |l, _| {
        l["clock"] = "noon".into()
    });
    s.change("part 2 of 1", DAMAGED, |l, _| {
        l["action"]["part"] = 2.into()
    });
    s.change("a verb with a blank", DAMAGED, |l, _| {
        l["action"]["verb"] = "drop table".into()
    });
    s.change("a kind that is SQL", DAMAGED, |l, _| {
        l["ops"][0]["k"] = "place\"; DROP TABLE head; --".into()
    });
    s.change("a kind in capitals", DAMAGED, |l, _| {
        l["ops"][0]["k"] = "PLACE".into()
    });
    s.change("a kind that is a path", DAMAGED, |l, _| {
        l["ops"][0]["k"] = "../place".into()
    });
    s.change("a kind without a name", DAMAGED, |l, _| {
        l["ops"][0]["k"] = "".into()
    });
    s.change("a field that is SQL", DAMAGED, |l, _| {
        l["ops"][0]["f"][1][0] = "name = 1, id".into()
    });
    s.change("a field of 2,000 letters", DAMAGED, |l, _| {
        l["ops"][0]["f"][1][0] = "x".repeat(2_000).into()
    });
    s.change("a record that is no identifier", DAMAGED, |l, _| {
        l["ops"][0]["r"] = "1".into()
    });
    s.change("an author that is no identifier", DAMAGED, |l, _| {
        l["author"] = "ann".into()
    });
    s.change("no fields", DAMAGED, |l, c| {
        l["ops"] = json!([]);
        *c = json!([hex(&[7; 16])]);
    });
    s.change("more values than fields", DAMAGED, |_, c| {
        c.as_array_mut().unwrap().push(1.into())
    });
    s.change("fewer values than fields", DAMAGED, |_, c| {
        drop(c.as_array_mut().unwrap().pop())
    });
    s.change(
        "builds on a change that it does not name",
        DAMAGED,
        |l, _| l["ops"][0]["f"][1][1] = json!([[3, 0]]),
    );
    s.change("builds on itself", DAMAGED, |l, _| {
        l["ops"][0]["f"][1][1] = json!([[0, 1]])
    });
    s.change("builds on a later write of itself", DAMAGED, |l, _| {
        l["ops"][0]["f"][0][1] = json!([[0, 1]])
    });
    s.change("builds on a write that is not there", DAMAGED, |l, _| {
        l["ops"][0]["f"][1][1] = json!([[0, 70]])
    });
    s.change("builds on a write of another field", DAMAGED, |l, _| {
        l["ops"][0]["f"][1][1] = json!([[0, 0]])
    });
    s.change("builds on write number -1", DAMAGED, |l, _| {
        l["ops"][0]["f"][1][1] = json!([[0, -1]])
    });
    s.change("a past in another form", DAMAGED, |l, _| {
        l["deps"] = json!([["me", 1, "zz"]])
    });
    s.change("20,000 changes in its past", DAMAGED, |l, _| {
        l["deps"] = (0..20_000)
            .map(|n| json!([format!("{n:032x}"), 1, "0000000000000000"]))
            .collect();
    });
    s.change("600,000 writes replaced by one", DAMAGED, |l, _| {
        l["ops"][0]["f"][1][1] = (0..600_000).map(|_| json!([0, 0])).collect();
    });
    s.change("a million writes replaced by one", LARGE, |l, _| {
        l["ops"][0]["f"][1][1] = (0..1_000_000).map(|_| json!([0, 0])).collect();
    });
    s.change("6,000 fields in one edit", DAMAGED, |l, c| {
        l["ops"][0]["f"] = (0..6_000).map(|n| json!([format!("f{n}"), []])).collect();
        *c = (0..6_001)
            .map(|n| {
                if n == 0 {
                    hex(&[7; 16]).into()
                } else {
                    json!(1)
                }
            })
            .collect();
    });
    s.change("a past nested 100 deep", DAMAGED, |l, _| {
        let mut deep = json!(1);
        for _ in 0..100 {
            deep = json!([deep]);
        }
        l["deps"] = deep;
    });
    s.change("a value that is a fraction", DAMAGED, |_, c| {
        c[2] = json!(1.5)
    });
    s.change("a value of 2^60", DAMAGED, |_, c| c[2] = json!(1i64 << 60));
    s.change("a value of 2^64 - 1", DAMAGED, |_, c| {
        c[2] = json!(u64::MAX)
    });
    s.change("a value that is true", DAMAGED, |_, c| c[2] = json!(true));
    s.change("a value that is a list", DAMAGED, |_, c| {
        c[2] = json!(["x"])
    });
    s.change("a value of an unknown form", DAMAGED, |_, c| {
        c[2] = json!({"html": "<b>"})
    });
    s.change("a value of two forms", DAMAGED, |_, c| {
        c[2] = json!({"x": "00".repeat(32), "r": "1"})
    });
    s.change("a value salted twice", DAMAGED, |_, c| {
        let salt = "00".repeat(32);
        c[2] = json!({"s": salt, "v": {"s": salt, "v": 1}});
    });
    s.change("an erased value beside a secret", DAMAGED, |_, c| {
        c[2] = json!({"x": "00".repeat(32)})
    });
    s.change("no secret and a plain value", DAMAGED, |_, c| {
        c[0] = Json::Null
    });
    s.change("a secret that is too short", DAMAGED, |_, c| {
        c[0] = "07".into()
    });
    s.change("a text with a zero byte", DAMAGED, |_, c| {
        c[2] = "A\u{0}".into()
    });
    s.change("a text with a bell", DAMAGED, |_, c| c[2] = "A\u{7}".into());
    s.change("a text of two megabytes", DAMAGED, |_, c| {
        c[2] = "x".repeat(2 << 20).into()
    });
    let mut scattered = Liar::new(stage.signer(), [9; 16]);
    for n in 0..1_002 {
        let mut line = scattered.next_line();
        line["seq"] = 2.into();
        line["prev"] = format!("{n:064x}").into();
        scattered.say(&line.to_string(), &Liar::contents().to_string());
    }
    let file = scattered.file(&stage.apart).together(&by_words());
    s.cases.push(case(
        "a thousand stretches of one laptop's edits",
        LARGE,
        file,
    ));
    let crowd = Liar::new(stage.signer(), [9; 16]).say_with(|_, _| {});
    let mut lines = crowd.file(&stage.apart).lines();
    for n in 0..4_200u32 {
        let mut actor = [1; 16];
        actor[..4].copy_from_slice(&n.to_be_bytes());
        lines.insert(1, Liar::new(stage.signer(), actor).actor_line());
    }
    let file = stage.apart.with(&lines).counted(Some(stage.signer()));
    s.cases.push(case(
        "4,201 laptops, 1 announced",
        LARGE,
        file.together(&by_words()),
    ));
    let mut lines = stage.apart.lines();
    for _ in 0..10 {
        lines.insert(lines.len() - 1, (Tag::Packet, "x".repeat(8 << 20)));
    }
    let file = stage
        .apart
        .with(&lines)
        .announced()
        .counted(Some(stage.signer()));
    s.cases.push(case(
        "80 megabytes to be kept in memory",
        LARGE,
        file.together(&by_words()),
    ));
    let mut liar = Liar::new(stage.signer(), [9; 16]);
    let line = liar.next_line().to_string();
    liar.say(
        &line,
        "[\"07070707070707070707070707070707\",1,\"A\\ud800\"]",
    );
    let file = liar.file(&stage.apart).together(&by_words());
    s.cases
        .push(case("half of a surrogate pair", DAMAGED, file));
    let mut liar = Liar::new(stage.signer(), [9; 16]);
    liar.say(
        &line.replacen("{\"v\":1,", "{\"v\":1,\"v\":1,", 1),
        &Liar::contents().to_string(),
    );
    let file = liar.file(&stage.apart).together(&by_words());
    s.cases
        .push(case("a field of the line twice", DAMAGED, file));
    let cases = s.cases;
    stage.run(cases);
}

#[test]
fn a_sound_edit_by_the_same_means_comes_in() {
    // The control: what is refused above is refused for what is named there.
    let mut stage = Stage::set();
    let liar = Liar::new(stage.signer(), [9; 16]).say_with(|_, _| {});
    let file = liar.file(&stage.apart).together(&by_words());
    let keys = stage.ann.keys(Some(WORDS));
    assert_eq!(offer(&mut stage.ann, &file, &keys).unwrap(), 1);
}

#[test]
fn edits_of_laptops_that_do_not_count_are_held() {
    let mut stage = Stage::set();
    let mut eve = stage.ann.joined(5);
    eve.put(
        "practice",
        None,
        &[("name", "Hers".into()), ("ods_code", "M84009".into())],
    )
    .unwrap();
    let path = eve.file("eve.hubx");
    let words = hubfolio_core::exchange::Protecting::Words(Some(WORDS.into()), 2);
    eve.send(&path, true, words.clone()).unwrap();
    let hash = stage.ann.store().state_hash_heads().unwrap();
    let came = stage.ann.bring_in(&[&path], Some(WORDS), &[]).unwrap();
    assert_eq!((came.edits, came.waiting), (0, 2), "nobody admitted her");
    assert_eq!(stage.ann.store().state_hash_heads().unwrap(), hash);
    // Ben is blocked, and writes on.
    let key = hex(&stage.signer().public());
    let me = stage.ann.me;
    let store = stage.ann.store.as_mut().unwrap();
    hubfolio_core::exchange::team::block(store, &stage.ann.world, me, &key, None).unwrap();
    let hash = stage.ann.store().state_hash_heads().unwrap();
    stage
        .ben
        .put(
            "practice",
            None,
            &[("name", "His".into()), ("ods_code", "M84008".into())],
        )
        .unwrap();
    let path = stage.ben.file("ben.hubx");
    stage.ben.send(&path, true, words).unwrap();
    let came = stage.ann.bring_in(&[&path], Some(WORDS), &[]).unwrap();
    assert_eq!((came.edits, came.waiting), (0, 3));
    assert_eq!(stage.ann.store().state_hash_heads().unwrap(), hash);
}
