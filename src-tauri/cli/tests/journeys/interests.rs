//! Interests from the appointment to the public register: declared, found on an agenda, ruled on, asked for.

use serde_json::Value;

use crate::{
    boards::{add, findings, hub_with_board, named},
    two_programs::in_the_window,
};

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
    // Both programs see one state: the window reads the meeting and the register as the command line does.
    let page = hub.json(&["meeting", "show", &meeting]);
    let seen = in_the_window(&hub, "meeting_page", serde_json::json!({ "id": meeting }));
    for part in ["items", "people", "withheld"] {
        assert_eq!(seen[part], page[part], "{part}");
    }
    let asked = serde_json::json!({ "board": null, "public": true });
    let seen = in_the_window(&hub, "interest_register", asked);
    let public = hub.json(&["interests", "register", "--public"]);
    assert_eq!(seen["entries"], public["entries"]);
    assert!(
        hub.run(&["check", "--rebuild"])
            .contains("the same as before")
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
    // What is overdue is not said to be to come.
    hub.today = "2025-05-04".into();
    let late = hub.json(&ask);
    let late = late["text"].as_str().unwrap();
    assert!(late.contains("was due by 3 May 2025"), "{late}");
    hub.today = "2025-04-20".into();
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

/// A person on no board takes on the lead of a programme: a declaration falls due, with its own reason, until it is made.
#[test]
fn the_lead_of_a_programme_is_due_with_its_reason_and_asked_by_e_mail() {
    let (hub, _) = hub_with_board();
    add(
        &hub,
        "person",
        &["name=Pat Programme", "email=pat@example.org"],
    );
    let profile = hub.json(&["list", "hub_profile"])["rows"][0]["id"].clone();
    let of = format!("hub={}", profile.as_str().unwrap());
    let post = |role: &str| {
        let role = format!("role={role}");
        let fields = [
            of.as_str(),
            "person=Pat Programme",
            &role,
            "start=05/04/2025",
        ];
        add(&hub, "team_member", &fields)
    };
    post("Administrator");
    assert_eq!(hub.json(&["interests", "due"]), serde_json::json!([]));
    post("Programme lead");
    let due = hub.json(&["interests", "due"]);
    assert_eq!(due.as_array().unwrap().len(), 1, "{due}");
    assert_eq!(
        (&due[0]["reason"], &due[0]["reason_label"], &due[0]["due"]),
        (
            &"new_project".into(),
            &"New project or piece of work".into(),
            &"2025-05-03".into()
        )
    );
    assert_eq!(
        findings(&hub, "interest.programme_lead"),
        [
            "Pat Programme took on the lead of a programme on 5 April 2025 and has declared nothing since; due by 3 May \
             2025."
        ]
    );
    let letter = hub.json(&["interests", "ask", "Pat Programme"]);
    let text = letter["text"].as_str().unwrap();
    assert!(text.contains("3 May 2025"), "{text}");
    let done = hub.json(&["interests", "declare", "Pat Programme", "nil"]);
    assert_eq!(
        done["settled"],
        serde_json::json!(["Lead of a programme, due by 3 May 2025"])
    );
    assert_eq!(hub.json(&["interests", "due"]), serde_json::json!([]));
}
