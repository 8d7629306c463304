//! Two colleagues at their desks, called as a window calls: papers that have not come, a lost laptop, what lies in the
//! shared folder, records that may be the same.

use std::path::PathBuf;

use hubfolio_tests::Desk;
use serde_json::{Value, json};

/// Ann's desk, and Ben's who joined by invitation with a file of hers.
pub fn two(seed: u64, without_files: bool, prepare: impl FnOnce(&mut Desk)) -> (Desk, Desk) {
    let mut ann = Desk::new(seed);
    prepare(&mut ann);
    let invited = ann.call("invite", json!({ "person": "Ben Cole" }));
    let file = sent(
        &mut ann,
        "to-ben",
        json!({
            "everything": true, "protection": "words", "words": invited["words"], "invitation": invited["id"],
            "without_files": without_files
        }),
    );
    let mut ben = Desk::closed(seed + 1);
    ben.call(
        "join",
        json!({ "file": file, "words": invited["words"], "person": "Ben Cole", "to": null }),
    );
    (ann, ben)
}

/// A file for colleagues from this desk.
pub fn sent(desk: &mut Desk, name: &str, share: Value) -> String {
    let path = desk.folder.path().join(format!("{name}.hubx"));
    let file = path.display().to_string();
    desk.call("share_write", json!({ "share": share, "file": file }));
    file
}

pub fn usual() -> Value {
    json!({ "everything": true, "protection": "colleagues" })
}

pub fn bring_in(desk: &mut Desk, file: &str, admit: &[&str]) {
    let incoming = json!({ "files": [file], "words": null, "admit": admit });
    let preview = desk.call("incoming_preview", incoming.clone());
    let request = json!({ "incoming": incoming, "token": preview["token"] });
    desk.call("incoming_apply", request);
}

/// A return that was submitted: its copy is a kept file.
fn submit(desk: &mut Desk) {
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    for answer in page["answers"].as_array().unwrap() {
        let mut request =
            json!({ "id": page["id"], "number": answer["number"], "narrative": "All went well" });
        if answer["figure_needed"] == true && answer["figure"] == "" {
            request["figure"] = json!("1");
            request["figure_reason"] = json!("Counted by hand");
        }
        desk.call("return_answer", request);
    }
    desk.call("return_submit", json!({ "id": page["id"] }));
}

fn first_return(desk: &mut Desk) -> String {
    let view = json!({ "source": { "kind": "return" }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 1 });
    let page = desk.call("view", view);
    page["rows"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_copy_that_was_left_out_names_who_can_send_it_until_it_comes() {
    let (mut ann, mut ben) = two(310, true, submit);
    let id = first_return(&mut ben);
    let page = ben.call("return_page", json!({ "id": id }));
    assert_eq!(page["frozen"], true);
    assert_eq!(page["copy"]["state"], "missing");
    let text = page["copy"]["text"].as_str().unwrap();
    assert!(
        text.starts_with("Paper not here yet: ask Ann Archer ("),
        "{text}"
    );

    let papers = ben.call("sharing", json!({}))["papers"].clone();
    assert_eq!(papers.as_array().unwrap().len(), 1, "{papers}");
    assert_eq!(papers[0]["kind"], "return_revision");
    assert_eq!(papers[0]["text"], page["copy"]["text"]);
    let shown = ben.call(
        "show",
        json!({ "kind": "return_revision", "id": papers[0]["id"] }),
    );
    let fields = shown["fields"].as_array().unwrap();
    let copy = fields.iter().find(|f| f["name"] == "copy").unwrap();
    assert_eq!(copy["paper"]["state"], "missing");
    assert!(
        fields
            .iter()
            .all(|f| f["name"] == "copy" || f["paper"].is_null())
    );

    assert_eq!(
        ann.call("sharing", json!({}))["papers"],
        json!([]),
        "Ann has it herself"
    );
    let file = sent(&mut ben, "from-ben", usual());
    bring_in(&mut ann, &file, &[]);
    let file = sent(&mut ann, "with-files", usual());
    bring_in(&mut ben, &file, &[]);
    assert_eq!(ben.call("sharing", json!({}))["papers"], json!([]));
    assert_eq!(
        ben.call("return_page", json!({ "id": id }))["copy"],
        json!({ "state": "here", "text": "" })
    );
}

#[test]
fn a_blocked_author_is_not_the_one_to_ask() {
    let (mut ann, mut ben) = two(320, true, submit);
    let file = sent(&mut ben, "from-ben", usual());
    bring_in(&mut ann, &file, &[]);
    let key = ben.call("sharing", json!({}))["others"][0]["key"].clone();
    ben.call("laptop_block", json!({ "key": key }));
    let papers = ben.call("sharing", json!({}))["papers"].clone();
    assert_eq!(
        papers[0]["text"],
        "Paper not here, and no other laptop is known to have it: look for it in a copy of the hub file."
    );
}

#[test]
fn a_lost_laptop_is_told_with_what_it_held_and_what_it_last_sent() {
    let (mut ann, mut ben) = two(330, false, |ann| {
        ann.save("person", json!({ "name": "Carys Dunn" }));
        ann.save("practice", json!({ "name": "Park", "ods_code": "Y01234" }));
    });
    ben.save("person", json!({ "name": "Dilys Ewart" }));
    let file = sent(&mut ben, "Ben 7", usual());
    bring_in(&mut ann, &file, &[]);
    ann.save("practice", json!({ "name": "Late", "ods_code": "Y05678" }));

    let page = ann.call("sharing", json!({}));
    let key = page["others"][0]["key"].clone();
    let before = ann.call("laptop_held", json!({ "key": key }));
    let said = |lost: &Value| lost["lines"].to_string();
    assert!(
        said(&before).contains("everything that is on this laptop but "),
        "{before}"
    );
    assert!(said(&before).contains("is Ben 7.hubx, on "), "{before}");
    let held = |kind: &str| -> i64 {
        let records = before["records"].as_array().unwrap();
        let found = records.iter().find(|r| r[0] == kind);
        found.map_or(0, |r| r[1].as_i64().unwrap())
    };
    assert_eq!(
        (held("Practices"), held("People")),
        (1, 4),
        "the late practice is not on it"
    );
    assert!(
        before["personal"].to_string().contains("2 people"),
        "{before}"
    );
    assert_eq!(
        ann.call("sharing", json!({}))["others"][0]["state"],
        "admitted",
        "looking blocks nothing"
    );

    let lost = ann.call("laptop_block", json!({ "key": key, "reason": "stolen" }));
    assert!(said(&lost).contains("is blocked"));
    assert_eq!(lost["records"], before["records"]);
    let later = ann.call("laptop_held", json!({ "key": key }));
    assert!(
        said(&later).contains("Ben 7.hubx") && !said(&later).contains("is blocked"),
        "it can be read again"
    );
    let unknown = ann.refused("laptop_held", json!({ "key": "00".repeat(32) }));
    assert!(!unknown.message.is_empty());
}

/// Ann's desk with a shared folder, and a file of Ben's to put there.
fn with_folder(seed: u64) -> (Desk, PathBuf, Vec<u8>) {
    let (mut ann, mut ben) = two(seed, false, |_| {});
    ben.save("person", json!({ "name": "Dilys Ewart" }));
    let file = sent(&mut ben, "from-ben", usual());
    let folder = ann.folder.path().join("shared");
    std::fs::create_dir(&folder).unwrap();
    ann.call(
        "sharing_settings",
        json!({ "folder": folder.display().to_string(), "by_itself": null }),
    );
    let bytes = std::fs::read(file).unwrap();
    (ann, folder, bytes)
}

fn waiting(desk: &mut Desk) -> (i64, usize, i64) {
    let folder = desk.call("sharing", json!({}))["folder"].clone();
    let status = desk.call("status", json!({}));
    (
        folder["new_files"].as_i64().unwrap(),
        folder["unreadable"].as_array().unwrap().len(),
        status["hub"]["files_waiting"].as_i64().unwrap(),
    )
}

#[test]
fn an_unreadable_file_does_not_wait_and_is_told_once() {
    let (mut ann, folder, bytes) = with_folder(350);
    std::fs::write(folder.join("notes.hubx"), "not one of ours").unwrap();
    std::fs::write(folder.join("half.hubx"), &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(
        waiting(&mut ann),
        (1, 1, 1),
        "the start of the half one can be read"
    );

    let done = ann.call("folder_exchange", json!({}));
    assert_eq!(done["refused"].as_array().unwrap().len(), 2, "{done}");
    assert_eq!(waiting(&mut ann), (0, 2, 0));
    let again = ann.call("folder_exchange", json!({}));
    assert_eq!(again["refused"], json!([]), "it was said before");
    let page = ann.call("sharing", json!({}));
    assert_eq!(refused(&page), ["half.hubx", "notes.hubx"], "each once");
    let listed = page["folder"]["unreadable"].clone();
    assert_eq!(listed[0]["name"], "half.hubx");
    assert!(!listed[0]["reason"].as_str().unwrap().is_empty());

    std::fs::write(folder.join("half.hubx"), &bytes).unwrap();
    assert_eq!(waiting(&mut ann), (1, 1, 1), "the rest of it has arrived");
    std::fs::remove_file(folder.join("notes.hubx")).unwrap();
    assert_eq!(waiting(&mut ann), (1, 0, 1));
}

/// The names of the refused files, in the order of the alphabet. Each says when and why.
fn refused(page: &Value) -> Vec<&str> {
    let files = page["files"].as_array().unwrap().iter();
    let files: Vec<&Value> = files.filter(|f| f["what"] == "refused").collect();
    for file in &files {
        assert!(file["at"].as_i64().unwrap() > 0, "{file}");
        assert!(
            file["text"].as_str().unwrap().contains("was not changed"),
            "{file}"
        );
    }
    let mut names: Vec<&str> = files.iter().map(|f| f["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    names
}

#[test]
fn what_was_refused_when_it_was_brought_in_is_listed_with_its_reason() {
    let (mut ann, mut ben) = two(355, false, |_| {});
    let sound = sent(&mut ben, "from-ben", usual());
    let mut stranger = Desk::of(357, "Dene Training Hub", "Sam Okafor");
    let words = json!({ "everything": true, "protection": "words", "words": null });
    let other = sent(&mut stranger, "from-dene", words);
    let cut = ann.file("cut.hubx");
    let bytes = std::fs::read(&sound).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let generation = ann.call("status", json!({}))["hub"]["generation"].clone();
    for (file, code) in [(&cut, "file_damaged"), (&other, "other_team")] {
        for _ in 0..2 {
            let incoming = json!({ "files": [file], "words": null, "admit": [] });
            assert_eq!(ann.refused("incoming_preview", incoming).code, code);
        }
    }
    // Words that are asked for, or mistyped, are no fault of the file.
    let for_words = sent(
        &mut ben,
        "for-words",
        json!({ "everything": true, "protection": "words", "words": null }),
    );
    for words in [json!(null), json!("these are not the six words")] {
        let incoming = json!({ "files": [for_words], "words": words, "admit": [] });
        ann.refused("incoming_preview", incoming);
    }
    let page = ann.call("sharing", json!({}));
    assert_eq!(refused(&page), ["cut.hubx", "from-dene.hubx"]);
    assert_eq!(
        ann.call("status", json!({}))["hub"]["generation"],
        generation,
        "no record was touched"
    );
    // A file that arrives whole under the same name comes in.
    std::fs::write(&cut, &bytes).unwrap();
    bring_in(&mut ann, &cut, &[]);
}

#[test]
fn a_file_of_a_blocked_laptop_says_that_its_edits_are_held() {
    let (mut ann, mut ben) = two(358, false, |_| {});
    let key = ben.call("sharing", json!({}))["this"]["key"].clone();
    let first = sent(&mut ben, "first", usual());
    bring_in(&mut ann, &first, &[]);
    ann.call("laptop_block", json!({ "key": key, "reason": "lost" }));
    ben.save("person", json!({ "name": "Dilys Ewart" }));
    let later = sent(&mut ben, "later", usual());
    bring_in(&mut ann, &later, &[]);
    let page = ann.call("sharing", json!({}));
    let text = page["files"][0]["text"].as_str().unwrap();
    assert!(
        text.contains("which your team blocked: its later edits are held"),
        "{text}"
    );
}

#[test]
fn a_file_of_the_folder_is_looked_at_and_brought_in_under_the_name_it_is_offered_by() {
    let (mut ann, folder, bytes) = with_folder(360);
    std::fs::write(folder.join("Ben (1).hubx"), &bytes).unwrap();
    let files = ann.call("folder_files", json!({}));
    assert_eq!(files[0]["name"], "Ben (1).hubx");
    assert_eq!(files[0]["bytes"], bytes.len());
    bring_in(&mut ann, files[0]["file"].as_str().unwrap(), &[]);
    assert_eq!(ann.call("folder_files", json!({})), json!([]));
    assert_eq!(
        ann.call("status", json!({}))["hub"]["files_waiting"],
        0,
        "without reading the page of sharing"
    );
}

#[test]
fn a_file_that_is_refused_by_hand_no_longer_waits() {
    let (mut ann, folder, mut bytes) = with_folder(370);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(folder.join("bad.hubx"), &bytes).unwrap();
    assert_eq!(waiting(&mut ann), (1, 0, 1));
    let files = ann.call("folder_files", json!({}));
    ann.refused(
        "incoming_preview",
        json!({ "files": [files[0]["file"]], "words": null }),
    );
    assert_eq!(waiting(&mut ann), (0, 1, 0));
}

#[test]
fn two_records_that_say_they_are_the_same_need_attention_until_settled() {
    let mut desk = Desk::new(380);
    let attention = |desk: &mut Desk| desk.call("status", json!({}))["hub"]["attention"].clone();
    let before = attention(&mut desk).as_i64().unwrap();
    for name in ["Carys Dunn", "C. Dunn"] {
        desk.save(
            "person",
            json!({ "name": name, "email": "carys@example.org" }),
        );
    }
    let found = desk.call("findings", json!({}));
    let same: Vec<&Value> = found
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["rule"] == "record.may_be_same")
        .collect();
    assert_eq!(same.len(), 1, "{found}");
    assert_eq!(attention(&mut desk), before + 1, "{found}");
    assert_eq!(desk.call("status", json!({}))["hub"]["to_settle"], 1);
    let things = desk.call("to_settle", json!({ "record": same[0]["id"] }));
    assert_eq!(things[0]["what"], "same");
    desk.call(
        "settle",
        json!({ "id": things[0]["id"], "seen": [], "choice": "both" }),
    );
    assert_eq!(attention(&mut desk), before);
}

#[test]
fn a_laptop_says_how_many_edits_it_has_when_the_last_was_and_which_no_file_took_along() {
    let mut ann = Desk::new(380);
    let counts = |page: &Value| {
        let number = |name: &str| page["this"][name].as_i64().unwrap();
        (
            number("edits"),
            number("last_edit"),
            page["unsent"].as_i64(),
        )
    };
    let first = counts(&ann.call("sharing", json!({})));
    ann.save("person", json!({ "name": "Carys Dunn" }));
    let second = counts(&ann.call("sharing", json!({})));
    assert_eq!(second.0, first.0 + 1);
    assert!(second.1 > first.1, "{first:?} {second:?}");
    assert_eq!(second.2, Some(second.0), "no file yet took any along");
    let (mut ann, _ben) = two(382, false, |_| ());
    assert_eq!(ann.call("sharing", json!({}))["unsent"], 0);
    ann.save("person", json!({ "name": "Dilys Ewart" }));
    assert_eq!(ann.call("sharing", json!({}))["unsent"], 1);
}
