//! Settling through the commands that a window calls, and what no table can show: one laptop's edits made twice, and
//! what arrives while somebody decides.

use hubfolio_core::store::{Answer, Choice, What};
use hubfolio_tests::{Desk, Laptop};
use serde_json::{Value as Json, json};

use super::{Pair, agree};

/// Two versions of a field at one desk: a form that was opened before another edit, and saved after it.
pub(super) fn two_versions(
    desk: &mut Desk,
    kind: &str,
    id: &str,
    field: &str,
    first: Json,
    second: Json,
) {
    let page = desk.call("show", json!({ "kind": kind, "id": id }));
    desk.call(
        "save",
        json!({ "kind": kind, "id": id, "fields": { field: first } }),
    );
    desk.call(
        "save",
        json!({ "kind": kind, "id": id, "fields": { field: second }, "generation": page["generation"] }),
    );
}

fn waiting(desk: &mut Desk) -> Vec<Json> {
    desk.call("to_settle", json!({}))
        .as_array()
        .unwrap()
        .clone()
}

fn tokens(page: &Json) -> Vec<Json> {
    let versions = page["versions"].as_array().unwrap();
    versions.iter().map(|v| v["token"].clone()).collect()
}

#[test]
fn a_window_lists_shows_and_settles() {
    let mut desk = Desk::new(401);
    let id = desk.save("person", json!({ "name": "Bo Bell", "telephone": "1" }));
    two_versions(
        &mut desk,
        "person",
        &id,
        "telephone",
        json!("2"),
        json!("3"),
    );
    let things = waiting(&mut desk);
    assert_eq!(things.len(), 1);
    let thing = &things[0];
    assert_eq!(
        (&thing["what"], &thing["sentence"], &thing["versions"]),
        (
            &json!("field"),
            &json!("Telephone of Bo Bell has two versions."),
            &json!(2)
        )
    );
    assert_eq!(thing["people"], json!(["Ann Archer"]));
    let page = desk.call("settle_page", json!({ "id": thing["id"] }));
    let versions = page["versions"].as_array().unwrap();
    assert_eq!(
        versions
            .iter()
            .map(|v| (&v["text"], &v["replaced"], &v["shown"]))
            .collect::<Vec<_>>(),
        [
            (&json!("3"), &json!("1"), &json!(true)),
            (&json!("2"), &json!("1"), &json!(false))
        ]
    );
    assert_eq!(
        (&page["can_write"], &page["can_keep_both"]),
        (&json!(true), &json!(false))
    );
    let list = desk.call(
        "view",
        json!({ "source": { "kind": "person" }, "columns": ["name", "telephone"], "search": "Bo" }),
    );
    assert_eq!(list["rows"][0]["cells"][1]["state"], "versions");

    let settled = desk.call(
        "settle",
        json!({ "id": thing["id"], "seen": tokens(&page), "choice": "keep", "token": versions[1]["token"],
                "reason": "Rang to check" }),
    );
    assert_eq!(
        (&settled["settled"], &settled["to_settle"]),
        (&json!(1), &json!(0))
    );
    let page = desk.call("show", json!({ "kind": "person", "id": id }));
    let telephone = page["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["name"] == "telephone")
        .unwrap();
    assert_eq!(
        (&telephone["cell"]["text"], &telephone["versions"]),
        (&json!("2"), &json!(1))
    );
    let history = desk.call("history", json!({ "kind": "person", "id": id }));
    assert_eq!(history[0]["reason"], "Rang to check");
    assert_eq!(
        desk.call("actions", json!({}))[0]["label"],
        "Settle versions of person Bo Bell"
    );
    let fault = desk.refused("settle_page", json!({ "id": thing["id"] }));
    assert_eq!(fault.code, "settled");
    desk.call("undo", json!({}));
    assert_eq!(waiting(&mut desk).len(), 1);
}

#[test]
fn a_long_text_is_joined_read_and_kept() {
    let mut desk = Desk::new(402);
    let text = "We met all PCNs.\n\nFour offer placements.\n\nNext is the east.";
    let id = desk.save("person", json!({ "name": "Bo Bell", "notes": text }));
    two_versions(
        &mut desk,
        "person",
        &id,
        "notes",
        json!(text.replace("all", "most")),
        json!(text.replace("east", "west")),
    );
    let thing = waiting(&mut desk).remove(0);
    let page = desk.call("settle_page", json!({ "id": thing["id"] }));
    let joined = text.replace("all", "most").replace("east", "west");
    assert_eq!(page["joined"], json!(joined));
    let differing: Vec<&Json> = page["paragraphs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["same"] == false)
        .collect();
    assert_eq!(differing.len(), 2);
    assert_eq!(page["can_keep_both"], true);
    let both = desk.call(
        "settle",
        json!({ "id": thing["id"], "seen": tokens(&page), "choice": "both" }),
    );
    assert_eq!(both["to_settle"], 0);
    let page = desk.call("show", json!({ "kind": "person", "id": id }));
    let notes = page["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["name"] == "notes")
        .unwrap();
    let kept = notes["cell"]["text"].as_str().unwrap();
    assert_eq!(kept.matches("Ann Archer, ").count(), 2, "{kept}");
    assert!(kept.contains("met most PCNs") && kept.contains("the west"));
}

#[test]
fn what_arrives_while_somebody_decides_is_not_swallowed() {
    let mut pair = Pair::new(410);
    let (id, _) = pair
        .ann
        .put(
            "person",
            None,
            &[("name", "Bo".into()), ("telephone", "1".into())],
        )
        .unwrap();
    pair.ben_receives();
    pair.ann
        .put("person", Some(id), &[("telephone", "2".into())])
        .unwrap();
    pair.ben
        .put("person", Some(id), &[("telephone", "3".into())])
        .unwrap();
    pair.ann_receives();
    // Ann looks at two versions; before she decides, Ben's next edit comes in.
    let store = pair.ann.store();
    let thing = store.to_settle().unwrap().remove(0);
    let versions = store.versions_of(&thing).unwrap();
    pair.ben
        .put("person", Some(id), &[("telephone", "4".into())])
        .unwrap();
    pair.ann_receives();
    let answer = Answer {
        seen: versions.iter().map(|v| v.token.clone()).collect(),
        choice: Choice::Keep(versions[1].token.clone()),
        thing,
    };
    let (world, me) = (&pair.ann.world, pair.ann.me);
    let store = pair.ann.store.as_mut().unwrap();
    let done = store.settle(world, me, &[answer], None).unwrap();
    assert_eq!(done.settled, 0, "it waits still: the fourth came meanwhile");
    let left = store.to_settle().unwrap().remove(0);
    let values: Vec<_> = store
        .versions_of(&left)
        .unwrap()
        .into_iter()
        .filter_map(|v| v.value)
        .collect();
    assert!(
        values.contains(&"4".into()) && values.len() == 2,
        "{values:?}"
    );
    pair.exchange(true);
    agree(&mut pair);
}

#[test]
fn many_are_settled_as_one_edit_and_one_undo() {
    let mut desk = Desk::new(403);
    let mut ids = vec![];
    for n in 0..5 {
        let id = desk.save(
            "person",
            json!({ "name": format!("Person {n}"), "telephone": "1" }),
        );
        two_versions(
            &mut desk,
            "person",
            &id,
            "telephone",
            json!("2"),
            json!("3"),
        );
        ids.push(id);
    }
    desk.save("person", json!({ "name": "One", "email": "a@b.org" }));
    desk.save("person", json!({ "name": "Two", "email": "a@b.org" }));
    let before = desk.hash();
    let things: Vec<Json> = waiting(&mut desk).iter().map(|t| t["id"].clone()).collect();
    assert_eq!(things.len(), 6);
    let settled = desk.call("settle_many", json!({ "ids": things, "choice": "newest" }));
    assert_eq!(
        (&settled["settled"], &settled["to_settle"]),
        (&json!(5), &json!(1))
    );
    let left = settled["left"][0].as_str().unwrap();
    assert!(left.contains("may be the same person"), "{left}");
    desk.call("undo", json!({}));
    assert_eq!(desk.hash(), before);
    assert_eq!(waiting(&mut desk).len(), 6);
    let settled = desk.call(
        "settle_many",
        json!({ "ids": things, "choice": "person", "person": "Somebody Else" }),
    );
    assert_eq!(settled["settled"], 0);
    assert_eq!(settled["left"].as_array().unwrap().len(), 6);
}

#[test]
fn two_records_become_one_and_two_again() {
    let mut desk = Desk::new(404);
    let keep = desk.save(
        "person",
        json!({ "name": "Ada Bell", "email": "ada@b.org" }),
    );
    let other = desk.save("person", json!({ "name": "Ada Belle", "telephone": "7" }));
    let before = desk.hash();
    let saved = desk.call(
        "merge_records",
        json!({ "kind": "person", "keep": keep, "other": other, "reason": "Married" }),
    );
    assert_eq!(saved["id"], json!(keep));
    let page = desk.call("show", json!({ "kind": "person", "id": other }));
    assert_eq!(
        (&page["id"], &page["title"]),
        (&json!(keep), &json!("Ada Bell"))
    );
    let list = desk.call("view", json!({ "source": { "kind": "person" } }));
    assert_eq!(list["total"], 2, "Ann Archer and Ada Bell");
    let store = desk.session.store().unwrap();
    assert!(store.search("Belle", 10).unwrap().is_empty());
    let label = desk.call("actions", json!({}))[0]["label"].clone();
    assert_eq!(label, "Merge Ada Belle into Ada Bell");
    desk.call("undo", json!({}));
    assert_eq!(desk.hash(), before);
    let page = desk.call("show", json!({ "kind": "person", "id": other }));
    assert_eq!(page["title"], "Ada Belle");
    let fault = desk.refused(
        "merge_records",
        json!({ "kind": "person", "keep": keep, "other": keep }),
    );
    assert_eq!(fault.code, "same_record");
}

#[test]
fn a_return_with_something_to_settle_is_not_submitted() {
    let mut desk = Desk::new(405);
    let pcn = desk.save("pcn", json!({ "ods_code": "U00001", "name": "Vale PCN" }));
    let mark = desk.save(
        "pcn_mark",
        json!({ "pcn": pcn, "mark": "engaged", "from": "2025-05-01" }),
    );
    let page = desk.call(
        "return_open",
        json!({ "set": null, "period": "2025-26 H1" }),
    );
    let id = page["id"].clone();
    for a in page["answers"].as_array().unwrap() {
        if a["narrative_needed"] == true {
            desk.call(
                "return_answer",
                json!({ "id": id, "number": a["number"], "narrative": "Words." }),
            );
        }
    }
    // A doubt about a telephone number is none of the return's business; about a day that its figures count, it is.
    desk.save("person", json!({ "name": "Bo Bell", "telephone": "1" }));
    two_versions(
        &mut desk,
        "pcn_mark",
        &mark,
        "from",
        json!("2025-05-02"),
        json!("2025-05-03"),
    );
    let fault = desk.refused("return_submit", json!({ "id": id }));
    assert_eq!(fault.code, "to_settle");
    assert!(
        fault.message.contains("has two versions"),
        "{}",
        fault.message
    );
    let page = desk.call("return_page", json!({ "id": id }));
    assert_eq!(page["todo"].as_array().unwrap().len(), 1);
    let pack = desk.folder.path().join("draft.pdf");
    desk.call("pack", json!({ "pack": "kpi", "record": id, "file": pack }));
    let things: Vec<Json> = waiting(&mut desk).iter().map(|t| t["id"].clone()).collect();
    desk.call("settle_many", json!({ "ids": things, "choice": "newest" }));
    let page = desk.call("return_submit", json!({ "id": id }));
    assert_eq!(page["frozen"], true);
}

#[test]
fn what_waits_for_a_fortnight_is_on_the_home_screen() {
    let mut desk = Desk::new(406);
    let id = desk.save("person", json!({ "name": "Bo Bell", "telephone": "1" }));
    // The clock of the tests stands at 9 October 2025.
    desk.world.set_today("2025-10-22");
    two_versions(
        &mut desk,
        "person",
        &id,
        "telephone",
        json!("2"),
        json!("3"),
    );
    let found = |desk: &mut Desk| -> Vec<String> {
        let findings = desk.call("findings", json!({}));
        let ours = findings.as_array().unwrap().iter();
        ours.filter(|f| f["rule"] == "record.to_settle")
            .map(|f| f["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(found(&mut desk), Vec::<String>::new());
    desk.world.set_today("2025-10-23");
    assert_eq!(
        found(&mut desk),
        ["Telephone of Bo Bell has two versions. This waits since 9 October 2025."]
    );
    desk.call(
        "save",
        json!({ "kind": "person", "id": id, "fields": { "telephone": "4" } }),
    );
    assert_eq!(found(&mut desk), Vec::<String>::new());
}

#[test]
fn edits_of_a_copied_laptop_are_kept_and_named() {
    let mut pair = Pair::new(420);
    let mut twin = pair.ben.copied(430);
    pair.ben.reopen().unwrap();
    twin.reopen().unwrap();
    let add = |laptop: &mut Laptop, name: &str| {
        laptop
            .put("person", None, &[("name", name.into())])
            .unwrap()
    };
    add(&mut pair.ben, "From Ben");
    add(&mut twin, "From the copy");
    pair.ann_receives();
    assert_eq!(pair.ann.store().count_to_settle().unwrap(), 0);
    std::mem::swap(&mut pair.ben, &mut twin);
    pair.ann_receives();
    let things = pair.ann.store().to_settle().unwrap();
    let [thing] = &things[..] else {
        panic!("{things:?}")
    };
    assert_eq!(thing.what, What::Twice);
    let store = pair.ann.store();
    assert_eq!(store.versions_of(thing).unwrap().len(), 2);
    for name in ["From Ben", "From the copy"] {
        assert_eq!(store.search(name, 10).unwrap().len(), 1, "{name}");
    }
    let before = store.to_settle().unwrap();
    pair.ann.rebuild().unwrap();
    assert_eq!(pair.ann.store().to_settle().unwrap(), before);
    let answer = Answer {
        thing: thing.clone(),
        seen: vec![],
        choice: Choice::Leave,
    };
    let (world, me) = (&pair.ann.world, pair.ann.me);
    let store = pair.ann.store.as_mut().unwrap();
    store.settle(world, me, &[answer], None).unwrap();
    assert_eq!(store.count_to_settle().unwrap(), 0);
    let undone = store.undo_next().unwrap().unwrap();
    pair.ann.undo(undone.id).unwrap();
    assert_eq!(pair.ann.store().to_settle().unwrap(), before);
}
