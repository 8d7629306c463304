//! A pack comes back by e-mail: as it was made, changed, or somebody else's.

use hubfolio_tests::{Desk, World};
use serde_json::{Value, json};

use super::{signed, written};

fn looked_at(desk: &mut Desk, name: &str, bytes: &[u8]) -> Value {
    let file = desk.file(name);
    std::fs::write(&file, bytes).unwrap();
    desk.call("pack_verify", json!({ "file": file }))
}

#[test]
fn a_pack_says_by_whom_it_was_made_and_signed() {
    let (mut desk, id) = signed(901);
    let pack = written(&mut desk, "kpi.pdf", json!({ "pack": "kpi", "record": id }));
    let verdict = looked_at(&mut desk, "came.pdf", &pack);
    assert_eq!(verdict["standing"], "as_made", "{verdict}");
    assert_eq!(verdict["maker"]["standing"], "this");
    let made = "KPI return, 2025-26 H1, revision 1, made on 22 November 2025";
    assert_eq!(verdict["what"], made);
    let sign_off = &verdict["sign_offs"][0];
    assert_eq!(
        (&sign_off["fits"], &sign_off["standing"]),
        (&json!(true), &json!("stands"))
    );
    assert_eq!(sign_off["role"], "Programme manager");
    assert_eq!(verdict["differences"], json!([]));
}

#[test]
fn a_stranger_can_tell_that_nothing_was_changed() {
    let (mut desk, id) = signed(902);
    let pack = written(&mut desk, "kpi.pdf", json!({ "pack": "kpi", "record": id }));
    let mut other = Desk::new(903);
    let verdict = looked_at(&mut other, "came.pdf", &pack);
    assert_eq!(
        (&verdict["standing"], &verdict["maker"]["standing"]),
        (&json!("as_made"), &json!("unknown"))
    );
    let sign_off = &verdict["sign_offs"][0];
    assert_eq!(
        (&sign_off["fits"], &sign_off["standing"]),
        (&json!(true), &json!("unknown"))
    );
    // Before any hub file is open, too.
    let verdict = looked_at(&mut Desk::closed(904), "came.pdf", &pack);
    assert_eq!(verdict["standing"], "as_made", "{verdict}");
    assert!(verdict["text"].as_str().unwrap().contains("not known here"));
}

#[test]
fn the_place_of_a_change_is_named() {
    let (mut desk, id) = signed(905);
    let pack = written(&mut desk, "kpi.pdf", json!({ "pack": "kpi", "record": id }));
    let seal = hubfolio_core::pdf::read_seal(&pack).unwrap();
    assert!(seal.purpose.contains("2025-26 H1"));
    let places = |verdict: &Value| -> Vec<String> {
        assert_eq!(verdict["standing"], "changed", "{verdict}");
        verdict["differences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d.as_str().unwrap().to_owned())
            .collect()
    };
    // Each stream of the file in turn: the words of a page, a picture, an attached file.
    let mut named = std::collections::BTreeSet::new();
    let starts: Vec<usize> = pack
        .windows(7)
        .enumerate()
        .filter(|(_, w)| *w == b"stream\n")
        .map(|w| w.0 + 7)
        .filter(|at| !pack[*at..].starts_with(b"<<"))
        .collect();
    assert!(starts.len() > 10);
    for start in starts {
        let mut changed = pack.clone();
        changed[start + 20] ^= 0x10;
        named.extend(places(&looked_at(&mut desk, "changed.pdf", &changed)));
    }
    assert!(
        named.contains("Page 2") && named.contains("The attached file return.json"),
        "{named:?}"
    );
    // What the seal is for, and the signature: other letters in place of theirs, each a whole byte.
    let field = pack.windows(9).position(|w| w == b"/Purpose<").unwrap() + 9;
    let signature = pack.windows(11).position(|w| w == b"/Signature<").unwrap() + 11;
    for (place, digit) in [
        (field, b'0'),
        (field + 2, b'6'),
        (signature, b'x'),
        (signature + 1, b'0'),
    ] {
        let mut changed = pack.clone();
        changed[place] = if changed[place] == digit { b'1' } else { digit };
        let named = places(&looked_at(&mut desk, "changed.pdf", &changed));
        assert!(named.iter().all(|place| place == "The seal"), "{named:?}");
    }
    // Any letter of what the seal says: an answer each time, and never a page that nobody touched.
    for at in (field..field + seal.purpose.len() * 2).step_by(14) {
        let mut changed = pack.clone();
        changed[at + 1] = if changed[at + 1] == b'1' { b'2' } else { b'1' };
        let named = places(&looked_at(&mut desk, "changed.pdf", &changed));
        assert!(named.iter().all(|place| place == "The seal"), "{named:?}");
    }
    // The seal itself.
    let mark = pack.windows(12).position(|w| w == b"HubfolioSeal").unwrap();
    let mut broken = pack.clone();
    broken[mark] = b'X';
    assert!(places(&looked_at(&mut desk, "broken.pdf", &broken)).is_empty());
    let cut = looked_at(&mut desk, "cut.pdf", &pack[..pack.len() / 2]);
    assert!(cut["standing"] != "as_made", "{cut}");
}

/// `Must show` of the packs: a signed pack edited by any byte is caught, and never answered with an error.
#[test]
fn no_single_changed_byte_of_a_signed_pack_goes_unnoticed() {
    let (mut desk, id) = signed(906);
    let dice = World::new(906);
    let stranger = &mut Desk::closed(907);
    for copy in ["members", "public"] {
        let request = json!({ "pack": "kpi", "record": id, "copy": copy });
        let pack = written(&mut desk, "kpi.pdf", request);
        for n in 0..500 {
            let at = dice.below(pack.len());
            let mut changed = pack.clone();
            // One bit, or the whole byte.
            changed[at] ^= match n % 2 {
                0 => 1 << dice.below(8),
                _ => 1 + dice.below(255) as u8,
            };
            // Mostly a stranger: with the hub file open, the pack is made again to compare with, which costs.
            let looks = if n % 20 == 0 {
                &mut desk
            } else {
                &mut *stranger
            };
            let verdict = looked_at(looks, "changed.pdf", &changed);
            assert_eq!(
                verdict["standing"], "changed",
                "{copy}, edit {n}, byte {at}: {verdict}"
            );
        }
    }
}

/// Sign-offs that came or went since a file was made say nothing about its pages.
#[test]
fn a_changed_pack_is_compared_with_the_sign_offs_of_its_day() {
    let (mut desk, id) = signed(916);
    let pack = written(&mut desk, "kpi.pdf", json!({ "pack": "kpi", "record": id }));
    let mut changed = pack.clone();
    let start = pack.windows(7).position(|w| w == b"stream\n").unwrap() + 27;
    changed[start] ^= 0x10;
    let before = looked_at(&mut desk, "changed.pdf", &changed)["differences"].clone();
    assert_ne!(before, json!([]));
    let page = desk.call("return_page", json!({ "id": id }));
    let sign_off = page["sign_offs"][0]["id"].clone();
    desk.call(
        "sign",
        json!({ "kind": "return", "id": id, "how": "here", "role": "Another" }),
    );
    desk.call(
        "sign_withdraw",
        json!({ "id": sign_off, "reason": "Signed too early" }),
    );
    assert_eq!(
        looked_at(&mut desk, "changed.pdf", &changed)["differences"],
        before
    );
}

#[test]
fn every_kind_of_pack_says_what_it_is() {
    let mut desk = super::practice_hub(917);
    for (kind, what) in [
        ("interests", "Register of interests, made on "),
        ("engagement", "Stakeholder engagement report, made on "),
        ("strategy", "Strategy, made on "),
    ] {
        let request = json!({ "pack": kind, "copy": "public", "print": { "large": true } });
        let pack = written(&mut desk, "pack.pdf", request);
        let said = looked_at(&mut desk, "came.pdf", &pack)["what"].clone();
        let said = said.as_str().unwrap();
        assert!(said.starts_with(what), "{said}");
        assert!(said.ends_with(", public copy, in large print"), "{said}");
    }
}

/// The choice for the paper is part of what a changed file is compared with.
#[test]
fn a_pack_for_printing_is_another_file_and_can_be_made_again() {
    let (mut desk, id) = signed(918);
    let request = |print: Value| json!({ "pack": "kpi", "record": id, "print": print });
    let plain = written(&mut desk, "plain.pdf", request(Value::Null));
    let pages = |bytes: &[u8]| hubfolio_core::pdf::page_count(bytes).unwrap();
    for print in [
        json!({ "both_sides": true }),
        json!({ "large": true }),
        json!({ "both_sides": true, "large": true }),
    ] {
        let pack = written(&mut desk, "print.pdf", request(print.clone()));
        assert!(pages(&pack) > pages(&plain), "{print}");
        assert_eq!(
            looked_at(&mut desk, "came.pdf", &pack)["standing"],
            "as_made"
        );
        let mut changed = pack.clone();
        let start = pack.windows(7).position(|w| w == b"stream\n").unwrap() + 27;
        changed[start] ^= 0x10;
        let verdict = looked_at(&mut desk, "changed.pdf", &changed);
        assert_eq!(
            verdict["differences"].as_array().unwrap().len(),
            1,
            "{print}: {verdict}"
        );
    }
    let mut refused = request(json!({ "large": true }));
    refused["file"] = json!(desk.file("kpi.html"));
    assert_eq!(desk.refused("pack", refused).code, "print_needs_pdf");
}

/// What is asked for is done or refused, never left out in silence.
#[test]
fn papers_are_refused_where_they_cannot_come_along() {
    let mut desk = super::practice_hub(919);
    for (pack, file, code) in [
        ("board", "board.html", "papers_need_pdf"),
        ("board", "board.docx", "papers_need_pdf"),
        ("kpi", "kpi.pdf", "no_papers"),
    ] {
        let file = desk.file(file);
        let request = json!({ "pack": pack, "papers": "read", "file": file });
        assert_eq!(desk.refused("pack", request).code, code);
        assert!(!std::path::Path::new(&file).exists());
    }
}

#[test]
fn a_file_that_is_no_pack_is_not_ours() {
    let mut desk = Desk::new(908);
    for bytes in [
        b"".as_slice(),
        b"%PDF-1.7\n%%EOF",
        b"PK\x03\x04 not a PDF at all",
    ] {
        let verdict = looked_at(&mut desk, "other.pdf", bytes);
        assert_eq!(verdict["standing"], "not_ours", "{verdict}");
        assert!(verdict["maker"].is_null() && verdict["sign_offs"] == json!([]));
    }
    let gone = desk.refused("pack_verify", json!({ "file": "/nowhere/kpi.pdf" }));
    assert_eq!(gone.code, "file_unreadable");
}

#[test]
fn a_sign_off_with_any_other_word_does_not_fit() {
    let (mut desk, id) = signed(909);
    let pack = written(&mut desk, "kpi.pdf", json!({ "pack": "kpi", "record": id }));
    let attached = hubfolio_core::pdf::attachments(&pack).unwrap();
    let proofs: Value =
        serde_json::from_slice(&attached.iter().find(|a| a.0 == "sign-offs.json").unwrap().1)
            .unwrap();
    let read =
        |proof: &Value| hubfolio_core::registers::plans::signing::Proven::read(proof).unwrap();
    assert!(read(&proofs[0]).fits);
    for word in 0..proofs[0]["words"].as_array().unwrap().len() {
        let mut forged = proofs[0].clone();
        forged["words"][word] = json!("another");
        assert!(!read(&forged).fits, "word {word}");
    }
}
