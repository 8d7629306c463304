//! What differs between desktops about starting and ending: is there a screen, and how does the desktop say goodbye?

use tauri::AppHandle;

/// Makes WebKitGTK paint by the processor.
#[cfg(target_os = "linux")]
const BY_PROCESSOR: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";

/// Without a graphics card WebKitGTK asks a program that imitates one, which takes twice as long for every picture and
/// more memory. It reads its environment before anything here runs, so the program starts itself once more with the
/// answer in it, under the same number. What somebody set themselves holds.
#[cfg(target_os = "linux")]
pub fn paint_as_fits() {
    use std::{env, os::unix::process::CommandExt, process::Command};

    if has_card() || env::var_os(BY_PROCESSOR).is_some() {
        return;
    }
    let mut words = env::args_os();
    let (Ok(program), Some(name)) = (env::current_exe(), words.next()) else {
        return;
    };
    // It only comes back when it failed: then the window is as slow as it was.
    let _ = Command::new(program)
        .arg0(name)
        .args(words)
        .env(BY_PROCESSOR, "1")
        .exec();
}

/// A card that pictures can be put together on has a file of its own.
#[cfg(target_os = "linux")]
fn has_card() -> bool {
    let files = std::fs::read_dir("/dev/dri")
        .into_iter()
        .flatten()
        .flatten();
    files
        .into_iter()
        .any(|file| file.file_name().to_string_lossy().starts_with("renderD"))
}

/// Elsewhere the engine finds out by itself.
#[cfg(not(target_os = "linux"))]
pub fn paint_as_fits() {}

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
