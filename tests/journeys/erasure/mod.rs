//! Erasure on a person's lawful request (exchange tests, no. 13): after an order, no file of the laptop holds the text,
//! the record of edits fits together, and nothing brings the text back.

mod orders;
mod signed;

use std::path::Path;

use hubfolio_core::{
    record::{Id, Value},
    session::{Places, Program, Session},
    store::{Action, AsAt, Verb},
};
use hubfolio_tests::{Laptop, fields};

use crate::crash::Writer;

/// What is erased, of what.
struct Case {
    kind: &'static str,
    first: &'static [(&'static str, &'static str)],
    later: &'static [(&'static str, &'static str)],
    /// Fields to erase; none = the whole record.
    erase: &'static [&'static str],
}

/// Texts of the person have this in them; others don't.
const TOKENS: [&str; 2] = ["quuxworth", "960987"];

const CASES: &[Case] = &[
    Case {
        kind: "person",
        first: &[
            ("name", "Zebedee Quuxworth"),
            ("role", "Quuxworth's nurse"),
            ("email", "z.quuxworth@example.org"),
            ("telephone", "01632 960987"),
        ],
        later: &[
            ("notes", "Met Quuxworth,\nrang 01632 960987"),
            ("name", "Zeb Quuxworth"),
        ],
        erase: &[],
    },
    Case {
        kind: "person",
        first: &[("name", "Zebedee"), ("notes", "Quuxworth at home: 960987")],
        later: &[("notes", "“Quuxworth” moved, now 960987")],
        erase: &["notes"],
    },
    Case {
        kind: "organisation",
        first: &[
            ("name", "Quuxworth & Daughters"),
            ("telephone", "01632 960987"),
        ],
        later: &[("address", "1 Quuxworth Row"), ("name", "Quuxworth Ltd")],
        erase: &[],
    },
    Case {
        kind: "practice",
        first: &[
            ("ods_code", "M84001"),
            ("name", "Red Roofs"),
            ("notes", "Ask for Quuxworth on 960987"),
        ],
        later: &[("notes", "Quuxworth left; 960987 rings out")],
        erase: &["notes"],
    },
    Case {
        kind: "place",
        first: &[("name", "North"), ("notes", "Lead: Quuxworth")],
        later: &[("notes", "Lead was Quuxworth (960987)")],
        erase: &["notes"],
    },
];

/// What happens around the erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Made, and nothing else.
    Plain,
    Changed,
    /// The change was undone; the file keeps both.
    Undone,
    UndoneAndRedone,
    Removed,
    RemovedAndRestored,
    /// Two people changed the same field at once.
    TwoVersions,
    /// Reason and words of an edit name the person.
    WordsAboutAnEdit,
    /// Unfinished typing names the person, with escapes.
    InADraft,
    /// The texts are still in the file of edits beside the hub file.
    InTheEditsBeside,
    /// The hub file is closed and opened before.
    AfterARestart,
    /// An older copy is laid over the hub file with a file manager.
    OlderCopyLaidOver,
    /// An older copy is put back by the program.
    OlderCopyPutBack,
    /// The laptop went off before the file was cleared up.
    PowerCut,
    /// The tables are worked out again.
    Rebuilt,
    /// A copy is made after, in both ways.
    Copied,
}

const AROUND: &[Around] = &[
    Around::Plain,
    Around::Changed,
    Around::Undone,
    Around::UndoneAndRedone,
    Around::Removed,
    Around::RemovedAndRestored,
    Around::TwoVersions,
    Around::WordsAboutAnEdit,
    Around::InADraft,
    Around::InTheEditsBeside,
    Around::AfterARestart,
    Around::OlderCopyLaidOver,
    Around::OlderCopyPutBack,
    Around::PowerCut,
    Around::Rebuilt,
    Around::Copied,
];

fn values(pairs: &[(&'static str, &'static str)]) -> Vec<(&'static str, Value)> {
    pairs.iter().map(|(k, v)| (*k, Value::from(*v))).collect()
}

/// Every file under a folder that holds one of the tokens, capitals or not.
fn hits(folder: &Path) -> Vec<String> {
    let mut out = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(hits(&path));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
        for token in TOKENS {
            let found = bytes.windows(token.len()).any(|w| w == token.as_bytes());
            if found {
                out.push(format!("{token} in {}", path.display()));
            }
        }
    }
    out
}

/// Brings the laptop to where the erasure is ordered. Returns the record and an older copy of the file, kept elsewhere.
fn prepare(a: &mut Laptop, case: &Case, around: Around) -> (Id, Vec<u8>) {
    // Somebody else, who stays, in the same edits and the same search.
    a.put(
        "person",
        None,
        &[("name", "Bea Stays".into()), ("role", "Nurse".into())],
    )
    .unwrap();
    let (id, _) = a.put(case.kind, None, &values(case.first)).unwrap();
    let opened = a.store().generation().unwrap();
    let mut action = None;
    if around != Around::Plain {
        let words = (around == Around::WordsAboutAnEdit).then_some("Quuxworth rang on 960987");
        let change = Action::new(Verb::Change).because(words.map(str::to_owned));
        let later = fields(&values(case.later));
        let (world, me) = (&a.world, a.me);
        let store = a.store.as_mut().unwrap();
        let made = store.transact(world, me, change, |tx| tx.put(case.kind, Some(id), &later));
        action = made.unwrap().1.action;
    }
    match around {
        Around::Undone => drop(a.undo(action.unwrap()).unwrap()),
        Around::UndoneAndRedone => {
            let undone = a.undo(action.unwrap()).unwrap();
            a.undo(undone.receipt.action.unwrap()).unwrap();
        }
        Around::Removed => drop(a.remove(case.kind, id).unwrap()),
        Around::RemovedAndRestored => {
            let removed = a.remove(case.kind, id).unwrap();
            a.undo(removed.action.unwrap()).unwrap();
        }
        Around::TwoVersions => {
            let field = case.later[0].0;
            let second = fields(&[(field, "Quuxworth, by the other".into())]);
            let (world, me) = (&a.world, a.me);
            let store = a.store.as_mut().unwrap();
            let seen = Some(opened);
            store
                .transact(world, me, Action::new(Verb::Change), |tx| {
                    tx.put_seen(case.kind, Some(id), &second, seen)
                })
                .unwrap();
            assert!(store.versions(id, case.kind, field).unwrap().len() > 1);
        }
        Around::InADraft => {
            let key = format!("form:{}:{id}", case.kind);
            let body = r#"{"notes":"Line one\nQuuxworth \u00e9 960987"}"#;
            a.store().put_draft(&key, body, 1).unwrap();
            a.store()
                .put_draft("form:place:new", r#"{"name":"Stays"}"#, 1)
                .unwrap();
        }
        Around::AfterARestart => a.reopen().unwrap(),
        _ => {}
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy.hubfolio");
    a.store.as_ref().unwrap().backup(&a.world, &copy).unwrap();
    (id, std::fs::read(copy).unwrap())
}

/// What must hold once the erasure is through.
fn assert_erased(a: &mut Laptop, case: &Case, id: Id) {
    let gone = hits(a.folder.path());
    assert!(gone.is_empty(), "{gone:?}");
    let faults = a.store().check().unwrap().faults;
    assert!(faults.is_empty(), "{faults:?}");
    let row = a.store().row(case.kind, id).unwrap();
    for (field, _) in case.first.iter().chain(case.later) {
        let erased = case.erase.is_empty() || case.erase.contains(field);
        let state = row.cells[*field].state();
        assert!(
            if erased {
                ["erased", "missing"].contains(&state)
            } else {
                state == "known"
            },
            "{field} is {state}"
        );
    }
    for token in TOKENS {
        assert!(a.store().search(token, 5).unwrap().is_empty());
    }
    assert_eq!(a.store().search("bea", 5).unwrap().len(), 1);
    // Not to be typed in again, and an import leaves it out.
    let (field, value) = *case.first.last().unwrap();
    if !row.deleted {
        let refused = a
            .put(case.kind, Some(id), &[(field, value.into())])
            .unwrap_err();
        assert_eq!(hubfolio_core::contract::Fault::from(refused).code, "erased");
        let (world, me) = (&a.world, a.me);
        let again = fields(&[(field, value.into())]);
        let import = Action::new(Verb::Import).of("list.csv");
        let store = a.store.as_mut().unwrap();
        store
            .transact(world, me, import, |tx| tx.put(case.kind, Some(id), &again))
            .unwrap();
    }
    assert!(hits(a.folder.path()).is_empty());
    // As it was at any time before, the erased is erased too.
    let world = &a.world;
    let was = a.store.as_ref().unwrap();
    let was = was.as_at(&AsAt::Arrived(i64::MAX), world).unwrap();
    assert_eq!(was.state_hash().unwrap(), a.store().state_hash().unwrap());
    let heads = a.store().state_hash_heads().unwrap();
    a.rebuild().unwrap();
    assert_eq!(a.store().state_hash_heads().unwrap(), heads);
    a.reopen().unwrap();
    assert_eq!(a.store().state_hash_heads().unwrap(), heads);
    assert!(hits(a.folder.path()).is_empty());
}

fn run(case: &Case, around: Around, seed: u64) {
    let mut a = Laptop::new(seed);
    let (id, older) = prepare(&mut a, case, around);
    // Controls: the search finds the texts while they are there.
    assert!(!hits(a.folder.path()).is_empty());
    let beside = a.folder.path().join("hub.hubfolio-wal");
    if around == Around::InTheEditsBeside {
        let bytes = std::fs::read(&beside).unwrap().to_ascii_lowercase();
        assert!(bytes.windows(9).any(|w| w == TOKENS[0].as_bytes()));
    }
    let (_, done) = a.erase(case.kind, id, case.erase).unwrap();
    assert!(done.values > 0);
    match around {
        Around::InADraft => {
            assert_eq!(done.drafts, 1);
            assert!(a.store().draft("form:place:new").unwrap().is_some());
        }
        Around::OlderCopyLaidOver => {
            a.store = None;
            std::fs::write(a.path(), &older).unwrap();
            assert!(!hits(a.folder.path()).is_empty());
            a.reopen().unwrap();
        }
        Around::OlderCopyPutBack => put_back(&mut a, &older),
        Around::PowerCut => {
            // As a kill leaves it: the values are blanked, free space and orders outside are not seen to.
            let outside = a.config().join("erasures");
            std::fs::remove_dir_all(outside).unwrap();
            let db = a.store().db();
            db.execute("UPDATE erasure SET cleaned = NULL", []).unwrap();
            db.execute_batch(
                "PRAGMA secure_delete = OFF; CREATE TABLE left (t TEXT);
                 INSERT INTO left VALUES ('Quuxworth'); DROP TABLE left;",
            )
            .unwrap();
            assert!(!hits(a.folder.path()).is_empty());
            a.reopen().unwrap();
            assert!(a.config().join("erasures").exists());
        }
        Around::Rebuilt => a.rebuild().unwrap(),
        Around::Copied => {
            let store = a.store.as_ref().unwrap();
            let folder = a.folder.path().join("copies");
            store.keep_copy(&a.world, &folder, 10).unwrap();
            let copy = a.folder.path().join("copy.hubfolio");
            store.backup(&a.world, &copy).unwrap();
        }
        _ => {}
    }
    assert_erased(&mut a, case, id);
}

/// Through the command that a person uses; the copy itself lies elsewhere, as on a stick.
fn put_back(a: &mut Laptop, older: &[u8]) {
    let stick = tempfile::tempdir().unwrap();
    let copy = stick.path().join("copy.hubfolio");
    std::fs::write(&copy, older).unwrap();
    a.store = None;
    let places = Places {
        config: a.config(),
        store: a.path(),
    };
    let mut session = Session::new(places, Some("Ann Archer".into()), Program::CommandLine);
    let request = serde_json::json!({ "file": copy.to_str().unwrap() });
    session.call(&a.world, "copy_restore", request).unwrap();
    drop(session);
    assert_eq!(std::fs::read(&copy).unwrap(), older);
    a.reopen().unwrap();
}

#[test]
fn erased_text_is_nowhere_whatever_happened_before_and_after() {
    let mut scenarios = 0;
    for (c, case) in CASES.iter().enumerate() {
        for (n, around) in AROUND.iter().enumerate() {
            println!("{} {:?}: {around:?}", case.kind, case.erase);
            run(case, *around, 1_000 + (c * 100 + n) as u64);
            scenarios += 1;
        }
    }
    println!("{scenarios} scenarios");
    assert!(scenarios >= 50);
}

#[test]
fn a_kill_at_any_point_leaves_all_of_it_or_nothing() {
    let mut a = Laptop::new(91);
    let (id, _) = prepare(&mut a, &CASES[0], Around::Changed);
    let order = std::path::PathBuf::from(format!("erase person {id}"));
    let end = Writer::start(&a.copied(92), &order, 0).finish();
    let points: u64 = end.strip_prefix("end ").unwrap().parse().unwrap();
    let (mut before, mut after) = (0, 0);
    for point in 1..=points {
        let mut laptop = a.copied(93 + point);
        let mut writer = Writer::start(&laptop, &order, point);
        while writer.next() != "point" {}
        writer.kill();
        laptop.reopen().unwrap();
        if laptop.store().erasure_orders().unwrap().is_empty() {
            before += 1;
            assert_eq!(
                laptop.store().row("person", id).unwrap().text("name"),
                "Zeb Quuxworth"
            );
            laptop.erase("person", id, &[]).unwrap();
        } else {
            after += 1;
        }
        assert_erased(&mut laptop, &CASES[0], id);
    }
    println!("{before} kills left the file as before, {after} as after");
    assert!(before > 0 && after > 0);
}

#[test]
fn without_the_clearing_up_the_search_of_bytes_finds_something() {
    // A control: the search above fails where a part of the erasure is left out.
    let mut a = Laptop::new(90);
    let (id, _) = prepare(&mut a, &CASES[0], Around::Changed);
    let db = a.store().db();
    db.execute("UPDATE log_write SET value = NULL WHERE record = ?1", [id])
        .unwrap();
    assert!(!hits(a.folder.path()).is_empty());
}
