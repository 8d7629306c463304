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
    // The seal itself.
    let mark = pack.windows(12).position(|w| w == b"HubfolioSeal").unwrap();
    let mut broken = pack.clone();
    broken[mark] = b'X';
    assert!(places(&looked_at(&mut desk, "broken.pdf", &broken)).is_empty());
    let cut = looked_at(&mut desk, "cut.pdf", &pack[..pack.len() / 2]);
    assert!(cut["standing"] != "as_made", "{cut}");
}

/// `Must show` of the packs: a signed pack edited by any byte is caught.
#[test]
fn no_single_changed_byte_of_a_signed_pack_goes_unnoticed() {
    let (mut desk, id) = signed(906);
    let pack = written(&mut desk, "kpi.pdf", json!({ "pack": "kpi", "record": id }));
    let dice = World::new(906);
    let stranger = &mut Desk::closed(907);
    for n in 0..1_000 {
        let at = dice.below(pack.len());
        let mut changed = pack.clone();
        changed[at] ^= 1 << dice.below(8);
        // A stranger: without the hub file nothing is made again to compare with, so a thousand cost little.
        let verdict = looked_at(stranger, "changed.pdf", &changed);
        assert_ne!(
            verdict["standing"], "as_made",
            "edit {n}, byte {at}: {verdict}"
        );
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
