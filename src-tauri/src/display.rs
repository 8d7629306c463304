//! Is there a screen to open a window on?

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
