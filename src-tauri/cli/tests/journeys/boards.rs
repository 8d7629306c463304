//! A board from its terms to its published minutes, and interests from the appointment to the public register.

use serde_json::Value;

use crate::hub::Hub;

/// Adds a record; its identifier.
pub fn add(hub: &Hub, kind: &str, fields: &[&str]) -> String {
    let mut arguments = vec!["save", kind];
    arguments.extend(fields);
    let saved = hub.json(&arguments);
    saved["id"].as_str().unwrap().to_owned()
}

fn named<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    let found = list.as_array().unwrap().iter().find(|l| l[key] == value);
    found.unwrap_or_else(|| panic!("{value} in {list}"))
}

fn findings(hub: &Hub, rule: &str) -> Vec<String> {
    let all = hub.json(&["findings"]);
    let of = all.as_array().unwrap().iter().filter(|f| f["rule"] == rule);
    of.map(|f| f["text"].as_str().unwrap().to_owned()).collect()
}

/// A board of a chair, a deputy and two members, who have nothing to declare, with a quorum of three.
fn hub_with_board() -> (Hub, String) {
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

/// Journey A: from the appointment of a member to the public register.
#[test]
fn a_members_indirect_interest_is_found_ruled_minuted_and_published() {
    let (mut hub, board) = hub_with_board();
    let of = format!("board={board}");
    // A new member is added: a declaration falls due by itself, with its date.
    add(&hub, "person", &["name=Nia New", "role=Practice nurse"]);
    add(
        &hub,
        "board_membership",
        &[
            "person=Nia New",
            &of,
            "capacity=member",
            "voting=yes",
            "from=05/04/2025",
        ],
    );
    let due = hub.json(&["interests", "due"]);
    assert_eq!(due.as_array().unwrap().len(), 1, "{due}");
    assert_eq!(
        (&due[0]["name"], &due[0]["due"]),
        (&"Nia New".into(), &"2025-05-03".into())
    );
    assert_eq!(due[0]["reason"], "appointment");
    assert_eq!(
        findings(&hub, "interest.declaration_due"),
        ["Nia New, who joined Hub board, is to declare interests, or none, by 3 May 2025."]
    );
    // She declares an indirect interest in a supplier; without saying whose, it is refused.
    let declare = [
        "interests",
        "declare",
        "Nia New",
        "interest",
        "kind=indirect",
        "description=My partner is a director of the company",
        "organisation_name=Brightcare Learning Ltd",
        "from=01/02/2024",
        "private=His name is Tom",
    ];
    assert_eq!(hub.refused_code(&declare), "invalid");
    let mut whole = declare.to_vec();
    whole.extend(["whose=Tom Brown", "relationship=partner"]);
    let done = hub.json(&whole);
    assert_eq!(done["settled"].as_array().unwrap().len(), 1, "{done}");
    assert_eq!(
        hub.run(&["interests", "due"]).trim(),
        "No declaration is due."
    );
    assert!(findings(&hub, "interest.declaration_due").is_empty());

    // An item names the supplier, spelt a little differently.
    let meeting = add(
        &hub,
        "meeting",
        &[&of, "day=14/05/2025", "state=planned", "starts=09:30"],
    );
    let at = format!("meeting={meeting}");
    let item = |place: &str, title: &str| {
        let (place, title) = (format!("place={place}"), format!("title={title}"));
        add(
            &hub,
            "agenda_item",
            &[&at, &place, &title, "purpose=decide", "allotted=20"],
        )
    };
    let first = item("1", "Plan for the year");
    let supplier = item("2", "Renewal of the e-learning contract");
    add(
        &hub,
        "item_subject",
        &[
            &format!("item={supplier}"),
            "name=Brightcare Learnin Limited",
        ],
    );
    let page = hub.json(&["meeting", "show", &meeting]);
    let card = named(&page["items"], "id", &supplier);
    assert_eq!(card["interests"][0]["name"], "Nia New");
    assert_eq!(card["interests"][0]["proposed"], "left");
    assert_eq!(
        card["drafted"],
        serde_json::json!([]),
        "nothing is minuted before the ruling"
    );
    assert_eq!(
        named(&page["items"], "id", &first)["interests"],
        serde_json::json!([])
    );
    // Her copy of the pack lacks the paper.
    assert_eq!(page["withheld"][0]["name"], "Nia New");
    assert_eq!(page["withheld"][0]["items"], serde_json::json!([supplier]));

    // The meeting: three voting members with her, so without her there is no quorum for the item.
    hub.today = "2025-05-14".into();
    hub.run(&["save", "meeting", "--id", &meeting, "state=held"]);
    for who in ["Cara Chair", "Mo Member", "Nia New"] {
        hub.run(&["meeting", "attend", &meeting, who]);
    }
    hub.run(&[
        "meeting",
        "attend",
        &meeting,
        "Dev Deputy",
        "--presence",
        "apologies",
    ]);
    assert_eq!(
        hub.refused_code(&[
            "meeting", "rule", &supplier, "Nia New", "left", "--by", "Nia New"
        ]),
        "conflicted_chair"
    );
    assert_eq!(
        hub.refused_code(&[
            "meeting",
            "rule",
            &supplier,
            "Nia New",
            "left",
            "--by",
            "Ann Archer"
        ]),
        "not_a_member"
    );
    assert_eq!(
        hub.refused_code(&["meeting", "rule", &first, "Mo Member", "left"]),
        "nothing_declared"
    );
    let ruled = [
        "meeting", "rule", &supplier, "Nia New", "left", "--out", "09:50", "--back", "10:10",
    ];
    let page = hub.json(&ruled);
    let card = named(&page["items"], "id", &supplier);
    assert_eq!(card["interests"][0]["ruled_by"], "Cara Chair");
    assert_eq!(card["quorum"], "not_met");
    assert_eq!(named(&page["items"], "id", &first)["quorum"], "met");
    assert_eq!(
        card["drafted"][0],
        "Nia New has declared an indirect interest. Cara Chair, in the \
         chair, ruled that they leave the room for this item; they took no part in it. They left at 09:50 and came back \
         at 10:10."
    );
    assert_eq!(
        findings(&hub, "meeting.without_quorum"),
        [
            "Hub board: at the meeting of 14 May 2025 there was no quorum for item 2 “Renewal of the e-learning contract” (2 \
          voting members, 3 needed)."
        ]
    );

    // The public register shows the interest without private fields.
    let public = hub.json(&["interests", "register", "--public"]);
    let line = named(&public["entries"], "name", "Nia New");
    assert_eq!(line["organisation"], "", "{line}");
    assert_eq!(line["kind"], "Indirect");
    let text = public.to_string();
    assert!(!text.contains("Tom"), "{text}");
    let members = hub.json(&["interests", "register"]);
    assert_eq!(
        named(&members["entries"], "name", "Nia New")["through"],
        "Tom Brown, partner"
    );
    assert!(!members.to_string().contains("His name is Tom"));
    // As a spreadsheet it has the same two faces; the public file has no column for through whom.
    let file = |name: &str, copy: &str| {
        let path = hub.path(name);
        let out = path.to_str().unwrap();
        hub.run(&["pack", "interests", "--copy", copy, "--out", out]);
        std::fs::read(path).unwrap()
    };
    let csv = |name: &str, copy: &str| String::from_utf8(file(name, copy)).unwrap();
    let (public, members) = (csv("public.csv", "public"), csv("members.csv", "members"));
    assert!(
        public.contains("My partner is a director of the company")
            && !public.contains("Brightcare")
            && !public.contains("Tom"),
        "{public}"
    );
    assert!(!public.contains("Through"), "{public}");
    assert!(
        members.contains("Tom Brown, partner") && !members.contains("His name"),
        "{members}"
    );
    assert!(file("public.xlsx", "public").starts_with(b"PK"));
    // Her own page tells it in order: appointed, declared, at the meeting.
    let hers = hub.json(&["stakeholders", "show", "person", "Nia New"]);
    let told: Vec<(&str, &str)> = hers["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["label"].as_str().unwrap(), e["title"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("Meeting", "Hub board"),
            (
                "Declaration of interest",
                "My partner is a director of the company"
            ),
            ("Board", "Hub board"),
        ]
    );
    assert!(!hers.to_string().contains("His name is Tom"));
    // Both programs see one state.
    assert!(
        hub.run(&["check", "--rebuild"])
            .contains("the same as before")
    );
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
        refused(&hub, &["approve", &first, "--at", &first]),
        "not_a_later_meeting"
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
    assert_eq!(refused(&hub, &["draft", &first]), "approved_already");
    assert_eq!(step(&hub, &["publish", &first])["state"], "published");
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

/// A chair with an interest hands over: the deputy takes the item and the ruling.
#[test]
fn the_deputy_rules_when_the_chair_has_an_interest() {
    let (mut hub, board) = hub_with_board();
    let of = format!("board={board}");
    add(
        &hub,
        "organisation",
        &["name=Quarrdale Skills Centre", "category=supplier"],
    );
    let said = "description=I am a director";
    hub.run(&[
        "interests",
        "declare",
        "Cara Chair",
        "interest",
        "kind=financial",
        said,
        "organisation=Quarrdale Skills Centre",
    ]);
    hub.today = "2025-05-14".into();
    let meeting = add(&hub, "meeting", &[&of, "day=14/05/2025", "state=planned"]);
    let at = format!("meeting={meeting}");
    let item = add(
        &hub,
        "agenda_item",
        &[&at, "place=1", "title=Contract", "purpose=decide"],
    );
    add(
        &hub,
        "item_subject",
        &[
            &format!("item={item}"),
            "organisation=Quarrdale Skills Centre",
        ],
    );
    let page = hub.json(&["meeting", "show", &meeting]);
    assert_eq!(
        (&page["chair"], &page["items"][0]["chair"]),
        (&"Cara Chair".into(), &"Dev Deputy".into())
    );
    assert_eq!(
        hub.refused_code(&[
            "meeting",
            "rule",
            &item,
            "Cara Chair",
            "noted",
            "--by",
            "Mo Member"
        ]),
        "not_in_the_chair"
    );
    let page = hub.json(&["meeting", "rule", &item, "Cara Chair", "left"]);
    let minute = page["items"][0]["drafted"][0].as_str().unwrap();
    assert!(
        minute.contains("Dev Deputy, who took the chair in place of Cara Chair, ruled"),
        "{minute}"
    );
    // An earlier state of a declaration is always shown: who changed what and when.
    let all = hub.json(&[
        "list",
        "declaration",
        "--where",
        "person=Cara Chair",
        "--where",
        "declared=interest",
    ]);
    let id = all["rows"][0]["id"].as_str().unwrap();
    hub.run(&[
        "save",
        "declaration",
        "--id",
        id,
        "description=I was a director",
        "to=01/05/2025",
        "ended=yes",
    ]);
    let history = hub.run(&["show", "declaration", id, "--history"]);
    assert!(
        history.contains("I am a director") && history.contains("Ann Archer"),
        "{history}"
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
}

/// Asked by e-mail with a form, reminded, answered.
#[test]
fn a_declaration_is_asked_for_with_a_form_and_a_reminder() {
    let (mut hub, board) = hub_with_board();
    add(&hub, "person", &["name=Nia New", "email=nia@example.org"]);
    let of = format!("board={board}");
    let nia = [
        "person=Nia New",
        &of,
        "capacity=member",
        "voting=yes",
        "from=05/04/2025",
    ];
    add(&hub, "board_membership", &nia);
    let form = hub.path("form.docx");
    let form = form.to_str().unwrap();
    let ask = ["interests", "ask", "Nia New", "--board", &board];
    let letter = hub.json(&[&ask[..], &["--form", form, "--asked"]].concat());
    assert_eq!(letter["people"][0]["email"], "nia@example.org");
    let text = letter["text"].as_str().unwrap();
    assert!(
        text.contains("Please declare") && text.contains("3 May 2025"),
        "{text}"
    );
    assert!(std::fs::read(form).unwrap().starts_with(b"PK"));
    let due = hub.json(&["interests", "due"]);
    assert_eq!(due[0]["asked_on"], "2025-04-10");
    assert_eq!(due[0]["reminded_on"], Value::Null);
    // A second time it is a reminder of the first.
    hub.today = "2025-04-20".into();
    let letter = hub.json(&[&ask[..], &["--asked"]].concat());
    assert!(letter["subject"].as_str().unwrap().starts_with("Reminder"));
    let due = hub.json(&["interests", "due"]);
    assert_eq!(
        (&due[0]["asked_on"], &due[0]["reminded_on"]),
        (&"2025-04-10".into(), &"2025-04-20".into())
    );
    assert_eq!(
        hub.refused_code(&[&ask[..], &["--form", &hub.write("form.txt", "")]].concat()),
        "not_docx"
    );
    hub.run(&[
        "interests",
        "declare",
        "Nia New",
        "nil",
        "received=E-mail of 21 April",
    ]);
    assert_eq!(hub.json(&["interests", "due"]), serde_json::json!([]));
}
