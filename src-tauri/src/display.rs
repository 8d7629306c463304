//! What differs between desktops about starting and ending: is there a screen, and how does the desktop say goodbye?

use tauri::AppHandle;

/// Says in a sentence when there is none.
#[cfg(target_os = "linux")]
pub fn available() -> Result<(), String> {
    gtk::init().map_err(|_| {
        "Hubfolio could not open its window: there is no screen here (DISPLAY and WAYLAND_DISPLAY name none). \
         Start it from a desktop session, or use hubfolio-cli, which needs no window."
            .into()
    })
}

/// Elsewhere a desktop session always has one.
#[cfg(not(target_os = "linux"))]
pub fn available() -> Result<(), String> {
    Ok(())
}

/// Ends in good order when the desktop session ends, which Linux says with a signal.
#[cfg(target_os = "linux")]
pub fn end_with_session(app: &AppHandle) {
    use gtk::glib::{ControlFlow, unix_signal_add};

    /// The number of SIGTERM, the same on every Linux.
    const PLEASE_END: i32 = 15;
    let app = app.clone();
    unix_signal_add(PLEASE_END, move || {
        app.exit(0);
        ControlFlow::Continue
    });
}

/// Elsewhere the windows are closed, as by a person.
#[cfg(not(target_os = "linux"))]
pub fn end_with_session(_: &AppHandle) {}
