//! The shared folder by itself: what needs nobody comes in, once and with its undo; all else stops and asks.

use std::path::{Path, PathBuf};

use hubfolio_tests::Desk;
use serde_json::{Value, json};

use super::desks::{bring_in, sent, two, usual};

/// Ann's desk, whose shared folder is gone through by itself, and Ben's, whom she admitted.
fn by_itself(seed: u64) -> (Desk, Desk, PathBuf) {
    let (mut ann, mut ben) = two(seed, false, |_| {});
    let hello = sent(&mut ben, "hello", usual());
    bring_in(&mut ann, &hello, &[]);
    let folder = ann.folder.path().join("shared");
    std::fs::create_dir(&folder).unwrap();
    let settings = json!({ "folder": folder.display().to_string(), "by_itself": true });
    ann.call("sharing_settings", settings);
    (ann, ben, folder)
}

fn put(ben: &mut Desk, folder: &Path, name: &str) {
    let file = folder.join(name).display().to_string();
    ben.call("share_write", json!({ "share": usual(), "file": file }));
}

fn places(desk: &mut Desk) -> i64 {
    let view = json!({ "source": { "kind": "place" }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 1 });
    desk.call("view", view)["total"].as_i64().unwrap()
}

fn copies(desk: &mut Desk) -> usize {
    let folder = desk.session.store().unwrap().copies_folder();
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn what_adds_only_comes_in_by_itself_and_can_be_taken_back() {
    let (mut ann, mut ben, folder) = by_itself(390);
    for (file, place) in [("one.hubx", "North"), ("two.hubx", "South")] {
        ben.save("place", json!({ "name": place }));
        put(&mut ben, &folder, file);
    }
    let before = copies(&mut ann);
    let done = ann.call("folder_exchange", json!({}));
    assert_eq!(done["waiting"], json!([]), "{done}");
    assert_eq!(done["brought_in"].as_array().unwrap().len(), 2, "{done}");
    assert_eq!((places(&mut ann), copies(&mut ann)), (2, before + 1));
    let arrival = done["brought_in"][1]["arrival"].clone();
    ann.call("arrival_undo", json!({ "arrival": arrival }));
    assert_eq!(places(&mut ann), 1);
    let again = ann.call("folder_exchange", json!({}));
    assert_eq!(again["brought_in"], json!([]));
}

#[test]
fn an_erasure_never_comes_in_by_itself() {
    let (mut ann, mut ben, folder) = by_itself(400);
    let person = ben.save("person", json!({ "name": "Dilys Ewart" }));
    let erase = json!({ "kind": "person", "id": person, "fields": [], "ground": "Asked for it", "case_number": "IG-7",
        "approved_by": null });
    ben.call("erase", erase);
    put(&mut ben, &folder, "erased.hubx");
    let done = ann.call("folder_exchange", json!({}));
    assert_eq!(done["brought_in"], json!([]), "{done}");
    assert_eq!(done["waiting"], json!(["erased.hubx"]));
    let files = ann.call("folder_files", json!({}));
    let incoming = json!({ "files": [files[0]["file"]] });
    let decisions = ann.call("incoming_preview", incoming)["decisions"].clone();
    let told = |d: &Value| {
        d.as_str().unwrap().contains(
            "what it names of 1 record is erased for good. Ground: Asked for it. Case: IG-7.",
        )
    };
    assert!(
        decisions.as_array().unwrap().iter().any(told),
        "{decisions}"
    );
}

#[test]
fn a_file_whose_edits_are_held_is_brought_in_once() {
    let (mut ann, mut ben, folder) = by_itself(410);
    let key = ann.call("sharing", json!({}))["others"][0]["key"].clone();
    ann.call("laptop_block", json!({ "key": key, "reason": null }));
    ben.save("place", json!({ "name": "North" }));
    put(&mut ben, &folder, "late.hubx");
    let done = ann.call("folder_exchange", json!({}));
    assert_eq!(done["brought_in"][0]["waiting"], 1, "{done}");
    let before = copies(&mut ann);
    let again = ann.call("folder_exchange", json!({}));
    assert_eq!(
        (&again["brought_in"], &again["waiting"]),
        (&json!([]), &json!([])),
        "{again}"
    );
    assert_eq!((copies(&mut ann), places(&mut ann)), (before, 0));
}
