//! One stakeholder in one place, and the map of influence and interest.

use hubfolio_tests::Desk;
use serde_json::json;

#[test]
fn a_stakeholders_page_tells_what_happened_in_order() {
    let mut desk = Desk::new(6_011);
    let trust = desk.save(
        "organisation",
        json!({ "name": "Dene Trust", "category": "acute_trust" }),
    );
    let person = desk.save("person", json!({ "name": "Bo Baker" }));
    let post =
        json!({ "person": person, "role": "Dean", "organisation": trust, "from": "01/03/2025" });
    desk.save("post", post);
    let call = json!({ "day": "02/06/2025", "kind": "call", "subject": "Placements", "person": person,
        "follow_up": "Send the guide", "follow_up_due": "09/06/2025" });
    desk.save("engagement", call);
    desk.save(
        "stakeholder_group",
        json!({ "name": "Forum", "part": "leads", "organisation": trust, "from": "01/05/2025" }),
    );
    desk.save(
        "contact_interval",
        json!({ "organisation": trust, "weeks": 4 }),
    );
    let page = desk.call(
        "stakeholder_page",
        json!({ "kind": "organisation", "id": "Dene Trust" }),
    );
    let told: Vec<(&str, &str)> = page["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["what"].as_str().unwrap(), e["title"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("contact", "Placements"),
            ("group", "Forum"),
            ("post", "Dean")
        ]
    );
    assert_eq!(
        page["last_contact"], "2025-06-02",
        "through who holds a post there"
    );
    assert_eq!(page["next_due"], "2025-06-30");
    assert_eq!(page["follow_ups"][0]["title"], "Send the guide");
    assert_eq!(page["posts"][0]["other_title"], "Bo Baker");
    let theirs = desk.call(
        "stakeholder_page",
        json!({ "kind": "person", "id": person }),
    );
    assert_eq!(theirs["posts"][0]["other_title"], "Dene Trust");
    let fault = desk.refused("stakeholder_page", json!({ "kind": "place", "id": "x" }));
    assert_eq!(fault.code, "no_stakeholder");
}

#[test]
fn a_move_on_the_map_is_one_edit_that_one_undo_takes_back() {
    let mut desk = Desk::new(6_012);
    let trust = desk.save("organisation", json!({ "name": "Dene Trust" }));
    let place = json!({ "organisation": trust, "influence": 2, "interest": 3, "engagement_now": "neutral",
        "engagement_wanted": "leading", "day": "01/01/2024" });
    let id = desk.save("stakeholder_mapping", place);
    let low = desk.save("organisation", json!({ "name": "Wide Gap" }));
    let place = json!({ "organisation": low, "influence": 5, "interest": 1, "engagement_now": "resistant",
        "engagement_wanted": "neutral" });
    desk.save("stakeholder_mapping", place);
    let before = desk.hash();
    let gaps = desk.call("stakeholder_gaps", json!({}));
    assert_eq!(gaps[0]["title"], "Wide Gap", "influence goes first");
    assert_eq!(
        (&gaps[1]["gap"], &gaps[1]["corner"]),
        (&json!(2), &json!("Keep an eye on"))
    );
    let moved = desk.call(
        "stakeholder_move",
        json!({ "id": id, "influence": 5, "interest": 4 }),
    );
    let map = desk.call("stakeholder_map", json!({}));
    assert_eq!(
        (&map["points"][0]["title"], &map["points"][0]["corner"]),
        (&json!("Dene Trust"), &json!("Work closely with"))
    );
    let fault = desk.refused(
        "stakeholder_move",
        json!({ "id": id, "influence": 6, "interest": 4 }),
    );
    assert_eq!(fault.code, "off_the_map");
    desk.call("undo", json!({ "action": moved["change"] }));
    assert_eq!(desk.hash(), before);
}

#[test]
fn named_people_are_not_on_the_map_unless_the_hub_says_so() {
    let mut desk = Desk::new(6_013);
    let person = desk.save("person", json!({ "name": "Bo Baker" }));
    desk.save(
        "stakeholder_mapping",
        json!({ "person": person, "influence": 4, "interest": 4 }),
    );
    let map = desk.call("stakeholder_map", json!({}));
    assert_eq!(
        (map["points"].as_array().unwrap().len(), &map["hidden"]),
        (0, &json!(1))
    );
    let page = desk.call(
        "stakeholder_page",
        json!({ "kind": "person", "id": person }),
    );
    assert!(page["place"].is_null(), "{page}");
}
