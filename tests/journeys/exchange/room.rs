//! How much goes into one file: attached files that do not fit together go into several, and whatever else would be more than
//! a reader takes is refused with a way out while it is written, so that nobody sends a file that nobody can bring in.

use std::path::PathBuf;

use hubfolio_core::{
    contract::Fault,
    exchange::{self, Protecting, Sending, Sent, format::Room, team},
};
use hubfolio_tests::{
    Laptop,
    team::{LITTLE_WORK, join},
};

const WORDS: &str = "unicorn tractor basement oblong viper lantern";

/// A paper of 200 kB that no packing makes smaller, on a person's record; its fingerprint.
fn attach(laptop: &mut Laptop, seed: u64) -> String {
    let mut dice = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let paper: Vec<u8> = (0..200_000)
        .map(|_| {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            (dice >> 32) as u8
        })
        .collect();
    let hash = laptop
        .store()
        .keep_blob_from(&mut paper.as_slice())
        .unwrap();
    let person = laptop.me.to_string();
    let name = format!("paper-{seed}.bin");
    let attached = [
        ("record_kind", "person".into()),
        ("record", person.as_str().into()),
        ("name", name.as_str().into()),
        ("size", (paper.len() as i64).into()),
        ("file", hash.as_str().into()),
    ];
    laptop.put("attachment", None, &attached).unwrap();
    hash
}

/// Everything, by words.
fn everything(part: usize, room: Room) -> Sending {
    Sending {
        everything: true,
        protection: Protecting::Words(Some(WORDS.into()), LITTLE_WORK),
        person: "Ann".into(),
        without_files: false,
        part,
        room,
    }
}

fn send(laptop: &mut Laptop, name: &str, sending: &Sending) -> Result<(PathBuf, Sent), Fault> {
    let path = laptop.file(name);
    let who = laptop.colleague();
    let store = laptop.store.as_mut().unwrap();
    team::start(store, &laptop.world, &who).unwrap();
    let sent = exchange::send(store, &laptop.world, sending, &path)?;
    Ok((path, sent))
}

fn is_here(laptop: &mut Laptop, hash: &str) -> bool {
    laptop.store().blob_pieces(hash).unwrap().is_some()
}

#[test]
fn papers_that_do_not_fit_into_one_file_come_with_the_next() {
    let mut ann = Laptop::new(961);
    let papers: Vec<String> = (1..=3).map(|seed| attach(&mut ann, seed)).collect();
    let room = Room {
        papers: 450_000,
        ..Room::default()
    };
    let (first, _) = send(&mut ann, "first.hubx", &everything(0, room)).unwrap();
    let (second, _) = send(&mut ann, "second.hubx", &everything(1, room)).unwrap();
    let none = send(&mut ann, "third.hubx", &everything(2, room)).unwrap_err();
    assert_eq!(none.code, "no_such_part");
    assert!(none.message.contains("2 files"), "{none:?}");

    let mut ben = join(962, &first, Some(WORDS));
    let here: Vec<bool> = papers.iter().map(|p| is_here(&mut ben, p)).collect();
    assert_eq!(here, [true, true, false]);
    let staged = ben.staged(&[&first], Some(WORDS)).unwrap();
    assert_eq!(staged[0].manifest.left_out, [(papers[2].clone(), 200_000)]);
    let preview = ben.look(&[&second], Some(WORDS)).unwrap();
    assert!(preview.can_apply && preview.new_edits == 0, "{preview:?}");
    let came = ben.bring_in(&[&second], Some(WORDS), &[]).unwrap();
    assert_eq!(came.summary, "1 attached file from Ann came in.");
    assert!(is_here(&mut ben, &papers[2]));
}

#[test]
fn a_file_that_nobody_could_bring_in_is_not_made_and_the_way_out_is_named() {
    let mut ann = Laptop::new(963);
    attach(&mut ann, 1);
    // Whatever the first sending writes down of the team is there before.
    send(&mut ann, "before.hubx", &everything(0, Room::default())).unwrap();
    let listed = |laptop: &Laptop| {
        let names = std::fs::read_dir(laptop.folder.path()).unwrap();
        let mut names: Vec<_> = names.map(|n| n.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = listed(&ann);
    let small = |file: u64| Room {
        file,
        ..Room::default()
    };
    let refused = |laptop: &mut Laptop, sending: &Sending| {
        let fault = send(laptop, "large.hubx", sending).unwrap_err();
        assert_eq!(fault.code, "file_would_be_too_large");
        fault.hint
    };
    let hint = refused(&mut ann, &everything(0, small(100_000)));
    assert_eq!(hint, "Leave the attached files out.");
    let without = Sending {
        without_files: true,
        ..everything(0, small(100_000))
    };
    let tiny = Sending {
        without_files: true,
        ..everything(0, small(300))
    };
    let hint = refused(&mut ann, &tiny);
    assert_eq!(hint, "Send what colleagues do not have yet.");
    let few_lines = Room {
        lines: 500,
        ..Room::default()
    };
    refused(&mut ann, &everything(0, few_lines));
    assert_eq!(listed(&ann), before, "nothing is left behind");
    let (path, _) = send(&mut ann, "large.hubx", &without).unwrap();
    let read = ann.staged(&[&path], Some(WORDS)).unwrap();
    assert_eq!(read[0].manifest.left_out.len(), 1);
}
