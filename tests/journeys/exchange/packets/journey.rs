//! The way of a copy and of the comments on it.

use hubfolio_tests::Desk;
use serde_json::json;

use super::{WORDS, admit, count, hub, record, region, send, submitted, with_words};

#[test]
fn a_submitted_return_goes_to_the_region_and_its_comments_come_back() {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let id = submitted(&mut vale.desk, "We did what we said.");
    let file = send(&mut vale.desk, record("return", &id), "return.hubx");

    let seen = region.call("copy_look", with_words(&file));
    assert_eq!(seen["standing"], "unknown");
    assert_eq!(seen["team"], "Wyre Vale Hub");
    let code = vale.desk.call("sharing", json!({}))["this"]["check_code"].clone();
    assert_eq!(
        seen["check_code"], code,
        "both sides read out the same words"
    );
    let before = region.hash();
    let held = region.refused("copy_take", with_words(&file));
    assert_eq!(held.code, "team_not_admitted");
    assert!(held.message.contains("was not changed"), "{held:?}");
    assert_eq!(region.hash(), before);

    admit(&mut region, &file);
    let taken = region.call("copy_take", with_words(&file));
    assert_eq!(taken["new"], 1, "{taken}");
    let copy = taken["id"].clone();
    let page = region.call("copy_page", json!({ "id": copy }));
    assert_eq!(page["state"], "intact");
    assert_eq!(page["info"]["version"], "Revision 1, not signed off");
    let answers = page["sections"].as_array().unwrap();
    let answers = answers.iter().find(|s| s["heading"] == "Answers").unwrap();
    assert_eq!(answers["rows"].as_array().unwrap().len(), 22);
    assert!(answers.to_string().contains("We did what we said."));

    let said = json!({ "id": copy, "text": "Figure 8 looks low. Why?" });
    region.call("copy_say", said);
    let back = region.file("comments.hubx");
    let sent = region.call(
        "comments_send",
        json!({ "id": copy, "how": {}, "file": back }),
    );
    assert_eq!(
        sent["reader"], "Wyre Vale Hub",
        "only the hub's laptops open it"
    );
    assert_eq!(sent["words"], json!(null));

    let look = json!({ "file": back });
    let seen = vale.desk.call("copy_look", look.clone());
    assert_eq!(
        (&seen["what"], &seen["standing"]),
        (&json!("comments"), &json!("unknown"))
    );
    assert_eq!(
        vale.desk.refused("copy_take", look.clone()).code,
        "team_not_admitted"
    );
    let key = seen["key"].clone();
    vale.desk
        .call("partner_admit", json!({ "copy": look, "key": key }));
    assert_eq!(vale.desk.call("copy_take", look.clone())["new"], 1);
    assert_eq!(
        vale.desk.call("copy_take", look)["new"],
        0,
        "twice does nothing"
    );
    let comments = vale
        .desk
        .call("comments_on", json!({ "kind": "return", "id": id }));
    assert_eq!(comments[0]["text"], "Figure 8 looks low. Why?");
    assert_eq!(comments[0]["person"], "Rita Regan");
    assert_eq!(comments[0]["partner"], "Midlands Region");
    let after = vale.desk.call("return_page", json!({ "id": id }));
    assert_eq!(
        after["frozen"], true,
        "a comment changes nothing of the return"
    );
}

#[test]
fn taking_the_same_copy_twice_does_nothing() {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let file = send(&mut vale.desk, record("place", &vale.place), "place.hubx");
    admit(&mut region, &file);
    region.call("copy_take", with_words(&file));
    let before = region.session.store().unwrap().state_hash_heads().unwrap();
    let again = region.call("copy_take", with_words(&file));
    assert_eq!(again["new"], 0);
    // Another file of the same content on the same day is the same version.
    let same = send(&mut vale.desk, record("place", &vale.place), "same.hubx");
    assert_ne!(std::fs::read(&file).unwrap(), std::fs::read(&same).unwrap());
    assert_eq!(region.call("copy_take", with_words(&same))["new"], 0);
    let after = region.session.store().unwrap().state_hash_heads().unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_newer_version_stands_beside_the_older_one() {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let id = submitted(&mut vale.desk, "First words.");
    let first = send(&mut vale.desk, record("return", &id), "one.hubx");
    let reopened = json!({ "id": id, "reason": "A mark was late" });
    vale.desk.call("return_reopen", reopened);
    let number = json!({ "id": id, "number": "1", "narrative": "Second words." });
    vale.desk.call("return_answer", number);
    vale.desk.call("return_submit", json!({ "id": id }));
    let second = send(&mut vale.desk, record("return", &id), "two.hubx");
    admit(&mut region, &first);
    let one = region.call("copy_take", with_words(&first))["id"].clone();
    let two = region.call("copy_take", with_words(&second))["id"].clone();
    assert_ne!(one, two);
    let page = region.call("copy_page", json!({ "id": one }));
    assert_eq!(page["state"], "intact");
    assert!(page["sections"].to_string().contains("First words."));
    assert!(!page["sections"].to_string().contains("Second words."));
    assert_eq!(page["versions"][0]["version"], "Revision 2, not signed off");
    assert_eq!(count(&mut region, "received_copy"), 2);
}

#[test]
fn two_hubs_that_send_a_copy_of_the_same_practice_do_not_touch_each_other_or_the_regions_own() {
    let mut region = region();
    let own = region.save(
        "practice",
        json!({ "ods_code": "A10002", "name": "As the region has it" }),
    );
    let mut files = vec![];
    for (seed, name, person) in [
        (2, "Wyre Vale Hub", "Ann Archer"),
        (3, "Dene Hub", "Ben Baker"),
    ] {
        let mut hub = hub(seed, name, person);
        assert_eq!(
            hub.practice, own,
            "an ODS code gives the same identifier everywhere"
        );
        let practice = hub.practice.clone();
        let rename = json!({ "kind": "practice", "id": practice, "fields": { "name": name } });
        hub.desk.call("save", rename);
        files.push((
            send(&mut hub.desk, record("practice", &practice), "p.hubx"),
            hub,
        ));
    }
    for (file, _) in &files {
        admit(&mut region, file);
        assert_eq!(region.call("copy_take", with_words(file))["new"], 1);
    }
    let page = region.call("show", json!({ "kind": "practice", "id": own }));
    assert_eq!(page["title"], "As the region has it");
    assert_eq!(count(&mut region, "practice"), 1);
    assert_eq!(count(&mut region, "received_copy"), 2);
    let partners = region.call("partners", json!({}));
    assert_eq!(partners["partners"].as_array().unwrap().len(), 2);
}

/// A second laptop of a team, which starts from a file of the first.
fn joined(first: &mut Desk, seed: u64, person: &str) -> Desk {
    let file = first.file(&format!("for-{seed}.hubx"));
    let share = json!({ "everything": true, "protection": "words", "words": WORDS });
    first.call("share_write", json!({ "share": share, "file": file }));
    let mut second = Desk::closed(seed);
    second.call(
        "join",
        json!({ "file": file, "words": WORDS, "person": person }),
    );
    second
}

fn bring(from: &mut Desk, to: &mut Desk, name: &str) {
    let file = from.file(name);
    let share = json!({ "everything": true, "protection": "words", "words": WORDS });
    from.call("share_write", json!({ "share": share, "file": file }));
    let mut incoming = json!({ "files": [file], "words": WORDS });
    let preview = to.call("incoming_preview", incoming.clone());
    let admit: Vec<_> = preview["laptops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["key"].clone())
        .collect();
    incoming["admit"] = admit.into();
    to.call(
        "incoming_apply",
        json!({ "incoming": incoming, "token": "" }),
    );
}

#[test]
fn two_laptops_of_the_region_that_take_the_same_copy_make_one_record() {
    let (mut rita, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let file = send(&mut vale.desk, record("place", &vale.place), "place.hubx");
    let mut ravi = joined(&mut rita, 11, "Ravi Rao");
    for desk in [&mut rita, &mut ravi] {
        admit(desk, &file);
        assert_eq!(desk.call("copy_take", with_words(&file))["new"], 1);
    }
    bring(&mut ravi, &mut rita, "from-ravi.hubx");
    bring(&mut rita, &mut ravi, "from-rita.hubx");
    assert_eq!(rita.hash(), ravi.hash());
    for desk in [&mut rita, &mut ravi] {
        assert_eq!(count(desk, "received_copy"), 1);
        assert_eq!(count(desk, "partner_team"), 1);
        assert_eq!(count(desk, "partner_laptop"), 1);
        assert_eq!(
            desk.call("to_settle", json!({})),
            json!([]),
            "nothing to settle"
        );
        assert_eq!(desk.call("check", json!({}))["faults"], json!([]));
        let id = desk.call("partners", json!({}))["copies"][0]["id"].clone();
        assert_eq!(
            desk.call("copy_page", json!({ "id": id }))["state"],
            "intact"
        );
    }
}

#[test]
fn a_laptop_that_an_admitted_one_vouches_for_needs_no_second_telephone_call() {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let mut ben = joined(&mut vale.desk, 12, "Ben Baker");
    let early = send(&mut ben, record("place", &vale.place), "early.hubx");
    let first = send(&mut vale.desk, record("place", &vale.place), "first.hubx");
    admit(&mut region, &first);
    assert_eq!(
        region.refused("copy_take", with_words(&early)).code,
        "laptop_not_admitted",
        "nobody has vouched for Ben's laptop yet"
    );
    bring(&mut ben, &mut vale.desk, "ben.hubx");
    let second = send(&mut vale.desk, record("pcn", &vale.pcn), "second.hubx");
    region.call("copy_take", with_words(&second));
    assert_eq!(region.call("copy_take", with_words(&early))["new"], 1);
    // What goes back can now be opened on both laptops of the hub.
    let copy = region.call("partners", json!({}))["copies"][0]["id"].clone();
    region.call("copy_say", json!({ "id": copy, "text": "Thank you." }));
    let back = region.file("back.hubx");
    region.call(
        "comments_send",
        json!({ "id": copy, "how": {}, "file": back }),
    );
    for desk in [&mut vale.desk, &mut ben] {
        assert_eq!(
            desk.call("copy_look", json!({ "file": back }))["what"],
            "comments"
        );
    }
}

#[test]
fn a_lost_laptop_of_a_team_does_not_come_back_with_the_team_that_was_blocked_for_it() {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let mut ben = joined(&mut vale.desk, 12, "Ben Baker");
    let mut eve = joined(&mut vale.desk, 13, "Eve Ellis");
    bring(&mut ben, &mut vale.desk, "ben.hubx");
    bring(&mut eve, &mut vale.desk, "eve.hubx");
    let first = send(&mut vale.desk, record("place", &vale.place), "first.hubx");
    admit(&mut region, &first);
    assert_eq!(count(&mut region, "partner_laptop"), 3);

    // Ben's laptop is lost: the hub blocks it, and the region blocks the hub until it has telephoned.
    let lost = ben.call("sharing", json!({}))["this"]["key"].clone();
    vale.desk.call("laptop_block", json!({ "key": lost }));
    let team = region.call("partners", json!({}))["partners"][0]["id"].clone();
    let block = json!({ "id": team, "reason": "A laptop of theirs was lost" });
    region.call("partner_block", block);
    let after = send(&mut vale.desk, record("pcn", &vale.pcn), "after.hubx");
    admit(&mut region, &after);

    assert_eq!(region.call("copy_take", with_words(&after))["new"], 1);
    let found = send(&mut ben, record("place", &vale.place), "found.hubx");
    assert_eq!(
        region.refused("copy_take", with_words(&found)).code,
        "laptop_not_admitted"
    );
    let eves = send(&mut eve, record("place", &vale.place), "eve-sends.hubx");
    region.call("copy_take", with_words(&eves));
    // What goes back can be opened on the laptops that are left, not on the lost one.
    let copy = region.call("partners", json!({}))["copies"][0]["id"].clone();
    region.call("copy_say", json!({ "id": copy, "text": "Thank you." }));
    let back = region.file("back.hubx");
    region.call(
        "comments_send",
        json!({ "id": copy, "how": {}, "file": back }),
    );
    let look = json!({ "file": back });
    assert_eq!(eve.call("copy_look", look.clone())["what"], "comments");
    assert_eq!(ben.refused("copy_look", look).code, "not_for_this_laptop");
}

#[test]
fn a_taken_copy_can_be_taken_back_and_taken_in_again() {
    let (mut region, mut vale) = (region(), hub(2, "Wyre Vale Hub", "Ann Archer"));
    let file = send(&mut vale.desk, record("place", &vale.place), "place.hubx");
    admit(&mut region, &file);
    let before = region.hash();
    region.call("copy_take", with_words(&file));
    let taken = region.hash();
    region.call("undo", json!({ "change": null, "partly": false }));
    assert_eq!(region.hash(), before);
    assert_eq!(region.call("copy_take", with_words(&file))["new"], 1);
    assert_eq!(region.hash(), taken);
}
