//! Attached files up to 50 MB: kept whole, in pieces where they are large, and checked before they count as here.

use std::io::Read;

use hubfolio_core::{
    contract::Fault,
    store::{Kept, LARGEST_FILE, PIECE, Piece, Store},
};
use hubfolio_tests::{Laptop, World};

/// Bytes that no compression and no repetition makes smaller.
fn bytes(seed: u64, size: usize) -> Vec<u8> {
    let world = World::new(seed);
    (0..size.div_ceil(8))
        .flat_map(|_| world.roll().to_le_bytes())
        .take(size)
        .collect()
}

fn pieces(store: &Store, hash: &str) -> (u64, Vec<Vec<u8>>) {
    let (size, count) = store.blob_pieces(hash).unwrap().unwrap();
    let all = (0..count)
        .map(|n| store.blob_piece(hash, n).unwrap().unwrap())
        .collect();
    assert_eq!(store.blob_piece(hash, count).unwrap(), None);
    (size, all)
}

#[test]
fn a_file_goes_in_and_comes_out_whatever_its_size() {
    let mut a = Laptop::new(130);
    for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 77] {
        let file = bytes(size as u64, size);
        let store = a.store();
        let hash = store.keep_blob_from(&mut file.as_slice()).unwrap();
        assert_eq!(store.keep_blob_from(&mut file.as_slice()).unwrap(), hash);
        assert!(store.blob(&hash).unwrap().unwrap() == file, "{size}");
        let mut read = vec![];
        let mut reader = store.blob_reader(&hash).unwrap().unwrap();
        reader.read_to_end(&mut read).unwrap();
        assert!(read == file, "{size}");
        let (said, parts) = pieces(store, &hash);
        assert_eq!(said, size as u64);
        assert!(parts.concat() == file && parts.iter().all(|p| p.len() <= PIECE));
    }
    assert!(a.store().check().unwrap().faults.is_empty());
}

#[test]
fn a_file_over_fifty_megabytes_is_refused_in_words() {
    let mut a = Laptop::new(131);
    let refused = a
        .store()
        .keep_blob_from(&mut std::io::repeat(7).take(LARGEST_FILE + 1))
        .unwrap_err();
    let fault = Fault::from(refused);
    assert_eq!(fault.code, "file_too_large");
    assert!(fault.message.contains("larger than 50 MB"));
    let largest = std::io::repeat(7).take(LARGEST_FILE);
    let hash = a.store().keep_blob_from(&mut { largest }).unwrap();
    assert_eq!(pieces(a.store(), &hash).1.len(), 12);
}

#[test]
fn pieces_arrive_in_any_order_and_count_only_as_a_whole() {
    let mut a = Laptop::new(132);
    let mut b = Laptop::new(133);
    let file = bytes(9, 2 * PIECE + 5);
    let hash = a.store().keep_blob_from(&mut file.as_slice()).unwrap();
    let (size, parts) = pieces(a.store(), &hash);
    let mut offer = |n: usize| {
        b.store()
            .take_piece(&hash, size, n as u64, &parts[n])
            .unwrap()
    };
    assert_eq!(offer(2), Piece::Waits);
    assert_eq!(offer(2), Piece::Waits);
    assert_eq!(offer(0), Piece::Waits);
    assert_eq!(b.store().kept(&hash).unwrap(), Kept::Missing);
    assert_eq!(b.store().blob(&hash).unwrap(), None);
    b.reopen().unwrap();
    assert_eq!(
        b.store().take_piece(&hash, size, 1, &parts[1]).unwrap(),
        Piece::Whole
    );
    assert!(b.store().blob(&hash).unwrap().unwrap() == file);
    assert_eq!(
        b.store().take_piece(&hash, size, 1, &parts[1]).unwrap(),
        Piece::NotNeeded
    );
    let small = bytes(10, 100);
    let hash = a.store().keep_blob_from(&mut small.as_slice()).unwrap();
    assert_eq!(
        b.store().take_piece(&hash, 100, 0, &small).unwrap(),
        Piece::Whole
    );
    assert_eq!(b.store().blob(&hash).unwrap().unwrap(), small);
    assert!(b.store().check().unwrap().faults.is_empty());
}

#[test]
fn a_damaged_piece_spoils_nothing_but_itself() {
    let mut a = Laptop::new(134);
    let mut b = Laptop::new(135);
    let file = bytes(11, PIECE + 5);
    let hash = a.store().keep_blob_from(&mut file.as_slice()).unwrap();
    let (size, parts) = pieces(a.store(), &hash);
    let mut bad = parts[0].clone();
    bad[17] ^= 1;
    let store = b.store();
    let mut code = |size: u64, n: u64, bytes: &[u8]| {
        let taken = store.take_piece(&hash, size, n, bytes);
        taken.map_err(|e| Fault::from(e).code)
    };
    let damaged = Err("attachment_damaged".to_owned());
    assert_eq!(code(size, 2, &parts[1]), damaged);
    assert_eq!(code(size, u64::MAX, &parts[1]), damaged);
    assert_eq!(code(size + 1, 1, &parts[1]), damaged);
    assert_eq!(
        code(LARGEST_FILE + 1, 0, &parts[0]),
        Err("file_too_large".to_owned())
    );
    assert_eq!(code(size, 0, &bad), Ok(Piece::Waits));
    assert_eq!(code(size, 1, &parts[1]), damaged);
    // Its pieces are forgotten, so that good ones can come.
    assert_eq!(code(size, 1, &parts[1]), Ok(Piece::Waits));
    assert_eq!(code(size, 0, &parts[0]), Ok(Piece::Whole));
    assert!(b.store().blob(&hash).unwrap().unwrap() == file);
}

#[test]
fn what_is_named_and_not_here_is_known() {
    let mut a = Laptop::new(136);
    let here = a.store().keep_blob_from(&mut b"here".as_slice()).unwrap();
    let away = "ab".repeat(32);
    a.put(
        "return_revision",
        None,
        &[
            (
                "kpi_return",
                hubfolio_core::record::Id::from_bytes([3; 16]).into(),
            ),
            ("revision", 1.into()),
            ("submitted_on", "2025-10-09".into()),
            ("submitted_by", a.me.into()),
            ("copy", away.as_str().into()),
        ],
    )
    .unwrap();
    assert_eq!(
        a.store().missing_blobs().unwrap(),
        std::slice::from_ref(&away)
    );
    assert_eq!(a.store().kept(&away).unwrap(), Kept::Missing);
    assert_eq!(a.store().kept(&here).unwrap(), Kept::Here);
    assert_eq!(a.store().kept("not a fingerprint").unwrap(), Kept::Missing);
}

#[test]
fn a_file_that_was_changed_on_the_disk_is_found_by_the_check() {
    let mut a = Laptop::new(137);
    let file = bytes(12, PIECE + 5);
    a.store().keep_blob_from(&mut file.as_slice()).unwrap();
    a.store()
        .db()
        .execute(
            "UPDATE blob_piece SET bytes = zeroblob(5) WHERE piece = 1",
            [],
        )
        .unwrap();
    let faults = a.store().check().unwrap().faults;
    assert!(
        faults.iter().any(|f| f.contains("is not what it was")),
        "{faults:?}"
    );
}
