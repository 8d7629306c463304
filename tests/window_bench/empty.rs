//! The reference: a Tauri window with one line of text in it and nothing behind it.

use std::io::Write as _;

use tauri::{WebviewUrl, WebviewWindowBuilder, http::Response};

/// Makes this program be the empty window.
pub const SWITCH: &str = "--empty-window";
/// What it says once its page is painted.
pub const PAINTED: &str = "painted";

const PAGE: &str = "<!doctype html><title>Empty</title><p>Empty</p><script>\
    requestAnimationFrame(() => requestAnimationFrame(() => { new Image().src = 'painted.png' }))</script>";

/// Opens it and stays until it is ended.
pub fn run() {
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, request| {
            if request.uri().path() == "/painted.png" {
                println!("{PAINTED}");
                let _ = std::io::stdout().flush();
            }
            let reply = Response::builder().header("content-type", "text/html");
            reply.body(PAGE.as_bytes().to_vec()).unwrap()
        })
        .setup(|app| {
            let page = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
            let window = WebviewWindowBuilder::new(app, "empty", page);
            window.inner_size(1280.0, 860.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .unwrap();
}
