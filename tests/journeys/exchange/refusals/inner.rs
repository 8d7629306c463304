//! What is wrong within: lines, what the file says of itself, who signed, what the changes say. Checksums, counts and the
//! signature of the last line are right throughout: only what is named is wrong.

use hubfolio_core::{exchange::format::Tag, store::log::hex};
use hubfolio_tests::liar::Liar;
use serde_json::{Value as Json, json};

use super::{Case, Stage, by_words, case};

type Lines = Vec<(Tag, String)>;

/// Files that are sound but for what each case does to their lines.
struct Spoiler<'a> {
    stage: &'a Stage,
    cases: Vec<Case>,
}

impl Spoiler<'_> {
    /// Lines changed, counts and last line right.
    fn lines(&mut self, name: &'static str, code: &'static str, spoil: impl FnOnce(&mut Lines)) {
        let mut lines = self.stage.apart.lines();
        spoil(&mut lines);
        let apart = self.stage.apart.with(&lines).announced();
        let file = apart
            .counted(Some(self.stage.signer()))
            .together(&by_words());
        self.cases.push(case(name, code, file));
    }

    /// Lines changed, the last line right, the counts as they were.
    fn uncounted(
        &mut self,
        name: &'static str,
        code: &'static str,
        spoil: impl FnOnce(&mut Lines),
    ) {
        let mut lines = self.stage.apart.lines();
        spoil(&mut lines);
        let apart = self
            .stage
            .apart
            .with(&lines)
            .counted(Some(self.stage.signer()));
        self.cases
            .push(case(name, code, apart.together(&by_words())));
    }

    /// The text changed as bytes, nothing made right.
    fn text(&mut self, name: &'static str, code: &'static str, spoil: impl FnOnce(&mut Vec<u8>)) {
        let mut apart = self.stage.apart.clone();
        spoil(&mut apart.text);
        self.cases
            .push(case(name, code, apart.together(&by_words())));
    }

    /// What the file says of itself, changed.
    fn manifest(&mut self, name: &'static str, code: &'static str, spoil: impl FnOnce(&mut Json)) {
        self.uncounted(name, code, |lines| {
            let mut manifest: Json = serde_json::from_str(&lines[0].1).unwrap();
            spoil(&mut manifest);
            lines[0].1 = manifest.to_string();
        });
    }

    /// A change that Ben signed himself, spoilt.
    fn change(
        &mut self,
        name: &'static str,
        code: &'static str,
        spoil: impl FnOnce(&mut Json, &mut Json),
    ) {
        let liar = Liar::new(self.stage.signer(), [9; 16]).say_with(spoil);
        let file = liar.file(&self.stage.apart).together(&by_words());
        self.cases.push(case(name, code, file));
    }
}

fn place(lines: &Lines, tag: Tag, nth: usize) -> usize {
    let mut of = lines
        .iter()
        .enumerate()
        .filter(|l| l.1.0 == tag)
        .map(|l| l.0);
    of.nth(nth).unwrap()
}

const DAMAGED: &str = "file_damaged";
const LARGE: &str = "file_too_large";

#[test]
fn lines_that_do_not_hold_together_are_refused() {
    let mut stage = Stage::set();
    let mut s = Spoiler {
        stage: &stage,
        cases: vec![],
    };
    s.text("no lines at all", DAMAGED, Vec::clear);
    s.text("not even a line end", DAMAGED, |t| t.truncate(t.len() - 1));
    s.text("a line of an unknown kind", DAMAGED, |t| t.extend(b"q{}\n"));
    s.text("a line behind the last", DAMAGED, |t| t.extend(b"p{}\n"));
    s.text("two last lines", DAMAGED, |t| {
        let end = t[..t.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
        let last = t[end..].to_vec();
        t.extend(last);
    });
    s.text("an empty line", DAMAGED, |t| t.insert(0, b'\n'));
    s.text("a text that is no text", DAMAGED, |t| t[5] = 0xFF);
    s.text("only the last line", DAMAGED, |t| {
        let end = t[..t.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
        t.drain(..end);
    });
    s.uncounted("only the first and the last line", DAMAGED, |l| {
        l.drain(1..l.len() - 1).for_each(drop)
    });
    s.uncounted("what it says of itself, twice", DAMAGED, |l| {
        l.insert(1, l[0].clone())
    });
    s.uncounted("what it says of itself, not first", DAMAGED, |l| {
        l.swap(0, 1)
    });
    s.lines("a signature before the actors", DAMAGED, |l| {
        let at = place(l, Tag::Signature, 0);
        let line = l.remove(at);
        l.insert(1, line);
    });
    s.lines("an actor behind the changes", DAMAGED, |l| {
        let line = l.remove(1);
        l.insert(l.len() - 1, line);
    });
    s.uncounted("a change without its values", DAMAGED, |l| {
        drop(l.remove(place(l, Tag::Values, 0)))
    });
    s.uncounted("values without their change", DAMAGED, |l| {
        drop(l.remove(place(l, Tag::Change, 0)))
    });
    s.uncounted("values twice", DAMAGED, |l| {
        let at = place(l, Tag::Values, 0);
        l.insert(at, l[at].clone());
    });
    s.uncounted("a change at the very end, without values", DAMAGED, |l| {
        let change = l[place(l, Tag::Change, 0)].clone();
        l.insert(l.len() - 1, change);
    });
    s.uncounted("one line more than announced", DAMAGED, |l| {
        l.insert(l.len() - 1, (Tag::Packet, "{}".into()))
    });
    s.text("a last line that counts wrong", DAMAGED, |t| {
        let end = t[..t.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
        let at = end + t[end..].iter().position(u8::is_ascii_digit).unwrap();
        t[at] ^= 1;
    });
    s.text("a last line with a field that counts twice", DAMAGED, |t| {
        let end = t[..t.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 2;
        t.splice(end + 1..end + 1, b"\"lines\":1,".iter().copied());
    });
    let piece = |hash: &str, size: i64, piece: i64, data: &str| {
        (
            Tag::Piece,
            json!({ "hash": hash, "size": size, "piece": piece, "data": data }).to_string(),
        )
    };
    let zeros = "00".repeat(32);
    for (name, line) in [
        (
            "a piece named after a path",
            piece("../../etc/passwd", 1, 0, "YQ=="),
        ),
        ("a piece of another length", piece(&zeros, 5, 0, "YQ==")),
        (
            "a piece that is not the first",
            piece(&zeros, 5 << 20, 1, "YQ=="),
        ),
        (
            "a piece of a file of less than nothing",
            piece(&zeros, -5, 0, ""),
        ),
        (
            "a piece of a file of 2^62 bytes",
            piece(&zeros, 1 << 62, 0, "YQ=="),
        ),
        ("a piece number of 2^62", piece(&zeros, 1, 1 << 62, "YQ==")),
        (
            "a piece that is not in base 64",
            piece(&zeros, 1, 0, "\u{202e}"),
        ),
    ] {
        s.lines(name, DAMAGED, |l| l.insert(l.len() - 1, line));
    }
    let cases = s.cases;
    stage.run(cases);
}

#[test]
fn what_a_file_says_of_itself_must_be_so() {
    let mut stage = Stage::set();
    let anns_card = {
        let store = stage.ann.store.as_ref().unwrap();
        serde_json::to_value(hubfolio_core::exchange::own_card(store, "Ann").unwrap()).unwrap()
    };
    let mut s = Spoiler {
        stage: &stage,
        cases: vec![],
    };
    s.manifest("another team than the header", DAMAGED, |m| {
        m["team"] = "00".repeat(16).into()
    });
    s.manifest("another protection than the header", DAMAGED, |m| {
        m["enc"] = "none".into()
    });
    s.manifest("another hour than the header", DAMAGED, |m| {
        m["made"] = 1.into()
    });
    s.manifest("another program than the header", DAMAGED, |m| {
        m["app"] = "9".into()
    });
    s.manifest("of an unknown kind", DAMAGED, |m| {
        m["kind"] = "spell".into()
    });
    s.manifest("without a card", DAMAGED, |m| {
        drop(m.as_object_mut().unwrap().remove("card"))
    });
    s.manifest("with a colleague's card", DAMAGED, |m| {
        m["card"] = anns_card
    });
    s.manifest("with a card that was written over", DAMAGED, |m| {
        let line = m["card"]["line"]
            .as_str()
            .unwrap()
            .replace("Person of", "Doctor");
        m["card"]["line"] = line.into();
    });
    s.manifest("2^40 edits announced", LARGE, |m| {
        m["counts"]["changes"] = (1i64 << 40).into()
    });
    s.manifest("a million laptops announced", LARGE, |m| {
        m["counts"]["actors"] = 1_000_000.into()
    });
    s.manifest("5,000 laptops held", LARGE, |m| {
        m["holdings"] = (0..5_000)
            .map(|n| json!([format!("{n:032x}"), 1, "00".repeat(32)]))
            .collect();
    });
    s.manifest("one edit too few announced", DAMAGED, |m| {
        let changes = m["counts"]["changes"].as_u64().unwrap();
        m["counts"]["changes"] = (changes - 1).into();
    });
    s.manifest("one field too many announced", DAMAGED, |m| {
        let writes = m["counts"]["writes"].as_u64().unwrap();
        m["counts"]["writes"] = (writes + 1).into();
    });
    s.manifest("minus one edit announced", DAMAGED, |m| {
        m["counts"]["changes"] = (-1).into()
    });
    s.uncounted("nested 100,000 deep", DAMAGED, |l| {
        l[0].1 = [vec![b'['; 100_000], vec![b']'; 100_000]]
            .concat()
            .try_into_text();
    });
    let mut cases = s.cases;
    let mut other = stage.apart.clone();
    other.header.team = "ab".repeat(16);
    let mut lines = other.lines();
    let mut manifest: Json = serde_json::from_str(&lines[0].1).unwrap();
    manifest["team"] = other.header.team.clone().into();
    lines[0].1 = manifest.to_string();
    let other = other.with(&lines).counted(Some(stage.signer()));
    cases.push(case(
        "of another team",
        "other_team",
        other.together(&by_words()),
    ));
    stage.run(cases);
}

trait TryIntoText {
    fn try_into_text(self) -> String;
}

impl TryIntoText for Vec<u8> {
    fn try_into_text(self) -> String {
        String::from_utf8(self).unwrap()
    }
}

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
    let keys = stage.ann.keys(Some(super::WORDS));
    assert_eq!(super::offer(&mut stage.ann, &file, &keys).unwrap(), 1);
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
    let words = hubfolio_core::exchange::Protecting::Words(Some(super::WORDS.into()), 2);
    eve.send(&path, true, words.clone()).unwrap();
    let hash = stage.ann.store().state_hash_heads().unwrap();
    let came = stage
        .ann
        .bring_in(&[&path], Some(super::WORDS), &[])
        .unwrap();
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
    let came = stage
        .ann
        .bring_in(&[&path], Some(super::WORDS), &[])
        .unwrap();
    assert_eq!((came.edits, came.waiting), (0, 3));
    assert_eq!(stage.ann.store().state_hash_heads().unwrap(), hash);
}
