//! A copy that was damaged on the way: every byte turned over, every length cut off. Not one is taken for sound.

use std::io::Cursor;

use hubfolio_core::exchange::{Keys, Staged, packet::Packet};
use hubfolio_tests::Desk;
use serde_json::json;

use super::{hub, list};

fn sound(desk: &mut Desk) -> Vec<u8> {
    let file = desk.file("open.hubx");
    let of = list("practice", &["name", "ods_code"]);
    let how = json!({ "protection": "none" });
    desk.call("copy_send", json!({ "of": of, "how": how, "file": file }));
    std::fs::read(file).unwrap()
}

fn reads(bytes: &[u8]) -> bool {
    let keys = Keys {
        laptop: None,
        words: None,
    };
    let staged = Staged::read(&mut Cursor::new(bytes), "file.hubx".into(), &keys);
    staged.and_then(|s| Packet::of(&s)).is_ok()
}

#[test]
fn no_copy_that_is_cut_or_has_a_byte_turned_over_is_read() {
    let bytes = sound(&mut hub(2, "Wyre Vale Hub", "Ann Archer").desk);
    assert!(reads(&bytes));
    for cut in 0..bytes.len() {
        assert!(!reads(&bytes[..cut]), "cut at {cut}");
    }
    for at in 0..bytes.len() {
        for bit in [0x01, 0x80] {
            let mut other = bytes.clone();
            other[at] ^= bit;
            let around = String::from_utf8_lossy(&bytes[at.saturating_sub(20)..at + 1]);
            assert!(!reads(&other), "byte {at} bit {bit}: {around}");
        }
    }
}
