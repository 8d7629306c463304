//! The packs of a meeting of the practice hub: the board pack with its papers in all copies, minutes, the register.

use crate::{hub::Hub, pack::words_of};

/// The practice hub with two papers on the item that one member leaves for, and one on the closed item.
pub struct Board {
    pub hub: Hub,
    /// The meeting to come, and the one before.
    pub next: String,
    pub last: String,
    /// Who leaves, by name.
    pub leaves: String,
}

pub fn board() -> Board {
    let mut hub = Hub::none();
    hub.today = "2026-11-22".into();
    hub.run(&["new", "--hub", "Vale Training Hub", "--sample"]);
    let meetings = hub.json(&["list", "meeting", "--where", "board=Hub board"]);
    let of = |state: &str| {
        let mut rows = meetings["rows"].as_array().unwrap().iter();
        let row = rows.find(|r| r["state"] == state).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    let (next, last) = (of("planned"), of("held"));
    let page = hub.json(&["meeting", "show", &next]);
    let leaves = page["withheld"][0]["name"].as_str().unwrap().to_owned();
    let item = page["withheld"][0]["items"][0].as_str().unwrap();
    let items = page["items"].as_array().unwrap();
    let closed = items
        .iter()
        .find(|i| i["confidentiality"] == "closed_session")
        .unwrap()["id"]
        .as_str()
        .unwrap();
    for (name, item) in [("Tenders compared", item), ("Concern in full", closed)] {
        let file = path(&hub, &format!("{name}.pdf"));
        hub.run(&["export-table", "place", &file]);
        hub.run(&["attachment", "add", "agenda_item", item, &file]);
    }
    let file = path(&hub, "Costs.docx");
    hub.run(&["pack", "kpi", "--out", &file]);
    hub.run(&["attachment", "add", "agenda_item", item, &file]);
    Board {
        hub,
        next,
        last,
        leaves,
    }
}

pub fn path(hub: &Hub, name: &str) -> String {
    hub.folder.path().join(name).to_string_lossy().into_owned()
}

impl Board {
    /// Writes a copy; its pages, and its bytes.
    fn copy(&self, copy: &str, papers: &str) -> (i64, Vec<u8>, String) {
        let file = path(&self.hub, "copy.pdf");
        let made = self.hub.json(&[
            "pack", "board", "--for", &self.next, "--copy", copy, "--papers", papers, "--out",
            &file,
        ]);
        let bytes = std::fs::read(&file).unwrap();
        (made["pages"].as_i64().unwrap(), bytes, file)
    }
}

#[test]
fn papers_are_listed_shown_or_filed_and_a_member_who_leaves_gets_none_of_them() {
    let board = board();
    let (listed, _, _) = board.copy("members", "listed");
    let (read, _, file) = board.copy("members", "read");
    // Two dividers and papers of the item, a divider and a paper of the closed one, at the least.
    assert!(read >= listed + 6, "{listed} pages listed, {read} to read");
    if let Some(words) = words_of(&file) {
        assert!(words.contains("Paper 2a · page 1 of"), "{words}");
        assert!(words.contains("KPI return"), "the Word paper is laid out");
    }
    let (filed, bytes, _) = board.copy("members", "filed");
    assert!(filed >= listed);
    let verdict = board.hub.json(&["verify", &path(&board.hub, "copy.pdf")]);
    assert_eq!(verdict["standing"], "as_made", "{verdict}");
    assert!(bytes.len() > 100_000, "the papers are inside");
    // His copy has the references of what he leaves for, and nothing of it; the closed item's paper stays.
    let own = format!("member:{}", board.leaves);
    let (pages, _, file) = board.copy(&own, "read");
    assert!(pages < read);
    if let Some(words) = words_of(&file) {
        assert!(
            !words.contains("Tenders compared") && !words.contains("Costs"),
            "{words}"
        );
        assert!(words.contains("Concern in full"), "{words}");
    }
    let (_, _, file) = board.copy("public", "read");
    if let Some(words) = words_of(&file) {
        assert!(!words.contains("Concern in full") && !words.contains("cause for concern"));
        assert!(words.contains("Tenders compared"));
    }
}

#[test]
fn all_copies_are_made_at_once_with_a_list_of_who_gets_which() {
    let board = board();
    let folder = path(&board.hub, "copies");
    let done = board.hub.json(&["pack-copies", &board.next, &folder]);
    let who = done["who"].as_array().unwrap();
    let file_of = |name: &str| {
        let one = who.iter().find(|w| w["person"] == name).unwrap();
        one["file"].as_str().unwrap().to_owned()
    };
    let own = file_of(&board.leaves);
    let others: Vec<&str> = who
        .iter()
        .filter(|w| w["person"] != board.leaves.as_str())
        .map(|w| w["file"].as_str().unwrap())
        .collect();
    assert!(
        others.len() > 3 && others.iter().all(|f| *f == others[0] && *f != own),
        "{done}"
    );
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    // One for him, the members', the public's, the closed session's, and the list.
    assert_eq!(files.len(), 5, "{files:?}");
    for name in files.iter().filter(|f| f.starts_with("board-pack")) {
        let file = format!("{folder}/{name}");
        assert_eq!(board.hub.json(&["verify", &file])["standing"], "as_made");
    }
    if let Some(words) = words_of(&format!("{folder}/who-gets-which-copy.pdf")) {
        assert!(words.contains(&board.leaves), "{words}");
    }
    assert_eq!(
        board
            .hub
            .refused_code(&["pack-copies", &board.next, &folder]),
        "file_exists"
    );
}

#[test]
fn copies_that_there_are_not_are_refused_and_nothing_is_written() {
    let board = board();
    let out = path(&board.hub, "no.pdf");
    let refused = |kind: &str, rest: &[&str]| {
        let mut asked = vec!["pack", kind, "--out", &out];
        asked.extend(rest);
        let code = board.hub.refused_code(&asked);
        assert!(!std::path::Path::new(&out).exists());
        code
    };
    assert_eq!(refused("board", &[]), "no_meeting");
    let next = board.next.as_str();
    assert_eq!(
        refused("board", &["--for", next, "--copy", "press"]),
        "unknown_copy"
    );
    // All the copies there are.
    let asked = [
        "pack", "board", "--out", &out, "--for", next, "--copy", "press",
    ];
    let words = board.hub.refused(&asked);
    assert!(
        words.contains("members, public, closed, or member:"),
        "{words}"
    );
    assert_eq!(
        refused("board", &["--for", next, "--copy", "member:"]),
        "unknown_copy"
    );
    assert_eq!(
        refused("board", &["--for", next, "--copy", "member:Nobody"]),
        "no_member"
    );
    assert_eq!(refused("minutes", &["--for", next]), "no_minutes");
    board.hub.run(&["meeting", "minutes", "draft", &board.last]);
    let last = board.last.as_str();
    assert_eq!(
        refused("minutes", &["--for", last, "--copy", "public"]),
        "not_published"
    );
    board
        .hub
        .run(&["pack", "minutes", "--for", last, "--out", &out]);
    assert!(std::path::Path::new(&out).exists());
}

#[test]
fn the_register_of_interests_is_a_pack_with_two_faces() {
    let board = board();
    let (members, public) = (path(&board.hub, "m.pdf"), path(&board.hub, "p.pdf"));
    board.hub.run(&["pack", "interests", "--out", &members]);
    board.hub.run(&[
        "pack",
        "interests",
        "--for",
        "Hub board",
        "--copy",
        "public",
        "--out",
        &public,
    ]);
    let (Some(members), Some(public)) = (words_of(&members), words_of(&public)) else {
        return;
    };
    assert!(members.contains("Partner works for a company"), "{members}");
    // Whose partner it is stays with the members.
    let page = board.hub.json(&[
        "list",
        "declaration",
        "--columns",
        "whose",
        "--where",
        "kind=indirect",
    ]);
    let whose = page["rows"][0]["whose"].as_str().unwrap();
    assert!(
        members.contains(whose) && !public.contains(whose),
        "{public}"
    );
}

#[test]
fn the_engagement_report_names_people_to_members_alone() {
    let mut hub = Hub::none();
    hub.today = "2026-11-22".into();
    hub.run(&["new", "--hub", "Vale Training Hub", "--sample"]);
    let (members, public) = (path(&hub, "m.pdf"), path(&hub, "p.pdf"));
    hub.run(&["pack", "engagement", "--out", &members]);
    hub.run(&["pack", "engagement", "--copy", "public", "--out", &public]);
    let (Some(members), Some(public)) = (words_of(&members), words_of(&public)) else {
        return;
    };
    let people = hub.json(&["list", "person", "--columns", "name"]);
    let rows = people["rows"].as_array().unwrap().iter();
    let names: Vec<&str> = rows.map(|r| r["name"].as_str().unwrap()).collect();
    assert!(names.iter().any(|n| members.contains(n)), "{members}");
    let told: Vec<_> = names.iter().filter(|n| public.contains(**n)).collect();
    assert!(told.is_empty(), "{told:?}");
}
