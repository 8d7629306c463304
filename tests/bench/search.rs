//! Search over everything as it follows the typing: every key of a name, the first two letters of many words, words that
//! very many records hold.

use hubfolio_core::store::Store;
use rusqlite::Connection;

use crate::{
    bare,
    report::{Limit, Report},
};

/// Times that each text is asked for.
const TIMES: usize = 20;

/// What stands in the box after each key, from the second letter on.
fn keys(name: &str) -> Vec<String> {
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.skip(1).map(|end| name[..end].to_owned()).collect()
}

pub fn measure(report: &mut Report, store: &Store, db: &Connection) {
    let two = [
        "an", "ma", "ro", "nu", "pr", "su", "me", "de", "st", "th", "ca", "re",
    ];
    let common = ["nurse", "practice", "surgery", "manager", "meeting", "hub"];
    let texts = |all: &[&str]| all.iter().map(|&t| t.to_owned()).collect();
    for (what, texts) in [
        (
            "search everything: a name, key by key",
            keys("rowena oakley"),
        ),
        ("search everything: first two letters", texts(&two)),
        ("search everything: common words", texts(&common)),
    ] {
        // Each run is one key, so that the slowest keys count and are not hidden among the others.
        let (mut ours, mut theirs) = (texts.iter().cycle(), texts.iter().cycle());
        let mut hits = 0;
        report.within(
            what,
            texts.len() * TIMES,
            Limit::Picture,
            || {},
            || hits += store.search(ours.next().unwrap(), 101).unwrap().len(),
            || bare::search(db, &query(theirs.next().unwrap())),
        );
        assert!(hits > 0, "{what}");
    }
}

/// The same as the search asks: each word a beginning.
fn query(text: &str) -> String {
    let words = text.split(' ').filter(|w| w.len() > 1);
    let words: Vec<String> = words.map(|w| format!("\"{w}\"*")).collect();
    words.join(" ")
}
