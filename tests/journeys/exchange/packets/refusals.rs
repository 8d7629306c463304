//! Files that nobody should take in, and files in the wrong place: each refused with its code, in one message that says
//! that nothing was changed, with the hub file byte for byte as it was.

use hubfolio_core::{
    contract::Fault,
    exchange::{Protection, Words, format::Tag},
    store::log::hex,
};
use hubfolio_tests::{
    Desk,
    forge::{Apart, apart},
    team::LITTLE_WORK,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Hub, WORDS, admit, hub, record, region, send, submitted, with_words};

pub fn refuses(desk: &mut Desk, command: &str, request: Value, code: &str) {
    let before = file_bytes(desk);
    let fault: Fault = desk.refused(command, request);
    assert_eq!(fault.code, code, "{fault:?}");
    let kept = ["was not changed", "Nothing was"];
    assert!(kept.iter().any(|k| fault.message.contains(k)), "{fault:?}");
    assert!(!fault.hint.is_empty(), "{fault:?}");
    assert_eq!(file_bytes(desk), before, "the hub file changed: {code}");
}

fn file_bytes(desk: &Desk) -> Vec<Option<Vec<u8>>> {
    let path = |end: &str| format!("{}{end}", desk.session.places().store.display());
    vec![
        std::fs::read(path("")).ok(),
        std::fs::read(path("-wal")).ok(),
    ]
}

/// The region, which has admitted the hub; the hub; a sound copy of its return.
fn stage() -> (Desk, Hub, String) {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let id = submitted(&mut vale.desk, "We did what we said.");
    let file = send(&mut vale.desk, record("return", &id), "return.hubx");
    admit(&mut region, &file);
    (region, vale, file)
}

/// The file taken apart, spoilt, and put together again with everything counted and signed as it should be.
fn spoilt(vale: &mut Desk, file: &str, spoil: impl FnOnce(&mut Vec<(Tag, String)>)) -> String {
    let keys = vale.keys(Some(WORDS));
    let apart: Apart = apart(&std::fs::read(file).unwrap(), &keys);
    let mut lines = apart.lines();
    spoil(&mut lines);
    let signer = vale.session.store().unwrap().laptop().unwrap();
    let bytes = apart
        .with(&lines)
        .announced()
        .counted(Some(signer))
        .together(&Protection::Words(Words::typed(WORDS), LITTLE_WORK));
    let path = vale.file("spoilt.hubx");
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Signs the second part anew, as the hub's own laptop could.
fn signed(vale: &mut Desk, lines: &mut [(Tag, String)]) {
    let store = vale.session.store().unwrap();
    let team = store.meta("hub_file").unwrap().unwrap();
    let team = hubfolio_core::store::log::unhex::<16>(&team).unwrap();
    let message = [
        team.as_slice(),
        Sha256::digest(lines[2].1.as_bytes()).as_slice(),
    ]
    .concat();
    let mut letter: Value = serde_json::from_str(&lines[1].1).unwrap();
    letter["sig"] = json!(hex(&store.laptop().unwrap().sign("packet", &message)));
    lines[1].1 = letter.to_string();
}

/// A copy whose second part says something else, signed as is due.
fn other_copy(vale: &mut Desk, file: &str, change: impl FnOnce(&mut Value)) -> String {
    let keys = vale.keys(Some(WORDS));
    let mut lines = apart(&std::fs::read(file).unwrap(), &keys).lines();
    let mut body: Value = serde_json::from_str(&lines[2].1).unwrap();
    change(&mut body);
    lines[2].1 = body.to_string();
    signed(vale, &mut lines);
    spoilt(vale, file, |l| *l = lines)
}

#[test]
fn a_file_in_the_wrong_place_is_told_where_it_belongs() {
    let (mut region, mut vale, file) = stage();
    let incoming = json!({ "files": [file], "words": WORDS });
    refuses(
        &mut region,
        "incoming_preview",
        incoming.clone(),
        "is_a_copy",
    );
    let apply = json!({ "incoming": incoming, "token": "" });
    refuses(&mut region, "incoming_apply", apply, "is_a_copy");
    let team_file = vale.desk.file("team.hubx");
    let share = json!({ "everything": true, "protection": "words", "words": WORDS });
    vale.desk
        .call("share_write", json!({ "share": share, "file": team_file }));
    refuses(
        &mut region,
        "copy_take",
        with_words(&team_file),
        "not_a_copy",
    );
    refuses(
        &mut region,
        "copy_look",
        with_words(&team_file),
        "not_a_copy",
    );
    refuses(&mut vale.desk, "copy_take", with_words(&file), "own_copy");
    let mut nobody = Desk::closed(30);
    let join = json!({ "file": file, "words": WORDS, "person": "Eve" });
    assert_eq!(nobody.refused("join", join).code, "is_a_copy");
    assert!(!nobody.session.places().store.exists());
}

#[test]
fn words_that_are_missing_or_wrong_are_said_to_be() {
    let (mut region, _vale, file) = stage();
    refuses(
        &mut region,
        "copy_take",
        json!({ "file": file }),
        "words_needed",
    );
    refuses(
        &mut region,
        "copy_take",
        json!({ "file": file, "words": "some other words" }),
        "words_wrong",
    );
}

#[test]
fn a_copy_for_another_teams_laptops_is_refused() {
    let (mut region, mut vale, file) = stage();
    region.call("copy_take", with_words(&file));
    let copy = region.call("partners", json!({}))["copies"][0]["id"].clone();
    region.call("copy_say", json!({ "id": copy, "text": "Well done." }));
    let back = region.file("back.hubx");
    region.call(
        "comments_send",
        json!({ "id": copy, "how": {}, "file": back }),
    );
    let mut dene = hub(3, "Dene Hub", "Ben Baker").desk;
    refuses(
        &mut dene,
        "copy_take",
        json!({ "file": back }),
        "not_for_this_laptop",
    );
    // By words it can be opened, but it is still not for them.
    let words = json!({ "protection": "words", "words": WORDS });
    let by_words = region.file("words.hubx");
    region.call(
        "comments_send",
        json!({ "id": copy, "how": words, "file": by_words }),
    );
    refuses(
        &mut dene,
        "copy_look",
        with_words(&by_words),
        "not_for_this_team",
    );
    // A laptop of the hub that lacks the record says so.
    let seen = vale.desk.call("copy_look", with_words(&by_words));
    let key = seen["key"].clone();
    vale.desk.call(
        "partner_admit",
        json!({ "copy": with_words(&by_words), "key": key }),
    );
    assert_eq!(vale.desk.call("copy_take", with_words(&by_words))["new"], 1);
}

#[test]
fn comments_on_what_is_not_here_are_refused() {
    let (mut region, mut vale, file) = stage();
    region.call("copy_take", with_words(&file));
    let copy = region.call("partners", json!({}))["copies"][0]["id"].clone();
    region.call("copy_say", json!({ "id": copy, "text": "Well done." }));
    let back = region.file("back.hubx");
    let words = json!({ "protection": "words", "words": WORDS });
    region.call(
        "comments_send",
        json!({ "id": copy, "how": words, "file": back }),
    );
    let key = vale.desk.call("copy_look", with_words(&back))["key"].clone();
    vale.desk.call(
        "partner_admit",
        json!({ "copy": with_words(&back), "key": key }),
    );
    for (kind, id) in [
        ("return", "00000000-0000-7000-8000-000000000000"),
        ("no_such_kind", "00000000-0000-7000-8000-000000000000"),
    ] {
        let other = other_copy(&mut region, &back, |said| {
            said["kind"] = json!(kind);
            said["id"] = json!(id);
        });
        refuses(
            &mut vale.desk,
            "copy_take",
            with_words(&other),
            "unknown_subject",
        );
    }
}

#[test]
fn a_copy_that_was_tampered_with_is_refused_even_with_every_checksum_redone() {
    let (mut region, mut vale, file) = stage();
    let vale = &mut vale.desk;
    let damaged = "file_damaged";
    type Spoil = Box<dyn FnOnce(&mut Vec<(Tag, String)>)>;
    let cases: Vec<(&str, &str, Spoil)> = vec![
        (
            "another narrative",
            damaged,
            Box::new(|l| l[2].1 = l[2].1.replace("We did", "They did")),
        ),
        (
            "no signature over the copy",
            damaged,
            Box::new(|l| {
                let mut letter: Value = serde_json::from_str(&l[1].1).unwrap();
                letter["sig"] = json!("");
                l[1].1 = letter.to_string();
            }),
        ),
        ("no copy", damaged, Box::new(|l| drop(l.remove(2)))),
        ("no letter", damaged, Box::new(|l| drop(l.remove(1)))),
        (
            "two copies",
            damaged,
            Box::new(|l| l.insert(3, l[2].clone())),
        ),
        (
            "a copy that is no JSON",
            damaged,
            Box::new(|l| l[2].1 = "Dear Rita".into()),
        ),
        (
            "a change among the parts",
            damaged,
            Box::new(|l| {
                l.insert(1, (Tag::Erasure, "{}".into()));
            }),
        ),
        (
            "a piece of a file behind the parts",
            damaged,
            Box::new(|l| {
                let hash = hex(&Sha256::digest(b"x"));
                l.insert(
                    3,
                    (
                        Tag::Piece,
                        json!({ "hash": hash, "size": 1, "piece": 0, "data": "eA==" }).to_string(),
                    ),
                );
            }),
        ),
        (
            "a kind of file that is none",
            damaged,
            Box::new(|l| {
                l[0].1 = l[0].1.replace("\"kind\":\"packet\"", "\"kind\":\"parcel\"");
            }),
        ),
        (
            "parts of a packet in a team's file",
            damaged,
            Box::new(|l| {
                l[0].1 = l[0].1.replace("\"kind\":\"packet\"", "\"kind\":\"team\"");
            }),
        ),
        (
            "what its maker's hub file holds",
            damaged,
            Box::new(|l| {
                let held = json!([["0".repeat(32), 1, "0".repeat(64)]]);
                let mut manifest: Value = serde_json::from_str(&l[0].1).unwrap();
                assert_eq!(manifest["holdings"], json!([]));
                manifest["holdings"] = held;
                l[0].1 = manifest.to_string();
            }),
        ),
        (
            "a letter of no form",
            damaged,
            Box::new(|l| {
                l[1].1 = l[1].1.replacen("\"form\":1", "\"form\":0", 1);
            }),
        ),
        (
            "a letter of a newer version",
            "file_newer",
            Box::new(|l| {
                l[1].1 = l[1].1.replacen("\"form\":1", "\"form\":2", 1);
            }),
        ),
        (
            "a copy of a newer version",
            "file_newer",
            Box::new(|l| {
                l[2].1 = l[2].1.replacen("\"form\":1", "\"form\":9", 1);
            }),
        ),
    ];
    for (name, code, spoil) in cases {
        println!("{name}");
        let file = spoilt(vale, &file, spoil);
        refuses(&mut region, "copy_take", with_words(&file), code);
    }
}

#[test]
fn a_copy_that_says_what_no_copy_says_is_refused_although_its_team_signed_it() {
    let (mut region, mut vale, file) = stage();
    let vale = &mut vale.desk;
    type Change = Box<dyn FnOnce(&mut Value)>;
    let cases: Vec<(&str, &str, Change)> = vec![
        (
            "a title with a line end",
            "file_damaged",
            Box::new(|c| c["title"] = json!("two\nlines")),
        ),
        (
            "no title",
            "file_damaged",
            Box::new(|c| c["title"] = json!("")),
        ),
        (
            "a title of a thousand letters",
            "file_too_large",
            Box::new(|c| c["title"] = json!("x".repeat(1_000))),
        ),
        (
            "a kind that is SQL",
            "file_damaged",
            Box::new(|c| c["kind"] = json!("return; DROP TABLE person")),
        ),
        (
            "an identifier that is a path",
            "file_damaged",
            Box::new(|c| c["id"] = json!("../../return")),
        ),
        (
            "a day that is none",
            "file_damaged",
            Box::new(|c| c["as_at"] = json!("2025-02-30")),
        ),
        (
            "a row that is too short",
            "file_damaged",
            Box::new(|c| c["sections"][0]["rows"][0] = json!(["x"])),
        ),
        (
            "a cell with a bell",
            "file_damaged",
            Box::new(|c| c["sections"][0]["rows"][0][0] = json!("\u{7}")),
        ),
        (
            "a thousand sections",
            "file_too_large",
            Box::new(|c| {
                let one = c["sections"][0].clone();
                c["sections"] = Value::Array(vec![one; 1_000]);
            }),
        ),
        (
            "a form of zero sections that is a list",
            "file_damaged",
            Box::new(|c| *c = json!([1, 2])),
        ),
    ];
    for (name, code, change) in cases {
        println!("{name}");
        let file = other_copy(vale, &file, change);
        refuses(&mut region, "copy_take", with_words(&file), code);
    }
}

#[test]
fn a_copy_that_names_a_record_here_touches_nothing_but_itself() {
    let (mut region, mut vale, file) = stage();
    let own = region.save("practice", json!({ "ods_code": "B20001", "name": "Ours" }));
    let person =
        region.call("view", json!({ "source": { "kind": "person" } }))["rows"][0]["id"].clone();
    for (kind, id) in [
        ("practice", own.clone()),
        ("person", person.as_str().unwrap().to_owned()),
    ] {
        let file = other_copy(&mut vale.desk, &file, |copy| {
            copy["kind"] = json!(kind);
            copy["id"] = json!(id);
        });
        assert_eq!(region.call("copy_take", with_words(&file))["new"], 1);
    }
    let page = region.call("show", json!({ "kind": "practice", "id": own }));
    assert_eq!(page["title"], "Ours");
    let history = region.call("history", json!({ "kind": "practice", "id": own }));
    assert!(
        history
            .as_array()
            .unwrap()
            .iter()
            .all(|h| h["label"] == "Add practice Ours"),
        "{history}"
    );
}

#[test]
fn another_laptop_in_the_place_of_the_one_that_was_compared_admits_nobody() {
    let (mut region, mut vale, mut dene) = (
        region(),
        hub(2, "Wyre Vale Hub", "Ann Archer"),
        hub(3, "Wyre Vale Hub", "Ann Archer"),
    );
    let honest = send(&mut vale.desk, record("place", &vale.place), "a.hubx");
    let swapped = send(&mut dene.desk, record("place", &dene.place), "b.hubx");
    let seen = region.call("copy_look", with_words(&honest));
    let request = json!({ "copy": with_words(&swapped), "key": seen["key"] });
    refuses(&mut region, "partner_admit", request, "another_laptop");
}

#[test]
fn a_blocked_team_sends_no_more_and_what_it_sent_stays() {
    let (mut region, mut vale, file) = stage();
    region.call("copy_take", with_words(&file));
    let block = json!({ "id": "Wyre Vale Hub", "reason": "Their laptop was lost" });
    let page = region.call("partner_block", block);
    assert_eq!(page["partners"][0]["standing"], "blocked");
    let next = send(&mut vale.desk, record("place", &vale.place), "next.hubx");
    refuses(&mut region, "copy_take", with_words(&next), "team_blocked");
    let copy = page["copies"][0]["id"].clone();
    assert_eq!(
        region.call("copy_page", json!({ "id": copy }))["state"],
        "intact"
    );
    admit(&mut region, &next);
    assert_eq!(region.call("copy_take", with_words(&next))["new"], 1);
}

#[test]
fn an_open_return_goes_nowhere() {
    let mut vale = hub(2, "Wyre Vale Hub", "Ann Archer").desk;
    let page = vale.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    let of = record("return", page["id"].as_str().unwrap());
    refuses(&mut vale, "copy_preview", of, "not_submitted");
}
