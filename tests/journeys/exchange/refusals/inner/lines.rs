//! Lines that do not hold together, and what a file says of itself.

use hubfolio_core::exchange::format::Tag;
use serde_json::{Value as Json, json};

use super::{DAMAGED, LARGE, Spoiler, Stage, by_words, case, place};

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
