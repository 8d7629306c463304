use super::{
    Colleague,
    edit::{self, PRACTICE},
};

/// Two versions are marked in the list, in the record and at the top, and stand side by side where they are settled.
pub async fn sees_both_versions_everywhere(colleague: &Colleague, step: &str) {
    let window = &colleague.window;
    edit::opens_the_practice(colleague).await;
    window.reads("2 versions to settle").await;
    window.reads("To settle in this record").await;
    colleague.screen(&format!("{step}-record")).await;

    window.enter_on("link", "1 to settle").await;
    window.role("heading", "Two versions to settle").await;
    colleague.screen(&format!("{step}-to-settle")).await;
    opens(colleague).await;
    window.reads("01632 960111").await;
    window.reads("01632 960222").await;
    window.reads("Ann’s laptop").await;
    window.reads("Ben’s laptop").await;
    colleague.screen(&format!("{step}-side-by-side")).await;
}

/// Settles the telephone number, after forgetting to choose first.
pub async fn keeps(ann: &Colleague, person: &str, reason: &str) {
    let window = &ann.window;
    window.enter_on("link", "1 to settle").await;
    window.role("heading", "Two versions to settle").await;
    opens(ann).await;
    window.enter_on("button", "Settle").await;
    window.reads("Choose what to keep").await;
    ann.screen("16-nothing-chosen").await;
    window
        .tab_to("radio", &format!("Keep this: {person}’s version"))
        .await;
    window.press(' ').await;
    window
        .fill_by_keys("textbox", "Reason (optional)", reason)
        .await;
    ann.screen("16-chosen").await;
    window.enter_on("button", "Settle").await;
    window.reads("1 thing was settled").await;
    window.reads("Nothing to settle").await;
    ann.screen("17-settled").await;

    edit::opens_the_practice(ann).await;
    window.reads("01632 960222").await;
    window.no_longer_reads("versions to settle").await;
    window.enter_on("button", "Show history").await;
    window.reads(reason).await;
    ann.screen("17-history").await;
}

/// The answer of the colleague came: nothing is left to settle here either.
pub async fn has_nothing_left(ben: &Colleague) {
    let window = &ben.window;
    edit::opens_the_practice(ben).await;
    window.reads("01632 960222").await;
    window.no_longer_reads("versions to settle").await;
    window.no_longer_reads("01632 960111").await;
    ben.screen("20-record").await;
    ben.goes_to("Sharing and copies").await;
    window.reads("Ann’s laptop").await;
    ben.screen("20-sharing").await;
}

async fn opens(colleague: &Colleague) {
    let name = format!("{PRACTICE}: Telephone");
    colleague.window.enter_on("link", &name).await;
    colleague.window.role("heading", &name).await;
}
