//! Journey D: a meeting of a board from the call for papers to its published minutes, with every file that comes of it.

use hubfolio_core::{
    document::{Document, Meta},
    pdf, word,
};
use serde_json::{Value, json};

use crate::{
    boards::{add, hub_with_board, named},
    hub::{Hub, text},
    pack::words_of,
};

/// A paper as people hand one in, PDF or Word by the ending of its name, on an item.
fn hand_in(hub: &Hub, item: &str, name: &str, words: &str) {
    let day = "2025-05-01".parse().unwrap();
    let mut paper = Document::new(Meta::new(name, "Northshire Trust", day, day));
    paper.heading(1, words).paragraph("As the board asked.");
    let bytes = if name.ends_with(".pdf") {
        pdf::render(&paper, &mut |_, _| true).unwrap()
    } else {
        word::render(&paper).unwrap()
    };
    let file = hub.write(name, bytes);
    hub.run(&["attachment", "add", "agenda_item", item, &file]);
}

/// Lines of a list, as text.
fn lines(list: &Value) -> Vec<&str> {
    let all = list.as_array().unwrap().iter();
    all.map(|line| line.as_str().unwrap()).collect()
}

/// Writes a pack of a meeting, has the program check the file, and reads it.
fn written(hub: &Hub, pack: &str, meeting: &str, copy: &str, more: &[&str]) -> Option<String> {
    let file = text(&hub.path(&format!("{pack}-{copy}.pdf").replace([':', ' '], "-")));
    let _ = std::fs::remove_file(&file);
    let mut arguments = vec![
        "pack", pack, "--for", meeting, "--copy", copy, "--out", &file,
    ];
    arguments.extend(more);
    hub.run(&arguments);
    let verdict = hub.json(&["verify", &file]);
    assert_eq!(verdict["standing"], "as_made", "{pack} {copy}: {verdict}");
    words_of(&file)
}

/// A meeting to come with three items: a plan, a contract with a firm that the chair has shares in, notes.
struct Meeting {
    hub: Hub,
    board: String,
    id: String,
    items: [String; 3],
}

impl Meeting {
    fn new() -> Self {
        let (hub, board) = hub_with_board();
        hub.run(&["save", "board", "--id", &board, "quorum=2"]);
        let firm = "Quarrdale Skills Centre";
        let name = format!("name={firm}");
        add(&hub, "organisation", &[&name, "category=supplier"]);
        let of = format!("organisation={firm}");
        let shares = [
            "interests",
            "declare",
            "Cara Chair",
            "interest",
            "kind=financial",
            "description=I hold shares",
            &of,
        ];
        hub.run(&shares);
        let of_board = format!("board={board}");
        let meeting = [
            of_board.as_str(),
            "day=14/05/2025",
            "state=planned",
            "starts=09:30",
            "papers_due=07/05/2025",
        ];
        let id = add(&hub, "meeting", &meeting);
        let at = format!("meeting={id}");
        let items = [
            (1, "Plan for the year", "Mo Member"),
            (2, "E-learning for practices", "Dev Deputy"),
            (3, "Notes on interests", "Cara Chair"),
        ]
        .map(|(place, title, presenter)| {
            let place = format!("place={place}");
            let title = format!("title={title}");
            let presenter = format!("presenter={presenter}");
            let fields = [
                at.as_str(),
                &place,
                &title,
                &presenter,
                "purpose=decide",
                "paper_expected=yes",
                "recommendation=Agree",
                "allotted=20",
            ];
            add(&hub, "agenda_item", &fields)
        });
        add(&hub, "item_subject", &[&format!("item={}", items[1]), &of]);
        Self {
            hub,
            board,
            id,
            items,
        }
    }

    fn page(&self) -> Value {
        self.hub.json(&["meeting", "show", &self.id])
    }

    fn minute(&self, item: usize, words: &str) {
        let minute = format!("minute={words}");
        self.hub
            .run(&["save", "agenda_item", "--id", &self.items[item], &minute]);
    }
}

#[test]
fn a_meeting_goes_from_the_call_for_papers_to_published_minutes() {
    let mut it = Meeting::new();
    are_called_for(&it);
    go_out(&it);
    let between = decided_between_meetings(&it);
    is_held(&mut it);
    is_minuted(&mut it, &between);
    assert!(
        it.hub
            .run(&["check", "--rebuild"])
            .contains("the same as before")
    );
}

/// Who owes a paper is asked for it by its day; two PDF papers and a Word paper come in time.
fn are_called_for(it: &Meeting) {
    let letters = it.hub.json(&["meeting", "letters", &it.id, "papers"]);
    let texts: Vec<&str> = letters
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert!(texts.iter().all(|t| t.contains("7 May 2025")), "{texts:?}");
    let waits = |page: &Value| {
        let todo = lines(&page["todo"]).into_iter();
        todo.filter(|l| l.ends_with("waits for its paper.")).count()
    };
    assert_eq!(waits(&it.page()), 3);
    let [plan, contract, notes] = &it.items;
    hand_in(&it.hub, plan, "Plan.pdf", "Three aims for the year");
    hand_in(&it.hub, contract, "Offers.pdf", "Two offers compared");
    assert_eq!(waits(&it.page()), 1);
    hand_in(&it.hub, notes, "Notes.docx", "How interests are declared");
    assert_eq!(waits(&it.page()), 0);
    let letters = it.hub.json(&["meeting", "letters", &it.id, "papers"]);
    assert_eq!(letters, json!([]));
}

/// Version 1 goes out; a late paper makes version 2. The chair's own copy lacks the paper of what she has shares in.
fn go_out(it: &Meeting) {
    let page = it.page();
    let contract = named(&page["items"], "id", &it.items[1]);
    assert_eq!(
        (&page["chair"], &contract["chair"]),
        (&"Cara Chair".into(), &"Dev Deputy".into())
    );
    assert_eq!(page["withheld"].as_array().unwrap().len(), 1, "{page}");
    assert_eq!(page["withheld"][0]["items"], json!([it.items[1]]));
    assert_eq!(it.hub.json(&["pack-issue", &it.id])["version"], 1);
    hand_in(&it.hub, &it.items[0], "Late.pdf", "Figures of the quarter");
    let second = it.hub.json(&["pack-issue", &it.id]);
    assert_eq!(second["version"], 2);
    let news = lines(&second["changes"]);
    assert!(
        news.len() == 1 && news[0].ends_with("Late, is new."),
        "{news:?}"
    );
    let all = [
        "Three aims for the year",
        "Two offers compared",
        "How interests are declared",
        "Figures of the quarter",
    ];
    let has = |version: &str, copy: &str| {
        let more = ["--version", version, "--papers", "read"];
        let words = written(&it.hub, "board", &it.id, copy, &more)?;
        Some(all.map(|paper| words.contains(paper)))
    };
    let seen = [
        ("1", "members", [true, true, true, false]),
        ("2", "members", [true; 4]),
        ("2", "public", [true; 4]),
        ("2", "member:Cara Chair", [true, false, true, true]),
    ];
    for (version, copy, expected) in seen {
        if let Some(found) = has(version, copy) {
            assert_eq!(found, expected, "version {version}, {copy}");
        }
    }
}

/// The chair decides something before the meeting; its identifier.
fn decided_between_meetings(it: &Meeting) -> String {
    let board = format!("board={}", it.board);
    let fields = [
        board.as_str(),
        "day=05/05/2025",
        "way=chairs_action",
        "taken_by=Cara Chair",
        "decision=A stand at the job fair was paid.",
    ];
    let id = add(&it.hub, "decision", &fields);
    let page = it.page();
    let card = named(&page["decisions"], "id", &id);
    assert_eq!(
        (&card["to_report"], &card["reported"]),
        (&true.into(), &false.into())
    );
    id
}

/// The deputy takes the chair for the contract and rules; the quorum is counted without the chair.
fn is_held(it: &mut Meeting) {
    it.hub.today = "2025-05-14".into();
    it.hub
        .run(&["save", "meeting", "--id", &it.id, "state=held"]);
    for who in ["Cara Chair", "Dev Deputy", "Mo Member"] {
        it.hub.run(&["meeting", "attend", &it.id, who]);
    }
    add(&it.hub, "person", &["name=Gil Guest"]);
    let times = ["--arrived", "09:41", "--left", "10:01", "--back", "10:06"];
    let guest = ["meeting", "attend", &it.id, "Gil Guest"];
    it.hub.run(&[&guest[..], &times].concat());
    let contract = it.items[1].as_str();
    let rule = ["meeting", "rule", contract, "Cara Chair", "left"];
    let herself = [&rule[..], &["--by", "Cara Chair"]].concat();
    assert_eq!(it.hub.refused_code(&herself), "conflicted_chair");
    let page = it
        .hub
        .json(&[&rule[..], &["--out", "09:50", "--back", "10:10"]].concat());
    let card = named(&page["items"], "id", contract);
    assert_eq!(card["interests"][0]["ruled_by"], "Dev Deputy");
    assert_eq!(card["quorum"], "met");
    let words = card["quorum_words"].as_str().unwrap();
    assert!(words.contains("2 voting members present"), "{words}");
    let drafted = lines(&card["drafted"]);
    assert!(
        drafted[0].contains("Dev Deputy, who took the chair in place of Cara Chair, ruled"),
        "{drafted:?}"
    );
    it.minute(0, "The plan was agreed.");
    it.minute(1, drafted[0]);
    it.minute(2, "Noted.");
    let of = [
        format!("board={}", it.board),
        format!("meeting={}", it.id),
        format!("item={contract}"),
    ];
    let of = [of[0].as_str(), &of[1], &of[2]];
    let decided = ["day=14/05/2025", "way=meeting", "decision=Take offer B."];
    add(&it.hub, "decision", &[&of[..], &decided].concat());
    let asked = [
        "what=Write to the firm",
        "owner=Mo Member",
        "due=01/06/2025",
        "status=open",
    ];
    add(&it.hub, "board_action", &[&of[..], &asked].concat());
}

/// From the draft to the published minutes; who has something to do is told.
fn is_minuted(it: &mut Meeting, between: &str) {
    let reported = format!("reported_at={}", it.id);
    it.hub
        .run(&["save", "decision", "--id", between, &reported]);
    let page = it.hub.run(&["meeting", "show", &it.id]);
    let told = "(reported at this meeting): A stand at the job fair was paid.";
    assert!(
        page.contains(told) && page.contains("1 June 2025"),
        "{page}"
    );
    let letters = it.hub.json(&["meeting", "letters", &it.id, "actions"]);
    assert_eq!(letters.as_array().unwrap().len(), 1, "{letters}");
    let mo = letters[0]["text"].as_str().unwrap();
    assert!(
        mo.contains("Dear Mo Member") && mo.contains("- Write to the firm, by 1 June 2025"),
        "{mo}"
    );
    let step = |it: &Meeting, words: &[&str]| {
        let all = [&["meeting", "minutes"][..], words].concat();
        it.hub.json(&all)["minutes"]["state"].clone()
    };
    assert_eq!(step(it, &["draft", &it.id]), "draft");
    let check = ["check", &it.id, "--by", "Cara Chair"];
    assert_eq!(step(it, &check), "checked");
    it.hub.today = "2025-07-09".into();
    let of = format!("board={}", it.board);
    let later = add(&it.hub, "meeting", &[&of, "day=09/07/2025", "state=held"]);
    let approve = ["approve", &it.id, "--at", &later];
    assert_eq!(step(it, &approve), "approved");
    assert_eq!(step(it, &["publish", &it.id]), "published");
    for copy in ["members", "public"] {
        let Some(words) = written(&it.hub, "minutes", &it.id, copy, &[]) else {
            continue;
        };
        for said in [
            "The plan was agreed.",
            "Dev Deputy, who took the chair in place of Cara Chair",
            "They left at 09:50 and came back at 10:10.",
            "Take offer B.",
            "A stand at the job fair was paid.",
            "Published, approved at the meeting of 9 July 2025",
            "Approved: not signed off",
            "Gil Guest",
            "09:41",
            "10:01",
            "10:06",
        ] {
            assert!(words.contains(said), "{copy}: {said} in {words}");
        }
        assert!(!words.contains("DRAFT"), "{copy}: {words}");
        // Minutes stand still: what became of an action since is nothing of theirs.
        assert!(words.contains("Write to the firm"), "{copy}: {words}");
        for since in ["What happened", "Overdue"] {
            assert!(!words.contains(since), "{copy}: {since} in {words}");
        }
    }
}
