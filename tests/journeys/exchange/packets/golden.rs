//! A copy and comments of version 1, kept for ever: what a laptop wrote then is read now, to the same words.
//!
//! `HUBFOLIO_KEEP_GOLDEN=1` writes the files that this test makes anew into the folder of kept ones: once for each
//! version of the format.

use std::path::{Path, PathBuf};

use hubfolio_core::exchange::{
    Staged,
    packet::{Contents, Packet},
};
use hubfolio_tests::Desk;
use serde_json::json;

use super::{WORDS, admit, hub, list, region, send, with_words};

const FILES: [&str; 2] = ["copy.hubx", "comments.hubx"];
/// SHA-256 of what the kept copy says.
const FINGERPRINT: &str = "0c97ffa77547cb66a6ab99d82fe04a8d8933917ffcda2de9a419727b135b1490";

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exchange/v1")
}

/// The same files as the kept ones, by today's program.
fn written_today() -> [(Desk, String); 2] {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let copy = send(
        &mut vale.desk,
        list("practice", &["name", "ods_code"]),
        FILES[0],
    );
    admit(&mut region, &copy);
    let id = region.call("copy_take", with_words(&copy))["id"].clone();
    region.call(
        "copy_say",
        json!({ "id": id, "text": "Ōmure “quotes”,\n😀" }),
    );
    let how = json!({ "protection": "words", "words": WORDS });
    let comments = region.file(FILES[1]);
    region.call(
        "comments_send",
        json!({ "id": id, "how": how, "file": comments }),
    );
    [(vale.desk, copy), (region, comments)]
}

fn read(reader: &mut Desk, file: &Path) -> Packet {
    let keys = reader.keys(Some(WORDS));
    Packet::of(&Staged::open(file, &keys).unwrap()).unwrap()
}

#[test]
fn a_copy_and_comments_of_version_1_are_read_for_ever() {
    let today = written_today();
    if std::env::var_os("HUBFOLIO_KEEP_GOLDEN").is_some() {
        for ((_, file), name) in today.iter().zip(FILES) {
            std::fs::copy(file, kept().join(name)).unwrap();
        }
    }
    let mut reader = Desk::of(9, "Another Hub", "Zoe Zane");
    let copy = read(&mut reader, &kept().join(FILES[0]));
    assert_eq!(copy.fingerprint(), FINGERPRINT);
    let Contents::Copy(says) = &copy.contents else {
        panic!("a copy");
    };
    assert_eq!(says.version, "As at 22 November 2025");
    assert_eq!(says.sections[0].rows[0], ["Abbey Surgery", "A10001"]);
    let comments = read(&mut reader, &kept().join(FILES[1]));
    let Contents::Comments(said) = &comments.contents else {
        panic!("comments");
    };
    assert_eq!(said.comments[0].text, "Ōmure “quotes”,\n😀");
    assert_eq!(said.copy, FINGERPRINT);

    // Other identifiers than then; but what today's program writes is read in the same way.
    let [copy, comments] = today.map(|(_, file)| read(&mut reader, Path::new(&file)));
    assert_eq!(copy.contents.name(), "copy");
    assert_eq!(comments.contents.name(), "comments");

    let path = kept().join(FILES[0]).display().to_string();
    admit(&mut reader, &path);
    assert_eq!(reader.call("copy_take", with_words(&path))["new"], 1);
}
