//! Whose each thing is, what is switched off or put off, the texts to send (DAT-8).
#![allow(clippy::unwrap_used)]

use serde_json::{Value as Json, json};

use super::test_laptop::Laptop;

const RULE: &str = "practice.without_list_size";

/// A hub with two practices without a list size, and Ann and Bea in it.
fn hub() -> Laptop {
    let mut laptop = Laptop::with_a_hub();
    for (code, name) in [("M84001", "Abbey Road"), ("M84002", "Park Lane")] {
        laptop.save("practice", json!({ "ods_code": code, "name": name }));
    }
    laptop.save(
        "person",
        json!({ "name": "Bea Baker", "email": "bea@x.org" }),
    );
    laptop
}

fn found(laptop: &mut Laptop, rule: &str) -> Vec<Json> {
    let all = laptop.ask("findings", json!({}));
    let all = all.as_array().unwrap().iter();
    all.filter(|f| f["rule"] == rule).cloned().collect()
}

#[test]
fn a_rule_is_switched_off_with_a_reason_and_shown_again() {
    let mut laptop = hub();
    let before = laptop.ask("status", json!({}))["hub"]["attention"]
        .as_i64()
        .unwrap();
    let without = laptop.try_ask("rule_set", json!({ "rule": RULE, "what": "off" }));
    assert!(without.unwrap_err().message.contains("Say why"));
    laptop.ask(
        "rule_set",
        json!({ "rule": RULE, "what": "off", "reason": "Sizes come in May" }),
    );
    assert_eq!(found(&mut laptop, RULE).len(), 0);
    let now = laptop.ask("status", json!({}))["hub"]["attention"]
        .as_i64()
        .unwrap();
    assert_eq!(now, before - 2);
    let quiet = laptop.ask("quiet", json!({}));
    assert_eq!(
        (
            &quiet[0]["rule"],
            &quiet[0]["reason"],
            &quiet[0]["who"],
            &quiet[0]["hides"]
        ),
        (
            &json!(RULE),
            &json!("Sizes come in May"),
            &json!("Ann Archer"),
            &json!(2)
        )
    );
    laptop.ask("rule_set", json!({ "rule": RULE, "what": "on" }));
    assert_eq!(found(&mut laptop, RULE).len(), 2);
    assert_eq!(laptop.ask("quiet", json!({})), json!([]));
    laptop.ask("undo", json!({}));
    assert_eq!(
        found(&mut laptop, RULE).len(),
        0,
        "undo works on it as on anything"
    );
}

#[test]
fn one_record_is_put_off_until_its_day() {
    let mut laptop = hub();
    let put_off = |until: &str| json!({ "rule": RULE, "kind": "practice", "record": "M84001", "what": "snooze", "until": until, "reason": "Merging" });
    assert!(
        laptop.try_ask("rule_set", put_off("01/01/2026")).is_err(),
        "a day that is over"
    );
    laptop.ask("rule_set", put_off("01/12/2026"));
    let left = found(&mut laptop, RULE);
    assert_eq!((left.len(), &left[0]["title"]), (1, &json!("Park Lane")));
    laptop.world.set_today("2026-11-30");
    assert_eq!(found(&mut laptop, RULE).len(), 1);
    laptop.world.set_today("2026-12-01");
    assert_eq!(
        found(&mut laptop, RULE).len(),
        2,
        "shown again from that day on"
    );
}

#[test]
fn what_nobody_was_given_is_the_programme_managers() {
    let mut laptop = hub();
    assert_eq!(found(&mut laptop, RULE)[0].get("owner"), None);
    let view = json!({ "source": { "kind": "hub_profile" }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 1 });
    let hub = laptop.ask("view", view)["rows"][0]["id"].clone();
    laptop.save(
        "team_member",
        json!({ "hub": hub, "person": "Ann Archer", "role": "programme_manager" }),
    );
    let owner = found(&mut laptop, RULE)[0]["owner"].clone();
    assert_eq!(
        (&owner["name"], &owner["me"]),
        (&json!("Ann Archer"), &json!(true))
    );
    laptop.ask(
        "rule_set",
        json!({ "rule": RULE, "what": "owner", "owner": "Bea Baker" }),
    );
    let owner = found(&mut laptop, RULE)[1]["owner"].clone();
    assert_eq!(
        (&owner["name"], &owner["me"]),
        (&json!("Bea Baker"), &json!(false))
    );
    let one = json!({ "rule": RULE, "kind": "practice", "record": "M84002", "what": "owner", "owner": "Ann Archer" });
    laptop.ask("rule_set", one);
    let mut names: Vec<String> = found(&mut laptop, RULE)
        .iter()
        .map(|f| f["owner"]["name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["Ann Archer", "Bea Baker"]);
}

#[test]
fn a_rule_that_is_none_is_refused() {
    let mut laptop = hub();
    let fault = laptop.try_ask(
        "rule_set",
        json!({ "rule": "practice.haunted", "what": "on" }),
    );
    assert_eq!(fault.unwrap_err().code, "unknown_rule");
}

#[test]
fn a_notice_holds_what_is_due_for_one_person_and_nothing_of_others() {
    let mut laptop = hub();
    let view = json!({ "source": { "kind": "hub_profile" }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 1 });
    let hub = laptop.ask("view", view)["rows"][0]["id"].clone();
    let review = json!({ "kind": "hub_profile", "id": hub, "fields": { "next_review": "2026-12-10" }, "generation": null, "reason": null });
    laptop.ask("save", review);
    laptop.ask(
        "rule_set",
        json!({ "rule": "hub.review_due", "what": "owner", "owner": "Bea Baker" }),
    );
    let letter = laptop.ask("due_notice", json!({ "owner": "Bea Baker" }));
    let text = letter["text"].as_str().unwrap();
    assert!(text.starts_with("Dear Bea Baker,\n\nThis is due at Dene Training Hub by 22 December 2026:\n\n- 10 December 2026: "), "{text}");
    assert!(!text.contains("list size"), "{text}");
    assert_eq!(
        letter["people"],
        json!([{ "name": "Bea Baker", "email": "bea@x.org" }])
    );
    let mine = laptop.ask("due_notice", json!({}));
    assert!(
        mine["text"].as_str().unwrap().contains("Nothing of yours"),
        "{mine}"
    );
    assert_eq!(mine["without"][0]["title"], "Ann Archer");
}

#[test]
fn the_weekly_text_says_what_is_due_for_whom_and_what_changed() {
    let mut laptop = hub();
    let digest = laptop.ask("digest", json!({}));
    let text = digest["text"].as_str().unwrap();
    assert!(
        text.contains("Due by 29 November 2026\n- Nothing."),
        "{text}"
    );
    assert!(text.contains("without a date."), "{text}");
    assert!(
        text.contains("- Add person Bea Baker (Ann Archer)"),
        "{text}"
    );
}
