//! Files of version 1, kept for ever: what a laptop wrote then is read and brought in now, to the same content.
//!
//! `HUBFOLIO_KEEP_GOLDEN=1` writes the files that this test makes anew into the folder of kept ones: once for each
//! version of the format.

use std::path::{Path, PathBuf};

use hubfolio_core::exchange::Protecting;
use hubfolio_tests::{
    Laptop,
    team::{LITTLE_WORK, join},
};

/// The words of the kept files. The oldest kept file fixes them.
const WORDS: &str = "unicorn tractor basement oblong viper lantern";

/// Everything by words; a difference by words; everything without protection.
const FILES: [&str; 3] = ["everything.hubx", "difference.hubx", "open.hubx"];

/// Content after the first file, and after the second.
const CONTENT: [&str; 2] = [
    "ae05eb0f9a674c7a702a9368a1e4b685dce4de2c7b169d44516efbe461e29517",
    "6fbfa7b0c591945a961ad3de69b6fe0b654a5e5e8dc3ecd34df671ca3bdcd128",
];
/// Content after the third, in a hub of its own.
const OPEN: &str = "e379ee231215a6a319fbabc365e08e59835a614372b238838ceb22bbad39da8a";

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exchange/v1")
}

fn by_words() -> Protecting {
    Protecting::Words(Some(WORDS.into()), LITTLE_WORK)
}

/// The same files as the kept ones, by today's program.
fn written_today(folder: &Path) {
    let mut ann = Laptop::new(1);
    ann.send(&folder.join(FILES[2]), true, Protecting::Open)
        .unwrap();
    let practice = |code: &str, name: &str| {
        [
            ("ods_code", code.into()),
            ("name", name.into()),
            (
                "notes",
                "Ōmure “quotes”, a tab\tand a line\nbreak; 😀 e\u{301}".into(),
            ),
        ]
    };
    let one = ann
        .put("practice", None, &practice("M84001", "Abbey Road"))
        .unwrap()
        .0;
    let two = ann
        .put("practice", None, &practice("M84002", "Pool"))
        .unwrap()
        .0;
    ann.send(&folder.join(FILES[0]), true, by_words()).unwrap();
    let mut ben = join(2, &folder.join(FILES[0]), Some(WORDS));
    ann.put("practice", Some(one), &[("telephone", "01926 1".into())])
        .unwrap();
    ben.put("practice", Some(one), &[("telephone", "01926 2".into())])
        .unwrap();
    ben.remove("practice", two).unwrap();
    let from_ben = ben.file("ben.hubx");
    ben.send(&from_ben, true, by_words()).unwrap();
    let keys: Vec<String> = ann
        .staged(&[&from_ben], Some(WORDS))
        .unwrap()
        .iter()
        .map(|f| f.card.key.clone())
        .collect();
    ann.bring_in(&[&from_ben], Some(WORDS), &keys).unwrap();
    ann.send(&folder.join(FILES[1]), false, by_words()).unwrap();
}

/// Content after the first file, after the second, and after the third in a hub of its own.
fn read(folder: &Path) -> [String; 3] {
    let mut zoe = join(3, &folder.join(FILES[0]), Some(WORDS));
    let first = zoe.store().state_hash().unwrap();
    zoe.bring_in(&[&folder.join(FILES[1])], Some(WORDS), &[])
        .unwrap();
    let second = zoe.store().state_hash().unwrap();
    assert!(zoe.store().check().unwrap().faults.is_empty());
    let mut open = join(4, &folder.join(FILES[2]), None);
    [first, second, open.store().state_hash().unwrap()]
}

#[test]
fn files_of_version_1_are_read_for_ever() {
    let today = tempfile::tempdir().unwrap();
    written_today(today.path());
    if std::env::var_os("HUBFOLIO_KEEP_GOLDEN").is_some() {
        std::fs::create_dir_all(kept()).unwrap();
        for name in FILES {
            std::fs::copy(today.path().join(name), kept().join(name)).unwrap();
        }
    }
    let expected = [CONTENT[0], CONTENT[1], OPEN].map(str::to_owned);
    assert_eq!(read(&kept()), expected);
    // Other identifiers than then, so other content; but it is read in the same way.
    let [first, second, open] = read(today.path());
    assert!(first != second && second != open);
}
