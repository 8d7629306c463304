use std::fs;

use fantoccini::key::Key;

use crate::harness::{Home, Window};

/// Writes the pack, opens it, and visits the pages that are left.
pub async fn export(window: &Window, home: &Home) {
    home.cancel_next();
    window.enter_on("button", "Export KPI pack as PDF").await;
    home.was_cancelled().await;
    window.role("button", "Export KPI pack as PDF").await;
    assert_eq!(
        pdfs(home),
        Vec::<String>::new(),
        "a cancelled dialog writes nothing"
    );

    home.save_next();
    window.enter_on("button", "Export KPI pack as PDF").await;
    window.reads("It is signed off.").await;
    window.screen("26-pack-written").await;
    let written = pdfs(home);
    assert_eq!(written.len(), 1, "{written:?}");
    let bytes = fs::read(home.dialogs().join(&written[0])).unwrap();
    assert!(bytes.starts_with(b"%PDF"), "{}", written[0]);
    window.reads(&written[0]).await;

    window.enter_on("button", "Show in folder").await;
    home.opened_reads(&format!(
        "folder {}",
        home.dialogs().join(&written[0]).display()
    ))
    .await;
    window.enter_on("button", "Open pack").await;
    home.opened_reads(&format!(
        "open {}",
        home.dialogs().join(&written[0]).display()
    ))
    .await;

    for (page, picture) in [
        ("Packs", "27-packs"),
        ("Sharing and copies", "28-sharing"),
        ("Settings and help", "30-settings"),
    ] {
        window.enter_on("link", page).await;
        window.role("heading", page).await;
        window.screen(picture).await;
        if page == "Sharing and copies" {
            window.enter_on("button", "Check the hub file").await;
            window.reads("The hub file is sound").await;
            window.screen("29-checked").await;
        }
    }
    window.press_with(&[Key::Control, Key::Shift], 'f').await;
    window.type_text("harbour").await;
    window.press(Key::Enter).await;
    window.reads("Harbour View Medical Centre").await;
    window.screen("31-search").await;
}

fn pdfs(home: &Home) -> Vec<String> {
    let names = fs::read_dir(home.dialogs()).unwrap().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.ends_with(".pdf")).collect()
}
