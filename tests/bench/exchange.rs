//! Bringing a colleague's edits in, beside a bare UPDATE of the same rows in the same run: four field changes an edit, over
//! 100,000 people, search index on.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use hubfolio_core::{
    exchange::{self, Protecting, Receiving, Staged},
    record::{Id, Value},
    store::{Action, Verb},
};
use hubfolio_tests::{Laptop, fields, team};
use rusqlite::{Connection, params};

use super::report::peak_memory;

/// People in the hub file.
const PEOPLE: usize = 100_000;
/// Edits in one commit while the edits are made: how they are made is not measured.
const AT_ONCE: usize = 5_000;

const FIELDS: [&str; 4] = ["name", "role", "email", "telephone"];

fn value(field: usize, person: usize, turn: usize) -> String {
    match field {
        0 => format!("Person {person} Oak {turn}"),
        1 => format!("Practice nurse, round {turn}"),
        2 => format!("person{person}.{turn}@example.org"),
        _ => format!("01632 {:06}", (person * 7 + turn) % 1_000_000),
    }
}

/// Makes the team's files in `folder`: Ann's with the edits, Ben's without, and the file from her to him. A process of
/// its own does this, so that its memory is not counted.
pub fn make(folder: &Path, writes: usize) {
    let mut ann = Laptop::new(1);
    let (world, me) = (&ann.world, ann.me);
    let store = ann.store.as_mut().unwrap();
    let mut people: Vec<Id> = vec![];
    while people.len() < PEOPLE {
        store
            .transact(world, me, Action::new(Verb::Generate), |tx| {
                for _ in 0..AT_ONCE {
                    let i = people.len();
                    let values: Vec<(&str, Value)> = (0..4)
                        .map(|f| (FIELDS[f], Value::from(value(f, i, 0))))
                        .collect();
                    people.push(tx.put("person", None, &fields(&values))?);
                }
                Ok(())
            })
            .unwrap();
    }
    let mut ben = ann.joined(2);
    let hello = ben.file("hello.hubx");
    ben.send(&hello, false, Protecting::Colleagues).unwrap();
    ann.bring_in_and_admit(&[&hello]).unwrap();
    let met = ann.file("met.hubx");
    ann.send(&met, false, Protecting::Colleagues).unwrap();
    ben.bring_in(&[&met], None, &[]).unwrap();
    // Ann hears what he has now, so that her next file holds her new edits alone.
    let heard = ben.file("heard.hubx");
    ben.send(&heard, false, Protecting::Colleagues).unwrap();
    ann.bring_in(&[&heard], None, &[]).unwrap();

    let (world, me) = (&ann.world, ann.me);
    let store = ann.store.as_mut().unwrap();
    let mut edit = 0;
    while edit < writes / 4 {
        store
            .transact(world, me, Action::new(Verb::Change), |tx| {
                for _ in 0..AT_ONCE.min(writes / 4 - edit) {
                    // A stride without a pattern: as people edit, not in the order of the table.
                    let person = edit * 61_803 % PEOPLE;
                    let values: Vec<(&str, Value)> = (0..4)
                        .map(|f| (FIELDS[f], Value::from(value(f, person, 1 + edit / PEOPLE))))
                        .collect();
                    tx.put("person", Some(people[person]), &fields(&values))?;
                    tx.next_action(Action::new(Verb::Change))?;
                    edit += 1;
                }
                Ok(())
            })
            .unwrap();
    }
    let start = Instant::now();
    let file = ann.file("edits.hubx");
    let sent = ann.send(&file, false, Protecting::Colleagues).unwrap();
    println!(
        "write the file and read it back: {:.2} s; {} edits, {} field changes, {} bytes, {:.1} bytes a field change",
        start.elapsed().as_secs_f64(),
        sent.changes,
        sent.writes,
        sent.bytes,
        sent.bytes as f64 / sent.writes as f64
    );
    std::fs::create_dir_all(folder.join("ben")).unwrap();
    std::fs::copy(&file, folder.join("edits.hubx")).unwrap();
    ben.store = None;
    hubfolio_tests::copy_folder(ben.folder.path(), &folder.join("ben"));
}

/// Measures what Ben waits for.
pub fn measure(folder: &Path) {
    let file = folder.join("edits.hubx");
    let mut ben = team::at(&folder.join("ben"), 2);
    // The bare UPDATE works on a copy of the same file.
    let copy = folder.join("bare.db");
    std::fs::copy(ben.path(), &copy).unwrap();

    let who = ben.colleague();
    let how = Receiving {
        who: &who,
        name_of: &|_, _| String::new(),
        admit: &[],
    };
    let keys = ben.keys(None);
    let start = Instant::now();
    let store = ben.store.as_ref().unwrap();
    store.keep_copy(&ben.world, folder, 10).unwrap();
    let backup = start.elapsed();
    // As the window does it: the hub file is copied while the file is verified, staged and applied.
    let all = Instant::now();
    let store = ben.store.as_mut().unwrap();
    store.begin_copy(&ben.world, folder, 10).unwrap();
    let start = Instant::now();
    let mut files = [Staged::open(&file, &keys).unwrap()];
    let verify = start.elapsed();
    let writes = files[0].manifest.counts.writes;
    let start = Instant::now();
    let done = exchange::bring_in(store, &ben.world, &mut files, &how, None).unwrap();
    let apply = start.elapsed();
    let all = all.elapsed();
    assert!(done.edits > 0 && done.waiting == 0, "{}", done.summary);
    drop(files);

    let start = Instant::now();
    assert!(exchange::known_file(store, &file).unwrap());
    let again_same = start.elapsed();
    let start = Instant::now();
    let mut files = [Staged::open(&file, &ben.keys(None)).unwrap()];
    let store = ben.store.as_mut().unwrap();
    let none = exchange::bring_in(store, &ben.world, &mut files, &how, None).unwrap();
    let again = start.elapsed();
    assert_eq!(none.edits, 0);
    let memory = peak_memory();

    let bare = bare(&copy, writes as usize);
    println!("{writes} field changes, 4 an edit, on {PEOPLE} people; peak memory {memory} MB");
    for (what, seconds) in [
        ("verify and stage the file", verify),
        ("apply (versions, tables, search, findings)", apply),
        ("both, and a copy of the hub file beside them", all),
        ("a copy of the hub file alone", backup),
        ("the same file again, known by its bytes", again_same),
        ("the same file again, verified and offered", again),
        ("bare SQLite UPDATE of the same rows", bare),
    ] {
        println!("  {what:<45} {:>8.2} s", seconds.as_secs_f64());
    }
    println!(
        "  apply : bare UPDATE = {:.1}; {:.0} field changes a second",
        apply.as_secs_f64() / bare.as_secs_f64(),
        writes as f64 / apply.as_secs_f64()
    );
}

/// The same rows and values by bare UPDATEs of one field each, in one transaction.
fn bare(path: &Path, writes: usize) -> Duration {
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "cache_size", -64_000).unwrap();
    db.pragma_update_and_check(None, "journal_mode", "wal", |r| r.get::<_, String>(0))
        .unwrap();
    db.pragma_update(None, "synchronous", "full").unwrap();
    let people: Vec<Id> = db
        .prepare("SELECT id FROM person WHERE telephone IS NOT NULL ORDER BY email")
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let start = Instant::now();
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    for edit in 0..writes / 4 {
        let person = edit * 61_803 % PEOPLE;
        for (f, name) in FIELDS.iter().enumerate() {
            db.prepare_cached(&format!("UPDATE person SET \"{name}\" = ?2 WHERE id = ?1"))
                .unwrap()
                .execute(params![people[person], value(f, person, 1 + edit / PEOPLE)])
                .unwrap();
        }
    }
    db.execute_batch("COMMIT").unwrap();
    start.elapsed()
}
