//! Copies: written whole, put back whole, and the hub file that was there is kept.

use std::path::{Path, PathBuf};

use hubfolio_core::store::{Action, OwnWords, Verb, Verdict};
use hubfolio_tests::{Desk, Laptop, fields};
use serde_json::json;

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A desk with a copy, and an edit that the copy does not have.
fn with_copy(seed: u64) -> (Desk, PathBuf) {
    let mut desk = Desk::new(seed);
    desk.save("place", json!({ "name": "North" }));
    let copy = desk.folder.path().join("copies/copy.hubfolio");
    std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
    let done = desk.call("copy_write", json!({ "file": text(&copy) }));
    assert_eq!(done["file"], "copy.hubfolio");
    assert_eq!(done["bytes"], std::fs::metadata(&copy).unwrap().len());
    desk.save("place", json!({ "name": "South" }));
    (desk, copy)
}

fn places(desk: &mut Desk) -> i64 {
    let view = json!({ "source": { "kind": "place" }, "limit": 0 });
    desk.call("view", view)["total"].as_i64().unwrap()
}

#[test]
fn a_copy_put_back_gives_what_it_held_and_keeps_the_file_that_was_there() {
    let (mut desk, copy) = with_copy(70);
    assert!(desk.session.store().unwrap().last_copy().is_some());
    let before = std::fs::read(&copy).unwrap();
    let hash = desk.hash();
    let status = desk.call("copy_restore", json!({ "file": text(&copy) }));
    let notices = status["hub"]["notices"].as_array().unwrap();
    assert!(notices[0]["title"].as_str().unwrap().contains("older copy"));
    assert!(
        notices[1]["text"]
            .as_str()
            .unwrap()
            .contains("-replaced-2025-10-09-")
    );
    assert_eq!(places(&mut desk), 1);
    assert_eq!(std::fs::read(&copy).unwrap(), before);
    desk.save("place", json!({ "name": "East" }));
    assert_eq!(desk.call("check", json!({}))["sound"], true);

    // The file that was there can be put back in the same way.
    let aside = names_in(desk.folder.path())
        .into_iter()
        .find(|n| n.starts_with("hub-replaced-"))
        .unwrap();
    let aside = desk.folder.path().join(aside);
    desk.call("copy_restore", json!({ "file": text(&aside) }));
    assert_eq!(desk.hash(), hash);
    assert_eq!(places(&mut desk), 2);
    let left: Vec<String> = names_in(desk.folder.path())
        .into_iter()
        .filter(|n| n.contains(".part") || n.ends_with("-wal.lock"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_damaged_copy_changes_nothing() {
    let (mut desk, copy) = with_copy(71);
    let good = std::fs::read(&copy).unwrap();
    let hash = desk.hash();
    let bad = desk.folder.path().join("bad.hubfolio");
    let cut = good[..good.len() / 2].to_vec();
    let mut torn = good.clone();
    // Away from the header: pages in the middle overwritten.
    let middle = good.len() / 2 / 4096 * 4096;
    torn[middle..middle + 8192].fill(0xA5);
    let mut newer = good.clone();
    newer[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    let mut other = good.clone();
    other[68..72].fill(0);
    for (bytes, code) in [
        (cut, "copy_damaged"),
        (torn, "copy_damaged"),
        (newer, "newer_version"),
        (other, "not_a_hub_file"),
        (b"not a hub file at all".to_vec(), "copy_damaged"),
        (vec![], "copy_damaged"),
    ] {
        std::fs::write(&bad, &bytes).unwrap();
        let names = names_in(desk.folder.path());
        let fault = desk.refused("copy_restore", json!({ "file": text(&bad) }));
        assert_eq!(fault.code, code, "{fault:?}");
        assert_eq!(std::fs::read(&bad).unwrap(), bytes);
        assert_eq!(names_in(desk.folder.path()), names);
        assert_eq!(desk.hash(), hash);
    }
    let fault = desk.refused("copy_restore", json!({ "file": "nowhere.hubfolio" }));
    assert_eq!(fault.code, "no_copy");
    let hub = desk.folder.path().join("hub.hubfolio");
    let fault = desk.refused("copy_restore", json!({ "file": text(&hub) }));
    assert_eq!(fault.code, "same_file");
    desk.save("place", json!({ "name": "Still writes" }));
}

#[test]
fn an_edit_forged_in_a_copy_is_found_before_it_takes_the_place() {
    let (mut desk, copy) = with_copy(72);
    let db = rusqlite::Connection::open(&copy).unwrap();
    db.execute(
        "UPDATE log_write SET value = 'West' WHERE value = 'North'",
        [],
    )
    .unwrap();
    drop(db);
    let hash = desk.hash();
    let fault = desk.refused("copy_restore", json!({ "file": text(&copy) }));
    assert_eq!(fault.code, "copy_damaged");
    assert!(fault.message.contains("Your hub file was not changed."));
    assert_eq!(desk.hash(), hash);
}

#[test]
fn a_copy_of_another_hub_is_refused() {
    let (mut desk, _) = with_copy(73);
    let (_other, copy) = with_copy(74);
    let hash = desk.hash();
    let fault = desk.refused("copy_restore", json!({ "file": text(&copy) }));
    assert_eq!(fault.code, "other_hub");
    assert_eq!(desk.hash(), hash);
}

#[test]
fn a_copy_takes_the_place_of_a_damaged_hub_file_and_of_none() {
    let (mut desk, copy) = with_copy(75);
    let hub = desk.folder.path().join("hub.hubfolio");
    desk.session = hubfolio_core::session::Session::new(
        desk.session.places().clone(),
        None,
        hubfolio_core::session::Program::CommandLine,
    );
    std::fs::write(&hub, b"torn").unwrap();
    std::fs::write(desk.folder.path().join("hub.hubfolio-wal"), b"torn too").unwrap();
    desk.call("copy_restore", json!({ "file": text(&copy) }));
    assert_eq!(places(&mut desk), 1);
    let kept = names_in(desk.folder.path())
        .into_iter()
        .filter(|n| n.starts_with("hub-replaced-"))
        .count();
    assert_eq!(kept, 2, "the file and the edits beside it");

    let places_of = desk.session.places().clone();
    desk.session = hubfolio_core::session::Session::new(
        places_of,
        None,
        hubfolio_core::session::Program::CommandLine,
    );
    std::fs::remove_file(&hub).unwrap();
    desk.call("copy_restore", json!({ "file": text(&copy) }));
    assert_eq!(places(&mut desk), 1);
}

#[test]
fn another_program_that_writes_is_not_disturbed() {
    let (mut desk, copy) = with_copy(76);
    let mut second = hubfolio_core::session::Session::new(
        desk.session.places().clone(),
        None,
        hubfolio_core::session::Program::CommandLine,
    );
    let names = names_in(desk.folder.path());
    let fault = second
        .call(&desk.world, "copy_restore", json!({ "file": text(&copy) }))
        .unwrap_err();
    assert_eq!(fault.code, "in_use");
    assert_eq!(names_in(desk.folder.path()), names);
    assert_eq!(places(&mut desk), 2);
}

#[test]
fn copies_made_by_themselves_are_named_by_the_minute_and_open() {
    let mut a = Laptop::new(77);
    let folder = a.folder.path().join("copies");
    let hash = a.store().state_hash().unwrap();
    assert_eq!(a.store().last_copy(), None);
    for _ in 0..3 {
        let store = a.store.as_ref().unwrap();
        store.keep_copy(&a.world, &folder, 2).unwrap();
    }
    // Three in one minute of one day: the oldest made room.
    assert_eq!(
        names_in(&folder),
        [
            "hub-2025-10-09-0853-2.hubfolio",
            "hub-2025-10-09-0853-3.hubfolio"
        ]
    );
    let noted = a.store().last_copy().unwrap();
    assert!((noted - 1_760_000_000_000).abs() < 60_000);
    let mut b = a.copied(78);
    std::fs::copy(folder.join("hub-2025-10-09-0853-3.hubfolio"), b.path()).unwrap();
    b.reopen().unwrap();
    assert_eq!(b.store().state_hash().unwrap(), hash);
}

#[test]
fn a_copy_begun_before_edits_come_in_is_whole_before_they_are_kept_and_holds_what_was_there() {
    let mut a = Laptop::new(79);
    a.put("place", None, &[("name", "North".into())]).unwrap();
    let folder = a.folder.path().join("copies");
    let places = |file: &Path| {
        let copy = rusqlite::Connection::open(file).unwrap();
        let sql = "SELECT name FROM live_place ORDER BY name";
        let mut rows = copy.prepare(sql).unwrap();
        let names = rows.query_map([], |r| r.get::<_, String>(0)).unwrap();
        names.map(Result::unwrap).collect::<Vec<_>>()
    };
    let begin = |a: &mut Laptop, folder: &Path| {
        let store = a.store.as_mut().unwrap();
        store.begin_copy(&a.world, folder, 10)
    };
    let south = |a: &mut Laptop| {
        let me = a.me;
        let words = OwnWords {
            author: me,
            action: Action::new(Verb::Add),
            write: &|tx| {
                tx.put("place", None, &fields(&[("name", "South".into())]))
                    .map(drop)
            },
        };
        let store = a.store.as_mut().unwrap();
        store.take_in_after(&a.world, Some(&words), |_| Ok(((), Verdict::Keep)))
    };

    // Nothing came of what it was for.
    begin(&mut a, &folder).unwrap();
    a.store.as_mut().unwrap().abandon_copy();
    assert!(names_in(&folder).is_empty());
    assert_eq!(a.store().last_copy(), None);

    // Without a copy nothing is kept.
    let in_the_way = a.folder.path().join("no-folder");
    std::fs::write(&in_the_way, "a file").unwrap();
    assert!(begin(&mut a, &in_the_way).is_err());
    let hub = a.path();
    if cfg!(target_os = "linux") {
        // A folder in which no file can be made, which is only noticed by the other thread.
        begin(&mut a, Path::new("/proc/self/fd")).unwrap();
        assert!(south(&mut a).is_err());
        a.store.as_mut().unwrap().abandon_copy();
        assert_eq!(places(&hub), ["North"]);
    }

    begin(&mut a, &folder).unwrap();
    south(&mut a).unwrap();
    let made = names_in(&folder);
    let last = made.last().unwrap();
    assert_eq!(places(&folder.join(last)), ["North"]);
    assert_eq!(places(&hub), ["North", "South"]);
    assert!(a.store().last_copy().is_some());
}
