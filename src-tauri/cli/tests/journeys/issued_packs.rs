//! Packs of a meeting that went out: versions that stand still, what is new in each, sign-offs of all copies at once.

use crate::{
    hub::Hub,
    meeting_packs::{Board, board, path},
    pack::words_of,
};

/// Writes a copy of a version; its file.
fn copy_of(board: &Board, version: &str, copy: &str) -> String {
    let file = path(
        &board.hub,
        &format!("{version}-{copy}.pdf").replace(':', "-"),
    );
    let _ = std::fs::remove_file(&file);
    board.hub.run(&[
        "pack",
        "board",
        "--for",
        &board.next,
        "--version",
        version,
        "--copy",
        copy,
        "--papers",
        "read",
        "--out",
        &file,
    ]);
    file
}

/// The items of the meeting: that which one member leaves for, and the closed one.
fn items(board: &Board) -> (String, String) {
    let page = board.hub.json(&["meeting", "show", &board.next]);
    let leaves = page["withheld"][0]["items"][0].as_str().unwrap().to_owned();
    let mut items = page["items"].as_array().unwrap().iter();
    let closed = items
        .find(|i| i["confidentiality"] == "closed_session")
        .unwrap();
    (leaves, closed["id"].as_str().unwrap().to_owned())
}

fn attach(hub: &Hub, item: &str, name: &str) {
    let file = path(hub, &format!("{name}.pdf"));
    hub.run(&["export-table", "place", &file]);
    hub.run(&["attachment", "add", "agenda_item", item, &file]);
}

#[test]
fn a_pack_that_went_out_stands_still_and_the_next_version_says_what_is_new() {
    let board = board();
    let (leaves_for, closed) = items(&board);
    let first = board.hub.json(&["pack-issue", &board.next]);
    assert_eq!(
        (
            &first["version"],
            first["changes"].as_array().unwrap().len()
        ),
        (&1.into(), 0)
    );
    assert_eq!(first["own_copies"][0], board.leaves.as_str());
    let before = std::fs::read(copy_of(&board, "1", "members")).unwrap();

    // Nothing new: no second version.
    assert_eq!(
        board.hub.refused_code(&["pack-issue", &board.next]),
        "nothing_new"
    );
    attach(&board.hub, &leaves_for, "Late offer");
    attach(&board.hub, &closed, "Late concern");
    board.hub.run(&[
        "save",
        "meeting",
        "--id",
        &board.next,
        "place=The other room",
    ]);
    assert!(
        before == std::fs::read(copy_of(&board, "1", "members")).unwrap(),
        "version 1 is the same file"
    );

    let second = board.hub.json(&["pack-issue", &board.next]);
    let changes: Vec<&str> = second["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c.as_str().unwrap())
        .collect();
    assert_eq!(second["version"], 2);
    assert_eq!(changes[0], "The meeting: changed the place.");
    assert!(
        changes.iter().any(|c| c.ends_with("Late offer, is new.")),
        "{changes:?}"
    );
    assert!(
        changes.iter().any(|c| c.ends_with("Late concern, is new.")),
        "{changes:?}"
    );
    assert_eq!(changes.len(), 3);

    let Some(members) = words_of(&copy_of(&board, "2", "members")) else {
        return;
    };
    assert!(
        members.contains("New in version 2") && members.contains("Late concern, is new."),
        "{members}"
    );
    // Whoever's copy lacks a paper does not read of it among the news either.
    let own = words_of(&copy_of(&board, "2", &format!("member:{}", board.leaves))).unwrap();
    assert!(
        !own.contains("Late offer") && own.contains("Late concern"),
        "{own}"
    );
    let public = words_of(&copy_of(&board, "2", "public")).unwrap();
    assert!(
        public.contains("Late offer") && !public.contains("Late concern"),
        "{public}"
    );
    let first = words_of(&copy_of(&board, "1", "public")).unwrap();
    assert!(
        !first.contains("Late offer") && !first.contains("The other room"),
        "{first}"
    );
}

#[test]
fn one_sign_off_stands_for_every_copy_until_it_is_withdrawn() {
    let board = board();
    let id = board.hub.json(&["pack-issue", &board.next])["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let draft = words_of(&copy_of(&board, "1", "members"));
    assert!(draft.is_none_or(|words| words.contains("DRAFT: not signed off")));
    let sign_off = board.hub.json(&[
        "sign",
        "issued_pack",
        &id,
        "--role",
        "Chair",
        "--for",
        "Prof. Grace Hollis",
        "--evidence",
        "zzevidence: an e-mail of today",
    ]);
    board
        .hub
        .run(&["sign", "issued_pack", &id, "--role", "Programme manager"]);
    for copy in [
        "members",
        "closed",
        &format!("member:{}", board.leaves),
        "public",
    ] {
        let file = copy_of(&board, "1", copy);
        let verdict = board.hub.json(&["verify", &file]);
        assert_eq!(verdict["standing"], "as_made", "{copy}: {verdict}");
        assert!(
            verdict["what"]
                .as_str()
                .unwrap()
                .starts_with("Board pack: Hub board, "),
            "{verdict}"
        );
        // What shows a recorded sign-off is not for everybody, so a public copy can't prove it.
        let proven = verdict["sign_offs"].as_array().unwrap();
        assert_eq!(
            proven.len(),
            if copy == "public" { 1 } else { 2 },
            "{copy}: {verdict}"
        );
        assert!(
            proven
                .iter()
                .all(|s| s["fits"] == true && s["standing"] == "stands"),
            "{copy}: {verdict}"
        );
        if let Some(words) = words_of(&file) {
            // One of the papers is a draft of its own; the pack's pages stand before the papers.
            let own = words.split("Paper 2a · page 1").next().unwrap();
            assert!(
                !own.contains("DRAFT") && own.contains("Prof. Grace Hollis"),
                "{copy}: {own}"
            );
            assert_eq!(
                words.contains("zzevidence"),
                copy != "public",
                "{copy}: {words}"
            );
        }
        assert!(
            !String::from_utf8_lossy(&std::fs::read(&file).unwrap()).contains("zzevidence"),
            "{copy}: what is attached is packed"
        );
    }
    let signed = copy_of(&board, "1", "members");
    let withdrawn = board.hub.json(&[
        "sign-withdraw",
        sign_off["id"].as_str().unwrap(),
        "--reason",
        "Signed too early",
    ]);
    assert_eq!(withdrawn["withdrawn"], true);
    assert_eq!(withdrawn["withdrawn_because"], "Signed too early");
    let standing = |file: &str| -> Vec<String> {
        let verdict = board.hub.json(&["verify", file]);
        let all = verdict["sign_offs"].as_array().unwrap().clone();
        all.iter()
            .map(|s| {
                format!(
                    "{}: {}",
                    s["role"].as_str().unwrap(),
                    s["standing"].as_str().unwrap()
                )
            })
            .collect()
    };
    // A file of before says so when it is looked at; a new one no longer has it.
    assert_eq!(
        standing(&signed),
        ["Programme manager: stands", "Chair: withdrawn"]
    );
    assert_eq!(
        standing(&copy_of(&board, "1", "members")),
        ["Programme manager: stands"]
    );
}

#[test]
fn a_changed_copy_is_told_by_the_page() {
    let board = board();
    board.hub.run(&["pack-issue", &board.next]);
    let file = copy_of(&board, "1", "public");
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.windows(6).position(|w| w == b"stream").unwrap() + 40;
    bytes[at] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let said = board.hub.try_run(&["--json", "verify", &file]).stdout;
    let verdict: serde_json::Value = serde_json::from_slice(&said).unwrap();
    assert_eq!(verdict["standing"], "changed", "{verdict}");
    assert!(
        !verdict["differences"].as_array().unwrap().is_empty(),
        "{verdict}"
    );
}

#[test]
fn all_copies_of_a_version_are_made_again_at_any_time() {
    let board = board();
    board.hub.run(&["pack-issue", &board.next]);
    let (leaves_for, _) = items(&board);
    attach(&board.hub, &leaves_for, "Late offer");
    let folder = path(&board.hub, "copies");
    board
        .hub
        .run(&["pack-copies", &board.next, &folder, "--version", "1"]);
    for name in std::fs::read_dir(&folder).unwrap() {
        let file = name.unwrap().path().to_string_lossy().into_owned();
        assert!(
            words_of(&file).is_none_or(|words| !words.contains("Late offer")),
            "{file}"
        );
    }
    let again = path(&board.hub, "again");
    assert_eq!(
        board
            .hub
            .refused_code(&["pack-copies", &board.next, &again, "--version", "7"]),
        "no_version"
    );
}

#[test]
fn minutes_go_out_and_are_signed_as_a_true_record() {
    let board = board();
    let (last, out) = (board.last.as_str(), path(&board.hub, "minutes.pdf"));
    assert_eq!(
        board.hub.refused_code(&["pack-issue", last, "--minutes"]),
        "no_minutes"
    );
    board.hub.run(&["meeting", "minutes", "draft", last]);
    let issued = board.hub.json(&["pack-issue", last, "--minutes"]);
    let id = issued["id"].as_str().unwrap();
    board
        .hub
        .run(&["sign", "issued_pack", id, "--role", "Chair"]);
    board.hub.run(&[
        "pack",
        "minutes",
        "--for",
        last,
        "--version",
        "1",
        "--out",
        &out,
    ]);
    let verdict = board.hub.json(&["verify", &out]);
    assert_eq!(
        verdict["sign_offs"][0]["wording"],
        "I confirm that these minutes are a true record of the meeting."
    );
    let public = [
        "pack",
        "minutes",
        "--for",
        last,
        "--version",
        "1",
        "--copy",
        "public",
        "--out",
        &out,
    ];
    assert_eq!(board.hub.refused_code(&public), "not_published");
}

#[test]
fn the_parts_of_a_pack_are_listed_as_they_were_chosen() {
    let board = board();
    let hub = &board.hub;
    let usual = hub.run(&["pack-parts", "--pack", "engagement"]);
    assert!(
        usual.starts_with("Stakeholders (stakeholders)\n"),
        "{usual}"
    );
    assert!(!usual.contains("left out"), "{usual}");
    let sections = "sections=plan\ncontacts";
    hub.run(&[
        "save",
        "pack_template",
        "name=Short",
        "pack=engagement",
        sections,
    ]);
    let chosen = hub.run(&["pack-parts", "--pack", "engagement"]);
    assert!(
        chosen.starts_with("What was planned (plan)\nContacts (contacts)\n"),
        "{chosen}"
    );
    assert!(
        chosen.contains("Influence and interest (grid), left out"),
        "{chosen}"
    );
    let of_board = hub.json(&["pack-parts", "Hub board"]);
    assert_eq!(of_board["parts"].as_array().unwrap().len(), 8);
}

#[test]
fn registers_and_reports_go_out_and_are_signed_like_packs_of_meetings() {
    let board = board();
    let (hub, out) = (&board.hub, path(&board.hub, "issued.pdf"));
    for (pack, of) in [
        ("interests", Some("Hub board")),
        ("engagement", None),
        ("strategy", None),
    ] {
        let mut issue = vec!["pack-issue", "--pack", pack];
        issue.extend(of);
        let first = hub.json(&issue);
        assert_eq!(
            (&first["pack"], &first["version"]),
            (&pack.into(), &1.into())
        );
        assert_eq!(hub.refused_code(&issue), "nothing_new");
        let mut write = vec!["pack", pack, "--version", "1", "--out", &out, "--copy"];
        if let Some(of) = of {
            drop(write.splice(2..2, ["--for", of]));
        }
        let copy = |whose: &'static str| {
            let _ = std::fs::remove_file(&out);
            hub.run(&[write.clone(), vec![whose]].concat());
            (
                hub.json(&["verify", &out]),
                words_of(&out).unwrap_or_default(),
            )
        };
        let (verdict, words) = copy("members");
        assert_eq!(verdict["standing"], "as_made", "{pack}: {verdict}");
        assert!(
            words.is_empty() || words.contains("DRAFT"),
            "{pack}: {words}"
        );
        let id = first["id"].as_str().unwrap();
        hub.run(&["sign", "issued_pack", id, "--role", "Chair"]);
        for whose in ["members", "public"] {
            let (verdict, words) = copy(whose);
            let what = verdict["what"].as_str().unwrap();
            assert!(what.contains(", version 1"), "{pack}: {what}");
            let sign_off = &verdict["sign_offs"][0];
            assert!(
                sign_off["fits"] == true && sign_off["standing"] == "stands",
                "{pack}, {whose}: {verdict}"
            );
            assert!(!words.contains("DRAFT"), "{pack}, {whose}: {words}");
        }
        // A changed byte is told by its place, as in every pack that stands still.
        let mut bytes = std::fs::read(&out).unwrap();
        let at = bytes.windows(7).position(|w| w == b"stream\n").unwrap() + 40;
        bytes[at] ^= 1;
        std::fs::write(&out, &bytes).unwrap();
        let said = hub.try_run(&["--json", "verify", &out]).stdout;
        let verdict: serde_json::Value = serde_json::from_slice(&said).unwrap();
        assert_ne!(
            verdict["differences"],
            serde_json::json!([]),
            "{pack}: {verdict}"
        );
    }
    let register = hub.json(&["packs-issued", "Hub board", "--pack", "interests"]);
    assert_eq!(register.as_array().unwrap().len(), 1);
    assert_eq!(
        hub.json(&["packs-issued", "--pack", "interests"]),
        serde_json::json!([])
    );
}
