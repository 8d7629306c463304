//! What holds for any screen: the window reaches the core, and nothing else.

use std::{io::ErrorKind, net::TcpListener};

use serde_json::{Value, json};

use crate::harness::{Home, Window};

#[tokio::test]
async fn the_window_opens_and_says_how_fast() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    assert!(window.client.title().await.unwrap().ends_with("Hubfolio"));
    window.picture("start").await;
    window.close().await;
    assert!(home.log().contains("ready after"), "{}", home.log());
}

#[tokio::test]
async fn a_fault_of_the_core_comes_in_words() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    let answer = window
        .invoke("call", json!({ "name": "no_such_command", "request": {} }))
        .await;
    let fault = &answer["fault"];
    assert!(
        fault["code"].is_string() && fault["hint"].is_string(),
        "{answer}"
    );
    assert!(
        fault["message"]
            .as_str()
            .unwrap()
            .contains("no_such_command"),
        "{answer}"
    );
    window.close().await;
}

#[tokio::test]
async fn a_chosen_file_is_a_ticket_and_never_a_path() {
    let home = Home::new();
    let file = home.dialogs().join("Our practices.csv");
    std::fs::write(&file, "A81001").unwrap();
    let window = Window::open(&home, &[]).await;

    home.choose_next(&file);
    let chosen = window
        .invoke("choose_file", json!({ "purpose": "import", "name": "" }))
        .await["value"]
        .clone();
    assert_eq!(chosen["name"], "Our practices.csv");
    assert!(
        !chosen
            .to_string()
            .contains(home.dialogs().to_str().unwrap()),
        "{chosen}"
    );

    let opened = window
        .invoke(
            "open_made",
            json!({ "ticket": chosen["ticket"], "how": "open" }),
        )
        .await;
    assert_eq!(
        opened["fault"]["code"], "file_not_chosen",
        "a file that was read is not opened"
    );
    let path = window
        .invoke("open_made", json!({ "ticket": file, "how": "open" }))
        .await;
    assert_eq!(
        path["fault"]["code"], "file_not_chosen",
        "a path is no ticket"
    );
    assert_eq!(home.opened(), None);

    home.cancel_next();
    let cancelled = window
        .invoke("choose_file", json!({ "purpose": "import", "name": "" }))
        .await;
    assert_eq!(cancelled, json!({ "value": null }));
    window.close().await;
}

#[tokio::test]
async fn a_file_that_was_made_can_be_opened_and_shown() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    let asked = json!({ "purpose": "pack", "name": "../KPIs" });
    let made = window.invoke("choose_file", asked).await["value"].clone();
    assert_eq!(made["name"], "KPIs.pdf");
    let open = json!({ "ticket": made["ticket"], "how": "open" });
    assert_eq!(
        window.invoke("open_made", open.clone()).await["fault"]["code"],
        "file_gone"
    );

    let file = home.dialogs().join("KPIs.pdf");
    std::fs::write(&file, "%PDF").unwrap();
    assert_eq!(
        window.invoke("open_made", open).await,
        json!({ "value": null })
    );
    assert_eq!(home.opened(), Some(format!("open {}", file.display())));
    let folder = json!({ "ticket": made["ticket"], "how": "folder" });
    assert_eq!(
        window.invoke("open_made", folder).await,
        json!({ "value": null })
    );
    assert_eq!(home.opened(), Some(format!("folder {}", file.display())));
    window.close().await;
}

#[tokio::test]
async fn nothing_else_can_be_called() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    let others = [
        "plugin:window|close",
        "plugin:window|set_title",
        "plugin:dialog|open",
        "plugin:fs|read_text_file",
        "plugin:opener|open_url",
        "plugin:shell|execute",
        "plugin:event|emit",
        "plugin:webview|create_webview_window",
        "plugin:path|resolve_directory",
        "plugin:app|version",
    ];
    for command in others {
        let answer = window.invoke(command, json!({})).await;
        let fault = answer["fault"].as_str().unwrap_or_default();
        assert!(
            fault.contains("not allowed") || fault.contains("not found"),
            "{command}: {answer}"
        );
    }
    window.close().await;
}

#[tokio::test]
async fn nothing_foreign_is_loaded_run_or_shown() {
    let home = Home::new();
    let window = Window::open(&home, &[]).await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let foreign = format!("http://{}/", listener.local_addr().unwrap());

    // Whatever a hostile text could put into a page, the content policy stops, and names the rule that did.
    let tries = [
        (
            "img-src",
            "document.body.append(Object.assign(new Image(), { src: 'FOREIGNx.png' }))",
        ),
        ("connect-src", "fetch('FOREIGN').catch(() => 0)"),
        (
            "script-src-elem",
            "document.body.append(Object.assign(document.createElement('script'), { src: 'FOREIGNx.js' }))",
        ),
        (
            "script-src-elem",
            "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.foreign = 1' }))",
        ),
        (
            "style-src-elem",
            "document.head.append(Object.assign(document.createElement('style'), { textContent: 'body{opacity:0}' }))",
        ),
        (
            "script-src-attr",
            "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.foreign = 1\">x</p>'); document.body.lastChild.click()",
        ),
        (
            "base-uri",
            "document.head.append(Object.assign(document.createElement('base'), { href: 'FOREIGN' }))",
        ),
    ];
    for (rule, attempt) in tries {
        let body = format!(
            "const stopped = new Promise((done) => {{
               document.addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective), {{ once: true }});
               setTimeout(() => done('nothing stopped it'), 3000);
             }});
             {};
             return await stopped;",
            attempt.replace("FOREIGN", &foreign)
        );
        assert_eq!(
            window.wait_for(&body, vec![]).await,
            json!(rule),
            "{attempt}"
        );
    }
    assert_eq!(
        window.run("return window.foreign ?? null", vec![]).await,
        Value::Null
    );

    // Nothing leads elsewhere, in a frame or in the window.
    window.run(&format!("document.body.append(Object.assign(document.createElement('iframe'), {{ src: '{foreign}' }}))"), vec![]).await;
    let here = window.client.current_url().await.unwrap();
    window
        .run(&format!("window.other = window.open('{foreign}')"), vec![])
        .await;
    assert_eq!(window.run("return window.other", vec![]).await, Value::Null);
    window
        .run(
            &format!("window.marked = 1; location.href = '{foreign}'"),
            vec![],
        )
        .await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(window.client.current_url().await.unwrap(), here);
    assert_eq!(
        window.run("return window.marked", vec![]).await,
        json!(1),
        "the page is still the same one"
    );
    assert_eq!(window.client.windows().await.unwrap().len(), 1);

    let called = listener
        .accept()
        .map(|(_, from)| from)
        .map_err(|fault| fault.kind());
    assert_eq!(
        called,
        Err(ErrorKind::WouldBlock),
        "nothing left the window"
    );

    // And what all objects share cannot be changed under the screens' feet.
    assert_eq!(
        window
            .run("return Object.isFrozen(Object.prototype)", vec![])
            .await,
        json!(true)
    );
    assert_eq!(
        window.run("return '__TAURI__' in window", vec![]).await,
        json!(false)
    );
    window.close().await;
}
