//! What is wrong from the outside: first bytes, header, protection, compression.

use std::io::Write;

use hubfolio_core::exchange::{
    Protection, Words,
    format::{Header, MAGIC},
};
use hubfolio_tests::{
    forge::{file_of, packed, protected},
    team::LITTLE_WORK,
};

use super::{Case, Stage, by_words, case};

/// A file that begins as ours, with this header text.
fn headed(version: (u16, u16), length: Option<u32>, text: &[u8], rest: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(version.0.to_be_bytes());
    out.extend(version.1.to_be_bytes());
    out.extend(length.unwrap_or(text.len() as u32).to_be_bytes());
    out.extend(text);
    out.extend(rest);
    out
}

#[test]
fn what_is_no_file_of_ours_or_has_a_bad_header_is_refused() {
    let mut stage = Stage::set();
    let hub_file = std::fs::read(stage.ann.path()).unwrap();
    let file = stage.file.clone();
    let header = stage.apart.header.clone();
    let payload = file[file.len() - header.payload_len as usize..].to_vec();
    let json = |h: &Header| serde_json::to_string(h).unwrap();
    let sound = json(&header);
    let swapped = |from: &str, to: &str| {
        assert!(sound.contains(from), "{from}");
        headed(
            (1, 0),
            None,
            sound.replacen(from, to, 1).as_bytes(),
            &payload,
        )
    };
    let with = |change: &dyn Fn(&mut Header)| {
        let mut h = header.clone();
        change(&mut h);
        headed((1, 0), None, json(&h).as_bytes(), &payload)
    };
    let unix: Vec<u8> = [&file[..4], &file[5..]].concat();
    let nested = [vec![b'['; 30_000], vec![b']'; 30_000]].concat();
    let sha = &header.payload_sha256;
    let no = "not_a_shared_file";
    let damaged = "file_damaged";
    stage.run(vec![
        case("an empty file", no, vec![]),
        case("a text", no, b"Dear Ann, here is the file.".to_vec()),
        case("a PDF", no, b"%PDF-1.7\n1 0 obj".to_vec()),
        case(
            "a spreadsheet",
            no,
            b"PK\x03\x04\x14\x00\x06\x00xl/workbook.xml".to_vec(),
        ),
        case("the hub file itself", no, hub_file),
        case("seven of the first eight bytes", no, MAGIC[..7].to_vec()),
        case("line ends changed on the way", no, unix),
        case("nothing but the first bytes", damaged, MAGIC.to_vec()),
        case(
            "a header of no length",
            damaged,
            headed((1, 0), None, b"", &[]),
        ),
        case(
            "a header of four gigabytes",
            damaged,
            headed((1, 0), Some(u32::MAX), b"{}", &[]),
        ),
        case(
            "a header above the limit",
            damaged,
            headed((1, 0), None, &[b' '; 65_537], &[]),
        ),
        case(
            "a header longer than the file",
            damaged,
            headed((1, 0), Some(60_000), b"{}", &[]),
        ),
        case(
            "a header that is no JSON",
            damaged,
            headed((1, 0), None, b"team=1", &payload),
        ),
        case(
            "a header that is a list",
            damaged,
            headed((1, 0), None, b"[1,2]", &payload),
        ),
        case(
            "a header nested 30,000 deep",
            damaged,
            headed((1, 0), None, &nested, &payload),
        ),
        case(
            "a header with a field more",
            damaged,
            swapped("{\"team\"", "{\"x\":1,\"team\""),
        ),
        case(
            "a header with a field twice",
            damaged,
            swapped("{\"team\"", "{\"app\":\"1\",\"team\""),
        ),
        case(
            "a header with spaces",
            damaged,
            swapped("{\"team\":", "{\"team\": "),
        ),
        case(
            "a header with an escape",
            damaged,
            swapped("age-pass", "age\\u002dpass"),
        ),
        case(
            "version 2",
            "file_newer",
            headed((2, 0), None, sound.as_bytes(), &payload),
        ),
        case(
            "version 65535",
            "file_newer",
            headed((u16::MAX, 0), None, b"", &[]),
        ),
        case(
            "for readers of version 2",
            "file_newer",
            with(&|h| h.min_reader = 2),
        ),
        case(
            "version 0",
            damaged,
            headed((0, 9), None, sound.as_bytes(), &payload),
        ),
        case(
            "another minor version",
            damaged,
            headed((1, 7), None, sound.as_bytes(), &payload),
        ),
        case(
            "an unknown protection",
            damaged,
            with(&|h| h.enc = "rot13".into()),
        ),
        case(
            "a team that is no number",
            damaged,
            with(&|h| h.team = "../../team".into()),
        ),
        case(
            "a length of 2^60",
            "file_too_large",
            with(&|h| h.payload_len = 1 << 60),
        ),
        case(
            "a length of minus one",
            damaged,
            swapped(
                &format!("\"payload_len\":{}", header.payload_len),
                "\"payload_len\":-1",
            ),
        ),
        case(
            "a length of 1e3",
            damaged,
            swapped(
                &format!("\"payload_len\":{}", header.payload_len),
                "\"payload_len\":1e3",
            ),
        ),
        case(
            "a length one too small",
            damaged,
            with(&|h| h.payload_len -= 1),
        ),
        case(
            "a length one too great",
            damaged,
            with(&|h| h.payload_len += 1),
        ),
        case(
            "another fingerprint",
            damaged,
            with(&|h| h.payload_sha256 = "00".repeat(32)),
        ),
        case(
            "a fingerprint in capitals",
            damaged,
            swapped(sha, &sha.to_uppercase()),
        ),
        case(
            "a byte behind the end",
            damaged,
            [file.as_slice(), b"\n"].concat(),
        ),
        case(
            "the second half missing",
            damaged,
            file[..file.len() / 2].to_vec(),
        ),
        case("the first byte missing", no, file[1..].to_vec()),
    ]);
}

#[test]
fn what_is_protected_or_compressed_in_another_way_is_refused() {
    let mut stage = Stage::set();
    let header = stage.apart.header.clone();
    let file = stage.file.clone();
    let payload = file[file.len() - header.payload_len as usize..].to_vec();
    let frame = packed(&stage.apart.text);
    let by = |bytes: &[u8]| file_of(&header, &protected(bytes, &by_words()));
    let enc = |name: &str, payload: &[u8]| {
        let header = Header {
            enc: name.into(),
            ..header.clone()
        };
        file_of(&header, payload)
    };
    let mut spoilt = payload.clone();
    let last = spoilt.len() - 3;
    spoilt[last] ^= 1;
    let mut mac = payload.clone();
    let at = payload.windows(4).position(|w| w == b"--- ").unwrap() + 6;
    mac[at] ^= 1;
    let hours = replaced(&payload, b" 2\n", b" 30\n");
    let eves = hubfolio_core::exchange::reading_key(&[9; 32]).unwrap();
    let for_eve = protected(&frame, &Protection::Laptops(vec![eves]));
    let other_words = Protection::Words(Words::typed("quite other words"), LITTLE_WORK);
    let damaged = "file_damaged";
    let mut cases = vec![
        Case {
            words: None,
            ..case(
                "protected, and no words given",
                "words_needed",
                file.clone(),
            )
        },
        Case {
            words: Some("some other words"),
            ..case("wrong words", "words_wrong", file.clone())
        },
        case(
            "right words, damaged behind them",
            damaged,
            file_of(&header, &spoilt),
        ),
        case(
            "right words, damaged before them",
            damaged,
            file_of(&header, &mac),
        ),
        case(
            "asks for 2^30 rounds of work",
            "file_too_large",
            file_of(&header, &hours),
        ),
        case(
            "by other words, under its header",
            "words_wrong",
            file_of(&header, &protected(&frame, &other_words)),
        ),
        case("says keys, is by words", damaged, enc("age-keys", &payload)),
        case("says open, is by words", damaged, enc("none", &payload)),
        case("says words, is by keys", damaged, enc("age-pass", &for_eve)),
        case("says words, is open", damaged, enc("age-pass", &frame)),
        case("says words, is nothing", damaged, enc("age-pass", b"")),
        case(
            "for another laptop",
            "not_for_this_laptop",
            enc("age-keys", &for_eve),
        ),
        case(
            "something behind the protected end",
            damaged,
            file_of(&header, &[&payload[..], b"x"].concat()),
        ),
        case("protected twice", damaged, by(&payload)),
        case(
            "lines that are not compressed",
            damaged,
            by(&stage.apart.text),
        ),
        case("nothing inside", damaged, by(b"")),
        case(
            "two frames",
            damaged,
            by(&[&frame[..], &frame[..]].concat()),
        ),
        case(
            "a frame and a byte",
            damaged,
            by(&[&frame[..], b"x"].concat()),
        ),
        case(
            "a frame to be skipped first",
            damaged,
            by(&[b"\x50\x2a\x4d\x18\x04\0\0\0abcd", &frame[..]].concat()),
        ),
        case("compressed twice", damaged, by(&packed(&frame))),
        case(
            "compressed without a checksum",
            damaged,
            by(&unchecked(&stage.apart.text)),
        ),
        case(
            "a window of 128 megabytes",
            damaged,
            by(&wide(&stage.apart.text)),
        ),
        case("a gigabyte of nothing", damaged, by(&bomb(b"", 1 << 30))),
    ];
    let manifest = stage.apart.lines().swap_remove(0).1;
    let start = format!("m{manifest}\nc");
    cases.push(case(
        "a gigabyte in one line",
        "file_too_large",
        by(&bomb(start.as_bytes(), 1 << 30)),
    ));
    let start = format!("m{manifest}\nr");
    cases.push(case(
        "a hundred megabytes of an actor",
        "file_too_large",
        by(&bomb(start.as_bytes(), 100 << 20)),
    ));
    stage.run(cases);
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|w| w == from).unwrap();
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

fn unchecked(text: &[u8]) -> Vec<u8> {
    zstd::encode_all(text, 3).unwrap()
}

fn wide(text: &[u8]) -> Vec<u8> {
    let mut out = zstd::Encoder::new(vec![], 3).unwrap();
    out.include_checksum(true).unwrap();
    out.long_distance_matching(true).unwrap();
    out.window_log(27).unwrap();
    out.write_all(text).unwrap();
    out.finish().unwrap()
}

/// A start, then so many letters: a few kilobytes that unfold.
fn bomb(start: &[u8], letters: usize) -> Vec<u8> {
    let mut out = zstd::Encoder::new(vec![], 3).unwrap();
    out.include_checksum(true).unwrap();
    out.write_all(start).unwrap();
    let block = vec![b'x'; 1 << 20];
    for _ in 0..letters >> 20 {
        out.write_all(&block).unwrap();
    }
    out.finish().unwrap()
}
