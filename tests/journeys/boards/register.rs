//! The register of interests in its two faces, and the release of what is confidential.

use hubfolio_tests::Desk;
use serde_json::{Value, json};

/// A board with three members, on the day of the fixture.
fn desk() -> (Desk, String) {
    let mut desk = Desk::new(70);
    desk.world.set_today(super::fixture::TODAY);
    let board = desk.save("board", json!({ "name": "Board", "quorum": 1 }));
    for (name, capacity) in [("Cara", "chair"), ("Dev", "deputy"), ("Mo", "member")] {
        let person = desk.save("person", json!({ "name": name }));
        desk.save(
            "board_membership",
            json!({ "board": board, "person": person, "capacity": capacity, "voting": true, "from": "2025-01-01" }),
        );
    }
    (desk, board)
}

fn declares(desk: &mut Desk, who: &str, more: Value) -> String {
    let mut fields =
        json!({ "kind": "financial", "description": "Shares", "declared_on": "2025-02-01" });
    for (key, value) in more.as_object().unwrap() {
        fields[key] = value.clone();
    }
    let done = desk.call(
        "declare",
        json!({ "person": who, "declared": "interest", "fields": fields }),
    );
    done["saved"]["id"].as_str().unwrap().to_owned()
}

fn register(desk: &mut Desk, public: bool) -> Value {
    desk.call(
        "interest_register",
        json!({ "board": "Board", "public": public }),
    )
}

fn names(page: &Value) -> Vec<&str> {
    let entries = page["entries"].as_array().unwrap();
    entries
        .iter()
        .map(|e| e["description"].as_str().unwrap())
        .collect()
}

#[test]
fn the_public_face_shows_an_interest_for_six_months_after_its_end() {
    let (mut desk, _) = desk();
    declares(
        &mut desk,
        "Cara",
        json!({ "description": "Ended too long ago", "to": "2025-05-21" }),
    );
    declares(
        &mut desk,
        "Cara",
        json!({ "description": "Ended six months ago", "to": "2025-05-22" }),
    );
    declares(&mut desk, "Cara", json!({ "description": "Goes on" }));
    let public = register(&mut desk, true);
    assert_eq!(public["past"], 1);
    let mut shown = names(&public);
    shown.sort_unstable();
    assert_eq!(shown, ["Ended six months ago", "Goes on"]);
    assert_eq!(names(&register(&mut desk, false)).len(), 3);
    // Another policy, another tail; the private record ends with its years.
    desk.save(
        "host_policy",
        json!({ "name": "Ours", "public_months": 12, "record_years": 0 }),
    );
    assert_eq!(names(&register(&mut desk, true)).len(), 3);
    assert_eq!(names(&register(&mut desk, false)), ["Goes on"]);
}

#[test]
fn what_is_withheld_shows_its_reason_and_nothing_else() {
    let (mut desk, _) = desk();
    let withheld = json!({ "organisation_name": "Secret Ltd", "description": "Works undercover", "withheld": true, "kind": "indirect",
                           "whose": "Sam", "relationship": "Brother" });
    let mut bare = withheld.clone();
    bare["declared_on"] = json!("2025-02-01");
    let fault = desk.refused(
        "declare",
        json!({ "person": "Cara", "declared": "interest", "fields": bare }),
    );
    assert!(
        fault.fields.iter().any(|f| f.field == "withheld_because"),
        "{fault:?}"
    );
    let mut reasoned = withheld;
    reasoned["withheld_because"] = json!("A risk to the person");
    declares(&mut desk, "Cara", reasoned);
    let public = register(&mut desk, true);
    assert_eq!(
        (&public["withheld"], &public["entries"][0]["what"]),
        (&json!(1), &json!("withheld"))
    );
    let text = public.to_string();
    for private in ["Secret", "undercover", "Sam", "Brother", "Cara", "A risk"] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    assert!(
        register(&mut desk, false)
            .to_string()
            .contains("Secret Ltd")
    );
}

#[test]
fn who_has_not_declared_is_named_to_the_members_and_in_public_only_by_the_hosts_policy() {
    let (mut desk, _) = desk();
    declares(&mut desk, "Cara", json!({}));
    desk.call(
        "declare",
        json!({ "person": "Dev", "declared": "nil", "fields": { "declared_on": "2025-02-01" } }),
    );
    assert_eq!(register(&mut desk, false)["missing"], json!(["Mo"]));
    assert_eq!(register(&mut desk, true)["missing"], json!([]));
    desk.save(
        "host_policy",
        json!({ "name": "Ours", "name_missing": true }),
    );
    assert_eq!(register(&mut desk, true)["missing"], json!(["Mo"]));
    // Nothing can be unchanged before anything was said.
    let fault = desk.refused(
        "declare",
        json!({ "person": "Mo", "declared": "no_change", "fields": {} }),
    );
    assert_eq!(fault.code, "nothing_before");
    desk.call(
        "declare",
        json!({ "person": "Cara", "declared": "no_change", "fields": {} }),
    );
}

#[test]
fn a_closed_item_is_released_only_by_the_chair_of_the_day_and_until_that_is_withdrawn() {
    let (mut desk, board) = desk();
    let meeting = desk.save(
        "meeting",
        json!({ "board": board, "day": "2025-11-01", "state": "held" }),
    );
    let item = desk.save(
        "agenda_item",
        json!({ "meeting": meeting, "place": 1, "title": "Concern", "purpose": "assure", "confidentiality": "closed_session" }),
    );
    let released = |desk: &mut Desk| {
        desk.call("meeting_page", json!({ "id": meeting }))["items"][0]["released"] == true
    };
    assert!(!released(&mut desk));
    let permit = |desk: &mut Desk, by: &str, public: bool| {
        let fields = json!({ "item": item, "given_by": by, "day": "2025-11-10", "public": public, "scope": "The minute" });
        desk.save("release_permission", fields)
    };
    permit(&mut desk, "Mo", true);
    assert!(!released(&mut desk), "a member is not the chair");
    permit(&mut desk, "Cara", false);
    assert!(!released(&mut desk), "to a named few is not to everybody");
    let given = permit(&mut desk, "Dev", true);
    assert!(released(&mut desk), "the deputy may take the chair");
    let withdrawn = json!({ "kind": "release_permission", "id": given, "fields": { "withdrawn_on": super::fixture::TODAY } });
    desk.call("save", withdrawn);
    assert!(!released(&mut desk));
}

fn nil(desk: &mut Desk, who: &str, what: &str, day: &str) {
    let request = json!({ "person": who, "declared": what, "fields": { "declared_on": day } });
    desk.call("declare", request);
}

fn lines(page: &Value) -> Vec<(String, String)> {
    let text = |e: &Value, key: &str| e[key].as_str().unwrap().to_owned();
    let entries = page["entries"].as_array().unwrap();
    entries
        .iter()
        .map(|e| (text(e, "name"), text(e, "what")))
        .collect()
}

/// It would settle what is due until years from now.
#[test]
fn nothing_is_declared_on_a_day_to_come() {
    let (mut desk, _) = desk();
    let before = desk.hash();
    let request =
        json!({ "person": "Cara", "declared": "nil", "fields": { "declared_on": "2030-01-01" } });
    assert_eq!(desk.refused("declare", request).code, "day_to_come");
    assert_eq!(desk.hash(), before);
}

#[test]
fn who_declared_nothing_stands_there_until_they_declare_something_or_have_left_long_ago() {
    let (mut desk, board) = desk();
    nil(&mut desk, "Cara", "nil", "2025-02-01");
    nil(&mut desk, "Dev", "nil", "2025-02-01");
    nil(&mut desk, "Dev", "no_change", "2025-06-01");
    let left = desk.save("person", json!({ "name": "Lena Left" }));
    desk.save(
        "board_membership",
        json!({ "board": board, "person": left, "capacity": "member", "voting": true, "from": "2018-01-01", "to": "2019-01-01" }),
    );
    nil(&mut desk, "Lena Left", "nil", "2018-01-01");
    let said = |name: &str, what: &str| (name.to_owned(), what.to_owned());
    let both = [
        said("Cara", "nil"),
        said("Dev", "nil"),
        said("Dev", "no_change"),
    ];
    assert_eq!(lines(&register(&mut desk, false)), both);
    declares(&mut desk, "Cara", json!({ "declared_on": "2025-03-01" }));
    declares(&mut desk, "Dev", json!({ "declared_on": "2025-07-01" }));
    let both = [said("Cara", "interest"), said("Dev", "interest")];
    assert_eq!(lines(&register(&mut desk, false)), both);
    nil(&mut desk, "Dev", "no_change", "2025-08-01");
    assert_eq!(lines(&register(&mut desk, false)).len(), 3);
}

/// The register in the window, on the command line and as a pack goes by one rule of what the public reads.
#[test]
fn the_register_as_a_pack_tells_the_public_what_the_window_tells() {
    let (mut desk, board) = desk();
    declares(
        &mut desk,
        "Mo",
        json!({ "description": "zzopen", "organisation_name": "zzmembers" }),
    );
    let withheld = json!({ "description": "zzsecret", "organisation_name": "zzhidden", "withheld": true,
                           "withheld_because": "zzreason" });
    let id = declares(&mut desk, "Cara", withheld);
    nil(&mut desk, "Dev", "nil", "2025-02-01");
    nil(&mut desk, "Dev", "no_change", "2025-06-01");
    desk.save(
        "host_policy",
        json!({ "name": "Ours", "name_missing": true }),
    );
    let late = desk.save("person", json!({ "name": "Nora Never", "role": "Nurse" }));
    desk.save(
        "board_membership",
        json!({ "board": board, "person": late, "capacity": "member", "voting": true, "from": "2025-01-01" }),
    );
    let correct = json!({ "kind": "declaration", "id": id, "fields": { "action": "zzcorrected" } });
    desk.call("save", correct);
    let page = |desk: &mut Desk, copy: &str| {
        let file = desk.file(&format!("{copy}.html"));
        let request = json!({ "pack": "interests", "record": "Board", "copy": copy, "file": file });
        desk.call("pack", request);
        std::fs::read_to_string(file).unwrap()
    };
    let (public, members) = (page(&mut desk, "public"), page(&mut desk, "members"));
    let window = register(&mut desk, true).to_string();
    for (word, open) in [
        ("zzopen", true),
        ("Nora Never", true),
        ("zzmembers", false),
        ("zzsecret", false),
        ("zzhidden", false),
        ("zzreason", false),
        ("zzcorrected", false),
        ("Cara", false),
    ] {
        assert_eq!(public.contains(word), open, "pack: {word}");
        assert_eq!(window.contains(word), open, "window: {word}");
        assert!(members.contains(word), "members: {word}");
    }
    for words in [
        "Nothing to declare",
        "nothing changed since",
        "What was corrected",
        "Nurse",
    ] {
        assert!(members.contains(words), "{words}");
    }
}

#[test]
fn each_hub_goes_by_its_own_hosts_policy() {
    let (mut desk, board) = desk();
    let own =
        desk.call("view", json!({ "source": { "kind": "hub_profile" } }))["rows"][0]["id"].clone();
    let other = desk.save(
        "hub_profile",
        json!({ "name": "Other hub", "level": "locality" }),
    );
    desk.call(
        "save",
        json!({ "kind": "board", "id": board, "fields": { "hub": own } }),
    );
    let policy = |desk: &mut Desk, name: &str, hub: &Value, days: i64| {
        desk.save(
            "host_policy",
            json!({ "name": name, "hub": hub, "days_allowed": days }),
        );
    };
    policy(&mut desk, "Theirs", &json!(other), 7);
    policy(&mut desk, "Ours", &own, 60);
    policy(&mut desk, "Everybody’s", &Value::Null, 14);
    let page = register(&mut desk, false);
    let words = page["policy"].as_str().unwrap();
    assert!(words.contains("within 60 days"), "{words}");
    let two = |desk: &mut Desk| {
        let found = desk.call("findings", json!({})).to_string();
        found.contains("interest.two_policies")
    };
    assert!(!two(&mut desk));
    policy(&mut desk, "Ours again", &own, 30);
    assert!(two(&mut desk));
}

/// COI-2: new duties in the hub's team ask a member of a board to declare again, in the same list as everything else.
#[test]
fn a_new_post_in_the_team_is_among_the_declarations_that_are_due() {
    let (mut desk, board) = desk();
    let lead = desk.save("person", json!({ "name": "Lou Lead" }));
    desk.save(
        "board_membership",
        json!({ "board": board, "person": lead, "capacity": "member", "voting": true, "from": "2025-01-01" }),
    );
    for who in ["Cara", "Dev", "Mo", "Lou Lead"] {
        nil(&mut desk, who, "nil", "2025-02-01");
    }
    let due = |desk: &mut Desk| {
        let all = desk.call("declarations_due", json!({}));
        let all = all.as_array().unwrap().iter();
        all.map(|d| (d["name"].clone(), d["reason"].clone(), d["due"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(due(&mut desk), []);
    let hub =
        desk.call("view", json!({ "source": { "kind": "hub_profile" } }))["rows"][0]["id"].clone();
    desk.save(
        "team_member",
        json!({ "hub": hub, "person": lead, "role": "Placement lead", "start": "2025-11-01" }),
    );
    let asked = (json!("Lou Lead"), json!("new_role"), json!("2025-11-29"));
    assert_eq!(due(&mut desk), [asked]);
    let declared = json!({ "person": lead, "declared": "no_change", "fields": {} });
    let done = desk.call("declare", declared);
    assert_eq!(
        done["settled"],
        json!(["New post in the hub’s team, due by 29 November 2025"])
    );
    assert_eq!(due(&mut desk), []);
}

/// COI-2: who takes on the lead of a programme declares, on a board or not, for a reason of its own.
#[test]
fn the_lead_of_a_programme_is_asked_for_a_declaration_without_sitting_on_a_board() {
    let (mut desk, _) = desk();
    for who in ["Cara", "Dev", "Mo"] {
        nil(&mut desk, who, "nil", "2025-02-01");
    }
    let pat = desk.save("person", json!({ "name": "Pat Programme" }));
    let hub =
        desk.call("view", json!({ "source": { "kind": "hub_profile" } }))["rows"][0]["id"].clone();
    let post = desk.save(
        "team_member",
        json!({ "hub": hub, "person": pat, "role": "Programme lead", "start": "2025-11-01" }),
    );
    let due = |desk: &mut Desk| desk.call("declarations_due", json!({}));
    let found = |desk: &mut Desk| {
        let all = desk.call("findings", json!({})).to_string();
        all.contains("interest.programme_lead")
    };
    let all = due(&mut desk);
    assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
    assert_eq!(all[0]["name"], "Pat Programme");
    assert_eq!(all[0]["board_name"], "Lead of a programme");
    assert_eq!(all[0]["reason"], "new_project");
    assert_eq!(all[0]["due"], "2025-11-29");
    assert!(found(&mut desk));
    // Another post is no programme's; taken back, it asks again.
    let change = |desk: &mut Desk, role: &str| {
        let save = json!({ "kind": "team_member", "id": post, "fields": { "role": role }, "generation": null,
                           "reason": null });
        desk.call("save", save)
    };
    change(&mut desk, "placement_lead");
    assert_eq!((due(&mut desk), found(&mut desk)), (json!([]), false));
    change(&mut desk, "programme_lead");
    assert!(found(&mut desk));
    let declared = json!({ "person": pat, "declared": "nil", "fields": {} });
    let done = desk.call("declare", declared);
    assert_eq!(
        done["settled"],
        json!(["Lead of a programme, due by 29 November 2025"])
    );
    let kept = json!({ "kind": "declaration", "id": done["saved"]["id"] });
    let kept = desk.call("show", kept);
    let fields = kept["fields"].as_array().unwrap();
    let reason = fields.iter().find(|f| f["name"] == "reason").unwrap();
    assert_eq!(reason["cell"]["value"], "new_project", "{reason}");
    assert_eq!((due(&mut desk), found(&mut desk)), (json!([]), false));
}
