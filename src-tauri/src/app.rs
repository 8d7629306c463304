//! Puts the shell together and runs it until the window is closed.

use std::{
    sync::{Mutex, Once, atomic::AtomicBool},
    time::Instant,
};

use chrono::NaiveDate;
use hubfolio_core::session::Session;
use tauri::Manager;
use tauri_plugin_window_state::StateFlags;

use crate::{
    commands,
    desktop::{Desktop, desktop},
    display, log_file,
    places::Places,
    switches::Switches,
    tickets::Tickets,
    window,
};

/// What the commands share.
pub struct Shell {
    /// The open hub file.
    pub session: Mutex<Session>,
    /// The files that were chosen in this run.
    pub tickets: Tickets,
    /// Dialogs and other programs.
    pub desktop: Box<dyn Desktop>,
    /// The work that is going on should stop.
    pub stop: AtomicBool,
    /// The day that rules go by, where the command line says one.
    pub today: Option<NaiveDate>,
    /// When the program started.
    pub started: Instant,
    /// The first screen was painted.
    pub ready: Once,
}

/// Runs the window. The fault is a sentence for the person who started it.
pub fn run(switches: Switches, started: Instant) -> Result<(), String> {
    let places = Places::new(&switches)?;
    display::available()?;
    log_file::keep_faults(&places.logs);
    builder(&places, switches, started)
        .run(tauri::generate_context!())
        .map_err(|fault| {
            log::error!("{fault}");
            format!("Hubfolio could not open its window: {fault}. Nothing was changed.")
        })
}

fn builder(places: &Places, switches: Switches, started: Instant) -> tauri::Builder<tauri::Wry> {
    let mut builder = tauri::Builder::default();
    if !places.named {
        // First of all plugins, so that a second start ends before it does anything. With a hub file of its own
        // a second window is welcome: the core sees to it that no two write to one file.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            window::to_front(app)
        }));
    }
    if let Some(log) = log_file::plugin(&places.logs) {
        builder = builder.plugin(log);
    }
    let window_state = tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_filename(places.config.join("window.json").to_string_lossy());
    let session = Mutex::new(Session::new(places.for_core(), switches.person));
    let engine = places.engine.clone();
    builder
        .plugin(window_state.build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::choose_file,
            commands::open_made,
            commands::cancel,
            commands::ready
        ])
        .on_window_event(window::heard)
        .setup(move |app| {
            app.manage(Shell {
                session,
                tickets: Tickets::default(),
                desktop: desktop(app.handle()),
                stop: AtomicBool::new(false),
                today: switches.today,
                started,
                ready: Once::new(),
            });
            window::open(app.handle(), engine)?;
            Ok(())
        })
}
