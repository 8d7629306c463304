//! A board from its terms to its published minutes.

use serde_json::Value;

use crate::hub::Hub;

/// Adds a record; its identifier.
pub fn add(hub: &Hub, kind: &str, fields: &[&str]) -> String {
    let mut arguments = vec!["save", kind];
    arguments.extend(fields);
    let saved = hub.json(&arguments);
    saved["id"].as_str().unwrap().to_owned()
}

/// The line of a list with this value.
pub fn named<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    let found = list.as_array().unwrap().iter().find(|l| l[key] == value);
    found.unwrap_or_else(|| panic!("{value} in {list}"))
}

/// What needs attention by a rule.
pub fn findings(hub: &Hub, rule: &str) -> Vec<String> {
    let all = hub.json(&["findings"]);
    let of = all.as_array().unwrap().iter().filter(|f| f["rule"] == rule);
    of.map(|f| f["text"].as_str().unwrap().to_owned()).collect()
}

/// A board of a chair, a deputy and two members, who have nothing to declare, with a quorum of three.
pub fn hub_with_board() -> (Hub, String) {
    let mut hub = Hub::new();
    hub.today = "2025-04-10".into();
    let board = add(
        &hub,
        "board",
        &["name=Hub board", "quorum=3", "meetings_a_year=3"],
    );
    let of = format!("board={board}");
    for (name, capacity) in [
        ("Cara Chair", "chair"),
        ("Dev Deputy", "deputy"),
        ("Mo Member", "member"),
    ] {
        add(&hub, "person", &[&format!("name={name}")]);
        let (person, capacity) = (format!("person={name}"), format!("capacity={capacity}"));
        add(
            &hub,
            "board_membership",
            &[&person, &of, &capacity, "voting=yes", "from=01/04/2025"],
        );
        hub.run(&["interests", "declare", name, "nil"]);
    }
    (hub, board)
}

/// Journey C: a year with three meetings planned, one missed, a seat empty, and no quorum for one item only.
#[test]
fn a_year_of_a_board_says_where_it_did_not_keep_to_its_terms() {
    let (mut hub, board) = hub_with_board();
    let of = format!("board={board}");
    let seat = add(
        &hub,
        "board_seat",
        &[&of, "name=Lead nurse", "from=01/04/2025"],
    );
    let chair_seat = add(&hub, "board_seat", &[&of, "name=Dean", "from=01/04/2025"]);
    let sits = hub.json(&["list", "board_membership", "--where", "person=Cara Chair"]);
    let sits = sits["rows"][0]["id"].as_str().unwrap();
    hub.run(&[
        "save",
        "board_membership",
        "--id",
        sits,
        &format!("seat={chair_seat}"),
    ]);
    assert_eq!(
        findings(&hub, "board.vacant_seat"),
        ["The seat “Lead nurse” of Hub board is vacant."]
    );
    let hold = |hub: &Hub, day: &str, state: &str| {
        let meeting = add(
            hub,
            "meeting",
            &[
                &of,
                &format!("day={day}"),
                &format!("state={state}"),
                "starts=09:30",
            ],
        );
        let at = format!("meeting={meeting}");
        let items: Vec<String> = ["Plan", "Money"]
            .iter()
            .enumerate()
            .map(|(n, title)| {
                let (place, title) = (format!("place={}", n + 1), format!("title={title}"));
                add(
                    hub,
                    "agenda_item",
                    &[
                        &at,
                        &place,
                        &title,
                        "purpose=decide",
                        "allotted=30",
                        "minute=Agreed.",
                    ],
                )
            })
            .collect();
        (meeting, items)
    };
    hub.today = "2026-04-01".into();
    let (first, _) = hold(&hub, "14/05/2025", "held");
    let (second, _) = hold(&hub, "08/10/2025", "held");
    hold(&hub, "10/02/2026", "cancelled");
    for who in ["Cara Chair", "Dev Deputy", "Mo Member"] {
        hub.run(&["meeting", "attend", &first, who]);
        hub.run(&["meeting", "attend", &second, who]);
    }
    // One leaves at ten, when the second item begins: no quorum for that item alone.
    hub.run(&["meeting", "attend", &second, "Mo Member", "--left", "10:00"]);
    let page = hub.json(&["board", "show", &board, "--year", "31/03/2026"]);
    assert_eq!(
        page["paragraph"],
        "In 2025-26, Hub board kept to its terms of reference, except that it held two meetings, where its terms ask for at \
         least three; the seat “Lead nurse” was vacant throughout; at the meeting of 8 October 2025 there was no quorum \
         for item 2 “Money” (2 voting members, 3 needed)."
    );
    // With the meeting held, the seat filled from the start and the member there to the end, it kept to them.
    let (third, _) = hold(&hub, "17/03/2026", "held");
    for who in ["Cara Chair", "Dev Deputy", "Mo Member"] {
        hub.run(&["meeting", "attend", &third, who]);
    }
    hub.run(&["meeting", "attend", &second, "Mo Member", "--left", ""]);
    let mo = hub.json(&["list", "board_membership", "--where", "person=Mo Member"]);
    let mo = mo["rows"][0]["id"].as_str().unwrap();
    hub.run(&[
        "save",
        "board_membership",
        "--id",
        mo,
        &format!("seat={seat}"),
    ]);
    let page = hub.json(&["board", "show", &board, "--year", "31/03/2026"]);
    assert_eq!(
        page["paragraph"],
        "In 2025-26, Hub board kept to its terms of reference."
    );
}

/// From the draft to the published minutes, each step in its turn; then they stand still.
#[test]
fn minutes_go_from_draft_to_published_in_order() {
    let (mut hub, board) = hub_with_board();
    let of = format!("board={board}");
    hub.today = "2025-10-09".into();
    let first = add(&hub, "meeting", &[&of, "day=14/05/2025", "state=held"]);
    let later = add(&hub, "meeting", &[&of, "day=08/10/2025", "state=held"]);
    let at = format!("meeting={first}");
    let item = add(
        &hub,
        "agenda_item",
        &[&at, "place=1", "title=Plan", "purpose=decide"],
    );
    hub.run(&["meeting", "attend", &first, "Cara Chair"]);
    let step = |hub: &Hub, words: &[&str]| -> Value {
        let mut all = vec!["meeting", "minutes"];
        all.extend(words);
        hub.json(&all)["minutes"].clone()
    };
    let refused = |hub: &Hub, words: &[&str]| {
        let mut all = vec!["meeting", "minutes"];
        all.extend(words);
        hub.refused_code(&all)
    };
    assert_eq!(refused(&hub, &["draft", &first]), "minutes_missing");
    hub.run(&[
        "save",
        "agenda_item",
        "--id",
        &item,
        "minute=The plan was agreed.",
    ]);
    assert_eq!(
        refused(&hub, &["check", &first, "--by", "Cara Chair"]),
        "no_draft"
    );
    assert_eq!(step(&hub, &["draft", &first])["state"], "draft");
    assert_eq!(
        refused(&hub, &["check", &first, "--by", "Mo Member"]),
        "not_the_chair"
    );
    assert_eq!(
        refused(&hub, &["approve", &first, "--at", &later]),
        "not_checked"
    );
    assert_eq!(
        step(&hub, &["check", &first, "--by", "Cara Chair"])["checked_by"],
        "Cara Chair"
    );
    assert_eq!(
        refused(&hub, &["check", &first, "--by", "Cara Chair"]),
        "checked_already"
    );
    // What is written after the check says so until the chair looks again.
    let label = |hub: &Hub| hub.json(&["meeting", "show", &first])["minutes"]["label"].clone();
    let anew = "minute=The plan was agreed by all.";
    hub.run(&["save", "agenda_item", "--id", &item, anew]);
    assert_eq!(label(&hub), "Checked by the chair, changed since");
    assert_eq!(
        refused(&hub, &["approve", &first, "--at", &later]),
        "changed_since_check"
    );
    step(&hub, &["draft", &first]);
    step(&hub, &["check", &first, "--by", "Cara Chair"]);
    assert_eq!(label(&hub), "Checked by the chair");
    assert_eq!(
        refused(&hub, &["approve", &first, "--at", &first]),
        "not_a_later_meeting"
    );
    // Nor by one that has not taken place, whatever is ticked on its page.
    let to_come = add(&hub, "meeting", &[&of, "day=10/12/2025", "state=held"]);
    assert_eq!(
        refused(&hub, &["approve", &first, "--at", &to_come]),
        "still_to_come"
    );
    assert_eq!(refused(&hub, &["publish", &first]), "not_approved");
    let approved = step(
        &hub,
        &[
            "approve",
            &first,
            "--at",
            &later,
            "--corrections",
            "A name was wrong.",
        ],
    );
    assert_eq!(
        (&approved["state"], &approved["corrections"]),
        (&"approved".into(), &"A name was wrong.".into())
    );
    assert_eq!(
        hub.refused_code(&[
            "save",
            "agenda_item",
            "--id",
            &item,
            "minute=Something else."
        ]),
        "frozen"
    );
    for again in [
        &["draft", first.as_str()][..],
        &["check", &first, "--by", "Cara Chair"],
        &["approve", &first, "--at", &later],
    ] {
        assert_eq!(refused(&hub, again), "approved_already", "{again:?}");
    }
    // People read days in words.
    let page = hub.run(&["board", "show", &board]);
    assert!(
        page.contains("14 May 2025") && !page.contains("2025-05"),
        "{page}"
    );
    assert_eq!(step(&hub, &["publish", &first])["state"], "published");
    assert_eq!(refused(&hub, &["publish", &first]), "published_already");
    // Minutes are nobody's to type; taking a step back is an undo.
    assert_eq!(
        hub.refused_code(&["save", "minutes", &at, "state=draft"]),
        "not_by_hand"
    );
    hub.run(&["undo"]);
    assert_eq!(
        hub.json(&["meeting", "show", &first])["minutes"]["state"],
        "approved"
    );
}

/// What the secretary sends before and after a meeting: each person reads of their own things alone.
#[test]
fn a_meeting_is_prepared_and_followed_up_by_letters() {
    let (mut hub, board) = hub_with_board();
    let of = format!("board={board}");
    let first = add(&hub, "meeting", &[&of, "day=14/05/2025", "state=held"]);
    let next = add(
        &hub,
        "meeting",
        &[
            &of,
            "day=08/10/2025",
            "state=planned",
            "papers_due=01/10/2025",
        ],
    );
    let later = add(&hub, "meeting", &[&of, "day=10/02/2026", "state=planned"]);
    let item = |meeting: &str, fields: &[&str]| {
        let at = format!("meeting={meeting}");
        let mut all = vec![at.as_str(), "purpose=note"];
        all.extend(fields);
        add(&hub, "agenda_item", &all)
    };
    item(
        &first,
        &[
            "place=1",
            "title=Declarations of interest",
            "standing=yes",
            "allotted=5",
        ],
    );
    item(&first, &["place=2", "title=Once alone"]);
    item(
        &next,
        &[
            "place=1",
            "title=Plan",
            "paper_expected=yes",
            "presenter=Mo Member",
        ],
    );
    item(
        &next,
        &[
            "place=2",
            "title=A concern",
            "paper_expected=yes",
            "presenter=Dev Deputy",
            "confidentiality=closed_session",
        ],
    );
    item(&later, &["place=1", "title=Accounts"]);
    // The standing item is proposed, and taken over once.
    let page = hub.json(&["meeting", "show", &next]);
    assert_eq!(
        page["standing"],
        serde_json::json!(["Declarations of interest"])
    );
    assert_eq!(page["ahead"][0]["items"], serde_json::json!(["Accounts"]));
    let page = hub.json(&["meeting", "standing", &next]);
    assert_eq!(page["standing"], serde_json::json!([]));
    let taken = named(&page["items"], "title", "Declarations of interest");
    assert_eq!(
        (&taken["place"], &taken["allotted"]),
        (&3.into(), &5.into())
    );
    // Two items of one number would have papers of one number.
    item(&later, &["place=1", "title=Audit"]);
    let todo = hub.json(&["meeting", "show", &later])["todo"].clone();
    assert_eq!(
        todo,
        serde_json::json!(["“Accounts” and “Audit” are both item 1."])
    );
    hub.run(&["undo"]);
    // Who owes a paper is asked for it, and does not read of the closed item of another.
    let letters = hub.json(&["meeting", "letters", &next, "papers"]);
    assert_eq!(letters.as_array().unwrap().len(), 2, "{letters}");
    let mo = letters[1]["text"].as_str().unwrap();
    assert!(
        mo.contains("Dear Mo Member")
            && mo.contains("- Item 1: Plan")
            && mo.contains("1 October 2025"),
        "{mo}"
    );
    assert!(!mo.contains("concern"), "{mo}");
    // Afterwards each owner gets their actions.
    let at = format!("meeting={first}");
    let action = |what: &str, owner: &str| {
        let (what, owner) = (format!("what={what}"), format!("owner={owner}"));
        add(
            &hub,
            "board_action",
            &[&of, &at, &what, &owner, "due=01/06/2025", "status=open"],
        )
    };
    action("Write to the university", "Mo Member");
    action("Ask the dean", "Cara Chair");
    let letters = hub.json(&["meeting", "letters", &first, "actions"]);
    let cara = letters[0]["text"].as_str().unwrap();
    assert!(
        cara.contains("- Ask the dean, by 1 June 2025") && !cara.contains("university"),
        "{cara}"
    );
    // Somebody who went and came back was out for a while.
    hub.today = "2025-05-14".into();
    hub.run(&["meeting", "attend", &first, "Mo Member", "--left", "10:00"]);
    let page = hub.json(&["meeting", "attend", &first, "Mo Member", "--back", "10:20"]);
    let mo = named(&page["people"], "name", "Mo Member");
    assert_eq!(
        [&mo["left"], &mo["stepped_out"], &mo["came_back"]],
        ["", "10:00", "10:20"]
    );
    // Both said at once are both kept; a way back from nowhere is refused.
    let both = ["--left", "10:05", "--back", "10:10"];
    let cara = ["meeting", "attend", &first, "Cara Chair"];
    let page = hub.json(&[&cara[..], &both[..]].concat());
    let cara = named(&page["people"], "name", "Cara Chair");
    assert_eq!(
        [&cara["left"], &cara["stepped_out"], &cara["came_back"]],
        ["", "10:05", "10:10"]
    );
    let refused = hub.refused(&["meeting", "attend", &first, "Dev Deputy", "--back", "10:10"]);
    assert!(
        refused.contains("not recorded when Dev Deputy went out"),
        "{refused}"
    );
}
