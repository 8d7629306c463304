//! Who wrote what must be proven.

use hubfolio_core::exchange::format::Tag;
use hubfolio_tests::liar::Liar;
use serde_json::{Value as Json, json};

use super::{DAMAGED, Spoiler, Stage, by_words, case, place};

#[test]
fn who_wrote_what_must_be_proven() {
    let mut stage = Stage::set();
    let anns = stage.ann.store.as_ref().unwrap().actors().unwrap();
    let anns_actor = anns.iter().find(|a| a.laptop == "laptop-1").unwrap();
    let actor = hubfolio_core::store::log::unhex::<16>(&anns_actor.actor).unwrap();
    let mut s = Spoiler {
        stage: &stage,
        cases: vec![],
    };
    s.lines("the last line signed by another laptop", DAMAGED, |_| {});
    let by_ann = stage
        .apart
        .clone()
        .counted(stage.ann.store.as_ref().unwrap().laptop());
    s.cases[0].file = by_ann.together(&by_words());
    let mut unsigned = stage.apart.text.clone();
    let end = stage.apart.end();
    unsigned.splice(
        end..,
        format!("z{}\n", json!({"lines": 1, "sha256": "", "sig": ""})).bytes(),
    );
    s.text("the last line not signed at all", DAMAGED, |t| {
        *t = unsigned
    });
    s.text("counted anew and not signed anew", DAMAGED, |t| {
        let at = t.windows(10).position(|w| w == b"Abbey Road").unwrap();
        t[at] = b'O';
    });
    let counted = {
        let mut apart = stage.apart.clone();
        let at = apart
            .text
            .windows(10)
            .position(|w| w == b"Abbey Road")
            .unwrap();
        apart.text[at] = b'O';
        apart.counted(None).together(&by_words())
    };
    s.cases.last_mut().unwrap().file = counted;
    s.lines("an actor without a certificate", DAMAGED, |l| {
        let at = place(l, Tag::Actor, 0);
        let mut actor: Json = serde_json::from_str(&l[at].1).unwrap();
        actor["cert"] = "{}".into();
        l[at].1 = actor.to_string();
    });
    s.lines("an actor with another's certificate", DAMAGED, |l| {
        let (a, b) = (place(l, Tag::Actor, 0), place(l, Tag::Actor, 1));
        let other: Json = serde_json::from_str(&l[b].1).unwrap();
        let mut actor: Json = serde_json::from_str(&l[a].1).unwrap();
        actor["cert"] = other["cert"].clone();
        l[a].1 = actor.to_string();
    });
    s.lines("an actor under another key", DAMAGED, |l| {
        let (a, b) = (place(l, Tag::Actor, 0), place(l, Tag::Actor, 1));
        let other: Json = serde_json::from_str(&l[b].1).unwrap();
        let mut actor: Json = serde_json::from_str(&l[a].1).unwrap();
        actor["key"] = other["key"].clone();
        l[a].1 = actor.to_string();
    });
    s.lines("an actor twice", DAMAGED, |l| l.insert(1, l[1].clone()));
    s.lines("a change by nobody in the list", DAMAGED, |l| {
        drop(l.remove(1))
    });
    s.lines("a chain without its signature", DAMAGED, |l| {
        l.retain(|l| l.0 != Tag::Signature)
    });
    s.lines("a signature of another form", DAMAGED, |l| {
        let at = place(l, Tag::Signature, 0);
        l[at].1 = "[]".into();
    });
    s.lines("a signature in capitals", DAMAGED, |l| {
        let at = place(l, Tag::Signature, 0);
        let mut line: Json = serde_json::from_str(&l[at].1).unwrap();
        line[3] = line[3].as_str().unwrap().to_uppercase().into();
        l[at].1 = line.to_string();
    });
    s.lines("a signature for another number", DAMAGED, |l| {
        let at = place(l, Tag::Signature, 0);
        let mut line: Json = serde_json::from_str(&l[at].1).unwrap();
        line[1] = (line[1].as_i64().unwrap() + 1).into();
        l[at].1 = line.to_string();
    });
    s.lines("a value changed, all else signed anew", DAMAGED, |l| {
        for line in l.iter_mut().filter(|l| l.0 == Tag::Values) {
            line.1 = line.1.replace("Abbey Road", "Abbey Lane");
        }
    });
    s.lines("an edit dropped from the middle", DAMAGED, |l| {
        let at = place(l, Tag::Change, 3);
        l.drain(at..at + 2);
    });
    s.lines("two edits in another order", DAMAGED, |l| {
        let (a, b) = (place(l, Tag::Change, 2), place(l, Tag::Change, 3));
        l.swap(a, b);
        l.swap(a + 1, b + 1);
    });
    s.lines("an edit twice", DAMAGED, |l| {
        let at = place(l, Tag::Change, 2);
        let again = [l[at].clone(), l[at + 1].clone()];
        l.splice(at..at, again);
    });
    s.lines("values of another edit", DAMAGED, |l| {
        let (a, b) = (place(l, Tag::Values, 2), place(l, Tag::Values, 3));
        l.swap(a, b);
    });
    let mut thief = Liar::new(stage.signer(), actor);
    let (line, contents) = (thief.next_line(), Liar::contents());
    thief.say(&line.to_string(), &contents.to_string());
    let stolen = thief.file(&stage.apart).together(&by_words());
    s.cases.push(case(
        "a colleague's actor under a key of one's own",
        DAMAGED,
        stolen,
    ));
    let cases = s.cases;
    stage.run(cases);
}
