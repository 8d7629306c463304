//! The three pictures of the README, from the practice hub.

use serde_json::json;

use crate::harness::{Home, Window};

/// The README stays quick to open.
const MOST_BYTES: usize = 200_000;

/// Opens the practice hub as anybody would and takes the pictures.
pub async fn shoot() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    window.ask("sample_open", json!({ "again": false })).await;
    window.client.refresh().await.unwrap();
    window.learn().await;
    window.css("main h1").await;
    window.run("hubfolioWalk.watch()", vec![]).await;
    let returns = json!({ "source": { "kind": "return" }, "limit": 1 });
    let page = window.ask("view", returns).await;
    let id = page["rows"][0]["id"].as_str().unwrap();
    let pictures = [
        ("home", "#/home".to_owned()),
        ("practices", "#/list/practice".to_owned()),
        ("return", format!("#/return/{id}")),
    ];
    for (name, address) in pictures {
        let fault = window
            .wait_for(
                "return await hubfolioWalk.go(args[0])",
                vec![json!(address)],
            )
            .await;
        assert!(fault.is_null(), "{name}: {fault}");
        let bytes = window.picture_in("docs/pictures", name).await;
        println!("docs/pictures/{name}.png, {} kB", bytes / 1_000);
        assert!(
            bytes <= MOST_BYTES,
            "the picture is too large for the README"
        );
    }
    window.close().await;
}
