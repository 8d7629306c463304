//! Meetings as they stand once they are over: what approved minutes hold still, what was ruled, who was there.

use hubfolio_tests::Desk;
use serde_json::{Value, json};

/// A board with a chair, a deputy and a member who has an interest in a supplier.
pub struct Board {
    pub desk: Desk,
    pub id: String,
    pub people: Vec<String>,
}

impl Board {
    pub fn new(seed: u64) -> Self {
        let mut desk = Desk::new(seed);
        desk.world.set_today(super::fixture::TODAY);
        let id = desk.save("board", json!({ "name": "Board", "quorum": 2 }));
        let mut people = vec![];
        for (name, capacity) in [("Cara", "chair"), ("Dev", "deputy"), ("Mo", "member")] {
            let person = desk.save("person", json!({ "name": name }));
            desk.save(
                "board_membership",
                json!({ "board": id, "person": person, "capacity": capacity, "voting": true, "from": "2025-01-01" }),
            );
            people.push(person);
        }
        desk.call(
            "declare",
            json!({ "person": "Mo", "declared": "interest", "fields": {
                "kind": "financial", "description": "Shares", "organisation_name": "Brightcare Ltd" } }),
        );
        Self { desk, id, people }
    }

    pub fn meeting(&mut self, day: &str) -> String {
        self.desk.save(
            "meeting",
            json!({ "board": self.id, "day": day, "state": "held" }),
        )
    }

    /// An item that the member's interest touches.
    pub fn item(&mut self, meeting: &str) -> String {
        let item = self.desk.save(
            "agenda_item",
            json!({ "meeting": meeting, "place": 1, "title": "Renewal", "purpose": "decide", "minute": "Agreed." }),
        );
        self.desk.save(
            "item_subject",
            json!({ "item": item, "name": "Brightcare" }),
        );
        item
    }

    fn rules(&mut self, item: &str, more: Value) -> Value {
        let mut request = json!({ "item": item, "person": "Mo" });
        for (key, value) in more.as_object().unwrap() {
            request[key] = value.clone();
        }
        let page = self.desk.call("meeting_rule", request);
        page["items"][0]["interests"][0].clone()
    }
}

#[test]
fn approved_minutes_hold_still_all_that_they_show() {
    let mut it = Board::new(80);
    let (first, later) = (it.meeting("2025-09-03"), it.meeting("2025-10-01"));
    let item = it.item(&first);
    let there = |who: &str| json!({ "meeting": first, "person": who });
    it.desk.call("meeting_attend", there("Cara"));
    it.rules(&item, json!({ "ruled": "left" }));
    let decided = json!({ "board": it.id, "day": "2025-09-03", "way": "meeting", "meeting": first, "item": item,
                          "decision": "To renew." });
    let decision = it.desk.save("decision", decided.clone());
    let between =
        json!({ "board": it.id, "day": "2025-08-20", "way": "email", "decision": "To wait." });
    let between = it.desk.save("decision", between);
    for step in ["draft", "check", "approve"] {
        let step = json!({ "meeting": first, "step": step, "by": "Cara", "at": later });
        it.desk.call("minutes_step", step);
    }
    let before = it.desk.hash();
    let edit = |kind: &str, id: Option<&str>, fields: Value| json!({ "kind": kind, "id": id, "fields": fields });
    let another = json!({ "meeting": first, "place": 2, "title": "Late", "purpose": "note" });
    let refused = [
        ("meeting_attend", there("Dev")),
        (
            "meeting_attend",
            json!({ "meeting": first, "person": "Cara", "left": "10:00" }),
        ),
        (
            "meeting_rule",
            json!({ "item": item, "person": "Mo", "ruled": "noted" }),
        ),
        (
            "save",
            edit(
                "decision",
                Some(&decision),
                json!({ "decision": "Not to." }),
            ),
        ),
        ("save", edit("decision", None, decided)),
        (
            "save",
            edit("decision", Some(&between), json!({ "reported_at": first })),
        ),
        ("save", edit("agenda_item", None, another)),
        (
            "save",
            edit("meeting", Some(&first), json!({ "place": "Elsewhere" })),
        ),
        ("delete", json!({ "kind": "decision", "id": decision })),
    ];
    for (call, request) in refused {
        assert_eq!(
            it.desk.refused(call, request.clone()).code,
            "frozen",
            "{call} {request}"
        );
    }
    assert_eq!(it.desk.hash(), before);
    // The next meeting is open, and is told of what was decided between them.
    it.desk.call(
        "meeting_attend",
        json!({ "meeting": later, "person": "Dev" }),
    );
    it.desk.call(
        "save",
        edit("decision", Some(&between), json!({ "reported_at": later })),
    );
}

#[test]
fn ruling_again_keeps_when_they_left_unless_it_is_said_anew() {
    let mut it = Board::new(81);
    let meeting = it.meeting("2025-10-01");
    let item = it.item(&meeting);
    let times = |card: &Value| (card["out"].clone(), card["back"].clone());
    let was = json!({ "ruled": "left", "out": "10:05", "back": "10:20" });
    it.rules(&item, was);
    let again = it.rules(&item, json!({ "ruled": "left", "out": null, "back": null }));
    assert_eq!(times(&again), (json!("10:05"), json!("10:20")));
    let anew = it.rules(&item, json!({ "ruled": "left", "back": "10:30" }));
    assert_eq!(times(&anew), (json!("10:05"), json!("10:30")));
    let stayed = it.rules(&item, json!({ "ruled": "noted" }));
    assert_eq!(times(&stayed), (json!(""), json!("")));
}

#[test]
fn a_meeting_whose_attendance_is_not_recorded_is_not_said_to_lack_a_quorum() {
    let mut it = Board::new(82);
    it.meeting("2025-10-01");
    let page = it.desk.call("board_page", json!({ "id": it.id }));
    assert_eq!(
        page["meetings"][0]["quorum"],
        "Who is there is not recorded yet"
    );
    let text = page["paragraph"].as_str().unwrap();
    assert!(
        text.contains("who was at the meeting of 1 October 2025 is not recorded"),
        "{text}"
    );
    assert!(!text.contains("quorum (0"), "{text}");
}

#[test]
fn decisions_of_no_item_stand_in_the_minutes_and_those_between_meetings_in_the_next_pack() {
    let mut it = Board::new(83);
    let (first, next) = (it.meeting("2025-09-03"), it.meeting("2025-12-03"));
    it.item(&first);
    let chair = it.people[0].clone();
    for fields in [
        json!({ "way": "meeting", "meeting": first, "day": "2025-09-03", "decision": "Of no item." }),
        json!({ "way": "chairs_action", "taken_by": chair, "day": "2025-11-01", "decision": "By the chair." }),
    ] {
        let mut fields = fields;
        fields["board"] = json!(it.id);
        it.desk.save("decision", fields);
    }
    let step = json!({ "meeting": first, "step": "draft" });
    it.desk.call("minutes_step", step);
    let page = |it: &mut Board, pack: &str, of: &str| {
        let file = it.desk.file(&format!("{pack}.html"));
        let request = json!({ "pack": pack, "record": of, "copy": "members", "file": file });
        it.desk.call("pack", request);
        std::fs::read_to_string(file).unwrap()
    };
    let minutes = page(&mut it, "minutes", &first);
    assert!(minutes.contains("Of no item.") && !minutes.contains("By the chair."));
    let pack = page(&mut it, "board", &next);
    assert!(pack.contains("action by Cara, 1 November 2025"), "{pack}");
    assert!(pack.contains("By the chair."));
}

#[test]
fn of_two_members_of_one_name_neither_gets_the_others_copy() {
    let mut it = Board::new(84);
    let meeting = it.desk.save(
        "meeting",
        json!({ "board": it.id, "day": "2025-12-03", "state": "planned" }),
    );
    let item = it.item(&meeting);
    let file = it.desk.file("Offer.txt");
    std::fs::write(&file, "What it costs.").unwrap();
    it.desk.call(
        "attach",
        json!({ "kind": "agenda_item", "id": item, "file": file }),
    );
    let namesake = it.desk.save("person", json!({ "name": "Mo" }));
    it.desk.save(
        "board_membership",
        json!({ "board": it.id, "person": namesake, "capacity": "member", "voting": true, "from": "2025-01-01" }),
    );
    it.desk
        .call("pack_issue", json!({ "record": meeting, "pack": "board" }));
    let first = it.people[2].clone();
    for version in [Value::Null, json!("1")] {
        let ask = |copy: &str, file: String| json!({ "pack": "board", "record": meeting, "version": version, "copy": copy, "file": file });
        let no = it.desk.file("no.html");
        assert_eq!(
            it.desk.refused("pack", ask("member:Mo", no)).code,
            "two_members"
        );
        let file = it.desk.file("own.html");
        it.desk
            .call("pack", ask(&format!("member:{first}"), file.clone()));
        let own = std::fs::read_to_string(file).unwrap();
        assert!(own.contains("This paper is not in this copy") && !own.contains("Offer"));
    }
}

/// A release stands only while who gave it chairs the board: also when that person is removed.
#[test]
fn a_release_by_a_person_who_was_removed_is_looked_at_again() {
    let mut it = Board::new(85);
    let meeting = it.meeting("2025-10-01");
    let item = it.item(&meeting);
    it.desk.save(
        "release_permission",
        json!({ "item": item, "given_by": it.people[1], "day": "2025-10-02", "public": true, "scope": "All" }),
    );
    let found = |it: &mut Board| it.desk.call("findings", json!({})).to_string();
    assert!(!found(&mut it).contains("release.not_by_chair"));
    it.desk
        .call("delete", json!({ "kind": "person", "id": it.people[1] }));
    let kept = found(&mut it);
    it.desk.call("check", json!({ "rebuild": true }));
    assert_eq!(found(&mut it), kept);
}

#[test]
fn a_membership_that_ends_before_it_starts_is_refused_and_nothing_is_kept() {
    let mut it = Board::new(86);
    let before = it.desk.hash();
    let fields = json!({ "board": it.id, "person": it.people[0], "capacity": "member", "voting": true,
                         "from": "2025-06-01", "to": "2025-05-31" });
    let fault = it.desk.refused(
        "save",
        json!({ "kind": "board_membership", "fields": fields }),
    );
    let to = fault.fields.iter().find(|f| f.field == "to").unwrap();
    assert_eq!(to.message, "A membership can't end before it starts.");
    assert_eq!(it.desk.hash(), before);
}

#[test]
fn two_people_with_one_e_mail_are_both_kept_and_put_before_a_person() {
    let mut it = Board::new(87);
    for name in ["Ann Smith", "Annie Smith-Jones"] {
        it.desk.save(
            "person",
            json!({ "name": name, "email": "a.smith@example.org" }),
        );
    }
    let pairs = it
        .desk
        .call("duplicates", json!({ "kind": "person", "limit": 10 }));
    let text = pairs.to_string();
    assert!(
        text.contains("Ann Smith") && text.contains("Annie Smith-Jones"),
        "{text}"
    );
}
