//! Puts the shell together and runs it until the window is closed.

use std::{path::Path, sync::Once, time::Instant};

use chrono::NaiveDate;
use hubfolio_core::session::{Program, Session};
use tauri::{AppHandle, Manager, RunEvent};
use tauri_plugin_window_state::StateFlags;

use crate::{
    commands,
    desktop::{Desktop, desktop},
    display,
    handed::{self, Handed},
    log_file,
    places::Places,
    stops::Stops,
    switches::{self, Switches},
    tickets::Tickets,
    window,
    worker::Worker,
};

/// What the commands share.
pub struct Shell {
    /// The files that were chosen in this run.
    pub tickets: Tickets,
    /// The files that the window was not told of yet.
    pub handed: Handed,
    /// Dialogs and other programs.
    pub desktop: Box<dyn Desktop>,
    /// The work that should stop.
    pub stops: Stops,
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
    let app = builder(&places, switches, started)
        .build(tauri::generate_context!())
        .map_err(|fault| {
            log::error!("{fault}");
            format!("Hubfolio could not open its window: {fault}. Nothing was changed.")
        })?;
    app.run(|app, event| match event {
        RunEvent::Exit => close(app),
        // How macOS names the files that were opened with a double click.
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            window::hand(app, urls.iter().filter_map(|url| url.to_file_path().ok()));
        }
        _ => {}
    });
    Ok(())
}

/// Ends in good order: work that is going on is asked to stop, and the hub file is closed.
fn close(app: &AppHandle) {
    app.state::<Shell>().stops.ask_all();
    app.state::<Worker>().end();
    log::info!("closed");
    log::logger().flush();
}

fn builder(places: &Places, switches: Switches, started: Instant) -> tauri::Builder<tauri::Wry> {
    let mut builder = tauri::Builder::default();
    if !places.named {
        // First of all plugins, so that a second start ends before it does anything. With a hub file of its own
        // a second window is welcome: the core sees to it that no two write to one file.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            window::hand(
                app,
                handed::named_in(Path::new(&folder), switches::files(words)),
            );
            window::to_front(app);
        }));
    }
    if let Some(log) = log_file::plugin(&places.logs) {
        builder = builder.plugin(log);
    }
    let window_state = tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_filename(places.config.join("window.json").to_string_lossy());
    let (core, person) = (places.for_core(), switches.person);
    let usual_config = places.usual_config;
    let engine = places.engine.clone();
    builder
        .plugin(window_state.build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::choose_file,
            commands::choose_files,
            commands::open_made,
            commands::open_mail,
            commands::cancel,
            commands::ready
        ])
        .on_window_event(window::heard)
        .setup(move |app| {
            app.manage(Shell {
                tickets: Tickets::default(),
                handed: Handed::default(),
                desktop: desktop(app.handle()),
                stops: Stops::default(),
                today: switches.today,
                started,
                ready: Once::new(),
            });
            let keys = usual_config.then(hubfolio_keys::of_this_account);
            let session = move || Session::new(core, person, Program::Window).with_keys(keys);
            app.manage(Worker::start(app.handle().clone(), session)?);
            display::end_with_session(app.handle());
            window::hand(app.handle(), switches.files);
            window::open(app.handle(), engine)?;
            Ok(())
        })
}
