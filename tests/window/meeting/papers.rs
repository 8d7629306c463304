use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use hubfolio_core::{
    document::{Document, Meta},
    pdf, word,
};
use serde_json::json;

use super::{Board, added, choose, go, pick};

impl Board {
    /// A paper as people hand one in, PDF or Word by the ending of its name.
    fn paper(&self, name: &str, words: &str) -> PathBuf {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 4, 1).unwrap();
        let mut paper = Document::new(Meta::new(name, "Northshire Trust", day, day));
        paper.heading(1, words).paragraph("As the board asked.");
        let bytes = if name.ends_with(".pdf") {
            pdf::render(&paper, &mut |_, _| true).unwrap()
        } else {
            word::render(&paper).unwrap()
        };
        let path = self.home.dialogs().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Attaches a paper to an item by its cover, which is opened first.
    async fn attach(&self, item: &str, paper: &Path) {
        self.home.choose_next(paper);
        let cover = format!("Cover and papers of “{item}”");
        self.window.enter_on("button", &cover).await;
        self.window.tab_to_css("[data-test=attach]").await;
        self.window.press(Key::Enter).await;
    }
}

#[tokio::test]
async fn a_meeting_goes_from_the_call_for_papers_to_published_minutes() {
    let board = Board::new("Vale laptop").await;
    let window = &board.window;
    let earlier = board.meeting("2025-04-02").await;
    let standing = json!({ "place": 1, "title": "Declarations of interest", "standing": true });
    board.item(&earlier, standing).await;
    let meeting = board.meeting("2025-04-08").await;
    let mo = window
        .ask(
            "lookup",
            json!({ "kind": "person", "text": "Mo Member", "limit": 1 }),
        )
        .await;
    let plan = json!({ "place": 1, "title": "Plan for the year", "paper_expected": true, "presenter": mo[0]["id"] });
    board.item(&meeting, plan).await;
    let sent = json!({ "board": board.id, "day": "2025-04-05", "way": "chairs_action", "decision": "A stand at the job fair was paid.", "taken_by": mo[0]["id"] });
    added(window, "decision", sent).await;

    // Prepare: who owes a paper is written to, the standing item comes over, the cover is filled in.
    go(window, &format!("#/meeting/{meeting}"), "8 April 2025").await;
    choose(window, "mode-prepare").await;
    window.reads("waits for its paper").await;
    window.enter_on("button", "Put them on the agenda").await;
    window.reads("2. Declarations of interest").await;
    window
        .enter_on("button", "Cover and papers of “Plan for the year”")
        .await;
    window.enter_on("button", "Change recommendation").await;
    window.type_text("Agree to the plan").await;
    window.press_with(&[Key::Control], 's').await;
    window.reads("Recommendation: Agree to the plan").await;
    let paper = board.paper("Plan.pdf", "Plan for the year");
    board.screen("20-cover").await;
    window.enter_on("button", "Prepare e-mail: Mo Member").await;
    window.role("heading", "Prepare e-mail").await;
    window.reads("1 address").await;
    board.screen("21-call-for-papers").await;
    go(window, &format!("#/meeting/{meeting}"), "8 April 2025").await;
    choose(window, "mode-prepare").await;
    board.attach("Plan for the year", &paper).await;
    window.reads("Papers: Plan.pdf").await;
    window.no_longer_reads("waits for its paper").await;
    let notes = board.paper("Interests.docx", "Notes on interests");
    board.attach("Declarations of interest", &notes).await;
    window.reads("Papers: Interests.docx").await;
    window.enter_on("button", "Issue as version 1").await;
    window.reads("Version 1 was issued on 10 April 2025").await;
    board.screen("22-issued").await;

    // A paper that comes late goes into version 2, which says what is new in it.
    let late = board.paper("Late.pdf", "Figures of the quarter");
    board.attach("Plan for the year", &late).await;
    window.reads("Late.pdf").await;
    window.choose_value("[data-test=pack-version]", "0").await;
    window.enter_on("button", "Issue as version 2").await;
    window.reads("New in version 2").await;
    let news = window.text_of("[data-test=pack-news]").await;
    assert!(news.contains("is new"), "{news}");
    board.screen("22-late-paper").await;

    // Run, then close: minutes step by step, actions to send out, the decision between meetings reported.
    choose(window, "mode-run").await;
    window
        .enter_on("button", "The meeting takes place: mark it as held")
        .await;
    window
        .fill_by_keys(
            "textbox",
            "Action from “Plan for the year”",
            "Send the plan; Cara Chair; 1/5/2025",
        )
        .await;
    window.press(Key::Enter).await;
    window.reads("1 May 2025").await;
    for (item, minute) in [
        ("Plan for the year", "Agreed."),
        ("Declarations of interest", "None."),
    ] {
        window
            .fill_by_keys("textbox", &format!("Minute of “{item}”"), minute)
            .await;
        window.press(Key::Tab).await;
        window.press(Key::Enter).await;
        window.reads("Kept").await;
    }
    choose(window, "mode-close").await;
    window.reads("Actions to send out").await;
    window
        .enter_on(
            "button",
            "Reported at this meeting: A stand at the job fair was paid.",
        )
        .await;
    window.no_longer_reads("to be reported").await;
    window.enter_on("button", "The draft is finished").await;
    pick(window, "Who was in the chair", "Cara").await;
    window.enter_on("button", "The chair has checked it").await;
    board.screen("23-checked").await;
    let later = board.meeting("2025-04-10").await;
    let held = json!({ "kind": "meeting", "id": later, "fields": { "state": "held" }, "generation": null, "reason": null });
    window.ask("save", held).await;
    let approve = json!({ "meeting": meeting, "step": "approve", "by": null, "at": later, "corrections": null });
    window.ask("minutes_step", approve).await;
    go(window, "#/boards", "Boards and groups").await;
    go(window, &format!("#/meeting/{meeting}"), "8 April 2025").await;
    choose(window, "mode-close").await;
    window.reads("The minutes are: Approved").await;
    window.enter_on("button", "Publish the minutes").await;
    window.reads("The minutes are: Published").await;
    board.screen("24-published").await;
    board.window.close().await;
}
