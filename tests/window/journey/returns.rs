use fantoccini::key::Key;
use serde_json::json;

use crate::harness::Window;

/// Opens the return of the half-year that the coverage is about.
pub async fn open_a_return(window: &Window) {
    window.press_with(&[Key::Alt], '7').await;
    window.role("heading", "KPIs and maturity").await;
    window.enter_on("link", "Returns").await;
    window.role("heading", "Returns").await;
    window.tab_to("combobox", "Period").await;
    window.choose_value("#period", "2025-26 H1").await;
    window.screen("17-returns").await;
    window.enter_on("button", "Open a return").await;
    window.reads("of 22 answered").await;
    window.screen("18-return").await;
}

/// KPI 1 is worked out from the coverage; its rows are one step away.
pub async fn look_behind_a_figure(window: &Window) {
    open_question(window, "1").await;
    window.reads("2 of 3").await;
    window.screen("19-question").await;
    window
        .enter_on("link", "Show the rows behind this figure")
        .await;
    window.reads("Alderbridge PCN").await;
    window.reads("Marshwick and District PCN").await;
    window.no_longer_reads("Saltmere Coast PCN").await;
    window.screen("20-rows-behind").await;
    window.client.back().await.unwrap();
    window.reads("2 of 3").await;
}

/// Types a figure where one is asked for and a narrative for every question.
pub async fn answer_every_question(window: &Window) {
    let numbers = window
        .run(
            "return [...document.querySelectorAll('[data-test^=question-]')].map((e) => e.dataset.test.slice(9))",
            vec![],
        )
        .await;
    let numbers = numbers
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|n| n.as_str())
        .collect::<Vec<_>>();
    assert_eq!(
        numbers.len(),
        22,
        "20 questions, one of them in three parts"
    );
    for number in numbers {
        open_question(window, number).await;
        if window.count("details[open] #typed-figure").await > 0 {
            window.tab_to_css("#typed-figure").await;
            window.type_text("12").await;
            window.press(Key::Enter).await;
            // The message of the question before may still be there.
            window.role("button", "Remove typed figure").await;
        }
        window.tab_to("textbox", "Narrative").await;
        window
            .type_text(&format!(
                "What the hub did for question {number}, and what came of it."
            ))
            .await;
        window.enter_on("button", "Save narrative").await;
        window.reads("Saved at").await;
    }
    window.screen("21-question-answered").await;
}

/// Freezes the figures and signs here.
pub async fn submit_and_sign(window: &Window) {
    window.enter_on("link", "Overview").await;
    window.reads("22 of 22 answered").await;
    window.screen("22-return-ready").await;
    window.enter_on("button", "Submit this return").await;
    window.reads("The figures are frozen").await;
    window.screen("23-return-frozen").await;

    window.enter_on("button", "Sign off this return").await;
    window.reads("Choose who signs off").await;
    window.screen("24-sign-off-problem").await;
    window.tab_to("radio", "I sign off here").await;
    window.press(' ').await;
    window
        .fill_by_keys("textbox", "In which role?", "Programme manager")
        .await;
    window.enter_on("button", "Sign off this return").await;
    window.reads("Fits what was signed").await;
    window.screen("25-signed").await;
}

async fn open_question(window: &Window, number: &str) {
    let link = format!("[data-test='question-{number}']");
    window.tab_to_css(&link).await;
    window.press(Key::Enter).await;
    window.css(&format!("{link}[aria-current=page]")).await;
    let heading = format!("KPI {number}");
    window.until_true(
        "return document.querySelector('[data-test=question] .over')?.textContent === arguments[0]",
        json!(heading),
    )
    .await;
}
