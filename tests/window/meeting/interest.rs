use fantoccini::key::Key;
use serde_json::{Value, json};

use super::{Board, added, choose, files, go, on_the_command_line, pick, words_of};
use crate::harness::Home;

#[tokio::test]
async fn a_members_indirect_interest_is_found_ruled_minuted_and_published() {
    let board = Board::new("Aldershire laptop").await;
    joins(&board).await;
    declares(&board).await;
    let meeting = is_found(&board).await;
    leaves_the_room(&board, &meeting).await;
    gets_no_paper(&board, &meeting).await;
    let public = is_on_the_register(&board).await;
    let page = board.window.ask("meeting_page", json!({ "id": meeting }));
    let page = page.await;
    board.window.close().await;
    is_the_same_on_the_command_line(&board.home, &page, &public);
}

/// A new member is added on the board's page; her declaration falls due with its date.
async fn joins(board: &Board) {
    let window = &board.window;
    added(
        window,
        "person",
        json!({ "name": "Nia New", "role": "Practice nurse", "email": "nia.new@example.org" }),
    )
    .await;
    go(window, &format!("#/board/{}", board.id), "Hub board").await;
    window.enter_on("link", "Add a member").await;
    window.role("heading", "Add board membership").await;
    pick(window, "Person", "Nia").await;
    window
        .fill_by_keys("textbox", "From (optional)", "5 Apr 2025")
        .await;
    window.choose_value("#field-capacity", "member").await;
    choose_yes(window).await;
    board.screen("01-new-member").await;
    window.press_with(&[Key::Control], 's').await;
    window.reads("Saved").await;
    go(window, &format!("#/board/{}", board.id), "Hub board").await;
    window.reads("Declaration due by 3 May 2025").await;
    board.screen("02-board").await;
    go(window, "#/interests", "Declared interests").await;
    window.reads("3 May 2025").await;
    board.screen("03-due").await;
}

/// She votes.
async fn choose_yes(window: &crate::harness::Window) {
    window.tab_to_css("#field-voting").await;
    window.press(' ').await;
}

/// She is asked for it with a form, and declares an indirect interest in a supplier.
async fn declares(board: &Board) {
    let window = &board.window;
    board.home.save_next();
    window
        .enter_on("button", "Prepare form and e-mail for Nia New")
        .await;
    window.role("heading", "Prepare e-mail").await;
    window
        .reads("Declaration of interests, Nia New.docx was saved")
        .await;
    board.screen("04-asked").await;
    go(window, "#/interests", "Declared interests").await;
    window.enter_on("button", "Mark as asked: Nia New").await;
    window.reads("Asked on 10 April 2025").await;

    window
        .enter_on("link", "Record the declaration of Nia New")
        .await;
    window.role("heading", "Record a declaration").await;
    choose(window, "declared-interest").await;
    choose(window, "kind-indirect").await;
    window
        .fill_by_keys("textbox", "Whose interest it is", "Tom Brown")
        .await;
    window
        .fill_by_keys(
            "textbox",
            "How that person is connected to who declares",
            "partner",
        )
        .await;
    window
        .fill_by_keys(
            "textbox",
            "Organisation concerned, where it is in no list (optional)",
            "Brightcare Learning Ltd",
        )
        .await;
    window
        .fill_by_keys(
            "textbox",
            "What the interest is",
            "My partner is a director of the company",
        )
        .await;
    choose(window, "declare-more").await;
    window
        .fill_by_keys(
            "textbox",
            "Private details, for no register (optional)",
            "His name is Tom",
        )
        .await;
    board.screen("05-declares").await;
    window.enter_on("button", "Save declaration").await;
    window
        .reads("No longer due: Hub board, due by 3 May 2025")
        .await;
    window.reads("No declaration is due.").await;
}

/// An item that names the supplier, spelt a little differently, shows her interest. Her copy goes without its paper.
async fn is_found(board: &Board) -> String {
    let window = &board.window;
    let meeting = board.meeting("2025-05-14").await;
    board
        .item(
            &meeting,
            json!({ "place": 1, "title": "Plan for the year" }),
        )
        .await;
    let supplier = json!({ "place": 2, "title": "Renewal of the e-learning contract" });
    let supplier = board.item(&meeting, supplier).await;
    let subject = json!({ "item": supplier, "name": "Brightcare Learnin Limited" });
    added(window, "item_subject", subject).await;
    go(window, &format!("#/meeting/{meeting}"), "14 May 2025").await;
    choose(window, "mode-prepare").await;
    window
        .reads("Proposed: leaves the room for this item")
        .await;
    window
        .reads("Nia New gets no papers for: 2. Renewal of the e-learning contract")
        .await;
    let paper = board.home.dialogs().join("Tenders.txt");
    std::fs::write(&paper, "What the tenders cost").unwrap();
    board.home.choose_next(&paper);
    window
        .enter_on(
            "button",
            "Cover and papers of “Renewal of the e-learning contract”",
        )
        .await;
    window.tab_to_css("[data-test=attach]").await;
    window.press(Key::Enter).await;
    window.reads("Papers: Tenders.txt").await;
    board.screen("06-prepare").await;
    meeting
}

/// On the day the chair rules, the quorum of the item is counted without her, and the minute drafts itself.
async fn leaves_the_room(board: &Board, meeting: &str) {
    let window = &board.window;
    choose(window, "mode-run").await;
    window
        .enter_on("button", "The meeting takes place: mark it as held")
        .await;
    // One stop of the Tab key for all the people; arrows between them.
    window.tab_to("button", "Cara Chair is here").await;
    window.press(Key::Enter).await;
    window.reads("1 voting member present").await;
    window.press(Key::Down).await;
    window.press(Key::Right).await;
    assert_eq!(window.focused().await.1, "Dev Deputy sent apologies");
    window.press(Key::Enter).await;
    window.press(Key::Down).await;
    window.press(Key::Left).await;
    window.press(Key::Enter).await;
    window.reads("2 voting members present").await;
    window.press(Key::Down).await;
    assert_eq!(window.focused().await.1, "Nia New is here");
    window.press(Key::Enter).await;
    window
        .reads("Quorum met: 3 voting members present, 3 needed")
        .await;
    board.screen("07-run").await;

    window
        .enter_on("button", "Begin 1. Plan for the year")
        .await;
    window.reads("0 of 20 minutes").await;
    window
        .enter_on("button", "Go on to 2. Renewal of the e-learning contract")
        .await;
    window.enter_on("button", "Nia New: Leaves the room").await;
    window.reads("Left for the item, ruled by Cara Chair").await;
    window
        .reads("No quorum: 2 voting members present, 3 needed")
        .await;
    window.enter_on("button", "Use the proposed words").await;
    let minute = "Minute of “Renewal of the e-learning contract”";
    window.tab_to("textbox", minute).await;
    window.enter_on("button", "Keep").await;
    window.reads("Kept").await;
    window
        .fill_by_keys(
            "textbox",
            "Decision on “Renewal of the e-learning contract”",
            "Put off to the next meeting.",
        )
        .await;
    window.press(Key::Enter).await;
    window.reads("Decided: Put off to the next meeting.").await;
    window
        .fill_by_keys(
            "textbox",
            "Action from “Renewal of the e-learning contract”",
            "Ask for a second offer; Mo Member; 1/6/2025",
        )
        .await;
    window.press(Key::Enter).await;
    window.reads("1 June 2025").await;
    window.enter_on("button", "Nia New: Came back now").await;
    window
        .reads("Nia New has declared an indirect interest. Cara Chair")
        .await;
    board.screen("08-ruled").await;
    let page = window.ask("meeting_page", json!({ "id": meeting })).await;
    let item = &page["items"][1];
    assert_eq!(
        (&item["quorum"], &item["interests"][0]["ruled"]),
        (&"not_met".into(), &"left".into())
    );
    assert!(
        item["minute"]
            .as_str()
            .unwrap()
            .contains("Nia New has declared"),
        "{item}"
    );
    assert_ne!(item["interests"][0]["back"], "");
    // Nothing of it is read by somebody who sees the shared screen.
    choose(window, "hide-private").await;
    window.no_longer_reads("Brightcare Learning Ltd: ").await;
    board.screen("09-shared-screen").await;
    choose(window, "hide-private").await;
}

/// Every copy at once: hers is another file.
async fn gets_no_paper(board: &Board, meeting: &str) {
    let window = &board.window;
    go(window, &format!("#/meeting/{meeting}"), "14 May 2025").await;
    choose(window, "mode-prepare").await;
    board.home.save_next();
    window.enter_on("button", "Make all copies").await;
    window.reads("with the list of who gets which").await;
    let who = window.text_of("[data-test=who-gets-which]").await;
    assert!(who.contains("Nia NewCopy for Nia New"), "{who}");
    assert!(who.contains("Mo MemberMembers’ copy"), "{who}");
    board.screen("10-copies").await;
    // What is in the files: the paper is named to the others, and to her not even by its name.
    let copies = files(&board.home.dialogs(), ".pdf");
    let copy = |ending: &str| {
        let of = copies
            .iter()
            .find(|f| f.to_str().unwrap().ends_with(ending));
        words_of(of.unwrap_or_else(|| panic!("{ending} in {copies:?}")))
    };
    let (Some(hers), Some(others)) = (copy("copy-for-nia-new.pdf"), copy("members.pdf")) else {
        return;
    };
    assert!(others.contains("Tenders"), "{others}");
    assert!(!hers.contains("Tenders"), "{hers}");
    assert!(hers.contains("Plan for the year"), "{hers}");
}

/// The public register shows the interest without private fields.
async fn is_on_the_register(board: &Board) -> Value {
    let window = &board.window;
    go(window, "#/interests", "Declared interests").await;
    window.reads("Tom Brown, partner").await;
    choose(window, "face-public").await;
    window.no_longer_reads("Tom Brown").await;
    window
        .reads("My partner is a director of the company")
        .await;
    board.screen("11-public").await;
    let public = window
        .ask(
            "interest_register",
            json!({ "board": null, "public": true }),
        )
        .await;
    for private in ["Tom", "Brightcare"] {
        assert!(!public.to_string().contains(private), "{public}");
    }
    public
}

/// Another program reads the same of the file that the window left: her ruling, the quorum, the minute, the register.
fn is_the_same_on_the_command_line(home: &Home, page: &Value, public: &Value) {
    let meeting = page["id"].as_str().unwrap();
    let seen = on_the_command_line(home, &["meeting", "show", meeting]);
    for part in ["items", "people", "actions", "decisions", "withheld"] {
        assert_eq!(seen[part], page[part], "{part}");
    }
    let item = &seen["items"][1];
    assert_eq!(item["interests"][0]["name"], "Nia New");
    assert_eq!(item["interests"][0]["ruled"], "left");
    assert_eq!(item["quorum"], "not_met");
    assert_eq!(
        on_the_command_line(home, &["interests", "due"]),
        json!([]),
        "nothing is due any more"
    );
    let register = on_the_command_line(home, &["interests", "register", "--public"]);
    assert_eq!(register["entries"], public["entries"]);
    let entries = register["entries"].as_array().unwrap();
    let hers = entries.iter().find(|e| e["name"] == "Nia New").unwrap();
    assert_eq!(
        (&hers["kind"], &hers["organisation"]),
        (&"Indirect".into(), &"".into())
    );
}
