//! The one window: how it opens, what may be shown in it, and what is dropped on it.

use std::path::PathBuf;

use tauri::{
    AppHandle, DragDropEvent, Emitter, Manager, Url, WebviewWindow, WebviewWindowBuilder, Window,
    WindowEvent,
    webview::{NewWindowResponse, PageLoadEvent},
};

use crate::{app::Shell, commands, tickets::Use};

/// The name of the window inside the program.
pub const LABEL: &str = "main";

/// Opens the window. It is shown when the page has loaded, so that nobody looks at an empty frame.
pub fn open(app: &AppHandle, engine: PathBuf) -> tauri::Result<()> {
    let settings = app
        .config()
        .app
        .windows
        .iter()
        .find(|settings| settings.label == LABEL);
    let settings = settings.ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, settings)?
        .data_directory(engine)
        .on_navigation(may_show)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_document_title_changed(|window, title| {
            if let Err(fault) = window.set_title(&title) {
                log::warn!("the window did not take the page's title: {fault}");
            }
        })
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                show(&window);
            }
        })
        .build()?;
    spell_check(&window)
}

/// Brings the window forward: somebody started Hubfolio a second time.
pub fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let done = window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus());
        if let Err(fault) = done {
            log::warn!("the window did not come forward: {fault}");
        }
    }
}

/// Hears what happens to the window.
pub fn heard(window: &Window, event: &WindowEvent) {
    if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
        let files = paths.iter().filter(|path| path.is_file());
        hand(window.app_handle(), files.cloned());
    }
}

/// Hands files to the window, as soon as it listens: dropped on it, or named when the program was started.
pub fn hand(app: &AppHandle, files: impl IntoIterator<Item = PathBuf>) {
    let shell = app.state::<Shell>();
    tell(app, &shell, shell.handed.take(files));
}

/// The window listens: tells it of the files that waited.
pub fn deliver(app: &AppHandle) {
    let shell = app.state::<Shell>();
    tell(app, &shell, shell.handed.listens());
}

/// A file that was handed over is a chosen file like any other: the screens get a ticket.
fn tell(app: &AppHandle, shell: &Shell, files: Vec<PathBuf>) {
    for path in files {
        let chosen = commands::ticket(shell, path, Use::Read);
        if let Err(fault) = app.emit_to(LABEL, "files-dropped", chosen) {
            log::warn!("the window did not hear of a file: {fault}");
        }
    }
}

fn show(window: &WebviewWindow) {
    if let Err(fault) = window.show() {
        log::warn!("the window could not be shown: {fault}");
    }
}

/// Only our own pages: nothing in a text or a file can lead the window elsewhere.
fn may_show(to: &Url) -> bool {
    let own = match to.scheme() {
        "tauri" => to.host_str() == Some("localhost"),
        // How Windows names the same pages.
        "http" | "https" => to.host_str() == Some("tauri.localhost") && to.port().is_none(),
        _ => false,
    };
    let in_development =
        tauri::is_dev() && to.host_str() == Some("localhost") && to.port() == Some(1420);
    own || in_development
}

/// Marks misspelt words in narratives. Only WebKitGTK leaves this off by itself.
#[cfg(target_os = "linux")]
fn spell_check(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{WebContextExt, WebViewExt};

    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_spell_checking_languages(&["en_GB"]);
            context.set_spell_checking_enabled(true);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn spell_check(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn shows(address: &str) -> bool {
        may_show(&address.parse().unwrap())
    }

    #[test]
    fn our_own_pages_are_shown() {
        assert!(shows("tauri://localhost"));
        assert!(shows("tauri://localhost/index.html#/contacts"));
        assert!(shows("http://tauri.localhost/"));
    }

    #[test]
    fn nothing_else_is_shown() {
        let elsewhere = [
            "https://www.england.nhs.uk/",
            "http://localhost:8080/",
            "http://tauri.localhost.example.org/",
            "http://tauri.localhost:8080/",
            "tauri://example.org/",
            "file:///etc/passwd",
            "data:text/html,<p>",
            "javascript:alert(1)",
            "about:blank",
        ];
        for address in elsewhere {
            assert!(!shows(address), "{address}");
        }
    }
}
