use fantoccini::key::Key;
use serde_json::json;

use super::{Board, added, choose, go, pick};

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
    let paper = board.home.dialogs().join("Plan.txt");
    std::fs::write(&paper, "The plan").unwrap();
    board.screen("20-cover").await;
    window.enter_on("button", "Prepare e-mail: Mo Member").await;
    window.role("heading", "Prepare e-mail").await;
    window.reads("1 address").await;
    board.screen("21-call-for-papers").await;
    go(window, &format!("#/meeting/{meeting}"), "8 April 2025").await;
    choose(window, "mode-prepare").await;
    board.home.choose_next(&paper);
    window
        .enter_on("button", "Cover and papers of “Plan for the year”")
        .await;
    window.tab_to_css("[data-test=attach]").await;
    window.press(Key::Enter).await;
    window.reads("Papers: Plan.txt").await;
    window.no_longer_reads("waits for its paper").await;
    window.enter_on("button", "Issue as version 1").await;
    window.reads("Version 1 was issued on 10 April 2025").await;
    board.screen("22-issued").await;

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
