//! What a colleague's file did is told in plain words, and stays the colleague's.

use hubfolio_tests::Desk;
use serde_json::json;

use super::desks::{bring_in, sent, two, usual};

/// What a preview says of the records one by one.
pub fn told(desk: &mut Desk, file: &str) -> Vec<String> {
    let preview = desk.call("incoming_preview", json!({ "files": [file] }));
    let records = preview["records"].as_array().unwrap().iter();
    let lines = records.flat_map(|r| r["fields"].as_array().unwrap());
    lines.map(|l| l.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_preview_says_which_record_becomes_another_name_for_which() {
    let (mut ann, mut ben) = two(340, false, |_| {});
    let hello = sent(&mut ben, "hello", usual());
    bring_in(&mut ann, &hello, &[]);
    let keep = ann.save("person", json!({ "name": "Bo Bell" }));
    let other = ann.save("person", json!({ "name": "B Bell" }));
    let file = sent(&mut ann, "both", usual());
    bring_in(&mut ben, &file, &[]);
    let merge = json!({ "kind": "person", "keep": keep, "other": other });
    ann.call("merge_records", merge);
    let file = sent(&mut ann, "one", usual());
    assert_eq!(
        told(&mut ben, &file),
        ["It becomes another name for Bo Bell"]
    );
    bring_in(&mut ben, &file, &[]);
    ann.call("undo", json!({}));
    let file = sent(&mut ann, "two", usual());
    assert_eq!(told(&mut ben, &file), ["It is a record of its own again"]);
}

#[test]
fn a_plain_undo_takes_back_what_was_done_on_this_laptop() {
    let (mut ann, mut ben) = two(350, false, |_| {});
    ann.save("place", json!({ "name": "North" }));
    ben.save("place", json!({ "name": "South" }));
    let file = sent(&mut ben, "south", usual());
    bring_in(&mut ann, &file, &[]);
    let next = |desk: &mut Desk| desk.call("status", json!({}))["hub"]["undo"].clone();
    assert_eq!(next(&mut ann), "Add place North");
    ann.call("undo", json!({}));
    let status = ann.call("status", json!({}));
    assert_eq!(status["hub"]["redo"], "Add place North");
    let newest = ann.call("actions", json!({}));
    let labels: Vec<&str> = (newest.as_array().unwrap().iter())
        .map(|a| a["label"].as_str().unwrap())
        .collect();
    assert!(labels.contains(&"Add place South"), "{labels:?}");
    ann.call("redo", json!({}));
    assert_eq!(next(&mut ann), "Add place North");
}

#[test]
fn which_of_several_files_is_refused_is_said() {
    let (mut ann, mut ben) = two(370, false, |_| {});
    let hello = sent(&mut ben, "hello", usual());
    let html = ann.file("page.hubx");
    std::fs::write(&html, "<html>Sign in</html>").unwrap();
    let both = json!({ "files": [hello, html] });
    let fault = ann.refused("incoming_preview", both);
    assert!(
        fault.message.starts_with("page.hubx: This is not a file"),
        "{fault:?}"
    );
    let fault = ann.refused("incoming_preview", json!({ "files": [html] }));
    assert!(fault.message.starts_with("This is not"), "{fault:?}");
}

#[test]
fn an_invitation_says_who_joins_with_it() {
    let mut ann = Desk::new(380);
    let invited = ann.call("invite", json!({ "person": "Ben Cole" }));
    let words = invited["words"].clone();
    let share = json!({ "everything": true, "protection": "words", "words": words, "invitation": invited["id"] });
    let file = sent(&mut ann, "to-ben", share);
    let mut ben = Desk::closed(381);
    let join = json!({ "file": file, "words": words, "person": "", "to": null });
    assert_eq!(ben.call("join", join)["hub"]["person"], "Ben Cole");
}

#[test]
fn a_file_that_was_begun_here_does_not_come_from_another_place() {
    let mut ann = Desk::new(385);
    let share = json!({ "everything": true, "protection": "words", "words": null });
    let path = ann.file("to-her-other-laptop.hubx");
    let made = ann.call("share_write", json!({ "share": share, "file": path }));
    let mut other = Desk::closed(386);
    let join = json!({ "file": path, "words": made["words"], "person": "Ann Archer", "to": null });
    other.call("join", join);
    let again = other.call("hub_open", json!({ "file": null }));
    assert_eq!(again["hub"]["notices"], json!([]));
}

#[test]
fn a_preview_says_that_somebody_changed_what_was_removed_here() {
    let (mut ann, mut ben) = two(390, false, |ann| {
        ann.save("place", json!({ "name": "North" }));
        ann.save("place", json!({ "name": "South" }));
    });
    let hello = sent(&mut ben, "hello", usual());
    bring_in(&mut ann, &hello, &[]);
    let places = ann.call("view", json!({ "source": { "kind": "place" } }));
    let id = |name: &str| {
        let rows = places["rows"].as_array().unwrap();
        rows.iter().find(|r| r["title"] == name).unwrap()["id"].clone()
    };
    ann.call("delete", json!({ "kind": "place", "id": id("North") }));
    for name in ["North", "South"] {
        let fields = json!({ "notes": "Seen on Monday" });
        ben.call(
            "save",
            json!({ "kind": "place", "id": id(name), "fields": fields }),
        );
    }
    let file = sent(&mut ben, "changed", usual());
    let preview = ann.call("incoming_preview", json!({ "files": [file] }));
    let records = preview["records"].as_array().unwrap();
    let what = |name: &str| {
        let found = records.iter().find(|r| r["title"] == name).unwrap();
        found["what"].clone()
    };
    assert_eq!(
        (what("North"), what("South")),
        (json!("two_versions"), json!("changed"))
    );
}

#[test]
fn what_concerns_the_team_is_said_without_makers_words() {
    let (mut ann, mut ben) = two(395, false, |_| {});
    let hello = sent(&mut ben, "hello", usual());
    bring_in(&mut ann, &hello, &[]);
    ann.call("recovery_words", json!({}));
    let actions = ann.call("actions", json!({}));
    let labels: Vec<&str> = (actions.as_array().unwrap().iter())
        .map(|a| a["label"].as_str().unwrap())
        .collect();
    assert!(labels.contains(&"Make recovery words"), "{labels:?}");
    assert!(
        labels.contains(&"Start of the team of laptops"),
        "{labels:?}"
    );
    let mut region = Desk::of(396, "Midlands Region", "Rita Regan");
    region.save("place", json!({ "name": "North" }));
    let copy = region.file("places.hubx");
    let of = json!({ "list": { "source": { "kind": "place" }, "columns": ["name"] } });
    region.call(
        "copy_send",
        json!({ "of": of, "how": { "protection": "none" }, "file": copy }),
    );
    let look = json!({ "file": copy });
    let key = ann.call("copy_look", look.clone())["key"].clone();
    ann.call("partner_admit", json!({ "copy": look, "key": key }));
    let file = sent(&mut ann, "admits", usual());
    let decisions = ben.call("incoming_preview", json!({ "files": [file] }))["decisions"].clone();
    assert!(
        decisions.to_string().contains("admits 1 other team."),
        "{decisions}"
    );
}
