//! What the rules over stakeholders say, and what they leave alone: for each a case that is just over the line and one
//! just on this side of it. Today is 22 November 2026.
#![allow(clippy::unwrap_used)]

use serde_json::{Value as Json, json};

use super::test_laptop::Laptop;

/// The rules that speak, in order; those of the hub's own profile aside.
fn said(laptop: &mut Laptop) -> Vec<String> {
    let findings = laptop.ask("findings", json!({}));
    let mut rules: Vec<String> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["rule"].as_str().unwrap().to_owned())
        .filter(|r| {
            ["stakeholder.", "engagement.", "survey."]
                .iter()
                .any(|p| r.starts_with(p))
        })
        .collect();
    rules.sort();
    rules
}

fn organisation(laptop: &mut Laptop, name: &str) -> String {
    laptop.save(
        "organisation",
        json!({ "name": name, "category": "acute_trust" }),
    )
}

fn mapping(laptop: &mut Laptop, more: Json) -> String {
    let mut fields = json!({ "influence": 3, "interest": 3, "day": "01/11/2026" });
    for (name, value) in more.as_object().unwrap() {
        fields[name] = value.clone();
    }
    laptop.save("stakeholder_mapping", fields)
}

#[test]
fn a_gap_is_said_of_the_influential_only() {
    let mut laptop = Laptop::with_a_hub();
    let (near, far) = (
        organisation(&mut laptop, "Near"),
        organisation(&mut laptop, "Far"),
    );
    let there = organisation(&mut laptop, "There");
    let levels = |now: &str, wanted: &str, influence: i64, who: &str| json!({ "organisation": who, "influence": influence, "engagement_now": now, "engagement_wanted": wanted });
    mapping(&mut laptop, levels("unaware", "leading", 3, &near));
    mapping(&mut laptop, levels("leading", "leading", 5, &there));
    assert_eq!(said(&mut laptop), [""; 0]);
    let id = mapping(&mut laptop, levels("neutral", "supportive", 4, &far));
    assert_eq!(said(&mut laptop), ["stakeholder.gap"]);
    let closed = json!({ "kind": "stakeholder_mapping", "id": id, "fields": { "engagement_now": "supportive" },
        "generation": null, "reason": null });
    laptop.ask("save", closed);
    assert_eq!(said(&mut laptop), [""; 0]);
}

#[test]
fn a_named_person_on_the_map_needs_the_hubs_word() {
    let mut laptop = Laptop::with_a_hub();
    let person = laptop.save("person", json!({ "name": "Bo Baker" }));
    let place = laptop.save("organisation", json!({ "name": "Dene Trust" }));
    let post = laptop.save(
        "post",
        json!({ "person": person, "role": "Dean", "organisation": place }),
    );
    mapping(&mut laptop, json!({ "post": post }));
    assert_eq!(said(&mut laptop), [""; 0], "a post is no person");
    mapping(&mut laptop, json!({ "person": person }));
    assert_eq!(said(&mut laptop), ["stakeholder.person_on_map"]);
    let hubs = json!({ "source": { "kind": "hub_profile" }, "columns": [], "filter": null, "sort": [], "group": null,
        "search": null, "offset": 0, "limit": 1 });
    let hub = laptop.ask("view", hubs)["rows"][0]["id"].clone();
    let allow = json!({ "kind": "hub_profile", "id": hub, "fields": { "map_people": true }, "generation": null,
        "reason": null });
    laptop.ask("save", allow);
    assert_eq!(said(&mut laptop), [""; 0]);
}

#[test]
fn without_an_interval_no_contact_is_overdue() {
    let mut laptop = Laptop::with_a_hub();
    let trust = organisation(&mut laptop, "Dene Trust");
    mapping(
        &mut laptop,
        json!({ "organisation": trust, "influence": 5, "interest": 5, "day": "01/01/2020" }),
    );
    assert_eq!(said(&mut laptop), [""; 0]);
    laptop.save(
        "contact_interval",
        json!({ "tier": "keep_informed", "weeks": 1 }),
    );
    assert_eq!(said(&mut laptop), [""; 0], "that of another corner");
    laptop.save(
        "contact_interval",
        json!({ "tier": "work_closely", "weeks": 4 }),
    );
    assert_eq!(said(&mut laptop), ["stakeholder.corner_overdue"]);
    laptop.save(
        "contact_interval",
        json!({ "organisation": trust, "weeks": 4 }),
    );
    assert_eq!(
        said(&mut laptop),
        ["stakeholder.contact_overdue"],
        "its own goes first"
    );
}

#[test]
fn a_contact_counts_for_where_somebody_holds_a_post_on_that_day() {
    let mut laptop = Laptop::with_a_hub();
    let trust = organisation(&mut laptop, "Dene Trust");
    let person = laptop.save("person", json!({ "name": "Bo Baker" }));
    laptop.save(
        "contact_interval",
        json!({ "organisation": trust, "weeks": 4 }),
    );
    assert_eq!(
        said(&mut laptop),
        ["stakeholder.contact_overdue"],
        "never yet"
    );
    let contact = |day: &str| json!({ "day": day, "kind": "call", "subject": "Placements", "person": person });
    laptop.save("engagement", contact("25/10/2026"));
    assert_eq!(
        said(&mut laptop),
        ["stakeholder.contact_overdue"],
        "holds no post there"
    );
    laptop.save(
        "post",
        json!({ "person": person, "role": "Dean", "organisation": trust, "from": "25/10/2026" }),
    );
    assert_eq!(said(&mut laptop), [""; 0], "four weeks to the day");
    laptop.world.set_today("2026-11-23");
    assert_eq!(said(&mut laptop), ["stakeholder.contact_overdue"]);
    let group = laptop.save(
        "engagement",
        json!({ "day": "23/11/2026", "kind": "meeting", "subject": "Forum" }),
    );
    laptop.save(
        "engagement_party",
        json!({ "engagement": group, "organisation": trust, "ours": true }),
    );
    assert_eq!(
        said(&mut laptop),
        ["stakeholder.contact_overdue"],
        "on the hub's side"
    );
    laptop.save(
        "engagement_party",
        json!({ "engagement": group, "person": person }),
    );
    assert_eq!(said(&mut laptop), [""; 0]);
}

#[test]
fn a_planned_contact_counts_once_its_day_comes() {
    let mut laptop = Laptop::with_a_hub();
    let trust = organisation(&mut laptop, "Dene Trust");
    laptop.save(
        "contact_interval",
        json!({ "organisation": trust, "weeks": 4 }),
    );
    let planned =
        json!({ "day": "30/11/2026", "kind": "visit", "subject": "Visit", "organisation": trust });
    laptop.save("engagement", planned);
    assert_eq!(said(&mut laptop), ["stakeholder.contact_overdue"]);
    laptop.world.set_today("2026-11-30");
    assert_eq!(said(&mut laptop), [""; 0]);
}

#[test]
fn what_follows_a_contact_and_what_was_planned_is_late_from_the_day_after() {
    let mut laptop = Laptop::with_a_hub();
    let follow = json!({ "day": "01/11/2026", "kind": "call", "subject": "Posts", "follow_up": "Send the guide",
        "follow_up_due": "22/11/2026" });
    let contact = laptop.save("engagement", follow);
    let strategy = json!({ "name": "Engagement 2026 to 2029", "from": "01/04/2026", "to": "31/03/2029",
        "agreed_by": "Oversight Board", "agreed_on": "01/03/2026" });
    let strategy = laptop.save("engagement_strategy", strategy);
    let activity =
        json!({ "strategy": strategy, "name": "Forum of practice managers", "due": "22/11/2026" });
    laptop.save("engagement_activity", activity);
    let done = json!({ "strategy": strategy, "name": "Letter", "due": "01/05/2026", "done": "02/06/2026" });
    laptop.save("engagement_activity", done);
    assert_eq!(said(&mut laptop), [""; 0]);
    laptop.world.set_today("2026-11-23");
    assert_eq!(
        said(&mut laptop),
        [
            "engagement.activity_overdue",
            "engagement.follow_up_overdue"
        ]
    );
    let finished = json!({ "kind": "engagement", "id": contact, "fields": { "follow_up_done": "23/11/2026" },
        "generation": null, "reason": null });
    laptop.ask("save", finished);
    assert_eq!(said(&mut laptop), ["engagement.activity_overdue"]);
}

#[test]
fn a_strategy_is_agreed_and_followed_by_another() {
    let mut laptop = Laptop::with_a_hub();
    laptop.save(
        "engagement_strategy",
        json!({ "name": "Next", "from": "23/11/2026", "to": "31/03/2030" }),
    );
    assert_eq!(said(&mut laptop), [""; 0], "it begins tomorrow");
    laptop.world.set_today("2026-11-23");
    assert_eq!(said(&mut laptop), ["engagement.strategy_not_agreed"]);
    laptop.world.set_today("2029-10-01");
    assert_eq!(
        said(&mut laptop),
        ["engagement.strategy_not_agreed"],
        "181 days ahead of its end"
    );
    laptop.world.set_today("2029-10-02");
    assert_eq!(
        said(&mut laptop),
        ["engagement.strategy_ends", "engagement.strategy_not_agreed"]
    );
    let after = json!({ "name": "After", "from": "01/04/2030", "to": "31/03/2033" });
    laptop.save("engagement_strategy", after);
    assert_eq!(said(&mut laptop), ["engagement.strategy_not_agreed"]);
}

#[test]
fn a_low_average_is_said_once_the_round_is_over() {
    let mut laptop = Laptop::with_a_hub();
    let round = laptop.save(
        "survey_round",
        json!({ "name": "Spring", "to": "22/11/2026" }),
    );
    let question = |laptop: &mut Laptop, name: &str, scores: &[i64]| {
        let id = laptop.save("survey_question", json!({ "round": round, "name": name }));
        for (n, score) in scores.iter().enumerate() {
            let answer =
                json!({ "question": id, "respondent": format!("PCN {n}"), "score": score });
            laptop.save("survey_answer", answer);
        }
        id
    };
    question(&mut laptop, "Just in the middle", &[1, 3, 5]);
    question(&mut laptop, "Nobody answered", &[]);
    let low = question(&mut laptop, "Below", &[2, 3, 3]);
    assert_eq!(said(&mut laptop), [""; 0]);
    laptop.world.set_today("2026-11-23");
    assert_eq!(said(&mut laptop), ["survey.low_average"]);
    laptop.save(
        "survey_answer",
        json!({ "question": low, "respondent": "PCN 9", "score": 4 }),
    );
    assert_eq!(said(&mut laptop), [""; 0]);
}

#[test]
fn records_about_nobody_or_two_at_once_are_refused() {
    let mut laptop = Laptop::with_a_hub();
    let (one, other) = (
        organisation(&mut laptop, "One"),
        organisation(&mut laptop, "Other"),
    );
    let pcn = laptop.save("pcn", json!({ "ods_code": "U12345", "name": "Rugby" }));
    let person = laptop.save("person", json!({ "name": "Bo Baker" }));
    let mut refused = |kind: &str, fields: Json| {
        let save = json!({ "kind": kind, "id": null, "fields": fields, "generation": null, "reason": null });
        let fault = laptop.try_ask("save", save).unwrap_err();
        fault
            .fields
            .iter()
            .map(|f| f.field.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        refused(
            "stakeholder_mapping",
            json!({ "influence": 3, "interest": 3 })
        ),
        ["organisation"]
    );
    let both = json!({ "influence": 3, "interest": 3, "organisation": one, "pcn": pcn });
    assert_eq!(refused("stakeholder_mapping", both), ["organisation"]);
    let six = json!({ "influence": 6, "interest": 0, "organisation": one });
    assert!(!refused("stakeholder_mapping", six).is_empty());
    let ends_first = json!({ "person": person, "role": "Dean", "organisation": other, "from": "02/02/2026",
        "to": "01/02/2026" });
    assert_eq!(refused("post", ends_first), ["to"]);
    assert_eq!(
        refused("post", json!({ "person": person, "role": "Dean" })),
        ["organisation"]
    );
    let early = json!({ "day": "02/02/2026", "kind": "call", "subject": "Posts", "follow_up_due": "01/02/2026" });
    assert_eq!(refused("engagement", early), ["follow_up", "follow_up_due"]);
}
