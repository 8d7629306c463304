use fantoccini::key::Key;

use super::Colleague;

/// The record that both colleagues edit.
pub const PRACTICE: &str = "Ashdown Surgery";

/// Adds a practice with a telephone number.
pub async fn adds_a_practice(ann: &Colleague) {
    let window = &ann.window;
    window.press_with(&[Key::Alt], '2').await;
    window.role("heading", "Our area").await;
    window.enter_on("link", "Practices").await;
    window.reads("No practices yet").await;
    window.press_with(&[Key::Control], 'n').await;
    window.role("heading", "Add practice").await;
    window.fill_by_keys("textbox", "ODS code", "A81001").await;
    window.fill_by_keys("textbox", "Name", PRACTICE).await;
    window
        .fill_by_keys("textbox", "Telephone (optional)", "01632 960000")
        .await;
    window.press_with(&[Key::Control], 's').await;
    window.reads("Saved").await;
}

/// Opens the practice from the list.
pub async fn opens_the_practice(colleague: &Colleague) {
    let window = &colleague.window;
    window.press_with(&[Key::Alt], '2').await;
    window.role("heading", "Our area").await;
    window.enter_on("link", "Practices").await;
    window.role("grid", "Practices").await;
    window.enter_on("link", PRACTICE).await;
    window.role("heading", PRACTICE).await;
}

/// Writes another telephone number.
pub async fn changes_the_telephone(colleague: &Colleague, number: &str) {
    let window = &colleague.window;
    opens_the_practice(colleague).await;
    window.press_with(&[Key::Control], 'e').await;
    window.tab_to("textbox", "Telephone (optional)").await;
    window.select_all().await;
    window.type_text(number).await;
    window.press_with(&[Key::Control], 's').await;
    window.reads("Saved").await;
    window.reads(number).await;
}
