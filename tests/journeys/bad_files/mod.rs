//! Hub files that can't be used, places that can't be written, copies that came back: each is met with a sentence that a
//! programme manager understands, and nothing is changed or thrown away.

mod copied;

use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::Command,
};

use hubfolio_core::{
    contract::Fault,
    session::{Places, Program, Session},
    store::{Store, StoreError},
};
use hubfolio_tests::{Laptop, World, copy_folder, options_at, soak::seeds};
use serde_json::json;

/// A closed hub file with a few hundred records in it.
fn hub_file(seed: u64) -> Laptop {
    let mut a = Laptop::new(seed);
    let (world, me) = (&a.world, a.me);
    let import =
        hubfolio_core::store::Action::new(hubfolio_core::store::Verb::Import).of("people.csv");
    a.store
        .as_mut()
        .unwrap()
        .transact(world, me, import, |tx| {
            for n in 0..300 {
                let values = hubfolio_tests::fields(&[
                    ("name", format!("Person {n}").into()),
                    ("notes", "A line of notes. ".repeat(20).into()),
                ]);
                tx.put("person", None, &values)?;
            }
            Ok(())
        })
        .unwrap();
    a.store = None;
    a
}

fn session(laptop: &Laptop, program: Program) -> Session {
    let places = Places {
        config: laptop.config(),
        store: laptop.path(),
    };
    Session::new(places, None, program)
}

fn open(laptop: &Laptop, path: &Path, program: Program) -> Result<Session, Fault> {
    let mut session = session(laptop, program);
    session.call(&laptop.world, "hub_open", json!({ "file": path }))?;
    Ok(session)
}

fn refused(laptop: &Laptop, path: &Path, program: Program) -> Fault {
    let fault = open(laptop, path, program).err().expect("refused");
    assert!(
        fault.message.ends_with('.') && !fault.hint.is_empty(),
        "{fault:?}"
    );
    fault
}

/// Every file of a folder that is not a lock, with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    all.retain(|p| p.is_file() && p.extension().is_none_or(|e| e != "lock"));
    all.sort();
    all.into_iter()
        .map(|p| (p.clone(), fs::read(p).unwrap()))
        .collect()
}

#[test]
fn a_file_of_a_newer_version_is_left_untouched() {
    let a = hub_file(60);
    let db = rusqlite::Connection::open(a.path()).unwrap();
    db.pragma_update(None, "user_version", 9_999).unwrap();
    drop(db);
    let before = files(a.folder.path());
    for program in [Program::Window, Program::CommandLine] {
        let fault = refused(&a, &a.path(), program);
        assert_eq!(fault.code, "newer_version");
        assert!(
            fault.message.contains("a newer version of Hubfolio"),
            "{}",
            fault.message
        );
        assert!(files(a.folder.path()) == before);
    }
}

/// Opens a damaged file as the command line and as the window, and looks at what became of it.
fn assert_kept(a: &Laptop) {
    let bytes = fs::read(a.path()).unwrap();
    let fault = refused(a, &a.path(), Program::CommandLine);
    assert_eq!(fault.code, "damaged", "{fault:?}");
    assert!(
        fs::read(a.path()).unwrap() == bytes,
        "the command line leaves it where it is"
    );
    let fault = refused(a, &a.path(), Program::Window);
    assert_eq!(fault.code, "damaged", "{fault:?}");
    assert!(
        fault.message.contains("nothing was deleted"),
        "{}",
        fault.message
    );
    assert!(fault.hint.contains("backup"), "{}", fault.hint);
    assert!(!a.path().exists());
    let aside: Vec<_> = files(a.folder.path())
        .into_iter()
        .filter(|f| f.1 == bytes)
        .collect();
    assert_eq!(aside.len(), 1, "moved aside, byte for byte");
    let name = aside[0]
        .0
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    assert!(fault.message.contains(&name), "{}", fault.message);
    assert_eq!(refused(a, &a.path(), Program::Window).code, "no_hub_file");
}

#[test]
fn a_damaged_first_page_is_moved_aside_by_the_window_alone() {
    for (seed, range) in [(61, 0..16), (62, 100..1_100)] {
        let a = hub_file(seed);
        let mut bytes = fs::read(a.path()).unwrap();
        bytes[range].fill(0xA5);
        fs::write(a.path(), bytes).unwrap();
        assert_kept(&a);
    }
}

#[test]
fn a_file_cut_short_is_moved_aside() {
    let whole = hub_file(63);
    let length = fs::metadata(whole.path()).unwrap().len();
    for cut in [0, 10, 99, 512, length / 2, length - 4_096, length - 1] {
        let mut whole = hub_file(63);
        let a = whole.copied(64);
        fs::File::options()
            .write(true)
            .open(a.path())
            .unwrap()
            .set_len(cut)
            .unwrap();
        assert_kept(&a);
    }
}

/// The page, counted from one, at which an order of the file begins.
fn root_page(path: &Path, index: &str) -> usize {
    let db = rusqlite::Connection::open(path).unwrap();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: u32 = db.query_row(root, [index], |r| r.get(0)).unwrap();
    usize::try_from(page).unwrap()
}

/// Pages anywhere in the file: nothing panics, what can't be read is said, and the way out is offered at the next start.
#[test]
fn damaged_pages_are_noticed_and_said() {
    let mut whole = hub_file(65);
    whole.store = None;
    let sound = fs::read(whole.path()).unwrap();
    let pages = sound.len() / 4_096;
    let (mut at_once, mut by_a_read, mut by_the_check) = (0, 0, 0);
    let by_chance = seeds(25).map(|seed| {
        let dice = World::new(seed);
        let some = 1 + dice.below(3);
        let damaged: Vec<usize> = (0..some).map(|_| 1 + dice.below(pages - 1)).collect();
        (seed, damaged)
    });
    // And one that a search is sure to read.
    let looked_up = (
        0,
        vec![root_page(&whole.path(), "search_document_title") - 1],
    );
    for (seed, damaged) in by_chance.chain([looked_up]) {
        let dice = World::new(seed);
        let a = whole.copied(seed);
        let mut bytes = sound.clone();
        for page in damaged {
            for byte in &mut bytes[page * 4_096..(page + 1) * 4_096] {
                *byte = dice.roll() as u8;
            }
        }
        fs::write(a.path(), &bytes).unwrap();
        let mut window = match open(&a, &a.path(), Program::Window) {
            Ok(window) => window,
            Err(fault) => {
                assert_eq!(fault.code, "damaged", "{fault:?}");
                at_once += 1;
                continue;
            }
        };
        let requests = [
            ("view", json!({ "source": { "kind": "person" } })),
            ("search", json!({ "text": "person", "limit": 20 })),
            ("findings", json!({})),
            ("actions", json!({})),
            (
                "save",
                json!({ "kind": "person", "fields": { "name": "Somebody New" } }),
            ),
        ];
        let faults: Vec<Fault> = requests
            .into_iter()
            .filter_map(|(name, request)| window.call(&a.world, name, request).err())
            .collect();
        let by_reading = faults.iter().any(|f| f.code == "damaged");
        if by_reading {
            by_a_read += 1;
        } else {
            by_the_check += 1;
        }
        // The check looks at every page; the bytes of a page that only holds text may still make a page.
        let sound = window
            .call(&a.world, "check", json!({}))
            .is_ok_and(|r| r["sound"] == true);
        assert!(!sound, "seed {seed}: {faults:?}");
        drop(window);
        if by_reading {
            let fault = refused(&a, &a.path(), Program::Window);
            assert_eq!(fault.code, "damaged", "{fault:?}");
            assert!(!a.path().exists());
        }
    }
    println!(
        "{at_once} refused at once, {by_a_read} noticed by a read, {by_the_check} by the check"
    );
    assert!(by_a_read > 0);
}

#[test]
fn another_file_is_not_taken_for_a_hub_file() {
    let a = hub_file(66);
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("list.csv");
    fs::write(&text, "name,code\n").unwrap();
    let other = folder.path().join("other.sqlite");
    let db = rusqlite::Connection::open(&other).unwrap();
    db.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        .unwrap();
    drop(db);
    for path in [&text, &other] {
        let before = fs::read(path).unwrap();
        let fault = refused(&a, path, Program::Window);
        assert_eq!(fault.code, "not_a_hub_file", "{fault:?}");
        assert!(fs::read(path).unwrap() == before, "{}", path.display());
    }
    let fault = refused(&a, &folder.path().join("none.hubfolio"), Program::Window);
    assert_eq!(fault.code, "no_hub_file");
}

/// Root may write anywhere, so the program runs as somebody who may not.
#[test]
fn a_read_only_folder_is_said_in_words() {
    const NOBODY: u32 = 65_534;
    let mut a = hub_file(67);
    a.reopen().unwrap();
    let before = a.store().state_hash().unwrap();
    a.store = None;
    let hub = a.folder.path();
    let config = tempfile::tempdir().unwrap();
    let program = config.path().join("writer");
    fs::copy(env!("CARGO_BIN_EXE_writer"), &program).unwrap();
    let list = config.path().join("list.csv");
    fs::write(&list, "").unwrap();
    let probe = tempfile::tempdir().unwrap();
    fs::set_permissions(probe.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let root = fs::write(probe.path().join("probe"), "").is_ok();
    let open_to_all = fs::Permissions::from_mode(0o777);
    fs::set_permissions(config.path(), open_to_all).unwrap();
    fs::remove_file(hub.join("hub.hubfolio.lock")).unwrap();
    fs::set_permissions(hub, fs::Permissions::from_mode(0o555)).unwrap();
    let bytes = files(hub);
    let mut command = Command::new(&program);
    command
        .args([&a.path(), &config.path().join("config"), &list])
        .args(["1", "0"]);
    if root {
        command.uid(NOBODY).gid(NOBODY);
    }
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    fs::set_permissions(hub, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(said.starts_with("refused read_only_folder: "), "{said}");
    assert!(
        said.contains("may not write in the folder") && said.contains("Nothing was changed"),
        "{said}"
    );
    assert!(files(hub) == bytes);
    a.reopen().unwrap();
    assert_eq!(a.store().state_hash().unwrap(), before);
}

#[test]
fn a_full_disk_keeps_what_was_there() {
    let mut a = hub_file(68);
    a.reopen().unwrap();
    let before = (
        a.store().state_hash().unwrap(),
        a.store().state_hash_heads().unwrap(),
    );
    let pages: i64 = a
        .store()
        .db()
        .pragma_query_value(None, "page_count", |r| r.get(0))
        .unwrap();
    let full = |a: &mut Laptop, most: i64| {
        let set: i64 = a
            .store()
            .db()
            .pragma_update_and_check(None, "max_page_count", most, |r| r.get(0))
            .unwrap();
        assert_eq!(set, most);
    };
    full(&mut a, pages + 2);
    let notes = "A long note. ".repeat(4_000);
    let failed = a.put(
        "person",
        None,
        &[
            ("name", "One Too Many".into()),
            ("notes", notes.as_str().into()),
        ],
    );
    let fault = Fault::from(failed.unwrap_err());
    assert_eq!(fault.code, "disk_full", "{fault:?}");
    assert!(
        fault.message.contains("disk is full") && fault.message.contains("Nothing was changed")
    );
    assert_eq!(
        (
            a.store().state_hash().unwrap(),
            a.store().state_hash_heads().unwrap()
        ),
        before
    );
    assert!(a.store().check().unwrap().faults.is_empty());
    // Space was made: the same edit works, in the same session and after a restart.
    full(&mut a, pages + 2_000);
    a.put(
        "person",
        None,
        &[
            ("name", "One Too Many".into()),
            ("notes", notes.as_str().into()),
        ],
    )
    .unwrap();
    assert_eq!(a.store().holdings().unwrap().len(), 1);
    a.reopen().unwrap();
    assert!(a.store().notices().is_empty());
    assert!(a.store().check().unwrap().faults.is_empty());
}

#[test]
fn the_second_window_is_refused_and_the_command_line_only_reads() {
    let a = hub_file(69);
    let mut window = open(&a, &a.path(), Program::Window).unwrap();
    let hash = window.store().unwrap().state_hash().unwrap();
    let fault = refused(&a, &a.path(), Program::Window);
    assert_eq!(fault.code, "in_use");
    assert!(
        fault.message.contains("the Hubfolio window"),
        "{}",
        fault.message
    );
    let mut script = open(&a, &a.path(), Program::CommandLine).unwrap();
    let person = json!({ "kind": "person", "fields": { "name": "Somebody New" } });
    let fault = script.call(&a.world, "save", person.clone()).unwrap_err();
    assert_eq!(fault.code, "read_only", "{fault:?}");
    for (name, request) in [("undo", json!({})), ("check", json!({ "rebuild": true }))] {
        assert!(script.call(&a.world, name, request).is_err(), "{name}");
    }
    assert_eq!(script.store().unwrap().state_hash().unwrap(), hash);
    // What the window writes, the script sees; and when the window is closed, the script may write.
    window.call(&a.world, "save", person.clone()).unwrap();
    let found = script
        .call(
            &a.world,
            "search",
            json!({ "text": "somebody new", "limit": 5 }),
        )
        .unwrap();
    assert!(found.to_string().contains("Somebody New"), "{found}");
    drop((window, script));
    open(&a, &a.path(), Program::CommandLine)
        .unwrap()
        .call(&a.world, "save", person)
        .unwrap();
}

#[test]
fn a_folder_that_is_not_there_is_said_and_a_file_that_is_there_is_kept() {
    let a = hub_file(80);
    let config = a.config();
    let options = options_at(&config, &a.kinds);
    let bytes = fs::read(a.path()).unwrap();
    let again = Store::create(&a.path(), &options, &a.world).err().unwrap();
    assert!(matches!(again, StoreError::Exists(_)), "{again}");
    assert!(fs::read(a.path()).unwrap() == bytes);
}

/// The laptop went off before a new hub file was tidied up even once.
#[test]
fn a_young_file_that_was_torn_off_opens() {
    let mut a = Laptop::new(81);
    let hash = a.store().state_hash().unwrap();
    let mut torn = Laptop::new(82);
    torn.store = None;
    fs::remove_dir_all(torn.folder.path()).unwrap();
    copy_folder(a.folder.path(), torn.folder.path());
    assert!(
        torn.folder
            .path()
            .join("hub.hubfolio-wal")
            .metadata()
            .unwrap()
            .len()
            > 0
    );
    torn.reopen().unwrap();
    assert_eq!(torn.store().state_hash().unwrap(), hash);
    assert!(torn.store().notices().is_empty());
}
